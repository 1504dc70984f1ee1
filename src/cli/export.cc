#include "store/export.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "cli/command.h"
#include "figure/names.h"

namespace oriel::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEverything = "**";

struct ExportArguments {
  std::string path;
  std::string format = "csv";
  std::string series = kEverything;
  std::string out = "-";
};

// Where the points go. A regular file is replaced when everything is there; standard output, a
// device or a pipe is written as it is; a link is followed.
class Output {
 public:
  base::Status open(const std::string& path) {
    if (path == "-") return {};
    std::error_code error;
    const fs::path end = fs::canonical(path, error);
    path_ = error ? path : end.string();
    const fs::file_status status = fs::status(path_, error);
    if (fs::is_directory(status)) return base::Status(path_ + " is a directory");
    const bool replaces = !fs::exists(status) || fs::is_regular_file(status);
    if (replaces) temporary_ = path_ + "." + std::to_string(::getpid()) + ".tmp";
    file_ = std::fopen(replaces ? temporary_.c_str() : path_.c_str(), replaces ? "wxe" : "we");
    return file_ != nullptr ? base::Status() : base::Status::from_errno("cannot write " + path_);
  }
  // 0, or why not.
  int write(const std::string& piece) {
    return std::fwrite(piece.data(), 1, piece.size(), file_) == piece.size() ? 0 : errno;
  }
  int close(int error) {
    if (error == 0 && std::fflush(file_) != 0) error = errno;
    if (file_ == stdout) return error;
    if (std::fclose(file_) != 0 && error == 0) error = errno;
    if (temporary_.empty()) return error;
    if (error == 0 && std::rename(temporary_.c_str(), path_.c_str()) != 0) error = errno;
    if (error != 0) std::remove(temporary_.c_str());
    return error;
  }
  // `oriel export … | head`: whoever read has had enough.
  bool is_pipe() const { return temporary_.empty(); }

 private:
  std::string path_, temporary_;
  std::FILE* file_ = stdout;
};

int run_export(const ExportArguments& a) {
  auto run = open_run_argument(a.path);
  if (!run.ok()) return fail(run.status());
  const auto wanted = [&](const std::string& name) { return figure::glob_match(a.series, name); };
  const std::vector<store::SeriesInfo> series = (*run)->series();
  const bool any = std::any_of(series.begin(), series.end(),
                               [&](const store::SeriesInfo& s) { return wanted(s.name); });
  if (!any && a.series != kEverything) {
    return fail("no series of " + a.path + " is called " + a.series,
                "See what it has with: oriel show " + a.path);
  }
  Output out;
  if (const base::Status status = out.open(a.out); !status.ok()) {
    return fail(status.message(), "Give a place that can be written with --out.");
  }
  const auto format = a.format == "csv" ? store::ExportFormat::kCsv : store::ExportFormat::kJson;
  store::Exporter exporter({*run}, format, wanted);
  std::string piece;
  int error = 0;
  for (bool more = true; more && error == 0;) {
    piece.clear();
    more = exporter.next(piece);
    error = out.write(piece);
  }
  error = out.close(error);
  if (!exporter.problem().empty()) {
    return fail(exporter.problem(), "Everything else was written; oriel doctor says what is lost.");
  }
  if (error == 0 || (out.is_pipe() && error == EPIPE)) return kDone;
  return fail(base::Status::from_errno("cannot write " + a.out, error).message(),
              out.is_pipe() ? "" : "Nothing was left half-written; free some space and try again.");
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
  auto* command =
      app.add_subcommand("export", "Write every point of a run as CSV or JSON; never a sample");
  auto a = std::make_shared<ExportArguments>();
  command
      ->add_option("run", a->path, "A run directory, or a directory of runs (the newest is taken)")
      ->required();
  command->add_option("--format", a->format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}))
      ->capture_default_str();
  command->add_option("--series", a->series, "Only these: a name or a glob, such as 'val/*'")
      ->capture_default_str();
  command->add_option("--out", a->out, "A file; - for standard output")->capture_default_str();
  command->callback([&action, a] { action = [a] { return run_export(*a); }; });
}

}  // namespace oriel::cli
