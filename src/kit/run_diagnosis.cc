#include "kit/run_diagnosis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/file.h"
#include "format/run_files.h"

namespace oriel::kit {
namespace {

using analysis::SeriesMeaning;
using analysis::SeriesRole;

constexpr int64_t kNoStep = std::numeric_limits<int64_t>::min();

// The steps at which a writer was resumed, ascending.
std::vector<int64_t> resumes_of(const std::string& run_dir, int writer) {
  std::vector<int64_t> steps;
  if (run_dir.empty()) return steps;
  const auto bytes = base::read_file(format::writer_file_path(run_dir, writer), 1 << 20);
  if (!bytes.ok()) return steps;
  const auto file = format::parse_writer_file(std::string(bytes->begin(), bytes->end()));
  if (!file.ok()) return steps;
  for (const format::Generation& g : file->generations) {
    if (g.from_step != kNoStep) steps.push_back(g.from_step);
  }
  std::sort(steps.begin(), steps.end());
  return steps;
}

}  // namespace

// One rank's series and where each of them has been read to.
struct RunDiagnosis::Rank {
  struct Followed {
    std::string name;
    SeriesMeaning meaning;
    int handle = 0;
    uint64_t points = 0;        // as of the last reading
    int64_t read_to = kNoStep;  // steps up to here have been taken
  };
  int writer = 0;
  std::vector<std::string> names;  // of all series, when roles were given out
  std::vector<Followed> followed;
  std::unique_ptr<analysis::Diagnosis> diagnosis;
  std::vector<int64_t> resumes;
};

RunDiagnosis::RunDiagnosis(std::shared_ptr<store::RunData> run, analysis::Preset preset)
    : run_(std::move(run)), preset_(preset) {}
RunDiagnosis::~RunDiagnosis() = default;

namespace {

struct Entry {
  int64_t step;
  int order;
  int handle;
  double value;
};

// Points of a series with steps in (after, upto], or its block means where they are too many.
base::Result<store::Points> read(const store::RunData& run, const std::string& name, int writer,
                                 int64_t after, int64_t upto, bool blocks) {
  store::SeriesQuery query;
  query.series = name;
  query.writer = writer;
  const double from = after == kNoStep ? -std::numeric_limits<double>::infinity()
                                       : static_cast<double>(after) + 0.5;
  query.range = {from, static_cast<double>(upto)};
  if (blocks) return run.means(query);
  auto points = run.points(query, RunDiagnosis::kMaxPoints);
  if (!points.ok()) return points.status();
  if (*points) return std::move(**points);
  return run.means(query);
}

// The first non-finite value of a series that was read as means, exactly.
void add_gaps(const store::RunData& run, const std::string& name, int writer, int64_t after,
              int64_t upto, const Entry& as, std::vector<Entry>& entries) {
  store::SeriesQuery query;
  query.series = name;
  query.writer = writer;
  query.width = 100;
  query.range = {after == kNoStep ? -std::numeric_limits<double>::infinity()
                                  : static_cast<double>(after) + 0.5,
                 static_cast<double>(upto)};
  const auto view = run.view(query);
  if (!view.ok()) return;
  static constexpr double kValues[] = {0, std::numeric_limits<double>::quiet_NaN(),
                                       std::numeric_limits<double>::infinity(),
                                       -std::numeric_limits<double>::infinity()};
  for (size_t i = 0; i < view->gaps.x.size(); ++i) {
    const uint8_t code = std::min<uint8_t>(view->gaps.code[i], 3);
    entries.push_back({static_cast<int64_t>(view->gaps.x[i]), as.order, as.handle, kValues[code]});
  }
}

}  // namespace

bool RunDiagnosis::update_rank(Rank& rank, const std::vector<store::SeriesInfo>& series,
                               int64_t horizon) {
  std::vector<std::string> names;
  for (const store::SeriesInfo& s : series) {
    if (s.writer == rank.writer && names.size() < kMaxSeries) names.push_back(s.name);
  }
  bool afresh = rank.diagnosis == nullptr || names != rank.names;
  // Fewer points than were read, or new ones behind them: the past has changed.
  for (const Rank::Followed& f : rank.followed) {
    const auto at = std::find_if(series.begin(), series.end(), [&](const store::SeriesInfo& s) {
      return s.writer == rank.writer && s.name == f.name;
    });
    if (at == series.end() || at->points < f.points) afresh = true;
  }
  const auto restart = [&] {
    analysis::DiagnosisOptions options;
    options.writer = rank.writer;
    rank.diagnosis = std::make_unique<analysis::Diagnosis>(preset_, options);
    rank.names = names;
    rank.followed.clear();
    rank.resumes = resumes_of(run_->info().path, rank.writer);
    const std::vector<SeriesMeaning> meanings = analysis::assign_roles(names);
    for (size_t i = 0; i < names.size(); ++i) {
      if (meanings[i].role == SeriesRole::kNone) continue;
      Rank::Followed f;
      f.name = names[i];
      f.meaning = meanings[i];
      f.handle = rank.diagnosis->series(names[i], meanings[i]);
      rank.followed.push_back(std::move(f));
    }
  };
  if (afresh) restart();
  for (int attempt = 0; attempt < 2; ++attempt) {
    std::vector<Entry> entries;
    bool past_changed = false, read_blocks = false;
    for (Rank::Followed& f : rank.followed) {
      const auto info = run_->find(f.name, rank.writer);
      if (!info || info->points == f.points) continue;
      const uint64_t fresh = info->points - f.points;
      const bool blocks = fresh > kMaxPoints;
      const Entry as{0, feeding_order(f.meaning.role), f.handle, 0};
      const auto points = read(*run_, f.name, rank.writer, f.read_to, horizon, blocks);
      if (!points.ok()) continue;
      // All that is new must lie ahead; a point at the last step may be a late one of that step.
      if (!blocks && info->step_max <= horizon && points->x.size() < fresh) past_changed = true;
      for (size_t i = 0; i < points->x.size(); ++i) {
        entries.push_back({static_cast<int64_t>(points->x[i]), as.order, as.handle, points->y[i]});
      }
      if (blocks) add_gaps(*run_, f.name, rank.writer, f.read_to, horizon, as, entries);
      if (!points->x.empty()) {
        f.read_to = std::max(f.read_to, std::min(info->step_max, horizon));
        f.points += blocks ? fresh : points->x.size();
      }
      points_read_ += points->x.size();
      read_blocks |= blocks;
    }
    if (past_changed && attempt == 0 && !afresh) {
      restart();
      continue;
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.step, a.order) < std::pair(b.step, b.order);
    });
    bool changed = false;
    auto resume = rank.resumes.begin();
    for (const Entry& e : entries) {
      for (; resume != rank.resumes.end() && *resume <= e.step; ++resume) {
        rank.diagnosis->rebase(*resume);
      }
      changed |= rank.diagnosis->add(e.handle, e.step, e.value);
    }
    rank.resumes.erase(rank.resumes.begin(), resume);
    // Single points scatter more than means of many: the next ones are not held against these.
    if (read_blocks) rank.diagnosis->rebase(horizon);
    return changed || afresh || attempt > 0;
  }
  return true;
}

