// How the kit writes files: whole or not at all, through the file seam.
//
// Any thread, but not two for one path at the same time.
#pragma once

#include <span>
#include <string>

#include "base/file.h"
#include "oriel/problem.h"
#include "oriel/run.h"

namespace oriel::kit {

inline std::string to_string(StringRef text) {
  return {text.data(), text.size()};
}
inline Problem to_problem(const base::Status& status) {
  return status.ok() ? Problem() : Problem(status.message());
}

// The file system that the kit writes through; a test may put another one in its place, and must
// put back what it got.
base::FileSystem& file_system();
base::FileSystem* set_file_system(base::FileSystem* fs);  // null: the real one

// Makes the directory of the path if there is none.
base::Status make_parent(const std::string& path);

// Replaces `path` by the pieces, one behind the other: a temporary file beside it, sync, rename,
// sync of the directory. Makes the directory if there is none.
base::Status write_whole(const std::string& path, std::span<const base::Bytes> pieces);
base::Status write_whole(const std::string& path, std::string_view text);

}  // namespace oriel::kit
