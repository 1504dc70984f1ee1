// Images of a stream at a step, or what a live slot holds now.
#include <algorithm>

#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxImages = 24;
constexpr uint64_t kMaxPixelBytes = 8u << 20;  // of one image; above, it is shown smaller
constexpr uint64_t kMaxSide = 1u << 20;
constexpr uint8_t kU8 = 5;  // oriel::DType::kU8

// Means over k x k pixels, so that a huge image is small enough to send to a screen.
std::vector<uint8_t> shrink(const std::vector<uint8_t>& from, uint64_t width, uint64_t height,
                            uint64_t channels, uint64_t k) {
  const uint64_t w = (width + k - 1) / k;
  const uint64_t h = (height + k - 1) / k;
  std::vector<uint8_t> out(w * h * channels);
  for (uint64_t y = 0; y < h; ++y) {
    for (uint64_t x = 0; x < w; ++x) {
      const uint64_t y1 = std::min(height, (y + 1) * k);
      const uint64_t x1 = std::min(width, (x + 1) * k);
      for (uint64_t c = 0; c < channels; ++c) {
        uint64_t sum = 0;
        for (uint64_t v = y * k; v < y1; ++v) {
          for (uint64_t u = x * k; u < x1; ++u) sum += from[(v * width + u) * channels + c];
        }
        const uint64_t n = (y1 - y * k) * (x1 - x * k);
        out[(y * w + x) * channels + c] = static_cast<uint8_t>((sum + n / 2) / n);
      }
    }
  }
  return out;
}

// What is wrong with it as an image, or nothing.
std::string flaw_of(const store::RecordData& record) {
  if (record.kind != store::RecordKind::kImage) return "holds something that is not an image";
  const auto& shape = record.shape;
  const bool sides = shape.size() == 3 && shape[0] > 0 && shape[1] > 0 &&
                     static_cast<uint64_t>(shape[0]) <= kMaxSide &&
                     static_cast<uint64_t>(shape[1]) <= kMaxSide;
  if (!sides || (shape[2] != 1 && shape[2] != 3 && shape[2] != 4) || record.dtype != kU8) {
    return "holds an image of a kind that cannot be shown";
  }
  const uint64_t bytes = static_cast<uint64_t>(shape[0]) * static_cast<uint64_t>(shape[1]) *
                         static_cast<uint64_t>(shape[2]);
  if (record.bytes.size() != bytes) return "holds an image whose pixels are incomplete";
  return "";
}

class ImageBuilder {
 public:
  ImageBuilder(const Request& request, const Runs& runs, bool live)
      : request_(request), runs_(runs), live_(live), names_(short_names(runs)) {}

  Figure build() {
    const std::string title = request_.series.empty() ? "Images" : request_.series.front();
    figure_ = start_figure(request_, runs_, title);
    size_t hidden = 0;
    for (size_t r = 0; r < runs_.size(); ++r) {
      for (const std::string& stream : match_names(request_.series, streams_of(*runs_[r]))) {
        if (figure_.panels.size() < kMaxImages) {
          add(r, stream);
        } else {
          ++hidden;
        }
      }
    }
    if (hidden > 0) {
      figure_.notes.push_back("showing the first " + std::to_string(kMaxImages) + " images; " +
                              count_text(static_cast<int64_t>(hidden)) + " more not shown");
    }
    figure_.reading = items_.empty() ? nothing() : join(items_, "; ");
    return std::move(figure_);
  }

 private:
  std::vector<std::string> streams_of(const store::RunData& run) const {
    if (live_) return run.live_streams();
    std::vector<std::string> names;
    for (const store::StreamInfo& stream : run.streams()) {
      if (stream.kind == store::RecordKind::kImage) names.push_back(stream.name);
    }
    return names;
  }

  void add(size_t r, const std::string& stream) {
    auto record = live_ ? runs_[r]->live(stream) : runs_[r]->record(stream, request_.cursor);
    const std::string name = runs_.size() > 1 ? names_[r] + " " + stream : stream;
    if (!record) {
      items_.push_back(name + (live_ ? ": waiting for the training to show it"
                                     : ": no image at or before this step"));
      return;
    }
    if (const std::string flaw = flaw_of(*record); !flaw.empty()) {
      items_.push_back(name + " " + flaw);
      return;
    }
    Panel panel;
    panel.title = name;
    panel.marks.emplace_back(image_mark(r, stream, *record));
    figure_.panels.push_back(std::move(panel));
    items_.push_back(name + " at step " + count_text(record->step) + ", " +
                     std::to_string(record->shape[1]) + " × " + std::to_string(record->shape[0]) +
                     " pixels");
  }

  ImageMark image_mark(size_t r, const std::string& stream, store::RecordData& record) {
    const auto height = static_cast<uint64_t>(record.shape[0]);
    const auto width = static_cast<uint64_t>(record.shape[1]);
    const auto channels = static_cast<uint64_t>(record.shape[2]);
    ImageMark mark;
    mark.run = static_cast<int>(r);
    mark.entity = Entity{"stream", figure_.runs[r].id, stream};
    mark.step = record.step;
    mark.caption = record.caption;
    mark.channels = static_cast<uint32_t>(channels);
    uint64_t k = 1;
    while (((width + k - 1) / k) * ((height + k - 1) / k) * channels > kMaxPixelBytes) ++k;
    mark.width = static_cast<uint32_t>((width + k - 1) / k);
    mark.height = static_cast<uint32_t>((height + k - 1) / k);
    mark.pixels =
        k == 1 ? std::move(record.bytes) : shrink(record.bytes, width, height, channels, k);
    if (k > 1) {
      figure_.notes.push_back(stream + " is shown at 1/" + std::to_string(k) + " of its size (" +
                              std::to_string(width) + " × " + std::to_string(height) + " pixels)");
    }
    return mark;
  }

  std::string nothing() const {
    if (runs_.empty()) return "no run is selected";
    if (figure_.loading) return "no image yet: the log is still being read";
    return live_ ? "the training offers no such live image" : "no image yet";
  }

  const Request& request_;
  const Runs& runs_;
  const bool live_;
  const std::vector<std::string> names_;
  Figure figure_;
  std::vector<std::string> items_;
};

}  // namespace

Figure make_image(const Request& request, const Runs& runs, bool live) {
  return ImageBuilder(request, runs, live).build();
}

}  // namespace oriel::figure
