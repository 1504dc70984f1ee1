#include "kit/derivation.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "analysis/finding.h"
#include "store/derived.h"
#include "store/metrics_file.h"

namespace oriel::kit {

base::Result<std::unique_ptr<Derivation>> Derivation::begin(std::shared_ptr<store::RunData> run,
                                                            base::FileSystem& fs) {
  const store::RunInfo info = run->info();
  const bool metrics = store::is_metrics_file(info.path);
  if (metrics && !info.damage.empty()) return base::Status(info.damage);  // nothing to judge
  const std::string derived = store::derived_dir(info.path);
  if (const auto made = base::make_directories(fs, derived); !made.ok()) return made;
  auto lock = format::WriterLock::take(base::join_path(derived, "lock"));
  if (!lock.ok()) return lock.status();
  return std::unique_ptr<Derivation>(new Derivation(
      std::move(run), fs, base::join_path(derived, "findings.json"), std::move(*lock), metrics));
}

Derivation::Derivation(std::shared_ptr<store::RunData> run, base::FileSystem& fs, std::string path,
                       format::WriterLock lock, bool bears_time)
    : run_(std::move(run)),
      fs_(fs),
      path_(std::move(path)),
      lock_(std::move(lock)),
      bears_time_(bears_time),
      diagnosis_(run_),
      written_(run_->derived("findings")) {}

base::Status Derivation::update() {
  if (run_->loading()) return {};
  const int64_t updated_us = run_->info().updated_us;  // before it is read
  diagnosis_.update();
  const std::string text = analysis::to_json(diagnosis_.findings());
  // An empty document says: looked at, nothing found.
  if (text == written_ && (!bears_time_ || updated_us == written_us_)) return {};
  const auto status = base::replace_file(fs_, path_, base::as_bytes(text));
  if (!status.ok()) return status;
  if (bears_time_) {
    const timespec time{updated_us / 1'000'000, updated_us % 1'000'000 * 1000};
    const timespec both[] = {time, time};
    if (::utimensat(AT_FDCWD, path_.c_str(), both, 0) != 0) {
      return base::Status("cannot set the time of " + path_, errno);
    }
  }
  written_ = text;
  written_us_ = updated_us;
  return {};
}

bool derive_once(const std::shared_ptr<store::RunData>& run) {
  const std::string before = run->derived("findings");
  auto derivation = Derivation::begin(run, base::FileSystem::real());
  return derivation.ok() && (*derivation)->update().ok() && (*derivation)->written() != before;
}

}  // namespace oriel::kit
