#include "options.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace oriel_train {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

ParseResult parse_with_data(std::vector<std::string> more) {
  more.insert(more.begin(), {"--train", "t.csv", "--val", "v.csv"});
  return parse(std::move(more));
}

TEST(Options, DataIsEnough) {
  const ParseResult result = parse_with_data({});
  ASSERT_TRUE(result.run) << result.message;
  EXPECT_EQ(result.options.train, "t.csv");
  EXPECT_EQ(result.options.val, "v.csv");
  EXPECT_EQ(result.options.epochs, Options{}.epochs);
}

TEST(Options, HyphensAndUnderscoresAreTheSame) {
  const char* names[] = {"batch-size", "weight-decay", "out-dir", "oversample-target",
                         "focal-gamma"};
  for (std::string name : names) {
    const ParseResult hyphens = parse_with_data({"--" + name, "7"});
    std::replace(name.begin(), name.end(), '-', '_');
    const ParseResult underscores = parse_with_data({"--" + name, "7"});
    const ParseResult joined = parse_with_data({"--" + name + "=7"});
    EXPECT_TRUE(hyphens.run) << hyphens.message;
    EXPECT_TRUE(underscores.run) << underscores.message;
    EXPECT_TRUE(joined.run) << joined.message;
  }
  EXPECT_EQ(parse_with_data({"--batch_size", "7"}).options.batch_size, 7);
}

TEST(Options, UnderscoresInValuesStay) {
  EXPECT_EQ(parse_with_data({"--out_dir=my_models"}).options.out_dir, "my_models");
  EXPECT_EQ(parse_with_data({"--name", "a_b"}).options.name, "a_b");
}

TEST(Options, ANameStaysBelowTheLogdir) {
  EXPECT_TRUE(parse_with_data({"--name", "group/digits"}).run);
  for (const char* name : {"../x", "/x", "a/../x", ".", "a//..", "x/"}) {
    const ParseResult result = parse_with_data({"--name", name});
    EXPECT_FALSE(result.run) << name;
    EXPECT_EQ(result.exit_code, 2) << name;
    EXPECT_NE(result.message.find("--name"), std::string::npos) << result.message;
  }
}

TEST(Options, HiddenIsAList) {
  EXPECT_EQ(parse_with_data({"--hidden", "256,64,32"}).options.hidden,
            (std::vector<int>{256, 64, 32}));
  EXPECT_EQ(parse_with_data({"--hidden", "16"}).options.hidden, (std::vector<int>{16}));
}

TEST(Options, SchedulesByName) {
  EXPECT_EQ(parse_with_data({}).options.lr_schedule, LrSchedule::kCosine);
  const LrSchedule all[] = {LrSchedule::kNone, LrSchedule::kPlateau, LrSchedule::kCosine,
                            LrSchedule::kOneCycle};
  for (const LrSchedule schedule : all) {
    const ParseResult result = parse_with_data({"--lr_schedule", to_string(schedule)});
    EXPECT_TRUE(result.run) << result.message;
    EXPECT_EQ(result.options.lr_schedule, schedule);
  }
}

TEST(Options, SwitchesAreOffUnlessNamed) {
  const Options plain = parse_with_data({}).options;
  EXPECT_EQ(plain.patience, 5);
  EXPECT_TRUE(plain.plot);
  EXPECT_FALSE(plain.gui || plain.noise_aware);
  const Options all = parse_with_data({"--no-plot", "--gui", "--noise_aware"}).options;
  EXPECT_FALSE(all.plot);
  EXPECT_TRUE(all.gui && all.noise_aware);
}

TEST(Options, BadUsageIsTwoAndNamesTheOption) {
  const std::vector<std::vector<std::string>> cases = {{"--epochs", "0"},
                                                       {"--epochs", "ten"},
                                                       {"--lr", "-1"},
                                                       {"--lr", "nan"},
                                                       {"--batch-size"},
                                                       {"--focal-gamma", "-2"},
                                                       {"--classes", "1"},
                                                       {"--hidden", "0"},
                                                       {"--model", "gpt"},
                                                       {"--lr-schedule", "linear"},
                                                       {"--patience", "-1"},
                                                       {"--min-delta", "-0.1"},
                                                       {"--oversample-target", "-1"},
                                                       {"--weight-decay", "-1"}};
  for (const auto& arguments : cases) {
    const ParseResult result = parse_with_data(arguments);
    EXPECT_FALSE(result.run) << arguments[0];
    EXPECT_EQ(result.exit_code, 2) << arguments[0];
    EXPECT_TRUE(contains(result.message, arguments[0])) << result.message;
  }
  EXPECT_EQ(parse_with_data({"--no-such-option"}).exit_code, 2);
  EXPECT_EQ(parse_with_data({"stray"}).exit_code, 2);
}

TEST(Options, MissingDataIsBadUsage) {
  const ParseResult result = parse({});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(contains(result.message, "--train")) << result.message;
}

TEST(Options, HelpDescribesEveryOption) {
  const ParseResult result = parse({"--help"});
  EXPECT_FALSE(result.run);
  EXPECT_EQ(result.exit_code, 0);
  for (const char* name : {"--train",
                           "--val",
                           "--epochs",
                           "--lr",
                           "--batch-size",
                           "--weight-decay",
                           "--out-dir",
                           "--seed",
                           "--logdir",
                           "--name",
                           "--hidden",
                           "--classes",
                           "--oversample-target",
                           "--focal-gamma",
                           "--patience",
                           "--min-delta",
                           "--noise-aware",
                           "--lr-schedule",
                           "--no-plot",
                           "--gui",
                           "--class-names",
                           "Exit codes"}) {
    EXPECT_TRUE(contains(result.message, name)) << result.message;
  }
  EXPECT_FALSE(contains(result.message, "_size"));
}

}  // namespace
}  // namespace oriel_train
