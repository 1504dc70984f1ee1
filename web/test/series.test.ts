import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, readable } from '../src/chart/color';
import { nearestIndex, readAt, snap, stepFrom, tabulate } from '../src/chart/cursor';
import { spread } from '../src/chart/layout';
import { dashOf, gather, markerOf, shortNames, type Series } from '../src/chart/series';
import { groupPanels, isPlaced } from '../src/grid';
import { legendItems } from '../src/panels/legend';
import { toRgba } from '../src/panels/media_panel';
import type { Descriptor, Figure, FigurePanel, Mark, PointLine } from '../src/protocol';
import type { Palette } from '../src/theme';
import { forAll } from './random';

const palette = {
  panel: '#ffffff',
  text: '#1c1f23',
  train: '#1f6fd6',
  val: '#cf4a1a',
  runs: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#c08400', '#3a9ad4'],
} as Palette;

function line(run: number, path: string, xs: number[], ys: number[], layer?: 'smooth'): PointLine {
  const role = path.startsWith('val') ? 'val' : 'train';
  const entity = { kind: 'series', run: `r${run}`, path };
  const base = { type: 'line', label: path, resolution: 'points', run, role, entity } as const;
  return { ...base, layer: layer ?? 'raw', x: Float64Array.from(xs), y: Float64Array.from(ys) };
}

function figureOf(runs: number, marks: Mark[]): [Figure, FigurePanel] {
  const panel = {
    x: { kind: 'step', label: 'step', extent: [0, 9], range: null },
    y: { unit: '' },
    marks,
  };
  const list = Array.from({ length: runs }, (_, i) => ({
    id: `r${i}`,
    label: `d/run_00${i}`,
    color: i,
  }));
  return [{ runs: list, panels: [panel] } as unknown as Figure, panel as unknown as FigurePanel];
}

test('names are shortened to what tells them apart', () => {
  assert.deepEqual(shortNames(['train/loss', 'val/loss']), ['train', 'val']);
  assert.deepEqual(shortNames(['layer/fc1/rms', 'layer/fc2/rms']), ['fc1', 'fc2']);
  assert.deepEqual(shortNames(['lr']), ['lr']);
  assert.deepEqual(shortNames(['a', 'a/b']), ['a', 'a/b']);
  forAll(300, (next) => {
    const name = () =>
      Array.from({ length: 1 + Math.floor(next() * 3) }, () => 'xyz'[Math.floor(next() * 3)]).join(
        '/',
      );
    const paths = [...new Set(Array.from({ length: 4 }, name))];
    const short = shortNames(paths);
    assert.equal(new Set(short).size, paths.length, `${paths} -> ${short}`);
    assert.ok(short.every((one) => one.length > 0));
  });
});

test('one run is coloured by role; several by run, and told apart by dashes', () => {
  const one = gather(
    ...figureOf(1, [line(0, 'train/loss', [0], [1]), line(0, 'val/loss', [0], [1])]),
    palette,
  );
  assert.deepEqual(
    one.series.map((s) => [s.label, s.color]),
    [
      ['train', '#1f6fd6'],
      ['val', '#cf4a1a'],
    ],
  );
  const marks = [0, 1].flatMap((run) => [
    line(run, 'train/loss', [0], [1]),
    line(run, 'val/loss', [0], [1]),
  ]);
  const two = gather(...figureOf(2, marks), palette);
  assert.deepEqual(
    two.series.map((s) => s.label),
    ['run_000 train', 'run_000 val', 'run_001 train', 'run_001 val'],
  );
  assert.equal(two.series[0]!.color, two.series[1]!.color);
  assert.notEqual(two.series[0]!.color, two.series[2]!.color);
  assert.notDeepEqual(two.series[0]!.dash, two.series[1]!.dash);
  assert.deepEqual(
    legendItems(two.series).map((i) => i.label),
    ['run_000', 'run_001', 'train', 'val'],
  );
});

test('no two of twelve runs look alike', () => {
  const marks = Array.from({ length: 12 }, (_, run) => line(run, 'loss', [0], [1]));
  const looks = gather(...figureOf(12, marks), palette).series.map((s) => `${s.color} ${s.dash}`);
  const many = Array.from({ length: 48 }, (_, i) =>
    [i % 6, dashOf(i, 0, 6).join(), markerOf(i, 6)].join(' '),
  );
  assert.equal(new Set(many).size, 48, 'four dozen runs look different');
  assert.equal(new Set(looks).size, 12);
});

