#include "format/json_text.h"

#include <gtest/gtest.h>

namespace oriel::format {
namespace {

TEST(CleanUtf8, KeepsValidTextAndReplacesTheRest) {
  EXPECT_EQ(clean_utf8(""), "");
  const std::string valid = "a é € \xF0\x9F\x98\x80";
  EXPECT_EQ(clean_utf8(valid), valid);
  EXPECT_EQ(clean_utf8("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(clean_utf8("\xC3"), "\xEF\xBF\xBD");                       // cut
  EXPECT_EQ(clean_utf8("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");       // overlong
  EXPECT_EQ(clean_utf8("\xED\xA0\x80").find("\xEF\xBF\xBD"), 0u);      // surrogate
  EXPECT_EQ(clean_utf8("\xF5\x80\x80\x80").find("\xEF\xBF\xBD"), 0u);  // past U+10FFFF
}

TEST(CanonicalJson, SortsAndShortens) {
  EXPECT_EQ(canonical_json_object(R"( { "b" : 1.0e-3, "a" : [ 1 , true ] } )"),
            R"({"a":[1,true],"b":0.001})");
  EXPECT_EQ(canonical_json_object(R"({"a":1,"a":2})"), R"({"a":2})");
  EXPECT_EQ(canonical_json_object("{}"), "{}");
  EXPECT_EQ(canonical_json_object("[]"), std::nullopt);
  EXPECT_EQ(canonical_json_object("{"), std::nullopt);
  EXPECT_EQ(canonical_json_object(""), std::nullopt);
}

TEST(CanonicalJson, IsAFixedPoint) {
  const std::string text = R"({"z":{"y":[1,2.5,-3e-9,"x\n\u00e9"]},"a":18446744073709551615})";
  const auto once = canonical_json_object(text);
  ASSERT_TRUE(once);
  EXPECT_EQ(canonical_json_object(*once), once);
}

TEST(CanonicalJson, TurnsWhatIsNotFiniteIntoNull) {
  EXPECT_EQ(canonical_json_object(R"({"a":NaN,"b":[Infinity,-Infinity],"c":1e999,"d":-2E+400})"),
            R"({"a":null,"b":[null,null],"c":null,"d":null})");
  EXPECT_EQ(canonical_json_object(R"({"a":1e-400})"), R"({"a":0.0})");
  EXPECT_EQ(canonical_json_object(R"({"NaN":"-Infinity \" NaN 1e999"})"),
            R"({"NaN":"-Infinity \" NaN 1e999"})");
}

TEST(CanonicalJson, SurvivesBadUtf8AndDepth) {
  EXPECT_EQ(canonical_json_object("{\"a\":\"\xFF\"}"), "{\"a\":\"\xEF\xBF\xBD\"}");
  std::string deep = "{\"a\":";
  for (int i = 0; i < 1'000'000; ++i) deep += '[';
  EXPECT_EQ(canonical_json_object(deep), std::nullopt);
}

TEST(ConfigJson, KeepsWhatIsNotAnObject) {
  EXPECT_EQ(config_json_object(""), "{}");
  EXPECT_EQ(config_json_object("lr=3 \"x\""), R"({"invalid_json":"lr=3 \"x\""})");
  EXPECT_EQ(config_json_object("{\xFF"), "{\"invalid_json\":\"{\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace oriel::format
