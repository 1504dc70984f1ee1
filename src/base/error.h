// What went wrong, for a person: what, where, what to try. No exceptions cross a room; a function
// that can fail returns Status or Result<T>.
#pragma once

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace oriel::base {

class [[nodiscard]] Status {
 public:
  Status() = default;  // success
  explicit Status(std::string message, int error_number = 0)
      : message_(std::move(message)), errno_(error_number), failed_(true) {}

  // "cannot create /x/y: No space left on device"
  static Status from_errno(const std::string& what, int error_number = errno) {
    return Status(what + ": " + std::strerror(error_number), error_number);
  }

  bool ok() const { return !failed_; }
  const std::string& message() const { return message_; }
  int error_number() const { return errno_; }

 private:
  std::string message_;
  int errno_ = 0;
  bool failed_ = false;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}            // NOLINT: implicit on purpose
  Result(Status failure) : status_(std::move(failure)) {}  // NOLINT: implicit on purpose

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace oriel::base
