#include "results.h"

#include <cstdio>
#include <string>

#include "console.h"

namespace oriel_train {
namespace {

void say(const oriel::Problem& problem, const char* what, const std::string& path) {
  if (problem) {
    std::printf("⚠️  Not saved: %s: %s\n", what, problem.message());
  } else {
    std::printf("✓ Saved %s to %s\n", what, path.c_str());
  }
}

}  // namespace

void write_results(const Options& options, const oriel::TrainingHistory& history,
                   const oriel::Diagnosis& diagnosis) {
  if (!history.empty()) {
    const std::string curves = options.out_dir + "/training_curves.png";
    const std::string metrics = options.out_dir + "/training_metrics.json";
    std::printf("Generating training visualizations...\n");
    if (options.plot) say(history.save_plot(curves), "training curves", curves);
    say(history.save_json(metrics), "training metrics", metrics);
  }
  std::printf("\n📊 Training Diagnostics:\n%s\n%s%s\n", kThinLine, diagnosis.report().c_str(),
              kThinLine);
}

}  // namespace oriel_train
