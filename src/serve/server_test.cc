// The real server on a real socket, before runs in memory.
#include "serve/server.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "base/clock.h"
#include "figure/encode.h"
#include "figure/fake_run_test_util.h"
#include "serve/client_test_util.h"
#include "serve/request_head.h"

namespace oriel::serve {
namespace {

using nlohmann::json;

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    run_ = source_.add_run("digits/run_001");
    for (int64_t step = 0; step < 100; ++step) {
      run_->add("train/loss", step, 1.0 / static_cast<double>(1 + step));
    }
    start({});
  }
  void start(ServerOptions options) {
    options.port = 0;
    server_.reset();
    auto server = Server::start(source_, options);
    ASSERT_TRUE(server.ok()) << server.status().message();
    server_ = std::move(*server);
  }
  uint16_t port() const { return server_->port(); }

  static std::string request(const std::string& panel = "curves") {
    return json({{"panel", panel}, {"runs", {"digits/run_001"}}, {"series", {"**"}}}).dump();
  }
  static std::string subscribe(int id, const std::string& panel = "curves") {
    return R"({"type":"subscribe","id":)" + std::to_string(id) + ",\"request\":" + request(panel) +
           "}";
  }
  static std::string ack(int id) { return R"({"type":"ack","id":)" + std::to_string(id) + "}"; }
  static json header_of(const std::string& message) {
    const auto n = base::load<uint32_t>(message.data());
    return json::parse(message.begin() + 4, message.begin() + 4 + n);
  }
  // The next figure, for whichever subscription.
  static std::string read_figure(TestClient& client) {
    while (auto frame = client.read_frame()) {
      if (frame->opcode == 2) return frame->data;
      if (frame->opcode == 8) break;
    }
    ADD_FAILURE() << "the connection ended";
    return "";
  }
  static json read_text(TestClient& client) {
    while (auto frame = client.read_frame()) {
      if (frame->opcode == 1) return json::parse(frame->data);
    }
    return {};
  }

  figure::FakeSource source_;
  std::shared_ptr<figure::FakeRunData> run_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, ServesThePageGuarded) {
  TestClient client(port());
  Reply page = client.get("/", "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.headers["content-security-policy"].find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(page.headers["x-content-type-options"], "nosniff");
  Reply again = client.get("/app.js", "Accept-Encoding: br\r\n");
  EXPECT_EQ(again.headers["content-encoding"], "br");
  EXPECT_EQ(
      client
          .get("/app.js", "Accept-Encoding: br\r\nIf-None-Match: " + again.headers["etag"] + "\r\n")
          .status,
      304);
  Reply head = client.get("/app.js", "", "HEAD");
  EXPECT_EQ(head.body, "");
  EXPECT_GT(std::stoul(head.headers["content-length"]), 100u);
  EXPECT_EQ(client.get("/nothing").status, 404);
  EXPECT_EQ(json::parse(client.get("/api/version").body)["protocol"], 1);
}

TEST_F(ServerTest, RefusesOtherMethodsAndNames) {
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"}) {
    TestClient client(port());
    EXPECT_EQ(client.get("/api/runs", "Content-Length: 3\r\n\r\nabc", method).status, 405)
        << method;
  }
  for (const char* method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    for (const char* host :
         {"evil.example", "localhost.", "localhost@evil.example", "127.0.0.1.x"}) {
      TestClient client(port());
      Reply reply = client.get("/api/runs", "", method, host);
      EXPECT_EQ(reply.status, 403) << method << " " << host;
      EXPECT_EQ(reply.headers["referrer-policy"], "no-referrer");
    }
    for (const char* origin : {"http://evil.example", "null"}) {
      TestClient client(port());
      EXPECT_EQ(client.get("/", std::string("Origin: ") + origin + "\r\n", method).status, 403);
    }
  }
  TestClient client(port());
  client.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 403);  // no Host at all
}

