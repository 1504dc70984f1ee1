// What is behind and beside the data: grid, axes, events and findings above the plot, names at line
// ends, the colour bar.
#include <algorithm>
#include <cmath>

#include "draw/color_map.h"
#include "draw/plot.h"

namespace oriel::draw {
namespace {

constexpr float kGutter = 10;

float crisp(double pixel) {
  return static_cast<float>(std::floor(pixel)) + 0.5F;
}

// Moves labels apart, keeping their order and staying within [top, bottom].
std::vector<float> spread(const std::vector<float>& wanted, float height, float top, float bottom) {
  std::vector<size_t> order(wanted.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return wanted[a] < wanted[b]; });
  std::vector<float> out = wanted;
  float floor = top + height / 2;
  for (const size_t i : order) {
    out[i] = std::max(out[i], floor);
    floor = out[i] + height;
  }
  float ceiling = bottom - height / 2;
  for (size_t k = order.size(); k-- > 0;) {
    out[order[k]] = std::min(out[order[k]], ceiling);
    ceiling = out[order[k]] - height;
  }
  return out;
}

}  // namespace

void Plot::draw_grid() {
  const TextStyle style{sheet_.font, sheet_.theme.muted, Weight::kRegular, Anchor::kEnd, true};
  for (const Tick& tick : y_ticks_) {
    const double at = y_.pixel(tick.value);
    if (!(at >= plot_.y - 1 && at <= bottom_of(plot_) + 1)) continue;
    if (panel_.y.categories.empty()) {
      const Color color = tick.value == 0 ? sheet_.theme.rule : sheet_.theme.grid;
      sheet_.line({{plot_.x, crisp(at)}, {right_of(plot_), crisp(at)}}, color);
    }
    taken_.push_back(
        sheet_.text(plot_.x - 7, static_cast<float>(at) + sheet_.font * 0.36F, tick.label, style));
  }
}

void Plot::draw_turned_categories() {
  const TextStyle style{sheet_.font, sheet_.theme.muted, Weight::kRegular, Anchor::kEnd, false};
  for (size_t i = 0; i < panel_.x.categories.size(); ++i) {
    const auto at = static_cast<float>(x_.pixel(static_cast<double>(i)));
    sheet_.turned_text(
        at + sheet_.font * 0.36F, bottom_of(plot_) + 5,
        clip_text(sheet_.measure, panel_.x.categories[i], label_rows_ - 6, sheet_.font), style);
  }
}

void Plot::draw_x_axis() {
  const float font = sheet_.font;
  const bool map = heat_map() != nullptr;
  if (map) {  // no grid over cells, but the names of the rows
    const TextStyle style{font, sheet_.theme.muted, Weight::kRegular, Anchor::kEnd, true};
    for (const Tick& tick : y_ticks_) {
      sheet_.text(plot_.x - 7, static_cast<float>(y_.pixel(tick.value)) + font * 0.36F, tick.label,
                  style);
    }
  }
  if (turned_) return draw_turned_categories();
  const TextStyle style{font, sheet_.theme.muted, Weight::kRegular, Anchor::kMiddle, true};
  float free = -1e9F;
  for (const Tick& tick : x_ticks(panel_.x, x_, font, sheet_.measure, sheet_.options.utc_offset)) {
    const double at = x_.pixel(tick.value);
    if (!(at >= plot_.x - 1 && at <= right_of(plot_) + 1)) continue;
    if (panel_.x.categories.empty()) {
      const float from = map ? bottom_of(plot_) : plot_.y;
      sheet_.line({{crisp(at), from}, {crisp(at), bottom_of(plot_) + 4}},
                  map ? sheet_.theme.rule : sheet_.theme.grid);
    }
    const float half = sheet_.width(tick.label, font) / 2;
    const float center =
        std::max(box_.x + half, std::min(right_of(box_) - half, static_cast<float>(at)));
    if (center - half < free) continue;
    sheet_.text(center, bottom_of(plot_) + 5 + font, tick.label, style);
    free = center + half + font * 0.4F;
  }
}

void Plot::draw_axis_labels() {
  const float font = sheet_.font;
  const TextStyle style{font, sheet_.theme.muted, Weight::kRegular, Anchor::kMiddle};
  if (x_label_) {
    std::string label = panel_.x.label;
    if (!panel_.x.unit.empty() && panel_.x.kind == figure::AxisKind::kValue) {
      label += " (" + panel_.x.unit + ")";
    }
    if (x_axis_.transform.kind == ScaleKind::kLog) label += ", log scale";
    if (x_axis_.transform.kind == ScaleKind::kSymlog) label += ", symlog scale";
    const float middle = plot_.x + plot_.width / 2;
    // As wide as the box around the plot's middle.
    const float room = 2 * std::min(middle - box_.x, right_of(box_) - middle);
    sheet_.text(middle, bottom_of(plot_) + label_rows_ + font * 1.25F,
                clip_text(sheet_.measure, label, room, font), style);
  }
  if (turns_y_label(panel_)) {
    sheet_.turned_text(box_.x + font, plot_.y + plot_.height / 2,
                       clip_text(sheet_.measure, panel_.y.label, plot_.height, font), style);
  }
}

