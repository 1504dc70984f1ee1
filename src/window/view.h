// View: the window's content, drawn with Dear ImGui from a snapshot — first line with the buttons,
// the numbers, the plots, the log and the diagnosis.
//
// Holds only what a person has begun (a first press of S). On the thread of the window. What was
// asked for comes back as Wishes; the view itself does nothing.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>

#include "window/plots.h"
#include "window/snapshot.h"
#include "window/style.h"
#include "window/watcher.h"
#include "window/words.h"

namespace oriel::window {

struct Wishes {
  bool close = false, change_theme = false, screenshot = false;
  std::optional<store::ControlKind> ask;
};

struct Look {
  Fonts fonts;
  const draw::Theme* theme = nullptr;
  float ui_scale = 1;  // window units per point
  float pixels = 1;    // of the framebuffer per window unit
};

class View {
 public:
  Wishes show(const std::shared_ptr<const Snapshot>& snapshot, const WishState& wish, Plots& plots,
              const Look& look);
  // When the view will look different although nothing has happened, in seconds of ImGui's clock.
  std::optional<double> changes_at() const;

 private:
  void first_line(const Snapshot& s, const Buttons& buttons, Wishes& wishes);
  void buttons_line(const Buttons& buttons, Wishes& wishes);
  void main_button(const Buttons& buttons, Wishes& wishes);
  void numbers(const Snapshot& s);
  void number_line(const RunSnapshot& run, bool several);
  void log(const Snapshot& s, ImVec2 size);
  void diagnosis(const Snapshot& s, ImVec2 size);
  void keys(const Buttons& buttons, Wishes& wishes);
  float em(float points) const { return points * look_.ui_scale; }

  Look look_;
  std::optional<double> armed_until_;  // S has been pressed once
  size_t logged_ = 0;                  // lines shown last time
};

}  // namespace oriel::window
