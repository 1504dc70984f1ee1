#include "console.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace oriel_train {

std::string epoch_line(const EpochNumbers& n) {
  const auto width = static_cast<int>(std::to_string(n.epochs).size());
  char text[256];
  std::snprintf(text, sizeof text,
                "Epoch %*d/%d | Train: %.4f | Val: %.4f | Gap: %+.4f | Δ: %+.4f | Acc: %.1f %% | ",
                width, n.epoch, n.epochs, n.train_loss, n.val_loss, n.val_loss - n.train_loss,
                n.delta, 100 * n.accuracy);
  return text + ("ETA: " + as_time(n.seconds_left));
}

std::string as_time(double seconds) {
  const auto s = static_cast<long long>(std::llround(std::clamp(seconds, 0.0, 1e12)));
  char text[48];
  if (s < 60) {
    std::snprintf(text, sizeof text, "%lld s", s);
  } else if (s < 3600) {
    std::snprintf(text, sizeof text, "%lld min %lld s", s / 60, s % 60);
  } else {
    std::snprintf(text, sizeof text, "%lld h %lld min", s / 3600, s / 60 % 60);
  }
  return text;
}

std::string framed(const std::string& text) {
  const std::string line(60, '=');
  return line + "\n" + text + "\n" + line;
}

}  // namespace oriel_train
