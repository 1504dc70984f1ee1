// The TOML side of Settings; nothing else includes the parser.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <charconv>

#include "base/bytes.h"
#include "base/file.h"
#include "kit/settings_keys.h"

namespace oriel::kit {
namespace {

using base::Status;

constexpr uint64_t kMaxBytes = 1 << 20;

class TomlReader {
 public:
  TomlReader(std::string name, Settings& settings) : name_(std::move(name)), settings_(settings) {}

  Status read(const toml::table& table) {
    for (const auto& [key, node] : table) {
      Status status;
      if (key.str() == "panel") {
        status = read_panels(node);
      } else if (const SettingKey* setting = find_setting(key.str()); setting != nullptr) {
        status = read_value(*setting, node);
      } else {
        status = error(key.source().begin.line, "there is no setting \"" + std::string(key.str()) +
                                                    "\"" + suggestion(key.str()));
      }
      if (!status.ok()) return status;
    }
    return {};
  }

  Status error(unsigned line, const std::string& what) const {
    return Status(name_ + ", line " + std::to_string(line) + ": " + what);
  }

 private:
  static unsigned line_of(const toml::node& node) { return node.source().begin.line; }

  Status read_value(const SettingKey& key, const toml::node& node) {
    std::string text;
    const bool a_text = !key.whole && !key.number && !key.truth && !key.pair;
    if (node.is_integer() && (key.whole || key.number)) {
      text = std::to_string(node.as_integer()->get());
    } else if (node.is_floating_point() && key.number) {
      char buffer[64];
      const double value = node.as_floating_point()->get();
      text.assign(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
    } else if (node.is_boolean() && key.truth) {
      text = node.as_boolean()->get() ? "true" : "false";
    } else if (node.is_string() && a_text) {
      text = node.as_string()->get();
    } else if (int x = 0, y = 0; key.pair && pair_of(node, x, y)) {
      text = std::to_string(x) + "x" + std::to_string(y);
    } else {
      return error(line_of(node), std::string(key.name) + " must be " + key.wants);
    }
    if (key.parse(text, settings_)) return {};
    return error(line_of(node),
                 std::string(key.name) + " is " + text + " but must be " + key.wants);
  }

  static bool pair_of(const toml::node& node, int& a, int& b) {
    const toml::array* list = node.as_array();
    if (list == nullptr || list->size() != 2) return false;
    const auto first = (*list)[0].value_exact<int64_t>();
    const auto second = (*list)[1].value_exact<int64_t>();
    if (!first || !second || std::abs(*first) > 1'000'000 || std::abs(*second) > 1'000'000) {
      return false;
    }
    a = static_cast<int>(*first);
    b = static_cast<int>(*second);
    return true;
  }

  Status read_panels(const toml::node& node) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      return error(line_of(node), "panels are written as [[panel]], each with a kind");
    }
    settings_.panels.clear();
    for (const toml::node& item : *list) {
      const toml::table* table = item.as_table();
      if (table == nullptr) {
        return error(line_of(item), "panels are written as [[panel]], each with a kind");
      }
      PanelSetting panel;
      if (Status s = read_panel(*table, panel); !s.ok()) return s;
      settings_.panels.push_back(std::move(panel));
    }
    return {};
  }

  Status read_panel(const toml::table& table, PanelSetting& panel) {
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      PlotSize& size = panel.options.size;
      if (name == "kind") {
        if (!node.is_string()) return error(line_of(node), "kind must be a text, such as \"loss\"");
        panel.kind = node.as_string()->get();
      } else if (name == "position") {
        PanelPlace& place = panel.options.position;
        if (!pair_of(node, place.x, place.y)) {
          return error(line_of(node), "position must be two whole numbers, as [0, 400]");
        }
      } else if (name == "size") {
        if (!pair_of(node, size.width, size.height) || size.width < 1 || size.height < 1) {
          return error(line_of(node), "size must be two whole numbers above 0, as [600, 400]");
        }
      } else {
        return error(key.source().begin.line, "a panel has no \"" + std::string(name) +
                                                  "\"; there are kind, position and size");
      }
    }
    if (panel.kind.empty()) return error(line_of(table), "this panel has no kind");
    return {};
  }

  const std::string name_;
  Settings& settings_;
};

}  // namespace

Status parse_settings_toml(std::string_view text, const std::string& name, Settings& settings) {
  Settings fresh = settings;
  TomlReader reader(name, fresh);
  const toml::parse_result parsed = toml::parse(text, name);
  if (!parsed) {
    return reader.error(parsed.error().source().begin.line,
                        std::string(parsed.error().description()));
  }
  if (Status s = reader.read(parsed.table()); !s.ok()) return s;
  settings = std::move(fresh);
  return {};
}

Status read_settings_toml(const std::string& path, Settings& settings) {
  const auto bytes = base::read_file(path, kMaxBytes);
  if (!bytes.ok()) return bytes.status();
  return parse_settings_toml(base::as_text(*bytes), path, settings);
}

}  // namespace oriel::kit
