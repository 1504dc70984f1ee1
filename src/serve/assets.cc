#include "serve/assets.h"

#include <algorithm>

namespace oriel::serve {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Cuts the part before the next separator off the front of `text`.
std::string_view cut(std::string_view& text, char separator) {
  const size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text = end == std::string_view::npos ? "" : text.substr(end + 1);
  return trim(part);
}

bool is_zero(std::string_view q) {
  return !q.empty() && q.find_first_not_of("0.") == std::string_view::npos;
}

bool accepts(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    std::string_view item = cut(header, ',');
    const std::string_view name = cut(item, ';');
    if (name != coding) continue;
    const std::string_view q = trim(item);
    return !(q.starts_with("q=") && is_zero(q.substr(2)));
  }
  return false;
}

}  // namespace

const Asset* find_asset(std::span<const Asset> assets, std::string_view path) {
  if (path == "/") path = "/index.html";
  const auto at = std::find_if(assets.begin(), assets.end(),
                               [&](const Asset& asset) { return asset.path == path; });
  return at == assets.end() ? nullptr : &*at;
}

EncodedAsset choose_encoding(const Asset& asset, std::string_view accept_encoding) {
  EncodedAsset chosen = {asset.raw, "", ""};
  std::string_view suffix;
  if (asset.gzip.size() < chosen.bytes.size() && !asset.gzip.empty() &&
      accepts(accept_encoding, "gzip")) {
    chosen.bytes = asset.gzip;
    chosen.encoding = "gzip";
    suffix = "-gz";
  }
  if (asset.brotli.size() < chosen.bytes.size() && !asset.brotli.empty() &&
      accepts(accept_encoding, "br")) {
    chosen.bytes = asset.brotli;
    chosen.encoding = "br";
    suffix = "-br";
  }
  chosen.etag = "\"" + std::string(asset.hash) + std::string(suffix) + "\"";
  return chosen;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view item = cut(if_none_match, ',');
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == "*" || item == etag) return true;
  }
  return false;
}

}  // namespace oriel::serve
