// A training that shows itself in its terminal, for terminal_test: numbers made up, output of its
// own in between, every value that is not one.
//
//   terminal_trainer STEPS MS_PER_STEP TOTAL [words…]    print wide nan experts backwards abort
//   hang odd table throw
#include <oriel/terminal.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace {

// What would harm a terminal that took it as it is.
constexpr const char* kOdd =
    "odd\x1b[2J\x1b]0;taken\x07\xc2\x9b"
    "31m\r\n\t\"\\\xff\xfe end";

// Ragged, far too long, and full of commands for the terminal.
oriel::DisplayTable wild_table(const oriel::TrainingSnapshot& snapshot) {
  oriel::DisplayTable table;
  table.title = std::string("Wild ") + kOdd;
  table.columns = {"first", kOdd};
  for (int row = 0; row < 10'000; ++row) {
    table.rows.emplace_back(static_cast<size_t>(row % 5), row % 2 == 0 ? kOdd : "plain cell");
  }
  table.rows[1] = {"val_loss", snapshot.val_loss ? "given" : "missing"};
  return table;
}

}  // namespace

int main(int argc, char** argv) {
  const int64_t steps = std::atoll(argv[1]);
  const int ms = std::atoi(argv[2]);
  const std::set<std::string> words(argv + 4, argv + argc);
  oriel::VisualizationConfig config;
  if (words.contains("json")) config.log_format = oriel::LogFormat::kJson;
  if (words.contains("table")) config.custom_table_builder = wild_table;
  if (words.contains("throw")) {
    config.custom_table_builder = [](const oriel::TrainingSnapshot&) -> oriel::DisplayTable {
      throw 7;
    };
  }
  auto display = oriel::TerminalVisualizer(config);
  display.start(std::atoll(argv[3]), words.contains("wide")  ? "训练 é 🙂"
                                     : words.contains("odd") ? kOdd
                                                             : "Training");
  std::vector<oriel::ExpertShare> experts;
  std::vector<oriel::CustomMetric> metrics = {{"note", "fine"}, {"score", 0.5}};
  if (words.contains("odd")) metrics = {{kOdd, kOdd}, {kOdd, std::nan("")}, {"", -0.0}};
  if (words.contains("experts")) experts = {{0, 0.5}, {1, 0.5}, {2, 0.0}, {3, std::nan("")}};
  for (int64_t i = 0; i < steps; ++i) {
    const int64_t step = words.contains("backwards") ? steps - i : i + 1;
    double loss = std::exp(-static_cast<double>(i) / 50);
    if (words.contains("nan") && i % 3 == 1) loss = std::nan("");
    if (words.contains("nan") && i % 3 == 2) loss = -std::numeric_limits<double>::infinity();
    display.update({.step = step,
                    .train_loss = loss,
                    .learning_rate = 1e-3,
                    .expert_utilization = experts,
                    .batch_size = 32,
                    .custom_metrics = metrics});
    // As native code does it: past every buffer of ours, to both descriptors.
    if (words.contains("print")) {
      const std::string line = "native line " + std::to_string(i) + "\n";
      (void)!::write(i % 2 == 0 ? STDOUT_FILENO : STDERR_FILENO, line.data(), line.size());
    }
    if (ms > 0) ::usleep(static_cast<useconds_t>(ms) * 1000);
  }
  if (words.contains("abort")) std::abort();
  if (words.contains("hang")) ::pause();
  display.close();
  std::puts("the program goes on");
  return 0;
}
