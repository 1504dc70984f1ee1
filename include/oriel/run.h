// oriel/run.h — record a training. This is the whole header a trainer needs.
//
//   oriel::Run run({.logdir = "runs", .name = "digits", .config = {{"lr", 1e-3}}});
//   auto loss = run.series("train/loss");
//   for (int64_t step = 0; step < steps; ++step) {
//     run.log(step, {{loss, l}, {"lr", rate}});
//   }
//
// The promise. Process death loses nothing that log() accepted (while the machine's shared memory
// lives; where it dies with a container, at most 5 ms — or nothing with `.ring =
// RingPlace::kRunDir`). Power loss loses at most `sync_interval_ms`. Damage on disk costs the
// damaged chunk only. The recorder never blocks, throws into or kills the training; every dropped
// point is counted.
//
// Threads. Every member function of Run may be called from any thread at any time, the constructor
// and destructor excepted. Two threads that log the same series are ordered by when their frames
// are drained (every few milliseconds), then by step.
//
// fork(). A child of fork() inherits a Run that records nothing: every call returns at once. To
// record from the child, construct a new Run there with `.join = parent.path()`.
//
// Costs, by handle, on a 2.6 GHz server core: about 20 ns per log() plus 1–2 ns per scalar (one
// clock read, no lock, no system call, no allocation). By name: a hash look-up more per scalar. The
// first use of a name takes a lock and may allocate; so does a thread's first log().
// `docs/performance.md` has the measured figures, `docs/log_format.md` what is written.
//
// This header includes no standard library header but the four freestanding ones below, so that it
// costs a translation unit next to nothing.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <initializer_list>

namespace oriel {

// ---------------------------------------------------------------------------------------------
// Borrowed text and lists. They never own; the callee copies what it keeps before it returns.

// UTF-8 text that somebody else owns: from a literal, a std::string, a std::string_view.
class StringRef {
 public:
  constexpr StringRef() = default;
  constexpr StringRef(const char* text) : data_(text) {  // NOLINT: implicit on purpose
    if (text != nullptr) {
      while (text[size_] != '\0') ++size_;
    }
  }
  constexpr StringRef(const char* text, size_t size) : data_(text), size_(size) {}
  template <class Text>
  requires requires(const Text& t) {
    static_cast<const char*>(t.data());
    static_cast<size_t>(t.size());
  }
  constexpr StringRef(const Text& text) : data_(text.data()), size_(text.size()) {}  // NOLINT

  constexpr const char* data() const { return data_; }
  constexpr size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }

 private:
  const char* data_ = "";
  size_t size_ = 0;
};

namespace detail {
// True for the arithmetic types, found without <type_traits>.
template <class T>
concept Arithmetic = __is_enum(T) == false && requires(T v) {
  static_cast<double>(v);
  v + v;
  v* v;
};
struct RunState;
}  // namespace detail

// ---------------------------------------------------------------------------------------------
// Scalars.

// A series of one run, interned: four bytes, freely copied, valid as long as the Run that made it.
// Using it with another Run is not detected and logs into whatever series has that number there.
class Series {
 public:
  constexpr Series() = default;
  constexpr explicit Series(uint32_t id) : id_(id) {}
  constexpr uint32_t id() const { return id_; }

 private:
  uint32_t id_ = UINT32_MAX;
};

// What a value is logged under: a Series (fast) or a name (one hash look-up more).
// Names are UTF-8, 1 to 512 bytes, no control characters; `/` groups, to any depth.
class Key {
 public:
  constexpr Key(Series series) : id_(series.id()) {}  // NOLINT: implicit on purpose
  template <class Text>
  requires requires(const Text& t) { StringRef(t); }
  constexpr Key(const Text& name) : name_(name) {}  // NOLINT: implicit on purpose

  constexpr bool is_name() const { return name_.data() != nullptr; }
  constexpr uint32_t id() const { return id_; }
  constexpr StringRef name() const { return name_; }

 private:
  StringRef name_{nullptr, 0};
  uint32_t id_ = UINT32_MAX;
};

// One value under one key. Values of every arithmetic type are kept as a double: floats and
// integers up to 2^53 exactly; NaN and infinities are data.
struct Sample {
  template <class T>
  requires detail::Arithmetic<T>
  constexpr Sample(Key k, T v) : key(k), value(static_cast<double>(v)) {}

  Key key;
  double value;
};

// Borrowed samples: a braced list, or any contiguous container of Sample.
class Samples {
 public:
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Winit-list-lifetime"    // borrowed for the call only, by contract
  constexpr Samples(std::initializer_list<Sample> list)  // NOLINT: implicit on purpose
      : data_(list.begin()), size_(list.size()) {}
#pragma GCC diagnostic pop
  template <class Container>
  requires requires(const Container& c) {
    static_cast<const Sample*>(c.data());
    static_cast<size_t>(c.size());
  }
  constexpr Samples(const Container& c) : data_(c.data()), size_(c.size()) {}  // NOLINT

