#include "draw/layout.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "draw/blocks.h"
#include "draw/legend.h"
#include "draw/number_format.h"
#include "draw/plot.h"
#include "draw/series_looks.h"
#include "draw/sheet.h"

namespace oriel::draw {
namespace {

constexpr size_t kDirectLabels = 4;
constexpr float kDirectWidth = 21.5F;  // of the font
constexpr size_t kMaxNotes = 4;        // lines of them
constexpr float kSmall = 18;  // of the font: a page lower than this has no room for a reading

bool same_words(const std::string& a, const std::string& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

float font_of(const LayoutOptions& options, float cell_width) {
  return options.font_size > 0 ? options.font_size : std::clamp(cell_width / 33, 9.0F, 12.0F);
}

// What a panel's title does not say: the name of y, its unit, that its scale is not even.
std::string subtitle_of(const figure::Panel& panel, const std::string& title) {
  std::string text;
  const auto add = [&](const std::string& words) {
    if (!words.empty()) text += (text.empty() ? "" : " · ") + words;
  };
  for (const figure::Mark& mark : panel.marks) {
    if (const auto* one = std::get_if<figure::HeatMap>(&mark)) {
      if (!same_words(one->label, title)) add("colour: " + one->label);
    }
  }
  if (panel.marks.empty() || is_block_panel(panel)) return text;
  const bool named = panel.y.label != "value" && !same_words(panel.y.label, title);
  if (!turns_y_label(panel) && named) add(panel.y.label);
  add(panel.y.unit);
  const ScaleKind scale = y_range(panel, x_range(panel)).transform.kind;
  if (scale != ScaleKind::kLinear) add(scale == ScaleKind::kLog ? "log scale" : "symlog scale");
  return text;
}

class Page {
 public:
  Page(const figure::Figure& figure, const LayoutOptions& options, DisplayList& list,
       TextMeasure& measure, std::vector<PlotArea>* plots)
      : figure_(figure),
        options_(options),
        theme_(options.theme != nullptr ? *options.theme : light_theme()),
        columns_(grid_columns(figure, options.size)),
        sheet_(list, options_, theme_, measure,
               font_of(options, options.size.width / static_cast<float>(columns_))),
        plots_(plots) {
    list.size = options.size;
    list.background = options.background ? theme_.panel : Color{0, 0, 0, 0};
  }

  void draw() {
    const float pad = std::round(sheet_.font * 1.1F);
    Box box = {pad, pad * 0.7F, options_.size.width - 2 * pad, options_.size.height - 1.5F * pad};
    for (const figure::Panel& panel : figure_.panels) {
      series_.push_back(gather_series(figure_, panel, theme_));
    }
    if (options_.title) draw_title(box);
    draw_notes(box);
    choose_names(box);
    if (shared_) {
      const float height = draw_legend(sheet_, shared_legend(figure_, series_, theme_), box,
                                       box.height > 300 ? 3 : 2);
      cut(box, height);
    }
    draw_grid(box);
  }

 private:
  static void cut(Box& box, float height) {
    box.y += height;
    box.height -= height;
  }

  void draw_title(Box& box) {
    const float font = sheet_.font;
    const float size = font * 1.35F;
    if (!figure_.title.empty()) {
      sheet_.text(box.x, box.y + size,
                  clip_text(sheet_.measure, figure_.title, box.width, size, Weight::kBold),
                  {size, theme_.text, Weight::kBold});
      if (titles_panel()) {
        const float x = box.x + sheet_.width(figure_.title, size, Weight::kBold) + font;
        const std::string text = subtitle_of(figure_.panels[0], figure_.title);
        sheet_.text(x, box.y + size, clip_text(sheet_.measure, text, right_of(box) - x, font),
                    {font, theme_.muted});
      }
      cut(box, size * 1.35F);
    }
    draw_reading(box);
    cut(box, font * (figure_.panels.size() > 1 ? 0.8F : 0.3F));
  }

  void draw_reading(Box& box) {
    const float font = sheet_.font;
    const bool alone = figure_.panels.empty();  // then it is all there is
    if (figure_.reading.empty() || (!alone && box.height < font * kSmall)) return;
    std::vector<std::string> lines = wrap_text(sheet_.measure, figure_.reading, box.width, font);
    const size_t room = alone ? 20 : 2;
    if (lines.size() > room) {
      lines.resize(room);
      lines.back() = clip_text(sheet_.measure, lines.back() + " …", box.width, font);
    }
    for (const std::string& line : lines) {
      sheet_.text(box.x, box.y + font * 1.1F, line, {font, theme_.muted});
      cut(box, font * 1.4F);
    }
  }

  // The figure's title says what its only panel would say again.
  bool titles_panel() const {
    return options_.title && figure_.panels.size() == 1 &&
           (figure_.panels[0].title.empty() || same_words(figure_.panels[0].title, figure_.title));
  }

  // What the lines are, where they are not simply all values.
  void note_lines(std::vector<std::string>& notes) const {
    bool smooth = false;
    bool reduced = false;
    const auto most = static_cast<size_t>(4 * options_.size.width * options_.density);
    for (const figure::Panel& panel : figure_.panels) {
      for (const figure::Mark& mark : panel.marks) {
        const auto* line = std::get_if<figure::Line>(&mark);
        if (line == nullptr) continue;
        smooth = smooth || line->smooth;
        reduced = reduced || line->columns || line->x.size() > most;
      }
    }
    const bool said = std::any_of(notes.begin(), notes.end(), [](const std::string& note) {
      return note.starts_with("smoothed");
    });
    if (smooth && !said) notes.emplace_back("smoothed; the raw curve is behind");
    if (reduced) {
      notes.push_back(format_integer(static_cast<double>(figure_.points)) +
                      " points: first, lowest, highest and last of each pixel column");
    }
    for (const figure::Panel& panel : figure_.panels) {
      const std::string outside = is_block_panel(panel) ? "" : outside_scale(panel);
      if (outside.empty()) continue;
      notes.push_back(panel.title.empty() ? outside : panel.title + ": " + outside);
    }
  }

  void draw_notes(Box& box) {
    std::vector<std::string> notes = figure_.notes;
    if (options_.paper) note_lines(notes);
    for (const figure::FigureRun& run : figure_.runs) {
      if (run.dropped == 0) continue;
      notes.push_back(run.label + ": " + format_integer(static_cast<double>(run.dropped)) +
                      (run.dropped == 1 ? " point was dropped" : " points were dropped"));
    }
    if (figure_.loading) notes.emplace_back("still reading the log: more will come");
    if (box.height < sheet_.font * 12) return;
    const float size = sheet_.font * 0.9F;
    const size_t room = box.height < sheet_.font * kSmall ? 2 : kMaxNotes;
    std::vector<std::string> lines;
    for (size_t i = 0; i < notes.size() && lines.size() < room; ++i) {
      std::vector<std::string> words = wrap_text(sheet_.measure, notes[i], box.width, size);
      // The last line says that there is more.
      const size_t free = room - lines.size();
      if (words.size() > free) {
        words.resize(free);
        words.back() = clip_text(sheet_.measure, words.back() + " …", box.width, size);
      }
      lines.insert(lines.end(), words.begin(), words.end());
    }
    for (size_t i = lines.size(); i-- > 0;) {
      sheet_.text(box.x, bottom_of(box) - size * 0.3F, lines[i], {size, theme_.muted});
      box.height -= size * 1.4F;
    }
    if (!lines.empty()) box.height -= size * 0.4F;
  }

  // Names stand at line ends where they fit, in a legend of all panels where runs are compared, in
  // one of their own otherwise.
  void choose_names(const Box& box) {
    const float width = box.width / static_cast<float>(columns_);
    bool all_direct = true;
    bool dashes = false;  // they tell series of a run from each other
    for (const PanelSeries& panel : series_) {
      size_t lines = 0;
      for (const SeriesLook& one : panel.series) lines += one.main != nullptr ? 1 : 0;
      const bool direct = lines <= kDirectLabels && width >= kDirectWidth * sheet_.font;
      direct_.push_back(direct);
      all_direct = all_direct && (direct || lines == 0);
      for (const SeriesLook& one : panel.series) dashes = dashes || one.order > 0;
    }
    // Where colours return, a dash means a run as well: every series is named by itself.
    const bool plain = !dashes || figure_.runs.size() <= theme_.runs.size();
    shared_ = figure_.runs.size() > 1 && !all_direct && plain;
    if (shared_) std::fill(direct_.begin(), direct_.end(), false);
  }

  void draw_grid(const Box& box) {
    if (figure_.panels.empty()) return;
    const auto columns = static_cast<size_t>(columns_);
    const size_t rows = (figure_.panels.size() + columns - 1) / columns;
    const float gap_x = sheet_.font * 1.8F;
    const float gap_y = sheet_.font * 1.2F;
    const float width =
        (box.width - gap_x * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float height =
        (box.height - gap_y * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    for (size_t i = 0; i < figure_.panels.size(); ++i) {
      draw_panel(i, {box.x + static_cast<float>(i % columns) * (width + gap_x),
                     box.y + static_cast<float>(i / columns) * (height + gap_y), width, height});
    }
    draw_plots(columns);
  }

  // Plots above each other begin and end at the same place.
  void draw_plots(size_t columns) {
    for (size_t column = 0; column < columns; ++column) {
      float left = 0;
      float right = 0;
      const auto each = [&](auto&& what) {
        for (auto& [index, plot] : made_) {
          if (index % columns == column) what(plot);
        }
      };
      each([&](const Plot& plot) {
        left = std::max(left, plot.left_margin());
        right = std::max(right, plot.right_margin());
      });
      each([&](Plot& plot) { plot.align(left, right); });
    }
    for (auto& [index, plot] : made_) {
      plot.draw();
      if (plots_ != nullptr) plots_->push_back({index, plot.plot(), plot.x(), plot.y()});
    }
  }

  // "Loss  log scale"
  void draw_header(const figure::Panel& panel, Box& box) {
    const float font = sheet_.font;
    if (titles_panel() && !figure_.title.empty()) return;
    const float size = font * 1.1F;
    float x = box.x;
    const std::string& title = panel.title;
    std::string subtitle = subtitle_of(panel, panel.title);
    if (title.empty() && subtitle.empty()) return;
    // A long title takes a second line where there is room for it.
    std::vector<std::string> lines = {title};
    const bool wide = sheet_.width(title, size, Weight::kBold) > box.width;
    if (wide && box.height > font * 11) {
      lines = wrap_text(sheet_.measure, title, box.width * 0.9F, size);  // bold is wider
      if (lines.size() > 2) lines = {lines[0], lines[1] + " …"};
    }
    Box at;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) cut(box, size * 1.25F);
      at = sheet_.text(x, box.y + size,
                       clip_text(sheet_.measure, lines[i], box.width, size, Weight::kBold),
                       {size, theme_.text, Weight::kBold});
    }
    if (!title.empty()) x = right_of(at) + font * 0.7F;
    // The name of y gives way before its unit and scale do.
    if (sheet_.width(subtitle, font) > right_of(box) - x)
      subtitle = subtitle_of(panel, panel.y.label);
    // What has no place beside the title stands below it.
    if (sheet_.width(subtitle, font) > right_of(box) - x && box.height > font * 14) {
      cut(box, size * 1.25F);
      x = box.x;
    }
    sheet_.text(x, box.y + size, clip_text(sheet_.measure, subtitle, right_of(box) - x, font),
                {font, theme_.muted});
    cut(box, size * 1.5F);
  }

  void draw_panel(size_t index, Box box) {
    const figure::Panel& panel = figure_.panels[index];
    draw_header(panel, box);
    if (panel.marks.empty()) {
      sheet_.text(box.x + box.width / 2, box.y + box.height / 2, "nothing to show yet",
                  {sheet_.font, theme_.muted, Weight::kRegular, Anchor::kMiddle});
      return;
    }
    if (is_block_panel(panel)) return draw_blocks(sheet_, panel, box);
    const PanelSeries& series = series_[index];
    const bool lines_too = !direct_[index] && !shared_;
    std::vector<LegendEntry> legend = series_legend(series, lines_too && series.series.size() > 1);
    const int rows = box.height > 280   ? 4
                     : box.height > 220 ? 3
                     : box.height > 140 ? 2
                     : box.height > 90  ? 1
                                        : 0;
    // One kind of bars is named by the title.
    if (legend.size() == 1 && series.series.size() == 1) legend.clear();
    cut(box, draw_legend(sheet_, legend, box, rows));
    made_.emplace_back(index, Plot(sheet_, figure_, panel, series, {direct_[index]}, box));
  }

  const figure::Figure& figure_;
  const LayoutOptions& options_;
  const Theme& theme_;
  const int columns_;
  Sheet sheet_;
  std::vector<PlotArea>* plots_;
  std::vector<PanelSeries> series_;
  std::vector<bool> direct_;                   // per panel
  bool shared_ = false;                        // one legend for all
  std::vector<std::pair<size_t, Plot>> made_;  // by panel
};

}  // namespace

int grid_columns(const figure::Figure& figure, Size size) {
  const int panels = static_cast<int>(figure.panels.size());
  if (panels <= 1) return 1;
  const bool given = figure.columns > 0;
  int columns = given ? std::min(figure.columns, panels) : panels <= 4 ? 2 : panels <= 9 ? 3 : 4;
  // A column that is narrower than this shows nothing.
  while (columns > 1 && size.width / static_cast<float>(columns) < 180) --columns;
  if (!given && panels == 2 && size.height > size.width) columns = 1;
  return columns;
}

Size least_size(const figure::Figure& figure, Size size, float font_size) {
  const int columns = grid_columns(figure, size);
  LayoutOptions options;
  options.font_size = font_size;
  const float font = font_of(options, size.width / static_cast<float>(columns));
  const auto rows =
      std::ceil(static_cast<float>(figure.panels.size()) / static_cast<float>(columns));
  const float around = font * 7;  // title and notes
  return {static_cast<float>(columns) * font * 16, std::ceil(rows * font * 12 + around)};
}

DisplayList layout(const figure::Figure& figure, const LayoutOptions& options,
                   std::vector<PlotArea>* plots) {
  DisplayList list;
  FixedMeasure fixed;
  Page page(figure, options, list, options.text != nullptr ? *options.text : fixed, plots);
  page.draw();
  return list;
}

}  // namespace oriel::draw
