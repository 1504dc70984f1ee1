#include "draw/plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw/color_map.h"
#include "draw/number_format.h"

namespace oriel::draw {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr float kGutter = 10;  // between the plot and the labels at line ends
constexpr int kMaxStripRows = 3;

struct End {
  double x = 0, y = 0;
};

// The last place where a line has a value.
std::optional<End> last_value(const figure::Line& line, double high) {
  const std::vector<double>& xs = line.columns ? line.x1 : line.x;
  const std::vector<double>& ys = line.columns ? line.last : line.y;
  for (size_t i = std::min(xs.size(), ys.size()); i-- > 0;) {
    if (xs[i] <= high && std::isfinite(ys[i])) return End{xs[i], ys[i]};
  }
  return std::nullopt;
}

std::optional<std::pair<double, uint8_t>> last_gap(const SeriesLook& series, double high) {
  std::optional<std::pair<double, uint8_t>> found;
  for (const figure::Gap* gap : series.gaps) {
    for (size_t i = 0; i < std::min(gap->x.size(), gap->code.size()); ++i) {
      if (gap->x[i] <= high && (!found || gap->x[i] >= found->first)) {
        found = {gap->x[i], gap->code[i]};
      }
    }
  }
  return found;
}

const char* gap_word(uint8_t code) {
  return code == 2 ? "+Inf" : code == 3 ? "\u2212Inf" : "NaN";
}

}  // namespace

bool turns_y_label(const figure::Panel& panel) {
  if (panel.y.label.empty() || panel.y.label == panel.title) return false;
  return std::none_of(panel.marks.begin(), panel.marks.end(), [](const figure::Mark& mark) {
    return std::holds_alternative<figure::Line>(mark);
  });
}

Plot::Plot(Sheet& sheet, const figure::Figure& figure, const figure::Panel& panel,
           const PanelSeries& series, const PlotStyle& style, const Box& box)
    : sheet_(sheet), figure_(figure), panel_(panel), series_(series), style_(style), box_(box) {
  x_axis_ = x_range(panel);
  y_axis_ = y_range(panel, x_axis_);
  arrange();
}

void Plot::align(float left, float right) {
  style_.left = left;
  style_.right = right;
  arrange();
}

const figure::HeatMap* Plot::heat_map() const {
  for (const figure::Mark& mark : panel_.marks) {
    if (const auto* map = std::get_if<figure::HeatMap>(&mark)) return map;
  }
  return nullptr;
}

void Plot::find_end_labels() {
  ends_.clear();
  if (!style_.direct) return;
  double low = inverse(x_axis_.transform, x_axis_.low);
  double high = inverse(x_axis_.transform, x_axis_.high);
  if (low > high) return;  // lines of a reversed axis end at the left: a legend names them
  const bool alone = series_.series.size() == 1;  // then the title has named it
  for (const SeriesLook& one : series_.series) {
    if (one.main == nullptr) continue;
    const std::string name = alone ? "" : one.label;
    const auto end = last_value(*one.main, high);
    const auto gap = last_gap(one, high);
    if (gap && gap->first >= low && (!end || gap->first > end->x)) {
      ends_.push_back(
          {&one, name, gap_word(gap->second), gap->first, gap->second == 3 ? -kInf : kInf});
    } else if (end && end->x >= low) {
      // A smoothed curve is named where it ends, by the last value that was logged.
      const auto true_end = one.raw != nullptr ? last_value(*one.raw, high) : end;
      ends_.push_back({&one, name, format_short(true_end.value_or(*end).y), end->x, end->y});
    }
  }
}

float Plot::wanted_right_margin() {
  const float font = sheet_.font;
  if (heat_map() != nullptr) {
    const auto range = heat_range(*heat_map());
    float widest = 0;
    const Scale bar({}, range.first, range.second, 100, 0);
    for (const Tick& tick : y_ticks({}, bar, font)) {
      widest = std::max(widest, sheet_.width(tick.label, font));
    }
    return 12 + 10 + 5 + std::max(widest, font * 2) + 2;
  }
  float wanted = 0;
  for (const EndLabel& end : ends_) {
    const float gap = end.name.empty() ? 0 : font * 0.35F;
    wanted = std::max(
        wanted, sheet_.width(end.name, font, Weight::kBold) + gap + sheet_.width(end.value, font));
  }
  const float room = std::min(wanted, box_.width * 0.36F);
  return room > 0 ? room + kGutter + 2 : font * 1.2F;
}

