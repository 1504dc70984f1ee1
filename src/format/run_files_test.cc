#include "format/run_files.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>
#include <set>

namespace oriel::format {
namespace {

class RunFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "oriel_run_files_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
    std::filesystem::create_directory(dir_ + "/log");
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  void touch(const std::string& name) {
    ASSERT_TRUE(base::replace_file(base::FileSystem::real(), dir_ + "/log/" + name, {}).ok());
  }

  std::string dir_;
};

RunFile sample_run() {
  RunFile file;
  file.id = random_id();
  file.name = "digits";
  file.number = 7;
  file.created_us = 1'700'000'000'000'000;
  file.host = "box";
  file.cwd = "/home/a b";
  file.argv = {"train", "--lr=1", ""};
  file.git_commit = std::string(40, 'a');
  file.git_dirty = true;
  file.git_dirty_known = true;
  file.environment = {{"RANK", "0"}, {"A", "\"x\"\n"}};
  file.config_json = R"({"lr":0.001,"net":{"layers":[1,2]}})";
  file.tags = {"baseline", "é"};
  file.notes = "two\nlines";
  return file;
}

void expect_equal(const RunFile& a, const RunFile& b) {
  EXPECT_EQ(a.format, b.format);
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.number, b.number);
  EXPECT_EQ(a.created_us, b.created_us);
  EXPECT_EQ(a.host, b.host);
  EXPECT_EQ(a.cwd, b.cwd);
  EXPECT_EQ(a.argv, b.argv);
  EXPECT_EQ(a.git_commit, b.git_commit);
  EXPECT_EQ(a.git_dirty, b.git_dirty);
  EXPECT_EQ(a.git_dirty_known, b.git_dirty_known);
  EXPECT_EQ(a.environment, b.environment);
  EXPECT_EQ(a.config_json, b.config_json);
  EXPECT_EQ(a.tags, b.tags);
  EXPECT_EQ(a.notes, b.notes);
}

TEST_F(RunFilesTest, RunFileComesBack) {
  const RunFile file = sample_run();
  auto back = parse_run_file(to_json(file));
  ASSERT_TRUE(back.ok()) << back.status().message();
  expect_equal(file, *back);
}

TEST_F(RunFilesTest, DirtyIsNullWhereNobodyKnows) {
  RunFile file = sample_run();
  file.git_dirty = file.git_dirty_known = false;
  EXPECT_NE(to_json(file).find("\"dirty\": null"), std::string::npos);
  expect_equal(file, *parse_run_file(to_json(file)));
  file.git_commit.clear();
  EXPECT_NE(to_json(file).find("\"git\": null"), std::string::npos);
}

TEST_F(RunFilesTest, ConfigIsAnObjectWhateverItWas) {
  RunFile file;
  file.config_json = "{oops";
  EXPECT_EQ(parse_run_file(to_json(file))->config_json, R"({"invalid_json":"{oops"})");
  file.config_json = "";
  EXPECT_EQ(parse_run_file(to_json(file))->config_json, "{}");
}

TEST_F(RunFilesTest, BadUtf8IsReplaced) {
  RunFile file;
  file.name = "a\xFF";
  file.argv = {"\xC3"};
  file.environment = {{"X", "\xFE"}};
  file.config_json = "{\"a\":\"\xFF\"}";
  auto back = parse_run_file(to_json(file));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->name, "a\xEF\xBF\xBD");
  EXPECT_EQ(back->argv[0], "\xEF\xBF\xBD");
}

TEST_F(RunFilesTest, WriterFileComesBack) {
  WriterFile file;
  file.writer = 3;
  file.uuid = random_id();
  file.host = "box";
  file.boot_id = "b";
  file.pid = 4'000'000'000;
  file.ring_dir = "/dev/shm";
  file.status = WriterStatus::kFailed;
  file.reason = "why not";
  file.started_us = 5;
  file.ended_us = 6;
  file.generations = {{0, INT64_MIN, 1}, {1, -5, 2}, {65535, INT64_MAX, 3}};
  file.points = UINT64_MAX;
  file.series = 9;
  file.last_step = INT64_MIN;
  file.dropped = 1;
  file.last_error = "full";
  auto back = parse_writer_file(to_json(file));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(to_json(*back), to_json(file));
  EXPECT_EQ(back->generations.size(), 3u);
  EXPECT_EQ(back->generations[0].from_step, INT64_MIN);
  EXPECT_EQ(back->points, UINT64_MAX);
  EXPECT_EQ(back->status, WriterStatus::kFailed);
}

TEST_F(RunFilesTest, MissingAndWrongFieldsGetDefaults) {
  auto run = parse_run_file(R"({"name":3,"number":"x","argv":[1,"a"],"config":[],"git":7,
                                "created_us":1e300,"new_field":{}})");
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->format, 1);
  EXPECT_EQ(run->name, "");
  EXPECT_EQ(run->number, 0);
  EXPECT_EQ(run->created_us, 0);
  EXPECT_EQ(run->argv, std::vector<std::string>{"a"});
  EXPECT_EQ(run->config_json, "{}");
  auto writer = parse_writer_file(R"({"pid":-1,"points":-1,"status":"odd","generations":[1,{}]})");
  ASSERT_TRUE(writer.ok());
  EXPECT_EQ(writer->points, 0u);
  EXPECT_EQ(writer->status, WriterStatus::kRunning);
  ASSERT_EQ(writer->generations.size(), 1u);
  EXPECT_EQ(writer->generations[0].from_step, INT64_MIN);
}

