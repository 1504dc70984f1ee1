#include "figure/values.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/bytes.h"

namespace oriel::figure {
namespace {

double half(uint16_t bits) {
  const int sign = (bits & 0x8000) != 0 ? -1 : 1;
  const int exponent = (bits >> 10) & 31;
  const int fraction = bits & 1023;
  if (exponent == 31) return fraction != 0 ? std::nan("") : sign * HUGE_VAL;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

double brain(uint16_t bits) {
  return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
}

template <class T>
void read(const std::vector<uint8_t>& bytes, std::vector<double>& out) {
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<double>(base::load<T>(bytes.data() + i * sizeof(T)));
  }
}

// By oriel::DType; 0 for what is none.
size_t size_of(uint8_t dtype) {
  constexpr size_t kSizes[] = {0, 4, 8, 2, 2, 1, 1, 2, 2, 4, 4, 8, 8};
  return dtype < std::size(kSizes) ? kSizes[dtype] : 0;
}

void read_as(uint8_t dtype, const std::vector<uint8_t>& bytes, std::vector<double>& out) {
  switch (dtype) {
    case 1:
      return read<float>(bytes, out);
    case 2:
      return read<double>(bytes, out);
    case 3:
    case 4:
      for (size_t i = 0; i < out.size(); ++i) {
        const auto bits = base::load<uint16_t>(bytes.data() + 2 * i);
        out[i] = dtype == 3 ? half(bits) : brain(bits);
      }
      return;
    case 5:
      return read<uint8_t>(bytes, out);
    case 6:
      return read<int8_t>(bytes, out);
    case 7:
      return read<uint16_t>(bytes, out);
    case 8:
      return read<int16_t>(bytes, out);
    case 9:
      return read<uint32_t>(bytes, out);
    case 10:
      return read<int32_t>(bytes, out);
    case 11:
      return read<uint64_t>(bytes, out);
    default:
      return read<int64_t>(bytes, out);
  }
}

}  // namespace

std::optional<std::vector<double>> tensor_values(const store::RecordData& record) {
  if (record.kind != store::RecordKind::kTensor) return std::nullopt;
  const size_t size = size_of(record.dtype);
  uint64_t count = 1;
  for (const int64_t side : record.shape) {
    if (side < 0 || (side > 0 && count > kMaxElements / static_cast<uint64_t>(side))) {
      return std::nullopt;
    }
    count *= static_cast<uint64_t>(side);
  }
  if (size == 0 || count > kMaxElements || record.bytes.size() != count * size) return std::nullopt;
  std::vector<double> out(count);
  read_as(record.dtype, record.bytes, out);
  return out;
}

std::optional<HistogramData> histogram_values(const store::RecordData& record) {
  if (record.kind != store::RecordKind::kHistogram || record.shape.size() != 1) return std::nullopt;
  const int64_t bins = record.shape[0];
  if (bins < 1 || static_cast<uint64_t>(bins) > kMaxElements) return std::nullopt;
  const auto n = static_cast<size_t>(bins);
  if (record.bytes.size() != (2 * n + 1) * sizeof(double)) return std::nullopt;
  HistogramData out;
  for (size_t i = 0; i < 2 * n + 1; ++i) {
    const auto value = base::load<double>(record.bytes.data() + i * sizeof(double));
    if (!std::isfinite(value)) return std::nullopt;
    (i <= n ? out.edges : out.counts).push_back(value);
    if (i > n && value < 0) return std::nullopt;
    if (i > n) out.total += value;
  }
  if (!std::is_sorted(out.edges.begin(), out.edges.end())) return std::nullopt;
  return out;
}

std::vector<double> rebin(const HistogramData& histogram, const std::vector<double>& edges) {
  std::vector<double> out(edges.size() < 2 ? 0 : edges.size() - 1, 0.0);
  for (size_t i = 0; i < histogram.counts.size(); ++i) {
    const double low = histogram.edges[i], high = histogram.edges[i + 1];
    if (histogram.counts[i] == 0) continue;
    const auto after = std::upper_bound(edges.begin(), edges.end(), low);
    auto bin = static_cast<size_t>(std::max<ptrdiff_t>(0, after - edges.begin() - 1));
    if (!(high > low)) {  // a bin without width: everything is at one place
      if (low >= edges.front() && low <= edges.back()) {
        out[std::min(bin, out.size() - 1)] += histogram.counts[i];
      }
      continue;
    }
    for (; bin < out.size() && edges[bin] < high; ++bin) {
      const double part = std::min(high, edges[bin + 1]) - std::max(low, edges[bin]);
      if (part > 0) out[bin] += histogram.counts[i] * (part / (high - low));
    }
  }
  return out;
}

double quantile(const HistogramData& histogram, double share) {
  double left = share * histogram.total;
  for (size_t i = 0; i < histogram.counts.size(); ++i) {
    const double count = histogram.counts[i];
    if (count > 0 && left <= count) {
      return histogram.edges[i] + (histogram.edges[i + 1] - histogram.edges[i]) * (left / count);
    }
    left -= count;
  }
  return histogram.edges.back();
}

}  // namespace oriel::figure
