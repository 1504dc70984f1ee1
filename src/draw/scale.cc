#include "draw/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace oriel::draw {

double forward(const Transform& t, double value) {
  if (t.kind == ScaleKind::kLog) {
    return value > 0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
  }
  return t.kind == ScaleKind::kSymlog ? std::asinh(value / t.constant) : value;
}

double inverse(const Transform& t, double position) {
  if (t.kind == ScaleKind::kLog) return std::pow(10, position);
  return t.kind == ScaleKind::kSymlog ? std::sinh(position) * t.constant : position;
}

Scale::Scale(const Transform& transform, double low, double high, double from, double to)
    : transform_(transform), low_(low), high_(high), from_(from), to_(to) {
  // In halves: from the lowest to the highest double is further than a double reaches.
  const double span = high / 2 - low / 2;
  k_ = (to - from) / (span != 0 ? span : 0.5);
}

Scale Scale::over(const Transform& t, std::pair<double, double> domain, double from, double to) {
  return {t, forward(t, domain.first), forward(t, domain.second), from, to};
}

double Scale::pixel(double value) const {
  return from_ + (forward(transform_, value) / 2 - low_ / 2) * k_;
}

double Scale::value(double pixel) const {
  return inverse(transform_, 2 * (low_ / 2 + (pixel - from_) / k_));
}

std::pair<double, double> Scale::domain() const {
  return {inverse(transform_, low_), inverse(transform_, high_)};
}

double symlog_constant(double smallest, double largest) {
  if (!(largest > 0)) return 1;
  const double top = std::log10(largest);
  const double wanted = smallest > 0 ? std::log10(smallest) : top - 3;
  return std::pow(10, std::floor(std::min(top - 1, std::max(top - 6, wanted))));
}

}  // namespace oriel::draw