void Plot::draw_strip_lines() {
  for (const StripItem& item : strip_) {
    const float row = static_cast<float>(std::max(0, item.row));
    const float base = plot_.y - gap_room_ - 3 - row * strip_row_;
    const float top = item.finding ? base - sheet_.font * 0.85F : base - 2;
    const float at = crisp(item.at);
    const Color color = item.row < 0 && !item.finding ? sheet_.theme.grid : item.line_color;
    ink_.push_back({{at, plot_.y}, {at, bottom_of(plot_)}});
    sheet_.line({{at, top}, {at, bottom_of(plot_)}}, color, item.finding ? 1.25F : 1, item.dash);
  }
}

// A flag says "finding" without colour; hollow where it is not sure or no longer holds.
void Plot::draw_strip_words() {
  const float font = sheet_.font;
  for (const StripItem& item : strip_) {
    const float base =
        plot_.y - gap_room_ - 5 - static_cast<float>(std::max(0, item.row)) * strip_row_;
    const float at = crisp(item.at);
    if (item.finding) {
      const float top = base - font * 0.8F;
      const float tip = font * 0.72F;
      std::vector<Point> flag = {
          {at, top}, {at + tip, top + font * 0.28F}, {at, top + font * 0.56F}};
      if (item.hollow) {
        flag.push_back(flag.front());
        sheet_.line(std::move(flag), item.color, 1.25F);
      } else {
        sheet_.add(Polygon{std::move(flag), item.color});
      }
    } else if (item.row < 0 && !item.text.empty()) {
      sheet_.add(Polygon{{{at, base - 6}, {at + 5, base - 3}, {at, base}}, sheet_.theme.muted});
    }
    if (item.row < 0) continue;
    const Weight weight = item.finding && !item.hollow ? Weight::kBold : Weight::kRegular;
    const float size = weight == Weight::kBold ? font * 0.92F : font;
    taken_.push_back(
        sheet_.text(item.text_x, base - font * 0.08F, item.text, {size, item.color, weight}));
  }
}

void Plot::draw_end_labels() {
  const float font = sheet_.font;
  std::vector<float> wanted;
  for (const EndLabel& end : ends_) {
    const double at = y_.pixel(end.y);
    wanted.push_back(std::isnan(at)
                         ? bottom_of(plot_)
                         : std::clamp(static_cast<float>(at), plot_.y, bottom_of(plot_)));
  }
  const std::vector<float> places =
      spread(wanted, font * 1.25F, plot_.y - font * 0.5F, bottom_of(plot_) + font * 0.67F);
  const float room = right_of(box_) - right_of(plot_) - kGutter;
  const float x = right_of(plot_) + kGutter;
  for (size_t i = 0; i < ends_.size(); ++i) {
    const auto end = static_cast<float>(x_.pixel(ends_[i].x));
    if (end + 8 < right_of(plot_) || std::abs(places[i] - wanted[i]) > font * 0.3F) {
      sheet_.line({{std::min(end + 4, right_of(plot_)), wanted[i]},
                   {right_of(plot_), wanted[i]},
                   {right_of(plot_) + kGutter - 4, places[i]}},
                  sheet_.theme.rule, 1, Dash::kDot);
    }
    const SeriesLook& series = *ends_[i].series;
    // The name gives way; the value is whole.
    const float value = sheet_.width(ends_[i].value, font);
    const std::string name =
        clip_text(sheet_.measure, ends_[i].name, room - value - font * 0.35F, font, Weight::kBold);
    const float gap = name.empty() ? 0 : font * 0.35F;
    const float baseline = places[i] + font * 0.36F;
    sheet_.text(x, baseline, name, {font, series.text_color, Weight::kBold});
    sheet_.text(x + sheet_.width(name, font, Weight::kBold) + gap, baseline, ends_[i].value,
                {font, series.text_color, Weight::kRegular, Anchor::kStart, true});
  }
}

void Plot::draw_color_bar(const figure::HeatMap& map) {
  const float font = sheet_.font;
  const auto range = heat_range(map);
  const Box bar = {right_of(plot_) + 12, plot_.y, 10, plot_.height};
  constexpr uint32_t kSteps = 128;
  Picture picture;
  picture.box = bar;
  picture.width = 1;
  picture.height = kSteps;
  for (uint32_t i = 0; i < kSteps; ++i) {
    const double share = 1 - (i + 0.5) / kSteps;
    picture.pixels.push_back(
        heat_color(map, range, range.first + share * (range.second - range.first)));
  }
  sheet_.add(std::move(picture));
  const Scale scale({}, range.first, range.second, bottom_of(bar), bar.y);
  for (const Tick& tick : y_ticks({}, scale, font)) {
    const auto at = static_cast<float>(scale.pixel(tick.value));
    sheet_.text(right_of(bar) + 5, at + font * 0.36F, tick.label,
                {font, sheet_.theme.muted, Weight::kRegular, Anchor::kStart, true});
  }
}

}  // namespace oriel::draw
