#include "kit/files.h"

#include <unistd.h>

#include <atomic>

namespace oriel::kit {
namespace {

std::atomic<base::FileSystem*> g_file_system = nullptr;
std::atomic<uint64_t> g_temporary = 0;

std::string parent_of(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

base::FileSystem& file_system() {
  base::FileSystem* fs = g_file_system.load(std::memory_order_acquire);
  return fs == nullptr ? base::FileSystem::real() : *fs;
}

base::FileSystem* set_file_system(base::FileSystem* fs) {
  return g_file_system.exchange(fs, std::memory_order_acq_rel);
}

base::Status make_parent(const std::string& path) {
  if (path.empty() || path.back() == '/') {
    return base::Status("cannot write \"" + path + "\": it names no file");
  }
  return base::make_directories(file_system(), parent_of(path));
}

base::Status write_whole(const std::string& path, std::span<const base::Bytes> pieces) {
  base::FileSystem& fs = file_system();
  if (auto made = make_parent(path); !made.ok()) return made;
  const std::string temporary = path + "." + std::to_string(::getpid()) + "-" +
                                std::to_string(g_temporary.fetch_add(1)) + ".tmp";
  ::unlink(temporary.c_str());  // left by a crash
  auto file = fs.create(temporary);
  if (!file.ok()) return file.status();
  base::Status status;
  for (const base::Bytes piece : pieces) {
    if (status.ok() && !piece.empty()) status = (*file)->append(piece);
  }
  if (status.ok()) status = (*file)->sync();
  if (status.ok()) status = fs.rename(temporary, path);
  if (!status.ok()) {
    (void)fs.remove(temporary);
    return status;
  }
  return fs.sync_directory(parent_of(path));
}

base::Status write_whole(const std::string& path, std::string_view text) {
  const base::Bytes piece = base::as_bytes(text);
  return write_whole(path, std::span(&piece, 1));
}

}  // namespace oriel::kit
