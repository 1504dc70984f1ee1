#include "kit/terminal_place.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace oriel::kit {
namespace {

base::Status make_own(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return base::Status("cannot make " + path, errno);
  }
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) return base::Status("cannot look at " + path, errno);
  if (!S_ISDIR(facts.st_mode) || facts.st_uid != ::geteuid() || (facts.st_mode & 0077) != 0) {
    return base::Status(path + " belongs to somebody else. Try: remove it, or set TMPDIR");
  }
  return {};
}

}  // namespace

base::Result<std::string> link_directory(int terminal) {
  std::string name = "oriel-terminal-" + std::to_string(::geteuid());
  struct stat facts {};
  if (terminal >= 0 && ::fstat(terminal, &facts) == 0) {
    name += "-" + std::to_string(facts.st_rdev) + "-" + std::to_string(::getsid(0));
  }
  const char* temporary = ::getenv("TMPDIR");
  base::Status last;
  for (const std::string& parent :
       {std::string("/dev/shm"), std::string(temporary != nullptr ? temporary : "/tmp")}) {
    const std::string path = parent + "/" + name;
    last = make_own(path);
    if (last.ok()) return path;
  }
  return last;
}

}  // namespace oriel::kit
