// What a terminal can show, guessed from the environment alone: nothing is asked, nothing is sent.
//
// Pure functions, any thread.
//
// | variable | effect |
// |---|---|
// | `NO_COLOR` (not empty) | no colour |
// | `FORCE_COLOR` `0`…`3` or anything | colour level, even where there is no terminal; beats
// NO_COLOR | | `TERM=dumb` or none, `CI`, `TTY_INTERACTIVE=0` | lines instead of a display | |
// `TTY_COMPATIBLE` `0`/`1`, `TTY_INTERACTIVE=1` | says that it is (not) a terminal, whatever it is
// | | `COLORTERM`, `TERM`, `TERM_PROGRAM`, `WT_SESSION` | 16, 256 or all colours | | `LC_ALL`,
// `LC_CTYPE`, `LANG` | UTF-8 or ASCII; none of them set: UTF-8 | | `COLORFGBG` | a light or a dark
// ground; dark if not set | | `COLUMNS`, `LINES` | the size, where the terminal does not tell |
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace oriel::draw {

enum class ColorLevel : uint8_t { kNone, k16, k256, kTrue };
enum class Glyphs : uint8_t { kAscii, kBlocks, kBraille };

struct TerminalCaps {
  bool interactive = false;  // a display may be drawn; otherwise lines
  ColorLevel color = ColorLevel::kNone;
  Glyphs glyphs = Glyphs::kAscii;
  bool dark = true;
  int columns = 80, rows = 24;
};

using Environment = std::map<std::string, std::string>;

// `columns` and `rows` as the terminal reports them; 0 if it does not.
TerminalCaps detect_terminal(const Environment& environment, bool is_terminal, int columns,
                             int rows);

// The environment of this process, as far as detect_terminal() looks at it.
Environment terminal_environment();

}  // namespace oriel::draw
