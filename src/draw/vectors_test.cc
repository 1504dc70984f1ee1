// Golden vectors that the browser's painter made (web/test/vectors.test.ts): ticks, numbers, colour
// maps and gaps must be the same here.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "draw/color_map.h"
#include "draw/number_format.h"
#include "draw/ticks.h"
#include "draw/trace.h"

namespace oriel::draw {
namespace {

using Json = nlohmann::json;

Json vectors(const std::string& name) {
  std::ifstream file(std::string(ORIEL_GOLDEN_DIR) + "/vectors/" + name + ".json");
  Json json = Json::parse(file, nullptr, false);
  EXPECT_TRUE(json.is_array() && !json.empty()) << name;
  return json;
}

double number(const Json& json) {
  if (json.is_number()) return json.get<double>();
  const std::string& word = json.get_ref<const std::string&>();
  const double inf = std::numeric_limits<double>::infinity();
  return word == "NaN" ? std::nan("") : word == "Infinity" ? inf : -inf;
}

Ticks ticks_of(const Json& row) {
  const std::string kind = row["kind"];
  const double low = row["low"];
  const double high = row["high"];
  const double count = row["count"];
  if (kind == "linear") return linear_ticks(low, high, count);
  if (kind == "step") return linear_ticks(low, high, count, 1);
  if (kind == "log") return log_ticks(low, high, count);
  if (kind == "symlog")
    return symlog_ticks({ScaleKind::kSymlog, row["constant"]}, low, high, count);
  if (kind == "relative") return relative_ticks(low, high, count);
  return wall_ticks(low, high, count, 0);
}

TEST(Vectors, Ticks) {
  for (const Json& row : vectors("ticks")) {
    const Ticks ticks = ticks_of(row);
    ASSERT_EQ(ticks.values.size(), row["values"].size()) << row;
    for (size_t i = 0; i < ticks.values.size(); ++i) {
      const double wanted = row["values"][i];
      const double value = ticks.values[i];
      EXPECT_NEAR(value, wanted, std::abs(wanted) * 1e-14) << row;
      const double low = row["low"];
      const double high = row["high"];
      const std::string label =
          row["kind"] == "wall" ? format_wall_tick(value, ticks.step, 0)
          : row["kind"] == "relative"
              ? (value == 0 ? "0" : format_duration(value))
              : format_tick(value, ticks.step, std::max(std::abs(low), std::abs(high)));
      EXPECT_EQ(label, row["labels"][i].get<std::string>()) << row;
    }
  }
}

TEST(Vectors, Numbers) {
  for (const Json& row : vectors("numbers")) {
    const double value = number(row[0]);
    EXPECT_EQ(format_value(value), row[1].get<std::string>()) << row;
    EXPECT_EQ(format_short(value), row[2].get<std::string>()) << row;
    EXPECT_EQ(format_duration(value), row[3].get<std::string>()) << row;
  }
}

TEST(Vectors, ColorMaps) {
  for (const Json& row : vectors("color_maps")) {
    const auto check = [&](Color color, const Json& wanted) {
      EXPECT_EQ((std::vector<int>{color.r, color.g, color.b}), wanted.get<std::vector<int>>())
          << row;
    };
    check(sequential_color(row[0]), row[1]);
    check(diverging_color(row[0]), row[2]);
  }
}

figure::Line line_of(const Json& json) {
  figure::Line line;
  const auto read = [&](const char* name, auto& into) {
    if (!json.contains(name)) return;
    for (const Json& value : json[name])
      into.push_back(static_cast<typename std::decay_t<decltype(into)>::value_type>(number(value)));
  };
  read("x", line.x);
  read("y", line.y);
  read("x0", line.x0);
  read("x1", line.x1);
  read("first", line.first);
  read("min", line.min);
  read("max", line.max);
  read("last", line.last);
  read("count", line.count);
  line.columns = json.contains("min");
  return line;
}

TEST(Vectors, Gaps) {
  for (const Json& row : vectors("gaps")) {
    const bool log = row["kind"] == "log";
    const Transform transform = {log ? ScaleKind::kLog : ScaleKind::kLinear, 1};
    const Scale x = Scale::over({}, {0, 16}, 10, 330);
    const Scale y = Scale::over(transform, {log ? 0.1 : 0, 100}, 200, 10);
    const Trace trace = trace_line(line_of(row["line"]), x, y, 0);
    std::vector<std::vector<Point>> pieces(1);
    for (const Point& point : trace.points) {
      if (std::isnan(point.x)) {
        pieces.emplace_back();
      } else {
        pieces.back().push_back(point);
      }
    }
    if (pieces.back().empty()) pieces.pop_back();
    ASSERT_EQ(pieces.size(), row["pieces"].size()) << row;
    for (size_t i = 0; i < pieces.size(); ++i) {
      ASSERT_EQ(pieces[i].size(), row["pieces"][i].size()) << row;
      for (size_t k = 0; k < pieces[i].size(); ++k) {
        EXPECT_NEAR(pieces[i][k].x, row["pieces"][i][k][0].get<double>(), 0.01) << row;
        EXPECT_NEAR(pieces[i][k].y, row["pieces"][i][k][1].get<double>(), 0.01) << row;
      }
    }
    ASSERT_EQ(trace.dots.size() * 2, row["dots"].size()) << row;
    EXPECT_EQ(trace.below, row["below"].get<bool>()) << row;
  }
}

}  // namespace
}  // namespace oriel::draw
