// oriel::Config: what a run was started with, as the canonical text of one JSON object. Nothing
// throws: labels that cannot be kept are lost, the training goes on.
#include <algorithm>
#include <cstring>
#include <new>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "format/json_text.h"
#include "oriel/run.h"

namespace oriel {
namespace {

std::string_view view(StringRef text) {
  return {text.data(), text.size()};
}

nlohmann::json value_of(const ConfigItem& item) {
  switch (item.kind) {
    case ConfigItem::Kind::kBool:
      return item.integer != 0;
    case ConfigItem::Kind::kInteger:
      return item.integer;
    case ConfigItem::Kind::kNumber:
      return item.number;  // NaN and infinities are written as null
    default:
      return view(item.text);
  }
}

// A copy with a terminating zero, or null when memory is short.
char* copy_text(const char* text, size_t size) {
  if (text == nullptr) return nullptr;
  char* out = new (std::nothrow) char[size + 1];
  if (out == nullptr) return nullptr;
  std::memcpy(out, text, size);
  out[size] = '\0';
  return out;
}

}  // namespace

Config::Config(std::initializer_list<ConfigItem> items) {
  if (items.size() == 0) return;
  try {
    nlohmann::json object = nlohmann::json::object();
    for (const ConfigItem& item : items) {
      object[format::clean_utf8(view(item.key))] = value_of(item);
    }
    const std::string text = object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    json_ = copy_text(text.data(), text.size());
    if (json_ != nullptr) size_ = text.size();
  } catch (...) {  // out of memory
  }
}

Config Config::from_json(StringRef json) {
  Config out;
  try {
    const std::string text = format::config_json_object(view(json));
    out.json_ = copy_text(text.data(), text.size());
    if (out.json_ != nullptr) out.size_ = text.size();
  } catch (...) {
  }
  return out;
}

Config::Config(const Config& other) : json_(copy_text(other.json_, other.size_)) {
  if (json_ != nullptr) size_ = other.size_;
}

Config::Config(Config&& other) noexcept
    : json_(std::exchange(other.json_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Config& Config::operator=(Config other) noexcept {
  std::swap(json_, other.json_);
  std::swap(size_, other.size_);
  return *this;
}

Config::~Config() {
  delete[] json_;
}

StringRef Config::json() const {
  return json_ == nullptr ? StringRef("{}") : StringRef(json_, size_);
}

}  // namespace oriel
