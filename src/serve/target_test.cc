#include "serve/target.h"

#include <gtest/gtest.h>

namespace oriel::serve {
namespace {

TEST(Target, TakesPathAndQueryApart) {
  const auto target = parse_target("/api/panels?run=a%2Frun_001&run=b+c&flag&x=%C3%A9=1#part");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/panels");
  EXPECT_EQ(target->all("run"), (std::vector<std::string>{"a/run_001", "b c"}));
  EXPECT_EQ(*target->find("flag"), "");
  EXPECT_EQ(*target->find("x"), "é=1");
  EXPECT_EQ(target->find("y"), nullptr);
}

TEST(Target, RefusesWhatIsNotOne) {
  for (const char* text : {"", "*", "http://evil.example/", "api/runs", "/?a=%", "/?a=%2",
                           "/?%zz=1", "/?a=%00", "localhost:80"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
  EXPECT_FALSE(parse_target(std::string_view("/a\0b", 4)));
}

TEST(Target, DecodesOnceOnly) {
  EXPECT_EQ(percent_decode("%252e%252e"), "%2e%2e");
  EXPECT_EQ(parse_target("/%2e%2e/etc")->path, "/%2e%2e/etc");
}

}  // namespace
}  // namespace oriel::serve