TEST_F(RunFilesTest, GarbageIsRefusedAndNeverThrows) {
  for (const char* text : {"", "[]", "null", "{", "{\"a\":1", "\xFF\xFE", "3"}) {
    EXPECT_FALSE(parse_run_file(text).ok()) << text;
    EXPECT_FALSE(parse_writer_file(text).ok()) << text;
  }
  EXPECT_FALSE(parse_run_file(std::string(100'000, '[')).ok());
  // Damage in every place: any answer but a crash is right.
  std::mt19937 random(1);
  const std::string good = to_json(sample_run());
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good;
    for (int k = 0; k < 3; ++k) bad[random() % bad.size()] = static_cast<char>(random());
    if (auto back = parse_run_file(bad); back.ok()) (void)to_json(*back);
    (void)parse_writer_file(bad.substr(0, random() % bad.size()));
  }
}

TEST_F(RunFilesTest, PathsAndLists) {
  EXPECT_EQ(run_file_path("r"), "r/run.json");
  EXPECT_EQ(writer_file_path("r", 7), "r/log/w007.json");
  EXPECT_EQ(lock_path("r", 1234), "r/log/w1234.lock");
  EXPECT_EQ(segment_path("r", 0, 3, true), "r/log/w000-000003.tail");
  for (const char* name :
       {"w000.json", "w012.json", "w1000.json", "w01.json", "w0012.json", "wabc.json",
        "w70000.json", "w000.json.1.tmp", "w000.lock", "w000-000002.log", "w000-000002.tail",
        "w000-000010.log", "w000-000001.tail", "w012-000001.log", "w000-x.log",
        "w000-000003.log.tail", "w000-1.log"}) {
    touch(name);
  }
  EXPECT_EQ(list_writers(dir_), (std::vector<int>{0, 12, 1000}));
  std::vector<std::string> found;
  for (const SegmentName& s : list_segments(dir_, 0)) {
    EXPECT_EQ(s.path, segment_path(dir_, 0, s.segment, s.tail));
    found.push_back(s.path.substr(dir_.size() + 5));
  }
  EXPECT_EQ(found, (std::vector<std::string>{"w000-000001.tail", "w000-000002.log",
                                             "w000-000002.tail", "w000-000010.log"}));
  EXPECT_TRUE(list_writers(dir_ + "/absent").empty());
  EXPECT_TRUE(list_segments(dir_ + "/absent", 0).empty());
}

TEST_F(RunFilesTest, LockExcludesWithinAProcess) {
  const std::string path = lock_path(dir_, 0);
  EXPECT_FALSE(WriterLock::is_held(path));
  {
    auto lock = WriterLock::take(path);
    ASSERT_TRUE(lock.ok()) << lock.status().message();
    EXPECT_TRUE(WriterLock::is_held(path));
    auto second = WriterLock::take(path);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.status().error_number(), EAGAIN);
    EXPECT_TRUE(WriterLock::is_held(path));  // asking and failing do not release it
    WriterLock moved = std::move(*lock);
    EXPECT_TRUE(moved.held());
    EXPECT_FALSE(lock->held());
  }
  EXPECT_FALSE(WriterLock::is_held(path));
  EXPECT_TRUE(WriterLock::take(path).ok());
  EXPECT_FALSE(WriterLock::take(dir_ + "/absent/lock").ok());
}

TEST_F(RunFilesTest, LockEndsWithItsProcess) {
  const std::string path = lock_path(dir_, 0);
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto lock = WriterLock::take(path);
    const char ok = lock.ok() ? 1 : 0;
    if (::write(ready[1], &ok, 1) != 1) ::_exit(1);
    for (;;) ::pause();
  }
  char ok = 0;
  ASSERT_EQ(::read(ready[0], &ok, 1), 1);
  EXPECT_EQ(ok, 1);
  EXPECT_TRUE(WriterLock::is_held(path));
  EXPECT_FALSE(WriterLock::take(path).ok());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_FALSE(WriterLock::is_held(path));
  ::close(ready[0]);
  ::close(ready[1]);
}

// What happens to a forked child's copy neither ends the parent's lock nor outlives it.
TEST_F(RunFilesTest, ForkedChildDoesNotKeepOrBreakTheLock) {
  const std::string path = lock_path(dir_, 0);
  auto lock = WriterLock::take(path);
  ASSERT_TRUE(lock.ok());
  const pid_t destroys = ::fork();
  if (destroys == 0) {
    { WriterLock copy = std::move(*lock); }
    ::_exit(0);
  }
  ::waitpid(destroys, nullptr, 0);
  EXPECT_TRUE(WriterLock::is_held(path));

  const pid_t keeps = ::fork();
  if (keeps == 0) {
    for (;;) ::pause();
  }
  { WriterLock gone = std::move(*lock); }
  EXPECT_FALSE(WriterLock::is_held(path));
  ::kill(keeps, SIGKILL);
  ::waitpid(keeps, nullptr, 0);
}

TEST_F(RunFilesTest, RandomIdsDiffer) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = random_id();
    EXPECT_EQ(id.size(), 32u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace oriel::format
