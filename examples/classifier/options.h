// What oriel-train is told on its command line.
//
// Plain data; parse() touches nothing but its arguments.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace oriel_train {

enum class LrSchedule { kNone, kPlateau, kCosine, kOneCycle };
const char* to_string(LrSchedule schedule);  // as on the command line: "one-cycle"

struct Options {
  std::string train;
  std::string val;
  int classes = 0;                       // 0: as many as the training labels name
  std::vector<std::string> class_names;  // one per class; empty: their numbers
  int oversample_target = 0;             // 0: every row once per epoch

  std::string model = "auto";
  std::vector<int> hidden = {128, 64};
  double augment = 1;

  int epochs = 100;
  double lr = 1e-3;
  int batch_size = 32;
  double weight_decay = 1e-3;
  double focal_gamma = 0;
  LrSchedule lr_schedule = LrSchedule::kCosine;
  int patience = 5;  // epochs; 0: no early stopping
  double min_delta = 0;
  bool noise_aware = false;
  uint64_t seed = 1;
  int threads = 2;

  std::string out_dir = "models";
  std::string logdir = "runs";
  std::string name = "digits";
  bool plot = true;
  bool gui = false;
};

struct ParseResult {
  bool run = false;   // options are valid: train. Otherwise print `message` and leave.
  int exit_code = 0;  // 0 after --help, 2 after bad usage
  std::string message;
  Options options;
};

// Arguments without the program's name. Words of an option may be joined with hyphens or
// underscores: --batch-size and --batch_size are the same.
ParseResult parse(std::vector<std::string> arguments);

}  // namespace oriel_train
