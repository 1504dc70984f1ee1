// Runs as JSON (docs/api.md, "Run"), and the messages that carry them.
//
// Pure; thread-safe. About 10 µs per run.
#pragma once

#include <string>

#include "store/source.h"

namespace oriel::serve {

std::string run_json(const store::RunInfo& info);

// {"type":"runs",…}: the whole list. With `logdir` it is the answer of GET /api/runs.
std::string runs_message(const store::RunList& list, const std::string* logdir = nullptr);

// {"type":"runs_delta",…}: what changed; empty where nothing did.
std::string runs_delta_message(const store::RunList& from, const store::RunList& to);

}  // namespace oriel::serve
