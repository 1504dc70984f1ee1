#include "figure/layout.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "figure/fake_run_test_util.h"

namespace oriel::figure {
namespace {

using nlohmann::json;

json one_panel() {
  return {{"kind", "learning_rate"},
          {"position", {960, 0}},
          {"size", {960, 540}},
          {"request", {{"panel", "learning_rate"}, {"series", json::array()}, {"smoothing", 0.9}}}};
}

json layout() {
  return {{"v", 1}, {"window_size", {1920, 1080}}, {"panels", {one_panel()}}};
}

TEST(Layout, PutsPanelsInSharesOfItsWidth) {
  json two = layout();
  two["panels"].push_back({{"kind", "layer/*/norm"},
                           {"position", {0, 540}},
                           {"size", {1920, 540}},
                           {"request", {{"panel", "curves"}, {"series", {"layer/*/norm"}}}}});
  const auto panels = parse_layout(two.dump());
  ASSERT_EQ(panels.size(), 2u);
  EXPECT_EQ(panels[0].title, "Learning rate");
  EXPECT_EQ(panels[0].tab, "Dashboard");
  ASSERT_TRUE(panels[0].place);
  EXPECT_DOUBLE_EQ(panels[0].place->x, 0.5);
  EXPECT_DOUBLE_EQ(panels[0].place->height, 540 / 1920.0);
  EXPECT_EQ(json::parse(panels[0].request_json), json({{"panel", "learning_rate"}}));
  EXPECT_EQ(panels[1].title, "layer/*/norm");
  EXPECT_EQ(json::parse(panels[1].request_json)["series"], json({"layer/*/norm"}));
  EXPECT_NE(panels[0].key, panels[1].key);
}

TEST(Layout, LeavesOutWhatItCannotShow) {
  const std::vector<std::pair<const char*, json>> wrong = {
      {"position", {-1, 0}},
      {"position", {1000, 0}},
      {"position", "left"},
      {"position", {0, nullptr}},
      {"size", {0, 10}},
      {"size", {960, 541 + 540}},
      {"size", {1e300, 1e300}},
      {"request", nullptr},
      {"request", {{"panel", "no"}}},
      {"kind", 7},
      {"request", {{"panel", 3}}},
      {"kind", std::string(1000, 'x')},
      {"position", json::array()},
      {"request", {{"series", "x"}}},
  };
  for (const auto& [key, value] : wrong) {
    json bad = layout();
    bad["panels"][0][key] = value;
    bad["panels"].push_back(one_panel());
    EXPECT_EQ(parse_layout(bad.dump()).size(), 1u) << bad.dump();
  }
}

TEST(Layout, WhatIsNoLayoutIsNone) {
  const std::string whole = layout().dump();
  for (size_t i = 0; i < whole.size(); ++i) EXPECT_TRUE(parse_layout(whole.substr(0, i)).empty());
  for (const char* text : {"", "null", "[]", "{\"v\":2}", "\xff", "{\"v\":1,\"panels\":{}}",
                           "{\"v\":1,\"window_size\":[1,1],\"panels\":[1,null,[]]}"}) {
    EXPECT_TRUE(parse_layout(text).empty()) << text;
  }
  json many = layout();
  for (int i = 0; i < 500; ++i) many["panels"].push_back(one_panel());
  EXPECT_EQ(parse_layout(many.dump()).size(), kMaxPlacedPanels);
}

TEST(Layout, IsTheFirstTabOfARunThatHasOne) {
  auto plain = std::make_shared<FakeRunData>("a");
  auto placed = std::make_shared<FakeRunData>("b");
  plain->add("train/loss", 1, 1);
  placed->derive("dashboard", layout().dump());
  EXPECT_NE(describe_panels(Runs{plain}).front().tab, "Dashboard");
  const auto panels = describe_panels(Runs{plain, placed});
  EXPECT_EQ(panels.front().tab, "Dashboard");
  EXPECT_EQ(panels[1].tab, "Curves");
  EXPECT_EQ(json::parse(to_json(panels))[0]["place"].size(), 4u);
  EXPECT_FALSE(json::parse(to_json(panels))[1].contains("place"));
}

}  // namespace
}  // namespace oriel::figure
