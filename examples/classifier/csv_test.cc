#include "csv.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

namespace oriel_train {
namespace {

// True if `message` holds all of `parts`, and they stand in this order.
::testing::AssertionResult has(const std::string& message,
                               std::initializer_list<const char*> parts) {
  size_t at = 0;
  for (const char* part : parts) {
    at = message.find(part, at);
    if (at == std::string::npos) {
      return ::testing::AssertionFailure() << "no \"" << part << "\" in: " << message;
    }
  }
  return ::testing::AssertionSuccess();
}

// The message that `read` throws, or a note that it threw nothing.
template <class Read>
std::string error_of(Read read) {
  try {
    read();
  } catch (const InputError& error) {
    return error.what();
  }
  return "(no error)";
}

std::string parse_error(std::string_view text) {
  return error_of([&] { parse_csv(text, "t.csv"); });
}

// A directory that is gone after the test.
class CsvFile : public ::testing::Test {
 protected:
  CsvFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oriel_csv_XXXXXX").string();
    dir_ = mkdtemp(pattern.data());
  }
  ~CsvFile() override { std::filesystem::remove_all(dir_); }

  std::string write(const std::string& name, std::string_view bytes) {
    std::ofstream(dir_ / name, std::ios::binary) << bytes;
    return (dir_ / name).string();
  }
  std::string write_gz(const std::string& name, const std::string& text) {
    const std::string path = (dir_ / name).string();
    gzFile file = gzopen(path.c_str(), "wb");
    EXPECT_EQ(gzwrite(file, text.data(), static_cast<unsigned>(text.size())),
              static_cast<int>(text.size()));
    gzclose(file);
    return path;
  }

  std::filesystem::path dir_;
};

TEST(Csv, RowsAndLabels) {
  const Table table = parse_csv("1,2.5,0\n-3,4e1,2\n", "t.csv");
  EXPECT_EQ(table.columns, 2);
  EXPECT_EQ(table.features, (std::vector<float>{1, 2.5f, -3, 40}));
  EXPECT_EQ(table.labels, (std::vector<int64_t>{0, 2}));
  EXPECT_EQ(table.lines, (std::vector<int64_t>{1, 2}));
}

TEST(Csv, HeaderQuotesSpacesBlankLinesAndForeignLineEnds) {
  const Table table = parse_csv(
      "\xEF\xBB\xBF"
      "width,height,label\r\n\r\n \"1.5\" , +2 ,1.0\r\n3,4,0",
      "t.csv");
  EXPECT_EQ(table.features, (std::vector<float>{1.5f, 2, 3, 4}));
  EXPECT_EQ(table.labels, (std::vector<int64_t>{1, 0}));
  EXPECT_EQ(table.lines, (std::vector<int64_t>{3, 4}));
  // Numbered columns, as some tools write them, are still a header.
  EXPECT_EQ(parse_csv("0,1,label\n3,4,0\n", "t.csv").rows(), 1);
}

TEST(Csv, ErrorsNameFileLineAndAdvice) {
  EXPECT_TRUE(has(parse_error("1,2,0\n1,0\n"), {"t.csv:2: ", "2 fields", "line 1 has 3", "Try: "}));
  EXPECT_TRUE(has(parse_error("a,b,c\n\n1,2,3,0\n"), {"t.csv:3: ", "4 fields"}));
  EXPECT_TRUE(has(parse_error("1,2,0\n1,two,0\n"), {"t.csv:2: column 2 ", "'two'", "Try: "}));
  EXPECT_TRUE(has(parse_error("1,2,0\n1,2x,0\n"), {"'2x'"}));
  EXPECT_TRUE(has(parse_error("1,2,0\n1,,0\n"), {"t.csv:2: column 2 ", "empty"}));
  EXPECT_TRUE(has(parse_error("nan,2,0\n"), {"t.csv:1: column 1 ", "finite"}));
  EXPECT_TRUE(has(parse_error("1,-inf,0\n"), {"finite"}));
  EXPECT_TRUE(has(parse_error("1,1e300,0\n"), {"finite"}));
  EXPECT_TRUE(has(parse_error("1,2,0\n1,2,cat\n"), {"t.csv:2: ", "'cat'"}));
  EXPECT_TRUE(has(parse_error("1,2,0\n1,2,-1\n"), {"'-1'"}));
  EXPECT_TRUE(has(parse_error("1,2,0\n1,2,0.5\n"), {"'0.5'"}));
  EXPECT_TRUE(has(parse_error("1,2,nan\n"), {"'nan'"}));
  EXPECT_TRUE(has(parse_error("1,2,123456\n"), {"10000 classes"}));
  EXPECT_TRUE(has(parse_error("1;2;0\n"), {"commas"}));
  EXPECT_TRUE(has(parse_error("7\n"), {"single field"}));
  EXPECT_TRUE(has(parse_error("a,b,label\n"), {"no row"}));
  EXPECT_TRUE(has(parse_error("\n\n"), {"no row"}));
}

TEST(Csv, MessagesStayShortAndPrintable) {
  const std::string message = parse_error("1,0\n\x1b[31m" + std::string(5000, 'x') + ",0\n");
  EXPECT_LT(message.size(), 300u);
  EXPECT_EQ(message.find('\x1b'), std::string::npos);
}

// Whatever stands in a file: a table whose parts fit together, or an InputError.
TEST(Csv, ArbitraryTextIsReadOrRefused) {
  std::mt19937 random(1);
  const std::string alphabet = "0123456789.,,,\n\n-+e\"; xnaif\r\t";
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 60, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    try {
      const Table table = parse_csv(text, "t.csv");
      ASSERT_GT(table.rows(), 0);
      ASSERT_GT(table.columns, 0);
      ASSERT_EQ(table.features.size(), static_cast<size_t>(table.rows() * table.columns));
      ASSERT_EQ(table.lines.size(), table.labels.size());
    } catch (const InputError&) {
    }
  }
}

