#include "draw/terminal_lines.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "draw/number_format.h"
#include "draw/terminal_progress.h"
#include "draw/terminal_width.h"
#include "figure/words.h"

namespace oriel::draw {
namespace {

std::string time_text(int64_t wall_us, bool millis) {
  int64_t seconds = wall_us / 1'000'000, micros = wall_us % 1'000'000;
  if (micros < 0) micros += 1'000'000, --seconds;
  const auto time = static_cast<std::time_t>(seconds);
  std::tm utc{};
  std::array<char, 40> text{};
  if (gmtime_r(&time, &utc) == nullptr) return "unknown time";
  const size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::string out(text.data(), size);
  if (millis) {
    std::snprintf(text.data(), text.size(), ".%03d", static_cast<int>(micros / 1000));
    out += text.data();
  }
  return out + "Z";
}

// Nothing that a terminal could take for a command.
std::string clean(std::string_view text) {
  Graphemes graphemes(text);
  Grapheme g;
  std::string out;
  while (graphemes.next(g)) out += g.text();
  return out;
}

nlohmann::ordered_json number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return value;
}

}  // namespace

std::string text_line(const LineSnapshot& s) {
  std::string line = time_text(s.wall_us, false);
  const auto add = [&](const std::string& part) {
    if (!part.empty()) line += "  " + part;
  };
  add(s.run);
  add(s.description);
  std::string step = "step " + figure::count_text(s.step);
  if (s.total) step += "/" + figure::count_text(*s.total);
  if (s.total && *s.total > 0) {
    std::string percent = percent_text(static_cast<double>(s.step) / static_cast<double>(*s.total));
    percent.erase(0, percent.find_first_not_of(' '));
    step += " (" + percent + ")";
  }
  add(step);
  for (const auto& [name, value] : s.values) add(name + " " + format_value(value));
  if (s.rate && std::isfinite(*s.rate)) add(format_short(*s.rate) + "/s");
  add(duration_text(s.elapsed_s) + " elapsed");
  if (s.left_s) add(duration_text(*s.left_s) + " left");
  add(s.note);
  return clean(line);
}

std::string json_line(const LineSnapshot& s) {
  nlohmann::ordered_json json;
  json["time"] = time_text(s.wall_us, true);
  if (!s.run.empty()) json["run"] = s.run;
  if (!s.description.empty()) json["description"] = s.description;
  json["step"] = s.step;
  if (s.total) json["total"] = *s.total;
  json["elapsed_s"] = number(s.elapsed_s);
  if (s.left_s) json["left_s"] = number(*s.left_s);
  if (s.rate) json["rate"] = number(*s.rate);
  auto& values = json["values"] = nlohmann::ordered_json::object();
  for (const auto& [name, value] : s.values) values[clean(name)] = number(value);
  if (!s.note.empty()) json["note"] = s.note;
  return json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

bool LineSchedule::due(int64_t now_us, int64_t step, std::optional<int64_t> total) {
  bool due = !any_ || now_us < last_us_ || now_us - last_us_ >= interval_us_;
  if (total && *total > 0) {
    const auto parts = [&](int64_t s) {  // twentieths that are done
      return std::floor(static_cast<double>(s) / static_cast<double>(*total) * 20);
    };
    const double capped = std::min(parts(step), 20.0);
    due = due || capped > std::min(parts(last_step_), 20.0);
  }
  if (!due) return false;
  any_ = true;
  last_us_ = now_us;
  last_step_ = step;
  return true;
}

}  // namespace oriel::draw
