#include "window/plots.h"

#include <gtest/gtest.h>

namespace oriel::window {
namespace {

TEST(ReadLine, GivesTheNearestPoint) {
  figure::Line line;
  line.x = {0, 10, 20};
  line.y = {5, 6, 7};
  EXPECT_EQ(read_line(line, -100)->y, 5);
  EXPECT_EQ(read_line(line, 4)->y, 5);
  EXPECT_EQ(read_line(line, 6)->x, 10);
  EXPECT_EQ(read_line(line, 1000)->y, 7);
  EXPECT_FALSE(read_line(figure::Line{}, 0));
}

TEST(ReadLine, OfColumnsTheLastValueOfTheNearest) {
  figure::Line line;
  line.columns = true;
  line.x0 = {0, 10};
  line.last = {1, 2};
  EXPECT_EQ(read_line(line, 9)->y, 2);
}

}  // namespace
}  // namespace oriel::window
