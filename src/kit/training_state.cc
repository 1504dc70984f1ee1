#include <string_view>

#include "oriel/tracker.h"

namespace oriel {

const std::string* TrainingState::find(StringRef name) const {
  for (const Blob& blob : blobs) {
    if (blob.name == std::string_view(name.data(), name.size())) return &blob.bytes;
  }
  return nullptr;
}

}  // namespace oriel
