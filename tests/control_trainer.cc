// A training without a framework, for tests of control: logistic regression on made-up points, by
// stochastic gradient descent from a seed, so that its losses are the same to the last bit every
// time. It polls oriel::Control as a trainer should, and saves at its end what it has: the losses
// as hexadecimal floats, the weights, and a report.
//   control_trainer LOGDIR OUT_DIR [--seed N] [--epochs N] [--batches N] [--us-per-batch N]
#include <oriel/run.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Options {
  std::string logdir, out;
  uint64_t seed = 1;
  int64_t epochs = 1000, batches = 50, us_per_batch = 200;
};

constexpr size_t kInputs = 12;

class Model {
 public:
  explicit Model(uint64_t seed) : random_(seed) {}

  // One step; the loss of its batch.
  double step() {
    double loss = 0, gradient[kInputs] = {};
    constexpr int kBatch = 16;
    for (int i = 0; i < kBatch; ++i) {
      double x[kInputs], truth = 0, sum = 0;
      for (size_t k = 0; k < kInputs; ++k) {
        x[k] = uniform();
        truth += x[k] * (k % 3 == 0 ? 1.5 : -0.7);
        sum += x[k] * weights[k];
      }
      const double target = truth + 0.5 * uniform() > 0 ? 1 : 0;
      const double p = 1 / (1 + std::exp(-sum));
      loss -= std::log(target > 0 ? p + 1e-12 : 1 - p + 1e-12) / kBatch;
      for (size_t k = 0; k < kInputs; ++k) gradient[k] += (p - target) * x[k] / kBatch;
    }
    for (size_t k = 0; k < kInputs; ++k) weights[k] -= 0.1 * gradient[k];
    return loss;
  }

  double weights[kInputs] = {};

 private:
  double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-52 - 1; }
  std::mt19937_64 random_;
};

Options read_options(int argc, char** argv) {
  Options o;
  if (argc < 3) std::exit(2);
  o.logdir = argv[1];
  o.out = argv[2];
  for (int i = 3; i + 1 < argc; i += 2) {
    const int64_t value = std::atoll(argv[i + 1]);
    if (!std::strcmp(argv[i], "--seed")) o.seed = static_cast<uint64_t>(value);
    if (!std::strcmp(argv[i], "--epochs")) o.epochs = value;
    if (!std::strcmp(argv[i], "--batches")) o.batches = value;
    if (!std::strcmp(argv[i], "--us-per-batch")) o.us_per_batch = value;
  }
  return o;
}

void save(const std::string& path, const double* values, size_t count) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  for (size_t i = 0; i < count; ++i) std::fprintf(file, "%a\n", values[i]);
  std::fclose(file);
}

}  // namespace

int main(int argc, char** argv) {
  const Options o = read_options(argc, argv);
  std::filesystem::create_directories(o.out);
  oriel::Run run({.logdir = o.logdir, .config = {{"epochs", o.epochs}}, .system_interval_ms = 0});
  oriel::Control& control = run.control();
  control.supports({oriel::Ask::kStop, oriel::Ask::kStopAfterEpoch, oriel::Ask::kPause,
                    oriel::Ask::kCheckpoint});
  const oriel::Series loss = run.series("train/loss");
  Model model(o.seed);
  std::vector<double> losses;
  int64_t step = 0, epoch = 0;
  bool stop = false;
  std::printf("running\n");
  std::fflush(stdout);
  while (!stop && epoch < o.epochs) {
    ++epoch;
    for (int64_t batch = 0; batch < o.batches; ++batch) {
      control.wait_if_paused();
      if (control.should_stop()) break;
      losses.push_back(model.step());
      run.log(step++, {{loss, losses.back()}});
      if (control.checkpoint_requested()) {
        save(o.out + "/checkpoint.txt", model.weights, kInputs);
        control.checkpoint_done("checkpoint.txt");
      }
      // Work that takes time, whatever the machine does.
      std::this_thread::sleep_for(std::chrono::microseconds(o.us_per_batch));
    }
    run.log(step, {{"epoch", epoch}});
    stop = control.epoch_end(epoch);
  }
  save(o.out + "/losses.txt", losses.data(), losses.size());
  save(o.out + "/weights.txt", model.weights, kInputs);
  std::FILE* report = std::fopen((o.out + "/report.txt").c_str(), "w");
  std::fprintf(report, "epochs %lld\nbatches_per_epoch %lld\nsteps %zu\nstopped %d\n",
               static_cast<long long>(epoch), static_cast<long long>(o.batches), losses.size(),
               stop);
  std::fclose(report);
  return 0;
}
