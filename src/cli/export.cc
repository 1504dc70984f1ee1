#include "store/export.h"

#include <cstdio>

#include "cli/command.h"
#include "figure/names.h"

namespace oriel::cli {
namespace {

struct ExportArguments {
  std::string path;
  std::string format = "csv";
  std::string series = "**";
  std::string out = "-";
};

int run_export(const ExportArguments& a) {
  auto run = open_run_argument(a.path);
  if (!run.ok()) return fail(run.status().message(), "List what there is with: oriel runs");
  const bool to_file = a.out != "-";
  const std::string temporary = a.out + ".tmp";
  std::FILE* file = to_file ? std::fopen(temporary.c_str(), "we") : stdout;
  if (file == nullptr) {
    return fail(base::Status::from_errno("cannot create " + temporary).message(),
                "Give a place that can be written with --out.");
  }
  const auto format = a.format == "csv" ? store::ExportFormat::kCsv : store::ExportFormat::kJson;
  store::Exporter exporter(
      {*run}, format, [&](const std::string& name) { return figure::glob_match(a.series, name); });
  std::string piece;
  int error = 0;
  for (bool more = true; more && error == 0;) {
    piece.clear();
    more = exporter.next(piece);
    if (std::fwrite(piece.data(), 1, piece.size(), file) != piece.size()) error = errno;
  }
  if (error == 0 && std::fflush(file) != 0) error = errno;
  if (to_file) {
    if (std::fclose(file) != 0 && error == 0) error = errno;
    if (error == 0 && std::rename(temporary.c_str(), a.out.c_str()) != 0) error = errno;
    if (error != 0) std::remove(temporary.c_str());
  }
  // `oriel export … | head`: whoever read has had enough.
  if (!exporter.problem().empty()) {
    return fail(exporter.problem(), "Everything else was written; oriel doctor says what is lost.");
  }
  if (error == 0 || (!to_file && error == EPIPE)) return kDone;
  return fail(base::Status::from_errno("cannot write " + a.out, error).message(),
              "Nothing was left half-written; free some space and try again.");
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
