// What a record holds, as numbers: tensors of every element type, histograms.
//
// Pure functions; thread-safe; a pass over the elements.
#pragma once

#include <optional>
#include <vector>

#include "store/source.h"

namespace oriel::figure {

// The elements of a tensor, row by row; nothing where its bytes do not match its shape, or where
// they are more than kMaxElements.
inline constexpr uint64_t kMaxElements = 1u << 24;
std::optional<std::vector<double>> tensor_values(const store::RecordData& record);

struct HistogramData {
  std::vector<double> edges;  // ascending and finite, one more than counts
  std::vector<double> counts;
  double total = 0;
};
std::optional<HistogramData> histogram_values(const store::RecordData& record);

// Its counts in the bins between `edges`; what lies in a part of a bin counts for that part.
std::vector<double> rebin(const HistogramData& histogram, const std::vector<double>& edges);

// The value below which a share of the counts lies, even within each bin.
double quantile(const HistogramData& histogram, double share);

}  // namespace oriel::figure
