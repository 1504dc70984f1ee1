#include "store/local_run.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "format/live_slot.h"
#include "format/run_files.h"
#include "store/catalogue.h"

namespace oriel::store {
namespace {

constexpr int64_t kLeaseUs = 2'000'000;
constexpr uint64_t kRarePolls = 50;  // every so many polls: new writers, live streams
constexpr uint64_t kInfoPolls = 10;  // every so many: counts and the small files

// "epochs" of the config and the last value of the series `epoch` tell how far it is.
std::optional<double> config_epochs(const std::string& config_json) {
  const auto config = nlohmann::json::parse(config_json, nullptr, false);
  if (!config.is_object()) return std::nullopt;
  const auto epochs = config.find("epochs");
  if (epochs == config.end() || !epochs->is_number()) return std::nullopt;
  return epochs->get<double>();
}

}  // namespace

// One writer's part of the run, listening to its log.
struct LocalRun::Writer final : public format::LogSink {
  Writer(const std::string& run_dir, int number) : reader(run_dir, number) {}

  void on_name(uint32_t id, std::string_view name) override {
    if (id >= names.size()) names.resize(id + 1);
    names[id] = name;
  }
  void on_block(const format::SealedBlock& block) override {
    ++times_version;
    if (block.entry.series == format::kTimesSeries) return times.add_block(block);
    series(block.entry.series).add_block(block);
  }
  void on_frame(uint64_t seq, uint16_t generation, const format::FrameView& frame) override {
    const auto wall = static_cast<int64_t>(frame.time);
    last_wall_us = std::max(last_wall_us, wall);
    times.add_row(seq, wall);
    if (frame.kind == format::FrameKind::kScalars) {
      for (size_t i = 0; i < frame.count; ++i) {
        series(frame.series(i)).add_row(seq, generation, frame.step, frame.value(i));
      }
    } else if (frame.kind == format::FrameKind::kEvent) {
      records.add_event(seq, frame);
    } else if (frame.kind == format::FrameKind::kRecord) {
      if (const auto body = format::read_record(frame); body && body->stream < names.size()) {
        records.add_record(seq, names[body->stream], frame);
      }
    }
  }

  Series& series(uint32_t id) {
    std::string name = id < names.size() ? names[id] : "";
    if (name.empty()) name = "unnamed/" + std::to_string(id);
    if (id >= by_id.size()) by_id.resize(id + 1);
    if (by_id[id] == nullptr) {
      auto& owned = by_name[name];
      if (owned == nullptr) owned = std::make_unique<Series>();
      for (const auto& g : hidden) owned->hide(g.from_step, g.generation);
      by_id[id] = owned.get();
    }
    return *by_id[id];
  }

  bool poll() {
    const bool news = reader.poll(*this);
    const auto& generations = reader.file().generations;
    for (size_t i = std::max<size_t>(1, hidden.size() + 1); i < generations.size(); ++i) {
      hidden.push_back(generations[i]);
      for (auto& [name, s] : by_name) s->hide(generations[i].from_step, generations[i].generation);
    }
    return news;
  }

