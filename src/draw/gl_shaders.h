// The shaders of the GL painter (GLSL 3.30 core): one for corners, and one for the fragments of
// each Fragment. They are programs of their own rather than branches of one, since software GL runs
// every branch for every pixel. What `a` and `part` hold is told in draw/tessellate.h.
#pragma once

#include <array>

namespace oriel::draw {

inline constexpr const char* kVertexShader = R"(#version 330 core
in vec2 position;
in vec4 a;
in vec4 color;
in vec4 kind;
uniform vec2 size;
out vec4 v_a;
out vec4 v_color;
flat out vec2 v_ends;
flat out int v_part;
void main() {
  v_a = a;
  v_color = color;
  v_part = int(kind.y + 0.5);
  v_ends = vec2((v_part & 1) == 0 ? 1.0 : 0.0, (v_part & 2) == 0 ? 1.0 : 0.0);
  gl_Position = vec4(position.x / size.x * 2.0 - 1.0, 1.0 - position.y / size.y * 2.0, 0.0, 1.0);
}
)";

// Before each of the pieces below.
inline constexpr const char* kFragmentHead = R"(#version 330 core
in vec4 v_a;
in vec4 v_color;
flat in vec2 v_ends;
flat in int v_part;
uniform sampler2D picture;
uniform sampler2D cover;
uniform vec2 origin;
uniform float covering;  // 1: only how much is covered, for the cover texture; else 0
out vec4 result;

float soft(float inside) { return clamp(inside + 0.5, 0.0, 1.0); }
void show(float coverage) {
  result = mix(vec4(v_color.rgb, v_color.a * coverage), vec4(coverage), covering);
}
)";

inline constexpr const char* kSolidShader = R"(
void main() { show(1.0); }
)";

inline constexpr const char* kLineShader = R"(
void main() {
  float along = v_a.x, across = abs(v_a.y), half_width = v_a.w;
  vec2 past = vec2(-along, along - v_a.z);
  vec2 flat_ends = mix(clamp(0.5 - past, 0.0, 1.0), vec2(1.0), v_ends);
  vec2 round_ends = past * v_ends;
  float d = length(vec2(max(0.0, max(round_ends.x, round_ends.y)), across));
  float covered = soft(half_width - d) - (half_width > 0.0 ? soft(-half_width - d) : 0.0);
  show(covered * flat_ends.x * flat_ends.y);
}
)";

inline constexpr const char* kBoxShader = R"(
void main() {
  vec2 inside = clamp(v_a.zw - abs(v_a.xy) + 0.5, vec2(0.0), min(vec2(1.0), v_a.zw * 2.0));
  show(inside.x * inside.y);
}
)";

inline constexpr const char* kMarkerShader = R"(
float to_segment(vec2 p, vec2 end) {  // from -end to end
  float along = clamp(dot(p, end) / dot(end, end), -1.0, 1.0);
  return length(p - end * along);
}

// Pointing up, y downwards: as wide as it should be, three quarters of r below the middle.
float triangle(vec2 p, float r) {
  vec2 side = vec2(1.75, -1.0) / length(vec2(1.75, -1.0));
  return max(p.y - r * 0.75, dot(vec2(abs(p.x), p.y), side) + r * side.y);
}

void main() {
  vec2 p = v_a.xy;
  float r = v_a.z, stroke = v_a.w;
  float d;
  if (v_part == 0) d = length(p) - r;
  else if (v_part == 1) d = max(abs(p.x), abs(p.y)) - r * 0.89;
  else if (v_part == 2) d = (abs(p.x) + abs(p.y) - r) * 0.7071;
  else if (v_part == 3) d = triangle(p, r);
  else if (v_part == 4) d = triangle(vec2(p.x, -p.y), r);
  else if (v_part == 5) d = min(to_segment(p, vec2(r, r)), to_segment(p, vec2(r, -r)));
  else d = min(to_segment(p, vec2(r, 0.0)), to_segment(p, vec2(0.0, r)));
  if (stroke > 0.0) d = abs(d) - stroke * 0.5;  // on the outline; crosses are nothing else
  show(soft(-d));
}
)";

inline constexpr const char* kGlyphShader = R"(
void main() { show(texelFetch(picture, ivec2(v_a.xy), 0).r); }
)";

inline constexpr const char* kPictureShader = R"(
void main() { result = texture(picture, v_a.xy); }
)";

inline constexpr const char* kCoverShader = R"(
void main() { show(texelFetch(cover, ivec2(gl_FragCoord.xy - origin), 0).r); }
)";

// In the order of Fragment.
inline constexpr std::array<const char*, 7> kFragmentShaders = {
    kSolidShader, kLineShader,    kBoxShader,  kMarkerShader,
    kGlyphShader, kPictureShader, kCoverShader};

}  // namespace oriel::draw
