#include "draw/blocks.h"

#include <algorithm>

namespace oriel::draw {
namespace {

std::string more_text(size_t count, const char* what) {
  return "… " + std::to_string(count) + " more " + what + (count == 1 ? "" : "s");
}

constexpr float kColumnGap = 1.6F;  // of the font
constexpr float kRow = 1.65F;
constexpr float kLine = 1.3F;     // of a cell's further lines
constexpr size_t kMaxLines = 12;  // of a cell

std::vector<float> column_widths(TextMeasure& measure, const figure::Table& table, float room,
                                 float font) {
  std::vector<float> widths;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    float widest = measure.width(table.columns[c].title, font, Weight::kBold);
    for (const auto& row : table.rows) {
      if (c < row.size()) widest = std::max(widest, measure.width(row[c], font));
    }
    widths.push_back(widest);
  }
  const float gaps = font * kColumnGap * static_cast<float>(widths.size());
  float total = gaps;
  for (const float width : widths) total += width;
  if (total <= room) return widths;
  // The widest give way first.
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

// A table with its cells cut into lines: words that are wider than their column go on below.
struct TableLayout {
  std::vector<float> widths;
  std::vector<std::vector<std::vector<std::string>>> cells;  // by row and column
};

TableLayout lay_out_table(TextMeasure& measure, const figure::Table& table, float room,
                          float font) {
  TableLayout out;
  out.widths = column_widths(measure, table, room, font);
  for (const auto& row : table.rows) {
    auto& cells = out.cells.emplace_back();
    for (size_t c = 0; c < out.widths.size(); ++c) {
      const std::string text = c < row.size() ? row[c] : "";
      const bool whole = table.columns[c].numeric || measure.width(text, font) <= out.widths[c];
      cells.push_back(whole ? std::vector{text}
                            : wrap_text(measure, text, out.widths[c] + 0.5F, font));
    }
  }
  return out;
}

float row_height(const std::vector<std::vector<std::string>>& cells, float font, size_t most) {
  size_t lines = 1;
  for (const auto& cell : cells) lines = std::max(lines, std::min(most, cell.size()));
  return font * (kRow + kLine * static_cast<float>(lines - 1));
}

float rows_height(const TableLayout& table, float font, size_t most) {
  float sum = 0;
  for (const auto& cells : table.cells) sum += row_height(cells, font, most);
  return sum;
}

void draw_cell(Sheet& sheet, const std::vector<std::string>& lines, bool numeric, float x,
               float width, float baseline, size_t most, TextStyle style) {
  style.anchor = numeric ? Anchor::kEnd : Anchor::kStart;
  style.tabular = numeric;
  const size_t shown = std::min(most, lines.size());
  for (size_t i = 0; i < shown; ++i) {
    // What has no line left shows that it goes on.
    const bool cut = i + 1 == shown && shown < lines.size();
    const std::string text = cut ? lines[i] + " " + lines[i + 1] + " …" : lines[i];
    sheet.text(numeric ? x + width : x, baseline,
               clip_text(sheet.measure, text, width + 0.5F, style.size, style.weight), style);
    baseline += sheet.font * kLine;
  }
}

void draw_table(Sheet& sheet, const figure::Table& table, const Box& box) {
  const float font = sheet.font;
  const float row = font * kRow;
  const TableLayout made = lay_out_table(sheet.measure, table, box.width, font);
  float total = -font * kColumnGap;
  for (const float width : made.widths) total += width + font * kColumnGap;
  float y = box.y + row;
  float x = box.x;
  for (size_t c = 0; c < made.widths.size(); ++c) {
    draw_cell(sheet, {table.columns[c].title}, table.columns[c].numeric, x, made.widths[c],
              y - row * 0.33F, 1, {font, sheet.theme.muted, Weight::kBold});
    x += made.widths[c] + font * kColumnGap;
  }
  sheet.line({{box.x, y}, {box.x + total, y}}, sheet.theme.rule);
  // As many lines in each cell as all rows have room for.
  const float room = bottom_of(box) - y;
  size_t most = kMaxLines;
  while (most > 1 && rows_height(made, font, most) > room) --most;
  const bool all = rows_height(made, font, most) <= room;
  size_t shown = 0;
  for (; shown < made.cells.size(); ++shown) {
    const float height = row_height(made.cells[shown], font, most);
    if (!all && y + height + row > bottom_of(box)) break;
    x = box.x;
    for (size_t c = 0; c < made.widths.size(); ++c) {
      draw_cell(sheet, made.cells[shown][c], table.columns[c].numeric, x, made.widths[c],
                y + row * 0.67F, most, {font, sheet.theme.text});
      x += made.widths[c] + font * kColumnGap;
    }
    y += height;
    sheet.line({{box.x, y}, {box.x + total, y}}, sheet.theme.grid);
  }
  if (shown < made.cells.size() && y + row <= bottom_of(box)) {
    sheet.text(box.x, y + row * 0.67F, more_text(made.cells.size() - shown, "row"),
               {font, sheet.theme.muted});
  }
}

bool is_block(const figure::Mark& mark) {
  return std::holds_alternative<figure::Table>(mark) ||
         std::holds_alternative<figure::ImageMark>(mark) ||
         std::holds_alternative<figure::TextMark>(mark);
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
  // Findings beside a table are what the table lists: a mark of theirs has no axis to stand on.
  return std::any_of(panel.marks.begin(), panel.marks.end(), is_block) &&
         std::all_of(panel.marks.begin(), panel.marks.end(), [](const figure::Mark& mark) {
           return is_block(mark) || std::holds_alternative<figure::FindingMark>(mark);
         });
}

float blocks_height(TextMeasure& measure, const figure::Panel& panel, float width, float font) {
  float sum = 0;
  for (const figure::Mark& mark : panel.marks) {
    if (const auto* table = std::get_if<figure::Table>(&mark)) {
      const TableLayout made = lay_out_table(measure, *table, width, font);
      sum += font * kRow + rows_height(made, font, kMaxLines) + 6;
    }
    if (const auto* text = std::get_if<figure::TextMark>(&mark)) {
      const auto lines = static_cast<float>(wrap_text(measure, text->text, width, font).size());
      sum += lines * font * 1.45F + 6;
    }
  }
  return sum;
}

void draw_blocks(Sheet& sheet, const figure::Panel& panel, const Box& box) {
  const auto blocks = std::count_if(panel.marks.begin(), panel.marks.end(), is_block);
  const float each = box.height / static_cast<float>(std::max<ptrdiff_t>(1, blocks));
  Box share = {box.x, box.y, box.width, each - 4};
  for (const figure::Mark& mark : panel.marks) {
    if (const auto* table = std::get_if<figure::Table>(&mark)) draw_table(sheet, *table, share);
    if (const auto* image = std::get_if<figure::ImageMark>(&mark)) draw_image(sheet, *image, share);
    if (const auto* text = std::get_if<figure::TextMark>(&mark)) draw_text(sheet, *text, share);
    if (is_block(mark)) share.y += each;
  }
}

}  // namespace oriel::draw
