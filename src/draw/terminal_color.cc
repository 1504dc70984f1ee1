#include "draw/terminal_color.h"

#include <algorithm>
#include <cmath>

#include "draw/color_map.h"
#include "draw/theme.h"

namespace oriel::draw {
namespace {

using std::string_view;

constexpr std::array<string_view, 10> kSpinner = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
constexpr std::array<string_view, 4> kSpinnerPlain = {"|", "/", "-", "\\"};
constexpr std::array<string_view, 8> kEighths = {"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr std::array<string_view, 8> kLevels = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
// A font of 256 glyphs has the halves only.
constexpr std::array<string_view, 8> kEighthsFew = {" ", " ", " ", "▌", "▌", "▌", "▌", "█"};
constexpr std::array<string_view, 8> kLevelsFew = {"▄", "▄", "▄", "▄", "▄", "█", "█", "█"};
constexpr std::array<string_view, 5> kShades = {" ", "░", "▒", "▓", "█"};
constexpr std::array<string_view, 6> kMarkers = {"●", "◆", "▲", "■", "▼", "✚"};
constexpr std::array<string_view, 8> kEighthsPlain = {" ", " ", " ", " ", "-", "-", "-", "#"};
constexpr std::array<string_view, 8> kLevelsPlain = {"_", "_", ".", ".", ":", ":", "|", "#"};
constexpr std::array<string_view, 10> kShadesPlain = {" ", ".", ":", "-", "=",
                                                      "+", "*", "#", "%", "@"};
constexpr std::array<string_view, 6> kMarkersPlain = {"o", "*", "^", "#", "v", "+"};

constexpr GlyphSet kBrailleSet = {.spinner = kSpinner,
                                  .eighths = kEighths,
                                  .levels = kLevels,
                                  .shades = kShades,
                                  .markers = kMarkers,
                                  .horizontal = "─",
                                  .vertical = "│",
                                  .corner = "└",
                                  .tick_left = "┤",
                                  .tick_below = "┬",
                                  .dotted = "┊",
                                  .dotted_across = "┄",
                                  .heavy = "━",
                                  .gap = "×",
                                  .up = "↑",
                                  .down = "↓",
                                  .best = "◆",
                                  .flag = "⚑",
                                  .running = "●",
                                  .done = "✓",
                                  .failed = "✕",
                                  .lost = "◌",
                                  .thin = "━",
                                  .thin_half = "╸",
                                  .thin_rest = "─",
                                  .bar_left = "▕",
                                  .bar_right = "▏",
                                  .bar_rest = "·",
                                  .separator = "·",
                                  .ellipsis = "…"};
constexpr GlyphSet kBlocksSet = {.spinner = kSpinnerPlain,
                                 .eighths = kEighthsFew,
                                 .levels = kLevelsFew,
                                 .shades = kShades,
                                 .markers = kMarkersPlain,
                                 .horizontal = "─",
                                 .vertical = "│",
                                 .corner = "└",
                                 .tick_left = "┤",
                                 .tick_below = "┬",
                                 .dotted = ":",
                                 .dotted_across = "-",
                                 .heavy = "=",
                                 .gap = "x",
                                 .up = "^",
                                 .down = "v",
                                 .best = "*",
                                 .flag = "!",
                                 .running = "o",
                                 .done = "+",
                                 .failed = "x",
                                 .lost = "?",
                                 .thin = "▀",
                                 .thin_half = "▀",
                                 .thin_rest = "─",
                                 .bar_left = "[",
                                 .bar_right = "]",
                                 .bar_rest = "·",
                                 .separator = "·",
                                 .ellipsis = "."};
constexpr GlyphSet kAsciiSet = {.spinner = kSpinnerPlain,
                                .eighths = kEighthsPlain,
                                .levels = kLevelsPlain,
                                .shades = kShadesPlain,
                                .markers = kMarkersPlain,
                                .horizontal = "-",
                                .vertical = "|",
                                .corner = "+",
                                .tick_left = "+",
                                .tick_below = "+",
                                .dotted = ":",
                                .dotted_across = "-",
                                .heavy = "=",
                                .gap = "x",
                                .up = "^",
                                .down = "v",
                                .best = "*",
                                .flag = "!",
                                .running = "o",
                                .done = "+",
                                .failed = "x",
                                .lost = "?",
                                .thin = "=",
                                .thin_half = "=",
                                .thin_rest = "-",
                                .bar_left = "[",
                                .bar_right = "]",
                                .bar_rest = ".",
                                .separator = "-",
                                .ellipsis = "."};

CellStyle colored(Color c, uint8_t attributes = 0) {
  return {Ink::rgb(c.r, c.g, c.b), {}, attributes};
}
CellStyle ansi(int index, uint8_t attributes = 0) {
  return {Ink::ansi(static_cast<uint8_t>(index)), {}, attributes};
}

// A see-through colour as it looks on the ground.
CellStyle over(Color c, Color ground) {
  const auto mix = [&](uint8_t a, uint8_t b) {
    return static_cast<uint8_t>((a * c.a + b * (255 - c.a)) / 255);
  };
  return {Ink::rgb(mix(c.r, ground.r), mix(c.g, ground.g), mix(c.b, ground.b)), {}, 0};
}

void take_theme(TerminalTheme& out, const Theme& theme) {
  out.muted = colored(theme.muted);
  Color rule = theme.rule;
  rule.a = 0x58;  // thin characters need more than a pixel's line
  out.rule = over(rule, theme.panel);
  out.train = colored(theme.train);
  out.val = colored(theme.val);
  out.best = colored(theme.best);
  out.watching = colored(theme.warn);
  out.warn = colored(theme.warn, kBold);
  out.error = colored(theme.error, kBold);
  for (size_t i = 0; i < 6; ++i) out.runs[i] = colored(theme.runs[i]);
  out.bar = out.train;
  Color track = theme.text;
  track.a = 0x22;
  out.track = CellStyle{}.on(over(track, theme.panel).fg);
}

// The terminal's own colours; the bright half on a dark ground.
void take_ansi(TerminalTheme& out) {
  const int bright = out.dark ? 8 : 0;
  out.muted = ansi(8);
  out.rule = ansi(8);
  out.train = ansi(4 + bright);
  out.val = ansi(3);
  out.best = ansi(2 + bright);
  out.watching = ansi(3);
  out.warn = ansi(3 + bright, kBold);
  out.error = ansi(1 + bright, kBold);
  constexpr std::array kRuns = {4, 3, 2, 5, 1, 6};
  for (size_t i = 0; i < 6; ++i) out.runs[i] = ansi(kRuns[i] + bright);
  out.bar = out.train;
  out.track = ansi(8);
}

void take_attributes(TerminalTheme& out) {
  out.muted = out.rule = out.track = {{}, {}, kDim};
  out.warn = out.error = {{}, {}, kBold};
}

int square(int v) {
  return v * v;
}
int distance(Ink a, int r, int g, int b) {
  return square(a.r() - r) + square(a.g() - g) + square(a.b() - b);
}

Ink to_256(Ink ink) {
  const auto level = [](int v) { return v < 48 ? 0 : v < 115 ? 1 : (v - 35) / 40; };
  constexpr std::array kSteps = {0, 95, 135, 175, 215, 255};
  const int r = level(ink.r()), g = level(ink.g()), b = level(ink.b());
  const auto step = [&](int i) { return kSteps[static_cast<size_t>(i)]; };
  const int gray = std::clamp(((ink.r() + ink.g() + ink.b()) / 3 - 3) / 10, 0, 23);
  const int shade = 8 + 10 * gray;
  if (distance(ink, shade, shade, shade) < distance(ink, step(r), step(g), step(b))) {
    return Ink::indexed(static_cast<uint8_t>(232 + gray));
  }
  return Ink::indexed(static_cast<uint8_t>(16 + 36 * r + 6 * g + b));
}

Ink to_16(Ink ink) {
  static constexpr std::array<std::array<int, 3>, 16> kColors = {{{0, 0, 0},
                                                                  {205, 0, 0},
                                                                  {0, 205, 0},
                                                                  {205, 205, 0},
                                                                  {0, 0, 238},
                                                                  {205, 0, 205},
                                                                  {0, 205, 205},
                                                                  {229, 229, 229},
                                                                  {127, 127, 127},
                                                                  {255, 0, 0},
                                                                  {0, 255, 0},
                                                                  {255, 255, 0},
                                                                  {92, 92, 255},
                                                                  {255, 0, 255},
                                                                  {0, 255, 255},
                                                                  {255, 255, 255}}};
  size_t best = 0;
  int least = 1 << 30;
  for (size_t i = 0; i < kColors.size(); ++i) {
    const int d = distance(ink, kColors[i][0], kColors[i][1], kColors[i][2]);
    if (d < least) least = d, best = i;
  }
  return Ink::ansi(static_cast<uint8_t>(best));
}

Ink indexed_to_rgb(uint8_t index) {
  if (index >= 232) {
    const auto shade = static_cast<uint8_t>(8 + 10 * (index - 232));
    return Ink::rgb(shade, shade, shade);
  }
  const int i = index - 16;
  const auto step = [](int v) { return static_cast<uint8_t>(v == 0 ? 0 : 55 + 40 * v); };
  return Ink::rgb(step(i / 36), step(i / 6 % 6), step(i % 6));
}

}  // namespace

const GlyphSet& glyph_set(Glyphs glyphs) {
  switch (glyphs) {
    case Glyphs::kBraille:
      return kBrailleSet;
    case Glyphs::kBlocks:
      return kBlocksSet;
    case Glyphs::kAscii:
      break;
  }
  return kAsciiSet;
}

CellStyle TerminalTheme::role(figure::Role role) const {
  using figure::Role;
  switch (role) {
    case Role::kTrain:
      return train;
    case Role::kVal:
      return val;
    case Role::kBest:
      return best;
    case Role::kWatching:
      return watching;
    case Role::kWarn:
      return warn;
    case Role::kError:
      return error;
    case Role::kNone:
    case Role::kMuted:
      break;
  }
  return muted;
}

Ink TerminalTheme::heat(double t, bool diverging) const {
  if (color < ColorLevel::k256 || std::isnan(t)) return {};
  const Color c = diverging ? diverging_color(t) : sequential_color(t);
  return Ink::rgb(c.r, c.g, c.b);
}

TerminalTheme terminal_theme(const TerminalCaps& caps) {
  TerminalTheme theme;
  theme.color = caps.color;
  theme.glyphs = caps.glyphs;
  theme.dark = caps.dark;
  theme.title = {{}, {}, kBold};
  if (caps.color >= ColorLevel::k256) {
    take_theme(theme, caps.dark ? dark_theme() : light_theme());
  } else if (caps.color == ColorLevel::k16) {
    take_ansi(theme);
  } else {
    take_attributes(theme);
  }
  return theme;
}

Ink reduce(Ink ink, ColorLevel level) {
  if (level == ColorLevel::kNone) return {};
  if (level == ColorLevel::kTrue || ink.kind() <= Ink::kAnsi) return ink;
  if (ink.kind() == Ink::kIndexed) {
    if (level == ColorLevel::k256) return ink;
    return ink.index() < 16 ? Ink::ansi(ink.index()) : to_16(indexed_to_rgb(ink.index()));
  }
  return level == ColorLevel::k256 ? to_256(ink) : to_16(ink);
}

Ink parse_ink(std::string_view text) {
  Color c;
  return parse_color(text, c) ? Ink::rgb(c.r, c.g, c.b) : Ink{};
}

}  // namespace oriel::draw
