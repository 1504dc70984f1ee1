// test/path.test.ts
import assert from "node:assert/strict";
import { test } from "node:test";

// src/chart/path.ts
var kFar = 1e5;
function place(y2, value) {
  const pixel = y2.pixel(value);
  if (Number.isNaN(pixel)) return y2.from + 40;
  return Math.max(-kFar, Math.min(kFar, pixel));
}
function placeX(x2, value) {
  return Math.max(-kFar, Math.min(kFar, x2.pixel(value)));
}
function tracePath(line, x2, y2, pen) {
  return line.resolution === "points" ? tracePoints(line, x2, y2, pen) : traceColumns(line, x2, y2, pen);
}
function tracePoints(line, x2, y2, pen) {
  const result = { dots: [], below: false };
  const log = y2.transform.kind === "log";
  const n = Math.min(line.x.length, line.y.length);
  let down = false;
  for (let i = 0; i < n; i++) {
    const value = line.y[i];
    const at = line.x[i];
    if (!Number.isFinite(value) || !Number.isFinite(at)) {
      down = false;
      continue;
    }
    if (log && value <= 0) result.below = true;
    const px = placeX(x2, at);
    const py = place(y2, value);
    if (down) {
      pen.lineTo(px, py);
      continue;
    }
    pen.moveTo(px, py);
    down = true;
    if (i + 1 >= n || !Number.isFinite(line.y[i + 1])) result.dots.push(px, py);
  }
  return result;
}
function traceColumns(line, x2, y2, pen) {
  const result = { dots: [], below: false };
  const log = y2.transform.kind === "log";
  const n = line.min.length;
  let down = false;
  for (let i = 0; i < n; i++) {
    const min = line.min[i];
    const max = line.max[i];
    if (!Number.isFinite(min) || !Number.isFinite(max)) {
      down = false;
      continue;
    }
    if (log && min <= 0) result.below = true;
    const left = placeX(x2, line.x0[i]);
    const right = placeX(x2, line.x1[i]);
    const first = line.first[i];
    const last = line.last[i];
    if (!Number.isFinite(first)) down = false;
    const start = Number.isFinite(first) ? first : min;
    if (down) pen.lineTo(left, place(y2, start));
    else pen.moveTo(left, place(y2, start));
    down = true;
    if (max > min) {
      const middle = (left + right) / 2;
      const upFirst = Math.abs(start - min) > Math.abs(start - max);
      pen.lineTo(middle, place(y2, upFirst ? max : min));
      pen.lineTo(middle, place(y2, upFirst ? min : max));
    }
    if (Number.isFinite(last)) pen.lineTo(right, place(y2, last));
    else down = false;
    const alone = !(max > min) && !down;
    if (alone || n === 1 && line.count[i] === 1) result.dots.push(left, place(y2, start));
  }
  return result;
}
function emptyExtent() {
  return { min: Infinity, max: -Infinity, positive: Infinity, smallest: Infinity };
}
function include(extent, value) {
  if (!Number.isFinite(value)) return;
  if (value < extent.min) extent.min = value;
  if (value > extent.max) extent.max = value;
  if (value > 0 && value < extent.positive) extent.positive = value;
  const size = Math.abs(value);
  if (size > 0 && size < extent.smallest) extent.smallest = size;
}
function includeCrossings(extent, line, i, from, to) {
  const x0 = line.x[i - 1];
  const x1 = line.x[i];
  for (const edge of [from, to]) {
    if (!(x0 < edge && edge < x1)) continue;
    const share = (edge - x0) / (x1 - x0);
    include(extent, line.y[i - 1] * (1 - share) + line.y[i] * share);
  }
}
function growExtent(extent, line, from, to) {
  if (line.resolution === "points") {
    for (let i = 0; i < line.y.length; i++) {
      if (line.x[i] >= from && line.x[i] <= to) include(extent, line.y[i]);
      if (i > 0) includeCrossings(extent, line, i, from, to);
    }
    return;
  }
  for (let i = 0; i < line.min.length; i++) {
    if (line.x1[i] < from || line.x0[i] > to) continue;
    include(extent, line.min[i]);
    include(extent, line.max[i]);
  }
}
function countPoints(line, from, to) {
  let count = 0;
  if (line.resolution === "points") {
    for (const x2 of line.x) if (x2 >= from && x2 <= to) count++;
  } else {
    for (let i = 0; i < line.count.length; i++) {
      if (line.x1[i] >= from && line.x0[i] <= to) count += line.count[i];
    }
  }
  return count;
}

// src/chart/pens.ts
var TravelPen = class {
  constructor() {
    this.travel = 0;
    this.y = 0;
  }
  moveTo(_x, y2) {
    this.y = y2;
  }
  lineTo(_x, y2) {
    this.travel += Math.abs(y2 - this.y);
    this.y = y2;
  }
};
var PiecePen = class {
  constructor(ctx, piece) {
    this.ctx = ctx;
    this.piece = piece;
    this.count = 0;
    ctx.beginPath();
  }
  moveTo(x2, y2) {
    this.ctx.moveTo(x2, y2);
  }
  lineTo(x2, y2) {
    this.ctx.lineTo(x2, y2);
    if (++this.count < this.piece) return;
    this.finish();
    this.ctx.beginPath();
    this.ctx.moveTo(x2, y2);
    this.count = 0;
  }
  finish() {
    this.ctx.stroke();
  }
};

// src/chart/scale.ts
var kLinear = { kind: "linear", constant: 1 };
function forward(t, value) {
  if (t.kind === "log") return value > 0 ? Math.log10(value) : NaN;
  if (t.kind === "symlog") return Math.asinh(value / t.constant);
  return value;
}
function inverse(t, position) {
  if (t.kind === "log") return 10 ** position;
  if (t.kind === "symlog") return Math.sinh(position) * t.constant;
  return position;
}
var Scale = class _Scale {
  /** Maps [low, high] of the transformed space to [from, to] pixels. */
  constructor(transform, low, high, from, to) {
    this.transform = transform;
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
    this.k = (to - from) / (high - low || 1);
  }
  static over(t, domain, from, to) {
    return new _Scale(t, forward(t, domain[0]), forward(t, domain[1]), from, to);
  }
  /** NaN for what has no place on the axis. */
  pixel(value) {
    return this.from + (forward(this.transform, value) - this.low) * this.k;
  }
  value(pixel) {
    return inverse(this.transform, this.low + (pixel - this.from) / this.k);
  }
  /** The values at both ends. */
  get domain() {
    return [inverse(this.transform, this.low), inverse(this.transform, this.high)];
  }
};

// test/random.ts
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 1831565813 >>> 0;
    let t = Math.imul(state ^ state >>> 15, state | 1);
    t ^= t + Math.imul(t ^ t >>> 7, t | 61);
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}
function forAll(times, property) {
  for (let seed = 1; seed <= times; seed++) property(random(seed), seed);
}

