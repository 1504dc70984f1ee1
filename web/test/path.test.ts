import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPoints, emptyExtent, growExtent, tracePath, type Pen } from '../src/chart/path';
import { PiecePen, TravelPen } from '../src/chart/pens';
import { kLinear, Scale } from '../src/chart/scale';
import type { ColumnLine, PointLine } from '../src/protocol';
import { forAll } from './random';

class Recorder implements Pen {
  strokes: [number, number][][] = [];
  moveTo(x: number, y: number): void {
    this.strokes.push([[x, y]]);
  }
  lineTo(x: number, y: number): void {
    this.strokes[this.strokes.length - 1]!.push([x, y]);
  }
}

const x = Scale.over(kLinear, [0, 100], 0, 100);
const y = Scale.over(kLinear, [0, 100], 100, 0);

function points(ys: number[]): PointLine {
  const xs = Float64Array.from(ys, (_, i) => i);
  return { type: 'line', label: '', resolution: 'points', x: xs, y: Float64Array.from(ys) };
}

function columns(groups: number[][]): ColumnLine {
  const finite = groups.map((group) => group.filter(Number.isFinite));
  const take = (f: (group: number[]) => number) =>
    Float64Array.from(finite, (group) => (group.length > 0 ? f(group) : NaN));
  return {
    type: 'line',
    label: '',
    resolution: 'columns',
    x0: Float64Array.from(groups, (_, i) => i),
    x1: Float64Array.from(groups, (_, i) => i + 0.9),
    first: take((group) => group[0]!),
    min: take((group) => Math.min(...group)),
    max: take((group) => Math.max(...group)),
    last: take((group) => group[group.length - 1]!),
    count: Uint32Array.from(groups, (group) => group.length),
  };
}

test('a line is broken exactly at its non-finite values', () => {
  forAll(300, (next) => {
    const ys = Array.from({ length: 60 }, () => {
      const r = next();
      return r < 0.1 ? NaN : r < 0.15 ? Infinity : r < 0.2 ? -Infinity : next() * 100;
    });
    const pen = new Recorder();
    const { dots } = tracePath(points(ys), x, y, pen);
    const runs: number[][] = [];
    ys.forEach((value, i) => {
      if (!Number.isFinite(value)) return;
      if (i > 0 && Number.isFinite(ys[i - 1]!)) runs[runs.length - 1]!.push(i);
      else runs.push([i]);
    });
    assert.deepEqual(
      pen.strokes.map((stroke) => stroke.map(([px]) => px)),
      runs,
    );
    const alone = runs.filter((run) => run.length === 1).map(([i]) => i);
    assert.deepEqual(
      dots.filter((_, i) => i % 2 === 0),
      alone,
    );
  });
});

test('a column shows its true minimum and maximum, and passes from last to first', () => {
  forAll(200, (next) => {
    const groups = Array.from({ length: 20 }, () =>
      Array.from({ length: 1 + Math.floor(next() * 6) }, () => next() * 100),
    );
    const pen = new Recorder();
    tracePath(columns(groups), x, y, pen);
    assert.equal(pen.strokes.length, 1);
    const drawn = pen.strokes[0]!;
    groups.forEach((group, i) => {
      const mine = drawn.filter(([px]) => px >= i - 1e-9 && px < i + 1).map(([, py]) => 100 - py);
      assert.ok(Math.abs(Math.min(...mine) - Math.min(...group)) < 1e-9);
      assert.ok(Math.abs(Math.max(...mine) - Math.max(...group)) < 1e-9);
      assert.ok(Math.abs(mine[0]! - group[0]!) < 1e-9);
      assert.ok(Math.abs(mine[mine.length - 1]! - group[group.length - 1]!) < 1e-9);
    });
  });
});

test('a column without finite values breaks the line', () => {
  const pen = new Recorder();
  tracePath(columns([[1, 2], [NaN, NaN], [3], [4]]), x, y, pen);
  assert.deepEqual(
    pen.strokes.map((stroke) => Math.floor(stroke[0]![0])),
    [0, 2],
  );
});

test('values that a log axis has no place for are reported and lie below it', () => {
  const log = Scale.over({ kind: 'log', constant: 1 }, [1, 100], 200, 0);
  const pen = new Recorder();
  const result = tracePath(points([10, 0, -3, 10]), x, log, pen);
  assert.ok(result.below);
  assert.equal(pen.strokes.length, 1);
  assert.ok(pen.strokes[0]![1]![1] > 200);
  assert.ok(!tracePath(points([10, 1]), x, log, new Recorder()).below);
});

test('extents and counts see what is in range, and only that', () => {
  const line = points([5, NaN, -2, Infinity, 90]);
  const all = emptyExtent();
  growExtent(all, line, 0, 100);
  assert.deepEqual([all.min, all.max, all.positive, all.smallest], [-2, 90, 5, 2]);
  const some = emptyExtent();
  growExtent(some, line, 0, 2);
  assert.deepEqual([some.min, some.max], [-2, 5]);
  // A stroke that only passes through is seen where it comes in and goes out.
  const through = emptyExtent();
  growExtent(through, points([0, 10]), 0.25, 0.75);
  assert.deepEqual([through.min, through.max], [2.5, 7.5]);
  assert.equal(countPoints(line, 1, 3), 3);
  assert.equal(countPoints(columns([[1, 2], [3], [4, 5, 6]]), 1, 2.5), 4);
});

test('a line drawn in pieces is the same line', () => {
  forAll(50, (next) => {
    const line = points(Array.from({ length: 300 }, () => (next() < 0.05 ? NaN : next() * 100)));
    const whole = new Recorder();
    tracePath(line, x, y, whole);
    const parts = new Recorder();
    let strokes = 0;
    const context = {
      beginPath: () => {},
      stroke: () => void strokes++,
      moveTo: (px: number, py: number) => parts.moveTo(px, py),
      lineTo: (px: number, py: number) => parts.lineTo(px, py),
    };
    const pen = new PiecePen(context, 7);
    tracePath(line, x, y, pen);
    pen.finish();
    const segments = (pen: Recorder) =>
      pen.strokes.flatMap((stroke) => stroke.slice(1).map((to, i) => [stroke[i]!, to]));
    assert.deepEqual(segments(parts), segments(whole));
    assert.ok(strokes > 10);
  });
});

test('travel is how far a line goes up and down', () => {
  const pen = new TravelPen();
  tracePath(points([0, 10, NaN, 50, 45]), x, y, pen);
  assert.equal(pen.travel, 15);
});
