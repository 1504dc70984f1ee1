// Tessellate: shapes of a display list as triangles whose fragments compute their own coverage, so
// that edges are smooth without multisampling — on any GPU and on software GL.
//
// A line becomes one quad per segment; a fragment knows where it is along and across the segment.
// Boxes and markers are one quad each. Polygons are cut into triangles and get a seam of lines of
// no width along their edge. Pure functions, any thread; a few ns per vertex, but for polygons that
// run back and forth in x (quadratic in their points; those of bands do not).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "draw/display_list.h"

namespace oriel::draw {

// What the numbers of a vertex mean to its fragments (draw/gl_shaders.h reads the same table).
enum class Fragment : uint8_t {
  kSolid,    // whole
  kLine,     // a: along, across, length, half width; part: LineEnds
  kBox,      // a: x, y from the middle, half width, half height
  kMarker,   // a: x, y from the middle, radius, stroke (0: filled); part: Marker
  kGlyph,    // a: u, v in pixels of the atlas
  kPicture,  // a: u, v from 0 to 1
  kCover,    // takes its coverage from the cover texture
};
enum LineEnds : uint8_t { kRoundEnds = 0, kFlatStart = 1, kFlatEnd = 2 };

struct Vertex {
  float x = 0, y = 0;
  float a[4] = {0, 0, 0, 0};
  Color color;
  uint8_t fragment = 0, part = 0, unused[2] = {0, 0};
};
static_assert(sizeof(Vertex) == 32);

struct Mesh {
  std::vector<Vertex> vertices;
  std::vector<uint32_t> indices;  // three per triangle
};

// Lengths of dashes and the gaps between them, alternating, for a line as wide as curves are
// (1.75); empty: solid. The same on paper.
std::span<const float> dash_pattern(Dash dash);

// All in pixels. A NaN interrupts the line; a point with nothing on either side is a dot.
// `scale` pixels make a unit of the display list: dashes of thin lines grow with it.
void add_polyline(Mesh& mesh, std::span<const Point> points, float width, Dash dash, Color color,
                  float scale = 1);
void add_polygon(Mesh& mesh, std::span<const Point> points, Color color);
void add_box(Mesh& mesh, const Box& box, Color color);
void add_marker(Mesh& mesh, Point at, Marker shape, float size, float stroke, Color color);
// A quad whose corners carry (u0, v0) … (u1, v1). `turned`: a quarter against the clock about
// (0, 0), as the label it belongs to; then it is moved to `at`.
void add_textured(Mesh& mesh, Fragment fragment, const Box& box, const Box& uv, Color color,
                  Point at = {}, bool turned = false);

// Three points per triangle; together they have the area of the polygon.
std::vector<Point> triangulate(std::span<const Point> polygon);

}  // namespace oriel::draw