  format::WriterReader reader;
  std::vector<std::string> names;
  std::vector<Series*> by_id;
  std::map<std::string, std::unique_ptr<Series>> by_name;
  std::vector<format::Generation> hidden;  // all but the first
  FrameTimes times;
  RecordShelf records;
  uint64_t times_version = 0;
  int64_t last_wall_us = 0;
};

LocalRun::LocalRun(std::string path, std::string id)
    : path_(std::move(path)),
      id_(std::move(id)),
      info_(read_run_info(path_, id_)),
      derived_(path_) {}
LocalRun::~LocalRun() = default;

bool LocalRun::poll() {
  bool news = false;
  // A run that has just been made has none yet.
  if (polls_++ % kRarePolls == 0 || writers_.empty()) {
    find_writers();
    news |= poll_live();
    news |= poll_derived();
  }
  for (auto& [number, w] : writers_) {
    const std::lock_guard lock(mutex_);
    news |= w->poll();
  }
  news |= loading_.exchange(false);
  if (polls_ % kInfoPolls == 1) refresh_info();
  news |= poll_control();
  if (news) version_.fetch_add(1, std::memory_order_acq_rel);
  return news;
}

void LocalRun::find_writers() {
  for (const int number : format::list_writers(path_)) {
    if (writers_.contains(number)) continue;
    const std::lock_guard lock(mutex_);
    writers_[number] = std::make_unique<Writer>(path_, number);
  }
}

bool LocalRun::poll_live() {
  auto streams = format::list_live_slots(base::join_path(path_, "live"));
  const std::lock_guard lock(mutex_);
  if (streams == live_streams_) return false;
  live_streams_ = std::move(streams);
  return true;
}

bool LocalRun::poll_derived() {
  const std::lock_guard lock(mutex_);
  return derived_.poll();
}

void LocalRun::refresh_info() {
  RunInfo fresh = read_run_info(path_, id_);
  const std::lock_guard lock(mutex_);
  open_mailbox();
  uint64_t points = 0, dropped = 0, names = 0, damaged = 0;
  int64_t last_step = INT64_MIN, last_wall = fresh.started_us;
  size_t damage = 0;
  for (const auto& [number, w] : writers_) {
    for (const auto& [name, s] : w->by_name) {
      const Node all = s->summary();
      if (all.count == 0) continue;
      points += all.count;
      last_step = std::max(last_step, all.step_max);
      damaged += s->damaged_points();
      ++names;
    }
    dropped += w->reader.dropped();
    last_wall = std::max(last_wall, w->last_wall_us);
    damage += w->reader.damage().size();
  }
  fresh.points = points;
  fresh.series = names;
  fresh.dropped = std::max(dropped, fresh.dropped);
  if (mailbox_ != nullptr) fresh.dropped = std::max(fresh.dropped, mailbox_->dropped());
  fresh.last_step = last_step == INT64_MIN ? fresh.last_step : last_step;
  fresh.updated_us = std::max(fresh.updated_us, last_wall);
  if (damage > 0 || damaged > 0) {
    fresh.damage = "Part of the log is damaged and not shown; oriel doctor says what.";
  }
  const auto first = writers_.find(0);
  const auto epochs = config_epochs(fresh.config_json);
  if (epochs && first != writers_.end() && first->second->by_name.contains("epoch")) {
    Progress progress{first->second->by_name["epoch"]->summary().last, *epochs, std::nullopt};
    const double elapsed = static_cast<double>(last_wall - fresh.started_us) * 1e-6;
    if (fresh.status == RunStatus::kRunning && progress.epoch > 0) {
      progress.seconds_left =
          std::max(0.0, elapsed / progress.epoch * (progress.epochs - progress.epoch));
    }
    if (std::isfinite(progress.epoch)) fresh.progress = progress;
  }
  fresh.control = info_.control;
  if (fresh.status != info_.status) version_.fetch_add(1, std::memory_order_acq_rel);
  info_ = std::move(fresh);
}

RunInfo LocalRun::info() const {
  const std::lock_guard lock(mutex_);
  return info_;
}

LocalRun::Writer* LocalRun::writer(int number) const {
  const auto it = writers_.find(number);
  return it == writers_.end() ? nullptr : it->second.get();
}

// --- series --------------------------------------------------------------------------------------

namespace {}  // namespace

std::vector<SeriesInfo> LocalRun::series() const {
  const std::lock_guard lock(mutex_);
  std::vector<SeriesInfo> out;
  for (const auto& [number, w] : writers_) {
    for (const auto& [name, s] : w->by_name) {
      if (const Node all = s->summary(); all.count > 0) out.push_back(describe(name, number, all));
    }
  }
  std::sort(out.begin(), out.end(), [](const SeriesInfo& a, const SeriesInfo& b) {
    return a.name != b.name ? a.name < b.name : a.writer < b.writer;
  });
  return out;
}

base::Result<Series*> LocalRun::find_series(const std::string& name, int number) const {
  Writer* w = writer(number);
  if (w != nullptr) {
    const auto it = w->by_name.find(name);
    if (it != w->by_name.end()) return it->second.get();
  }
  return base::Status("the run " + id_ + " has no series \"" + name + "\"");
}

XAxis LocalRun::times_of(int number) const {
  XAxis axis;
  Writer* w = writer(number);
  if (w == nullptr) return axis;
  axis.wall_of = [w](uint64_t seq) { return w->times.at(seq); };
  axis.times_version = w->times_version;
  axis.start_us = info_.started_us;
  return axis;
}

base::Status LocalRun::scan(const std::string& name, int number,
                            const std::function<bool(std::span<const RawPoint>)>& take) const {
  constexpr size_t kBatch = 4096;
  const std::lock_guard lock(mutex_);
  const auto found = find_series(name, number);
  if (!found.ok()) return found.status();
  const FrameTimes& times = writer(number)->times;
  std::vector<RawPoint> batch;
  bool wanted = true;
  const auto add = [&](uint64_t seq, int64_t step, double value) {
    if (!wanted) return;
    batch.push_back({step, times.at(seq).value_or(0), value});
    if (batch.size() < kBatch) return;
    wanted = take(batch);
    batch.clear();
  };
  // Damage shows itself once: what was given out before stays right, the rest is read again.
  (void)(*found)->for_sealed(0, [](uint64_t, int64_t, double) {});
  if (!(*found)->for_sealed(0, add)) {
    return base::Status("the series \"" + name + "\" is damaged; oriel doctor says what is lost");
  }
  for (const Row& row : (*found)->rows()) add(row.seq, row.step, row.value);
  if (wanted && !batch.empty()) take(batch);
  return {};
}

// --- records and live ----------------------------------------------------------------------------

std::vector<Event> LocalRun::events() const {
  const std::lock_guard lock(mutex_);
  std::vector<Event> out;
  for (const auto& [number, w] : writers_) {
    out.insert(out.end(), w->records.events().begin(), w->records.events().end());
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Event& a, const Event& b) { return a.step < b.step; });
  return out;
}

