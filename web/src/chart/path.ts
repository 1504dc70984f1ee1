// From the numbers of a line to the pen: where it runs, where it lifts. The pen is an interface, so
// that a canvas and a test can both hold it.

import type { ColumnLine, LineMark, PointLine } from '../protocol';
import type { Scale } from './scale';

export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

export interface PathResult {
  /** Pixels of finite points without a neighbour to be joined to: x, y, x, y … */
  dots: number[];
  /** Some value has no place on this axis: it is not above zero on a log axis. */
  below: boolean;
}

const kFar = 1e5; // pixels; canvases lose precision far outside themselves

// What cannot be placed on a log axis lies infinitely deep: below the bottom edge.
function place(y: Scale, value: number): number {
  const pixel = y.pixel(value);
  if (Number.isNaN(pixel)) return y.from + 40;
  return Math.max(-kFar, Math.min(kFar, pixel));
}

function placeX(x: Scale, value: number): number {
  return Math.max(-kFar, Math.min(kFar, x.pixel(value)));
}

/** Draws a line with a pen that lifts at every non-finite value. */
export function tracePath(line: LineMark, x: Scale, y: Scale, pen: Pen): PathResult {
  return line.resolution === 'points'
    ? tracePoints(line, x, y, pen)
    : traceColumns(line, x, y, pen);
}

function tracePoints(line: PointLine, x: Scale, y: Scale, pen: Pen): PathResult {
  const result: PathResult = { dots: [], below: false };
  const log = y.transform.kind === 'log';
  const n = Math.min(line.x.length, line.y.length);
  let down = false;
  for (let i = 0; i < n; i++) {
    const value = line.y[i]!;
    const at = line.x[i]!;
    if (!Number.isFinite(value) || !Number.isFinite(at)) {
      down = false;
      continue;
    }
    if (log && value <= 0) result.below = true;
    const px = placeX(x, at);
    const py = place(y, value);
    if (down) {
      pen.lineTo(px, py);
      continue;
    }
    pen.moveTo(px, py);
    down = true;
    if (i + 1 >= n || !Number.isFinite(line.y[i + 1]!)) result.dots.push(px, py);
  }
  return result;
}

function traceColumns(line: ColumnLine, x: Scale, y: Scale, pen: Pen): PathResult {
  const result: PathResult = { dots: [], below: false };
  const log = y.transform.kind === 'log';
  const n = line.min.length;
  let down = false;
  for (let i = 0; i < n; i++) {
    const min = line.min[i]!;
    const max = line.max[i]!;
    if (!Number.isFinite(min) || !Number.isFinite(max)) {
      down = false;
      continue;
    }
    if (log && min <= 0) result.below = true;
    const left = placeX(x, line.x0[i]!);
    const right = placeX(x, line.x1[i]!);
    const first = line.first[i]!;
    const last = line.last[i]!;
    if (!Number.isFinite(first)) down = false;
    const start = Number.isFinite(first) ? first : min;
    const came = down;
    if (down) pen.lineTo(left, place(y, start));
    else pen.moveTo(left, place(y, start));
    down = true;
    if (max > min) {
      // The nearer end first, so that the pen does not cross the column twice.
      const middle = (left + right) / 2;
      const upFirst = Math.abs(start - min) > Math.abs(start - max);
      pen.lineTo(middle, place(y, upFirst ? max : min));
      pen.lineTo(middle, place(y, upFirst ? min : max));
    }
    if (Number.isFinite(last)) pen.lineTo(right, place(y, last));
    else down = false;
    const next =
      i + 1 < n && Number.isFinite(line.min[i + 1]!) && Number.isFinite(line.first[i + 1]!);
    const alone = !came && !(down && next) && !(max > min) && left === right;
    if (alone) result.dots.push(left, place(y, start));
  }
  return result;
}

export interface Extent {
  min: number;
  max: number;
  /** The smallest positive value and the smallest size above zero, for log and symlog axes. */
  positive: number;
  smallest: number;
}

export function emptyExtent(): Extent {
  return { min: Infinity, max: -Infinity, positive: Infinity, smallest: Infinity };
}

/** Widens `extent` by a value, if it is finite. */
export function include(extent: Extent, value: number): void {
  if (!Number.isFinite(value)) return;
  if (value < extent.min) extent.min = value;
  if (value > extent.max) extent.max = value;
  if (value > 0 && value < extent.positive) extent.positive = value;
  const size = Math.abs(value);
  if (size > 0 && size < extent.smallest) extent.smallest = size;
}

// Where the stroke from point i - 1 to point i comes in or goes out at an edge of the range.
function includeCrossings(extent: Extent, line: PointLine, i: number, from: number, to: number) {
  const x0 = line.x[i - 1]!;
  const x1 = line.x[i]!;
  for (const edge of [from, to]) {
    if (!(x0 < edge && edge < x1)) continue;
    const share = (edge - x0) / (x1 - x0);
    include(extent, line.y[i - 1]! * (1 - share) + line.y[i]! * share);
  }
}

/** Widens `extent` by the finite values of a line within [from, to]. */
export function growExtent(extent: Extent, line: LineMark, from: number, to: number): void {
  if (line.resolution === 'points') {
    for (let i = 0; i < line.y.length; i++) {
      if (line.x[i]! >= from && line.x[i]! <= to) include(extent, line.y[i]!);
      if (i > 0) includeCrossings(extent, line, i, from, to);
    }
    return;
  }
  for (let i = 0; i < line.min.length; i++) {
    if (line.x1[i]! < from || line.x0[i]! > to) continue;
    include(extent, line.min[i]!);
    include(extent, line.max[i]!);
  }
}

/** How many points of a line lie within [from, to]. */
export function countPoints(line: LineMark, from: number, to: number): number {
  let count = 0;
  if (line.resolution === 'points') {
    for (const x of line.x) if (x >= from && x <= to) count++;
  } else {
    for (let i = 0; i < line.count.length; i++) {
      if (line.x1[i]! >= from && line.x0[i]! <= to) count += line.count[i]!;
    }
  }
  return count;
}
