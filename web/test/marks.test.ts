// Marks that are not lines: what is gathered, which part of the axes they need, what a cell says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellAt, cellWords, moveCell, sizeOf } from '../src/chart/cells';
import { colorRange } from '../src/chart/color_map';
import { readAt, snap } from '../src/chart/cursor';
import { xAxis, yAxis } from '../src/chart/domain';
import { yTicks } from '../src/chart/layout';
import { findingPlaces } from '../src/chart/paint_marks';
import type { Painted, Picture } from '../src/chart/painter';
import { kLinear, Scale } from '../src/chart/scale';
import { gather } from '../src/chart/series';
import { tableOfBars, tableOfMap } from '../src/panels/plot_tables';
import type {
  BarsMark,
  Figure,
  FigurePanel,
  FindingMark,
  HeatMapMark,
  Mark,
} from '../src/protocol';
import { roleColor, type Palette } from '../src/theme';
import { forAll } from './random';

const palette = {
  panel: '#ffffff',
  text: '#1c1f23',
  muted: '#5d6670',
  train: '#1f6fd6',
  val: '#cf4a1a',
  best: '#157f4c',
  warn: '#8a5d00',
  error: '#c01f37',
  runs: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#c08400', '#3a9ad4'],
} as Palette;

const axis = { label: 'x', kind: 'value', extent: null, range: null } as FigurePanel['x'];

function content(marks: Mark[], change: Partial<FigurePanel> = {}) {
  const panel: FigurePanel = {
    title: 't',
    x: { ...axis },
    y: { ...axis, label: 'y' },
    marks,
    ...change,
  };
  const figure = {
    runs: [{ id: 'r', label: 'r', color: 0 }],
    panels: [panel],
  } as unknown as Figure;
  return gather(figure, panel, palette);
}

function confusion(): HeatMapMark {
  const edges = Float64Array.of(-0.5, 0.5, 1.5);
  return {
    type: 'heatmap',
    label: 'share',
    x: edges,
    y: edges,
    values: Float64Array.of(0.75, 0.25, NaN, 1),
    diverging: false,
    colors: [0, 1],
    show_values: true,
    written: Float64Array.of(3, 1, 0, 8),
  };
}

function bars(label: string, values: number[]): BarsMark {
  const x0 = Float64Array.from(values, (_, i) => i - 0.4);
  const x1 = Float64Array.from(values, (_, i) => i + 0.4);
  return { type: 'bars', label, run: 0, role: 'val', x0, x1, y: Float64Array.from(values) };
}

test('every mark finds its place', () => {
  const made = content([
    confusion(),
    bars('a', [1, 2]),
    { type: 'rule', y: 0.1, label: 'limit', role: 'warn' },
    { type: 'rule', x: 3, label: 'event' },
    { type: 'region', x0: null, x1: null, y0: 0.05, y1: null, label: 'zone' },
    { type: 'note', x: 1, y: 2, text: 'here' },
  ]);
  assert.equal(made.map?.label, 'share');
  assert.equal(made.series[0]?.bars.length, 1);
  assert.deepEqual(made.levels, [{ y: 0.1, label: 'limit', role: 'warn' }]);
  assert.equal(made.rules.length, 1);
  assert.equal(made.regions.length, 1);
  assert.equal(made.notes.length, 1);
});

test('the y axis holds bars from zero, limits and the edges of grounds', () => {
  const made = content([
    bars('a', [2, 5]),
    { type: 'rule', y: 8, label: '' },
    { type: 'region', x0: null, x1: null, y0: -1, y1: null, label: '' },
  ]);
  const y = yAxis(made.series, 'auto', 'linear', -1, 3, made);
  assert.ok(y.low <= -1 && y.high >= 8);
  const only = content([bars('a', [2, 5])]);
  assert.equal(yAxis(only.series, 'auto', 'linear', -1, 3, only).low, 0);
  const map = content([confusion()]);
  assert.deepEqual(yAxis([], 'auto', 'log', 0, 1, map), {
    transform: kLinear,
    low: -0.5,
    high: 1.5,
  });
});

test('a cell is found by its edges, and speaks in names', () => {
  const map = confusion();
  assert.deepEqual(cellAt(map, 0, 1), { column: 0, row: 1 });
  assert.deepEqual(cellAt(map, 1.5, -0.5), { column: 1, row: 0 });
  assert.equal(cellAt(map, 1.6, 0), null);
  assert.equal(cellAt(map, NaN, 0), null);
  const names = ['cat', 'dog'];
  const { panel } = content([map], {
    x: { ...axis, label: 'predicted', categories: names },
    y: { ...axis, label: 'true', categories: names, reversed: true },
  });
  assert.equal(
    cellWords(panel, map, { column: 1, row: 0 }),
    'true cat, predicted dog: 1, share 0.25',
  );
  assert.equal(cellWords(panel, map, { column: 0, row: 1 }), 'true dog, predicted cat: 0');
  assert.equal(snap([], 0.7, map), 1);
});

