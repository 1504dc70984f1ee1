#include "record/provenance.h"

#include <errno.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <map>

namespace oriel::record {
namespace {

using namespace std::string_literals;

TEST(Provenance, KnowsThisProcess) {
  const Provenance p = gather_provenance({});
  char host[256] = {};
  ASSERT_EQ(::gethostname(host, sizeof host - 1), 0);
  EXPECT_EQ(p.host, host);
  EXPECT_EQ(p.cwd, std::filesystem::current_path().string());
  ASSERT_FALSE(p.argv.empty());
  EXPECT_EQ(p.argv[0], program_invocation_name);
  EXPECT_EQ(p.boot_id.find('\n'), std::string::npos);
}

TEST(Provenance, KeepsNamedVariablesButNoSecrets) {
  ::setenv("RANK", "3", 1);
  ::setenv("ORIEL_TEST_KEPT", std::string(10'000, 'x').c_str(), 1);
  ::setenv("ORIEL_TEST_API_KEY", "hush", 1);
  ::unsetenv("ORIEL_TEST_ABSENT");
  const Provenance p =
      gather_provenance({"ORIEL_TEST_KEPT", "ORIEL_TEST_API_KEY", "ORIEL_TEST_ABSENT", "RANK", ""});
  const std::map<std::string, std::string> env(p.environment.begin(), p.environment.end());
  EXPECT_EQ(env.size(), p.environment.size());
  EXPECT_EQ(env.at("RANK"), "3");
  EXPECT_EQ(env.at("ORIEL_TEST_KEPT").size(), 4096u);
  EXPECT_EQ(env.count("ORIEL_TEST_API_KEY"), 0u);
  EXPECT_EQ(env.count("ORIEL_TEST_ABSENT"), 0u);
  ::unsetenv("RANK");
}

TEST(Provenance, RecognisesSecrets) {
  for (const char* name :
       {"API_KEY", "OPENAI_API_KEY", "HF_TOKEN", "token", "--hf-token", "AWS_SECRET_ACCESS_KEY",
        "DB_PASSWORD", "APIKEY", "--password", "PASS", "MY_CREDENTIALS", "KEY_ID", "--auth"}) {
    EXPECT_TRUE(smells_of_secrets(name)) << name;
  }
  for (const char* name : {"RANK", "TOKENIZERS_PARALLELISM", "MONKEYS", "--lr", "", "_", "PASSES",
                           "KEYBOARD", "--max-tokens"}) {
    EXPECT_FALSE(smells_of_secrets(name)) << name;
  }
}

TEST(Provenance, SplitsTheCommandLine) {
  EXPECT_EQ(split_command_line("train\0--lr\0\0x y\0"s),
            (std::vector<std::string>{"train", "--lr", "", "x y"}));
  EXPECT_EQ(split_command_line("train\0last"s), (std::vector<std::string>{"train", "last"}));
  EXPECT_TRUE(split_command_line("").empty());
  EXPECT_EQ(
      split_command_line("t\0--api-key=abc\0--token\0abc\0--token\0--lr=1\0"s),
      (std::vector<std::string>{"t", "--api-key=***", "--token", "***", "--token", "--lr=1"}));
  const auto many = split_command_line(std::string(1'000'000, 'a'));
  ASSERT_EQ(many.size(), 2u);
  EXPECT_EQ(many[0].size(), 65536u);
}

}  // namespace
}  // namespace oriel::record
