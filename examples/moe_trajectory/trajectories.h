// Trajectories in space from four kinds of motion, made up as they are needed: a thrown body with
// drag, a helix, a damped spring, an orbit. A net sees the beginning, with noise, and has to say
// where the body is and how fast a while later. Which kind it is it is not told: what experts are
// for.
//
// Deterministic: the same generator state gives the same batch.
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace oriel_moe {

constexpr int64_t kSeen = 12;      // positions that are seen
constexpr double kInterval = 0.1;  // seconds between them
constexpr int64_t kAhead = 8;      // intervals from the last one seen to the answer
constexpr int64_t kKinds = 4;
constexpr double kNoise = 0.01;  // standard deviation of what is seen, in units of space

struct Batch {
  torch::Tensor inputs;      // [rows, kSeen * 3]
  torch::Tensor positions;   // [rows, 3]
  torch::Tensor velocities;  // [rows, 3]
};

Batch make_batch(int64_t rows);  // draws from torch's generator

}  // namespace oriel_moe
