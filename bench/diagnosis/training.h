// One training of the benchmark: a recipe (data, network, schedule, fault), and the curves that
// come out of it, with the truth that no training sees: the loss on a large fresh test set.
//
// A recipe is a function of its seed; a faulty training is the clean one of the same seed with one
// thing broken, so that "worse than without the fault" can be said.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "diagnosis/network.h"

namespace oriel::bench {

enum class Fault : uint8_t {
  kNone,
  kLrTimes100,
  kLrTimes30,
  kLrDividedBy1000,
  kDeepSigmoid,  // 20 layers
  kInitTimes10,
  kInitDividedBy100,
  kTenthOfData,  // and four times the width, no regularisation
  kWidthOne,
  kSortedLabels,
  kOneBatch,   // the same batch again and again
  kImbalance,  // 99:1
  kInputsTimes255,
  kNanInOneRow,
  kNoZeroGrad,
  kLrBurst30,  // for one step
  kLrBurst1000,
  kRandomLabels,  // 20 %
  kLrTimes1000,   // destroyed with the first updates
  kLrTimes100000,
};
inline constexpr int kFaults = 20;
const char* to_string(Fault fault);

enum class Schedule : uint8_t { kConstant, kCosine, kOneCycle, kRestarts, kWarmUpCosine };
enum class Shape : uint8_t { kBlobs, kSpirals, kTeacher, kRegression };

struct Recipe {
  uint64_t seed = 0;
  Fault fault = Fault::kNone;
  Shape shape = Shape::kBlobs;
  Schedule schedule = Schedule::kConstant;
  int classes = 2;
  int dimensions = 2;
  int train_rows = 400;
  int val_rows = 100;
  float label_noise = 0;
  float spread = 1;
  float lr = 0.1F;
  int batch = 20;
  int epochs = 60;
  NetworkOptions network;
};
Recipe recipe(uint64_t seed, Fault fault);

struct EpochRecord {
  int64_t step = 0;  // of its last update
  float train_loss = 0;
  float val_loss = 0;
  float val_accuracy = 0;
  float test_loss = 0;  // truth
  float test_accuracy = 0;
  std::vector<float> predicted_share;  // per class, on the validation set
  std::vector<float> recall;           // the same; NaN where the set has none of the class
  std::vector<float> test_recall;      // truth
  std::vector<float> layer_gradient;   // RMS per layer, of the last batch
  std::vector<float> val_losses;       // per sample
};

struct Training {
  Recipe recipe;
  std::vector<float> loss, lr, gradient_norm;  // per step
  std::vector<EpochRecord> epochs;
  float untrained_loss = 0;  // on the test set, before the first update
  float guess_loss = 0;      // the same of the best constant answer
  int64_t burst_step = -1;
  float burst_before = 0, burst_after = 0;  // test loss around it
};

Training train(const Recipe& recipe);

}  // namespace oriel::bench
