// The oracle: it holds what trainers say they handed over, in memory that outlives them, and
// compares what is recovered with what the script says.
//
// The shared page is mapped by the oracle and by the trainers it starts. Each logical thread has a
// counter that it raises right after a frame was accepted, so that at the instant of death at most
// one more frame per thread was accepted than counted.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "format/collect.h"
#include "script.h"

namespace oriel::tests {

inline constexpr uint32_t kMaxThreads = 256;
inline constexpr uint32_t kMaxUncertain = 64;

struct SharedPage {
  std::atomic<uint32_t> opened;  // the Run has been constructed
  std::atomic<uint32_t> done;    // all threads have ended
  struct alignas(64) Thread {
    std::atomic<uint64_t> accepted;
    std::atomic<uint32_t> uncertain_count;
    std::atomic<uint32_t> uncertain[kMaxUncertain];  // frames that may have been dropped
  } threads[kMaxThreads];
};

// A page that children map as well: by descriptor, across exec.
class Page {
 public:
  Page();
  explicit Page(int fd);
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  SharedPage* operator->() const { return page_; }
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
  SharedPage* page_ = nullptr;
};

// Runs logical thread `thread` of the script to its end, counting on the page.
void run_script(const Script& script, Run& run, SharedPage& page, uint32_t thread);

// Everything that must be true of `found`; the differences in words, none if all is well.
// `slack`: frames per thread that may be there without having been counted.
std::vector<std::string> compare(const Script& script, const SharedPage& page,
                                 const format::Collected& found, const std::string& run_dir,
                                 uint64_t slack);

}  // namespace oriel::tests
