#include "script.h"

#include <cstdio>
#include <cstring>
#include <thread>

namespace oriel::tests {
namespace {

constexpr uint64_t kFactor1 = 0xbf58476d1ce4e5b9u, kFactor2 = 0x94d049bb133111ebu;

// The inverse of an odd number modulo 2^64, by Newton.
constexpr uint64_t inverse(uint64_t n) {
  uint64_t x = n;
  for (int i = 0; i < 6; ++i) x *= 2 - n * x;
  return x;
}
static_assert(kFactor1 * inverse(kFactor1) == 1 && kFactor2 * inverse(kFactor2) == 1);

// splitmix64's finalizer: a bijection.
constexpr uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * kFactor1;
  x = (x ^ (x >> 27)) * kFactor2;
  return x ^ (x >> 31);
}
constexpr uint64_t unshift(uint64_t y, int by) {  // the x with y == x ^ (x >> by)
  uint64_t x = y;
  for (int done = by; done < 64; done += by) x = y ^ (x >> by);
  return x;
}
constexpr uint64_t unmix(uint64_t x) {
  x = unshift(x, 31) * inverse(kFactor2);
  x = unshift(x, 27) * inverse(kFactor1);
  return unshift(x, 30);
}
static_assert(unmix(mix(0x123456789abcdef0u)) == 0x123456789abcdef0u);

constexpr uint32_t kHandles = 6;

}  // namespace

uint64_t bits_of(const Origin& o) {
  return mix(uint64_t{o.thread} << 48 | o.frame << 12 | o.sample);
}

Origin origin_of(uint64_t bits) {
  const uint64_t x = unmix(bits);
  return {static_cast<uint32_t>(x >> 48), x << 16 >> 28, static_cast<uint32_t>(x & 0xfff)};
}

uint64_t Script::random(uint32_t thread, uint64_t i, uint32_t what) const {
  return mix(mix(seed_ + what) ^ bits_of({thread, i, what}));
}

uint64_t Script::frames_of(uint32_t thread) const {
  constexpr uint64_t kFrames[kRoles] = {900, 9000, 250, 120};
  return kFrames[thread % kRoles] / 2 + random(thread, 0, 90) % kFrames[thread % kRoles];
}

ScriptedFrame Script::frame(uint32_t thread, uint64_t i) const {
  ScriptedFrame out;
  const uint64_t r = random(thread, i, 91);
  out.step = static_cast<int64_t>(i);
  if (r % 64 == 0) out.step = static_cast<int64_t>(r);  // any, also negative
  if (r % 64 == 1) out.step = -static_cast<int64_t>(i);
  out.samples = 1 + (r >> 8) % kHandles;
  if (role_of(thread) != Role::kRecords || i % 2 == 0) return out;
  switch ((r >> 16) % 8) {
    case 0:
    case 1:
      out.kind = ScriptedFrame::Kind::kEvent;
      out.bytes = 8 + (r >> 24) % 100;
      break;
    case 2:
    case 3:
    case 4:
      out.kind = ScriptedFrame::Kind::kText;
      out.bytes = 8 + (r >> 24) % 2000;
      break;
    case 5:
    case 6:
      out.kind = ScriptedFrame::Kind::kTensor;
      out.bytes = 8 + 8 * ((r >> 24) % 1000);
      break;
    default:
      out.kind = ScriptedFrame::Kind::kImage;  // beyond a quarter of the ring: a file
      out.bytes = 70000 + (r >> 24) % 50000;
      break;
  }
  return out;
}

std::string Script::series(uint32_t thread, uint64_t i, uint32_t sample) const {
  if (role_of(thread) != Role::kNames) {
    return sample == 0 ? "shared/handle"
                       : "thread " + std::to_string(thread) + "/" + std::to_string(sample);
  }
  // Every second name is one that all threads come to at about the same time.
  if (sample % 2 == 0) {
    return "shared/" + std::to_string(i / 2) + "/" + std::to_string(sample);
  }
  return "new/" + std::to_string(thread) + "/" + std::to_string(i) + "/" + std::to_string(sample);
}

std::string Script::stream(uint32_t thread, uint64_t i) const {
  switch (frame(thread, i).kind) {
    case ScriptedFrame::Kind::kText:
      return "text/" + std::to_string(i / 8);
    case ScriptedFrame::Kind::kTensor:
      return "tensor/" + std::to_string(thread);
    case ScriptedFrame::Kind::kImage:
      return "image";
    default:
      return "";
  }
}

std::string Script::content(uint32_t thread, uint64_t i) const {
  std::string out(frame(thread, i).bytes, '\0');
  const uint64_t bits = bits_of({thread, i, 0});
  std::memcpy(out.data(), &bits, sizeof bits);
  uint64_t fill = random(thread, i, 92);
  for (size_t at = 8; at < out.size(); ++at) {
    if (at % 8 == 0) fill = mix(fill);
    out[at] = static_cast<char>(fill >> (at % 8 * 8));
  }
  return out;
}

Origin Script::origin_of_content(const std::string& content) {
  uint64_t bits = 0;
  if (content.size() >= 8) std::memcpy(&bits, content.data(), 8);
  return origin_of(bits);
}

Actor::Actor(const Script& script, Run& run, uint32_t thread)
    : script_(script), run_(run), thread_(thread) {
  if (role_of(thread) == Role::kNames) return;
  for (uint32_t k = 0; k < kHandles; ++k)
    handles_.push_back(run.series(script.series(thread, 0, k)));
}

bool Actor::act_scalars(uint64_t i, const ScriptedFrame& frame) {
  std::vector<Sample> samples;
  std::vector<std::string> names;
  names.reserve(frame.samples);
  for (uint32_t k = 0; k < frame.samples; ++k) {
    const double value = std::bit_cast<double>(bits_of({thread_, i, k}));
    if (!handles_.empty() && (i + k) % 7 != 0) {
      samples.emplace_back(handles_[k], value);
    } else {
      names.push_back(script_.series(thread_, i, k));
      samples.emplace_back(names.back(), value);
    }
  }
  for (;;) {
    const Error failed = run_.try_log(frame.step, samples);
    if (!failed) return true;
    if (failed.code() != ErrorCode::kRingFull) return false;
    std::this_thread::yield();
  }
}

void Actor::act_record(uint64_t i, const ScriptedFrame& frame) {
  const std::string content = script_.content(thread_, i);
  const std::string stream = script_.stream(thread_, i);
  switch (frame.kind) {
    case ScriptedFrame::Kind::kEvent:
      return run_.event(frame.step, content);
    case ScriptedFrame::Kind::kText:
      return run_.record(frame.step, stream, Text{content});
    case ScriptedFrame::Kind::kTensor:
      return run_.record(
          frame.step, stream,
          Tensor(content.data(), DType::kF64, {static_cast<int64_t>(frame.bytes / 8)}));
    default:
      return run_.record(frame.step, stream,
                         Image{reinterpret_cast<const uint8_t*>(content.data()),
                               static_cast<uint32_t>(frame.bytes), 1, 1, "made up"});
  }
}

bool Actor::act(uint64_t i, bool* certain) {
  const ScriptedFrame frame = script_.frame(thread_, i);
  *certain = true;
  if (frame.kind == ScriptedFrame::Kind::kScalars) return act_scalars(i, frame);
  // Only a record that others' drops may hide is uncertain.
  const uint64_t before = run_.dropped();
  act_record(i, frame);
  *certain = run_.dropped() == before;
  return true;
}

}  // namespace oriel::tests
