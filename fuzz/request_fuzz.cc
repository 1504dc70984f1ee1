// Everything that reads what a client sends: the head of a request, its target, the API behind it,
// the messages of the WebSocket. Nothing may crash, hang or read out of bounds.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "figure/fake_run_test_util.h"
#include "figure/panels.h"
#include "serve/access.h"
#include "serve/api.h"
#include "serve/request_head.h"
#include "serve/session.h"
#include "serve/target.h"

namespace {

using namespace oriel;

store::Source& source() {
  static auto* instance = [] {
    auto* made = new figure::FakeSource;
    const auto run = made->add_run("digits/run_001");
    for (int i = 0; i < 100; ++i)
      run->add(i % 2 == 0 ? "train/loss" : "val/loss", i, 1.0 / (i + 1));

    return made;
  }();
  return *instance;
}

void ask_api(std::string_view target) {
  serve::FigureCache cache;
  serve::Api api(source(), cache, {}, {"token", nullptr});
  const serve::ApiRequest request{"GET", target, "br, gzip", ""};
  (void)api.handle(request);
  (void)api.handle(
      {"POST", serve::kControlPath, "", "", "application/json", "Bearer token", "?", target});
}

void read_head(std::string_view text) {
  serve::RequestHead head;
  if (!serve::parse_request_head(text, head)) return;
  const serve::AccessPolicy policy{{"oriel.test"}};
  const auto access = serve::check_access(policy, head.hosts, head.origins, head.upgrade);
  // What passes must name a host that is on the list.
  if (access == serve::Access::kAllowed &&
      (head.hosts.size() != 1 || !serve::host_allowed(policy, head.hosts[0]))) {
    std::abort();
  }
  ask_api(head.target);
}

// One message per line, with the answers in between.
void talk(std::string_view text) {
  serve::Session session("/runs");
  serve::FigureCache cache;
  serve::RunsFeed feed(source());
  uint64_t now = 1'000'000'000;
  while (!text.empty() && !session.broken()) {
    const size_t end = std::min(text.find('\n'), text.size());
    session.on_message(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    for (auto& job : session.due(now, 1)) {
      session.on_result(serve::run_job(std::move(job), source(), cache, feed, now), now);
    }
    while (session.next(now)) {
    }
    now += 20'000'000;
    if (session.subscriptions() > serve::Session::kMaxSubscriptions) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 4) {
    case 0:
      read_head(text);
      break;
    case 1:
      ask_api(text);
      break;
    case 2:
      talk(text);
      break;
    default:
      (void)figure::parse_request(std::string(text));
  }
  return 0;
}