TEST_F(ServerTest, UpgradesOnlyFromAllowedOrigins) {
  for (const char* headers : {"", "Origin: null\r\n", "Origin: http://evil.example\r\n",
                              "Origin: http://localhost@evil.example\r\n",
                              "Origin: http://localhost\r\nOrigin: http://localhost\r\n"}) {
    TestClient client(port());
    EXPECT_EQ(client.upgrade(headers).status, 403) << headers;
  }
  TestClient evil(port());
  EXPECT_EQ(evil.upgrade("Origin: http://localhost\r\n", "evil.example").status, 403);
  TestClient good(port());
  Reply reply = good.upgrade();
  EXPECT_EQ(reply.status, 101);
  EXPECT_EQ(reply.headers["sec-websocket-protocol"], "oriel.1");
  EXPECT_EQ(reply.headers["sec-websocket-accept"], "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(read_text(good)["type"], "hello");
  TestClient plain(port());
  EXPECT_EQ(plain.get("/api/live").status, 426);
}

TEST_F(ServerTest, FiguresAreTheSameOverBoth) {
  TestClient http(port());
  const std::string by_http = http.get("/api/figure?request=" + request()).body;
  TestClient ws(port());
  ws.upgrade();
  ws.send_text(subscribe(77));
  std::string by_ws = read_figure(ws);
  EXPECT_EQ(header_of(by_ws)["id"], 77);
  ASSERT_EQ(by_ws.size(), by_http.size());
  figure::write_id(std::span<uint8_t, figure::kHeadBytes>(reinterpret_cast<uint8_t*>(by_ws.data()),
                                                          figure::kHeadBytes),
                   0);
  EXPECT_EQ(by_ws, by_http);
}

TEST_F(ServerTest, UpdatesComeAfterTheAckOnly) {
  TestClient client(port());
  client.upgrade();
  client.send_text(subscribe(7));
  EXPECT_EQ(header_of(read_figure(client))["id"], 7);
  run_->add("train/loss", 100, 0.001);
  // A second subscription is answered with the new point; until then nothing comes for the first.
  client.send_text(subscribe(8));
  const json other = header_of(read_figure(client));
  EXPECT_EQ(other["id"], 8);
  EXPECT_EQ(other["figure"]["points"], 101);
  client.send_text(ack(7));
  const json update = header_of(read_figure(client));
  EXPECT_EQ(update["id"], 7);
  EXPECT_EQ(update["figure"]["points"], 101);
}

TEST_F(ServerTest, ANewPointIsOnItsWayWithinMoments) {
  TestClient client(port());
  client.upgrade();
  client.send_text(subscribe(1));
  read_figure(client);
  std::vector<double> waits;
  for (int64_t step = 100; step < 130; ++step) {
    client.send_text(ack(1));
    const uint64_t start = base::monotonic_ns();
    run_->add("train/loss", step, 0.1);
    while (header_of(read_figure(client))["figure"]["points"] != step + 1) client.send_text(ack(1));
    waits.push_back(static_cast<double>(base::monotonic_ns() - start) / 1e6);
  }
  std::sort(waits.begin(), waits.end());
  std::printf("log to message: median %.1f ms, worst %.1f ms\n", waits[15], waits.back());
  EXPECT_LT(waits[15], 100);
}

TEST_F(ServerTest, RunsAndPanelsFollowTheCatalogue) {
  TestClient client(port());
  client.upgrade();
  client.send_text(R"({"type":"runs"})");
  EXPECT_EQ(read_text(client)["type"], "hello");
  EXPECT_EQ(read_text(client)["runs"].size(), 1u);
  source_.add_run("later");
  const json delta = read_text(client);
  EXPECT_EQ(delta["type"], "runs_delta");
  EXPECT_EQ(delta["upsert"][0]["id"], "later");
  client.send_text(R"({"type":"panels","id":3,"runs":["digits/run_001"]})");
  const size_t before = read_text(client)["panels"].size();
  EXPECT_GE(before, 1u);
  run_->add("lr", 1, 0.1);
  json next = read_text(client);
  while (next["type"] != "panels") next = read_text(client);
  EXPECT_EQ(next["panels"].size(), before + 1);
}

TEST_F(ServerTest, RefusesWhatIsTooLarge) {
  TestClient head(port());
  EXPECT_EQ(head.get("/", "X: " + std::string(20'000, 'x') + "\r\n").status, 431);
  TestClient endless(port());
  endless.send("GET /" + std::string(30'000, 'a'));
  EXPECT_EQ(endless.read_reply().status, 431);
  TestClient garbage(port());
  garbage.send("\x16\x03\x01 this is TLS, perhaps\r\n\r\n");
  EXPECT_EQ(garbage.read_reply().status, 400);
  TestClient body(port());
  EXPECT_EQ(body.get("/", "Content-Length: 10\r\n").status, 413);
  TestClient ws(port());
  ws.upgrade();
  ws.send_text(std::string((1 << 20) + 1, ' '));
  std::optional<WsFrame> frame;
  while ((frame = ws.read_frame()) && frame->opcode != 8) {
  }
  ASSERT_TRUE(frame);
  EXPECT_EQ(static_cast<uint8_t>(frame->data[0]) << 8 | static_cast<uint8_t>(frame->data[1]), 1009);
}

TEST_F(ServerTest, ATricklingClientIsDropped) {
  ServerOptions options;
  options.head_deadline = std::chrono::milliseconds(100);
  start(options);
  TestClient slow(port());
  slow.send("GET / HTTP/1.1\r\nHost: loc");
  EXPECT_TRUE(slow.closed());
  TestClient silent(port());
  EXPECT_TRUE(silent.closed());
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  TestClient client(port());
  const std::string head = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  client.send("GET /api/version" + head + "GET /nothing" + head + "GET /api/runs" + head);
  EXPECT_EQ(client.read_reply().status, 200);
  EXPECT_EQ(client.read_reply().status, 404);
  EXPECT_TRUE(json::parse(client.read_reply().body).contains("runs"));
}

TEST_F(ServerTest, ExportsAreStreamed) {
  for (int64_t step = 100; step < 30'000; ++step) run_->add("train/loss", step, 0.5);
  TestClient client(port());
  Reply csv = client.get("/api/export?run=digits/run_001&format=csv");
  EXPECT_EQ(csv.headers["transfer-encoding"], "chunked");
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 30'001);
  EXPECT_EQ(client.get("/api/export?run=digits/run_001", "", "HEAD").body, "");
  EXPECT_EQ(client.get("/api/version").status, 200);  // the connection goes on
  TestClient old(port());
  old.send("GET /api/export?run=digits/run_001&format=json HTTP/1.0\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(json::parse(old.read_reply().body)["runs"][0]["series"][0]["points"].size(), 30'000u);
}

size_t resident_bytes() {
  size_t pages = 0, resident = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  const int read = std::fscanf(file, "%zu %zu", &pages, &resident);
  std::fclose(file);
  return read == 2 ? resident * 4096 : 0;
}

// A client that asks and acknowledges but never reads: it gets no backlog, and nobody waits for it.
TEST_F(ServerTest, ASlowClientHurtsNobody) {
  run_->offer_live("batch");
  run_->show_live("batch", figure::fake_image(0, 2000, 1000));
  TestClient slow(port(), 4096);
  slow.upgrade();
  slow.send_text(subscribe(1, "live_image"));
  TestClient quick(port());
  quick.upgrade();
  quick.send_text(subscribe(1));
  read_figure(quick);
  const size_t before = resident_bytes();
  for (int64_t step = 1; step <= 60; ++step) {
    run_->show_live("batch", figure::fake_image(step, 2000, 1000));  // 2 MB
    slow.send_some(TestClient::frame(ack(1)));
    quick.send_text(ack(1));
    run_->add("train/loss", 100 + step, 0.1);
    while (header_of(read_figure(quick))["figure"]["points"] != 100 + step) quick.send_text(ack(1));
  }
#if defined(__SANITIZE_ADDRESS__)
  (void)before;  // AddressSanitizer keeps what was freed resident, to find later uses of it
#else
  EXPECT_LT(resident_bytes(), before + (48 << 20));  // 120 MB were shown
#endif
}

TEST_F(ServerTest, StopsAtOnceWhateverIsGoingOn) {
  TestClient ws(port()), idle(port()), half(port()), exporting(port(), 4096);
  ws.upgrade();
  ws.send_text(subscribe(1));
  half.send("GET / HT");
  for (int64_t step = 100; step < 200'000; ++step) run_->add("train/loss", step, 0.5);
  exporting.send("GET /api/export?run=digits/run_001 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  read_figure(ws);
  const uint64_t start = base::monotonic_ns();
  server_->stop();
  EXPECT_LT(base::monotonic_ns() - start, 2'000'000'000u);
  EXPECT_TRUE(ws.closed());
  EXPECT_TRUE(idle.closed());
  server_->stop();  // twice is once
}

TEST_F(ServerTest, SaysWhatIsWrongWithAnAddress) {
  ServerOptions options;
  options.port = port();
  const auto taken = Server::start(source_, options);
  ASSERT_FALSE(taken.ok());
  EXPECT_NE(taken.status().message().find(std::to_string(port())), std::string::npos);
  EXPECT_NE(taken.status().message().find("--port"), std::string::npos);
  for (const char* address : {"0.0.0.0", "::", "192.168.1.1", "example.com", "", "127.0.0.1.x"}) {
    options.address = address;
    options.port = 0;
    const auto refused = Server::start(source_, options);
    ASSERT_FALSE(refused.ok()) << address;
    EXPECT_NE(refused.status().message().find("loopback"), std::string::npos);
  }
  options.address = "localhost";
  EXPECT_TRUE(Server::start(source_, options).ok());
}

TEST_F(ServerTest, ConnectionsAreLimited) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < 1200) GTEST_SKIP() << "too few file descriptors to try";
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 512; ++i) {
    clients.push_back(std::make_unique<TestClient>(port()));
    ASSERT_EQ(clients.back()->get("/api/version").status, 200);
  }
  TestClient more(port());
  EXPECT_EQ(more.read_reply().status, 503);
  clients.pop_back();
  while (TestClient(port()).get("/api/version").status != 200) {  // until the server has noticed
  }
}

TEST(RequestHeadTest, IsWhatTheServerSees) {
  RequestHead head;
  ASSERT_TRUE(parse_request_head(
      "GET /a?b HTTP/1.1\r\nhost: x\r\nHost: y\r\nOrigin: o\r\nContent-Length: 3\r\n\r\nabc",
      head));
  EXPECT_EQ(head.method, "GET");
  EXPECT_EQ(head.target, "/a?b");
  EXPECT_EQ(head.hosts, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(head.origins, std::vector<std::string>{"o"});
  EXPECT_TRUE(head.has_body);
  EXPECT_FALSE(head.upgrade);
  for (const char* text : {"", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/9.9\r\n\r\n", "\r\n\r\n",
                           "GET / HTTP/1.1\r\nno colon\r\n\r\n"}) {
    EXPECT_FALSE(parse_request_head(text, head)) << text;
  }
}

}  // namespace
}  // namespace oriel::serve