  constexpr const Sample* begin() const {
    return data_;
  }
  constexpr const Sample* end() const {
    return data_ + size_;
  }
  constexpr size_t size() const {
    return size_;
  }

 private:
  const Sample* data_ = nullptr;
  size_t size_ = 0;
};

// ---------------------------------------------------------------------------------------------
// Errors. Only try_log(), sync() and error() report; the rest counts what it could not do.

enum class ErrorCode : uint8_t {
  kOk = 0,
  kDisabled,  // the run could not be opened, was finished, or belongs to the parent of this process
  kRingFull,  // the background writer is behind (disk full or too slow); the frame was dropped
  kBadName,   // empty, longer than 512 bytes, or with control characters
  kTooLarge,  // more than 4,000 samples in a frame, or a record above 1 GiB
  kIo,        // the operating system refused; message() says what
};

class [[nodiscard]] Error {
 public:
  constexpr Error() = default;
  constexpr Error(ErrorCode code, const char* message) : code_(code), message_(message) {}
  constexpr explicit operator bool() const { return code_ != ErrorCode::kOk; }  // true: it failed
  constexpr ErrorCode code() const { return code_; }
  // What happened and what to try, in English. Lives as long as the program, or as the Run.
  constexpr const char* message() const { return message_; }

 private:
  ErrorCode code_ = ErrorCode::kOk;
  const char* message_ = "";
};

// ---------------------------------------------------------------------------------------------
// Records: everything with a step that is not a scalar. All borrow; record() copies.

enum class DType : uint8_t {
  kF32 = 1,
  kF64,
  kF16,
  kBF16,
  kU8,
  kI8,
  kU16,
  kI16,
  kU32,
  kI32,
  kU64,
  kI64
};

constexpr size_t size_of(DType type) {
  switch (type) {
    case DType::kU8:
    case DType::kI8:
      return 1;
    case DType::kF16:
    case DType::kBF16:
    case DType::kU16:
    case DType::kI16:
      return 2;
    case DType::kF64:
    case DType::kU64:
    case DType::kI64:
      return 8;
    default:
      return 4;
  }
}

namespace detail {
template <class T>
inline constexpr DType kDTypeOf = DType{};  // DType{0}: not a tensor element
template <>
inline constexpr DType kDTypeOf<float> = DType::kF32;
template <>
inline constexpr DType kDTypeOf<double> = DType::kF64;
template <>
inline constexpr DType kDTypeOf<uint8_t> = DType::kU8;
template <>
inline constexpr DType kDTypeOf<int8_t> = DType::kI8;
template <>
inline constexpr DType kDTypeOf<uint16_t> = DType::kU16;
template <>
inline constexpr DType kDTypeOf<int16_t> = DType::kI16;
template <>
inline constexpr DType kDTypeOf<uint32_t> = DType::kU32;
template <>
inline constexpr DType kDTypeOf<int32_t> = DType::kI32;
template <>
inline constexpr DType kDTypeOf<uint64_t> = DType::kU64;
template <>
inline constexpr DType kDTypeOf<int64_t> = DType::kI64;
}  // namespace detail

// Row-major numbers with a shape of at most 8 dimensions, borrowed.
struct Tensor {
  static constexpr size_t kMaxDims = 8;

  Tensor() = default;
  Tensor(const void* elements, DType type, std::initializer_list<int64_t> dims)
      : data(elements), dtype(type) {
    for (int64_t d : dims) {
      if (rank < kMaxDims) shape[rank++] = d;
    }
  }
  template <class T>
  requires(detail::kDTypeOf<T> != DType{})
      Tensor(const T* elements, std::initializer_list<int64_t> dims)
      : Tensor(static_cast<const void*>(elements), detail::kDTypeOf<T>, dims) {}
  template <class Container>
  requires requires(const Container& c) {
    detail::kDTypeOf<typename Container::value_type>;
    c.data();
  }
  Tensor(const Container& c, std::initializer_list<int64_t> dims) : Tensor(c.data(), dims) {}

  const void* data = nullptr;
  DType dtype = DType::kF32;
  uint8_t rank = 0;
  int64_t shape[kMaxDims] = {};
};

// Counts between edges: edges has bins + 1 ascending numbers, counts has bins.
struct Histogram {
  const double* edges = nullptr;
  const double* counts = nullptr;
  size_t bins = 0;
};

// Pixels, row by row, 8 bits per channel; 1 (grey), 3 (RGB) or 4 (RGBA) channels.
struct Image {
  const uint8_t* pixels = nullptr;
  uint32_t width = 0;
  uint32_t height = 0;
  uint32_t channels = 1;
  StringRef caption = {};
};

