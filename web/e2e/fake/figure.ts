// Figures as the protocol describes them, computed the plain way: every point is looked at. Slow and
// simple on purpose: a second opinion on what the page should be given.

import type { FigureRequest } from '../../src/protocol';
import { makePanels } from './panels';
import { isRecorded, kSeries, valueOf, wallOf, type FakeRun } from './data';

type Bulk = Float64Array | Uint32Array | Uint8Array;
type MarkOut = Record<string, unknown>;

const kTypeNames = new Map<unknown, string>([
  [Float64Array, 'f64'],
  [Uint32Array, 'u32'],
  [Uint8Array, 'u8'],
]);

/** Writes a figure message: u32 length, JSON, padding, 8-byte aligned arrays. */
export function encodeFigure(id: number, figure: unknown): Buffer {
  const arrays: { at: number; bytes: Buffer }[] = [];
  let at = 0;
  const text = JSON.stringify({ type: 'figure', id, figure }, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const bulk = value as Bulk;
    const ref = { at, n: bulk.length, t: kTypeNames.get(bulk.constructor) };
    arrays.push({ at, bytes: Buffer.from(bulk.buffer, bulk.byteOffset, bulk.byteLength) });
    at = Math.ceil((at + bulk.byteLength) / 8) * 8;
    return ref;
  });
  const header = Buffer.from(text);
  const base = Math.ceil((4 + header.length) / 8) * 8;
  const out = Buffer.alloc(base + at);
  out.writeUInt32LE(header.length, 0);
  header.copy(out, 4);
  for (const array of arrays) array.bytes.copy(out, base + array.at);
  return out;
}

function matches(glob: string, name: string): boolean {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const pattern = escaped.replace(/\*\*|\*/g, (star) => (star === '**' ? '.*' : '[^/]*'));
  return new RegExp(`^${pattern}$`).test(name);
}

interface Points {
  x: number[];
  y: number[];
}

function xOf(run: FakeRun, axis: string, step: number): number {
  if (axis === 'wall') return wallOf(run, step);
  if (axis === 'relative') return (wallOf(run, step) - run.info.started) / 1e6;
  if (axis.startsWith('series:')) return valueOf(run, axis.slice(7), step);
  return step;
}

function pointsOf(run: FakeRun, series: string, axis: string): Points {
  const out: Points = { x: [], y: [] };
  for (let step = 0; step < run.steps; step++) {
    if (!isRecorded(series, step)) continue;
    out.x.push(xOf(run, axis, step));
    out.y.push(valueOf(run, series, step));
  }
  if (!axis.startsWith('series:')) return out;
  const order = out.x.map((_, i) => i).sort((a, b) => out.x[a]! - out.x[b]!);
  return { x: order.map((i) => out.x[i]!), y: order.map((i) => out.y[i]!) };
}

function smooth(points: Points, weight: number): Points {
  let sum = 0;
  let total = 0;
  const y = points.y.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = weight * sum + (1 - weight) * value;
    total = weight * total + (1 - weight);
    return sum / total;
  });
  return { x: points.x, y };
}

function columnsOf(points: Points, range: [number, number], width: number): MarkOut {
  const columns = new Map<number, number[]>();
  points.x.forEach((x, i) => {
    if (x < range[0] || x > range[1]) return;
    const at = Math.min(
      width - 1,
      Math.floor(((x - range[0]) / (range[1] - range[0] || 1)) * width),
    );
    columns.set(at, [...(columns.get(at) ?? []), i]);
  });
  const sets = [...columns.entries()].sort((a, b) => a[0] - b[0]).map(([, set]) => set);
  const pick = (choose: (finite: number[]) => number) =>
    Float64Array.from(sets, (set) => {
      const finite = set.map((i) => points.y[i]!).filter(Number.isFinite);
      return finite.length > 0 ? choose(finite) : NaN;
    });
  return {
    resolution: 'columns',
    x0: Float64Array.from(sets, (set) => points.x[set[0]!]!),
    x1: Float64Array.from(sets, (set) => points.x[set[set.length - 1]!]!),
    first: pick((finite) => finite[0]!),
    min: pick((finite) => Math.min(...finite)),
    max: pick((finite) => Math.max(...finite)),
    last: pick((finite) => finite[finite.length - 1]!),
    count: Uint32Array.from(sets, (set) => set.length),
  };
}

function lineOf(points: Points, range: [number, number], width: number): MarkOut {
  let from = points.x.findIndex((x) => x >= range[0]);
  if (from < 0) from = points.x.length;
  let to = from;
  while (to < points.x.length && points.x[to]! <= range[1]) to++;
  if (to - from > 2 * width) return columnsOf(points, range, width);
  const a = Math.max(0, from - 1);
  const b = Math.min(points.x.length, to + 1);
  return {
    resolution: 'points',
    x: Float64Array.from(points.x.slice(a, b)),
    y: Float64Array.from(points.y.slice(a, b)),
  };
}

function gapsOf(points: Points, range: [number, number], width: number): MarkOut | null {
  const seen = new Map<string, [number, number]>();
  points.x.forEach((x, i) => {
    const y = points.y[i]!;
    if (Number.isFinite(y) || x < range[0] || x > range[1]) return;
    const code = Number.isNaN(y) ? 1 : y > 0 ? 2 : 3;
    const column = Math.floor(((x - range[0]) / (range[1] - range[0] || 1)) * width);
    const key = `${column} ${code}`;
    if (!seen.has(key)) seen.set(key, [x, code]);
  });
  if (seen.size === 0) return null;
  const all = [...seen.values()].sort((p, q) => p[0] - q[0]);
  const x = Float64Array.from(all, ([at]) => at);
  return { type: 'gap', x, code: Uint8Array.from(all, ([, code]) => code) };
}

