#include "draw/legend.h"

#include <algorithm>

#include "draw/color_map.h"

namespace oriel::draw {
namespace {

constexpr float kSample = 20;

void draw_sample(Sheet& sheet, const LegendEntry& entry, float x, float baseline) {
  const float middle = baseline - sheet.font * 0.33F;
  switch (entry.sample) {
    case LegendEntry::Sample::kLine:
      sheet.line({{x, middle}, {x + kSample, middle}}, entry.color,
                 std::max(2.0F, sheet.options.line_width), entry.dash);
      draw_signs(sheet, {{x + kSample / 2, middle}}, entry.sign, entry.color);
      break;
    case LegendEntry::Sample::kBox:
      sheet.rect({x + 4, middle - 5, 12, 10}, entry.color);
      break;
    case LegendEntry::Sample::kMarker:
      sheet.add(Markers{{{x + kSample / 2, middle}}, entry.shape, 7, entry.color, true});
      break;
  }
}

// The names of a panel's series, each once, in order.
std::vector<const SeriesLook*> by_order(const PanelSeries& panel) {
  std::vector<const SeriesLook*> out;
  for (const SeriesLook& one : panel.series) {
    const bool known = std::any_of(
        out.begin(), out.end(), [&](const SeriesLook* other) { return other->order == one.order; });
    if (!known) out.push_back(&one);
  }
  return out;
}

}  // namespace

std::vector<LegendEntry> series_legend(const PanelSeries& series, bool lines_too) {
  std::vector<LegendEntry> out;
  for (const SeriesLook& one : series.series) {
    LegendEntry entry{one.label, one.color, one.text_color, one.dash, LegendEntry::Sample::kLine,
                      one.shape, one.sign};
    if (one.main == nullptr) {
      const bool scatter = std::any_of(one.points.begin(), one.points.end(), [](const auto* p) {
        return p->role != figure::Role::kBest;
      });
      if (one.bars.empty() && one.bands.empty() && !scatter) continue;
      const bool box = !one.bars.empty() || !one.bands.empty();
      entry.sample = box ? LegendEntry::Sample::kBox : LegendEntry::Sample::kMarker;
      for (const figure::Band* band : one.bands) {
        if (!band->label.empty() && band->label != one.path) entry.name += ", " + band->label;
      }
      if (box) entry.color = with_alpha(one.color, one.bars.empty() ? 0.3 : 0.7);
    } else if (!lines_too) {
      continue;
    }
    if (!entry.name.empty()) out.push_back(std::move(entry));
  }
  return out;
}

std::vector<LegendEntry> shared_legend(const figure::Figure& figure,
                                       const std::vector<PanelSeries>& panels, const Theme& theme) {
  std::vector<LegendEntry> out;
  std::vector<std::string> labels;
  for (const figure::FigureRun& run : figure.runs) labels.push_back(run.label);
  const std::vector<std::string> names = short_names(labels);
  const int colors = static_cast<int>(theme.runs.size());
  for (size_t i = 0; i < figure.runs.size(); ++i) {
    const int slot = std::max(0, figure.runs[i].color);
    const Color color = styled(figure.style, {figure.runs[i].id, figure.runs[i].label},
                               theme.runs[static_cast<size_t>(slot % colors)]);
    out.push_back({names[i], color, readable(color, theme.text, theme.panel),
                   dash_of(slot, 0, colors), LegendEntry::Sample::kLine, Marker::kCircle,
                   sign_of(slot, colors)});
  }
  // What dashes mean, if they mean the same everywhere.
  std::vector<std::string> meaning;
  for (const PanelSeries& panel : panels) {
    std::vector<std::string> here;
    for (const SeriesLook* one : by_order(panel)) here.push_back(one->path_label);
    if (here.size() < 2) continue;
    if (!meaning.empty() && here != meaning) return out;
    meaning = std::move(here);
  }
  for (size_t i = 0; i < meaning.size(); ++i) {
    out.push_back({meaning[i], theme.muted, theme.muted, dash_of(0, static_cast<int>(i), colors)});
  }
  return out;
}

float draw_legend(Sheet& sheet, const std::vector<LegendEntry>& entries, const Box& box,
                  int max_rows) {
  if (entries.empty() || max_rows < 1) return 0;
  const float font = sheet.font;
  const float row = font * 1.5F;
  const float gap = font * 1.5F;
  float x = box.x;
  int rows = 1;
  for (size_t i = 0; i < entries.size(); ++i) {
    const size_t left = entries.size() - i;
    const std::string rest = "+ " + std::to_string(left) + " more";
    const std::string name =
        clip_text(sheet.measure, entries[i].name, box.width - kSample - 6, font);
    const float need = kSample + 6 + sheet.width(name, font);
    if (x > box.x && x + need > right_of(box) && rows < max_rows) {
      x = box.x;
      ++rows;
    }
    // The last row keeps room for saying how many are left out.
    const float reserve = rows == max_rows && left > 1 ? sheet.width(rest, font) + gap : 0;
    const float baseline = box.y + static_cast<float>(rows) * row - font * 0.4F;
    if (x > box.x && x + need + reserve > right_of(box)) {
      sheet.text(x, baseline, clip_text(sheet.measure, rest, right_of(box) - x, font),
                 {font, sheet.theme.muted});
      break;
    }
    draw_sample(sheet, entries[i], x, baseline);
    sheet.text(x + kSample + 6, baseline, name, {font, entries[i].text_color});
    x += need + gap;
  }
  return static_cast<float>(rows) * row + font * 0.3F;
}

}  // namespace oriel::draw