struct Text {
  StringRef text;
};

// ---------------------------------------------------------------------------------------------
// Config: what the run was started with. Owns its text.

struct ConfigItem {
  enum class Kind : uint8_t { kText, kNumber, kInteger, kBool };

  ConfigItem(StringRef k, bool v) : key(k), kind(Kind::kBool), integer(v) {}
  template <class T>
  requires(detail::Arithmetic<T> && !__is_same(T, bool)) ConfigItem(StringRef k, T v) : key(k) {
    if constexpr (static_cast<T>(1) / static_cast<T>(2) == static_cast<T>(0)) {
      kind = Kind::kInteger;
      integer = static_cast<int64_t>(v);
    } else {
      kind = Kind::kNumber;
      number = static_cast<double>(v);
    }
  }
  ConfigItem(StringRef k, StringRef v) : key(k), text(v) {}
  ConfigItem(StringRef k, const char* v) : key(k), text(v) {}

  StringRef key;
  Kind kind = Kind::kText;
  int64_t integer = 0;
  double number = 0;
  StringRef text = {};
};

class Config {
 public:
  Config() = default;
  Config(std::initializer_list<ConfigItem> items);  // NOLINT: implicit on purpose
  // A JSON object. Text that is not one is kept as {"invalid_json": text}: a training never fails
  // because of its labels.
  static Config from_json(StringRef json);
  Config(const Config& other);
  Config(Config&& other) noexcept;
  Config& operator=(Config other) noexcept;
  ~Config();

  // The canonical JSON text of the object; "{}" when empty.
  StringRef json() const;

 private:
  char* json_ = nullptr;
  size_t size_ = 0;
};

// ---------------------------------------------------------------------------------------------
// Run.

enum class RingPlace : uint8_t {
  kSharedMemory,  // /dev/shm: fastest; falls back to the run directory where it is full or absent
  kRunDir,        // survives the death of a container that keeps its disk but not its /dev/shm
};

struct RunOptions {
  StringRef logdir = "runs";  // created if missing
  StringRef name = {};        // the run becomes logdir/[name/]run_NNN with the next free NNN
  Config config = {};
  std::initializer_list<StringRef> tags = {};
  StringRef notes = {};
  StringRef join = {};    // a run directory: write into it as one more writer (rank).
                          // Empty: the environment variable ORIEL_RUN, if it is set.
  StringRef resume = {};  // a run directory: go on as its first writer, from resume_step;
  int64_t resume_step =
      INT64_MIN;  // earlier points with step >= resume_step are hidden, never erased
  RingPlace ring = RingPlace::kSharedMemory;
  uint32_t ring_bytes = 256 * 1024;    // per thread, rounded up to a power of two >= 64 KiB
  uint32_t max_ring_bytes = 64 << 20;  // all rings of this writer together
  uint32_t drain_interval_ms = 5;
  uint32_t sync_interval_ms = 1000;                   // what a power loss may cost
  uint32_t system_interval_ms = 2000;                 // CPU, memory, I/O, GPU; 0: no system monitor
  std::initializer_list<StringRef> environment = {};  // names of variables to keep, beyond the
                                                      // built-in list (CUDA_VISIBLE_DEVICES, …)
};

// "Is anybody watching this now?" Converts to true while a viewer holds a lease.
class Lease {
 public:
  constexpr explicit Lease(bool held) : held_(held) {}
  constexpr explicit operator bool() const { return held_; }

 private:
  bool held_;
};

// ---------------------------------------------------------------------------------------------
// Control: the way back. A viewer asks, the trainer looks when it likes.
//
//   for (int64_t epoch = 1; epoch <= epochs; ++epoch) {
//     for (const Batch& batch : batches) {
//       control.wait_if_paused();
//       if (control.should_stop()) break;
//       if (control.checkpoint_requested()) control.checkpoint_done(save("now.ckpt"));
//       …
//     }
//     if (control.epoch_end(epoch)) break;   // true as well after should_stop() was
//   }
//
// Any thread; nothing throws; a question costs one relaxed load (under 2 ns) while nobody asks, and
// epoch_end() a short lock.
// What somebody asked for, by whom and what became of it is written into the run as events. Whoever
// asks is answered: accepted, done, or refused with a reason (docs/control.md).
//
// Ranks: requests go to the run's first writer. The others, if they joined on the same machine, see
// what it was told to do a few milliseconds later, not necessarily in the same step.

// What a trainer may let its viewers ask for.
enum class Ask : uint8_t {
  kStop = 1,            // should_stop() is polled
  kStopAfterEpoch = 2,  // epoch_end() is called
  kPause = 4,           // wait_if_paused() is called
  kCheckpoint = 8,      // checkpoint_requested() is polled
};

