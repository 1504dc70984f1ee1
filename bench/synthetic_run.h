// A finished run of one series, "train/loss", made faster than a training could log it and with
// wall times of its own: frames go straight into the recorder's WriterLog, which writes what it
// would for a real training. Not synced: the files are a benchmark's and need not survive the
// power.
//
// One thread. Costs about 60 ns per point.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "format/run_files.h"
#include "format/writer_log.h"

namespace oriel::bench {

// A noisy loss as float: exponential decay over `length` points, Gaussian noise.
class NoisyLoss {
 public:
  explicit NoisyLoss(double length) : rate_(-5 / length) {}
  double operator()(double step);

 private:
  double rate_;
  std::mt19937_64 random_{1};
  std::normal_distribution<double> normal_;
};

// Wall times 10 ms apart, uniformly up to 2 ms more or less.
class WallTimes {
 public:
  int64_t next() { return now_ += 8'000 + static_cast<int64_t>(random_() % 4'001); }

 private:
  int64_t now_ = 1'763'716'000'000'000;
  std::mt19937_64 random_{2};
};

class SyntheticRun {
 public:
  explicit SyntheticRun(const std::string& run_dir);
  void add(int64_t step, int64_t wall_us, double value);
  void finish();  // writes the rest; ends the program where that fails

 private:
  void hand_over();
  void forget_tails();

  format::RunFile run_;
  format::WriterFile writer_;
  std::string run_dir_;
  std::vector<uint8_t> frames_;
  uint64_t since_sync_ = 0;
  std::unique_ptr<format::WriterLog> log_;
};

// `--name VALUE` of the command line, as a number or as text.
double number_argument(int argc, char** argv, const char* name, double otherwise);
std::string text_argument(int argc, char** argv, const char* name);

// Ends the program with the message of a status that says it failed.
void check(const base::Status& status);

}  // namespace oriel::bench
