// Who may talk to the server: the allow-list of Host and Origin that keeps other web sites out of a
// server on loopback (DNS rebinding, cross-site WebSockets), and the token without which nobody may
// change a training.
//
// Pure, new_token() apart; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oriel::serve {

enum class Access : uint8_t { kAllowed, kForbiddenHost, kForbiddenOrigin };

// Loopback names with any port, for SSH forwards: localhost, 127.x.y.z, [::1]; and the names given
// with --allow-host.
struct AccessPolicy {
  std::vector<std::string> allow_hosts;
};

// "name", "name:port", "[::1]:port": nothing else, no trailing dot, no user, no shortened address.
bool host_allowed(const AccessPolicy& policy, std::string_view host);

// "http://host[:port]" or https, and the host as above; "null" never.
bool origin_allowed(const AccessPolicy& policy, std::string_view origin);

// Every request, whatever its method: exactly one Host, at most one Origin; an upgrade must carry
// one. `hosts` and `origins` are the values of all such header lines.
Access check_access(const AccessPolicy& policy, const std::vector<std::string>& hosts,
                    const std::vector<std::string>& origins, bool upgrade);

// The key to control: 256 random bits as 64 hex digits; empty if the system has no randomness.
std::string new_token();

// Whether the value of an Authorization header is "Bearer <token>"; never for an empty token. Takes
// the same time wherever they differ.
bool bearer_matches(std::string_view authorization, std::string_view token);

// True for 127.0.0.0/8, written in full, and ::1.
bool is_loopback_address(std::string_view address);

}  // namespace oriel::serve
