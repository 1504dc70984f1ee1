#include "store/derived.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/file.h"

namespace oriel::store {
namespace {

namespace fs = std::filesystem;

class DerivedTest : public ::testing::Test {
 protected:
  DerivedTest() {
    char name[] = "/tmp/oriel-derived-XXXXXX";
    dir_ = ::mkdtemp(name);
    fs::create_directory(dir_ + "/derived");
  }
  ~DerivedTest() override { fs::remove_all(dir_); }
  void put(const std::string& text) const {
    ASSERT_TRUE(base::replace_file(base::FileSystem::real(), dir_ + "/derived/findings.json",
                                   base::as_bytes(text))
                    .ok());
  }
  std::string dir_;
};

TEST_F(DerivedTest, FollowsADocumentThatIsReplacedAndRemoved) {
  DerivedDocuments documents(dir_);
  EXPECT_FALSE(documents.poll());
  EXPECT_EQ(documents.text("findings"), "");
  put("one");
  EXPECT_TRUE(documents.poll());
  EXPECT_EQ(documents.text("findings"), "one");
  EXPECT_FALSE(documents.poll());
  put("two");  // of the same length
  EXPECT_TRUE(documents.poll());
  EXPECT_EQ(documents.text("findings"), "two");
  fs::remove(dir_ + "/derived/findings.json");
  EXPECT_TRUE(documents.poll());
  EXPECT_EQ(documents.text("findings"), "");
}

TEST_F(DerivedTest, TheLayoutLiesBesideTheLog) {
  DerivedDocuments documents(dir_);
  EXPECT_FALSE(documents.poll());
  std::ofstream(dir_ + "/dashboard.json") << "{}";
  EXPECT_TRUE(documents.poll());
  EXPECT_EQ(documents.text("dashboard"), "{}");
  EXPECT_EQ(documents.text("findings"), "");
}

TEST_F(DerivedTest, OtherFilesAndLargeOnesAreNotRead) {
  std::ofstream(dir_ + "/derived/other.json") << "text";
  put(std::string(DerivedDocuments::kMaxBytes + 1, 'x'));
  DerivedDocuments documents(dir_);
  EXPECT_FALSE(documents.poll());
  EXPECT_EQ(documents.text("findings"), "");
  EXPECT_EQ(documents.text("other"), "");
  fs::remove(dir_ + "/derived/findings.json");
  fs::create_directory(dir_ + "/derived/findings.json");
  EXPECT_FALSE(documents.poll());
}

}  // namespace
}  // namespace oriel::store
