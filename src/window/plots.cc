#include "window/plots.h"

#include <algorithm>
#include <cmath>

#include "draw/number_format.h"
#include "draw/series_looks.h"
#include "window/style.h"

namespace oriel::window {
namespace {

// "epoch 12", "1 m 20 s", "14:03:22".
std::string place_text(const figure::Axis& axis, double x) {
  switch (axis.kind) {
    case figure::AxisKind::kWall:
      return draw::format_wall_tick(x, 1);
    case figure::AxisKind::kRelative:
      return draw::format_duration(x);
    case figure::AxisKind::kStep:
      return "step " + draw::format_integer(x);
    case figure::AxisKind::kNone:
    case figure::AxisKind::kValue:
      break;
  }
  return (axis.label.empty() ? "" : axis.label + " ") + draw::format_value(x, 6);
}

struct NamedReading {
  std::string name;
  draw::Color color;
  Reading reading;
};

std::vector<NamedReading> read_panel(const figure::Figure& figure, const figure::Panel& panel,
                                     const draw::Theme& theme, double x) {
  std::vector<NamedReading> out;
  for (const draw::SeriesLook& look : draw::gather_series(figure, panel, theme).series) {
    if (look.main == nullptr) continue;
    const auto reading = read_line(*look.main, x);
    if (reading) out.push_back({look.label, look.text_color, *reading});
  }
  return out;
}

bool same_axis(const figure::Axis& a, const figure::Axis& b) {
  return a.kind == b.kind && a.label == b.label;
}

void show_tip(const figure::Panel& panel, const std::vector<NamedReading>& readings, double x) {
  ImGui::BeginTooltip();
  ImGui::TextDisabled("%s", place_text(panel.x, x).c_str());
  for (const NamedReading& r : readings) {
    ImGui::TextColored(color_of(r.color), "%s", r.name.c_str());
    ImGui::SameLine();
    ImGui::Text("%s", draw::format_value(r.reading.y).c_str());
  }
  for (const figure::Mark& mark : panel.marks) {
    const auto* finding = std::get_if<figure::FindingMark>(&mark);
    if (finding == nullptr || x < finding->x0 || (finding->x1 && x > *finding->x1)) continue;
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 26);
    ImGui::Text("⚠ %s", finding->title.c_str());
    ImGui::PopTextWrapPos();
  }
  ImGui::EndTooltip();
}

}  // namespace

std::optional<Reading> read_line(const figure::Line& line, double x) {
  const std::vector<double>& xs = line.columns ? line.x0 : line.x;
  const std::vector<double>& ys = line.columns ? line.last : line.y;
  const size_t n = std::min(xs.size(), ys.size());
  if (n == 0) return std::nullopt;
  const auto end = xs.begin() + static_cast<ptrdiff_t>(n);
  auto at = std::lower_bound(xs.begin(), end, x);
  if (at == end || (at != xs.begin() && x - *(at - 1) < *at - x)) --at;
  return Reading{*at, ys[static_cast<size_t>(at - xs.begin())]};
}

Plots::Plots(draw::GlPainter& painter) : painter_(painter) {
  const draw::GlApi& gl = painter_.gl();
  gl.GenTextures(1, &texture_);
  gl.BindTexture(draw::kGlTexture2d, texture_);
  for (const draw::GlEnum filter : {draw::kGlTextureMinFilter, draw::kGlTextureMagFilter}) {
    gl.TexParameteri(draw::kGlTexture2d, filter, draw::kGlNearest);
  }
  gl.GenFramebuffers(1, &framebuffer_);
}

Plots::~Plots() {
  painter_.gl().DeleteFramebuffers(1, &framebuffer_);
  painter_.gl().DeleteTextures(1, &texture_);
}

