#include "console.h"

#include <gtest/gtest.h>

#include <limits>

namespace oriel_train {
namespace {

TEST(Console, EpochLineIsTheSpecifiedOne) {
  EXPECT_EQ(epoch_line({.epoch = 10,
                        .epochs = 20,
                        .train_loss = 0.3245,
                        .val_loss = 0.3512,
                        .delta = -0.0023,
                        .accuracy = 0.912,
                        .seconds_left = 8.2}),
            "Epoch 10/20 | Train: 0.3245 | Val: 0.3512 | Gap: +0.0267 | Δ: -0.0023 | "
            "Acc: 91.2 % | ETA: 8 s");
  EXPECT_EQ(epoch_line({.epoch = 1, .epochs = 20, .train_loss = 0.6234, .val_loss = 0.6421})
                .substr(0, 72),
            "Epoch  1/20 | Train: 0.6234 | Val: 0.6421 | Gap: +0.0187 | Δ: +0.0000 |");
}

TEST(Console, EpochLineHoldsAnyNumber) {
  const double huge = std::numeric_limits<double>::max();
  const std::string line = epoch_line({.epoch = 7, .epochs = 1'000'000, .val_loss = huge});
  EXPECT_EQ(line.find("Epoch       7/1000000 | Train: 0.0000 | Val: 1797"), 0u) << line;
  const std::string odd = epoch_line({.val_loss = std::numeric_limits<double>::quiet_NaN()});
  EXPECT_NE(odd.find("nan"), std::string::npos) << odd;
}

TEST(Console, Times) {
  EXPECT_EQ(as_time(0.4), "0 s");
  EXPECT_EQ(as_time(59.4), "59 s");
  EXPECT_EQ(as_time(76), "1 min 16 s");
  EXPECT_EQ(as_time(2 * 3600 + 5 * 60 + 9), "2 h 5 min");
  EXPECT_EQ(as_time(-3), "0 s");
  EXPECT_FALSE(as_time(std::numeric_limits<double>::infinity()).empty());
}

TEST(Console, Frames) {
  const std::string line(60, '=');
  EXPECT_EQ(framed("Training complete!"), line + "\nTraining complete!\n" + line);
}

}  // namespace
}  // namespace oriel_train