export interface FakeState {
  runs: FakeRun[];
  loading: boolean;
}

function shell(runs: FakeRun[], loading: boolean) {
  return {
    v: 1,
    title: '',
    reading: '',
    notes: [] as string[],
    runs: runs.map((run, i) => ({
      id: run.info.id,
      label: run.info.id,
      color: i,
      status: run.info.status,
      dropped: run.info.dropped,
    })),
    points: 0,
    loading,
    panels: [] as unknown[],
  };
}

function bestOf(points: Points): MarkOut {
  let at = 0;
  points.y.forEach((y, i) => (at = y < points.y[at]! ? i : at));
  const x = Float64Array.of(points.x[at]!);
  return { type: 'points', label: 'best', role: 'best', x, y: Float64Array.of(points.y[at]!) };
}

function curves(request: FigureRequest, runs: FakeRun[], loading: boolean) {
  const figure = shell(runs, loading);
  const axis = request.x ?? 'step';
  const width = request.width ?? 720;
  const names = kSeries.filter((name) =>
    (request.series ?? []).some((glob) => matches(glob, name)),
  );
  const sets = runs.flatMap((run, index) =>
    names.map((name) => ({ run, index, name, points: pointsOf(run, name, axis) })),
  );
  const all = sets.flatMap((set) => [set.points.x[0]!, set.points.x[set.points.x.length - 1]!]);
  const extent = all.length > 0 ? [Math.min(...all), Math.max(...all)] : null;
  const range = (request.range ?? extent ?? [0, 1]) as [number, number];
  const marks: MarkOut[] = [];
  const words: string[] = [];
  for (const { run, index, name, points } of sets) {
    const role = name.startsWith('train/') ? 'train' : name.startsWith('val/') ? 'val' : 'none';
    const base = { run: index, role, entity: { kind: 'series', run: run.info.id, path: name } };
    marks.push({
      type: 'line',
      label: name,
      layer: 'raw',
      ...base,
      ...lineOf(points, range, width),
    });
    if (request.smoothing) {
      const soft = smooth(points, request.smoothing);
      marks.push({
        type: 'line',
        label: name,
        layer: 'smooth',
        ...base,
        ...lineOf(soft, range, width),
      });
    }
    const gaps = gapsOf(points, range, width);
    if (gaps) marks.push({ ...gaps, ...base });
    if (name === 'val/loss') marks.push({ ...bestOf(points), ...base, role: 'best' });
    figure.points += points.x.filter((x) => x >= range[0] && x <= range[1]).length;
    words.push(`${name} ${points.y[points.y.length - 1]?.toPrecision(4)}`);
  }
  if (names.includes('lr') || names.includes('train/loss')) {
    runs.forEach((run, index) => {
      if (run.steps > 1500)
        marks.push({
          type: 'rule',
          x: xOf(run, axis, 1500),
          label: 'learning rate halved',
          run: index,
        });
    });
  }
  const kind = axis.startsWith('series:') ? 'value' : axis;
  const label = axis.startsWith('series:')
    ? axis.slice(7)
    : axis === 'relative'
      ? 'time since start'
      : axis;
  figure.reading = words.slice(0, 3).join('; ');
  figure.panels = [
    {
      title: '',
      x: { label, kind, extent, range },
      y: {
        label: names[0] ?? '',
        kind: 'value',
        scale: request.y === 'log' ? 'log' : 'linear',
        unit: '',
      },
      marks,
    },
  ];
  return figure;
}

function imageMark(run: FakeRun, index: number, step: number, live: boolean): MarkOut {
  const size = live ? 96 : 28;
  const pixels = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const wave = Math.sin((x + step / 40) / 5) * Math.cos((y - step / 60 + run.seed * 9) / 6);
      pixels.set([128 + 120 * wave, 128 + 60 * wave * wave, 200 - 90 * wave], (y * size + x) * 3);
    }
  }
  const entity = { kind: 'stream', run: run.info.id, path: live ? 'live/camera' : 'batch/first' };
  const caption = live ? '' : `class ${step % 10}`;
  return {
    type: 'image',
    run: index,
    entity,
    width: size,
    height: size,
    channels: 3,
    step,
    caption,
    pixels,
  };
}

function media(request: FigureRequest, runs: FakeRun[], loading: boolean) {
  const figure = shell(runs, loading);
  const live = request.panel === 'live_image';
  const marks = runs.map((run, index): MarkOut => {
    const newest = run.steps - 1;
    const at = live ? newest : Math.floor(Math.min(newest, request.cursor ?? newest) / 100) * 100;
    if (request.panel !== 'text') return imageMark(run, index, at, live);
    const text = `step ${at}: the learning rate is ${valueOf(run, 'lr', at)}\n<b>not bold</b> <script>alert(1)</script>`;
    return {
      type: 'text',
      run: index,
      entity: { kind: 'stream', path: 'log/notes' },
      step: at,
      text,
    };
  });
  figure.reading = live
    ? 'the newest frame'
    : `${marks.length} at step ${request.cursor ?? 'newest'}`;
  figure.panels = [
    {
      title: '',
      x: { label: '', kind: 'none', extent: null, range: null },
      y: { label: '', kind: 'none', scale: 'linear' },
      marks,
    },
  ];
  return figure;
}

export function makeFigure(request: FigureRequest, state: FakeState) {
  const runs = (request.runs ?? []).flatMap((id) => state.runs.filter((run) => run.info.id === id));
  const special = makePanels(request, runs);
  if (special) return { ...shell(runs, state.loading), ...special };
  return request.panel === 'curves'
    ? curves(request, runs, state.loading)
    : media(request, runs, state.loading);
}
