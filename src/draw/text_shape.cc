#include "draw/text_shape.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace oriel::draw {
namespace {

constexpr size_t kMaxTexts = 4096;
constexpr double kShapedAt = 1000;  // units; so large that rounding to Pango's units is nothing

bool is_installed(PangoFontMap* map, const char* name) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(map, &families, &count);
  bool found = false;
  for (int i = 0; i < count && !found; ++i) {
    found = std::string_view(pango_font_family_get_name(families[i])) == name;
  }
  g_free(families);
  return found;
}

}  // namespace

std::string clean_text(std::string_view text) {
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string out(valid);
  g_free(valid);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return out;
}

struct TextShaper::State {
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;
  std::array<PangoLayout*, 2> layouts{};  // regular, bold
  std::unordered_map<std::string, ShapedText> texts;
  std::unordered_map<cairo_font_face_t*, bool> faces;  // each referenced once

  State() {
    map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    context = pango_font_map_create_context(map);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    const char* family = is_installed(map, "Inter") ? "Inter, DejaVu Sans" : "DejaVu Sans";
    for (size_t i = 0; i < layouts.size(); ++i) {
      PangoFontDescription* font = pango_font_description_from_string(family);
      pango_font_description_set_absolute_size(font, kShapedAt * PANGO_SCALE);
      pango_font_description_set_weight(font, i == 0 ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD);
      layouts.at(i) = pango_layout_new(context);
      pango_layout_set_font_description(layouts.at(i), font);
      pango_layout_set_single_paragraph_mode(layouts.at(i), TRUE);
      pango_font_description_free(font);
      PangoAttrList* attributes = pango_attr_list_new();
      pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
      pango_layout_set_attributes(layouts.at(i), attributes);
      pango_attr_list_unref(attributes);
    }
  }
  ~State() {
    for (const auto& [face, used] : faces) cairo_font_face_destroy(face);
    for (PangoLayout* layout : layouts) g_object_unref(layout);
    g_object_unref(context);
    g_object_unref(map);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  cairo_font_face_t* face_of(PangoFont* font) {
    cairo_scaled_font_t* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    cairo_font_face_t* face = cairo_scaled_font_get_font_face(scaled);
    if (faces.try_emplace(face, true).second) cairo_font_face_reference(face);
    return face;
  }

  ShapedText shape(const std::string& text, Weight weight) {
    PangoLayout* layout = layouts.at(weight == Weight::kBold ? 1 : 0);
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    ShapedText out;
    const double unit = 1.0 / (PANGO_SCALE * kShapedAt);
    const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, 0);
    for (GSList* at = line->runs; at != nullptr; at = at->next) {
      const auto* run = static_cast<const PangoLayoutRun*>(at->data);
      GlyphRun glyphs;
      glyphs.face = face_of(run->item->analysis.font);
      for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
        const PangoGlyphInfo& glyph = run->glyphs->glyphs[i];
        const bool drawn =
            glyph.glyph != PANGO_GLYPH_EMPTY && (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
        if (drawn) {
          glyphs.glyphs.push_back({glyph.glyph, out.width + glyph.geometry.x_offset * unit,
                                   glyph.geometry.y_offset * unit});
        }
        out.width += glyph.geometry.width * unit;
      }
      out.runs.push_back(std::move(glyphs));
    }
    return out;
  }
};

TextShaper& TextShaper::of_thread() {
  static thread_local TextShaper shaper;
  return shaper;
}

TextShaper::TextShaper() : state_(std::make_unique<State>()) {}
TextShaper::~TextShaper() = default;

const ShapedText& TextShaper::shape(std::string_view text, Weight weight) {
  std::string key;
  key.reserve(text.size() + 1);
  key += weight == Weight::kBold ? 'b' : 'r';
  key += text;
  const auto known = state_->texts.find(key);
  if (known != state_->texts.end()) return known->second;
  if (state_->texts.size() >= kMaxTexts) state_->texts.clear();
  ShapedText shaped = state_->shape(clean_text(text), weight);
  return state_->texts.emplace(std::move(key), std::move(shaped)).first->second;
}

float TextShaper::width(std::string_view text, float size, Weight weight) {
  if (text.empty()) return 0;
  return static_cast<float>(shape(text, weight).width * size);
}

}  // namespace oriel::draw
