// Ctrl-C as a request: once ends the training after the present epoch, twice after the present
// step, a third time the process, as it is. SIGTERM: after the present step; a second one the
// process.
#pragma once

namespace oriel_train {

enum class StopRequest { kNone, kAfterEpoch, kNow };

// Installs the handlers. Once per process, before the training.
void watch_stop_signals();

// What the signals so far ask for. Costs one atomic load.
StopRequest stop_request();

}  // namespace oriel_train
