#include "window/view.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

namespace oriel::window {
namespace {

constexpr double kArmed = 3;  // seconds in which a second S counts

void colored(const ImVec4& color, const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopStyleColor();
}

void wrapped(const ImVec4& color, const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

void hint(const std::string& text) {
  if (!text.empty() && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) {
    ImGui::SetTooltip("%s", text.c_str());
  }
}

float button_width(const std::string& label) {
  return ImGui::CalcTextSize(label.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
}

// A button of one strong colour.
bool strong_button(const std::string& label, draw::Color ground, const draw::Theme& theme) {
  const draw::Color ink = ink_on(ground);
  ImGui::PushStyleColor(ImGuiCol_Button, color_of(ground));
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, color_of(mix(ground, theme.text, 0.15f)));
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, color_of(mix(ground, theme.text, 0.3f)));
  ImGui::PushStyleColor(ImGuiCol_Text, color_of(ink));
  const bool pressed = ImGui::Button(label.c_str());
  ImGui::PopStyleColor(4);
  return pressed;
}

// A box with a title that stays while what is below it scrolls.
void begin_box(const char* title, ImFont* bold, ImVec2 size) {
  ImGui::BeginChild(title, size, false,
                    ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar);
  ImGui::PushFont(bold);
  ImGui::TextUnformatted(title);
  ImGui::PopFont();
  ImGui::BeginChild("scroll", {0, 0});
}
void end_box() {
  ImGui::EndChild();
  ImGui::EndChild();
}

}  // namespace

std::optional<double> View::changes_at() const {
  return armed_until_;
}

void View::main_button(const Buttons& b, Wishes& wishes) {
  const draw::Theme& theme = *look_.theme;
  switch (b.main) {
    case Buttons::Main::kStop:
      ImGui::BeginDisabled(!b.ask);
      if (strong_button(armed_until_ ? "■ Press S again to stop" : b.label, theme.error, theme)) {
        wishes.ask = b.ask;
      }
      ImGui::EndDisabled();
      break;
    case Buttons::Main::kStopping:
      ImGui::BeginDisabled();
      strong_button(b.label, theme.error, theme);
      ImGui::EndDisabled();
      break;
    case Buttons::Main::kClose:
      wishes.close = wishes.close || (b.ended ? strong_button(b.label, theme.best, theme)
                                              : ImGui::Button(b.label.c_str()));
      break;
  }
  hint(b.hint);
}

void View::buttons_line(const Buttons& b, Wishes& wishes) {
  if (b.checkpoint) {
    if (ImGui::Button("Checkpoint")) wishes.ask = store::ControlKind::kCheckpoint;
    hint("Saves the training's state now (C)");
    ImGui::SameLine();
  }
  if (b.pause) {
    const bool resume = *b.pause == store::ControlKind::kResume;
    if (ImGui::Button(resume ? "Resume" : "Pause")) wishes.ask = b.pause;
    hint(resume ? "The training goes on (P)" : "The training waits (P)");
    ImGui::SameLine();
  }
  if (b.stop_now) {
    if (ImGui::Button("Stop now")) wishes.ask = store::ControlKind::kStop;
    hint("Does not wait for the end of the epoch");
    ImGui::SameLine();
  }
  main_button(b, wishes);
}

void View::first_line(const Snapshot& s, const Buttons& b, Wishes& wishes) {
  float width = button_width(armed_until_ ? "■ Press S again to stop" : b.label);
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  if (b.checkpoint) width += gap + button_width("Checkpoint");
  if (b.pause) width += gap + button_width("Resume");
  if (b.stop_now) width += gap + button_width("Stop now");
  const float end = ImGui::GetContentRegionMax().x;

  ImGui::AlignTextToFramePadding();
  if (s.runs.size() == 1) {
    const store::RunInfo& info = s.runs.front().info;
    const Status status = status_of(info);
    colored(ink_of(*look_.theme, status.role), status.text);
    ImGui::SameLine(0, em(14));
    ImGui::PushFont(look_.fonts.bold);
    ImGui::TextUnformatted(info.id.c_str());
    ImGui::PopFont();
    const std::string aside = aside_of(info);
    const float room = end - width - gap - ImGui::GetItemRectMax().x + ImGui::GetWindowPos().x;
    if (!aside.empty() && ImGui::CalcTextSize(aside.c_str()).x + em(14) < room) {
      ImGui::SameLine(0, em(14));
      colored(color_of(look_.theme->muted), aside);
    }
  } else {
    ImGui::PushFont(look_.fonts.bold);
    ImGui::Text("%zu runs compared", s.runs.size());
    ImGui::PopFont();
  }
  ImGui::SameLine(std::max(0.f, end - width));
  buttons_line(b, wishes);
}

void View::number_line(const RunSnapshot& run, bool several) {
  if (several) {
    const Status status = status_of(run.info);
    const auto& colors = look_.theme->runs;
    colored(color_of(colors.at(static_cast<size_t>(run.color) % colors.size())), run.label);
    ImGui::SameLine();
    colored(ink_of(*look_.theme, status.role), status.text);
    ImGui::SameLine(0, em(18));
  }
  const float end = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  bool first = true;
  for (const MetricItem& item : metric_items(run.metrics)) {
    ImGui::PushFont(look_.fonts.number);
    const float value = ImGui::CalcTextSize(item.value.c_str()).x;
    ImGui::PopFont();
    const std::string label = item.label + ":";
    const float width = ImGui::CalcTextSize(label.c_str()).x + em(6) + value;
    if (!first && ImGui::GetItemRectMax().x + em(18) + width < end) ImGui::SameLine(0, em(18));
    first = false;
    ImGui::BeginGroup();
    // On one baseline with the larger value.
    const float drop = look_.fonts.number->Ascent * ImGui::GetIO().FontGlobalScale -
                       look_.fonts.body->Ascent * ImGui::GetIO().FontGlobalScale;
    const float y = ImGui::GetCursorPosY();
    ImGui::SetCursorPosY(y + drop);
    colored(color_of(look_.theme->muted), label);
    ImGui::SameLine(0, em(6));
    ImGui::SetCursorPosY(y);
    ImGui::PushFont(look_.fonts.number);
    colored(ink_of(*look_.theme, item.role), item.value);
    ImGui::PopFont();
    ImGui::EndGroup();
    hint(item.hint);
  }
  if (first) colored(color_of(look_.theme->muted), "no numbers yet");
}

void View::numbers(const Snapshot& s) {
  constexpr size_t kLines = 6;
  for (size_t r = 0; r < std::min(s.runs.size(), kLines); ++r) {
    number_line(s.runs[r], s.runs.size() > 1);
  }
}

void View::log(const Snapshot& s, ImVec2 size) {
  begin_box("Log", look_.fonts.bold, size);
  const bool at_end = ImGui::GetScrollY() >= ImGui::GetScrollMaxY() - 1;
  for (const LogLine& line : s.log) {
    wrapped(ink_of(*look_.theme, line.role), line.text);
    if (line.praise.empty()) continue;
    ImGui::SameLine();
    wrapped(color_of(look_.theme->best), line.praise);
  }
  if (logged_ != s.log.size() || at_end) ImGui::SetScrollHereY(1);
  logged_ = s.log.size();
  end_box();
}

void View::diagnosis(const Snapshot& s, ImVec2 size) {
  begin_box("Diagnosis", look_.fonts.bold, size);
  const draw::Theme& theme = *look_.theme;
  if (!s.diagnosed && s.findings.empty()) {
    wrapped(
        color_of(theme.muted),
        "No diagnosis yet: oriel serve makes one while it runs, oriel diagnose RUN at any time.");
  } else if (std::none_of(s.findings.begin(), s.findings.end(),
                          [](const FindingText& f) { return f.holds; })) {
    wrapped(color_of(theme.best), "✓ Nothing looks wrong");
  }
  for (const FindingText& f : s.findings) {
    wrapped(ink_of(theme, f.role), (f.holds ? "⚠ " : "✓ ") + f.title);
    if (!f.holds) continue;
    ImGui::Indent(em(16));
    wrapped(color_of(theme.text), f.text);
    for (const std::string& remedy : f.remedies) wrapped(color_of(theme.muted), "→ Try: " + remedy);
    ImGui::Unindent(em(16));
  }
  end_box();
}

void View::keys(const Buttons& b, Wishes& wishes) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](int key) { return ImGui::IsKeyPressed(key, false); };
  const bool plain = !io.KeyCtrl && !io.KeyAlt && !io.KeySuper;
  if (pressed(GLFW_KEY_ESCAPE) || (io.KeyCtrl && pressed(GLFW_KEY_W))) wishes.close = true;
  if (pressed(GLFW_KEY_F12)) wishes.screenshot = true;
  if (!plain) return;
  if (pressed(GLFW_KEY_T)) wishes.change_theme = true;
  if (pressed(GLFW_KEY_P) && b.pause) wishes.ask = b.pause;
  if (pressed(GLFW_KEY_C) && b.checkpoint) wishes.ask = store::ControlKind::kCheckpoint;
  if (b.main != Buttons::Main::kStop || !b.ask) {
    armed_until_.reset();
  } else if (pressed(GLFW_KEY_S)) {  // twice, since one key is soon hit by mistake
    if (armed_until_) wishes.ask = b.ask;
    armed_until_ = armed_until_ ? std::nullopt : std::optional(ImGui::GetTime() + kArmed);
  }
}