analysis::Standing RunDiagnosis::standing() const {
  std::optional<analysis::Standing> worst;
  for (const auto& [writer, rank] : ranks_) {
    const bool loss =
        std::any_of(rank->followed.begin(), rank->followed.end(), [](const Rank::Followed& f) {
          return f.meaning.role == SeriesRole::kTrainLoss || f.meaning.role == SeriesRole::kValLoss;
        });
    if (!loss) continue;
    const analysis::Standing own = rank->diagnosis->standing();
    worst = worst ? std::min(*worst, own) : own;
  }
  return worst.value_or(analysis::Standing::kTooEarly);
}

bool RunDiagnosis::update() {
  const uint64_t version = run_->version();
  if (!first_ && version == version_) return false;
  version_ = version;
  // Read before the series: at steps up to here nothing is missing that another series has.
  const int64_t horizon = run_->info().last_step;
  const std::vector<store::SeriesInfo> series = run_->series();
  bool changed = first_;
  first_ = false;
  for (const store::SeriesInfo& s : series) {
    if (ranks_.contains(s.writer) || ranks_.size() >= kMaxRanks) continue;
    const SeriesRole role = analysis::meaning_of(s.name).role;
    const bool loss = role == SeriesRole::kTrainLoss || role == SeriesRole::kValLoss;
    if (!loss && role != SeriesRole::kExpertShare) continue;
    auto rank = std::make_unique<Rank>();
    rank->writer = s.writer;
    ranks_.emplace(s.writer, std::move(rank));
  }
  for (auto& [writer, rank] : ranks_) changed |= update_rank(*rank, series, horizon);
  if (!changed) return false;
  findings_.clear();
  for (const auto& [writer, rank] : ranks_) {
    const auto& own = rank->diagnosis->findings();
    findings_.insert(findings_.end(), own.begin(), own.end());
  }
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const analysis::Finding& a, const analysis::Finding& b) {
                     return a.since_step < b.since_step;
                   });
  return true;
}

}  // namespace oriel::kit
