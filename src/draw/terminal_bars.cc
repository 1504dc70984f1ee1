#include "draw/terminal_bars.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw/number_format.h"
#include "figure/words.h"

namespace oriel::draw {
namespace {

constexpr int kBarColumnWidth = 26;  // the least a column of bars takes

bool on_ground(const TerminalTheme& theme) {
  return theme.track.bg.packed != 0;
}

struct BarsLayout {
  int columns = 1, width = 0, label = 0, value = 0;
};

BarsLayout layout_of(const BarsView& view, int width, int rows) {
  BarsLayout layout;
  const int count = std::max(static_cast<int>(view.bars.size()), 1);
  const int most = std::max(1, (width + 2) / (kBarColumnWidth + 2));
  layout.columns = std::clamp((count + rows - 1) / std::max(rows, 1), 1, most);
  layout.width = (width + 2) / layout.columns - 2;
  for (const BarsView::Bar& bar : view.bars) {
    const std::string value = bar.text.empty() ? format_value(bar.value) : bar.text;
    layout.label = std::max(layout.label, text_width(bar.label));
    layout.value = std::max(layout.value, text_width(value));
  }
  layout.label = std::min(layout.label, std::max(layout.width / 3, 3));
  layout.value = std::min(layout.value, std::max(layout.width / 2, 4));
  return layout;
}

double full_of(const BarsView& view) {
  if (view.full > 0) return view.full;
  double full = view.reference.value_or(0);
  for (const BarsView::Bar& bar : view.bars) {
    if (std::isfinite(bar.value)) full = std::max(full, bar.value);
  }
  return full > 0 ? full : 1;
}

// To half a cell, and not as high as its row.
void paint_thin(CellBuffer& out, int x, int y, int length, double fraction, CellStyle style,
                const TerminalTheme& theme) {
  const GlyphSet& set = theme.set();
  const int halves = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * length * 2));
  for (int i = 0; i < length; ++i) {
    const int here = halves - 2 * i;
    const std::string_view glyph = here >= 2 ? set.thin : here == 1 ? set.thin_half : set.thin_rest;
    out.set(x + i, y, glyph_of(glyph), here >= 1 ? style : theme.rule);
  }
}

void paint_one(CellBuffer& out, int x, int y, const BarsLayout& layout, const BarsView& view,
               const BarsView::Bar& bar, double full, const TerminalTheme& theme) {
  const CellStyle style = bar.role == figure::Role::kNone ? theme.bar : theme.role(bar.role);
  const bool notable = bar.role == figure::Role::kWarn || bar.role == figure::Role::kError;
  out.put(x, y, bar.label, notable ? style : theme.muted, layout.label);
  const int start = x + layout.label + 1;
  const int length = layout.width - layout.label - layout.value - 2;
  if (length > 0) {
    const double fraction = std::isfinite(bar.value) ? bar.value / full : 0;
    paint_thin(out, start, y, length, fraction, style, theme);
    if (view.reference && std::isfinite(*view.reference)) {
      const double at = std::clamp(*view.reference / full * length, 0.0, length - 1.0);
      const int cell = start + static_cast<int>(at);
      out.set(cell, y, glyph_of(theme.set().vertical), theme.text);
    }
  }
  const std::string value = bar.text.empty() ? format_value(bar.value) : bar.text;
  out.put_right(x + layout.width, y, value, notable ? style : theme.text, layout.value);
}

}  // namespace

void paint_bar(CellBuffer& out, const CellRect& rect, double fraction, CellStyle style,
               const TerminalTheme& theme) {
  if (rect.width <= 0) return;
  const GlyphSet& set = theme.set();
  CellRect bar = rect;
  const bool bracketed = !on_ground(theme) && rect.width >= 6;
  if (bracketed) {
    out.set(rect.x, rect.y, glyph_of(set.bar_left), theme.muted);
    out.set(rect.right() - 1, rect.y, glyph_of(set.bar_right), theme.muted);
    bar = {rect.x + 1, rect.y, rect.width - 2, 1};
  }
  const double clean = std::isnan(fraction) ? 0 : std::clamp(fraction, 0.0, 1.0);
  const int eighths = static_cast<int>(clean * bar.width * 8 + 1e-9);
  const CellStyle end = on_ground(theme) ? style.on(theme.track.bg) : style;
  for (int i = 0; i < bar.width; ++i) {
    const int here = std::clamp(eighths - 8 * i, 0, 8);
    const std::string_view glyph =
        here > 0 ? set.eighths[static_cast<size_t>(here - 1)] : std::string_view(" ");
    const bool plain = glyph == " " && !on_ground(theme);
    out.set(bar.x + i, bar.y, glyph_of(plain && bracketed ? set.bar_rest : glyph),
            here == 8 ? style
            : plain   ? theme.rule
                      : end);
  }
}

