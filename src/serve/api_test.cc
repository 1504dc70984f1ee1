#include "serve/api.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "figure/fake_run_test_util.h"

namespace oriel::serve {
namespace {

using nlohmann::json;

class ApiTest : public testing::Test {
 protected:
  ApiTest() : api_(source_, cache_, assets_) {
    run_ = source_.add_run("digits/run_001");
    for (int64_t step = 0; step < 10; ++step) run_->add("train/loss", step, 1.0 / (1.0 + step));
  }
  Response get(const std::string& target, const std::string& none_match = "",
               const std::string& encoding = "", const std::string& method = "GET") {
    return api_.handle({method, target, encoding, none_match});
  }
  static std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return "";
  }
  static std::string code(const Response& response) {
    return json::parse(response.text)["error"]["code"];
  }

  figure::FakeSource source_;
  std::shared_ptr<figure::FakeRunData> run_;
  FigureCache cache_;
  const std::string page_ = "<!doctype html>";
  const std::vector<Asset> assets_ = {
      {"/index.html", "text/html; charset=utf-8", "h1", base::as_bytes(page_), {}, {}}};
  Api api_;
};

TEST_F(ApiTest, ServesTheInterface) {
  const Response page = get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(base::as_text(page.bytes()), page_);
  EXPECT_EQ(header(page, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(get("/", header(page, "ETag")).status, 304);
  EXPECT_EQ(get("/nothing").status, 404);
  EXPECT_EQ(code(get("/nothing")), "not_found");
}

TEST_F(ApiTest, OnlyGetAndHead) {
  for (const char* method :
       {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND", ""}) {
    const Response response = get("/api/runs", "", "", method);
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
  }
  EXPECT_EQ(get("/api/runs", "", "", "HEAD").status, 200);
}

TEST_F(ApiTest, DescribesItselfAndItsRuns) {
  EXPECT_EQ(json::parse(get("/api/version").text)["protocol"], 1);
  run_->change_info([](store::RunInfo& info) {
    info.progress = store::Progress{12, 50, 80.5};
    info.git_commit = "1f0c";
    info.config_json = R"({"lr":0.001})";
    info.argv = {"./train", "\xff"};
  });
  const json runs = json::parse(get("/api/runs").text);
  EXPECT_EQ(runs["logdir"], "/fake/runs");
  const json& run = runs["runs"][0];
  EXPECT_EQ(run["id"], "digits/run_001");
  EXPECT_EQ(run["status"], "running");
  EXPECT_EQ(run["progress"]["seconds_left"], 80.5);
  EXPECT_EQ(run["config"]["lr"], 0.001);
  EXPECT_EQ(run["git"]["commit"], "1f0c");
  EXPECT_TRUE(run["ended"].is_null());
}

TEST_F(ApiTest, DescribesPanels) {
  const json panels = json::parse(get("/api/panels?run=digits/run_001").text);
  EXPECT_EQ(panels["panels"][0]["key"], "loss");
  EXPECT_EQ(code(get("/api/panels?run=..%2f..%2fetc")), "unknown_run");
  std::string many = "/api/panels?";
  for (int i = 0; i < 201; ++i) many += "run=x&";
  EXPECT_EQ(code(get(many)), "bad_request");
}

TEST_F(ApiTest, MakesFiguresOnce) {
  const std::string target =
      R"(/api/figure?request={"panel":"curves","runs":["digits/run_001"],"series":["train/loss"]})";
  const Response first = get(target);
  ASSERT_EQ(first.status, 200);
  EXPECT_GT(first.bytes().size(), 100u);
  EXPECT_EQ(get(target).shared, first.shared);
  EXPECT_EQ(cache_.built(), 1u);
  EXPECT_EQ(get(target, header(first, "ETag")).status, 304);
  run_->add("train/loss", 10, 0.01);
  EXPECT_EQ(get(target, header(first, "ETag")).status, 200);
  EXPECT_EQ(cache_.built(), 2u);
}

TEST_F(ApiTest, FigureErrorsHaveCodes) {
  EXPECT_EQ(code(get("/api/figure")), "bad_request");
  EXPECT_EQ(code(get("/api/figure?request=nonsense")), "bad_request");
  EXPECT_EQ(code(get(R"(/api/figure?request={"panel":"x"})")), "unknown_panel");
  EXPECT_EQ(code(get(R"(/api/figure?request={"panel":"curves","runs":["y"]})")), "unknown_run");
}

TEST_F(ApiTest, ExportsAsADownload) {
  Response csv = get("/api/export?run=digits/run_001&format=csv");
  ASSERT_NE(csv.stream, nullptr);
  EXPECT_EQ(header(csv, "Content-Disposition"), "attachment; filename=\"digits_run_001.csv\"");
  std::string text;
  while (csv.stream->next(text)) {
  }
  EXPECT_TRUE(
      text.starts_with("run,series,writer,step,wall_us,value\n"
                       "digits/run_001,train/loss,0,0,1700000000000000,1\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 11);
  EXPECT_EQ(code(get("/api/export?format=csv")), "bad_request");
  EXPECT_EQ(code(get("/api/export?run=x")), "unknown_run");
  EXPECT_EQ(code(get("/api/export?run=digits/run_001&format=xlsx")), "bad_request");
  Response none = get("/api/export?run=digits/run_001&series=val/*");
  text.clear();
  while (none.stream->next(text)) {
  }
  EXPECT_EQ(text, "run,series,writer,step,wall_us,value\n");
}

TEST_F(ApiTest, SurvivesAnyTarget) {
  for (const char* target : {"", "*", "//", "/?", "/%", "/api/figure?request=%", "/api/live", "/..",
                             "http://x/", "/api/figure?request=[[[[[[", "/api/export?run=%00"}) {
    const Response response = get(target);
    EXPECT_TRUE(response.status == 200 || (response.status >= 400 && response.status < 500))
        << target;
  }
}

TEST(RunsFeedTest, VersionsTellChangesApart) {
  figure::FakeSource source;
  RunsFeed feed(source);
  feed.refresh(1'000'000'000);
  const uint64_t version = feed.version();
  EXPECT_NE(version, 0u);
  source.add_run("a");
  feed.refresh(1'100'000'000);  // too early
  EXPECT_EQ(feed.version(), version);
  feed.refresh(1'300'000'000);
  EXPECT_NE(feed.version(), version);
  EXPECT_EQ(feed.list()->runs.size(), 1u);
}

TEST(FigureCacheTest, AReopenedRunIsAnotherRun) {
  FigureCache cache;
  const figure::Request request = *figure::parse_request(R"({"panel":"curves","series":["x"]})");
  const std::string key = figure::request_key(request);
  auto a = std::make_shared<figure::FakeRunData>("a");
  a->add("x", 1, 1);
  const BuiltFigure first = cache.get(request, key, {a});
  EXPECT_EQ(cache.get(request, key, {a}).bytes, first.bytes);
  auto b = std::make_shared<figure::FakeRunData>("a");
  b->add("x", 1, 2);
  EXPECT_NE(*cache.get(request, key, {b}).bytes, *first.bytes);
}

TEST(FigureCacheTest, IsBounded) {
  FigureCache cache;
  auto run = std::make_shared<figure::FakeRunData>("a");
  run->record("i", figure::fake_image(1, 1000, 1000));
  for (int i = 0; i < 200; ++i) {
    figure::Request request;
    request.panel = "image";
    request.series = {"i"};
    request.width = static_cast<uint32_t>(i + 1);
    cache.get(request, figure::request_key(request), {run});
  }
  figure::Request first;
  first.panel = "image";
  first.series = {"i"};
  first.width = 1;
  const uint64_t built = cache.built();
  cache.get(first, figure::request_key(first), {run});  // thrown out: 200 MB do not fit
  EXPECT_EQ(cache.built(), built + 1);
}

}  // namespace
}  // namespace oriel::serve
