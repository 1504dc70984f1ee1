// Which commit a directory is at, and whether tracked files differ from it.
//
// The commit is read from the files under .git: work trees, submodules, packed references and
// symbolic references are followed, nothing is run. Differences need git itself: it is started
// without a shell, in a process group of its own, with every signal at its default and only
// standard streams that lead nowhere, and killed when its time is over. Thread-safe; never fails:
// what cannot be told is left open.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace oriel::record {

struct GitTree {
  std::string root;     // of the work tree; empty: not in one
  std::string git_dir;  // where its HEAD is
};

// The work tree that `directory`, an absolute path, is in.
GitTree find_git_tree(const std::string& directory);

// 40 or 64 hex digits; empty before the first commit and where the files are not understood.
std::string read_git_commit(const GitTree& tree);

// True if tracked files differ from the commit; nothing if git is absent, refuses or takes longer.
std::optional<bool> git_is_dirty(const GitTree& tree, std::chrono::milliseconds limit);

}  // namespace oriel::record
