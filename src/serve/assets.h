// The interface's files, compiled in, and which encoding of one a browser takes.
//
// Constant data; thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace oriel::serve {

struct Asset {
  std::string_view path;  // "/app.js"
  std::string_view content_type;
  std::string_view hash;  // of the content
  base::Bytes raw, gzip, brotli;
};

// What the build found in web/dist; made by cmake/compress_assets.mjs.
std::span<const Asset> embedded_assets();

const Asset* find_asset(std::span<const Asset> assets, std::string_view path);

struct EncodedAsset {
  base::Bytes bytes;
  std::string_view encoding;  // "br", "gzip", or empty: as it is
  std::string etag;           // with its quotes
};

// The smallest form that Accept-Encoding takes.
EncodedAsset choose_encoding(const Asset& asset, std::string_view accept_encoding);

// True where If-None-Match names this ETag.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace oriel::serve