std::vector<StreamInfo> LocalRun::streams() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, StreamInfo> merged;
  for (const auto& [number, w] : writers_) {
    for (const StreamInfo& s : w->records.streams()) {
      auto [at, is_new] = merged.try_emplace(s.name, s);
      if (is_new) continue;
      at->second.count += s.count;
      at->second.step_min = std::min(at->second.step_min, s.step_min);
      at->second.step_max = std::max(at->second.step_max, s.step_max);
    }
  }
  std::vector<StreamInfo> out;
  for (auto& [name, stream] : merged) out.push_back(std::move(stream));
  return out;
}

std::optional<RecordData> LocalRun::record(const std::string& stream,
                                           std::optional<int64_t> step) const {
  const std::lock_guard lock(mutex_);
  std::optional<RecordData> best;
  for (const auto& [number, w] : writers_) {
    auto found = w->records.find(path_, stream, step);
    if (found && (!best || found->step > best->step)) best = std::move(found);
  }
  return best;
}

std::string LocalRun::derived(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return derived_.text(name);
}

std::vector<std::string> LocalRun::live_streams() const {
  const std::lock_guard lock(mutex_);
  return live_streams_;
}

// Its count of dropped points is right even while the disk is full.
void LocalRun::open_mailbox() {
  if (mailbox_ != nullptr) return;
  auto mailbox = format::MailboxClient::open(base::join_path(path_, "control/mailbox"));
  if (mailbox.ok()) mailbox_ = std::move(*mailbox);
}

std::optional<RecordData> LocalRun::live(const std::string& stream) {
  const std::string live_dir = base::join_path(path_, "live");
  {
    const std::lock_guard lock(mutex_);
    open_mailbox();
    // Without a lease the trainer sends nothing new; what it sent before can still be shown.
    if (mailbox_ != nullptr) (void)mailbox_->lease({stream, 50, base::wall_us() + kLeaseUs});
  }
  auto value = format::read_live_slot(format::live_slot_path(live_dir, stream));
  if (!value) return std::nullopt;
  RecordData data;
  data.kind = static_cast<RecordKind>(value->kind);
  data.dtype = value->dtype;
  data.shape = std::move(value->shape);
  data.step = value->step;
  data.wall_us = value->wall_us;
  data.caption = std::move(value->caption);
  data.bytes = std::move(value->bytes);
  return data;
}

}  // namespace oriel::store
