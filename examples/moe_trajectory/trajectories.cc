#include "trajectories.h"

#include <torch/torch.h>

#include <cmath>

namespace oriel_moe {
namespace {

torch::Tensor uniform(int64_t rows, double low, double high) {
  return torch::rand({rows, 1}) * (high - low) + low;
}
torch::Tensor direction(int64_t rows) {
  const torch::Tensor v = torch::randn({rows, 3});
  return v / v.norm(2, 1, true).clamp_min(1e-6);
}

// A unit vector at right angles to each of these.
torch::Tensor across(const torch::Tensor& axis) {
  const torch::Tensor v = torch::cross(axis, direction(axis.size(0)), 1);
  return v / v.norm(2, 1, true).clamp_min(1e-3);
}

// Where each body is at the times [1, t]; a result is [rows, t, 3], and so are velocities.
struct Motion {
  torch::Tensor positions, velocities;
};

torch::Tensor over_time(const torch::Tensor& per_row) {
  return per_row.unsqueeze(1);
}

Motion thrown(int64_t rows, const torch::Tensor& t) {
  const torch::Tensor start = over_time(uniform(rows, -1, 1) * direction(rows));
  const torch::Tensor speed = over_time(uniform(rows, 1, 3) * direction(rows));
  const torch::Tensor drag = over_time(uniform(rows, 0.2, 1.0));
  const torch::Tensor gravity = torch::tensor({0.0, 0.0, -1.5}).view({1, 1, 3});
  // v' = g - drag v, solved.
  const torch::Tensor fall = gravity / drag;
  const torch::Tensor fade = (-drag * t).exp();
  return {start + fall * t + (speed - fall) * (1 - fade) / drag, fall + (speed - fall) * fade};
}

// Around an axis, with or without way along it.
Motion turning(int64_t rows, const torch::Tensor& t, double along) {
  const torch::Tensor axis = direction(rows);
  const torch::Tensor u = across(axis);
  const torch::Tensor v = over_time(torch::cross(axis, u, 1));
  const torch::Tensor radius = over_time(uniform(rows, 0.4, 1.2));
  const torch::Tensor rate = over_time(uniform(rows, 1.0, 3.0));
  const torch::Tensor way = over_time(axis * uniform(rows, -along, along));
  const torch::Tensor phase = over_time(uniform(rows, 0, 2 * M_PI)) + rate * t;
  const torch::Tensor out = over_time(u);
  return {radius * (out * phase.cos() + v * phase.sin()) + way * t,
          radius * rate * (v * phase.cos() - out * phase.sin()) + way + 0 * t};
}

Motion sprung(int64_t rows, const torch::Tensor& t) {
  const torch::Tensor swing = over_time(direction(rows) * uniform(rows, 0.5, 1.5));
  const torch::Tensor rate = over_time(uniform(rows, 2, 5));
  const torch::Tensor damping = over_time(uniform(rows, 0.1, 0.8));
  const torch::Tensor phase = over_time(uniform(rows, 0, 2 * M_PI)) + rate * t;
  const torch::Tensor fade = (-damping * t).exp();
  return {swing * fade * phase.cos(), -swing * fade * (rate * phase.sin() + damping * phase.cos())};
}

}  // namespace

Batch make_batch(int64_t rows) {
  std::vector<torch::Tensor> times;
  for (int64_t i = 0; i < kSeen; ++i) times.push_back(torch::tensor(kInterval * double(i)));
  times.push_back(torch::tensor(kInterval * double(kSeen - 1 + kAhead)));
  const torch::Tensor t = torch::stack(times).view({1, kSeen + 1, 1}).to(torch::kFloat);
  std::vector<torch::Tensor> positions, velocities;
  for (int64_t kind = 0; kind < kKinds; ++kind) {
    const int64_t n = rows * (kind + 1) / kKinds - rows * kind / kKinds;
    const Motion motion = kind == 0   ? thrown(n, t)
                          : kind == 1 ? turning(n, t, 1.5)
                          : kind == 2 ? sprung(n, t)
                                      : turning(n, t, 0.0);
    positions.push_back(motion.positions);
    velocities.push_back(motion.velocities);
  }
  const torch::Tensor all = torch::cat(positions).to(torch::kFloat);
  const torch::Tensor seen = all.slice(1, 0, kSeen);
  return {(seen + kNoise * torch::randn_like(seen)).reshape({rows, kSeen * 3}),
          all.select(1, kSeen).contiguous(),
          torch::cat(velocities).to(torch::kFloat).select(1, kSeen).contiguous()};
}

}  // namespace oriel_moe