void Plots::redraw(int width, int height) {
  const draw::GlApi& gl = painter_.gl();
  if (width != width_ || height != height_) {
    gl.BindTexture(draw::kGlTexture2d, texture_);
    gl.TexImage2D(draw::kGlTexture2d, 0, draw::kGlRgba8, width, height, 0, draw::kGlRgba,
                  draw::kGlUnsignedByte, nullptr);
    gl.BindFramebuffer(draw::kGlFramebuffer, framebuffer_);
    gl.FramebufferTexture2D(draw::kGlFramebuffer, draw::kGlColorAttachment0, draw::kGlTexture2d,
                            texture_, 0);
    width_ = width;
    height_ = height;
  }
  draw::LayoutOptions options;
  options.size = {static_cast<float>(width) / scale_, static_cast<float>(height) / scale_};
  options.theme = theme_;
  options.text = &painter_.text();
  options.title = false;
  options.density = std::max(1.f, scale_);
  areas_.clear();
  draw::DisplayList list = draw::layout(snapshot_->figure, options, &areas_);
  list.background = theme_->panel;
  painter_.set(list, scale_);
  painter_.paint({framebuffer_, 0, 0, width, height});
  gl.BindFramebuffer(draw::kGlFramebuffer, 0);
  columns_ = static_cast<uint32_t>(std::clamp(width / 2, 200, 4096));
}

void Plots::show(const std::shared_ptr<const Snapshot>& snapshot, const draw::Theme& theme,
                 ImVec2 size, float ui_scale, float pixels) {
  const int width = static_cast<int>(std::lround(size.x * pixels));
  const int height = static_cast<int>(std::lround(size.y * pixels));
  if (width < 16 || height < 16) return;
  const float scale = ui_scale * pixels;
  if (snapshot != snapshot_ || &theme != theme_ || scale != scale_ || width != width_ ||
      height != height_) {
    snapshot_ = snapshot;
    theme_ = &theme;
    scale_ = scale;
    redraw(width, height);
  }
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  // The texture's first row is its lowest.
  ImGui::Image(reinterpret_cast<ImTextureID>(static_cast<intptr_t>(texture_)), size, {0, 1},
               {1, 0});
  if (ImGui::IsItemHovered()) hover(corner, ui_scale);
}

// A rule at the place that is nearest to the pointer, through every panel that shares its axis, and
// the values there.
void Plots::hover(ImVec2 corner, float ui_scale) const {
  const ImVec2 mouse = ImGui::GetMousePos();
  const double px = (mouse.x - corner.x) / ui_scale, py = (mouse.y - corner.y) / ui_scale;
  const auto here = std::find_if(areas_.begin(), areas_.end(), [&](const draw::PlotArea& area) {
    return px >= area.plot.x && px <= area.plot.x + area.plot.width && py >= area.plot.y &&
           py <= area.plot.y + area.plot.height;
  });
  if (here == areas_.end()) return;
  const figure::Figure& figure = snapshot_->figure;
  const figure::Panel& panel = figure.panels[here->panel];
  double x = here->x.value(px);
  auto readings = read_panel(figure, panel, *theme_, x);
  if (readings.empty()) return;
  const auto nearest = std::min_element(
      readings.begin(), readings.end(), [x](const NamedReading& a, const NamedReading& b) {
        return std::fabs(a.reading.x - x) < std::fabs(b.reading.x - x);
      });
  x = nearest->reading.x;
  readings = read_panel(figure, panel, *theme_, x);

  ImDrawList& ink = *ImGui::GetWindowDrawList();
  const ImU32 rule = ImGui::GetColorU32(color_of(theme_->muted));
  for (const draw::PlotArea& area : areas_) {
    const figure::Panel& other = figure.panels[area.panel];
    if (!same_axis(panel.x, other.x)) continue;
    const double at = area.x.pixel(x);
    if (!(at >= area.plot.x && at <= area.plot.x + area.plot.width)) continue;
    const float sx = corner.x + static_cast<float>(at) * ui_scale;
    ink.AddLine({sx, corner.y + area.plot.y * ui_scale},
                {sx, corner.y + (area.plot.y + area.plot.height) * ui_scale}, rule);
    for (const NamedReading& r : read_panel(figure, other, *theme_, x)) {
      const double y = area.y.pixel(r.reading.y);
      if (r.reading.x != x || !(y >= area.plot.y && y <= area.plot.y + area.plot.height)) continue;
      ink.AddCircleFilled({sx, corner.y + static_cast<float>(y) * ui_scale}, 3.5f * ui_scale,
                          ImGui::GetColorU32(color_of(r.color)));
    }
  }
  show_tip(panel, readings, x);
}

}  // namespace oriel::window
