// Small JSON objects as text: what the run's files and oriel::Config have in common, so that a
// config means the same wherever it came from. The JSON library stays inside the .cc files.
//
// Pure functions, thread-safe; nothing throws. Cost: one parse of the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace oriel::format {

// Deeper nesting is refused: the text may come from anywhere and is walked recursively.
inline constexpr int kMaxJsonDepth = 100;

// The text with every byte that is not part of valid UTF-8 replaced by U+FFFD.
std::string clean_utf8(std::string_view text);

// The text with NaN, Infinity and numbers beyond the range of a double (outside strings) replaced
// by null, and invalid UTF-8 by U+FFFD; nothing if it is nested too deeply. It may be invalid JSON
// still.
std::optional<std::string> tame_json(std::string_view text);

// The canonical text of a JSON object: keys sorted, no white space, numbers in their shortest form,
// the last of equal keys. Nothing if the text is not an object.
std::optional<std::string> canonical_json_object(std::string_view text);

// The same; text that is not an object (empty text excepted) becomes {"invalid_json": text}.
std::string config_json_object(std::string_view text);

}  // namespace oriel::format
