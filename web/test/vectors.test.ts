// Golden vectors that this painter shares with the one for paper (src/draw): the same ticks, numbers,
// colour maps and gaps, so that a figure looks the same in the browser and in a file.
// ORIEL_UPDATE_GOLDEN=1 writes them anew from here; src/draw/vectors_test.cc then has its say.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { divergingColor, sequentialColor } from '../src/chart/color_map';
import {
  formatDuration,
  formatShort,
  formatTick,
  formatValue,
  formatWallTick,
} from '../src/chart/format';
import { tracePath, type Pen } from '../src/chart/path';
import { Scale, type ScaleKind } from '../src/chart/scale';
import { linearTicks, logTicks, relativeTicks, symlogTicks, wallTicks } from '../src/chart/ticks';
import type { ColumnLine, LineMark, PointLine } from '../src/protocol';
import { random } from './random';

process.env.TZ = 'UTC';

const kFolder = resolve(process.cwd(), '../tests/golden/vectors');

function check(name: string, made: unknown): void {
  const path = `${kFolder}/${name}.json`;
  const rows = (made as unknown[]).map((row) => `  ${JSON.stringify(row)}`);
  const text = `[\n${rows.join(',\n')}\n]\n`;
  if (process.env.ORIEL_UPDATE_GOLDEN) {
    mkdirSync(kFolder, { recursive: true });
    writeFileSync(path, text);
  }
  assert.deepEqual(JSON.parse(text), JSON.parse(readFileSync(path, 'utf8')));
}

// JSON has no words for them.
const word = (value: number) => (Number.isFinite(value) ? value : String(value));

function ranges(): [number, number][] {
  const next = random(17);
  const out: [number, number][] = [
    [0, 1],
    [0, 10],
    [-1, 1],
    [0, 999],
    [0.05, 0.35],
    [1e-7, 3e-7],
    [1000000, 1000010],
    [0, 250000],
  ];
  for (let i = 0; i < 40; i++) {
    const size = 10 ** (next() * 18 - 9);
    const low = (next() - 0.4) * size;
    out.push([low, low + (next() + 0.001) * size]);
  }
  return out;
}

test('ticks and their labels', () => {
  const made: unknown[] = [];
  const put = (kind: string, low: number, high: number, count: number) => {
    const largest = Math.max(Math.abs(low), Math.abs(high));
    const constant = 0.01;
    const all = {
      linear: () => linearTicks(low, high, count),
      step: () => linearTicks(low, high, count, 1),
      log: () => logTicks(low, high, count),
      symlog: () => symlogTicks({ kind: 'symlog', constant }, low, high, count),
      relative: () => relativeTicks(low, high, count),
      wall: () => wallTicks(low, high, count, 0),
    };
    const { values, step } = all[kind as keyof typeof all]();
    const label = (value: number) => {
      if (kind === 'wall') return formatWallTick(value, step);
      if (kind === 'relative') return value === 0 ? '0' : formatDuration(value);
      return formatTick(value, step, largest);
    };
    made.push({ kind, low, high, count, constant, values, labels: values.map(label) });
  };
  for (const [low, high] of ranges()) {
    for (const count of [2, 4.3, 8]) put('linear', low, high, count);
    if (high > 1) put('step', Math.floor(low), Math.ceil(high), 5);
    if (low > 0) put('log', low, high * 50, 5);
    if (low > 0) put('relative', 0, high, 5);
    put('symlog', low, high, 6);
  }
  const huge = [
    [-1e308, 1e308],
    [-1.7e308, 1.7e308],
    [0, 1.2e308],
  ] as const;
  for (const [low, high] of huge) {
    for (const count of [1, 4.3, 8]) put('linear', low, high, count);
  }
  for (const decades of [1, 2, 3, 5, 9, 14]) put('log', 2e-5, 2e-5 * 10 ** decades, 5);
  for (const span of [1, 30, 600, 9000, 90000, 8e6]) {
    put('wall', 1.7637e15, 1.7637e15 + span * 1e6, 6);
  }
  check('ticks', made);
});

test('numbers', () => {
  const next = random(23);
  const values = [0, 1, -1, 0.5, 0.25, 1.005, 999.5, 1234.5, 1e15, 1e-5, 59.95, 60, 3600, 86399];
  for (let i = 0; i < 120; i++) values.push((next() - 0.3) * 10 ** (next() * 22 - 8));
  values.push(NaN, Infinity, -Infinity);
  const made = values.map((value) => [
    word(value),
    formatValue(value),
    formatShort(value),
    formatDuration(value),
  ]);
  check('numbers', made);
});

test('colour maps', () => {
  const made: unknown[] = [];
  for (let i = -2; i <= 66; i++) {
    const t = i / 64;
    made.push([t, sequentialColor(t), divergingColor(t)]);
  }
  check('color_maps', made);
});

class Recorder implements Pen {
  pieces: [number, number][][] = [];
  moveTo(x: number, y: number): void {
    this.pieces.push([[x, y]]);
  }
  lineTo(x: number, y: number): void {
    this.pieces[this.pieces.length - 1]!.push([x, y]);
  }
}

const kOdd = [NaN, Infinity, -Infinity, -0.5];

function pointLine(seed: number): PointLine {
  const next = random(seed);
  const n = 1 + Math.floor(next() * 14);
  const y = Float64Array.from({ length: n }, () =>
    next() < 0.35 ? kOdd[Math.floor(next() * 4)]! : next() * 100,
  );
  return { type: 'line', label: '', resolution: 'points', x: Float64Array.from(y.keys()), y };
}

function columnLine(seed: number): ColumnLine {
  const next = random(seed);
  const n = 1 + Math.floor(next() * 8);
  const rows = Array.from({ length: n }, (_, i) => {
    const one = next() < 0.4;
    const odd = next() < 0.3;
    const min = odd ? NaN : next() * 100;
    const max = odd || one ? min : min + next() * 20;
    const x1 = one ? i : i + 0.75;
    const first = odd || next() < 0.1 ? NaN : min;
    const last = odd || next() < 0.1 ? NaN : max;
    return { x0: i, x1, min, max, first, last, count: one ? 1 : 7 };
  });
  const column = (name: keyof (typeof rows)[number]) => Float64Array.from(rows, (row) => row[name]);
  return {
    type: 'line',
    label: '',
    resolution: 'columns',
    x0: column('x0'),
    x1: column('x1'),
    first: column('first'),
    min: column('min'),
    max: column('max'),
    last: column('last'),
    count: Uint32Array.from(rows, (row) => row.count),
  };
}

test('gaps at values that are not numbers', () => {
  const made: unknown[] = [];
  for (let seed = 1; seed <= 60; seed++) {
    const line: LineMark = seed % 2 ? pointLine(seed) : columnLine(seed);
    const kind: ScaleKind = seed % 3 ? 'linear' : 'log';
    const domain: [number, number] = kind === 'log' ? [0.1, 100] : [0, 100];
    const x = Scale.over({ kind: 'linear', constant: 1 }, [0, 16], 10, 330);
    const y = Scale.over({ kind, constant: 1 }, domain, 200, 10);
    const pen = new Recorder();
    const { dots, below } = tracePath(line, x, y, pen);
    const arrays: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(line)) {
      if (ArrayBuffer.isView(value)) arrays[name] = [...(value as Float64Array)].map(word);
    }
    const near = (value: number) => Math.round(value * 1000) / 1000;
    const pieces = pen.pieces.map((piece) => piece.map((point) => point.map(near)));
    made.push({ kind, line: arrays, pieces, dots: dots.map(near), below });
  }
  check('gaps', made);
});
