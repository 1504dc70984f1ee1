// Where a run comes from: host, process, command line, git commit, environment. Read once when the
// run is made; costs a few file reads and, inside a git work tree, one bounded look at whether
// tracked files differ (at most 200 ms, else "dirty" stays false and git_dirty_known too). Never
// fails, never starts a shell. Reads the environment: not while another thread changes it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oriel::record {

struct Provenance {
  std::string host;
  std::string boot_id;
  std::string cwd;
  std::vector<std::string> argv;
  std::string git_commit;
  bool git_dirty = false;
  bool git_dirty_known = false;  // false: git is absent or was too slow
  std::vector<std::pair<std::string, std::string>> environment;
};

// `extra_environment`: names to keep beyond the built-in list (CUDA_VISIBLE_DEVICES,
// OMP_NUM_THREADS, RANK, WORLD_SIZE, LOCAL_RANK, SLURM_JOB_ID, …). Names that smell of secrets are
// refused even then (…TOKEN, …KEY, …SECRET, …PASSWORD).
Provenance gather_provenance(const std::vector<std::string>& extra_environment);

// True if a variable or option of this name may hold a secret: API_KEY, --hf-token, DB_PASSWORD.
bool smells_of_secrets(std::string_view name);

// The arguments in the text of /proc/PID/cmdline, 64 KiB of them at most. The values of options
// whose name smells of secrets are replaced by ***.
std::vector<std::string> split_command_line(std::string_view text);

}  // namespace oriel::record
