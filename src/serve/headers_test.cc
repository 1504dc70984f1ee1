#include "serve/headers.h"

#include <gtest/gtest.h>

namespace oriel::serve {
namespace {

TEST(Headers, EveryResponseIsGuarded) {
  for (const int status : {200, 304, 400, 403, 404, 405, 431, 503}) {
    Response response;
    response.status = status;
    const std::string head = response_head(response, Framing::kLength, true);
    EXPECT_TRUE(head.starts_with("HTTP/1.1 " + std::to_string(status) + " "));
    EXPECT_NE(head.find("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
                        "data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
                        "form-action 'none'"),
              std::string::npos);
    for (const char* line :
         {"X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
          "Cross-Origin-Opener-Policy: same-origin\r\n",
          "Cross-Origin-Resource-Policy: same-origin\r\n"}) {
      EXPECT_NE(head.find(line), std::string::npos) << line;
    }
    EXPECT_EQ(head.find("Access-Control"), std::string::npos);
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  }
}

TEST(Headers, NothingCanEndAHeaderEarly) {
  Response response;
  response.headers = {{"X-Name", "a\r\nSet-Cookie: b\n\tc"}};
  const std::string head = response_head(response, Framing::kLength, false);
  EXPECT_NE(head.find("X-Name: aSet-Cookie: bc\r\n"), std::string::npos);
}

TEST(Headers, ErrorsAreJson) {
  EXPECT_EQ(error_response(404, "unknown_run", "no \"x\"", "look").text,
            R"({"error":{"code":"unknown_run","message":"no \"x\"","try":"look"}})");
}

}  // namespace
}  // namespace oriel::serve
