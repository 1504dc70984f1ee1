#include "cli/watch_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/watch_place.h"

namespace oriel::cli {
namespace {

using Json = nlohmann::json;
using store::ControlKind;

constexpr std::array<double, 4> kSmoothings = {0, 0.6, 0.9, 0.98};
constexpr int64_t kDerive_us = 1'000'000;  // between looks for findings
constexpr size_t kMaxChosen = 6;           // runs that are compared
constexpr const char* kName = "oriel watch";

template <class List, class Value>
size_t index_of(const List& list, const Value& value) {
  return static_cast<size_t>(std::find(list.begin(), list.end(), value) - list.begin());
}

}  // namespace

store::RunList WatchedRuns::list() const {
  if (source_ != nullptr) return source_->list();
  only_->poll();
  store::RunList list;
  list.version = only_->version();
  list.loading = only_->loading();
  list.runs.push_back(std::make_shared<const store::RunInfo>(only_->info()));
  return list;
}

std::shared_ptr<store::RunData> WatchedRuns::open(const std::string& id) {
  return source_ != nullptr ? source_->open(id) : only_;
}

std::string WatchedRuns::description() const {
  return source_ != nullptr ? source_->description() : only_->info().id;
}

WatchView::WatchView(WatchedRuns runs) : runs_(std::move(runs)) {
  refresh();
}

uint64_t WatchView::version() const {
  return presses_ + runs_.list().version + figure::data_version(open_);
}

bool WatchView::loading() const {
  const store::RunList list = runs_.list();
  if (list.loading || (!list.runs.empty() && open_.empty())) return true;
  return std::any_of(open_.begin(), open_.end(), [](const auto& run) { return run->loading(); });
}

// Takes what is new: the list, the newest run where nothing was chosen, panels.
void WatchView::refresh() {
  list_ = runs_.list();
  std::erase_if(chosen_, [&](const std::string& id) {
    return std::none_of(list_.runs.begin(), list_.runs.end(),
                        [&](const auto& run) { return run->id == id; });
  });
  // Not before all are known: the newest of the first few is any run.
  if (chosen_.empty() && !list_.runs.empty() && !list_.loading) {
    const auto rank = [](const auto& run) {
      return std::pair(run->status == store::RunStatus::kRunning, run->started_us);
    };
    const auto newest =
        std::max_element(list_.runs.begin(), list_.runs.end(),
                         [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    chosen_ = {(*newest)->id};
    run_focus_ = static_cast<size_t>(newest - list_.runs.begin());
  }
  choose_runs();
  const uint64_t version = figure::data_version(open_);
  if (version != panels_version_ || panels_.empty()) {
    panels_ = figure::describe_panels(open_);
    panels_version_ = version;
  }
  const auto all = tabs();
  if (index_of(all, tab_) == all.size()) tab_ = all.empty() ? "" : all.front();
  const size_t count = panels_of_tab().size();
  focus_ = std::min(focus_, count == 0 ? 0 : count - 1);
  hear_answer();
}

void WatchView::choose_runs() {
  bool same = open_.size() == chosen_.size();
  for (size_t i = 0; same && i < open_.size(); ++i) same = open_[i]->info().id == chosen_[i];
  if (same) return;
  open_.clear();
  derivations_.clear();
  for (const std::string& id : chosen_) {
    auto run = runs_.open(id);
    if (run == nullptr) continue;
    if (auto derivation = kit::Derivation::begin(run, base::FileSystem::real()); derivation.ok()) {
      derivations_.push_back(std::move(*derivation));
    }
    open_.push_back(std::move(run));
  }
  derived_us_ = 0;
  shown_.clear();
  panels_.clear();
}

void WatchView::derive(int64_t now_us) {
  if (now_us - derived_us_ < kDerive_us && now_us >= derived_us_) return;
  derived_us_ = now_us;
  for (const auto& derivation : derivations_) (void)derivation->update();
}

std::vector<std::string> WatchView::tabs() const {
  std::vector<std::string> out;
  for (const auto& panel : panels_) {
    if (index_of(out, panel.tab) == out.size()) out.push_back(panel.tab);
  }
  return out;
}

std::vector<figure::Descriptor> WatchView::panels_of_tab() const {
  std::vector<figure::Descriptor> out;
  for (const auto& panel : panels_) {
    if (panel.tab == tab_) out.push_back(panel);
  }
  return out;
}

const figure::Figure& WatchView::figure_of(const figure::Descriptor& panel, uint32_t width) {
  Json json = Json::parse(panel.request_json, nullptr, false);
  json["runs"] = Json::array();
  for (const auto& run : open_) json["runs"].push_back(run->info().id);
  json["width"] = std::clamp(width, 16U, figure::kMaxWidth);
  if (range_) json["range"] = {range_->first, range_->second};
  if (log_y_) json["y"] = "log";
  if (kSmoothings[smoothing_] > 0) json["smoothing"] = kSmoothings[smoothing_];
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  Shown& shown = shown_[panel.key];
  const uint64_t version = figure::data_version(open_);
  if (shown.request == text && shown.version == version) return shown.figure;
  shown.request = text;
  shown.version = version;
  const auto request = figure::parse_request(text);
  auto made = request.ok() ? figure::make_figure(*request, open_)
                           : base::Result<figure::Figure>(request.status());
  if (made.ok()) {
    shown.figure = std::move(*made);
  } else {
    shown.figure = {};
    shown.figure.title = panel.title;
    shown.figure.reading = made.status().message();
  }
  return shown.figure;
}

// --- Keys -------------------------------------------------------------------------------------

void WatchView::press(const KeyPress& key) {
  ++presses_;
  if (question_) {
    if (key == KeyPress{Key::kCharacter, 'y'}) ask(*question_);
    question_.reset();
    return;
  }
  if (key.key == Key::kCharacter && key.character == 'q') {
    done_ = true;
    return;
  }
  if (page_ == Page::kHelp) {
    page_ = Page::kPanels;
    return;
  }
  if (key.key == Key::kCharacter && key.character == '?') {
    page_ = Page::kHelp;
    return;
  }
  message_.clear();
  if (page_ == Page::kRuns) {
    press_in_runs(key);
  } else {
    press_in_panels(key);
  }
}

void WatchView::press_in_panels(const KeyPress& key) {
  const size_t count = panels_of_tab().size();
  const auto all = tabs();
  const size_t tab = index_of(all, tab_);
  const auto to_tab = [&](size_t i) {
    tab_ = all.empty() ? "" : all[i % all.size()];
    focus_ = scroll_ = 0;
    enlarged_ = false;
  };
  switch (key.key) {
    case Key::kTab:
      return to_tab(tab + 1);
    case Key::kBackTab:
      return to_tab(tab + all.size() - 1);
    case Key::kUp:
    case Key::kPageUp:
      if (focus_ > 0) --focus_;
      return;
    case Key::kDown:
    case Key::kPageDown:
      if (focus_ + 1 < count) ++focus_;
      return;
    case Key::kLeft:
      return pan(-0.25);
    case Key::kRight:
      return pan(0.25);
    case Key::kEnter:
      enlarged_ = !enlarged_;
      return;
    case Key::kEscape:
      enlarged_ = false;
      range_.reset();
      return;
    case Key::kCharacter:
      break;
    default:
      return;
  }
  switch (key.character) {
    case '+':
    case '=':
      return zoom(0.5);
    case '-':
      return zoom(2);
    case '0':
      range_.reset();
      return;
    case 's':
      smoothing_ = (smoothing_ + 1) % kSmoothings.size();
      return;
    case 'l':
      log_y_ = !log_y_;
      return;
    case 'r':
      page_ = Page::kRuns;
      return;
    case 'p': {
      const bool paused =
          !open_.empty() && (open_[0]->info().control.phase == store::ControlPhase::kPaused ||
                             open_[0]->info().control.phase == store::ControlPhase::kPausing);
      return ask(paused ? ControlKind::kResume : ControlKind::kPause);
    }
    case 'k':
      return ask(ControlKind::kCheckpoint);
    case 'x':
      question_ = ControlKind::kStopAfterEpoch;
      return;
    case 'X':
      question_ = ControlKind::kStop;
      return;
    default:
      return;
  }
}

void WatchView::press_in_runs(const KeyPress& key) {
  const size_t count = list_.runs.size();
  switch (key.key) {
    case Key::kUp:
      if (run_focus_ > 0) --run_focus_;
      return;
    case Key::kDown:
      if (run_focus_ + 1 < count) ++run_focus_;
      return;
    case Key::kPageUp:
      run_focus_ -= std::min<size_t>(run_focus_, 10);
      return;
    case Key::kPageDown:
      run_focus_ = std::min(run_focus_ + 10, count == 0 ? 0 : count - 1);
      return;
    case Key::kEnter:
      if (run_focus_ < count) chosen_ = {list_.runs[run_focus_]->id};
      [[fallthrough]];
    case Key::kEscape:
      page_ = Page::kPanels;
      range_.reset();
      return;
    case Key::kCharacter:
      break;
    default:
      return;
  }
  if (key.character == 'r') page_ = Page::kPanels;
  if (key.character != ' ' || run_focus_ >= count) return;
  const std::string& id = list_.runs[run_focus_]->id;
  const auto at = std::find(chosen_.begin(), chosen_.end(), id);
  if (at != chosen_.end()) {
    if (chosen_.size() > 1) chosen_.erase(at);
  } else if (chosen_.size() < kMaxChosen) {
    chosen_.push_back(id);
  } else {
    message_ = "no more than " + std::to_string(kMaxChosen) + " runs are compared here";
  }
}

// --- Zoom -------------------------------------------------------------------------------------

std::optional<std::pair<double, double>> WatchView::whole_range() const {
  std::optional<std::pair<double, double>> whole;
  for (const auto& [key, shown] : shown_) {
    for (const auto& panel : shown.figure.panels) {
      if (!panel.x.extent || panel.x.kind != figure::AxisKind::kStep) continue;
      if (!whole) whole = panel.x.extent;
      whole->first = std::min(whole->first, panel.x.extent->first);
      whole->second = std::max(whole->second, panel.x.extent->second);
    }
  }
  return whole;
}

// Around what is newest when the whole is seen, else around the middle.
void WatchView::zoom(double factor) {
  const auto whole = whole_range();
  if (!whole || !(whole->second > whole->first)) return;
  const auto now = range_.value_or(*whole);
  const double width = (now.second - now.first) * factor;
  if (width >= whole->second - whole->first) {
    range_.reset();
    return;
  }
  if (width < 1) return;
  const double end = range_ ? (now.first + now.second + width) / 2 : now.second;
  range_ = {end - width, end};
  pan(0);
}

void WatchView::pan(double share) {
  const auto whole = whole_range();
  if (!range_ || !whole) return;
  const double width = range_->second - range_->first;
  double begin = range_->first + share * width;
  begin = std::clamp(begin, whole->first, std::max(whole->first, whole->second - width));
  range_ = {begin, begin + width};
}

// --- Control ----------------------------------------------------------------------------------

void WatchView::ask(ControlKind kind) {
  if (open_.empty()) return;
  const store::RunInfo info = open_[0]->info();
  switch (whereabouts(info)) {
    case Whereabouts::kRemote:
      message_ = "control works on its own machine only: oriel watch on " + info.host;
      return;
    case Whereabouts::kCopy:
      message_ = "control does not work through a copy: watch the run's own directory";
      return;
    case Whereabouts::kDeleted:
    case Whereabouts::kHere:
      break;
  }
  const auto ticket = open_[0]->control(kind, kName);
  message_ = ticket.ok() ? "asked; the training has not looked yet" : ticket.status().message();
  if (ticket.ok()) ticket_ = *ticket;
}

void WatchView::hear_answer() {
  if (!ticket_ || open_.empty()) return;
  const store::ControlAnswer answer = open_[0]->control_answer(*ticket_);
  if (answer.outcome == store::ControlOutcome::kWaiting) return;
  message_ = (answer.outcome == store::ControlOutcome::kRefused ? "refused: " : "") + answer.text;
  if (answer.outcome != store::ControlOutcome::kAccepted) ticket_.reset();
}

}  // namespace oriel::cli
