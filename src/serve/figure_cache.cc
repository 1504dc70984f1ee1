#include "serve/figure_cache.h"

#include <algorithm>

#include "figure/encode.h"

namespace oriel::serve {
namespace {

bool same_runs(const std::vector<std::weak_ptr<store::RunData>>& weak, const figure::Runs& runs) {
  return std::equal(weak.begin(), weak.end(), runs.begin(), runs.end(),
                    [](const auto& a, const auto& b) { return a.lock() == b; });
}

}  // namespace

BuiltFigure FigureCache::build(const figure::Request& request, const figure::Runs& runs) {
  BuiltFigure out;
  out.version = figure::data_version(runs);  // before: a change while it is made counts as newer
  ++built_;
  auto figure = figure::make_figure(request, runs);
  if (!figure.ok()) {
    out.status = figure.status();
    return out;
  }
  out.bytes = std::make_shared<const std::vector<uint8_t>>(figure::encode(*figure, 0));
  return out;
}

BuiltFigure FigureCache::get(const figure::Request& request, const std::string& key,
                             const figure::Runs& runs) {
  // Live images hold leases, which must be renewed for each viewer.
  if (request.panel == "live_image") return build(request, runs);
  const uint64_t asked = figure::data_version(runs);
  const std::shared_ptr<Slot> slot = this->slot(key);
  const std::lock_guard lock(slot->mutex);
  const bool fresh = slot->figure.bytes && slot->figure.version >= asked;
  if (fresh && same_runs(slot->runs, runs)) return slot->figure;
  slot->figure = build(request, runs);
  slot->runs.assign(runs.begin(), runs.end());
  account(key, slot, (slot->figure.bytes ? slot->figure.bytes->size() : 0) + 2 * key.size());
  return slot->figure;
}

std::shared_ptr<FigureCache::Slot> FigureCache::slot(const std::string& key) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Slot>& slot = slots_[key];
  if (slot) {
    used_.splice(used_.begin(), used_, slot->used);
    return slot;
  }
  slot = std::make_shared<Slot>();
  used_.push_front(key);
  slot->used = used_.begin();
  return slot;
}

void FigureCache::account(const std::string& key, const std::shared_ptr<Slot>& slot, size_t bytes) {
  const std::lock_guard lock(mutex_);
  const auto at = slots_.find(key);
  if (at == slots_.end() || at->second != slot) return;  // thrown out meanwhile
  bytes_ += bytes - slot->counted;
  slot->counted = bytes;
  while ((bytes_ > kMaxBytes || used_.size() > kMaxFigures) && used_.size() > 1) {
    const auto oldest = slots_.find(used_.back());
    bytes_ -= oldest->second->counted;
    slots_.erase(oldest);
    used_.pop_back();
  }
}

void RunsFeed::refresh(uint64_t now_ns) {
  const std::lock_guard lock(mutex_);
  if (list_ && now_ns < read_ns_ + 200'000'000) return;
  auto list = std::make_shared<const store::RunList>(source_.list());
  read_ns_ = now_ns;
  if (list_ && list_->version == list->version && list_->loading == list->loading) return;
  list_ = std::move(list);
  version_ = ++reads_;
}

std::shared_ptr<const store::RunList> RunsFeed::list() const {
  const std::lock_guard lock(mutex_);
  return list_;
}

base::Result<figure::Runs> open_runs(store::Source& source, const std::vector<std::string>& ids) {
  figure::Runs runs;
  for (const std::string& id : ids) {
    auto run = source.open(id);
    if (!run) return base::Status("there is no run \"" + id.substr(0, 200) + "\"");
    runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace oriel::serve
