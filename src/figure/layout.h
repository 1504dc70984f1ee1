// The layout that a training wrote for its viewers (dashboard.json, docs/kit.md): panels in their
// places, as descriptors of a tab of their own.
//
// Pure; any thread. What cannot be read is no layout: a viewer then shows what it shows anyway.
#pragma once

#include <string>
#include <vector>

#include "figure/panels.h"

namespace oriel::figure {

inline constexpr size_t kMaxPlacedPanels = 100;

// Of the first of the runs that has one. Panels of unknown kinds and outside the window are left
// out. Empty if no run has a layout.
std::vector<Descriptor> describe_layout(const Runs& runs);

// The descriptors of one document.
std::vector<Descriptor> parse_layout(const std::string& text);

}  // namespace oriel::figure
