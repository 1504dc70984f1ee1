#include "synthetic_run.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "format/frame.h"

namespace oriel::bench {
namespace {

constexpr size_t kHandOver = 128 << 10;   // bytes of frames, as a drain brings them
constexpr uint64_t kSyncBytes = 8 << 20;  // of frames between two looks at what is sealed
constexpr uint32_t kFrameSize = format::kFrameHeaderSize + format::kScalarSize;

void write_file(const std::string& path, const std::string& text) {
  check(base::replace_file(base::FileSystem::real(), path,
                           {reinterpret_cast<const uint8_t*>(text.data()), text.size()}));
}

}  // namespace

double NoisyLoss::operator()(double step) {
  return static_cast<float>(0.3 + 2 * std::exp(step * rate_) + 0.02 * normal_(random_));
}

SyntheticRun::SyntheticRun(const std::string& run_dir) : run_dir_(run_dir) {
  check(base::make_directories(base::FileSystem::real(), run_dir + "/log"));
  run_.id = format::random_id();
  run_.number = 1;
  run_.created_us = base::wall_us();
  writer_.uuid = format::random_id();
  writer_.started_us = run_.created_us;
  writer_.generations = {{0, INT64_MIN, run_.created_us}};
  format::WriterLogOptions options;
  options.run_dir = run_dir;
  options.uuid = writer_.uuid;
  log_ = std::make_unique<format::WriterLog>(base::FileSystem::real(), options,
                                             [](uint32_t) { return "train/loss"; });
  write_file(format::run_file_path(run_dir), to_json(run_));
}

void SyntheticRun::add(int64_t step, int64_t wall_us, double value) {
  const size_t at = frames_.size();
  frames_.resize(at + kFrameSize);
  format::write_frame_header(&frames_[at], kFrameSize, format::FrameKind::kScalars, 1, step,
                             static_cast<uint64_t>(wall_us));
  format::write_scalar(&frames_[at + format::kFrameHeaderSize], 0, value);
  if (frames_.size() >= kHandOver) hand_over();
}

void SyntheticRun::hand_over() {
  check(log_->append({}, frames_, nullptr));
  since_sync_ += frames_.size();
  frames_.clear();
  if (since_sync_ >= kSyncBytes) forget_tails();
}

// As after a sync: tails that are sealed are removed.
void SyntheticRun::forget_tails() {
  const auto work = log_->begin_sync();
  log_->end_sync(work, true);
  since_sync_ = 0;
}

void SyntheticRun::finish() {
  hand_over();
  check(log_->finish());
  forget_tails();
  writer_.status = format::WriterStatus::kFinished;
  writer_.ended_us = base::wall_us();
  writer_.points = log_->points();
  writer_.frames = log_->next_seq();
  writer_.series = log_->series_seen();
  writer_.last_step = log_->last_step();
  write_file(format::writer_file_path(run_dir_, 0), to_json(writer_));
}

double number_argument(int argc, char** argv, const char* name, double otherwise) {
  const std::string text = text_argument(argc, argv, name);
  return text.empty() ? otherwise : std::strtod(text.c_str(), nullptr);
}

std::string text_argument(int argc, char** argv, const char* name) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], name) == 0) return argv[i + 1];
  }
  return {};
}

void check(const base::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.message().c_str());
  std::exit(1);
}

}  // namespace oriel::bench
