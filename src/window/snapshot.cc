#include "window/snapshot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "figure/findings.h"
#include "figure/training_data.h"
#include "figure/words.h"

namespace oriel::window {
namespace {

using figure::Role;

// Whether the runs differ by their numbers only.
bool one_name(const figure::Runs& runs) {
  const auto name = [](const std::shared_ptr<store::RunData>& run) {
    const std::string id = run->info().id;
    return id.substr(0, id.rfind('/') + 1);
  };
  return std::all_of(runs.begin(), runs.end(),
                     [&](const auto& run) { return name(run) == name(runs.front()); });
}

// Where in the training an entry is: "Epoch 12", "Step 1,200".
std::string place_text(const figure::TrainingData& data, const figure::TrainingAxis& axis,
                       size_t i) {
  if (axis.kind == store::XKind::kSeries && axis.series == "epoch") {
    return "Epoch " + figure::number_text(data.x[i]);
  }
  return "Step " + figure::count_text(std::llround(data.steps[i]));
}

// The validation loss, or the training loss where nothing is validated.
const std::vector<double>& lead(const figure::TrainingData& data) {
  return data.val.empty() ? data.train : data.val;
}

struct Line {
  double step = 0;
  LogLine line;
};

// Of every entry whether it is the best so far.
std::vector<bool> new_bests(const std::vector<double>& losses) {
  std::vector<bool> out;
  double best = INFINITY;
  for (const double loss : losses) {
    out.push_back(loss < best);
    if (loss < best) best = loss;
  }
  return out;
}

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

Metrics metrics_of(const figure::TrainingData& data, const figure::TrainingAxis& axis,
                   const store::RunInfo& info) {
  Metrics m;
  const size_t n = data.steps.size();
  m.validated = !data.val.empty();
  if (axis.kind == store::XKind::kSeries && axis.series == "epoch") m.epoch = data.x[n - 1];
  if (info.progress) {
    m.epochs = info.progress->epochs;
    if (!m.epoch) m.epoch = info.progress->epoch;
  }
  const std::vector<double>& losses = lead(data);
  // What is not a number is told as it is; a mean over nothing is nothing.
  if (!data.train_name.empty()) m.train = data.train[n - 1];
  if (m.validated) m.val = data.val[n - 1];
  if (m.train && m.val) m.gap = finite(*m.val - *m.train);
  if (n > 1) m.improvement = finite(losses[n - 2] - losses[n - 1]);
  const std::vector<bool> bests = new_bests(losses);
  m.new_best = bests.back();
  for (size_t i = n; i > 0; --i) {
    if (!bests[i - 1]) continue;
    m.best = losses[i - 1];
    m.best_at = place_text(data, axis, i - 1);
    m.best_at[0] = static_cast<char>(m.best_at[0] - 'A' + 'a');
    break;
  }
  return m;
}

void add_epoch_lines(const figure::TrainingData& data, const figure::TrainingAxis& axis,
                     const std::string& prefix, std::vector<Line>& out) {
  const std::vector<double>& losses = lead(data);
  const std::vector<bool> bests = new_bests(losses);
  const size_t n = data.steps.size();
  for (size_t i = n - std::min(n, kMaxLogLines); i < n; ++i) {
    std::string text = prefix + place_text(data, axis, i) + ": ";
    const bool train = !data.train_name.empty();
    if (train) text += "Train=" + loss_text(data.train[i]);
    if (!data.val.empty()) {
      text += (train ? ", Val=" : "Val=") + loss_text(data.val[i]);
      if (train) text += ", Gap=" + signed_loss_text(data.val[i] - data.train[i]);
    }
    const Role role = std::isfinite(losses[i]) ? Role::kNone : Role::kError;
    out.push_back({data.steps[i], {role, std::move(text), bests[i] ? "✓ new best" : ""}});
  }
}

// What the epochs' own lines say already.
bool says_new_best(const std::string& text) {
  return text.starts_with("new best");
}

void add_events(const store::RunData& run, const std::string& prefix, std::vector<Line>& out) {
  const std::vector<store::Event> events = run.events();
  for (size_t i = events.size() - std::min(events.size(), kMaxLogLines); i < events.size(); ++i) {
    if (says_new_best(events[i].text)) continue;
    out.push_back(
        {static_cast<double>(events[i].step),
         {Role::kMuted,
          prefix + "Step " + figure::count_text(events[i].step) + ": " + events[i].text, ""}});
  }
}

std::string opening(const Snapshot& s) {
  if (s.loading) return "Reading the log…";
  const bool running = std::any_of(s.runs.begin(), s.runs.end(), [](const RunSnapshot& run) {
    return run.info.status == store::RunStatus::kRunning;
  });
  return running ? "Waiting for the first losses…" : "This run has logged no losses.";
}

std::string ending(const store::RunInfo& info) {
  const std::string reason = info.reason.empty() ? "" : ": " + info.reason;
  switch (info.status) {
    case store::RunStatus::kFinished:
      return "Training complete" + reason;
    case store::RunStatus::kFailed:
      return "The training failed" + reason;
    case store::RunStatus::kCrashed:
      return "The training's process is gone" + reason;
    case store::RunStatus::kRunning:
      break;
  }
  return "";
}

void write_log(Snapshot& s, std::vector<Line> lines, bool several) {
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.step < b.step; });
  if (lines.empty()) s.log.push_back({Role::kMuted, opening(s), ""});
  const size_t first = lines.size() - std::min(lines.size(), kMaxLogLines);
  if (first > 0) {
    s.log.push_back({Role::kMuted, "… and " + figure::plural(first, "line") + " before these", ""});
  }
  for (size_t i = first; i < lines.size(); ++i) s.log.push_back(std::move(lines[i].line));
  for (const RunSnapshot& run : s.runs) {
    const std::string text = ending(run.info);
    if (text.empty()) continue;
    const bool good = run.info.status == store::RunStatus::kFinished;
    s.log.push_back(
        {good ? Role::kBest : Role::kError, (several ? run.label + "  " : "") + text, ""});
  }
}