class Control {
 public:
  // True once somebody has asked to stop now (or epoch_end() has returned true), and from then on.
  bool should_stop() noexcept { return waits(Ask::kStop) && take_stop(); }

  // To be called at the end of each epoch: true if the loop should be left, because somebody asked
  // to stop after this epoch or to stop now. `epoch` is the number of the epoch that has just
  // ended, for people to read; without it the calls are counted from 1.
  bool epoch_end(int64_t epoch = INT64_MIN) noexcept;

  // Returns at once unless somebody asked to pause; then it blocks until somebody resumes or asks
  // to stop, the run is finished, or `timeout_ms` has passed (negative: no limit). True if it is
  // still paused: a trainer with a signal handler of its own looks at its flag and calls again.
  bool wait_if_paused(int64_t timeout_ms = -1) noexcept {
    return waits(Ask::kPause) && wait(timeout_ms);
  }

  // True once for each time somebody asked for a checkpoint. Then say what became of it: what was
  // saved and where, or why it was not. Both may be called later and from another thread.
  bool checkpoint_requested() noexcept { return waits(Ask::kCheckpoint) && take_checkpoint(); }
  void checkpoint_done(StringRef what) noexcept;
  void checkpoint_failed(StringRef why) noexcept;

  // States what this trainer supports; everything else is refused at once. Without it, whatever has
  // been polled at least once is supported, and a request for anything else waits until it is.
  void supports(std::initializer_list<Ask> asks) noexcept;

  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

 private:
  friend struct detail::RunState;
  explicit Control(void* door) : door_(door) {}
  bool waits(Ask ask) const {
    return (__atomic_load_n(&waiting_, __ATOMIC_RELAXED) & static_cast<uint32_t>(ask)) != 0;
  }
  bool take_stop() noexcept;
  bool wait(int64_t timeout_ms) noexcept;
  bool take_checkpoint() noexcept;

  // Bits of Ask: what has to be looked at, and at first what has never been polled. The background
  // thread sets them.
  alignas(64) uint32_t waiting_ = 15;
  void* door_;
};

// One training. Opens its directory, rings and background thread; closes them when destroyed. If
// the directory cannot be made, says so once on standard error and drops (and counts) everything.
class Run {
 public:
  explicit Run(const RunOptions& options = {});
  ~Run();  // finish(), or failed() while an exception unwinds the stack
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // Interns a name. Names that cannot be used give a series whose values are counted as dropped.
  Series series(StringRef name) noexcept;

  // Hands over one frame: all samples share the step and one wall time. Never throws; what cannot
  // be taken is counted in dropped(). Steps may repeat, descend or be negative.
  void log(int64_t step, Samples samples) noexcept;
  [[nodiscard]] Error try_log(int64_t step, Samples samples) noexcept;

  // Records. Copied before the call returns; more than a quarter of the ring goes to a file first.
  void record(int64_t step, StringRef stream, const Tensor& tensor) noexcept;
  void record(int64_t step, StringRef stream, const Histogram& histogram) noexcept;
  void record(int64_t step, StringRef stream, const Image& image) noexcept;
  void record(int64_t step, StringRef stream, const Text& text) noexcept;

  // A mark with text on the time axis, such as "learning rate halved".
  void event(int64_t step, StringRef text) noexcept;

  // Live data: shown while somebody looks, never stored. watched() costs one hash look-up and one
  // atomic load while nobody does; it is true at most as often as the viewers want a new value.
  //   if (run.watched("batch/images")) run.live("batch/images", step, image);
  Lease watched(StringRef stream) noexcept;
  void live(StringRef stream, int64_t step, const Tensor& tensor) noexcept;
  void live(StringRef stream, int64_t step, const Image& image) noexcept;

  // What viewers ask of this training. Lives as long as the Run.
  Control& control() noexcept { return *control_; }

  // Facts about the run that may change: they rewrite a small file, so not for every step.
  void tag(StringRef tag) noexcept;
  void notes(StringRef text) noexcept;

  // Blocks until everything accepted before the call is on the disk, at most 30 s.
  [[nodiscard]] Error sync() noexcept;

  // Ends the run. Later calls record nothing. Idempotent; the first of the two wins.
  void finish() noexcept;
  void failed(StringRef why) noexcept;

  // Scalars and records that could not be kept, so far.
  uint64_t dropped() const noexcept;
  // The run directory; empty if it could not be made. Lives as long as the Run.
  StringRef path() const noexcept;
  // The last error of the recorder, if any: what, where, what to try.
  Error error() const noexcept;

 private:
  detail::RunState* state_;
  Control* control_;
};

}  // namespace oriel