test('cells agree with a plain search, on any edges', () => {
  forAll(300, (next) => {
    const n = 1 + Math.floor(next() * 9);
    const edges = Float64Array.from({ length: n + 1 }, () => next() * 10).sort();
    const map = { ...confusion(), x: edges, y: edges };
    const x = next() * 12 - 1;
    const cell = cellAt(map, x, edges[0]!);
    const inside = x >= edges[0]! && x <= edges[n]!;
    assert.equal(cell !== null, inside);
    if (cell) assert.ok(edges[cell.column]! <= x && x <= edges[cell.column + 1]!);
  });
});

test('arrows move as the screen shows it, and stay inside', () => {
  const map = confusion();
  assert.deepEqual(moveCell(map, null, 1, 0, true), { column: 0, row: 0 });
  assert.deepEqual(moveCell(map, { column: 0, row: 0 }, 0, 1, true), { column: 0, row: 1 });
  assert.deepEqual(moveCell(map, { column: 0, row: 1 }, 0, 1, false), { column: 0, row: 0 });
  assert.deepEqual(moveCell(map, { column: 1, row: 1 }, 1, 1, true), { column: 1, row: 1 });
  assert.deepEqual(sizeOf(map), { columns: 2, rows: 2 });
});

test('colours span what is asked, and a diverging map is even about zero', () => {
  const map = { ...confusion(), colors: null, values: Float64Array.of(-1, 3, NaN, 0) };
  assert.deepEqual(colorRange(map), [-1, 3]);
  assert.deepEqual(colorRange({ ...map, diverging: true }), [-3, 3]);
  assert.deepEqual(colorRange({ ...map, values: Float64Array.of(NaN) }), [0, 1]);
  assert.deepEqual(colorRange({ ...map, values: Float64Array.of(2, 2) }), [2, 3]);
});

test('bars are read by category, and two of one role differ in colour', () => {
  const categories = ['cat', 'dog'];
  const made = content([bars('precision', [0.5, NaN]), bars('recall', [0.25, 0.75])], {
    x: { ...axis, categories },
  });
  assert.notEqual(made.series[0]!.color, made.series[1]!.color);
  assert.deepEqual(
    readAt(made.series, 0, 0).map((one) => `${one.label} ${one.text}`),
    ['precision 0.5', 'recall 0.25'],
  );
  assert.deepEqual(
    readAt(made.series, 1.2, 0).map((one) => one.label),
    ['recall'],
  );
  const table = tableOfBars(made, made.series, 'by class')!;
  assert.deepEqual(
    table.rows.map((row) => [row.name, ...row.cells]),
    [
      ['cat', '0.5', '0.25'],
      ['dog', '', '0.75'],
    ],
  );
  assert.equal(tableOfMap(made, ''), null);
});

test('categories that have no room are left out evenly', () => {
  const names = Array.from({ length: 40 }, (_, i) => `c${i}`);
  const scale = new Scale(kLinear, -0.5, 39.5, 0, 200);
  const shown = yTicks(scale, names);
  assert.deepEqual(
    shown.slice(0, 3).map((tick) => tick.label),
    ['c0', 'c3', 'c6'],
  );
});

test('findings stand on their curve, apart from each other, and only where they are in view', () => {
  const entity = { kind: 'series', run: 'r', path: 'val/loss' };
  const x = Float64Array.of(0, 10, 20);
  const line: Mark = {
    ...{ type: 'line', label: 'val/loss', resolution: 'points', run: 0, entity },
    x,
    y: Float64Array.of(1, 2, 3),
  };
  const finding = (x0: number, x1: number | null): FindingMark => ({
    ...{ type: 'finding', rule: 'r', state: 'warning', confidence: 1, title: '', text: '' },
    ...{ remedies: [], link: '', run: 0, entity, x0, x1 },
  });
  const made = content([
    line,
    finding(10, null),
    finding(10, null),
    finding(40, null),
    finding(-9, -5),
  ]);
  const low = xAxis(made, [0, 20]);
  const at: Painted = {
    plot: { left: 0, right: 200, top: 0, bottom: 100 },
    x: new Scale(low.transform, low.low, low.high, 0, 200),
    y: new Scale(kLinear, 0, 4, 100, 0),
    below: false,
  };
  const places = findingPlaces({ content: made, series: made.series } as Picture, at);
  assert.deepEqual(
    places.map((one) => [one.x, one.y]),
    [
      [100, 50],
      [100, 34],
    ],
  );
});

test('states have the colours of their roles', () => {
  assert.equal(roleColor(palette, 'error', 'x'), palette.error);
  assert.equal(roleColor(palette, 'watching', 'x'), palette.warn);
  assert.equal(roleColor(palette, undefined, 'x'), 'x');
  assert.equal(roleColor(palette, 'none', 'x'), 'x');
});
