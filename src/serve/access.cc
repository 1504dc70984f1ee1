#include "serve/access.h"

#include <sys/random.h>

#include <algorithm>
#include <optional>

namespace oriel::serve {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_port(std::string_view text) {
  if (!is_digits(text) || text.size() > 5) return false;
  uint32_t port = 0;
  for (const char c : text) port = port * 10 + static_cast<uint32_t>(c - '0');
  return port > 0 && port <= 65535;
}

bool is_loopback_v4(std::string_view text) {
  int octets = 0;
  bool first_is_127 = false;
  while (true) {
    const size_t dot = text.find('.');
    const std::string_view part = text.substr(0, dot);
    const bool plain = is_digits(part) && part.size() <= 3 && (part.size() == 1 || part[0] != '0');
    if (!plain || (part.size() == 3 && part > "255")) return false;
    if (octets == 0) first_is_127 = part == "127";
    ++octets;
    if (dot == std::string_view::npos) break;
    text.remove_prefix(dot + 1);
  }
  return octets == 4 && first_is_127;
}

// The host without its port; nothing for what is neither.
std::optional<std::string_view> host_name(std::string_view host) {
  std::string_view name = host;
  std::string_view port;
  if (host.starts_with('[')) {
    const size_t close = host.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    name = host.substr(0, close + 1);
    port = host.substr(close + 1);
  } else if (const size_t colon = host.find(':'); colon != std::string_view::npos) {
    name = host.substr(0, colon);
    port = host.substr(colon);
  }
  if (!port.empty() && (port[0] != ':' || !is_port(port.substr(1)))) return std::nullopt;
  if (name.empty()) return std::nullopt;
  return name;
}

}  // namespace

std::string new_token() {
  uint8_t bytes[32];
  if (::getrandom(bytes, sizeof bytes, 0) != sizeof bytes) return "";
  std::string token;
  for (const uint8_t byte : bytes) {
    token += "0123456789abcdef"[byte >> 4];
    token += "0123456789abcdef"[byte & 15];
  }
  return token;
}

bool bearer_matches(std::string_view authorization, std::string_view token) {
  constexpr std::string_view kScheme = "Bearer ";
  if (token.empty() || authorization.size() != kScheme.size() + token.size()) return false;
  if (!same_name(authorization.substr(0, kScheme.size()), kScheme)) return false;
  const std::string_view given = authorization.substr(kScheme.size());
  volatile uint8_t difference = 0;
  for (size_t i = 0; i < token.size(); ++i) {
    difference = difference | static_cast<uint8_t>(given[i] ^ token[i]);
  }
  return difference == 0;
}

bool is_loopback_address(std::string_view address) {
  return address == "::1" || is_loopback_v4(address);
}

bool host_allowed(const AccessPolicy& policy, std::string_view host) {
  const auto name = host_name(host);
  if (!name) return false;
  if (same_name(*name, "localhost") || *name == "[::1]" || is_loopback_v4(*name)) return true;
  return std::any_of(
      policy.allow_hosts.begin(), policy.allow_hosts.end(), [&](const std::string& allowed) {
        return !allowed.empty() && (same_name(*name, allowed) || same_name(host, allowed));
      });
}

bool origin_allowed(const AccessPolicy& policy, std::string_view origin) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.size() > scheme.size() && same_name(origin.substr(0, scheme.size()), scheme)) {
      return host_allowed(policy, origin.substr(scheme.size()));
    }
  }
  return false;
}

Access check_access(const AccessPolicy& policy, const std::vector<std::string>& hosts,
                    const std::vector<std::string>& origins, bool upgrade) {
  if (hosts.size() != 1 || !host_allowed(policy, hosts[0])) return Access::kForbiddenHost;
  if (origins.empty()) return upgrade ? Access::kForbiddenOrigin : Access::kAllowed;
  if (origins.size() != 1 || !origin_allowed(policy, origins[0])) return Access::kForbiddenOrigin;
  return Access::kAllowed;
}

}  // namespace oriel::serve