Wishes View::show(const std::shared_ptr<const Snapshot>& snapshot, const WishState& wish,
                  Plots& plots, const Look& look) {
  look_ = look;
  if (armed_until_ && ImGui::GetTime() >= *armed_until_) armed_until_.reset();
  const Snapshot& s = *snapshot;
  const Buttons buttons = buttons_for(s);
  Wishes wishes;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("oriel", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
  first_line(s, buttons, wishes);
  numbers(s);
  const ImVec2 all = ImGui::GetIO().DisplaySize;
  const bool low = all.y < em(560), narrow = all.x < em(860);
  if (!s.figure.reading.empty() && !low) {
    wrapped(color_of(look.theme->muted), s.figure.reading);
  }
  if (!wish.text.empty()) {
    wrapped(color_of(wish.refused ? look.theme->error : look.theme->muted), wish.text);
  }
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  const float below = std::clamp(room.y * 0.27f, em(90), em(260));
  plots.show(snapshot, *look.theme, {room.x, room.y - below - gap}, look.ui_scale, look.pixels);
  if (narrow) {
    // One box at a time: what is wrong comes first.
    const bool wrong = std::any_of(s.findings.begin(), s.findings.end(),
                                   [](const FindingText& f) { return f.holds; });
    wrong ? diagnosis(s, {room.x, below}) : log(s, {room.x, below});
  } else {
    const float half = (room.x - gap) * 0.52f;
    log(s, {half, below});
    ImGui::SameLine(0, gap);
    diagnosis(s, {room.x - gap - half, below});
  }
  ImGui::End();
  keys(buttons, wishes);
  return wishes;
}

}  // namespace oriel::window
