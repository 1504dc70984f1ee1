// What is true of a training, told from what no rule sees: the loss on 1,500 fresh samples, the
// clean training of the same seed, and which fault was put in.
//
// For every rule a training is sick (the rule should fire), well (it should not), or neither (left
// out). docs/diagnosis.md says the definitions in words. Pure functions.
#pragma once

#include <string_view>

#include "diagnosis/training.h"

namespace oriel::bench {

enum class Truth : uint8_t { kNeither, kWell, kSick };

// `clean` is the training of the same seed without the fault (the same one for a clean training).
Truth truth(std::string_view rule, const Training& t, const Training& clean);

}  // namespace oriel::bench
