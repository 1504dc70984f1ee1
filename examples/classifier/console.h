// What oriel-train prints while it trains. Text in, text out: nothing here prints.
#pragma once

#include <string>

namespace oriel_train {

struct EpochNumbers {
  int epoch = 0;
  int epochs = 0;
  double train_loss = 0;
  double val_loss = 0;
  double delta = 0;     // val_loss minus that of the epoch before; 0 in the first
  double accuracy = 0;  // 0 to 1, of the validation rows
  double seconds_left = 0;
};

// "Epoch 10/20 | Train: 0.3245 | Val: 0.3512 | Gap: +0.0267 | Δ: -0.0023 | Acc: 91.2 % | ETA: 8 s"
std::string epoch_line(const EpochNumbers& numbers);

// "8 s", "1 min 16 s", "2 h 5 min"
std::string as_time(double seconds);

// A text between two double lines, as wide as the specification's.
std::string framed(const std::string& text);

inline constexpr const char* kThinLine = "----------------------------------------";

}  // namespace oriel_train