void paint_unknown_bar(CellBuffer& out, const CellRect& rect, uint32_t frame, CellStyle style,
                       const TerminalTheme& theme) {
  if (rect.width <= 0) return;
  paint_bar(out, rect, 0, style, theme);
  const int inset = !on_ground(theme) && rect.width >= 6 ? 1 : 0;
  const int room = rect.width - 2 * inset;
  const int piece = std::max(room / 5, 1);
  const int way = std::max(room - piece, 1);
  const int at = static_cast<int>(frame % static_cast<uint32_t>(2 * way));
  const int x = rect.x + inset + (at < way ? at : 2 * way - at);
  for (int i = 0; i < piece; ++i) {
    out.set(x + i, rect.y, glyph_of(theme.set().eighths[7]), style);
  }
}

int bars_height(const BarsView& view, int width) {
  const int title = view.title.empty() ? 0 : 1;
  const BarsLayout layout = layout_of(view, width, 4);
  const int count = std::max(static_cast<int>(view.bars.size()), 1);
  return title + (count + layout.columns - 1) / layout.columns;
}

void paint_bars(CellBuffer& out, const CellRect& rect, const BarsView& view,
                const TerminalTheme& theme) {
  int y = rect.y;
  if (rect.height <= 0 || rect.width <= 0) return;
  if (!view.title.empty()) {
    const int used = out.put(rect.x, y, view.title, theme.title, rect.width);
    out.put_right(rect.right(), y, view.note, theme.muted, rect.width - used - 2);
    ++y;
  }
  const int rows = rect.bottom() - y;
  if (rows <= 0) return;
  if (view.bars.empty()) {
    out.put(rect.x, y, "nothing yet", theme.muted, rect.width);
    return;
  }
  const BarsLayout layout = layout_of(view, rect.width, rows);
  const double full = full_of(view);
  const size_t count = view.bars.size();
  const auto columns = static_cast<size_t>(layout.columns);
  const size_t room = columns * static_cast<size_t>(rows);
  const size_t shown = count > room ? room - 1 : count;
  const size_t per_column =
      count > room ? static_cast<size_t>(rows) : (count + columns - 1) / columns;
  for (size_t i = 0; i < shown; ++i) {
    const int x = rect.x + static_cast<int>(i / per_column) * (layout.width + 2);
    paint_one(out, x, y + static_cast<int>(i % per_column), layout, view, view.bars[i], full,
              theme);
  }
  if (shown == count) return;
  const int x = rect.x + (layout.columns - 1) * (layout.width + 2);
  const std::string more = figure::count_text(static_cast<int64_t>(count - shown)) + " more";
  out.put(x, rect.bottom() - 1, more, theme.muted, layout.width);
}

void paint_sparkline(CellBuffer& out, int x, int y, int width, std::span<const double> values,
                     CellStyle style, const TerminalTheme& theme) {
  if (width <= 0 || values.empty()) return;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  const size_t count = values.size();
  const size_t cells = std::min(count, static_cast<size_t>(width));
  const GlyphSet& set = theme.set();
  for (size_t i = 0; i < cells; ++i) {
    const size_t from = i * count / cells, to = std::max(from + 1, (i + 1) * count / cells);
    double sum = 0;
    size_t finite = 0;
    for (size_t k = from; k < to; ++k) {
      if (std::isfinite(values[k])) sum += values[k], ++finite;
    }
    const int cell = x + static_cast<int>(i);
    if (finite < to - from) {
      out.set(cell, y, glyph_of(set.gap), theme.error);
      continue;
    }
    const double mean = sum / static_cast<double>(finite);
    const double t = high > low ? (mean - low) / (high - low) : 0.5;
    const auto level = static_cast<size_t>(std::clamp(t * 8, 0.0, 7.0));
    out.set(cell, y, glyph_of(set.levels[level]), style);
  }
}

}  // namespace oriel::draw
