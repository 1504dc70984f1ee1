// What the classes of a run are called, and in which order they come, where its config says so: a
// list of texts under "class_names", "classes", "labels" or "label_names".
//
// Pure; any thread; parses the config once per call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oriel::figure {

// `count` names; "0", "1", … where the config has none, or another number of them.
std::vector<std::string> class_names(const std::string& config_json, size_t count);

// In the order of the config's list where it names them all, else as people count.
void sort_classes(std::vector<std::string>& classes, const std::string& config_json);

// "2" before "10", "layer/9/w" before "layer/10/w": runs of digits by size, the rest by letters.
bool natural_before(std::string_view a, std::string_view b);

}  // namespace oriel::figure
