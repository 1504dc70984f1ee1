// Files: what is appended is there, what fails leaves no half, what a failed sync may have lost is
// written again. fdatasync() and pwrite() are this program's own, so that it can make them fail.
#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace {

int g_fail_syncs = 0;          // so many syncs fail
ssize_t g_short = -1;          // a write takes so many bytes at most, ...
int g_writes_until_full = -1;  // ... and after so many there is no room
size_t g_written = 0;

}  // namespace

extern "C" int fdatasync(int fd) {
  if (g_fail_syncs > 0) {
    --g_fail_syncs;
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

extern "C" ssize_t pwrite(int fd, const void* bytes, size_t n, off_t at) {
  if (g_writes_until_full == 0) {
    errno = ENOSPC;
    return -1;
  }
  if (g_writes_until_full > 0) --g_writes_until_full;
  if (g_short >= 0) n = std::min(n, static_cast<size_t>(g_short));
  const auto written = static_cast<ssize_t>(::syscall(SYS_pwrite64, fd, bytes, n, at));
  if (written > 0) g_written += static_cast<size_t>(written);
  return written;
}

namespace oriel::base {
namespace {

namespace fs = std::filesystem;

class FileTest : public ::testing::Test {
 protected:
  FileTest() {
    std::string pattern = (fs::temp_directory_path() / "oriel-file-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
    g_fail_syncs = 0;
    g_short = g_writes_until_full = -1;
    g_written = 0;
  }
  ~FileTest() override { fs::remove_all(dir_); }
  std::string path(const char* name) const { return join_path(dir_, name); }
  static std::string content(const std::string& path) {
    const auto bytes = read_file(path);
    return bytes.ok() ? std::string(as_text(*bytes)) : "(" + bytes.status().message() + ")";
  }
  FileSystem& real_ = FileSystem::real();
  std::string dir_;
};

TEST_F(FileTest, AppendsWholeThroughShortWrites) {
  auto file = real_.create(path("a"));
  ASSERT_TRUE(file.ok());
  EXPECT_FALSE(real_.create(path("a")).ok());  // never into another's file
  g_short = 3;
  EXPECT_TRUE((*file)->append(as_bytes("hello world")).ok());
  EXPECT_TRUE((*file)->append(as_bytes("!")).ok());
  EXPECT_EQ((*file)->size(), 12u);
  EXPECT_EQ(content(path("a")), "hello world!");
}

TEST_F(FileTest, AFailedAppendIsOverwrittenByTheNext) {
  auto file = real_.create(path("a"));
  ASSERT_TRUE((*file)->append(as_bytes("first ")).ok());
  g_short = 4;
  g_writes_until_full = 2;
  const Status failed = (*file)->append(as_bytes("refused for lack of room"));
  EXPECT_EQ(failed.error_number(), ENOSPC);
  EXPECT_NE(failed.message().find(path("a")), std::string::npos);
  EXPECT_EQ((*file)->size(), 6u);
  EXPECT_EQ((*file)->written_to(), 14u);
  g_writes_until_full = -1;
  EXPECT_TRUE((*file)->append(as_bytes("2nd")).ok());
  EXPECT_EQ((*file)->size(), 9u);
  EXPECT_EQ(content(path("a")).substr(0, 9), "first 2nd");
}

TEST_F(FileTest, AfterAFailedSyncTheUnsyncedIsWrittenAgain) {
  auto file = real_.create(path("a"));
  ASSERT_TRUE((*file)->append(as_bytes("synced")).ok());
  ASSERT_TRUE((*file)->sync().ok());
  ASSERT_TRUE((*file)->append(as_bytes("perhaps forgotten")).ok());
  g_fail_syncs = 1;
  EXPECT_EQ((*file)->sync().error_number(), EIO);
  g_written = 0;
  EXPECT_TRUE((*file)->sync().ok());
  EXPECT_EQ(g_written, 17u);  // a kernel that took the pages for clean has them dirty again
  g_written = 0;
  EXPECT_TRUE((*file)->sync().ok());
  EXPECT_EQ(g_written, 0u);
  EXPECT_EQ(content(path("a")), "syncedperhaps forgotten");
}

TEST_F(FileTest, SyncTellsThatTheFileWasDeleted) {
  auto file = real_.create(path("a"));
  ASSERT_TRUE((*file)->append(as_bytes("x")).ok());
  ASSERT_TRUE(real_.remove(path("a")).ok());
  EXPECT_EQ((*file)->sync().error_number(), ENOENT);
}

TEST_F(FileTest, ReplacingShowsTheOldOrTheNew) {
  ASSERT_TRUE(replace_file(real_, path("a"), as_bytes("old")).ok());
  g_fail_syncs = 1;
  EXPECT_FALSE(replace_file(real_, path("a"), as_bytes("new")).ok());
  EXPECT_EQ(content(path("a")), "old");
  g_writes_until_full = 0;
  EXPECT_FALSE(replace_file(real_, path("a"), as_bytes("new")).ok());
  g_writes_until_full = -1;
  EXPECT_EQ(content(path("a")), "old");
  ASSERT_TRUE(replace_file(real_, path("a"), as_bytes("new")).ok());
  EXPECT_EQ(content(path("a")), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(dir_), fs::directory_iterator()), 1);
}

TEST_F(FileTest, DirectoriesAreMadeWithTheirParents) {
  EXPECT_TRUE(make_directories(real_, path("a/b/c")).ok());
  EXPECT_TRUE(make_directories(real_, path("a/b/c")).ok());
  EXPECT_TRUE(fs::is_directory(path("a/b/c")));
  ASSERT_TRUE(replace_file(real_, path("file"), as_bytes("x")).ok());
  const Status in_the_way = make_directories(real_, path("file"));
  EXPECT_NE(in_the_way.message().find("in the way"), std::string::npos);
  EXPECT_FALSE(make_directories(real_, path("file/below")).ok());
}

TEST_F(FileTest, AViewSeesWhatIsAppendedAndStaysWhereItWas) {
  auto file = real_.create(path("a"));
  ASSERT_TRUE((*file)->append(as_bytes("one")).ok());
  auto view = MappedFile::open(path("a"), 1 << 20);
  ASSERT_TRUE(view.ok());
  const uint8_t* where = view->bytes().data();
  EXPECT_EQ(as_text(view->bytes()), "one");
  ASSERT_TRUE((*file)->append(as_bytes("two")).ok());
  EXPECT_EQ(as_text(view->bytes()), "one");
  EXPECT_EQ(as_text(view->refresh()), "onetwo");
  EXPECT_EQ(view->bytes().data(), where);
  // More than there was room for is not shown rather than touched.
  auto tight = MappedFile::open(path("a"));
  const std::string much(1 << 20, 'x');
  ASSERT_TRUE((*file)->append(as_bytes(much)).ok());
  EXPECT_EQ(tight->refresh().size(), 6u);
  EXPECT_FALSE(MappedFile::open(path("none")).ok());
}

TEST_F(FileTest, ReadingHasALimit) {
  ASSERT_TRUE(replace_file(real_, path("a"), as_bytes("0123456789")).ok());
  EXPECT_TRUE(read_file(path("a"), 10).ok());
  EXPECT_EQ(read_file(path("a"), 9).status().error_number(), EFBIG);
  EXPECT_EQ(read_file(path("b")).status().error_number(), ENOENT);
}

TEST(Paths, AreJoinedByOneSlash) {
  EXPECT_EQ(join_path("a", "b"), "a/b");
  EXPECT_EQ(join_path("a/", "b"), "a/b");
  EXPECT_EQ(join_path("", "b"), "b");
}

}  // namespace
}  // namespace oriel::base
