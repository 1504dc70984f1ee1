#include "serve/assets.h"

#include <gtest/gtest.h>

#include <set>

namespace oriel::serve {
namespace {

const std::string kRaw(100, 'r'), kGzip(50, 'g'), kBrotli(40, 'b');

Asset sample() {
  return {"/app.js",
          "text/javascript",
          "abc",
          base::as_bytes(kRaw),
          base::as_bytes(kGzip),
          base::as_bytes(kBrotli)};
}

TEST(Assets, TheSmallestAcceptedEncodingIsSent) {
  const Asset asset = sample();
  const auto encoding = [&](const char* accept) {
    return std::string(choose_encoding(asset, accept).encoding);
  };
  EXPECT_EQ(encoding("gzip, deflate, br"), "br");
  EXPECT_EQ(encoding("gzip, deflate"), "gzip");
  EXPECT_EQ(encoding("br;q=1.0, gzip;q=0.8"), "br");
  EXPECT_EQ(encoding("br;q=0, gzip"), "gzip");
  EXPECT_EQ(encoding("br; q=0.000,gzip;q=0"), "");
  EXPECT_EQ(encoding(""), "");
  EXPECT_EQ(encoding("brotli, xgzip"), "");
  EXPECT_EQ(choose_encoding(asset, "br").bytes.size(), 40u);
}

TEST(Assets, EncodingsHaveTagsOfTheirOwn) {
  std::set<std::string> tags;
  for (const char* accept : {"", "gzip", "br"}) tags.insert(choose_encoding(sample(), accept).etag);
  EXPECT_EQ(tags.size(), 3u);
}

TEST(Assets, NeverLargerThanTheFile) {
  Asset asset = sample();
  asset.raw = base::as_bytes("tiny");
  EXPECT_EQ(choose_encoding(asset, "br, gzip").encoding, "");
}

TEST(Assets, EtagLists) {
  EXPECT_TRUE(etag_matches("\"abc\"", "\"abc\""));
  EXPECT_TRUE(etag_matches("\"x\", W/\"abc\"", "\"abc\""));
  EXPECT_TRUE(etag_matches("*", "\"abc\""));
  EXPECT_FALSE(etag_matches("", "\"abc\""));
  EXPECT_FALSE(etag_matches("abc", "\"abc\""));
}

TEST(Assets, TheInterfaceIsCompiledIn) {
  for (const char* path : {"/", "/app.js", "/app.css", "/favicon.svg"}) {
    const Asset* asset = find_asset(embedded_assets(), path);
    ASSERT_NE(asset, nullptr) << path;
    EXPECT_GT(asset->raw.size(), 0u);
    EXPECT_EQ(asset->gzip[0], 0x1f);
    EXPECT_GT(asset->brotli.size(), 0u);
  }
  EXPECT_EQ(find_asset(embedded_assets(), "/../secret"), nullptr);
}

}  // namespace
}  // namespace oriel::serve