// test/path.test.ts
var Recorder = class {
  constructor() {
    this.strokes = [];
  }
  moveTo(x2, y2) {
    this.strokes.push([[x2, y2]]);
  }
  lineTo(x2, y2) {
    this.strokes[this.strokes.length - 1].push([x2, y2]);
  }
};
var x = Scale.over(kLinear, [0, 100], 0, 100);
var y = Scale.over(kLinear, [0, 100], 100, 0);
function points(ys) {
  const xs = Float64Array.from(ys, (_, i) => i);
  return { type: "line", label: "", resolution: "points", x: xs, y: Float64Array.from(ys) };
}
function columns(groups) {
  const finite = groups.map((group) => group.filter(Number.isFinite));
  const take = (f) => Float64Array.from(finite, (group) => group.length > 0 ? f(group) : NaN);
  return {
    type: "line",
    label: "",
    resolution: "columns",
    x0: Float64Array.from(groups, (_, i) => i),
    x1: Float64Array.from(groups, (_, i) => i + 0.9),
    first: take((group) => group[0]),
    min: take((group) => Math.min(...group)),
    max: take((group) => Math.max(...group)),
    last: take((group) => group[group.length - 1]),
    count: Uint32Array.from(groups, (group) => group.length)
  };
}
test("a line is broken exactly at its non-finite values", () => {
  forAll(300, (next) => {
    const ys = Array.from({ length: 60 }, () => {
      const r = next();
      return r < 0.1 ? NaN : r < 0.15 ? Infinity : r < 0.2 ? -Infinity : next() * 100;
    });
    const pen = new Recorder();
    const { dots } = tracePath(points(ys), x, y, pen);
    const runs = [];
    ys.forEach((value, i) => {
      if (!Number.isFinite(value)) return;
      if (i > 0 && Number.isFinite(ys[i - 1])) runs[runs.length - 1].push(i);
      else runs.push([i]);
    });
    assert.deepEqual(
      pen.strokes.map((stroke) => stroke.map(([px]) => px)),
      runs
    );
    const alone = runs.filter((run) => run.length === 1).map(([i]) => i);
    assert.deepEqual(
      dots.filter((_, i) => i % 2 === 0),
      alone
    );
  });
});
test("a column shows its true minimum and maximum, and passes from last to first", () => {
  forAll(200, (next) => {
    const groups = Array.from(
      { length: 20 },
      () => Array.from({ length: 1 + Math.floor(next() * 6) }, () => next() * 100)
    );
    const pen = new Recorder();
    tracePath(columns(groups), x, y, pen);
    assert.equal(pen.strokes.length, 1);
    const drawn = pen.strokes[0];
    groups.forEach((group, i) => {
      const mine = drawn.filter(([px]) => px >= i - 1e-9 && px < i + 1).map(([, py]) => 100 - py);
      assert.ok(Math.abs(Math.min(...mine) - Math.min(...group)) < 1e-9);
      assert.ok(Math.abs(Math.max(...mine) - Math.max(...group)) < 1e-9);
      assert.ok(Math.abs(mine[0] - group[0]) < 1e-9);
      assert.ok(Math.abs(mine[mine.length - 1] - group[group.length - 1]) < 1e-9);
    });
  });
});
test("a column without finite values breaks the line", () => {
  const pen = new Recorder();
  tracePath(columns([[1, 2], [NaN, NaN], [3], [4]]), x, y, pen);
  assert.deepEqual(
    pen.strokes.map((stroke) => Math.floor(stroke[0][0])),
    [0, 2]
  );
});
test("values that a log axis has no place for are reported and lie below it", () => {
  const log = Scale.over({ kind: "log", constant: 1 }, [1, 100], 200, 0);
  const pen = new Recorder();
  const result = tracePath(points([10, 0, -3, 10]), x, log, pen);
  assert.ok(result.below);
  assert.equal(pen.strokes.length, 1);
  assert.ok(pen.strokes[0][1][1] > 200);
  assert.ok(!tracePath(points([10, 1]), x, log, new Recorder()).below);
});
test("extents and counts see what is in range, and only that", () => {
  const line = points([5, NaN, -2, Infinity, 90]);
  const all = emptyExtent();
  growExtent(all, line, 0, 100);
  assert.deepEqual([all.min, all.max, all.positive, all.smallest], [-2, 90, 5, 2]);
  const some = emptyExtent();
  growExtent(some, line, 0, 2);
  assert.deepEqual([some.min, some.max], [-2, 5]);
  const through = emptyExtent();
  growExtent(through, points([0, 10]), 0.25, 0.75);
  assert.deepEqual([through.min, through.max], [2.5, 7.5]);
  assert.equal(countPoints(line, 1, 3), 3);
  assert.equal(countPoints(columns([[1, 2], [3], [4, 5, 6]]), 1, 2.5), 4);
});
test("a line drawn in pieces is the same line", () => {
  forAll(50, (next) => {
    const line = points(Array.from({ length: 300 }, () => next() < 0.05 ? NaN : next() * 100));
    const whole = new Recorder();
    tracePath(line, x, y, whole);
    const parts = new Recorder();
    let strokes = 0;
    const context = {
      beginPath: () => {
      },
      stroke: () => void strokes++,
      moveTo: (px, py) => parts.moveTo(px, py),
      lineTo: (px, py) => parts.lineTo(px, py)
    };
    const pen = new PiecePen(context, 7);
    tracePath(line, x, y, pen);
    pen.finish();
    const segments = (pen2) => pen2.strokes.flatMap((stroke) => stroke.slice(1).map((to, i) => [stroke[i], to]));
    assert.deepEqual(segments(parts), segments(whole));
    assert.ok(strokes > 10);
  });
});
test("travel is how far a line goes up and down", () => {
  const pen = new TravelPen();
  tracePath(points([0, 10, NaN, 50, 45]), x, y, pen);
  assert.equal(pen.travel, 15);
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiLi4vLi4vdGVzdC9wYXRoLnRlc3QudHMiLCAiLi4vLi4vc3JjL2NoYXJ0L3BhdGgudHMiLCAiLi4vLi4vc3JjL2NoYXJ0L3BlbnMudHMiLCAiLi4vLi4vc3JjL2NoYXJ0L3NjYWxlLnRzIiwgIi4uLy4uL3Rlc3QvcmFuZG9tLnRzIl0sCiAgInNvdXJjZXNDb250ZW50IjogWyJpbXBvcnQgYXNzZXJ0IGZyb20gJ25vZGU6YXNzZXJ0L3N0cmljdCc7XG5pbXBvcnQgeyB0ZXN0IH0gZnJvbSAnbm9kZTp0ZXN0JztcbmltcG9ydCB7IGNvdW50UG9pbnRzLCBlbXB0eUV4dGVudCwgZ3Jvd0V4dGVudCwgdHJhY2VQYXRoLCB0eXBlIFBlbiB9IGZyb20gJy4uL3NyYy9jaGFydC9wYXRoJztcbmltcG9ydCB7IFBpZWNlUGVuLCBUcmF2ZWxQZW4gfSBmcm9tICcuLi9zcmMvY2hhcnQvcGVucyc7XG5pbXBvcnQgeyBrTGluZWFyLCBTY2FsZSB9IGZyb20gJy4uL3NyYy9jaGFydC9zY2FsZSc7XG5pbXBvcnQgdHlwZSB7IENvbHVtbkxpbmUsIFBvaW50TGluZSB9IGZyb20gJy4uL3NyYy9wcm90b2NvbCc7XG5pbXBvcnQgeyBmb3JBbGwgfSBmcm9tICcuL3JhbmRvbSc7XG5cbmNsYXNzIFJlY29yZGVyIGltcGxlbWVudHMgUGVuIHtcbiAgc3Ryb2tlczogW251bWJlciwgbnVtYmVyXVtdW10gPSBbXTtcbiAgbW92ZVRvKHg6IG51bWJlciwgeTogbnVtYmVyKTogdm9pZCB7XG4gICAgdGhpcy5zdHJva2VzLnB1c2goW1t4LCB5XV0pO1xuICB9XG4gIGxpbmVUbyh4OiBudW1iZXIsIHk6IG51bWJlcik6IHZvaWQge1xuICAgIHRoaXMuc3Ryb2tlc1t0aGlzLnN0cm9rZXMubGVuZ3RoIC0gMV0hLnB1c2goW3gsIHldKTtcbiAgfVxufVxuXG5jb25zdCB4ID0gU2NhbGUub3ZlcihrTGluZWFyLCBbMCwgMTAwXSwgMCwgMTAwKTtcbmNvbnN0IHkgPSBTY2FsZS5vdmVyKGtMaW5lYXIsIFswLCAxMDBdLCAxMDAsIDApO1xuXG5mdW5jdGlvbiBwb2ludHMoeXM6IG51bWJlcltdKTogUG9pbnRMaW5lIHtcbiAgY29uc3QgeHMgPSBGbG9hdDY0QXJyYXkuZnJvbSh5cywgKF8sIGkpID0+IGkpO1xuICByZXR1cm4geyB0eXBlOiAnbGluZScsIGxhYmVsOiAnJywgcmVzb2x1dGlvbjogJ3BvaW50cycsIHg6IHhzLCB5OiBGbG9hdDY0QXJyYXkuZnJvbSh5cykgfTtcbn1cblxuZnVuY3Rpb24gY29sdW1ucyhncm91cHM6IG51bWJlcltdW10pOiBDb2x1bW5MaW5lIHtcbiAgY29uc3QgZmluaXRlID0gZ3JvdXBzLm1hcCgoZ3JvdXApID0+IGdyb3VwLmZpbHRlcihOdW1iZXIuaXNGaW5pdGUpKTtcbiAgY29uc3QgdGFrZSA9IChmOiAoZ3JvdXA6IG51bWJlcltdKSA9PiBudW1iZXIpID0+XG4gICAgRmxvYXQ2NEFycmF5LmZyb20oZmluaXRlLCAoZ3JvdXApID0+IChncm91cC5sZW5ndGggPiAwID8gZihncm91cCkgOiBOYU4pKTtcbiAgcmV0dXJuIHtcbiAgICB0eXBlOiAnbGluZScsXG4gICAgbGFiZWw6ICcnLFxuICAgIHJlc29sdXRpb246ICdjb2x1bW5zJyxcbiAgICB4MDogRmxvYXQ2NEFycmF5LmZyb20oZ3JvdXBzLCAoXywgaSkgPT4gaSksXG4gICAgeDE6IEZsb2F0NjRBcnJheS5mcm9tKGdyb3VwcywgKF8sIGkpID0+IGkgKyAwLjkpLFxuICAgIGZpcnN0OiB0YWtlKChncm91cCkgPT4gZ3JvdXBbMF0hKSxcbiAgICBtaW46IHRha2UoKGdyb3VwKSA9PiBNYXRoLm1pbiguLi5ncm91cCkpLFxuICAgIG1heDogdGFrZSgoZ3JvdXApID0+IE1hdGgubWF4KC4uLmdyb3VwKSksXG4gICAgbGFzdDogdGFrZSgoZ3JvdXApID0+IGdyb3VwW2dyb3VwLmxlbmd0aCAtIDFdISksXG4gICAgY291bnQ6IFVpbnQzMkFycmF5LmZyb20oZ3JvdXBzLCAoZ3JvdXApID0+IGdyb3VwLmxlbmd0aCksXG4gIH07XG59XG5cbnRlc3QoJ2EgbGluZSBpcyBicm9rZW4gZXhhY3RseSBhdCBpdHMgbm9uLWZpbml0ZSB2YWx1ZXMnLCAoKSA9PiB7XG4gIGZvckFsbCgzMDAsIChuZXh0KSA9PiB7XG4gICAgY29uc3QgeXMgPSBBcnJheS5mcm9tKHsgbGVuZ3RoOiA2MCB9LCAoKSA9PiB7XG4gICAgICBjb25zdCByID0gbmV4dCgpO1xuICAgICAgcmV0dXJuIHIgPCAwLjEgPyBOYU4gOiByIDwgMC4xNSA/IEluZmluaXR5IDogciA8IDAuMiA/IC1JbmZpbml0eSA6IG5leHQoKSAqIDEwMDtcbiAgICB9KTtcbiAgICBjb25zdCBwZW4gPSBuZXcgUmVjb3JkZXIoKTtcbiAgICBjb25zdCB7IGRvdHMgfSA9IHRyYWNlUGF0aChwb2ludHMoeXMpLCB4LCB5LCBwZW4pO1xuICAgIGNvbnN0IHJ1bnM6IG51bWJlcltdW10gPSBbXTtcbiAgICB5cy5mb3JFYWNoKCh2YWx1ZSwgaSkgPT4ge1xuICAgICAgaWYgKCFOdW1iZXIuaXNGaW5pdGUodmFsdWUpKSByZXR1cm47XG4gICAgICBpZiAoaSA+IDAgJiYgTnVtYmVyLmlzRmluaXRlKHlzW2kgLSAxXSEpKSBydW5zW3J1bnMubGVuZ3RoIC0gMV0hLnB1c2goaSk7XG4gICAgICBlbHNlIHJ1bnMucHVzaChbaV0pO1xuICAgIH0pO1xuICAgIGFzc2VydC5kZWVwRXF1YWwoXG4gICAgICBwZW4uc3Ryb2tlcy5tYXAoKHN0cm9rZSkgPT4gc3Ryb2tlLm1hcCgoW3B4XSkgPT4gcHgpKSxcbiAgICAgIHJ1bnMsXG4gICAgKTtcbiAgICBjb25zdCBhbG9uZSA9IHJ1bnMuZmlsdGVyKChydW4pID0+IHJ1bi5sZW5ndGggPT09IDEpLm1hcCgoW2ldKSA9PiBpKTtcbiAgICBhc3NlcnQuZGVlcEVxdWFsKFxuICAgICAgZG90cy5maWx0ZXIoKF8sIGkpID0+IGkgJSAyID09PSAwKSxcbiAgICAgIGFsb25lLFxuICAgICk7XG4gIH0pO1xufSk7XG5cbnRlc3QoJ2EgY29sdW1uIHNob3dzIGl0cyB0cnVlIG1pbmltdW0gYW5kIG1heGltdW0sIGFuZCBwYXNzZXMgZnJvbSBsYXN0IHRvIGZpcnN0JywgKCkgPT4ge1xuICBmb3JBbGwoMjAwLCAobmV4dCkgPT4ge1xuICAgIGNvbnN0IGdyb3VwcyA9IEFycmF5LmZyb20oeyBsZW5ndGg6IDIwIH0sICgpID0+XG4gICAgICBBcnJheS5mcm9tKHsgbGVuZ3RoOiAxICsgTWF0aC5mbG9vcihuZXh0KCkgKiA2KSB9LCAoKSA9PiBuZXh0KCkgKiAxMDApLFxuICAgICk7XG4gICAgY29uc3QgcGVuID0gbmV3IFJlY29yZGVyKCk7XG4gICAgdHJhY2VQYXRoKGNvbHVtbnMoZ3JvdXBzKSwgeCwgeSwgcGVuKTtcbiAgICBhc3NlcnQuZXF1YWwocGVuLnN0cm9rZXMubGVuZ3RoLCAxKTtcbiAgICBjb25zdCBkcmF3biA9IHBlbi5zdHJva2VzWzBdITtcbiAgICBncm91cHMuZm9yRWFjaCgoZ3JvdXAsIGkpID0+IHtcbiAgICAgIGNvbnN0IG1pbmUgPSBkcmF3bi5maWx0ZXIoKFtweF0pID0+IHB4ID49IGkgLSAxZS05ICYmIHB4IDwgaSArIDEpLm1hcCgoWywgcHldKSA9PiAxMDAgLSBweSk7XG4gICAgICBhc3NlcnQub2soTWF0aC5hYnMoTWF0aC5taW4oLi4ubWluZSkgLSBNYXRoLm1pbiguLi5ncm91cCkpIDwgMWUtOSk7XG4gICAgICBhc3NlcnQub2soTWF0aC5hYnMoTWF0aC5tYXgoLi4ubWluZSkgLSBNYXRoLm1heCguLi5ncm91cCkpIDwgMWUtOSk7XG4gICAgICBhc3NlcnQub2soTWF0aC5hYnMobWluZVswXSEgLSBncm91cFswXSEpIDwgMWUtOSk7XG4gICAgICBhc3NlcnQub2soTWF0aC5hYnMobWluZVttaW5lLmxlbmd0aCAtIDFdISAtIGdyb3VwW2dyb3VwLmxlbmd0aCAtIDFdISkgPCAxZS05KTtcbiAgICB9KTtcbiAgfSk7XG59KTtcblxudGVzdCgnYSBjb2x1bW4gd2l0aG91dCBmaW5pdGUgdmFsdWVzIGJyZWFrcyB0aGUgbGluZScsICgpID0+IHtcbiAgY29uc3QgcGVuID0gbmV3IFJlY29yZGVyKCk7XG4gIHRyYWNlUGF0aChjb2x1bW5zKFtbMSwgMl0sIFtOYU4sIE5hTl0sIFszXSwgWzRdXSksIHgsIHksIHBlbik7XG4gIGFzc2VydC5kZWVwRXF1YWwoXG4gICAgcGVuLnN0cm9rZXMubWFwKChzdHJva2UpID0+IE1hdGguZmxvb3Ioc3Ryb2tlWzBdIVswXSkpLFxuICAgIFswLCAyXSxcbiAgKTtcbn0pO1xuXG50ZXN0KCd2YWx1ZXMgdGhhdCBhIGxvZyBheGlzIGhhcyBubyBwbGFjZSBmb3IgYXJlIHJlcG9ydGVkIGFuZCBsaWUgYmVsb3cgaXQnLCAoKSA9PiB7XG4gIGNvbnN0IGxvZyA9IFNjYWxlLm92ZXIoeyBraW5kOiAnbG9nJywgY29uc3RhbnQ6IDEgfSwgWzEsIDEwMF0sIDIwMCwgMCk7XG4gIGNvbnN0IHBlbiA9IG5ldyBSZWNvcmRlcigpO1xuICBjb25zdCByZXN1bHQgPSB0cmFjZVBhdGgocG9pbnRzKFsxMCwgMCwgLTMsIDEwXSksIHgsIGxvZywgcGVuKTtcbiAgYXNzZXJ0Lm9rKHJlc3VsdC5iZWxvdyk7XG4gIGFzc2VydC5lcXVhbChwZW4uc3Ryb2tlcy5sZW5ndGgsIDEpO1xuICBhc3NlcnQub2socGVuLnN0cm9rZXNbMF0hWzFdIVsxXSA+IDIwMCk7XG4gIGFzc2VydC5vayghdHJhY2VQYXRoKHBvaW50cyhbMTAsIDFdKSwgeCwgbG9nLCBuZXcgUmVjb3JkZXIoKSkuYmVsb3cpO1xufSk7XG5cbnRlc3QoJ2V4dGVudHMgYW5kIGNvdW50cyBzZWUgd2hhdCBpcyBpbiByYW5nZSwgYW5kIG9ubHkgdGhhdCcsICgpID0+IHtcbiAgY29uc3QgbGluZSA9IHBvaW50cyhbNSwgTmFOLCAtMiwgSW5maW5pdHksIDkwXSk7XG4gIGNvbnN0IGFsbCA9IGVtcHR5RXh0ZW50KCk7XG4gIGdyb3dFeHRlbnQoYWxsLCBsaW5lLCAwLCAxMDApO1xuICBhc3NlcnQuZGVlcEVxdWFsKFthbGwubWluLCBhbGwubWF4LCBhbGwucG9zaXRpdmUsIGFsbC5zbWFsbGVzdF0sIFstMiwgOTAsIDUsIDJdKTtcbiAgY29uc3Qgc29tZSA9IGVtcHR5RXh0ZW50KCk7XG4gIGdyb3dFeHRlbnQoc29tZSwgbGluZSwgMCwgMik7XG4gIGFzc2VydC5kZWVwRXF1YWwoW3NvbWUubWluLCBzb21lLm1heF0sIFstMiwgNV0pO1xuICAvLyBBIHN0cm9rZSB0aGF0IG9ubHkgcGFzc2VzIHRocm91Z2ggaXMgc2VlbiB3aGVyZSBpdCBjb21lcyBpbiBhbmQgZ29lcyBvdXQuXG4gIGNvbnN0IHRocm91Z2ggPSBlbXB0eUV4dGVudCgpO1xuICBncm93RXh0ZW50KHRocm91Z2gsIHBvaW50cyhbMCwgMTBdKSwgMC4yNSwgMC43NSk7XG4gIGFzc2VydC5kZWVwRXF1YWwoW3Rocm91Z2gubWluLCB0aHJvdWdoLm1heF0sIFsyLjUsIDcuNV0pO1xuICBhc3NlcnQuZXF1YWwoY291bnRQb2ludHMobGluZSwgMSwgMyksIDMpO1xuICBhc3NlcnQuZXF1YWwoY291bnRQb2ludHMoY29sdW1ucyhbWzEsIDJdLCBbM10sIFs0LCA1LCA2XV0pLCAxLCAyLjUpLCA0KTtcbn0pO1xuXG50ZXN0KCdhIGxpbmUgZHJhd24gaW4gcGllY2VzIGlzIHRoZSBzYW1lIGxpbmUnLCAoKSA9PiB7XG4gIGZvckFsbCg1MCwgKG5leHQpID0+IHtcbiAgICBjb25zdCBsaW5lID0gcG9pbnRzKEFycmF5LmZyb20oeyBsZW5ndGg6IDMwMCB9LCAoKSA9PiAobmV4dCgpIDwgMC4wNSA/IE5hTiA6IG5leHQoKSAqIDEwMCkpKTtcbiAgICBjb25zdCB3aG9sZSA9IG5ldyBSZWNvcmRlcigpO1xuICAgIHRyYWNlUGF0aChsaW5lLCB4LCB5LCB3aG9sZSk7XG4gICAgY29uc3QgcGFydHMgPSBuZXcgUmVjb3JkZXIoKTtcbiAgICBsZXQgc3Ryb2tlcyA9IDA7XG4gICAgY29uc3QgY29udGV4dCA9IHtcbiAgICAgIGJlZ2luUGF0aDogKCkgPT4ge30sXG4gICAgICBzdHJva2U6ICgpID0+IHZvaWQgc3Ryb2tlcysrLFxuICAgICAgbW92ZVRvOiAocHg6IG51bWJlciwgcHk6IG51bWJlcikgPT4gcGFydHMubW92ZVRvKHB4LCBweSksXG4gICAgICBsaW5lVG86IChweDogbnVtYmVyLCBweTogbnVtYmVyKSA9PiBwYXJ0cy5saW5lVG8ocHgsIHB5KSxcbiAgICB9O1xuICAgIGNvbnN0IHBlbiA9IG5ldyBQaWVjZVBlbihjb250ZXh0LCA3KTtcbiAgICB0cmFjZVBhdGgobGluZSwgeCwgeSwgcGVuKTtcbiAgICBwZW4uZmluaXNoKCk7XG4gICAgY29uc3Qgc2VnbWVudHMgPSAocGVuOiBSZWNvcmRlcikgPT5cbiAgICAgIHBlbi5zdHJva2VzLmZsYXRNYXAoKHN0cm9rZSkgPT4gc3Ryb2tlLnNsaWNlKDEpLm1hcCgodG8sIGkpID0+IFtzdHJva2VbaV0hLCB0b10pKTtcbiAgICBhc3NlcnQuZGVlcEVxdWFsKHNlZ21lbnRzKHBhcnRzKSwgc2VnbWVudHMod2hvbGUpKTtcbiAgICBhc3NlcnQub2soc3Ryb2tlcyA+IDEwKTtcbiAgfSk7XG59KTtcblxudGVzdCgndHJhdmVsIGlzIGhvdyBmYXIgYSBsaW5lIGdvZXMgdXAgYW5kIGRvd24nLCAoKSA9PiB7XG4gIGNvbnN0IHBlbiA9IG5ldyBUcmF2ZWxQZW4oKTtcbiAgdHJhY2VQYXRoKHBvaW50cyhbMCwgMTAsIE5hTiwgNTAsIDQ1XSksIHgsIHksIHBlbik7XG4gIGFzc2VydC5lcXVhbChwZW4udHJhdmVsLCAxNSk7XG59KTtcbiIsICIvLyBGcm9tIHRoZSBudW1iZXJzIG9mIGEgbGluZSB0byB0aGUgcGVuOiB3aGVyZSBpdCBydW5zLCB3aGVyZSBpdCBsaWZ0cy4gVGhlIHBlbiBpcyBhbiBpbnRlcmZhY2UsIHNvXG4vLyB0aGF0IGEgY2FudmFzIGFuZCBhIHRlc3QgY2FuIGJvdGggaG9sZCBpdC5cblxuaW1wb3J0IHR5cGUgeyBDb2x1bW5MaW5lLCBMaW5lTWFyaywgUG9pbnRMaW5lIH0gZnJvbSAnLi4vcHJvdG9jb2wnO1xuaW1wb3J0IHR5cGUgeyBTY2FsZSB9IGZyb20gJy4vc2NhbGUnO1xuXG5leHBvcnQgaW50ZXJmYWNlIFBlbiB7XG4gIG1vdmVUbyh4OiBudW1iZXIsIHk6IG51bWJlcik6IHZvaWQ7XG4gIGxpbmVUbyh4OiBudW1iZXIsIHk6IG51bWJlcik6IHZvaWQ7XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgUGF0aFJlc3VsdCB7XG4gIC8qKiBQaXhlbHMgb2YgZmluaXRlIHBvaW50cyB3aXRob3V0IGEgbmVpZ2hib3VyIHRvIGJlIGpvaW5lZCB0bzogeCwgeSwgeCwgeSBcdTIwMjYgKi9cbiAgZG90czogbnVtYmVyW107XG4gIC8qKiBTb21lIHZhbHVlIGhhcyBubyBwbGFjZSBvbiB0aGlzIGF4aXM6IGl0IGlzIG5vdCBhYm92ZSB6ZXJvIG9uIGEgbG9nIGF4aXMuICovXG4gIGJlbG93OiBib29sZWFuO1xufVxuXG5jb25zdCBrRmFyID0gMWU1OyAvLyBwaXhlbHM7IGNhbnZhc2VzIGxvc2UgcHJlY2lzaW9uIGZhciBvdXRzaWRlIHRoZW1zZWx2ZXNcblxuLy8gV2hhdCBjYW5ub3QgYmUgcGxhY2VkIG9uIGEgbG9nIGF4aXMgbGllcyBpbmZpbml0ZWx5IGRlZXA6IGJlbG93IHRoZSBib3R0b20gZWRnZS5cbmZ1bmN0aW9uIHBsYWNlKHk6IFNjYWxlLCB2YWx1ZTogbnVtYmVyKTogbnVtYmVyIHtcbiAgY29uc3QgcGl4ZWwgPSB5LnBpeGVsKHZhbHVlKTtcbiAgaWYgKE51bWJlci5pc05hTihwaXhlbCkpIHJldHVybiB5LmZyb20gKyA0MDtcbiAgcmV0dXJuIE1hdGgubWF4KC1rRmFyLCBNYXRoLm1pbihrRmFyLCBwaXhlbCkpO1xufVxuXG5mdW5jdGlvbiBwbGFjZVgoeDogU2NhbGUsIHZhbHVlOiBudW1iZXIpOiBudW1iZXIge1xuICByZXR1cm4gTWF0aC5tYXgoLWtGYXIsIE1hdGgubWluKGtGYXIsIHgucGl4ZWwodmFsdWUpKSk7XG59XG5cbi8qKiBEcmF3cyBhIGxpbmUgd2l0aCBhIHBlbiB0aGF0IGxpZnRzIGF0IGV2ZXJ5IG5vbi1maW5pdGUgdmFsdWUuICovXG5leHBvcnQgZnVuY3Rpb24gdHJhY2VQYXRoKGxpbmU6IExpbmVNYXJrLCB4OiBTY2FsZSwgeTogU2NhbGUsIHBlbjogUGVuKTogUGF0aFJlc3VsdCB7XG4gIHJldHVybiBsaW5lLnJlc29sdXRpb24gPT09ICdwb2ludHMnXG4gICAgPyB0cmFjZVBvaW50cyhsaW5lLCB4LCB5LCBwZW4pXG4gICAgOiB0cmFjZUNvbHVtbnMobGluZSwgeCwgeSwgcGVuKTtcbn1cblxuZnVuY3Rpb24gdHJhY2VQb2ludHMobGluZTogUG9pbnRMaW5lLCB4OiBTY2FsZSwgeTogU2NhbGUsIHBlbjogUGVuKTogUGF0aFJlc3VsdCB7XG4gIGNvbnN0IHJlc3VsdDogUGF0aFJlc3VsdCA9IHsgZG90czogW10sIGJlbG93OiBmYWxzZSB9O1xuICBjb25zdCBsb2cgPSB5LnRyYW5zZm9ybS5raW5kID09PSAnbG9nJztcbiAgY29uc3QgbiA9IE1hdGgubWluKGxpbmUueC5sZW5ndGgsIGxpbmUueS5sZW5ndGgpO1xuICBsZXQgZG93biA9IGZhbHNlO1xuICBmb3IgKGxldCBpID0gMDsgaSA8IG47IGkrKykge1xuICAgIGNvbnN0IHZhbHVlID0gbGluZS55W2ldITtcbiAgICBjb25zdCBhdCA9IGxpbmUueFtpXSE7XG4gICAgaWYgKCFOdW1iZXIuaXNGaW5pdGUodmFsdWUpIHx8ICFOdW1iZXIuaXNGaW5pdGUoYXQpKSB7XG4gICAgICBkb3duID0gZmFsc2U7XG4gICAgICBjb250aW51ZTtcbiAgICB9XG4gICAgaWYgKGxvZyAmJiB2YWx1ZSA8PSAwKSByZXN1bHQuYmVsb3cgPSB0cnVlO1xuICAgIGNvbnN0IHB4ID0gcGxhY2VYKHgsIGF0KTtcbiAgICBjb25zdCBweSA9IHBsYWNlKHksIHZhbHVlKTtcbiAgICBpZiAoZG93bikge1xuICAgICAgcGVuLmxpbmVUbyhweCwgcHkpO1xuICAgICAgY29udGludWU7XG4gICAgfVxuICAgIHBlbi5tb3ZlVG8ocHgsIHB5KTtcbiAgICBkb3duID0gdHJ1ZTtcbiAgICBpZiAoaSArIDEgPj0gbiB8fCAhTnVtYmVyLmlzRmluaXRlKGxpbmUueVtpICsgMV0hKSkgcmVzdWx0LmRvdHMucHVzaChweCwgcHkpO1xuICB9XG4gIHJldHVybiByZXN1bHQ7XG59XG5cbmZ1bmN0aW9uIHRyYWNlQ29sdW1ucyhsaW5lOiBDb2x1bW5MaW5lLCB4OiBTY2FsZSwgeTogU2NhbGUsIHBlbjogUGVuKTogUGF0aFJlc3VsdCB7XG4gIGNvbnN0IHJlc3VsdDogUGF0aFJlc3VsdCA9IHsgZG90czogW10sIGJlbG93OiBmYWxzZSB9O1xuICBjb25zdCBsb2cgPSB5LnRyYW5zZm9ybS5raW5kID09PSAnbG9nJztcbiAgY29uc3QgbiA9IGxpbmUubWluLmxlbmd0aDtcbiAgbGV0IGRvd24gPSBmYWxzZTtcbiAgZm9yIChsZXQgaSA9IDA7IGkgPCBuOyBpKyspIHtcbiAgICBjb25zdCBtaW4gPSBsaW5lLm1pbltpXSE7XG4gICAgY29uc3QgbWF4ID0gbGluZS5tYXhbaV0hO1xuICAgIGlmICghTnVtYmVyLmlzRmluaXRlKG1pbikgfHwgIU51bWJlci5pc0Zpbml0ZShtYXgpKSB7XG4gICAgICBkb3duID0gZmFsc2U7XG4gICAgICBjb250aW51ZTtcbiAgICB9XG4gICAgaWYgKGxvZyAmJiBtaW4gPD0gMCkgcmVzdWx0LmJlbG93ID0gdHJ1ZTtcbiAgICBjb25zdCBsZWZ0ID0gcGxhY2VYKHgsIGxpbmUueDBbaV0hKTtcbiAgICBjb25zdCByaWdodCA9IHBsYWNlWCh4LCBsaW5lLngxW2ldISk7XG4gICAgY29uc3QgZmlyc3QgPSBsaW5lLmZpcnN0W2ldITtcbiAgICBjb25zdCBsYXN0ID0gbGluZS5sYXN0W2ldITtcbiAgICBpZiAoIU51bWJlci5pc0Zpbml0ZShmaXJzdCkpIGRvd24gPSBmYWxzZTtcbiAgICBjb25zdCBzdGFydCA9IE51bWJlci5pc0Zpbml0ZShmaXJzdCkgPyBmaXJzdCA6IG1pbjtcbiAgICBpZiAoZG93bikgcGVuLmxpbmVUbyhsZWZ0LCBwbGFjZSh5LCBzdGFydCkpO1xuICAgIGVsc2UgcGVuLm1vdmVUbyhsZWZ0LCBwbGFjZSh5LCBzdGFydCkpO1xuICAgIGRvd24gPSB0cnVlO1xuICAgIGlmIChtYXggPiBtaW4pIHtcbiAgICAgIC8vIFRoZSBuZWFyZXIgZW5kIGZpcnN0LCBzbyB0aGF0IHRoZSBwZW4gZG9lcyBub3QgY3Jvc3MgdGhlIGNvbHVtbiB0d2ljZS5cbiAgICAgIGNvbnN0IG1pZGRsZSA9IChsZWZ0ICsgcmlnaHQpIC8gMjtcbiAgICAgIGNvbnN0IHVwRmlyc3QgPSBNYXRoLmFicyhzdGFydCAtIG1pbikgPiBNYXRoLmFicyhzdGFydCAtIG1heCk7XG4gICAgICBwZW4ubGluZVRvKG1pZGRsZSwgcGxhY2UoeSwgdXBGaXJzdCA/IG1heCA6IG1pbikpO1xuICAgICAgcGVuLmxpbmVUbyhtaWRkbGUsIHBsYWNlKHksIHVwRmlyc3QgPyBtaW4gOiBtYXgpKTtcbiAgICB9XG4gICAgaWYgKE51bWJlci5pc0Zpbml0ZShsYXN0KSkgcGVuLmxpbmVUbyhyaWdodCwgcGxhY2UoeSwgbGFzdCkpO1xuICAgIGVsc2UgZG93biA9IGZhbHNlO1xuICAgIGNvbnN0IGFsb25lID0gIShtYXggPiBtaW4pICYmICFkb3duO1xuICAgIGlmIChhbG9uZSB8fCAobiA9PT0gMSAmJiBsaW5lLmNvdW50W2ldID09PSAxKSkgcmVzdWx0LmRvdHMucHVzaChsZWZ0LCBwbGFjZSh5LCBzdGFydCkpO1xuICB9XG4gIHJldHVybiByZXN1bHQ7XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgRXh0ZW50IHtcbiAgbWluOiBudW1iZXI7XG4gIG1heDogbnVtYmVyO1xuICAvKiogVGhlIHNtYWxsZXN0IHBvc2l0aXZlIHZhbHVlIGFuZCB0aGUgc21hbGxlc3Qgc2l6ZSBhYm92ZSB6ZXJvLCBmb3IgbG9nIGFuZCBzeW1sb2cgYXhlcy4gKi9cbiAgcG9zaXRpdmU6IG51bWJlcjtcbiAgc21hbGxlc3Q6IG51bWJlcjtcbn1cblxuZXhwb3J0IGZ1bmN0aW9uIGVtcHR5RXh0ZW50KCk6IEV4dGVudCB7XG4gIHJldHVybiB7IG1pbjogSW5maW5pdHksIG1heDogLUluZmluaXR5LCBwb3NpdGl2ZTogSW5maW5pdHksIHNtYWxsZXN0OiBJbmZpbml0eSB9O1xufVxuXG5mdW5jdGlvbiBpbmNsdWRlKGV4dGVudDogRXh0ZW50LCB2YWx1ZTogbnVtYmVyKTogdm9pZCB7XG4gIGlmICghTnVtYmVyLmlzRmluaXRlKHZhbHVlKSkgcmV0dXJuO1xuICBpZiAodmFsdWUgPCBleHRlbnQubWluKSBleHRlbnQubWluID0gdmFsdWU7XG4gIGlmICh2YWx1ZSA+IGV4dGVudC5tYXgpIGV4dGVudC5tYXggPSB2YWx1ZTtcbiAgaWYgKHZhbHVlID4gMCAmJiB2YWx1ZSA8IGV4dGVudC5wb3NpdGl2ZSkgZXh0ZW50LnBvc2l0aXZlID0gdmFsdWU7XG4gIGNvbnN0IHNpemUgPSBNYXRoLmFicyh2YWx1ZSk7XG4gIGlmIChzaXplID4gMCAmJiBzaXplIDwgZXh0ZW50LnNtYWxsZXN0KSBleHRlbnQuc21hbGxlc3QgPSBzaXplO1xufVxuXG4vLyBXaGVyZSB0aGUgc3Ryb2tlIGZyb20gcG9pbnQgaSAtIDEgdG8gcG9pbnQgaSBjb21lcyBpbiBvciBnb2VzIG91dCBhdCBhbiBlZGdlIG9mIHRoZSByYW5nZS5cbmZ1bmN0aW9uIGluY2x1ZGVDcm9zc2luZ3MoZXh0ZW50OiBFeHRlbnQsIGxpbmU6IFBvaW50TGluZSwgaTogbnVtYmVyLCBmcm9tOiBudW1iZXIsIHRvOiBudW1iZXIpIHtcbiAgY29uc3QgeDAgPSBsaW5lLnhbaSAtIDFdITtcbiAgY29uc3QgeDEgPSBsaW5lLnhbaV0hO1xuICBmb3IgKGNvbnN0IGVkZ2Ugb2YgW2Zyb20sIHRvXSkge1xuICAgIGlmICghKHgwIDwgZWRnZSAmJiBlZGdlIDwgeDEpKSBjb250aW51ZTtcbiAgICBjb25zdCBzaGFyZSA9IChlZGdlIC0geDApIC8gKHgxIC0geDApO1xuICAgIGluY2x1ZGUoZXh0ZW50LCBsaW5lLnlbaSAtIDFdISAqICgxIC0gc2hhcmUpICsgbGluZS55W2ldISAqIHNoYXJlKTtcbiAgfVxufVxuXG4vKiogV2lkZW5zIGBleHRlbnRgIGJ5IHRoZSBmaW5pdGUgdmFsdWVzIG9mIGEgbGluZSB3aXRoaW4gW2Zyb20sIHRvXS4gKi9cbmV4cG9ydCBmdW5jdGlvbiBncm93RXh0ZW50KGV4dGVudDogRXh0ZW50LCBsaW5lOiBMaW5lTWFyaywgZnJvbTogbnVtYmVyLCB0bzogbnVtYmVyKTogdm9pZCB7XG4gIGlmIChsaW5lLnJlc29sdXRpb24gPT09ICdwb2ludHMnKSB7XG4gICAgZm9yIChsZXQgaSA9IDA7IGkgPCBsaW5lLnkubGVuZ3RoOyBpKyspIHtcbiAgICAgIGlmIChsaW5lLnhbaV0hID49IGZyb20gJiYgbGluZS54W2ldISA8PSB0bykgaW5jbHVkZShleHRlbnQsIGxpbmUueVtpXSEpO1xuICAgICAgaWYgKGkgPiAwKSBpbmNsdWRlQ3Jvc3NpbmdzKGV4dGVudCwgbGluZSwgaSwgZnJvbSwgdG8pO1xuICAgIH1cbiAgICByZXR1cm47XG4gIH1cbiAgZm9yIChsZXQgaSA9IDA7IGkgPCBsaW5lLm1pbi5sZW5ndGg7IGkrKykge1xuICAgIGlmIChsaW5lLngxW2ldISA8IGZyb20gfHwgbGluZS54MFtpXSEgPiB0bykgY29udGludWU7XG4gICAgaW5jbHVkZShleHRlbnQsIGxpbmUubWluW2ldISk7XG4gICAgaW5jbHVkZShleHRlbnQsIGxpbmUubWF4W2ldISk7XG4gIH1cbn1cblxuLyoqIEhvdyBtYW55IHBvaW50cyBvZiBhIGxpbmUgbGllIHdpdGhpbiBbZnJvbSwgdG9dLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGNvdW50UG9pbnRzKGxpbmU6IExpbmVNYXJrLCBmcm9tOiBudW1iZXIsIHRvOiBudW1iZXIpOiBudW1iZXIge1xuICBsZXQgY291bnQgPSAwO1xuICBpZiAobGluZS5yZXNvbHV0aW9uID09PSAncG9pbnRzJykge1xuICAgIGZvciAoY29uc3QgeCBvZiBsaW5lLngpIGlmICh4ID49IGZyb20gJiYgeCA8PSB0bykgY291bnQrKztcbiAgfSBlbHNlIHtcbiAgICBmb3IgKGxldCBpID0gMDsgaSA8IGxpbmUuY291bnQubGVuZ3RoOyBpKyspIHtcbiAgICAgIGlmIChsaW5lLngxW2ldISA+PSBmcm9tICYmIGxpbmUueDBbaV0hIDw9IHRvKSBjb3VudCArPSBsaW5lLmNvdW50W2ldITtcbiAgICB9XG4gIH1cbiAgcmV0dXJuIGNvdW50O1xufVxuIiwgIi8vIFBlbnMgZm9yIGxpbmVzIHRoYXQgZ28gdXAgYW5kIGRvd24gYSBsb3QuIFN0cm9raW5nIG9uZSBsb25nIGphZ2dlZCBwYXRoIGNvc3RzIGEgc29mdHdhcmUgcmFzdGVyaXNlclxuLy8gMjAgbXMgYW5kIG1vcmUsIGFzIGV2ZXJ5IHBpZWNlIG1heSBvdmVybGFwIGV2ZXJ5IG90aGVyOyB0aGUgc2FtZSBsaW5lIGluIHNob3J0IHBpZWNlcyBjb3N0cyBhIGZpZnRoLlxuXG5pbXBvcnQgdHlwZSB7IFBlbiB9IGZyb20gJy4vcGF0aCc7XG5cbi8qKiBBZGRzIHVwIGhvdyBmYXIgYSBsaW5lIGdvZXMgdXAgYW5kIGRvd24uICovXG5leHBvcnQgY2xhc3MgVHJhdmVsUGVuIGltcGxlbWVudHMgUGVuIHtcbiAgdHJhdmVsID0gMDtcbiAgcHJpdmF0ZSB5ID0gMDtcblxuICBtb3ZlVG8oX3g6IG51bWJlciwgeTogbnVtYmVyKTogdm9pZCB7XG4gICAgdGhpcy55ID0geTtcbiAgfVxuXG4gIGxpbmVUbyhfeDogbnVtYmVyLCB5OiBudW1iZXIpOiB2b2lkIHtcbiAgICB0aGlzLnRyYXZlbCArPSBNYXRoLmFicyh5IC0gdGhpcy55KTtcbiAgICB0aGlzLnkgPSB5O1xuICB9XG59XG5cbmV4cG9ydCBjb25zdCBrUGllY2UgPSA0MDtcblxuLyoqIFN0cm9rZXMgYXMgaXQgZ29lcywgaW4gcGllY2VzIG9mIHNvIG1hbnkgc3Ryb2tlcy4gYGZpbmlzaGAgc3Ryb2tlcyB3aGF0IGlzIGxlZnQuICovXG5leHBvcnQgY2xhc3MgUGllY2VQZW4gaW1wbGVtZW50cyBQZW4ge1xuICBwcml2YXRlIGNvdW50ID0gMDtcblxuICBjb25zdHJ1Y3RvcihcbiAgICBwcml2YXRlIHJlYWRvbmx5IGN0eDogUGljazxcbiAgICAgIENhbnZhc1JlbmRlcmluZ0NvbnRleHQyRCxcbiAgICAgICdiZWdpblBhdGgnIHwgJ21vdmVUbycgfCAnbGluZVRvJyB8ICdzdHJva2UnXG4gICAgPixcbiAgICBwcml2YXRlIHJlYWRvbmx5IHBpZWNlOiBudW1iZXIsXG4gICkge1xuICAgIGN0eC5iZWdpblBhdGgoKTtcbiAgfVxuXG4gIG1vdmVUbyh4OiBudW1iZXIsIHk6IG51bWJlcik6IHZvaWQge1xuICAgIHRoaXMuY3R4Lm1vdmVUbyh4LCB5KTtcbiAgfVxuXG4gIGxpbmVUbyh4OiBudW1iZXIsIHk6IG51bWJlcik6IHZvaWQge1xuICAgIHRoaXMuY3R4LmxpbmVUbyh4LCB5KTtcbiAgICBpZiAoKyt0aGlzLmNvdW50IDwgdGhpcy5waWVjZSkgcmV0dXJuO1xuICAgIHRoaXMuZmluaXNoKCk7XG4gICAgdGhpcy5jdHguYmVnaW5QYXRoKCk7XG4gICAgdGhpcy5jdHgubW92ZVRvKHgsIHkpO1xuICAgIHRoaXMuY291bnQgPSAwO1xuICB9XG5cbiAgZmluaXNoKCk6IHZvaWQge1xuICAgIHRoaXMuY3R4LnN0cm9rZSgpO1xuICB9XG59XG4iLCAiLy8gU2NhbGVzOiBmcm9tIHZhbHVlcyB0byBwaXhlbHMgYW5kIGJhY2suIEEgc2NhbGUgaXMgbGluZWFyIGluIHNvbWUgdHJhbnNmb3JtIG9mIHRoZSB2YWx1ZSwgc28gdGhhdFxuLy8gZWFzaW5nLCBwYWRkaW5nIGFuZCB6b29taW5nIGhhcHBlbiBpbiB0aGF0IHRyYW5zZm9ybWVkIHNwYWNlIGFuZCBsb29rIHRoZSBzYW1lIG9uIGV2ZXJ5IGF4aXMuXG5cbmV4cG9ydCB0eXBlIFNjYWxlS2luZCA9ICdsaW5lYXInIHwgJ2xvZycgfCAnc3ltbG9nJztcblxuZXhwb3J0IGludGVyZmFjZSBUcmFuc2Zvcm0ge1xuICBraW5kOiBTY2FsZUtpbmQ7XG4gIC8qKiBPZiBzeW1sb2c6IHdoZXJlIHRoZSBheGlzIHR1cm5zIGZyb20gbGluZWFyIHRvIGxvZ2FyaXRobWljLiAqL1xuICBjb25zdGFudDogbnVtYmVyO1xufVxuXG5leHBvcnQgY29uc3Qga0xpbmVhcjogVHJhbnNmb3JtID0geyBraW5kOiAnbGluZWFyJywgY29uc3RhbnQ6IDEgfTtcblxuLyoqIEludG8gdGhlIHNwYWNlIGluIHdoaWNoIHRoZSBheGlzIGlzIGV2ZW4uIE5vbi1wb3NpdGl2ZSB2YWx1ZXMgaGF2ZSBubyBwbGFjZSBvbiBhIGxvZyBheGlzOiBOYU4uICovXG5leHBvcnQgZnVuY3Rpb24gZm9yd2FyZCh0OiBUcmFuc2Zvcm0sIHZhbHVlOiBudW1iZXIpOiBudW1iZXIge1xuICBpZiAodC5raW5kID09PSAnbG9nJykgcmV0dXJuIHZhbHVlID4gMCA/IE1hdGgubG9nMTAodmFsdWUpIDogTmFOO1xuICBpZiAodC5raW5kID09PSAnc3ltbG9nJykgcmV0dXJuIE1hdGguYXNpbmgodmFsdWUgLyB0LmNvbnN0YW50KTtcbiAgcmV0dXJuIHZhbHVlO1xufVxuXG5leHBvcnQgZnVuY3Rpb24gaW52ZXJzZSh0OiBUcmFuc2Zvcm0sIHBvc2l0aW9uOiBudW1iZXIpOiBudW1iZXIge1xuICBpZiAodC5raW5kID09PSAnbG9nJykgcmV0dXJuIDEwICoqIHBvc2l0aW9uO1xuICBpZiAodC5raW5kID09PSAnc3ltbG9nJykgcmV0dXJuIE1hdGguc2luaChwb3NpdGlvbikgKiB0LmNvbnN0YW50O1xuICByZXR1cm4gcG9zaXRpb247XG59XG5cbmV4cG9ydCBjbGFzcyBTY2FsZSB7XG4gIHByaXZhdGUgcmVhZG9ubHkgazogbnVtYmVyO1xuXG4gIC8qKiBNYXBzIFtsb3csIGhpZ2hdIG9mIHRoZSB0cmFuc2Zvcm1lZCBzcGFjZSB0byBbZnJvbSwgdG9dIHBpeGVscy4gKi9cbiAgY29uc3RydWN0b3IoXG4gICAgcmVhZG9ubHkgdHJhbnNmb3JtOiBUcmFuc2Zvcm0sXG4gICAgcmVhZG9ubHkgbG93OiBudW1iZXIsXG4gICAgcmVhZG9ubHkgaGlnaDogbnVtYmVyLFxuICAgIHJlYWRvbmx5IGZyb206IG51bWJlcixcbiAgICByZWFkb25seSB0bzogbnVtYmVyLFxuICApIHtcbiAgICB0aGlzLmsgPSAodG8gLSBmcm9tKSAvIChoaWdoIC0gbG93IHx8IDEpO1xuICB9XG5cbiAgc3RhdGljIG92ZXIodDogVHJhbnNmb3JtLCBkb21haW46IHJlYWRvbmx5IFtudW1iZXIsIG51bWJlcl0sIGZyb206IG51bWJlciwgdG86IG51bWJlcik6IFNjYWxlIHtcbiAgICByZXR1cm4gbmV3IFNjYWxlKHQsIGZvcndhcmQodCwgZG9tYWluWzBdKSwgZm9yd2FyZCh0LCBkb21haW5bMV0pLCBmcm9tLCB0byk7XG4gIH1cblxuICAvKiogTmFOIGZvciB3aGF0IGhhcyBubyBwbGFjZSBvbiB0aGUgYXhpcy4gKi9cbiAgcGl4ZWwodmFsdWU6IG51bWJlcik6IG51bWJlciB7XG4gICAgcmV0dXJuIHRoaXMuZnJvbSArIChmb3J3YXJkKHRoaXMudHJhbnNmb3JtLCB2YWx1ZSkgLSB0aGlzLmxvdykgKiB0aGlzLms7XG4gIH1cblxuICB2YWx1ZShwaXhlbDogbnVtYmVyKTogbnVtYmVyIHtcbiAgICByZXR1cm4gaW52ZXJzZSh0aGlzLnRyYW5zZm9ybSwgdGhpcy5sb3cgKyAocGl4ZWwgLSB0aGlzLmZyb20pIC8gdGhpcy5rKTtcbiAgfVxuXG4gIC8qKiBUaGUgdmFsdWVzIGF0IGJvdGggZW5kcy4gKi9cbiAgZ2V0IGRvbWFpbigpOiBbbnVtYmVyLCBudW1iZXJdIHtcbiAgICByZXR1cm4gW2ludmVyc2UodGhpcy50cmFuc2Zvcm0sIHRoaXMubG93KSwgaW52ZXJzZSh0aGlzLnRyYW5zZm9ybSwgdGhpcy5oaWdoKV07XG4gIH1cbn1cblxuLyoqIFdoZXJlIGEgc3ltbG9nIGF4aXMgdHVybnM6IGEgcG93ZXIgb2YgdGVuIHRoYXQgZm9sbG93cyB0aGUgZGF0YSwgc2l4IGRlY2FkZXMgYmVsb3cgaXRzIGxhcmdlc3QuICovXG5leHBvcnQgZnVuY3Rpb24gc3ltbG9nQ29uc3RhbnQoc21hbGxlc3Q6IG51bWJlciwgbGFyZ2VzdDogbnVtYmVyKTogbnVtYmVyIHtcbiAgaWYgKCEobGFyZ2VzdCA+IDApKSByZXR1cm4gMTtcbiAgY29uc3QgdG9wID0gTWF0aC5sb2cxMChsYXJnZXN0KTtcbiAgY29uc3Qgd2FudGVkID0gc21hbGxlc3QgPiAwID8gTWF0aC5sb2cxMChzbWFsbGVzdCkgOiB0b3AgLSAzO1xuICByZXR1cm4gMTAgKiogTWF0aC5mbG9vcihNYXRoLm1pbih0b3AgLSAxLCBNYXRoLm1heCh0b3AgLSA2LCB3YW50ZWQpKSk7XG59XG4iLCAiLy8gU2VlZGVkIHJhbmRvbW5lc3MgZm9yIHByb3BlcnR5IHRlc3RzOiBhIGZhaWx1cmUgbmFtZXMgaXRzIHNlZWQgYW5kIGNvbWVzIGJhY2suXG5cbmV4cG9ydCBmdW5jdGlvbiByYW5kb20oc2VlZDogbnVtYmVyKTogKCkgPT4gbnVtYmVyIHtcbiAgbGV0IHN0YXRlID0gc2VlZCA+Pj4gMDtcbiAgcmV0dXJuICgpID0+IHtcbiAgICBzdGF0ZSA9IChzdGF0ZSArIDB4NmQyYjc5ZjUpID4+PiAwO1xuICAgIGxldCB0ID0gTWF0aC5pbXVsKHN0YXRlIF4gKHN0YXRlID4+PiAxNSksIHN0YXRlIHwgMSk7XG4gICAgdCBePSB0ICsgTWF0aC5pbXVsKHQgXiAodCA+Pj4gNyksIHQgfCA2MSk7XG4gICAgcmV0dXJuICgodCBeICh0ID4+PiAxNCkpID4+PiAwKSAvIDB4MTAwMDAwMDAwO1xuICB9O1xufVxuXG4vKiogUnVucyBhIHByb3BlcnR5IGZvciBtYW55IHNlZWRzLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGZvckFsbCh0aW1lczogbnVtYmVyLCBwcm9wZXJ0eTogKG5leHQ6ICgpID0+IG51bWJlciwgc2VlZDogbnVtYmVyKSA9PiB2b2lkKTogdm9pZCB7XG4gIGZvciAobGV0IHNlZWQgPSAxOyBzZWVkIDw9IHRpbWVzOyBzZWVkKyspIHByb3BlcnR5KHJhbmRvbShzZWVkKSwgc2VlZCk7XG59XG4iXSwKICAibWFwcGluZ3MiOiAiO0FBQUEsT0FBTyxZQUFZO0FBQ25CLFNBQVMsWUFBWTs7O0FDaUJyQixJQUFNLE9BQU87QUFHYixTQUFTLE1BQU1BLElBQVUsT0FBdUI7QUFDOUMsUUFBTSxRQUFRQSxHQUFFLE1BQU0sS0FBSztBQUMzQixNQUFJLE9BQU8sTUFBTSxLQUFLLEVBQUcsUUFBT0EsR0FBRSxPQUFPO0FBQ3pDLFNBQU8sS0FBSyxJQUFJLENBQUMsTUFBTSxLQUFLLElBQUksTUFBTSxLQUFLLENBQUM7QUFDOUM7QUFFQSxTQUFTLE9BQU9DLElBQVUsT0FBdUI7QUFDL0MsU0FBTyxLQUFLLElBQUksQ0FBQyxNQUFNLEtBQUssSUFBSSxNQUFNQSxHQUFFLE1BQU0sS0FBSyxDQUFDLENBQUM7QUFDdkQ7QUFHTyxTQUFTLFVBQVUsTUFBZ0JBLElBQVVELElBQVUsS0FBc0I7QUFDbEYsU0FBTyxLQUFLLGVBQWUsV0FDdkIsWUFBWSxNQUFNQyxJQUFHRCxJQUFHLEdBQUcsSUFDM0IsYUFBYSxNQUFNQyxJQUFHRCxJQUFHLEdBQUc7QUFDbEM7QUFFQSxTQUFTLFlBQVksTUFBaUJDLElBQVVELElBQVUsS0FBc0I7QUFDOUUsUUFBTSxTQUFxQixFQUFFLE1BQU0sQ0FBQyxHQUFHLE9BQU8sTUFBTTtBQUNwRCxRQUFNLE1BQU1BLEdBQUUsVUFBVSxTQUFTO0FBQ2pDLFFBQU0sSUFBSSxLQUFLLElBQUksS0FBSyxFQUFFLFFBQVEsS0FBSyxFQUFFLE1BQU07QUFDL0MsTUFBSSxPQUFPO0FBQ1gsV0FBUyxJQUFJLEdBQUcsSUFBSSxHQUFHLEtBQUs7QUFDMUIsVUFBTSxRQUFRLEtBQUssRUFBRSxDQUFDO0FBQ3RCLFVBQU0sS0FBSyxLQUFLLEVBQUUsQ0FBQztBQUNuQixRQUFJLENBQUMsT0FBTyxTQUFTLEtBQUssS0FBSyxDQUFDLE9BQU8sU0FBUyxFQUFFLEdBQUc7QUFDbkQsYUFBTztBQUNQO0FBQUEsSUFDRjtBQUNBLFFBQUksT0FBTyxTQUFTLEVBQUcsUUFBTyxRQUFRO0FBQ3RDLFVBQU0sS0FBSyxPQUFPQyxJQUFHLEVBQUU7QUFDdkIsVUFBTSxLQUFLLE1BQU1ELElBQUcsS0FBSztBQUN6QixRQUFJLE1BQU07QUFDUixVQUFJLE9BQU8sSUFBSSxFQUFFO0FBQ2pCO0FBQUEsSUFDRjtBQUNBLFFBQUksT0FBTyxJQUFJLEVBQUU7QUFDakIsV0FBTztBQUNQLFFBQUksSUFBSSxLQUFLLEtBQUssQ0FBQyxPQUFPLFNBQVMsS0FBSyxFQUFFLElBQUksQ0FBQyxDQUFFLEVBQUcsUUFBTyxLQUFLLEtBQUssSUFBSSxFQUFFO0FBQUEsRUFDN0U7QUFDQSxTQUFPO0FBQ1Q7QUFFQSxTQUFTLGFBQWEsTUFBa0JDLElBQVVELElBQVUsS0FBc0I7QUFDaEYsUUFBTSxTQUFxQixFQUFFLE1BQU0sQ0FBQyxHQUFHLE9BQU8sTUFBTTtBQUNwRCxRQUFNLE1BQU1BLEdBQUUsVUFBVSxTQUFTO0FBQ2pDLFFBQU0sSUFBSSxLQUFLLElBQUk7QUFDbkIsTUFBSSxPQUFPO0FBQ1gsV0FBUyxJQUFJLEdBQUcsSUFBSSxHQUFHLEtBQUs7QUFDMUIsVUFBTSxNQUFNLEtBQUssSUFBSSxDQUFDO0FBQ3RCLFVBQU0sTUFBTSxLQUFLLElBQUksQ0FBQztBQUN0QixRQUFJLENBQUMsT0FBTyxTQUFTLEdBQUcsS0FBSyxDQUFDLE9BQU8sU0FBUyxHQUFHLEdBQUc7QUFDbEQsYUFBTztBQUNQO0FBQUEsSUFDRjtBQUNBLFFBQUksT0FBTyxPQUFPLEVBQUcsUUFBTyxRQUFRO0FBQ3BDLFVBQU0sT0FBTyxPQUFPQyxJQUFHLEtBQUssR0FBRyxDQUFDLENBQUU7QUFDbEMsVUFBTSxRQUFRLE9BQU9BLElBQUcsS0FBSyxHQUFHLENBQUMsQ0FBRTtBQUNuQyxVQUFNLFFBQVEsS0FBSyxNQUFNLENBQUM7QUFDMUIsVUFBTSxPQUFPLEtBQUssS0FBSyxDQUFDO0FBQ3hCLFFBQUksQ0FBQyxPQUFPLFNBQVMsS0FBSyxFQUFHLFFBQU87QUFDcEMsVUFBTSxRQUFRLE9BQU8sU0FBUyxLQUFLLElBQUksUUFBUTtBQUMvQyxRQUFJLEtBQU0sS0FBSSxPQUFPLE1BQU0sTUFBTUQsSUFBRyxLQUFLLENBQUM7QUFBQSxRQUNyQyxLQUFJLE9BQU8sTUFBTSxNQUFNQSxJQUFHLEtBQUssQ0FBQztBQUNyQyxXQUFPO0FBQ1AsUUFBSSxNQUFNLEtBQUs7QUFFYixZQUFNLFVBQVUsT0FBTyxTQUFTO0FBQ2hDLFlBQU0sVUFBVSxLQUFLLElBQUksUUFBUSxHQUFHLElBQUksS0FBSyxJQUFJLFFBQVEsR0FBRztBQUM1RCxVQUFJLE9BQU8sUUFBUSxNQUFNQSxJQUFHLFVBQVUsTUFBTSxHQUFHLENBQUM7QUFDaEQsVUFBSSxPQUFPLFFBQVEsTUFBTUEsSUFBRyxVQUFVLE1BQU0sR0FBRyxDQUFDO0FBQUEsSUFDbEQ7QUFDQSxRQUFJLE9BQU8sU0FBUyxJQUFJLEVBQUcsS0FBSSxPQUFPLE9BQU8sTUFBTUEsSUFBRyxJQUFJLENBQUM7QUFBQSxRQUN0RCxRQUFPO0FBQ1osVUFBTSxRQUFRLEVBQUUsTUFBTSxRQUFRLENBQUM7QUFDL0IsUUFBSSxTQUFVLE1BQU0sS0FBSyxLQUFLLE1BQU0sQ0FBQyxNQUFNLEVBQUksUUFBTyxLQUFLLEtBQUssTUFBTSxNQUFNQSxJQUFHLEtBQUssQ0FBQztBQUFBLEVBQ3ZGO0FBQ0EsU0FBTztBQUNUO0FBVU8sU0FBUyxjQUFzQjtBQUNwQyxTQUFPLEVBQUUsS0FBSyxVQUFVLEtBQUssV0FBVyxVQUFVLFVBQVUsVUFBVSxTQUFTO0FBQ2pGO0FBRUEsU0FBUyxRQUFRLFFBQWdCLE9BQXFCO0FBQ3BELE1BQUksQ0FBQyxPQUFPLFNBQVMsS0FBSyxFQUFHO0FBQzdCLE1BQUksUUFBUSxPQUFPLElBQUssUUFBTyxNQUFNO0FBQ3JDLE1BQUksUUFBUSxPQUFPLElBQUssUUFBTyxNQUFNO0FBQ3JDLE1BQUksUUFBUSxLQUFLLFFBQVEsT0FBTyxTQUFVLFFBQU8sV0FBVztBQUM1RCxRQUFNLE9BQU8sS0FBSyxJQUFJLEtBQUs7QUFDM0IsTUFBSSxPQUFPLEtBQUssT0FBTyxPQUFPLFNBQVUsUUFBTyxXQUFXO0FBQzVEO0FBR0EsU0FBUyxpQkFBaUIsUUFBZ0IsTUFBaUIsR0FBVyxNQUFjLElBQVk7QUFDOUYsUUFBTSxLQUFLLEtBQUssRUFBRSxJQUFJLENBQUM7QUFDdkIsUUFBTSxLQUFLLEtBQUssRUFBRSxDQUFDO0FBQ25CLGFBQVcsUUFBUSxDQUFDLE1BQU0sRUFBRSxHQUFHO0FBQzdCLFFBQUksRUFBRSxLQUFLLFFBQVEsT0FBTyxJQUFLO0FBQy9CLFVBQU0sU0FBUyxPQUFPLE9BQU8sS0FBSztBQUNsQyxZQUFRLFFBQVEsS0FBSyxFQUFFLElBQUksQ0FBQyxLQUFNLElBQUksU0FBUyxLQUFLLEVBQUUsQ0FBQyxJQUFLLEtBQUs7QUFBQSxFQUNuRTtBQUNGO0FBR08sU0FBUyxXQUFXLFFBQWdCLE1BQWdCLE1BQWMsSUFBa0I7QUFDekYsTUFBSSxLQUFLLGVBQWUsVUFBVTtBQUNoQyxhQUFTLElBQUksR0FBRyxJQUFJLEtBQUssRUFBRSxRQUFRLEtBQUs7QUFDdEMsVUFBSSxLQUFLLEVBQUUsQ0FBQyxLQUFNLFFBQVEsS0FBSyxFQUFFLENBQUMsS0FBTSxHQUFJLFNBQVEsUUFBUSxLQUFLLEVBQUUsQ0FBQyxDQUFFO0FBQ3RFLFVBQUksSUFBSSxFQUFHLGtCQUFpQixRQUFRLE1BQU0sR0FBRyxNQUFNLEVBQUU7QUFBQSxJQUN2RDtBQUNBO0FBQUEsRUFDRjtBQUNBLFdBQVMsSUFBSSxHQUFHLElBQUksS0FBSyxJQUFJLFFBQVEsS0FBSztBQUN4QyxRQUFJLEtBQUssR0FBRyxDQUFDLElBQUssUUFBUSxLQUFLLEdBQUcsQ0FBQyxJQUFLLEdBQUk7QUFDNUMsWUFBUSxRQUFRLEtBQUssSUFBSSxDQUFDLENBQUU7QUFDNUIsWUFBUSxRQUFRLEtBQUssSUFBSSxDQUFDLENBQUU7QUFBQSxFQUM5QjtBQUNGO0FBR08sU0FBUyxZQUFZLE1BQWdCLE1BQWMsSUFBb0I7QUFDNUUsTUFBSSxRQUFRO0FBQ1osTUFBSSxLQUFLLGVBQWUsVUFBVTtBQUNoQyxlQUFXQyxNQUFLLEtBQUssRUFBRyxLQUFJQSxNQUFLLFFBQVFBLE1BQUssR0FBSTtBQUFBLEVBQ3BELE9BQU87QUFDTCxhQUFTLElBQUksR0FBRyxJQUFJLEtBQUssTUFBTSxRQUFRLEtBQUs7QUFDMUMsVUFBSSxLQUFLLEdBQUcsQ0FBQyxLQUFNLFFBQVEsS0FBSyxHQUFHLENBQUMsS0FBTSxHQUFJLFVBQVMsS0FBSyxNQUFNLENBQUM7QUFBQSxJQUNyRTtBQUFBLEVBQ0Y7QUFDQSxTQUFPO0FBQ1Q7OztBQzFKTyxJQUFNLFlBQU4sTUFBK0I7QUFBQSxFQUEvQjtBQUNMLGtCQUFTO0FBQ1QsU0FBUSxJQUFJO0FBQUE7QUFBQSxFQUVaLE9BQU8sSUFBWUMsSUFBaUI7QUFDbEMsU0FBSyxJQUFJQTtBQUFBLEVBQ1g7QUFBQSxFQUVBLE9BQU8sSUFBWUEsSUFBaUI7QUFDbEMsU0FBSyxVQUFVLEtBQUssSUFBSUEsS0FBSSxLQUFLLENBQUM7QUFDbEMsU0FBSyxJQUFJQTtBQUFBLEVBQ1g7QUFDRjtBQUtPLElBQU0sV0FBTixNQUE4QjtBQUFBLEVBR25DLFlBQ21CLEtBSUEsT0FDakI7QUFMaUI7QUFJQTtBQVBuQixTQUFRLFFBQVE7QUFTZCxRQUFJLFVBQVU7QUFBQSxFQUNoQjtBQUFBLEVBRUEsT0FBT0MsSUFBV0MsSUFBaUI7QUFDakMsU0FBSyxJQUFJLE9BQU9ELElBQUdDLEVBQUM7QUFBQSxFQUN0QjtBQUFBLEVBRUEsT0FBT0QsSUFBV0MsSUFBaUI7QUFDakMsU0FBSyxJQUFJLE9BQU9ELElBQUdDLEVBQUM7QUFDcEIsUUFBSSxFQUFFLEtBQUssUUFBUSxLQUFLLE1BQU87QUFDL0IsU0FBSyxPQUFPO0FBQ1osU0FBSyxJQUFJLFVBQVU7QUFDbkIsU0FBSyxJQUFJLE9BQU9ELElBQUdDLEVBQUM7QUFDcEIsU0FBSyxRQUFRO0FBQUEsRUFDZjtBQUFBLEVBRUEsU0FBZTtBQUNiLFNBQUssSUFBSSxPQUFPO0FBQUEsRUFDbEI7QUFDRjs7O0FDekNPLElBQU0sVUFBcUIsRUFBRSxNQUFNLFVBQVUsVUFBVSxFQUFFO0FBR3pELFNBQVMsUUFBUSxHQUFjLE9BQXVCO0FBQzNELE1BQUksRUFBRSxTQUFTLE1BQU8sUUFBTyxRQUFRLElBQUksS0FBSyxNQUFNLEtBQUssSUFBSTtBQUM3RCxNQUFJLEVBQUUsU0FBUyxTQUFVLFFBQU8sS0FBSyxNQUFNLFFBQVEsRUFBRSxRQUFRO0FBQzdELFNBQU87QUFDVDtBQUVPLFNBQVMsUUFBUSxHQUFjLFVBQTBCO0FBQzlELE1BQUksRUFBRSxTQUFTLE1BQU8sUUFBTyxNQUFNO0FBQ25DLE1BQUksRUFBRSxTQUFTLFNBQVUsUUFBTyxLQUFLLEtBQUssUUFBUSxJQUFJLEVBQUU7QUFDeEQsU0FBTztBQUNUO0FBRU8sSUFBTSxRQUFOLE1BQU0sT0FBTTtBQUFBO0FBQUEsRUFJakIsWUFDVyxXQUNBLEtBQ0EsTUFDQSxNQUNBLElBQ1Q7QUFMUztBQUNBO0FBQ0E7QUFDQTtBQUNBO0FBRVQsU0FBSyxLQUFLLEtBQUssU0FBUyxPQUFPLE9BQU87QUFBQSxFQUN4QztBQUFBLEVBRUEsT0FBTyxLQUFLLEdBQWMsUUFBbUMsTUFBYyxJQUFtQjtBQUM1RixXQUFPLElBQUksT0FBTSxHQUFHLFFBQVEsR0FBRyxPQUFPLENBQUMsQ0FBQyxHQUFHLFFBQVEsR0FBRyxPQUFPLENBQUMsQ0FBQyxHQUFHLE1BQU0sRUFBRTtBQUFBLEVBQzVFO0FBQUE7QUFBQSxFQUdBLE1BQU0sT0FBdUI7QUFDM0IsV0FBTyxLQUFLLFFBQVEsUUFBUSxLQUFLLFdBQVcsS0FBSyxJQUFJLEtBQUssT0FBTyxLQUFLO0FBQUEsRUFDeEU7QUFBQSxFQUVBLE1BQU0sT0FBdUI7QUFDM0IsV0FBTyxRQUFRLEtBQUssV0FBVyxLQUFLLE9BQU8sUUFBUSxLQUFLLFFBQVEsS0FBSyxDQUFDO0FBQUEsRUFDeEU7QUFBQTtBQUFBLEVBR0EsSUFBSSxTQUEyQjtBQUM3QixXQUFPLENBQUMsUUFBUSxLQUFLLFdBQVcsS0FBSyxHQUFHLEdBQUcsUUFBUSxLQUFLLFdBQVcsS0FBSyxJQUFJLENBQUM7QUFBQSxFQUMvRTtBQUNGOzs7QUN2RE8sU0FBUyxPQUFPLE1BQTRCO0FBQ2pELE1BQUksUUFBUSxTQUFTO0FBQ3JCLFNBQU8sTUFBTTtBQUNYLFlBQVMsUUFBUSxlQUFnQjtBQUNqQyxRQUFJLElBQUksS0FBSyxLQUFLLFFBQVMsVUFBVSxJQUFLLFFBQVEsQ0FBQztBQUNuRCxTQUFLLElBQUksS0FBSyxLQUFLLElBQUssTUFBTSxHQUFJLElBQUksRUFBRTtBQUN4QyxhQUFTLElBQUssTUFBTSxRQUFTLEtBQUs7QUFBQSxFQUNwQztBQUNGO0FBR08sU0FBUyxPQUFPLE9BQWUsVUFBNEQ7QUFDaEcsV0FBUyxPQUFPLEdBQUcsUUFBUSxPQUFPLE9BQVEsVUFBUyxPQUFPLElBQUksR0FBRyxJQUFJO0FBQ3ZFOzs7QUpQQSxJQUFNLFdBQU4sTUFBOEI7QUFBQSxFQUE5QjtBQUNFLG1CQUFnQyxDQUFDO0FBQUE7QUFBQSxFQUNqQyxPQUFPQyxJQUFXQyxJQUFpQjtBQUNqQyxTQUFLLFFBQVEsS0FBSyxDQUFDLENBQUNELElBQUdDLEVBQUMsQ0FBQyxDQUFDO0FBQUEsRUFDNUI7QUFBQSxFQUNBLE9BQU9ELElBQVdDLElBQWlCO0FBQ2pDLFNBQUssUUFBUSxLQUFLLFFBQVEsU0FBUyxDQUFDLEVBQUcsS0FBSyxDQUFDRCxJQUFHQyxFQUFDLENBQUM7QUFBQSxFQUNwRDtBQUNGO0FBRUEsSUFBTSxJQUFJLE1BQU0sS0FBSyxTQUFTLENBQUMsR0FBRyxHQUFHLEdBQUcsR0FBRyxHQUFHO0FBQzlDLElBQU0sSUFBSSxNQUFNLEtBQUssU0FBUyxDQUFDLEdBQUcsR0FBRyxHQUFHLEtBQUssQ0FBQztBQUU5QyxTQUFTLE9BQU8sSUFBeUI7QUFDdkMsUUFBTSxLQUFLLGFBQWEsS0FBSyxJQUFJLENBQUMsR0FBRyxNQUFNLENBQUM7QUFDNUMsU0FBTyxFQUFFLE1BQU0sUUFBUSxPQUFPLElBQUksWUFBWSxVQUFVLEdBQUcsSUFBSSxHQUFHLGFBQWEsS0FBSyxFQUFFLEVBQUU7QUFDMUY7QUFFQSxTQUFTLFFBQVEsUUFBZ0M7QUFDL0MsUUFBTSxTQUFTLE9BQU8sSUFBSSxDQUFDLFVBQVUsTUFBTSxPQUFPLE9BQU8sUUFBUSxDQUFDO0FBQ2xFLFFBQU0sT0FBTyxDQUFDLE1BQ1osYUFBYSxLQUFLLFFBQVEsQ0FBQyxVQUFXLE1BQU0sU0FBUyxJQUFJLEVBQUUsS0FBSyxJQUFJLEdBQUk7QUFDMUUsU0FBTztBQUFBLElBQ0wsTUFBTTtBQUFBLElBQ04sT0FBTztBQUFBLElBQ1AsWUFBWTtBQUFBLElBQ1osSUFBSSxhQUFhLEtBQUssUUFBUSxDQUFDLEdBQUcsTUFBTSxDQUFDO0FBQUEsSUFDekMsSUFBSSxhQUFhLEtBQUssUUFBUSxDQUFDLEdBQUcsTUFBTSxJQUFJLEdBQUc7QUFBQSxJQUMvQyxPQUFPLEtBQUssQ0FBQyxVQUFVLE1BQU0sQ0FBQyxDQUFFO0FBQUEsSUFDaEMsS0FBSyxLQUFLLENBQUMsVUFBVSxLQUFLLElBQUksR0FBRyxLQUFLLENBQUM7QUFBQSxJQUN2QyxLQUFLLEtBQUssQ0FBQyxVQUFVLEtBQUssSUFBSSxHQUFHLEtBQUssQ0FBQztBQUFBLElBQ3ZDLE1BQU0sS0FBSyxDQUFDLFVBQVUsTUFBTSxNQUFNLFNBQVMsQ0FBQyxDQUFFO0FBQUEsSUFDOUMsT0FBTyxZQUFZLEtBQUssUUFBUSxDQUFDLFVBQVUsTUFBTSxNQUFNO0FBQUEsRUFDekQ7QUFDRjtBQUVBLEtBQUsscURBQXFELE1BQU07QUFDOUQsU0FBTyxLQUFLLENBQUMsU0FBUztBQUNwQixVQUFNLEtBQUssTUFBTSxLQUFLLEVBQUUsUUFBUSxHQUFHLEdBQUcsTUFBTTtBQUMxQyxZQUFNLElBQUksS0FBSztBQUNmLGFBQU8sSUFBSSxNQUFNLE1BQU0sSUFBSSxPQUFPLFdBQVcsSUFBSSxNQUFNLFlBQVksS0FBSyxJQUFJO0FBQUEsSUFDOUUsQ0FBQztBQUNELFVBQU0sTUFBTSxJQUFJLFNBQVM7QUFDekIsVUFBTSxFQUFFLEtBQUssSUFBSSxVQUFVLE9BQU8sRUFBRSxHQUFHLEdBQUcsR0FBRyxHQUFHO0FBQ2hELFVBQU0sT0FBbUIsQ0FBQztBQUMxQixPQUFHLFFBQVEsQ0FBQyxPQUFPLE1BQU07QUFDdkIsVUFBSSxDQUFDLE9BQU8sU0FBUyxLQUFLLEVBQUc7QUFDN0IsVUFBSSxJQUFJLEtBQUssT0FBTyxTQUFTLEdBQUcsSUFBSSxDQUFDLENBQUUsRUFBRyxNQUFLLEtBQUssU0FBUyxDQUFDLEVBQUcsS0FBSyxDQUFDO0FBQUEsVUFDbEUsTUFBSyxLQUFLLENBQUMsQ0FBQyxDQUFDO0FBQUEsSUFDcEIsQ0FBQztBQUNELFdBQU87QUFBQSxNQUNMLElBQUksUUFBUSxJQUFJLENBQUMsV0FBVyxPQUFPLElBQUksQ0FBQyxDQUFDLEVBQUUsTUFBTSxFQUFFLENBQUM7QUFBQSxNQUNwRDtBQUFBLElBQ0Y7QUFDQSxVQUFNLFFBQVEsS0FBSyxPQUFPLENBQUMsUUFBUSxJQUFJLFdBQVcsQ0FBQyxFQUFFLElBQUksQ0FBQyxDQUFDLENBQUMsTUFBTSxDQUFDO0FBQ25FLFdBQU87QUFBQSxNQUNMLEtBQUssT0FBTyxDQUFDLEdBQUcsTUFBTSxJQUFJLE1BQU0sQ0FBQztBQUFBLE1BQ2pDO0FBQUEsSUFDRjtBQUFBLEVBQ0YsQ0FBQztBQUNILENBQUM7QUFFRCxLQUFLLDhFQUE4RSxNQUFNO0FBQ3ZGLFNBQU8sS0FBSyxDQUFDLFNBQVM7QUFDcEIsVUFBTSxTQUFTLE1BQU07QUFBQSxNQUFLLEVBQUUsUUFBUSxHQUFHO0FBQUEsTUFBRyxNQUN4QyxNQUFNLEtBQUssRUFBRSxRQUFRLElBQUksS0FBSyxNQUFNLEtBQUssSUFBSSxDQUFDLEVBQUUsR0FBRyxNQUFNLEtBQUssSUFBSSxHQUFHO0FBQUEsSUFDdkU7QUFDQSxVQUFNLE1BQU0sSUFBSSxTQUFTO0FBQ3pCLGNBQVUsUUFBUSxNQUFNLEdBQUcsR0FBRyxHQUFHLEdBQUc7QUFDcEMsV0FBTyxNQUFNLElBQUksUUFBUSxRQUFRLENBQUM7QUFDbEMsVUFBTSxRQUFRLElBQUksUUFBUSxDQUFDO0FBQzNCLFdBQU8sUUFBUSxDQUFDLE9BQU8sTUFBTTtBQUMzQixZQUFNLE9BQU8sTUFBTSxPQUFPLENBQUMsQ0FBQyxFQUFFLE1BQU0sTUFBTSxJQUFJLFFBQVEsS0FBSyxJQUFJLENBQUMsRUFBRSxJQUFJLENBQUMsQ0FBQyxFQUFFLEVBQUUsTUFBTSxNQUFNLEVBQUU7QUFDMUYsYUFBTyxHQUFHLEtBQUssSUFBSSxLQUFLLElBQUksR0FBRyxJQUFJLElBQUksS0FBSyxJQUFJLEdBQUcsS0FBSyxDQUFDLElBQUksSUFBSTtBQUNqRSxhQUFPLEdBQUcsS0FBSyxJQUFJLEtBQUssSUFBSSxHQUFHLElBQUksSUFBSSxLQUFLLElBQUksR0FBRyxLQUFLLENBQUMsSUFBSSxJQUFJO0FBQ2pFLGFBQU8sR0FBRyxLQUFLLElBQUksS0FBSyxDQUFDLElBQUssTUFBTSxDQUFDLENBQUUsSUFBSSxJQUFJO0FBQy9DLGFBQU8sR0FBRyxLQUFLLElBQUksS0FBSyxLQUFLLFNBQVMsQ0FBQyxJQUFLLE1BQU0sTUFBTSxTQUFTLENBQUMsQ0FBRSxJQUFJLElBQUk7QUFBQSxJQUM5RSxDQUFDO0FBQUEsRUFDSCxDQUFDO0FBQ0gsQ0FBQztBQUVELEtBQUssa0RBQWtELE1BQU07QUFDM0QsUUFBTSxNQUFNLElBQUksU0FBUztBQUN6QixZQUFVLFFBQVEsQ0FBQyxDQUFDLEdBQUcsQ0FBQyxHQUFHLENBQUMsS0FBSyxHQUFHLEdBQUcsQ0FBQyxDQUFDLEdBQUcsQ0FBQyxDQUFDLENBQUMsQ0FBQyxHQUFHLEdBQUcsR0FBRyxHQUFHO0FBQzVELFNBQU87QUFBQSxJQUNMLElBQUksUUFBUSxJQUFJLENBQUMsV0FBVyxLQUFLLE1BQU0sT0FBTyxDQUFDLEVBQUcsQ0FBQyxDQUFDLENBQUM7QUFBQSxJQUNyRCxDQUFDLEdBQUcsQ0FBQztBQUFBLEVBQ1A7QUFDRixDQUFDO0FBRUQsS0FBSyx5RUFBeUUsTUFBTTtBQUNsRixRQUFNLE1BQU0sTUFBTSxLQUFLLEVBQUUsTUFBTSxPQUFPLFVBQVUsRUFBRSxHQUFHLENBQUMsR0FBRyxHQUFHLEdBQUcsS0FBSyxDQUFDO0FBQ3JFLFFBQU0sTUFBTSxJQUFJLFNBQVM7QUFDekIsUUFBTSxTQUFTLFVBQVUsT0FBTyxDQUFDLElBQUksR0FBRyxJQUFJLEVBQUUsQ0FBQyxHQUFHLEdBQUcsS0FBSyxHQUFHO0FBQzdELFNBQU8sR0FBRyxPQUFPLEtBQUs7QUFDdEIsU0FBTyxNQUFNLElBQUksUUFBUSxRQUFRLENBQUM7QUFDbEMsU0FBTyxHQUFHLElBQUksUUFBUSxDQUFDLEVBQUcsQ0FBQyxFQUFHLENBQUMsSUFBSSxHQUFHO0FBQ3RDLFNBQU8sR0FBRyxDQUFDLFVBQVUsT0FBTyxDQUFDLElBQUksQ0FBQyxDQUFDLEdBQUcsR0FBRyxLQUFLLElBQUksU0FBUyxDQUFDLEVBQUUsS0FBSztBQUNyRSxDQUFDO0FBRUQsS0FBSywwREFBMEQsTUFBTTtBQUNuRSxRQUFNLE9BQU8sT0FBTyxDQUFDLEdBQUcsS0FBSyxJQUFJLFVBQVUsRUFBRSxDQUFDO0FBQzlDLFFBQU0sTUFBTSxZQUFZO0FBQ3hCLGFBQVcsS0FBSyxNQUFNLEdBQUcsR0FBRztBQUM1QixTQUFPLFVBQVUsQ0FBQyxJQUFJLEtBQUssSUFBSSxLQUFLLElBQUksVUFBVSxJQUFJLFFBQVEsR0FBRyxDQUFDLElBQUksSUFBSSxHQUFHLENBQUMsQ0FBQztBQUMvRSxRQUFNLE9BQU8sWUFBWTtBQUN6QixhQUFXLE1BQU0sTUFBTSxHQUFHLENBQUM7QUFDM0IsU0FBTyxVQUFVLENBQUMsS0FBSyxLQUFLLEtBQUssR0FBRyxHQUFHLENBQUMsSUFBSSxDQUFDLENBQUM7QUFFOUMsUUFBTSxVQUFVLFlBQVk7QUFDNUIsYUFBVyxTQUFTLE9BQU8sQ0FBQyxHQUFHLEVBQUUsQ0FBQyxHQUFHLE1BQU0sSUFBSTtBQUMvQyxTQUFPLFVBQVUsQ0FBQyxRQUFRLEtBQUssUUFBUSxHQUFHLEdBQUcsQ0FBQyxLQUFLLEdBQUcsQ0FBQztBQUN2RCxTQUFPLE1BQU0sWUFBWSxNQUFNLEdBQUcsQ0FBQyxHQUFHLENBQUM7QUFDdkMsU0FBTyxNQUFNLFlBQVksUUFBUSxDQUFDLENBQUMsR0FBRyxDQUFDLEdBQUcsQ0FBQyxDQUFDLEdBQUcsQ0FBQyxHQUFHLEdBQUcsQ0FBQyxDQUFDLENBQUMsR0FBRyxHQUFHLEdBQUcsR0FBRyxDQUFDO0FBQ3hFLENBQUM7QUFFRCxLQUFLLDJDQUEyQyxNQUFNO0FBQ3BELFNBQU8sSUFBSSxDQUFDLFNBQVM7QUFDbkIsVUFBTSxPQUFPLE9BQU8sTUFBTSxLQUFLLEVBQUUsUUFBUSxJQUFJLEdBQUcsTUFBTyxLQUFLLElBQUksT0FBTyxNQUFNLEtBQUssSUFBSSxHQUFJLENBQUM7QUFDM0YsVUFBTSxRQUFRLElBQUksU0FBUztBQUMzQixjQUFVLE1BQU0sR0FBRyxHQUFHLEtBQUs7QUFDM0IsVUFBTSxRQUFRLElBQUksU0FBUztBQUMzQixRQUFJLFVBQVU7QUFDZCxVQUFNLFVBQVU7QUFBQSxNQUNkLFdBQVcsTUFBTTtBQUFBLE1BQUM7QUFBQSxNQUNsQixRQUFRLE1BQU0sS0FBSztBQUFBLE1BQ25CLFFBQVEsQ0FBQyxJQUFZLE9BQWUsTUFBTSxPQUFPLElBQUksRUFBRTtBQUFBLE1BQ3ZELFFBQVEsQ0FBQyxJQUFZLE9BQWUsTUFBTSxPQUFPLElBQUksRUFBRTtBQUFBLElBQ3pEO0FBQ0EsVUFBTSxNQUFNLElBQUksU0FBUyxTQUFTLENBQUM7QUFDbkMsY0FBVSxNQUFNLEdBQUcsR0FBRyxHQUFHO0FBQ3pCLFFBQUksT0FBTztBQUNYLFVBQU0sV0FBVyxDQUFDQyxTQUNoQkEsS0FBSSxRQUFRLFFBQVEsQ0FBQyxXQUFXLE9BQU8sTUFBTSxDQUFDLEVBQUUsSUFBSSxDQUFDLElBQUksTUFBTSxDQUFDLE9BQU8sQ0FBQyxHQUFJLEVBQUUsQ0FBQyxDQUFDO0FBQ2xGLFdBQU8sVUFBVSxTQUFTLEtBQUssR0FBRyxTQUFTLEtBQUssQ0FBQztBQUNqRCxXQUFPLEdBQUcsVUFBVSxFQUFFO0FBQUEsRUFDeEIsQ0FBQztBQUNILENBQUM7QUFFRCxLQUFLLDZDQUE2QyxNQUFNO0FBQ3RELFFBQU0sTUFBTSxJQUFJLFVBQVU7QUFDMUIsWUFBVSxPQUFPLENBQUMsR0FBRyxJQUFJLEtBQUssSUFBSSxFQUFFLENBQUMsR0FBRyxHQUFHLEdBQUcsR0FBRztBQUNqRCxTQUFPLE1BQU0sSUFBSSxRQUFRLEVBQUU7QUFDN0IsQ0FBQzsiLAogICJuYW1lcyI6IFsieSIsICJ4IiwgInkiLCAieCIsICJ5IiwgIngiLCAieSIsICJwZW4iXQp9Cg==
