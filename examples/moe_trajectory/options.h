// What oriel-moe is told on its command line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace oriel_moe {

struct Options {
  int64_t steps = 4000;
  int64_t batch_size = 256;
  int64_t experts = 8;
  int64_t active = 2;
  int64_t width = 64;
  double lr = 2e-3;
  double balance = 0.02;  // weight of the balancing loss
  bool collapse = false;
  int64_t val_every = 100;
  uint64_t seed = 1;
  int threads = 2;
  bool plot = true;  // a figure in the run's directory
  std::string log_format = "text";
  std::string logdir = "runs";
  std::string name = "moe";
};

struct ParseResult {
  bool run = false;   // options are valid: train. Otherwise print `message` and leave.
  int exit_code = 0;  // 0 after --help, 2 after bad usage
  std::string message;
  Options options;
};

// Arguments without the program's name; --batch-size and --batch_size are the same.
ParseResult parse(std::vector<std::string> arguments);

}  // namespace oriel_moe
