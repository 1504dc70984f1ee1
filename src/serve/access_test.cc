#include "serve/access.h"

#include <gtest/gtest.h>

namespace oriel::serve {
namespace {

const std::vector<std::string> kGoodHosts = {"localhost", "localhost:6006",  "LOCALHOST:1",
                                             "127.0.0.1", "127.0.0.1:65535", "127.255.0.9:80",
                                             "[::1]",     "[::1]:6006"};

// Other sites' names, names that resolve to loopback, and everything that only looks like ours.
const std::vector<std::string> kEvilHosts = {
    "",
    ":6006",
    "evil.example",
    "evil.example:6006",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io",
    "localtest.me",
    "rebind.localhost",
    "localhost.",
    "127.0.0.1.",
    "localhost:",
    "localhost:0",
    "localhost:65536",
    "localhost:80x",
    "localhost:80:80",
    "user@localhost",
    "localhost@evil.example",
    "localhost:80@evil.example",
    "evil.example#localhost",
    "localhost/evil",
    "localhost evil.example",
    " localhost",
    "localhost\t",
    "127.1",
    "127.0.0.256",
    "127.0.0.01",
    "127.0.0.1.1",
    "0127.0.0.1",
    "0x7f.0.0.1",
    "2130706433",
    "0.0.0.0",
    "10.0.0.1",
    "192.168.1.1",
    "[::]",
    "[::1",
    "[::1]evil",
    "[::ffff:127.0.0.1]",
    "::1",
    "[::1]@evil",
    "локалхост",
};

TEST(Access, LoopbackNamesPassWithAnyPort) {
  for (const auto& host : kGoodHosts) EXPECT_TRUE(host_allowed({}, host)) << host;
}

TEST(Access, NothingElseDoes) {
  for (const auto& host : kEvilHosts) EXPECT_FALSE(host_allowed({}, host)) << host;
  EXPECT_FALSE(host_allowed({}, std::string_view("localhost\0.evil", 15)));
}

TEST(Access, NamesCanBeAllowed) {
  const AccessPolicy policy{{"box.lan", "proxy.example:8443", ""}};
  EXPECT_TRUE(host_allowed(policy, "box.lan"));
  EXPECT_TRUE(host_allowed(policy, "BOX.lan:1234"));
  EXPECT_TRUE(host_allowed(policy, "proxy.example:8443"));
  EXPECT_FALSE(host_allowed(policy, "proxy.example:80"));
  EXPECT_FALSE(host_allowed(policy, "evilbox.lan"));
  EXPECT_FALSE(host_allowed(policy, "box.lan.evil"));
  EXPECT_FALSE(host_allowed(policy, ""));
}

TEST(Access, OriginsAreHostsWithAScheme) {
  for (const auto& host : kGoodHosts) {
    EXPECT_TRUE(origin_allowed({}, "http://" + host)) << host;
    EXPECT_TRUE(origin_allowed({}, "https://" + host)) << host;
    EXPECT_FALSE(origin_allowed({}, host)) << host;
    EXPECT_FALSE(origin_allowed({}, "http://" + host + "/")) << host;
    EXPECT_FALSE(origin_allowed({}, "ftp://" + host)) << host;
  }
  for (const auto& host : kEvilHosts) EXPECT_FALSE(origin_allowed({}, "http://" + host)) << host;
  for (const char* origin : {"null", "", "http://", "file://", "chrome-extension://localhost",
                             "http://localhost http://evil.example"}) {
    EXPECT_FALSE(origin_allowed({}, origin)) << origin;
  }
}

TEST(Access, TheMatrixOfHostAndOrigin) {
  using Values = std::vector<std::string>;
  const Values good_host = {"localhost:6006"}, good_origin = {"http://localhost:6006"};
  const Values evil_host = {"evil.example"}, evil_origin = {"http://evil.example"};
  for (const bool upgrade : {false, true}) {
    EXPECT_EQ(check_access({}, good_host, good_origin, upgrade), Access::kAllowed);
    EXPECT_EQ(check_access({}, good_host, {}, upgrade),
              upgrade ? Access::kForbiddenOrigin : Access::kAllowed);
    for (const Values& origin : {good_origin, evil_origin, Values{"null"}, Values{}}) {
      for (const Values& host : {evil_host, Values{}, Values{"localhost", "localhost"},
                                 Values{"localhost", "evil.example"}}) {
        EXPECT_EQ(check_access({}, host, origin, upgrade), Access::kForbiddenHost);
      }
    }
    for (const Values& origin :
         {evil_origin, Values{"null"}, Values{""}, Values{good_origin[0], good_origin[0]}}) {
      EXPECT_EQ(check_access({}, good_host, origin, upgrade), Access::kForbiddenOrigin);
    }
  }
}

TEST(Access, LoopbackAddresses) {
  EXPECT_TRUE(is_loopback_address("127.0.0.1"));
  EXPECT_TRUE(is_loopback_address("::1"));
  for (const char* address : {"0.0.0.0", "::", "10.0.0.1", "127.1", "localhost", ""}) {
    EXPECT_FALSE(is_loopback_address(address)) << address;
  }
}

}  // namespace
}  // namespace oriel::serve
