#include "analysis/series_roles.h"

#include <gtest/gtest.h>

namespace oriel::analysis {
namespace {

TEST(SeriesRoles, AreReadFromNames) {
  const struct {
    const char* name;
    SeriesRole role;
  } cases[] = {
      {"train/loss", SeriesRole::kTrainLoss},
      {"loss", SeriesRole::kTrainLoss},
      {"train_loss", SeriesRole::kTrainLoss},
      {"Loss/train", SeriesRole::kTrainLoss},
      {"training/loss", SeriesRole::kTrainLoss},
      {"train/loss_step", SeriesRole::kTrainLoss},
      {"val/loss", SeriesRole::kValLoss},
      {"valid_loss", SeriesRole::kValLoss},
      {"validation/loss", SeriesRole::kValLoss},
      {"eval/loss", SeriesRole::kValLoss},
      {"Loss/test", SeriesRole::kValLoss},
      {"val-loss-epoch", SeriesRole::kValLoss},
      {"train/accuracy", SeriesRole::kTrainAccuracy},
      {"acc", SeriesRole::kTrainAccuracy},
      {"val/accuracy", SeriesRole::kValAccuracy},
      {"eval/acc", SeriesRole::kValAccuracy},
      {"val/top1", SeriesRole::kValAccuracy},
      {"val/top-1", SeriesRole::kValAccuracy},
      {"lr", SeriesRole::kLearningRate},
      {"learning_rate", SeriesRole::kLearningRate},
      {"train/lr", SeriesRole::kLearningRate},
      {"optimizer/lr", SeriesRole::kLearningRate},
      {"grad_norm", SeriesRole::kGradientNorm},
      {"gradient_norm", SeriesRole::kGradientNorm},
      {"train/grad_norm", SeriesRole::kGradientNorm},
      {"grad/norm", SeriesRole::kGradientNorm},
      {"layer/fc1/grad/rms", SeriesRole::kLayerGradient},
      {"layer/encoder/fc1/grad/norm", SeriesRole::kLayerGradient},
      {"grad_norm/fc1", SeriesRole::kLayerGradient},
      {"val/recall/cat", SeriesRole::kRecall},
      {"val/class/3/recall", SeriesRole::kRecall},
      {"val/predicted_share/cat", SeriesRole::kPredictedShare},
      {"train/actor_loss", SeriesRole::kOtherLoss},
      {"val/recall", SeriesRole::kNone},
      {"cpu/percent", SeriesRole::kNone},
      {"epoch", SeriesRole::kNone},
      {"throughput", SeriesRole::kNone},
      {"layer/fc1/weight/rms", SeriesRole::kNone},
      {"", SeriesRole::kNone},
      {"///", SeriesRole::kNone},
      {"colours", SeriesRole::kNone},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(meaning_of(c.name).role, c.role)
        << c.name << " is taken for " << to_string(meaning_of(c.name).role);
  }
  EXPECT_EQ(meaning_of("val/recall/big cat").of, "big cat");
  EXPECT_EQ(meaning_of("val/class/3/recall").of, "3");
  EXPECT_EQ(meaning_of("layer/encoder/fc1/grad/norm").of, "encoder/fc1");
  EXPECT_EQ(meaning_of("expert/3/utilization").role, SeriesRole::kExpertShare);
  EXPECT_EQ(meaning_of("layer/moe.1/expert/3/utilization").of, "layer/moe.1");
  EXPECT_EQ(meaning_of("expert/assignments").role, SeriesRole::kAssignments);
}

TEST(SeriesRoles, EachRoleIsGivenOnce) {
  const auto roles = assign_roles({"loss", "train/loss", "train/loss_epoch", "val/loss",
                                   "test/loss", "lr", "lr/group0", "grad_norm/a", "grad_norm/b"});
  EXPECT_EQ(roles[0].role, SeriesRole::kOtherLoss);
  EXPECT_EQ(roles[1].role, SeriesRole::kTrainLoss);
  EXPECT_EQ(roles[2].role, SeriesRole::kOtherLoss);
  EXPECT_EQ(roles[3].role, SeriesRole::kValLoss);
  EXPECT_EQ(roles[4].role, SeriesRole::kOtherLoss);
  EXPECT_EQ(roles[5].role, SeriesRole::kLearningRate);
  EXPECT_EQ(roles[6].role, SeriesRole::kNone);
  EXPECT_EQ(roles[7].role, SeriesRole::kLayerGradient);
  EXPECT_EQ(roles[8].role, SeriesRole::kLayerGradient);
}

}  // namespace
}  // namespace oriel::analysis
