// Who may change a training, and what they are told.
#include "serve/control_desk.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "figure/fake_run_test_util.h"
#include "serve/access.h"
#include "serve/api.h"
#include "serve/client_test_util.h"
#include "serve/server.h"

namespace oriel::serve {
namespace {

using nlohmann::json;

TEST(Token, IsLongAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(new_token());
  EXPECT_EQ(seen.size(), 100u);
  for (const std::string& token : seen) {
    EXPECT_EQ(token.size(), 64u);
    EXPECT_EQ(token.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
}

TEST(Token, MatchesWholeAndOnlyAsABearer) {
  const std::string token = new_token();
  EXPECT_TRUE(bearer_matches("Bearer " + token, token));
  EXPECT_TRUE(bearer_matches("bearer " + token, token));
  for (const std::string& wrong :
       {std::string(), token, "Basic " + token, "Bearer " + token + "0", "Bearer  " + token,
        "Bearer " + token.substr(1), "Bearer " + std::string(64, '0'), std::string("Bearer ")}) {
    EXPECT_FALSE(bearer_matches(wrong, token)) << wrong;
  }
  EXPECT_FALSE(bearer_matches("Bearer ", ""));
  EXPECT_FALSE(bearer_matches("", ""));
}

// A run that can be asked, and remembers what for.
class AskedRun final : public figure::FakeRunData {
 public:
  using FakeRunData::FakeRunData;
  base::Result<store::ControlTicket> control(store::ControlKind kind,
                                             const std::string& who) override {
    if (ended) return base::Status("the run has ended: finished", ESRCH);
    asked.push_back(std::string(to_string(kind)) + " by " + who);
    return store::ControlTicket{3, 0x9f};
  }
  store::ControlAnswer control_answer(const store::ControlTicket& ticket) const override {
    if (ticket.id != 0x9f) return {store::ControlOutcome::kRefused, "unknown"};
    return {store::ControlOutcome::kAccepted, "the training will stop after epoch 12"};
  }
  bool ended = false;
  std::vector<std::string> asked;
};

class OneRun final : public store::Source {
 public:
  std::string description() const override { return "/runs"; }
  store::RunList list() const override { return {}; }
  std::shared_ptr<store::RunData> open(const std::string& id) override {
    return id == "digits/run_001" ? run : nullptr;
  }
  std::shared_ptr<AskedRun> run = std::make_shared<AskedRun>("digits/run_001");
};

class ControlDeskTest : public testing::Test {
 protected:
  ControlDeskTest() {
    ServerOptions options;
    options.port = 0;
    options.control.token = token_;
    options.control.audit = [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      log_.push_back(line);
    };
    server_ = std::move(*Server::start(source_, options));
  }
  Reply post(const std::string& body, const std::string& headers,
             const std::string& method = "POST", const std::string& host = "localhost") {
    TestClient client(server_->port());
    client.send(method + " /api/control HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
    return client.read_reply();
  }
  std::string bearer() const { return "Authorization: Bearer " + token_ + "\r\n"; }
  std::string good() const { return bearer() + "Content-Type: application/json\r\n"; }
  std::string audit() {
    const std::lock_guard lock(mutex_);
    std::string all;
    for (const std::string& line : log_) all += line + "\n";
    return all;
  }
  static inline const std::string kStop = R"({"run":"digits/run_001","ask":"stop_after_epoch"})";

  const std::string token_ = new_token();
  OneRun source_;
  std::mutex mutex_;
  std::vector<std::string> log_;
  std::unique_ptr<Server> server_;
};

TEST_F(ControlDeskTest, AsksTheTrainingAndTellsWhatItSays) {
  const Reply asked = post(kStop, good() + "Origin: http://localhost:6006\r\n");
  ASSERT_EQ(asked.status, 202) << asked.body;
  EXPECT_EQ(source_.run->asked, std::vector<std::string>{"stop_after_epoch by browser"});
  const std::string ticket = json::parse(asked.body)["ticket"];
  TestClient client(server_->port());
  const Reply answer = client.get("/api/control?run=digits/run_001&ticket=" + ticket);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["outcome"], "accepted");
  EXPECT_EQ(json::parse(answer.body)["text"], "the training will stop after epoch 12");
  EXPECT_NE(audit().find("asked digits/run_001 for stop_after_epoch: passed on"),
            std::string::npos);
  EXPECT_NE(audit().find("127.0.0.1:"), std::string::npos);
}

TEST_F(ControlDeskTest, WithoutTheTokenNothingIsAsked) {
  const std::string type = "Content-Type: application/json\r\n";
  for (const std::string& headers :
       {type, type + "Authorization: Bearer " + new_token() + "\r\n",
        type + "Authorization: Bearer\r\n", type + "Cookie: token=" + token_ + "\r\n",
        type + "Authorization: Basic " + token_ + "\r\n"}) {
    const Reply reply = post(kStop, headers);
    EXPECT_EQ(reply.status, 401) << headers;
    EXPECT_EQ(json::parse(reply.body)["error"]["code"], "needs_token");
  }
  EXPECT_EQ(post(R"({"run":"digits/run_001","ask":"stop","token":")" + token_ + "\"}", type).status,
            401);
  EXPECT_TRUE(source_.run->asked.empty());
  EXPECT_NE(audit().find("denied"), std::string::npos);
  EXPECT_EQ(audit().find(token_), std::string::npos);
}

// A token in the right place does not help a page of another site, nor another name for the server.
TEST_F(ControlDeskTest, ForeignPagesAreRefusedWhateverTheyKnow) {
  for (const char* origin : {"http://evil.example", "null", "http://localhost.evil.example"}) {
    const Reply reply = post(kStop, good() + "Origin: " + origin + "\r\n");
    EXPECT_EQ(reply.status, 403) << origin;
  }
  EXPECT_EQ(post(kStop, good(), "POST", "evil.example").status, 403);
  const Reply preflight = post("", "Origin: http://localhost:1\r\n", "OPTIONS");
  EXPECT_EQ(preflight.status, 405);
  EXPECT_FALSE(preflight.headers.contains("access-control-allow-origin"));
  EXPECT_TRUE(source_.run->asked.empty());
}

// What a form, an image or a link of another page can make a browser send.
TEST_F(ControlDeskTest, OnlyJsonByPostChangesAnything) {
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded",
                           "multipart/form-data; boundary=x", "application/jsonp"}) {
    const Reply reply = post(kStop, bearer() + "Content-Type: " + type + "\r\n");
    EXPECT_EQ(reply.status, 415) << type;
  }
  EXPECT_EQ(post(kStop, bearer()).status, 415);
  for (const char* method : {"PUT", "DELETE", "PATCH"}) {
    EXPECT_EQ(post(kStop, good(), method).status, 405) << method;
  }
  TestClient client(server_->port());
  EXPECT_EQ(client.get("/api/control?run=digits/run_001&ask=stop", bearer()).status, 400);
  EXPECT_TRUE(source_.run->asked.empty());
}

TEST_F(ControlDeskTest, NonsenseIsRefusedClearly) {
  for (const char* body : {"", "{", "[]", "null", R"({"run":"digits/run_001"})",
                           R"({"run":"digits/run_001","ask":"halt"})", R"({"run":7,"ask":"stop"})",
                           R"({"run":"","ask":"stop"})"}) {
    EXPECT_EQ(post(body, good()).status, 400) << body;
  }
  EXPECT_EQ(post(R"({"run":"../secret","ask":"stop"})", good()).status, 404);
  EXPECT_EQ(post(std::string(5000, ' ') + kStop, good()).status, 413);
  source_.run->ended = true;
  const Reply late = post(kStop, good());
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(json::parse(late.body)["error"]["message"], "the run has ended: finished");
  EXPECT_TRUE(source_.run->asked.empty());
}

TEST_F(ControlDeskTest, TellsWhatATokenIsGoodFor) {
  TestClient client(server_->port());
  EXPECT_EQ(json::parse(client.get("/api/rights").body)["rights"], json({"view"}));
  EXPECT_EQ(json::parse(client.get("/api/rights", bearer()).body)["rights"],
            json({"view", "control"}));
}

TEST_F(ControlDeskTest, AConnectionGoesOnAfterAQuestion) {
  TestClient client(server_->port());
  for (int i = 0; i < 3; ++i) {
    client.send("POST /api/control HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                std::to_string(kStop.size()) + "\r\n" + good() + "\r\n" + kStop);
    EXPECT_EQ(client.read_reply().status, 202);
    EXPECT_EQ(client.get("/api/version").status, 200);
  }
  EXPECT_EQ(source_.run->asked.size(), 3u);
}

TEST(ControlDesk, WithoutATokenOfItsOwnAServerOnlyShows) {
  OneRun source;
  ControlDesk desk(source, {});
  for (const char* authorization : {"", "Bearer ", "Bearer x"}) {
    EXPECT_EQ(desk.ask({authorization, "application/json", "?", "{}"}).status, 401);
  }
}

}  // namespace
}  // namespace oriel::serve