void write_findings(Snapshot& s, const figure::Runs& runs) {
  const figure::RunFindings found = figure::findings_of(runs);
  s.diagnosed =
      !found.diagnosed.empty() &&
      std::all_of(found.diagnosed.begin(), found.diagnosed.end(), [](bool d) { return d; });
  for (const figure::RunFinding& f : found.all) {
    const bool cleared = f.finding.state == analysis::FindingState::kCleared;
    const std::string run = runs.size() > 1 ? s.runs[f.run].label + ": " : "";
    s.findings.push_back({cleared ? Role::kMuted : figure::role_of(f.finding.state),
                          run + f.finding.title + " (" + to_string(f.finding.state) + ")",
                          f.finding.explanation, f.finding.remedies, !cleared});
  }
}

// What such runs can show otherwise: up to four panels as one figure.
figure::Figure other_figure(const figure::Runs& runs, const std::vector<std::string>& ids,
                            uint32_t width) {
  constexpr size_t kPanels = 4;
  figure::Figure all;
  for (const figure::Descriptor& d : figure::describe_panels(runs)) {
    if (all.panels.size() >= kPanels) break;
    auto request = figure::parse_request(d.request_json);
    if (!request.ok() || request->panel == "live_image") continue;
    request->runs = ids;
    request->width = width;
    auto one = figure::make_figure(*request, runs);
    if (!one.ok() || one->panels.empty()) continue;
    if (all.panels.empty()) {
      all = std::move(*one);
      continue;
    }
    for (figure::Panel& panel : one->panels) all.panels.push_back(std::move(panel));
  }
  if (all.panels.size() > kPanels) all.panels.resize(kPanels);
  if (all.panels.size() > 1) {
    all.columns = 2;
    all.reading.clear();
  }
  return all;
}

void make_figure(const figure::Runs& runs, const figure::Request& request, Snapshot& s) {
  auto made = figure::make_figure(request, runs);
  if (made.ok()) s.figure = std::move(*made);
  if (!s.figure.panels.empty()) return;
  figure::Figure other = other_figure(runs, request.runs, request.width);
  if (!other.panels.empty()) s.figure = std::move(other);
}

}  // namespace

Snapshot take_snapshot(const figure::Runs& runs, uint32_t width) {
  Snapshot s;
  s.version = figure::data_version(runs);  // before anything is read
  figure::Request request;
  request.panel = "training_curves";
  request.width = std::clamp<uint32_t>(width, 100, figure::kMaxWidth);
  for (const auto& run : runs) request.runs.push_back(run->info().id);
  make_figure(runs, request, s);
  const figure::TrainingAxis axis = figure::training_axis(request, runs);
  std::vector<Line> lines;
  for (size_t r = 0; r < runs.size(); ++r) {
    RunSnapshot run{runs[r]->info(), "", 0, {}};
    s.loading = s.loading || runs[r]->loading();
    if (r < s.figure.runs.size()) run.color = s.figure.runs[r].color;
    run.label = one_name(runs) ? run.info.label : run.info.id;
    const std::string prefix = runs.size() > 1 ? run.label + "  " : "";
    const auto data = figure::training_data(request, runs, r, axis);
    if (data && !data->steps.empty()) {
      run.metrics = metrics_of(*data, axis, run.info);
      add_epoch_lines(*data, axis, prefix, lines);
    } else if (run.info.progress) {
      run.metrics.epoch = run.info.progress->epoch;
      run.metrics.epochs = run.info.progress->epochs;
    }
    add_events(*runs[r], prefix, lines);
    s.runs.push_back(std::move(run));
  }
  write_log(s, std::move(lines), runs.size() > 1);
  write_findings(s, runs);
  return s;
}

std::string loss_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "−Inf";
  const double size = std::fabs(value);
  char text[48];
  std::snprintf(text, sizeof text, size != 0 && (size < 0.001 || size >= 1e5) ? "%.2e" : "%.4f",
                value);
  return text;
}

std::string signed_loss_text(double value) {
  return (value >= 0 ? "+" : "") + loss_text(value);
}

}  // namespace oriel::window
