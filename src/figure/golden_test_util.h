// What tests of panels share: figures made and compared with golden files, as readable text.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/bytes.h"
#include "figure/encode.h"
#include "figure/fake_run_test_util.h"
#include "figure/panels.h"
#include "figure/words.h"

namespace oriel::figure {

inline std::string array_text(const nlohmann::json& ref, const uint8_t* arrays) {
  const std::string type = ref["t"];
  std::ostringstream out;
  out.precision(10);
  out << type << "[";
  const uint8_t* at = arrays + ref["at"].get<size_t>();
  for (size_t i = 0; i < ref["n"].get<size_t>(); ++i) {
    if (i > 0) out << " ";
    if (type == "f64") out << base::load<double>(at + 8 * i);
    if (type == "u32") out << base::load<uint32_t>(at + 4 * i);
    if (type == "u8") out << static_cast<int>(at[i]);
  }
  out << "]";
  return out.str();
}

inline void put_arrays(nlohmann::json& node, const uint8_t* arrays) {
  if (node.is_object() && node.contains("at") && node.contains("t")) {
    node = array_text(node, arrays);
  } else if (node.is_structured()) {
    for (nlohmann::json& child : node) put_arrays(child, arrays);
  }
}

// A message as readable text: its JSON with the arrays written in place.
inline std::string dump(const Figure& figure) {
  const std::vector<uint8_t> bytes = encode(figure, 0);
  const auto n = base::load<uint32_t>(bytes.data());
  nlohmann::json header = nlohmann::json::parse(bytes.begin() + 4, bytes.begin() + 4 + n);
  put_arrays(header, bytes.data() + base::align_up(4 + n, 8));
  return header["figure"].dump(1) + "\n";
}

// ORIEL_UPDATE_GOLDEN=1 writes the files anew; look at the difference before keeping them.
inline void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(ORIEL_GOLDEN_DIR) + "/figure_" + name + ".txt";
  if (std::getenv("ORIEL_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(text, expected.str()) << path << "; ORIEL_UPDATE_GOLDEN=1 writes it anew";
}

inline Figure make(const Request& request, const Runs& runs) {
  auto figure = make_figure(request, runs);
  EXPECT_TRUE(figure.ok()) << figure.status().message();
  return *figure;
}

template <class M>
std::vector<M> marks_of(const Panel& panel) {
  std::vector<M> out;
  for (const Mark& mark : panel.marks) {
    if (const M* m = std::get_if<M>(&mark)) out.push_back(*m);
  }
  return out;
}

}  // namespace oriel::figure
