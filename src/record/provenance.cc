#include "record/provenance.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>

#include "base/file.h"
#include "record/git_state.h"

namespace oriel::record {
namespace {

constexpr size_t kMaxArgumentBytes = 65536;
constexpr size_t kMaxValueBytes = 4096;
constexpr std::chrono::milliseconds kGitLimit{200};

constexpr const char* kKeptVariables[] = {"CUDA_VISIBLE_DEVICES",
                                          "NVIDIA_VISIBLE_DEVICES",
                                          "HIP_VISIBLE_DEVICES",
                                          "ROCR_VISIBLE_DEVICES",
                                          "CUBLAS_WORKSPACE_CONFIG",
                                          "OMP_NUM_THREADS",
                                          "MKL_NUM_THREADS",
                                          "OPENBLAS_NUM_THREADS",
                                          "RANK",
                                          "WORLD_SIZE",
                                          "LOCAL_RANK",
                                          "LOCAL_WORLD_SIZE",
                                          "GROUP_RANK",
                                          "MASTER_ADDR",
                                          "MASTER_PORT",
                                          "SLURM_JOB_ID",
                                          "SLURM_JOB_NAME",
                                          "SLURM_PROCID",
                                          "SLURM_NTASKS",
                                          "SLURM_NODELIST",
                                          "SLURM_ARRAY_JOB_ID",
                                          "SLURM_ARRAY_TASK_ID",
                                          "PBS_JOBID",
                                          "LSB_JOBID",
                                          "PYTHONHASHSEED",
                                          "CONDA_DEFAULT_ENV",
                                          "VIRTUAL_ENV"};

std::string read_line(const char* path) {
  const auto bytes = base::read_file(path, 65536);
  if (!bytes.ok()) return {};
  const std::string text(bytes->begin(), bytes->end());
  return text.substr(0, text.find('\n'));
}

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? std::string(name) : std::string();
}

std::string current_directory() {
  std::string path(65536, '\0');
  if (::getcwd(path.data(), path.size()) == nullptr) return {};
  path.resize(path.find('\0'));
  return path;
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

std::vector<std::string> command_line() {
  const auto bytes = base::read_file("/proc/self/cmdline", 64u << 20);
  return bytes.ok()
             ? split_command_line({reinterpret_cast<const char*>(bytes->data()), bytes->size()})
             : std::vector<std::string>();
}

}  // namespace

std::vector<std::string> split_command_line(std::string_view text) {
  std::vector<std::string> out;
  const bool cut = text.size() > kMaxArgumentBytes;
  text = text.substr(0, kMaxArgumentBytes);
  bool hide_next = false;
  while (!text.empty()) {
    const std::string_view argument = text.substr(0, text.find('\0'));
    text.remove_prefix(std::min(argument.size() + 1, text.size()));
    const size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const bool secret = name.starts_with('-') && smells_of_secrets(name);
    if (hide_next && !argument.starts_with('-')) {
      out.emplace_back("***");
    } else if (secret && equals != std::string_view::npos) {
      out.push_back(std::string(name) + "=***");
    } else {
      out.emplace_back(argument);
    }
    hide_next = secret && equals == std::string_view::npos;
  }
  if (cut) out.emplace_back("…");
  return out;
}

bool smells_of_secrets(std::string_view name) {
  std::string upper;
  for (char c : name) {
    upper += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  for (std::string_view word : {"SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL"}) {
    if (upper.find(word) != std::string::npos) return true;
  }
  // Whole words only: TOKENIZERS_PARALLELISM and MONKEYS are no secrets.
  std::string_view rest = upper;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find('_'));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (ends_with_any(word, {"TOKEN", "KEY"}) || word == "PASS" || word == "PWD" ||
        word == "AUTH") {
      return true;
    }
  }
  return false;
}

Provenance gather_provenance(const std::vector<std::string>& extra_environment) {
  Provenance out;
  out.host = host_name();
  out.boot_id = read_line("/proc/sys/kernel/random/boot_id");
  out.cwd = current_directory();
  out.argv = command_line();
  const GitTree tree = find_git_tree(out.cwd);
  out.git_commit = read_git_commit(tree);
  if (!out.git_commit.empty()) {
    const std::optional<bool> dirty = git_is_dirty(tree, kGitLimit);
    out.git_dirty = dirty.value_or(false);
    out.git_dirty_known = dirty.has_value();
  }
  std::vector<std::string> names(std::begin(kKeptVariables), std::end(kKeptVariables));
  for (const std::string& name : extra_environment) {
    const bool listed = std::find(names.begin(), names.end(), name) != names.end();
    if (!listed && !smells_of_secrets(name)) names.push_back(name);
  }
  for (const std::string& name : names) {
    if (const char* value = std::getenv(name.c_str())) {
      out.environment.emplace_back(name, std::string(value).substr(0, kMaxValueBytes));
    }
  }
  return out;
}

}  // namespace oriel::record
