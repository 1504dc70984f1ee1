#include "store/derived.h"

#include <sys/stat.h>

#include "base/file.h"
#include "store/metrics_file.h"

namespace oriel::store {

std::string derived_dir(const std::string& run_path) {
  return is_metrics_file(run_path) ? run_path + ".derived" : base::join_path(run_path, "derived");
}

DerivedDocuments::DerivedDocuments(const std::string& run_dir)
    : documents_{{{"findings", base::join_path(run_dir, "derived/findings.json"), {}, {}},
                  {"dashboard", base::join_path(run_dir, "dashboard.json"), {}, {}}}} {}

bool DerivedDocuments::poll() {
  bool news = false;
  for (Document& document : documents_) {
    struct stat now {};
    std::array<int64_t, 4> stamp{};
    if (::stat(document.path.c_str(), &now) == 0 && S_ISREG(now.st_mode)) {
      stamp = {static_cast<int64_t>(now.st_dev), static_cast<int64_t>(now.st_ino), now.st_size,
               now.st_mtim.tv_sec * 1'000'000'000 + now.st_mtim.tv_nsec};
    }
    if (stamp == document.stamp) continue;
    document.stamp = stamp;
    std::string text;
    if (stamp[1] != 0 && now.st_size <= static_cast<off_t>(kMaxBytes)) {
      const auto bytes = base::read_file(document.path, kMaxBytes);
      if (bytes.ok()) text.assign(bytes->begin(), bytes->end());
    }
    news |= text != document.text;
    document.text = std::move(text);
  }
  return news;
}

const std::string& DerivedDocuments::text(std::string_view name) const {
  static const std::string none;
  for (const Document& document : documents_) {
    if (document.name == name) return document.text;
  }
  return none;
}

}  // namespace oriel::store
