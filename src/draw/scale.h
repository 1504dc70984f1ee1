// Scales: from values to pixels and back (the twin of web/src/chart/scale.ts). A scale is linear in
// some transform of the value. Plain values; any thread; a few nanoseconds.
#pragma once

#include <cstdint>
#include <utility>

namespace oriel::draw {

enum class ScaleKind : uint8_t { kLinear, kLog, kSymlog };

struct Transform {
  ScaleKind kind = ScaleKind::kLinear;
  double constant = 1;  // of symlog: where the axis turns from linear to logarithmic
};

// Into the space in which the axis is even. Non-positive values have no place on a log axis: NaN.
double forward(const Transform& t, double value);
double inverse(const Transform& t, double position);

// Maps [low, high] of the transformed space to [from, to] pixels.
class Scale {
 public:
  Scale() = default;
  Scale(const Transform& transform, double low, double high, double from, double to);
  // `domain` in values.
  static Scale over(const Transform& t, std::pair<double, double> domain, double from, double to);

  double pixel(double value) const;  // NaN for what has no place on the axis
  double value(double pixel) const;
  std::pair<double, double> domain() const;  // the values at both ends
  const Transform& transform() const { return transform_; }
  double from() const { return from_; }
  double to() const { return to_; }

 private:
  Transform transform_;
  double low_ = 0, high_ = 1, from_ = 0, to_ = 1;
  double k_ = 2;  // pixels per half of the transformed space: whole ones may be infinite
};

// Where a symlog axis turns: a power of ten that follows the data, at most six decades below its
// largest. `smallest` is the smallest size above zero, or 0.
double symlog_constant(double smallest, double largest);

}  // namespace oriel::draw
