#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "oriel/run.h"

namespace oriel {
namespace {

std::string text(const Config& config) {
  return {config.json().data(), config.json().size()};
}

TEST(Config, IsEmptyAtFirst) {
  EXPECT_EQ(text(Config()), "{}");
  EXPECT_EQ(text(Config{}), "{}");
  EXPECT_EQ(text(Config::from_json("")), "{}");
}

TEST(Config, KeepsEveryKindOfValue) {
  const std::string owned = "sgd";
  const Config config = {{"lr", 1e-3},         {"batch", 64},     {"amp", true},
                         {"name", "a \"b\""},  {"opt", owned},    {"big", INT64_MAX},
                         {"small", INT64_MIN}, {"third", 1 / 3.}, {"f", 0.5f}};
  EXPECT_EQ(text(config), R"({"amp":true,"batch":64,"big":9223372036854775807,"f":0.5,"lr":0.001,)"
                          R"("name":"a \"b\"","opt":"sgd","small":-9223372036854775808,)"
                          R"("third":0.3333333333333333})");
}

TEST(Config, NonFiniteNumbersBecomeNull) {
  EXPECT_EQ(text(Config{{"a", NAN}, {"b", -INFINITY}}), R"({"a":null,"b":null})");
  EXPECT_EQ(text(Config::from_json(R"({"a":NaN,"b":-Infinity})")), R"({"a":null,"b":null})");
}

TEST(Config, SurvivesBadText) {
  EXPECT_EQ(text(Config{{"a\xFF", "\xFE"}}), "{\"a\xEF\xBF\xBD\":\"\xEF\xBF\xBD\"}");
  EXPECT_EQ(text(Config{{"", StringRef("x\0y", 3)}}), R"({"":"x\u0000y"})");
  EXPECT_EQ(text(Config{{"k", 1}, {"k", 2}}), R"({"k":2})");
  EXPECT_EQ(text(Config::from_json("[1]")), R"({"invalid_json":"[1]"})");
  EXPECT_EQ(text(Config::from_json("{")), R"({"invalid_json":"{"})");
}

TEST(Config, FromJsonIsCanonical) {
  const Config config = Config::from_json(R"( {"b": [1, {"c": "é"}], "a": 1.50} )");
  EXPECT_EQ(text(config), R"({"a":1.5,"b":[1,{"c":"é"}]})");
  EXPECT_EQ(text(Config::from_json(config.json())), text(config));
}

TEST(Config, CopiesAndMovesOwnTheirText) {
  Config a = {{"x", 1}};
  Config b = a;
  EXPECT_NE(a.json().data(), b.json().data());
  Config c = std::move(a);
  EXPECT_EQ(text(c), R"({"x":1})");
  EXPECT_EQ(text(a), "{}");  // NOLINT: a moved-from config is empty
  b = Config{{"y", 2}};
  c = b;
  Config& self = c;
  c = self;
  EXPECT_EQ(text(c), R"({"y":2})");
  EXPECT_EQ(text(b), R"({"y":2})");
  EXPECT_EQ(c.json().data()[c.json().size()], '\0');
}

}  // namespace
}  // namespace oriel
