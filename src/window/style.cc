#include "window/style.h"

#include <fontconfig/fontconfig.h>

#include <memory>

namespace oriel::window {
namespace {

constexpr float kBody = 14, kNumber = 17;

struct FreePattern {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, FreePattern>;

// The file of the font that is nearest to the families; empty where there is none.
std::string font_file(std::initializer_list<const char*> families, bool bold) {
  const Pattern wish(FcPatternCreate());
  for (const char* family : families) {
    FcPatternAddString(wish.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  }
  FcPatternAddInteger(wish.get(), FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
  FcPatternAddBool(wish.get(), FC_SCALABLE, FcTrue);
  FcConfigSubstitute(nullptr, wish.get(), FcMatchPattern);
  FcDefaultSubstitute(wish.get());
  FcResult result = FcResultNoMatch;
  const Pattern found(FcFontMatch(nullptr, wish.get(), &result));
  FcChar8* file = nullptr;
  if (found == nullptr || FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch) {
    return "";
  }
  return reinterpret_cast<const char*>(file);
}

// Latin, Greek, Cyrillic, punctuation, arrows, mathematics, geometric shapes and signs (✓ ⚠).
constexpr ImWchar kLetters[] = {0x0020, 0x024F, 0x0370, 0x052F, 0x1E00, 0x1EFF, 0x2010, 0x205E,
                                0x2070, 0x209C, 0x20AC, 0x20AC, 0x2190, 0x21FF, 0x2200, 0x22FF,
                                0x25A0, 0x25FF, 0x2600, 0x26FF, 0x2700, 0x27BF, 0};

ImFont* load(bool bold, float size) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const std::string main = font_file({"Inter", "DejaVu Sans", "sans-serif"}, bold);
  const std::string signs = font_file({"DejaVu Sans"}, bold);
  ImFontConfig config;
  config.OversampleH = 2;
  config.OversampleV = 1;
  ImFont* font = nullptr;
  if (!main.empty()) font = atlas.AddFontFromFileTTF(main.c_str(), size, &config, kLetters);
  if (font == nullptr) return atlas.AddFontDefault();
  if (!signs.empty() && signs != main) {
    config.MergeMode = true;
    atlas.AddFontFromFileTTF(signs.c_str(), size, &config, kLetters);
  }
  return font;
}

}  // namespace

Fonts load_fonts(float ui_scale, float pixels) {
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  Fonts fonts;
  fonts.body = load(false, kBody * ui_scale * pixels);
  fonts.bold = load(true, kBody * ui_scale * pixels);
  fonts.number = load(true, kNumber * ui_scale * pixels);
  io.FontGlobalScale = 1 / pixels;
  return fonts;
}

ImVec4 color_of(draw::Color c) {
  return {static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255,
          static_cast<float>(c.b) / 255, static_cast<float>(c.a) / 255};
}

ImVec4 ink_of(const draw::Theme& theme, figure::Role role) {
  if (role == figure::Role::kNone) return color_of(theme.text);
  return color_of(draw::role_color(theme, role));
}

draw::Color ink_on(draw::Color ground) {
  const double light = 0.299 * ground.r + 0.587 * ground.g + 0.114 * ground.b;
  return light > 140 ? draw::Color{17, 20, 23, 255} : draw::Color{255, 255, 255, 255};
}

draw::Color mix(draw::Color a, draw::Color b, float part) {
  const auto between = [part](uint8_t x, uint8_t y) {
    return static_cast<uint8_t>(static_cast<float>(x) * (1 - part) + static_cast<float>(y) * part);
  };
  return {between(a.r, b.r), between(a.g, b.g), between(a.b, b.b), 255};
}

void apply_style(const draw::Theme& theme, float ui_scale) {
  ImGuiStyle style;
  style.WindowPadding = {12, 10};
  style.FramePadding = {10, 5};
  style.ItemSpacing = {8, 6};
  style.FrameRounding = 4;
  style.ChildRounding = 4;
  style.PopupRounding = 4;
  style.ScrollbarRounding = 4;
  style.ScrollbarSize = 11;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.ScaleAllSizes(ui_scale);
  style.PopupBorderSize = 1;
  const auto set = [&](ImGuiCol slot, draw::Color color) { style.Colors[slot] = color_of(color); };
  for (ImVec4& color : style.Colors) color = color_of(mix(theme.panel, theme.text, 0.12f));
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.muted);
  set(ImGuiCol_WindowBg, theme.page);
  set(ImGuiCol_ChildBg, theme.panel);
  set(ImGuiCol_PopupBg, theme.panel);
  set(ImGuiCol_Border, theme.rule);
  set(ImGuiCol_Separator, theme.rule);
  set(ImGuiCol_Button, mix(theme.panel, theme.text, 0.10f));
  set(ImGuiCol_ButtonHovered, mix(theme.panel, theme.text, 0.18f));
  set(ImGuiCol_ButtonActive, mix(theme.panel, theme.text, 0.26f));
  set(ImGuiCol_ScrollbarBg, theme.panel);
  set(ImGuiCol_ScrollbarGrab, mix(theme.panel, theme.text, 0.22f));
  set(ImGuiCol_ScrollbarGrabHovered, mix(theme.panel, theme.text, 0.34f));
  set(ImGuiCol_ScrollbarGrabActive, mix(theme.panel, theme.text, 0.46f));
  set(ImGuiCol_TextSelectedBg, mix(theme.panel, theme.train, 0.4f));
  set(ImGuiCol_NavHighlight, theme.train);
  ImGui::GetStyle() = style;
}

}  // namespace oriel::window
