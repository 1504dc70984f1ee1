// The panels themselves, one file each, and what they share. Only panels.cc calls them; see
// figure/panels.h.
#pragma once

#include "figure/panels.h"

namespace oriel::figure {

Figure make_curves(const Request& request, const Runs& runs);
Figure make_image(const Request& request, const Runs& runs, bool live);
Figure make_text(const Request& request, const Runs& runs);

// A figure with its runs, `loading` and notes on damage filled in.
Figure start_figure(const Request& request, const Runs& runs, std::string title);

// What to call each run within one figure: "run_003" where all share a name, else the id.
std::vector<std::string> short_names(const Runs& runs);

// The names that the request's patterns mean, in the order of the patterns, each once. A pattern
// that is a name itself means only that name.
std::vector<std::string> match_names(const std::vector<std::string>& patterns,
                                     const std::vector<std::string>& names);

}  // namespace oriel::figure
