// Worker: one thread that does the newest of the jobs it is given; a job that has not begun when a
// newer one comes is forgotten. For work that a training must not wait for: saving, drawing.
//
// The thread starts with the first job. post() costs a lock; a job must not throw. wait() and the
// destructor let what was posted end.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace oriel::kit {

class Worker {
 public:
  Worker() = default;
  ~Worker() {
    wait();
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(std::function<void()> job) {
    const std::lock_guard lock(mutex_);
    next_ = std::move(job);
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    wake_.notify_all();
  }

  // Blocks until nothing is left to do.
  void wait() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return !next_ && !busy_; });
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return stopping_ || next_; });
      if (!next_) return;
      const auto job = std::exchange(next_, nullptr);
      busy_ = true;
      lock.unlock();
      job();
      lock.lock();
      busy_ = false;
      wake_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::function<void()> next_;
  bool busy_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace oriel::kit
