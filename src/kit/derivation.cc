#include "kit/derivation.h"

#include "analysis/finding.h"

namespace oriel::kit {

base::Result<std::unique_ptr<Derivation>> Derivation::begin(std::shared_ptr<store::RunData> run,
                                                            base::FileSystem& fs) {
  const std::string derived = base::join_path(run->info().path, "derived");
  if (const auto made = base::make_directories(fs, derived); !made.ok()) return made;
  auto lock = format::WriterLock::take(base::join_path(derived, "lock"));
  if (!lock.ok()) return lock.status();
  return std::unique_ptr<Derivation>(new Derivation(
      std::move(run), fs, base::join_path(derived, "findings.json"), std::move(*lock)));
}

Derivation::Derivation(std::shared_ptr<store::RunData> run, base::FileSystem& fs, std::string path,
                       format::WriterLock lock)
    : run_(std::move(run)),
      fs_(fs),
      path_(std::move(path)),
      lock_(std::move(lock)),
      diagnosis_(run_),
      written_(run_->derived("findings")) {}

base::Status Derivation::update() {
  if (run_->loading()) return {};
  diagnosis_.update();
  const std::string text = analysis::to_json(diagnosis_.findings());
  // An empty document says: looked at, nothing found.
  if (text == written_) return {};
  const auto status = base::replace_file(fs_, path_, base::as_bytes(text));
  if (status.ok()) written_ = text;
  return status;
}

bool derive_once(const std::shared_ptr<store::RunData>& run) {
  const std::string before = run->derived("findings");
  auto derivation = Derivation::begin(run, base::FileSystem::real());
  return derivation.ok() && (*derivation)->update().ok() && (*derivation)->written() != before;
}

}  // namespace oriel::kit