test('a raw line stays behind its smoothed one', () => {
  const marks = [line(0, 'loss', [0, 1], [5, 6]), line(0, 'loss', [0, 1], [5, 5.5], 'smooth')];
  const [series] = gather(...figureOf(1, marks), palette).series as [Series];
  assert.equal(series.raw, marks[0]);
  assert.equal(series.main, marks[1]);
  const [reading] = readAt([series], 1, 0);
  assert.deepEqual([reading!.text, reading!.detail], ['5.5', 'recorded 6']);
});

test('the nearest point is the nearest', () => {
  forAll(500, (next) => {
    const xs = Array.from({ length: 1 + Math.floor(next() * 30) }, () =>
      Math.floor(next() * 40),
    ).sort((a, b) => a - b);
    const x = next() * 44 - 2;
    const found = Math.abs(xs[nearestIndex(xs, x)]! - x);
    assert.equal(found, Math.min(...xs.map((one) => Math.abs(one - x))));
  });
  assert.equal(nearestIndex([], 1), -1);
});

test('the arrow keys pass every point once, even where x repeats', () => {
  const one = line(0, 'loss', [0, 1, 1, 1, 2, 5], [1, 2, 3, 4, 5, 6]);
  const seen = [0];
  for (let i = 0; i < 5; i++) seen.push(stepFrom(one, seen[seen.length - 1]!, 1)!);
  assert.deepEqual(seen, [0, 1, 2, 5, 5, 5]);
  assert.equal(stepFrom(one, 5, -1), 2);
  assert.equal(stepFrom(one, 2, -1), 1);
  assert.equal(stepFrom(one, 1, -1), 0);
});

test('gaps are read in words, and lines do not answer beyond their ends', () => {
  const content = gather(
    ...figureOf(1, [line(0, 'loss', [0, 1, 2], [1, NaN, -Infinity])]),
    palette,
  );
  const words = (x: number) => readAt(content.series, x, 0.4)[0]?.text;
  assert.deepEqual([words(0), words(1), words(2), words(3)], ['1', 'NaN', '\u2212Inf', undefined]);
  assert.equal(snap(content.series, 1.4), 1);
  assert.deepEqual(
    tabulate(content, content.series, 10).map((row) => row.cells[0]),
    ['1', 'NaN', '\u2212Inf'],
  );
});

test('labels are spread within their room and keep their order', () => {
  forAll(300, (next) => {
    const wanted = Array.from({ length: 4 }, () => next() * 200);
    const out = spread(wanted, 15, 0, 200);
    const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
    order.forEach((i, at) => {
      assert.ok(out[i]! >= 7.4 && out[i]! <= 192.6);
      if (at > 0) assert.ok(out[i]! - out[order[at - 1]!]! >= 15 - 1e-9);
    });
  });
});

test('line colours become readable text', () => {
  for (const color of palette.runs) {
    assert.ok(contrast(color, '#ffffff') >= 3, `${color}: marks need 3:1`);
    assert.ok(contrast(readable(color, '#1c1f23', '#ffffff'), '#ffffff') >= 4.5);
  }
});

test('panels are grouped only when that helps', () => {
  const make = (group: string, i: number) => ({ key: `${group}${i}`, group }) as Descriptor;
  const few = [make('a', 1), make('a', 2)];
  assert.deepEqual(groupPanels(few), [{ name: '', panels: few }]);
  const many = [...Array(8).keys()].map((i) => make('layer', i)).concat(make('lr', 0));
  assert.deepEqual(
    groupPanels(many).map((g) => [g.name, g.panels.length]),
    [
      ['', 1],
      ['layer', 8],
    ],
  );
});

test('grey, RGB and RGBA pixels become RGBA', () => {
  const pixels = Uint8Array.of(1, 2, 3, 4);
  assert.deepEqual([...toRgba({ width: 1, height: 1, channels: 1, pixels })], [1, 1, 1, 255]);
  assert.deepEqual([...toRgba({ width: 1, height: 1, channels: 3, pixels })], [1, 2, 3, 255]);
  assert.deepEqual([...toRgba({ width: 1, height: 1, channels: 4, pixels })], [1, 2, 3, 4]);
});

test('a layout is followed where its narrowest panel has room, and is never grouped', () => {
  const placed = Array.from({ length: 12 }, (_, i): Descriptor => {
    const place: Descriptor['place'] = [(i % 4) / 4, Math.floor(i / 4) * 0.2, 0.25, 0.2];
    const group = i % 2 ? 'a' : 'b';
    return {
      key: `${i}`,
      title: '',
      tab: '',
      size: 'normal',
      group,
      request: { panel: 'loss' },
      place,
    };
  });
  assert.equal(groupPanels(placed).length, 1);
  assert.ok(isPlaced(placed, 1000));
  assert.ok(!isPlaced(placed, 900));
  const { place: _, ...loose } = placed[0]!;
  assert.ok(!isPlaced([...placed, loose], 5000));
});