// Names of categories that do not fit beside each other stand upright.
float Plot::bottom_margin(float left, float right) {
  const float font = sheet_.font;
  float rows = font * 1.5F;
  turned_ = false;
  if (!panel_.x.categories.empty()) {
    const float cell = (right - left) / static_cast<float>(panel_.x.categories.size());
    float widest = 0;
    for (const std::string& name : panel_.x.categories) {
      widest = std::max(widest, sheet_.width(name, font));
    }
    turned_ = widest + font * 0.5F > cell && cell >= font * 1.15F && box_.height > font * 10;
    if (turned_) rows = std::min(widest, box_.height * 0.28F) + 8;
  }
  x_label_ = !panel_.x.label.empty() && box_.height > font * 8;
  label_rows_ = rows;
  return rows + (x_label_ ? font * 1.4F : 2);
}

void Plot::arrange() {
  const float font = sheet_.font;
  strip_row_ = font * 1.35F;
  find_end_labels();
  const float right = right_of(box_) - std::max(style_.right, wanted_right_margin());
  const bool turned_label = turns_y_label(panel_);
  float left = box_.x + font * 3;
  float top = box_.y + font;
  for (int pass = 0; pass < 3; ++pass) {
    const float bottom = bottom_of(box_) - bottom_margin(left, right);
    plot_ = {left, top, std::max(20.0F, right - left), std::max(20.0F, bottom - top)};
    x_ = Scale(x_axis_.transform, x_axis_.low, x_axis_.high, left, right_of(plot_));
    y_ = Scale(y_axis_.transform, y_axis_.low, y_axis_.high, bottom_of(plot_), top);
    collect_strip();
    pack_strip();
    place_gaps();
    const float strip = static_cast<float>(strip_rows_) * strip_row_;
    top = box_.y + strip + gap_room_ + std::max(3.0F, strip_rows_ > 0 ? 5.0F : font * 0.5F);
    y_ticks_ = y_ticks(panel_.y, y_, font);
    float widest = font * 1.5F;
    for (Tick& tick : y_ticks_) {
      if (!panel_.y.categories.empty()) {
        tick.label = clip_text(sheet_.measure, tick.label, box_.width * 0.3F, font);
      }
      widest = std::max(widest, sheet_.width(tick.label, font));
    }
    const float wanted = widest + 8 + (turned_label ? font * 1.5F : 0);
    left = box_.x + std::max(style_.left, std::ceil(wanted));
  }
}

void Plot::collect_finding(const figure::FindingMark& mark) {
  const double at = x_.pixel(mark.x0);
  const double end = mark.x1 ? x_.pixel(*mark.x1) : right_of(plot_);
  if (!(at <= right_of(plot_)) || end < plot_.x) return;
  const Color color = styled(figure_.style, {mark.rule}, role_color(sheet_.theme, mark.role));
  StripItem item;
  item.at = std::max(at, static_cast<double>(plot_.x));
  item.text = mark.title.empty() ? mark.rule : mark.title;
  item.color = readable(color, sheet_.theme.text, sheet_.theme.panel);
  item.line_color = with_alpha(color, 0.75);
  item.dash = mark.state == "watching" || mark.state == "cleared" ? Dash::kDot : Dash::kSolid;
  item.finding = true;
  item.rank = item.dash == Dash::kSolid ? 0 : 1;
  item.hollow = item.dash == Dash::kDot;
  strip_.push_back(std::move(item));
}

