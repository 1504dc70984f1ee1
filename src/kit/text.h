// Numbers and names as JSON and CSV text. Numbers are the shortest text that reads back as the same
// double. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace oriel::kit {

// JSON: null where there is no value, "NaN", "Infinity", "-Infinity" as texts: valid JSON that
// still says which.
void append_json_number(std::string& out, double value);
void append_json_text(std::string& out, std::string_view text);  // with its quotes
// CSV: nothing where there is no value, else the number, nan, inf or -inf.
void append_csv_number(std::string& out, double value);
void append_integer(std::string& out, int64_t value);

}  // namespace oriel::kit
