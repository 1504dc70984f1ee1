#include "record/proc_parse.h"

#include <charconv>

namespace oriel::record {
namespace {

// The n-th number (from 0) of a list separated by blanks.
std::optional<uint64_t> number_at(std::string_view text, size_t n) {
  for (;;) {
    const size_t start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos) return std::nullopt;
    text.remove_prefix(start);
    const size_t end = std::min(text.find_first_of(" \t\n"), text.size());
    if (n-- == 0) {
      uint64_t value = 0;
      const auto [stop, error] = std::from_chars(text.data(), text.data() + end, value);
      if (error != std::errc() || stop != text.data() + end) return std::nullopt;
      return value;
    }
    if (end == text.size() || text[end] == '\n') return std::nullopt;
    text.remove_prefix(end);
  }
}

// The number behind "key: " at the start of a line.
std::optional<uint64_t> number_after(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    if (text.starts_with(key)) return number_at(text.substr(key.size()), 0);
    const size_t newline = text.find('\n');
    if (newline == std::string_view::npos) break;
    text.remove_prefix(newline + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<uint64_t> parse_stat_threads(std::string_view text) {
  const size_t close = text.rfind(')');
  if (close == std::string_view::npos) return std::nullopt;
  // Field 3 (state) follows the name; num_threads is field 20.
  return number_at(text.substr(close + 1), 17);
}

std::optional<uint64_t> parse_statm_resident(std::string_view text) {
  return number_at(text, 1);
}

std::optional<IoBytes> parse_io(std::string_view text) {
  const auto read = number_after(text, "read_bytes:");
  const auto written = number_after(text, "write_bytes:");
  if (!read || !written) return std::nullopt;
  return IoBytes{*read, *written};
}

std::optional<CpuTicks> parse_cpu_ticks(std::string_view text) {
  if (!text.starts_with("cpu ")) return std::nullopt;
  text.remove_prefix(4);
  CpuTicks out;
  // user nice system idle iowait irq softirq steal; guest time, which follows, is in user already.
  for (size_t i = 0; i < 8; ++i) {
    const auto ticks = number_at(text, i);
    if (!ticks && i < 4) return std::nullopt;  // the later ones came with later kernels
    if (!ticks) break;
    out.total += *ticks;
    if (i != 3 && i != 4) out.busy += *ticks;
  }
  return out;
}

}  // namespace oriel::record