void Plot::collect_strip() {
  strip_.clear();
  for (const figure::Mark& mark : panel_.marks) {
    if (const auto* finding = std::get_if<figure::FindingMark>(&mark)) collect_finding(*finding);
    const auto* rule = std::get_if<figure::Rule>(&mark);
    if (rule == nullptr || rule->y) continue;
    const double at = x_.pixel(rule->x);
    if (!(at >= plot_.x - 0.5F && at <= right_of(plot_) + 0.5F)) continue;
    StripItem item;
    item.at = at;
    item.text = rule->label;
    item.color =
        rule->role == figure::Role::kNone
            ? sheet_.theme.muted
            : readable(role_color(sheet_.theme, rule->role), sheet_.theme.text, sheet_.theme.panel);
    item.line_color = sheet_.theme.rule;
    item.rank = 2;
    strip_.push_back(std::move(item));
  }
  std::stable_sort(strip_.begin(), strip_.end(), [](const StripItem& a, const StripItem& b) {
    return std::pair(a.rank, a.at) < std::pair(b.rank, b.at);
  });
  // Runs that do the same at the same time say it once.
  const auto same = [](const StripItem& a, const StripItem& b) {
    return a.rank == b.rank && a.text == b.text && std::abs(a.at - b.at) <= 4;
  };
  strip_.erase(std::unique(strip_.begin(), strip_.end(), same), strip_.end());
}

// Words must not lie on other words, nor on a line or a flag: every line passes through row 0, and
// that of an item in row r through all below r.
bool Plot::fits_in_row(const StripItem& item, float width, int row) const {
  const auto pad = static_cast<double>(sheet_.font) * 0.6;
  const double from = std::min(static_cast<double>(item.text_x), item.at) - pad;
  const double to = std::max(static_cast<double>(item.text_x + width), item.at) + pad;
  for (const StripItem& other : strip_) {
    if (&other == &item) continue;
    const bool flag_here = row == 0 && other.row != 0;
    if (flag_here && other.at > from - sheet_.font && other.at < to) return false;
    if (other.row < 0) continue;
    const double other_width = sheet_.width(other.text, sheet_.font);
    const double other_from = std::min(static_cast<double>(other.text_x), other.at);
    const double other_to = std::max(other.text_x + other_width, other.at);
    if (other.row == row && from < other_to && to > other_from) return false;
    if (other.row > row && other.at > from && other.at < to) return false;
    if (other.row < row && item.at > other_from - pad && item.at < other_to + pad) return false;
  }
  return true;
}

// Row 0 is next to the plot.
void Plot::pack_strip() {
  const float font = sheet_.font;
  const int rows = std::clamp(static_cast<int>(box_.height * 0.25F / strip_row_), 1, kMaxStripRows);
  strip_rows_ = strip_.empty() ? 0 : 1;
  for (StripItem& item : strip_) item.row = -1;
  for (StripItem& item : strip_) {
    if (item.text.empty()) continue;
    const float flag = item.finding ? font * 0.95F : 3;
    const float width = sheet_.width(item.text, font);
    const float left = static_cast<float>(item.at) - width - 4;
    for (int row = 0; row < rows && item.row < 0; ++row) {
      for (const float start : {static_cast<float>(item.at) + flag, left}) {
        item.text_x = start;
        if (start < box_.x || start + width > right_of(box_)) continue;
        if (!fits_in_row(item, width, row)) continue;
        item.row = row;
        strip_rows_ = std::max(strip_rows_, row + 1);
        break;
      }
    }
  }
}

void Plot::draw() {
  draw_finding_grounds();
  for (const figure::Mark& mark : panel_.marks) draw_ground(mark);
  const figure::HeatMap* map = heat_map();
  if (map == nullptr) draw_grid();
  for (const figure::Mark& mark : panel_.marks) {
    if (const auto* one = std::get_if<figure::HeatMap>(&mark)) draw_heat_map(*one);
  }
  draw_x_axis();
  draw_axis_labels();
  draw_strip_lines();
  sheet_.clip({plot_.x - 3, plot_.y - 6, plot_.width + 6, plot_.height + 12});
  draw_bands();
  draw_bars();
  draw_lines();
  draw_line_signs();
  draw_points();
  draw_horizontal_rules();
  sheet_.unclip();
  draw_gaps();
  draw_strip_words();
  draw_texts();
  draw_end_labels();
  if (map != nullptr) draw_color_bar(*map);
}

}  // namespace oriel::draw