TEST_F(CsvFile, PlainAndGzippedReadTheSame) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + "," + std::to_string(i % 7) + "\n";
  const Table plain = read_csv(write("a.csv", text));
  const Table zipped = read_csv(write_gz("a.csv.gz", text));
  EXPECT_EQ(plain.rows(), 50'000);
  EXPECT_EQ(plain.features, zipped.features);
  EXPECT_EQ(plain.labels, zipped.labels);
}

TEST_F(CsvFile, MissingEmptyDirectoryAndDamaged) {
  EXPECT_TRUE(has(error_of([&] { read_csv((dir_ / "no.csv").string()); }),
                  {"no.csv", "No such file", "Try: "}));
  EXPECT_TRUE(has(error_of([&] { read_csv(write("e.csv", "")); }), {"empty"}));
  EXPECT_TRUE(has(error_of([&] { read_csv(dir_.string()); }), {"directory"}));

  std::string text;
  for (int i = 0; i < 5'000; ++i) text += std::to_string(i * 7919 % 5003) + ",1\n";
  const std::string path = write_gz("cut.csv.gz", text);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_TRUE(has(error_of([&] { read_csv(path); }), {"cannot be read", "gzip -t"}));

  const std::string damaged = write_gz("bad.csv.gz", text);
  std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(damaged)) - 6);  // in the CRC
  file.write("\xAA\x55\xAA\x55", 4);
  file.close();
  EXPECT_TRUE(has(error_of([&] { read_csv(damaged); }), {"cannot be read"}));
}

TEST(CheckTables, CountsClasses) {
  const Table train = parse_csv("1,0\n2,4\n", "t.csv");
  const Table val = parse_csv("1,4\n", "v.csv");
  EXPECT_EQ(check_tables(train, val, 0), 5);
  EXPECT_EQ(check_tables(train, val, 7), 7);
}

TEST(CheckTables, RefusesWhatDoesNotFit) {
  const Table train = parse_csv("1,0\n2,4\n", "t.csv");
  const auto check = [&](std::string_view val, int64_t classes) {
    return error_of([&] { check_tables(train, parse_csv(val, "v.csv"), classes); });
  };
  EXPECT_TRUE(has(check("1,2,0\n", 0), {"v.csv:1", "2 features"}));
  EXPECT_TRUE(has(check("1,0\n1,3\n", 0), {"v.csv:2: class 3 ", "t.csv"}));
  EXPECT_TRUE(has(check("1,0\n", 4), {"t.csv:2: ", "--classes 5"}));
  EXPECT_TRUE(has(check("1,9\n", 5), {"v.csv:1: ", "--classes 10"}));
  EXPECT_TRUE(has(error_of([&] {
                    check_tables(parse_csv("1,1\n2,1\n", "t.csv"), parse_csv("1,1\n", "v.csv"), 0);
                  }),
                  {"same class"}));
}

TEST(ImageSide, SquaresOfEightAndMore) {
  EXPECT_EQ(image_side(64), 8);
  EXPECT_EQ(image_side(784), 28);
  for (const int64_t columns : {1, 4, 16, 49, 63, 65, 783})
    EXPECT_EQ(image_side(columns), 0) << columns;
}

}  // namespace
}  // namespace oriel_train
