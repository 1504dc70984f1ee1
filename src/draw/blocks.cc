#include "draw/blocks.h"

#include <algorithm>

namespace oriel::draw {
namespace {

std::string more_text(size_t count, const char* what) {
  return "… " + std::to_string(count) + " more " + what + (count == 1 ? "" : "s");
}

std::vector<float> column_widths(Sheet& sheet, const figure::Table& table, float room) {
  const float font = sheet.font;
  std::vector<float> widths;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    float widest = sheet.width(table.columns[c].title, font, Weight::kBold);
    for (const auto& row : table.rows) {
      if (c < row.size()) widest = std::max(widest, sheet.width(row[c], font));
    }
    widths.push_back(widest);
  }
  float total = font * 1.6F * static_cast<float>(widths.size());
  for (const float width : widths) total += width;
  if (total <= room) return widths;
  // The widest give way first.
  const float gaps = font * 1.6F * static_cast<float>(widths.size());
  float low = font;
  float high = room;
  for (int i = 0; i < 20; ++i) {
    const float cap = (low + high) / 2;
    float sum = gaps;
    for (const float width : widths) sum += std::min(width, cap);
    (sum <= room ? low : high) = cap;
  }
  for (float& width : widths) width = std::min(width, low);
  return widths;
}

void draw_row(Sheet& sheet, const figure::Table& table, const std::vector<float>& widths,
              const std::vector<std::string>& cells, float x, float baseline,
              const TextStyle& look) {
  for (size_t c = 0; c < widths.size() && c < cells.size(); ++c) {
    TextStyle style = look;
    const bool numeric = table.columns[c].numeric;
    style.anchor = numeric ? Anchor::kEnd : Anchor::kStart;
    style.tabular = numeric;
    sheet.text(numeric ? x + widths[c] : x, baseline,
               clip_text(sheet.measure, cells[c], widths[c] + 0.5F, style.size, style.weight),
               style);
    x += widths[c] + sheet.font * 1.6F;
  }
}

void draw_table(Sheet& sheet, const figure::Table& table, const Box& box) {
  const float font = sheet.font;
  const float row = font * 1.65F;
  const std::vector<float> widths = column_widths(sheet, table, box.width);
  std::vector<std::string> titles;
  float total = -font * 1.6F;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    titles.push_back(table.columns[c].title);
    total += widths[c] + font * 1.6F;
  }
  float y = box.y + row;
  draw_row(sheet, table, widths, titles, box.x, y - row * 0.33F,
           {font, sheet.theme.muted, Weight::kBold});
  sheet.line({{box.x, y}, {box.x + total, y}}, sheet.theme.rule);
  const auto fit = static_cast<size_t>(std::max(0.0F, (bottom_of(box) - y) / row));
  const size_t shown = table.rows.size() <= fit ? table.rows.size() : fit > 0 ? fit - 1 : 0;
  for (size_t r = 0; r < shown; ++r) {
    y += row;
    draw_row(sheet, table, widths, table.rows[r], box.x, y - row * 0.33F, {font, sheet.theme.text});
    sheet.line({{box.x, y}, {box.x + total, y}}, sheet.theme.grid);
  }
  if (shown < table.rows.size() && fit > 0) {
    sheet.text(box.x, y + row * 0.67F, more_text(table.rows.size() - shown, "row"),
               {font, sheet.theme.muted});
  }
}

void draw_image(Sheet& sheet, const figure::ImageMark& image, const Box& box) {
  const size_t count = size_t{image.width} * image.height;
  if (count == 0 || image.channels == 0 || image.pixels.size() < count * image.channels) return;
  const float caption = image.caption.empty() ? 0 : sheet.font * 1.6F;
  const auto width = static_cast<float>(image.width);
  const auto height = static_cast<float>(image.height);
  const float scale = std::min(box.width / width, std::max(1.0F, box.height - caption) / height);
  Picture picture;
  picture.box = {box.x, box.y, width * scale, height * scale};
  picture.width = image.width;
  picture.height = image.height;
  picture.nearest = scale > 1;
  picture.pixels.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const uint8_t* p = image.pixels.data() + i * image.channels;
    const bool grey = image.channels < 3;
    picture.pixels.push_back(
        {p[0], grey ? p[0] : p[1], grey ? p[0] : p[2], image.channels == 4 ? p[3] : uint8_t{255}});
  }
  sheet.add(std::move(picture));
  sheet.text(box.x, box.y + height * scale + sheet.font * 1.25F,
             clip_text(sheet.measure, image.caption, box.width, sheet.font),
             {sheet.font, sheet.theme.muted});
}

void draw_text(Sheet& sheet, const figure::TextMark& mark, const Box& box) {
  const float row = sheet.font * 1.45F;
  const std::vector<std::string> lines = wrap_text(sheet.measure, mark.text, box.width, sheet.font);
  const auto fit = static_cast<size_t>(std::max(1.0F, box.height / row));
  const size_t shown = lines.size() <= fit ? lines.size() : fit - 1;
  float y = box.y;
  for (size_t i = 0; i < shown; ++i) {
    y += row;
    sheet.text(box.x, y - row * 0.25F, lines[i], {sheet.font, sheet.theme.text});
  }
  if (shown < lines.size()) {
    sheet.text(box.x, y + row * 0.75F, more_text(lines.size() - shown, "line"),
               {sheet.font, sheet.theme.muted});
  }
}

}  // namespace

std::vector<std::string> wrap_text(TextMeasure& measure, std::string_view text, float width,
                                   float size) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    do {
      size_t end = line.size();
      while (end > 0 && measure.width(line.substr(0, end), size) > width) {
        const size_t space = line.substr(0, end).rfind(' ');
        if (space == std::string_view::npos || space == 0) break;
        end = space;
      }
      // One word that is too long: as many characters as fit.
      while (end > 1 && measure.width(line.substr(0, end), size) > width) {
        do {
          --end;
        } while (end > 1 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80);
      }
      lines.emplace_back(line.substr(0, end));
      line.remove_prefix(end);
      while (line.starts_with(' ')) line.remove_prefix(1);
    } while (!line.empty());
  }
  return lines;
}

bool is_block_panel(const figure::Panel& panel) {
  return !panel.marks.empty() &&
         std::all_of(panel.marks.begin(), panel.marks.end(), [](const figure::Mark& mark) {
           return std::holds_alternative<figure::Table>(mark) ||
                  std::holds_alternative<figure::ImageMark>(mark) ||
                  std::holds_alternative<figure::TextMark>(mark);
         });
}

void draw_blocks(Sheet& sheet, const figure::Panel& panel, const Box& box) {
  const float each = box.height / static_cast<float>(panel.marks.size());
  Box share = {box.x, box.y, box.width, each - 4};
  for (const figure::Mark& mark : panel.marks) {
    if (const auto* table = std::get_if<figure::Table>(&mark)) draw_table(sheet, *table, share);
    if (const auto* image = std::get_if<figure::ImageMark>(&mark)) draw_image(sheet, *image, share);
    if (const auto* text = std::get_if<figure::TextMark>(&mark)) draw_text(sheet, *text, share);
    share.y += each;
  }
}

}  // namespace oriel::draw
