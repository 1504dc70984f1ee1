// The public API: thin, so that <oriel/run.h> needs to know nothing.
#include <oriel/run.h>

#include <algorithm>
#include <exception>

#include "base/clock.h"
#include "record/recorder.h"

namespace oriel {

struct detail::RunState {
  explicit RunState(const RunOptions& options) : control(nullptr), recorder(options) {
    control.door_ = &recorder.door();
    recorder.door().bind(&control.waiting_);
  }
  Control control;
  record::Recorder recorder;
  int exceptions = std::uncaught_exceptions();
};

namespace {

std::string_view view(StringRef s) {
  return {s.data(), s.size()};
}

size_t element_count(const Tensor& t) {
  size_t n = 1;
  for (size_t i = 0; i < t.rank; ++i) n *= static_cast<size_t>(std::max<int64_t>(t.shape[i], 0));
  return n;
}

base::Bytes bytes_of(const Tensor& t) {
  return {static_cast<const uint8_t*>(t.data),
          t.data == nullptr ? 0 : element_count(t) * size_of(t.dtype)};
}

base::Bytes bytes_of(const Image& i) {
  return {i.pixels, i.pixels == nullptr ? 0 : static_cast<size_t>(i.width) * i.height * i.channels};
}

std::vector<int64_t> shape_of(const Image& i) {
  return {i.height, i.width, i.channels};
}

}  // namespace

Run::Run(const RunOptions& options)
    : state_(new detail::RunState(options)), control_(&state_->control) {}

Run::~Run() {
  if (std::uncaught_exceptions() > state_->exceptions) failed("an exception ended the training");
  delete state_;
}

Series Run::series(StringRef name) noexcept {
  return state_->recorder.series(view(name));
}

void Run::log(int64_t step, Samples samples) noexcept {
  (void)state_->recorder.log(step, samples);
}

Error Run::try_log(int64_t step, Samples samples) noexcept {
  return state_->recorder.log(step, samples);
}

void Run::record(int64_t step, StringRef stream, const Tensor& tensor) noexcept {
  format::RecordBody body;
  body.kind = format::RecordKind::kTensor;
  body.dtype = static_cast<uint8_t>(tensor.dtype);
  body.shape.assign(tensor.shape, tensor.shape + tensor.rank);
  body.bytes = bytes_of(tensor);
  state_->recorder.record(step, view(stream), body);
}

// Edges, then counts: 2 * bins + 1 doubles.
void Run::record(int64_t step, StringRef stream, const Histogram& histogram) noexcept {
  std::vector<double> numbers;
  if (histogram.edges != nullptr && histogram.counts != nullptr) {
    numbers.assign(histogram.edges, histogram.edges + histogram.bins + 1);
    numbers.insert(numbers.end(), histogram.counts, histogram.counts + histogram.bins);
  }
  format::RecordBody body;
  body.kind = format::RecordKind::kHistogram;
  body.dtype = static_cast<uint8_t>(DType::kF64);
  body.shape = {numbers.empty() ? 0 : static_cast<int64_t>(histogram.bins)};
  body.bytes = {reinterpret_cast<const uint8_t*>(numbers.data()), numbers.size() * sizeof(double)};
  state_->recorder.record(step, view(stream), body);
}

void Run::record(int64_t step, StringRef stream, const Image& image) noexcept {
  format::RecordBody body;
  body.kind = format::RecordKind::kImage;
  body.dtype = static_cast<uint8_t>(DType::kU8);
  body.shape = shape_of(image);
  body.caption = view(image.caption).substr(0, 1000);
  body.bytes = bytes_of(image);
  state_->recorder.record(step, view(stream), body);
}

void Run::record(int64_t step, StringRef stream, const Text& text) noexcept {
  format::RecordBody body;
  body.kind = format::RecordKind::kText;
  body.dtype = static_cast<uint8_t>(DType::kU8);
  body.bytes = base::as_bytes(view(text.text));
  body.shape = {static_cast<int64_t>(body.bytes.size())};
  state_->recorder.record(step, view(stream), body);
}

void Run::event(int64_t step, StringRef text) noexcept {
  state_->recorder.event(step, view(text));
}

Lease Run::watched(StringRef stream) noexcept {
  return Lease(state_->recorder.watched(view(stream)));
}

void Run::live(StringRef stream, int64_t step, const Tensor& tensor) noexcept {
  format::LiveValue value;
  value.kind = static_cast<uint8_t>(format::RecordKind::kTensor);
  value.dtype = static_cast<uint8_t>(tensor.dtype);
  value.shape.assign(tensor.shape, tensor.shape + tensor.rank);
  value.step = step;
  value.wall_us = base::wall_us();
  state_->recorder.live(view(stream), value, bytes_of(tensor));
}

void Run::live(StringRef stream, int64_t step, const Image& image) noexcept {
  format::LiveValue value;
  value.kind = static_cast<uint8_t>(format::RecordKind::kImage);
  value.dtype = static_cast<uint8_t>(DType::kU8);
  value.shape = shape_of(image);
  value.step = step;
  value.wall_us = base::wall_us();
  value.caption = view(image.caption).substr(0, 1000);
  state_->recorder.live(view(stream), value, bytes_of(image));
}

// --- control -------------------------------------------------------------------------------------

namespace {

// Calls the door. Only memory can run out there: then nothing was asked.
template <class Call>
auto at_door(void* door, Call call) noexcept
    -> decltype(call(*static_cast<record::ControlDoor*>(door))) {
  try {
    return call(*static_cast<record::ControlDoor*>(door));
  } catch (...) {
    return decltype(call(*static_cast<record::ControlDoor*>(door)))();
  }
}

}  // namespace

bool Control::take_stop() noexcept {
  return at_door(door_, [](record::ControlDoor& door) { return door.should_stop(); });
}

bool Control::epoch_end(int64_t epoch) noexcept {
  return at_door(door_, [&](record::ControlDoor& door) { return door.epoch_end(epoch); });
}

bool Control::wait(int64_t timeout_ms) noexcept {
  return at_door(door_, [&](record::ControlDoor& door) { return door.wait(timeout_ms); });
}

bool Control::take_checkpoint() noexcept {
  return at_door(door_, [](record::ControlDoor& door) { return door.checkpoint_requested(); });
}

void Control::checkpoint_done(StringRef what) noexcept {
  at_door(door_, [&](record::ControlDoor& door) { door.checkpoint_answer(view(what), true); });
}

void Control::checkpoint_failed(StringRef why) noexcept {
  at_door(door_, [&](record::ControlDoor& door) { door.checkpoint_answer(view(why), false); });
}

void Control::supports(std::initializer_list<Ask> asks) noexcept {
  uint32_t bits = 0;
  for (const Ask ask : asks) bits |= static_cast<uint32_t>(ask);
  at_door(door_, [&](record::ControlDoor& door) { door.supports(bits); });
}

// --- facts ---------------------------------------------------------------------------------------

void Run::tag(StringRef tag) noexcept {
  state_->recorder.change_run_file([&](format::RunFile& run) {
    const std::string text(view(tag));
    if (std::find(run.tags.begin(), run.tags.end(), text) == run.tags.end()) {
      run.tags.push_back(text);
    }
  });
}

void Run::notes(StringRef text) noexcept {
  state_->recorder.change_run_file([&](format::RunFile& run) { run.notes = view(text); });
}

Error Run::sync() noexcept {
  return state_->recorder.sync();
}

void Run::finish() noexcept {
  state_->recorder.finish(format::WriterStatus::kFinished, "");
}

void Run::failed(StringRef why) noexcept {
  state_->recorder.finish(format::WriterStatus::kFailed, view(why));
}

uint64_t Run::dropped() const noexcept {
  return state_->recorder.dropped();
}
StringRef Run::path() const noexcept {
  return state_->recorder.path();
}
Error Run::error() const noexcept {
  return state_->recorder.error();
}

}  // namespace oriel
