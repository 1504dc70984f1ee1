// Texts of a stream at a step.
#include <algorithm>

#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxTexts = 24;
constexpr size_t kMaxTextBytes = 256 << 10;

// The text, cut between characters where it is longer than a screen will ever show.
std::string shown_text(const std::vector<uint8_t>& bytes) {
  size_t end = std::min(bytes.size(), kMaxTextBytes);
  if (end < bytes.size()) {
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) --end;
  }
  return {bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(end)};
}

}  // namespace

Figure make_text(const Request& request, const Runs& runs) {
  const std::string title = request.series.empty() ? "Text" : request.series.front();
  Figure figure = start_figure(request, runs, title);
  const std::vector<std::string> names = short_names(runs);
  std::vector<std::string> items;
  for (size_t r = 0; r < runs.size(); ++r) {
    std::vector<std::string> streams;
    for (const store::StreamInfo& stream : runs[r]->streams()) {
      if (stream.kind == store::RecordKind::kText) streams.push_back(stream.name);
    }
    for (const std::string& stream : match_names(request.series, streams)) {
      const std::string name = runs.size() > 1 ? names[r] + " " + stream : stream;
      const auto record = runs[r]->record(stream, request.cursor);
      if (!record || record->kind != store::RecordKind::kText) {
        items.push_back(name + ": no text at or before this step");
        continue;
      }
      if (figure.panels.size() >= kMaxTexts) {
        figure.notes.push_back(name + " is not shown: too many texts in one panel");
        continue;
      }
      TextMark mark;
      mark.run = static_cast<int>(r);
      mark.entity = Entity{"stream", figure.runs[r].id, stream};
      mark.step = record->step;
      mark.text = shown_text(record->bytes);
      if (record->bytes.size() > kMaxTextBytes) {
        figure.notes.push_back(name + " is cut after 256 KiB of " +
                               plural(record->bytes.size(), "byte"));
      }
      Panel panel;
      panel.title = name;
      panel.marks.emplace_back(std::move(mark));
      figure.panels.push_back(std::move(panel));
      items.push_back(name + " at step " + count_text(record->step));
    }
  }
  figure.reading = join(items, "; ");
  if (items.empty()) {
    figure.reading = runs.empty()     ? "no run is selected"
                     : figure.loading ? "no text yet: the log is still being read"
                                      : "no text yet";
  }
  return figure;
}

}  // namespace oriel::figure
