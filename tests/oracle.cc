#include "oracle.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <new>

#include "base/crc32c.h"
#include "base/file.h"

namespace oriel::tests {

Page::Page() : Page(::memfd_create("oracle", 0)) {}

Page::Page(int fd) : fd_(fd) {
  if (fd < 0 || ::ftruncate(fd, sizeof(SharedPage)) != 0) std::abort();
  void* map = ::mmap(nullptr, sizeof(SharedPage), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) std::abort();
  page_ = static_cast<SharedPage*>(map);
}

Page::~Page() {
  ::munmap(page_, sizeof(SharedPage));
  ::close(fd_);
}

void run_script(const Script& script, Run& run, SharedPage& page, uint32_t thread) {
  Actor actor(script, run, thread);
  auto& mine = page.threads[thread];
  const uint64_t frames = script.frames_of(thread);
  uint64_t pause = 88172645463325252u + thread;
  for (uint64_t i = 0; i < frames; ++i) {
    bool certain = true;
    if (!actor.act(i, &certain)) return;
    if (!certain) {
      const uint32_t n = mine.uncertain_count.load();
      if (n < kMaxUncertain) mine.uncertain[n] = static_cast<uint32_t>(i);
      mine.uncertain_count.store(n + 1);
    }
    mine.accepted.store(i + 1, std::memory_order_release);
    if (role_of(thread) == Role::kBursts) continue;
    pause = pause * 6364136223846793005u + 1;
    for (uint64_t spin = pause >> 52; spin > 0; --spin)
      std::atomic_signal_fence(std::memory_order_seq_cst);
  }
}

namespace {

struct FoundFrame {
  uint64_t seq = 0;
  int64_t step = 0;
  uint32_t samples = 0;
  bool there = false;
};

class Comparison {
 public:
  Comparison(const Script& script, const SharedPage& page, const std::string& run_dir)
      : script_(script), page_(page), run_dir_(run_dir) {}

  void take(const format::Collected& found) {
    for (const auto& [name, points] : found.series) {
      if (name.starts_with("system/")) continue;  // the monitor's
      for (const auto& point : points) take_point(name, point);
    }
    for (const auto& record : found.records) take_record(record);
    for (const auto& d : found.damage) complain("damage: " + d.file + ": " + d.what);
  }

  void judge(uint64_t slack) {
    for (uint32_t t = 0; t < kMaxThreads; ++t) judge_thread(t, slack);
  }

  std::vector<std::string> complaints;

 private:
  void complain(std::string text) {
    if (complaints.size() < 20) complaints.push_back(std::move(text));
  }
  static std::string at(uint32_t thread, uint64_t frame) {
    return "thread " + std::to_string(thread) + " frame " + std::to_string(frame);
  }

  FoundFrame* place(const Origin& o, const std::string& where) {
    if (o.thread >= kMaxThreads || o.frame >= script_.frames_of(o.thread)) {
      complain("a value in " + where + " that nobody logged");
      return nullptr;
    }
    auto& frames = found_[o.thread];
    if (frames.size() <= o.frame) frames.resize(o.frame + 1);
    return &frames[o.frame];
  }

  void enter(FoundFrame& f, const Origin& o, uint64_t seq, int64_t step) {
    const ScriptedFrame scripted = script_.frame(o.thread, o.frame);
    if (step != scripted.step) complain(at(o.thread, o.frame) + " has the wrong step");
    if (f.there && f.seq != seq) complain(at(o.thread, o.frame) + " is there twice or torn apart");
    f.there = true;
    f.seq = seq;
    f.step = step;
  }

  void take_point(const std::string& name, const format::CollectedPoint& p) {
    const Origin o = origin_of(std::bit_cast<uint64_t>(p.value));
    FoundFrame* f = place(o, name);
    if (f == nullptr) return;
    if (script_.series(o.thread, o.frame, o.sample) != name) {
      complain(at(o.thread, o.frame) + ": a value stands in " + name + " instead of " +
               script_.series(o.thread, o.frame, o.sample));
    }
    if (p.wall_us == 0) complain(at(o.thread, o.frame) + " has no wall time");
    if (f->there && f->seq == p.seq && (f->samples >> o.sample & 1) != 0) {
      complain(at(o.thread, o.frame) + " has a sample twice");
    }
    enter(*f, o, p.seq, p.step);
    f->samples |= 1u << o.sample;
  }

  void take_record(const format::CollectedRecord& r) {
    std::string content = r.bytes;
    if (!r.file.empty()) {
      const auto bytes = base::read_file(base::join_path(run_dir_, r.file));
      if (!bytes.ok()) return complain(bytes.status().message());
      content = base::as_text(*bytes);
      if (base::crc32c(*bytes) != r.file_crc) complain(r.file + " has another checksum");
    }
    const Origin o = Script::origin_of_content(content);
    FoundFrame* f = place(o, r.stream);
    if (f == nullptr) return;
    if (f->there) complain(at(o.thread, o.frame) + ": a record is there twice");
    if (content != script_.content(o.thread, o.frame)) {
      complain(at(o.thread, o.frame) + ": a record has other bytes");
    }
    if (r.stream != script_.stream(o.thread, o.frame)) {
      complain(at(o.thread, o.frame) + ": a record stands in " + r.stream);
    }
    enter(*f, o, r.seq, r.step);
  }

  bool uncertain(uint32_t t, uint64_t frame) const {
    const auto& thread = page_.threads[t];
    const uint32_t n = thread.uncertain_count.load();
    for (uint32_t i = 0; i < std::min(n, kMaxUncertain); ++i) {
      if (thread.uncertain[i] == frame) return true;
    }
    return n > kMaxUncertain;
  }

  void judge_thread(uint32_t t, uint64_t slack) {
    const uint64_t accepted = page_.threads[t].accepted.load();
    const auto& frames = found_[t];
    if (frames.size() > accepted + slack) {
      complain("thread " + std::to_string(t) + " has " + std::to_string(frames.size()) +
               " frames but only " + std::to_string(accepted) + " were accepted");
    }
    const FoundFrame* last = nullptr;
    for (uint64_t i = 0; i < std::max<uint64_t>(accepted, frames.size()); ++i) {
      if (i >= frames.size() || !frames[i].there) {
        if (!uncertain(t, i)) complain(at(t, i) + " of " + std::to_string(accepted) + " is lost");
        continue;
      }
      const ScriptedFrame scripted = script_.frame(t, i);
      if (scripted.kind == ScriptedFrame::Kind::kScalars &&
          frames[i].samples != (1u << scripted.samples) - 1) {
        complain(at(t, i) + " is not whole");
      }
      if (last != nullptr && frames[i].seq <= last->seq) complain(at(t, i) + " is out of order");
      last = &frames[i];
    }
  }

  const Script& script_;
  const SharedPage& page_;
  const std::string run_dir_;
  std::vector<FoundFrame> found_[kMaxThreads];
};

}  // namespace

std::vector<std::string> compare(const Script& script, const SharedPage& page,
                                 const format::Collected& found, const std::string& run_dir,
                                 uint64_t slack) {
  Comparison comparison(script, page, run_dir);
  comparison.take(found);
  comparison.judge(slack);
  return std::move(comparison.complaints);
}

}  // namespace oriel::tests
