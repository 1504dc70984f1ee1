// What the classes of a run are called, where its config says so: a list of texts under
// "class_names", "classes", "labels" or "label_names".
#pragma once

#include <string>
#include <vector>

namespace oriel::figure {

// `count` names; "0", "1", … where the config has none, or another number of them.
std::vector<std::string> class_names(const std::string& config_json, size_t count);

}  // namespace oriel::figure
