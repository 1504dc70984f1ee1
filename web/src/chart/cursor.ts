// Reading values off curves: which point lies nearest, what its value is, in numbers and in words.

import type { HeatMapMark, LineMark } from '../protocol';
import { cellAt, centerOf } from './cells';
import { formatShort, formatValue } from './format';
import type { Marker } from './markers';
import type { ChartContent, Series } from './series';

export interface Reading {
  key: string;
  label: string;
  color: string;
  textColor: string;
  dash: number[];
  marker: Marker;
  x: number;
  value: number;
  /** The value in words. */
  text: string;
  /** What stands behind it: the range of its pixel column, the recorded value of a smoothed one. */
  detail: string;
}

function xs(line: LineMark): Float64Array {
  return line.resolution === 'points' ? line.x : line.x1;
}

/** Index of the sorted array's element nearest to `x`; -1 when it is empty. */
export function nearestIndex(sorted: ArrayLike<number>, x: number): number {
  const n = sorted.length;
  if (n === 0) return -1;
  let low = 0;
  let high = n - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low > 0 && x - sorted[low - 1]! <= sorted[low]! - x ? low - 1 : low;
}

/** Index of the point, or of the pixel column, that answers for `x`. */
function indexAt(line: LineMark, x: number): number {
  const all = xs(line);
  const near = nearestIndex(all, x);
  if (line.resolution === 'points' || near < 0) return near;
  const next = all[near]! < x ? near + 1 : near;
  return next < all.length && line.x0[next]! <= x ? next : near;
}

/** The x of the point of any shown series that lies nearest to `x`; null when there is none. */
export function snap(series: Series[], x: number, map: HeatMapMark | null = null): number | null {
  let best: number | null = null;
  const column = map ? cellAt(map, x, map.y[0] ?? NaN)?.column : undefined;
  if (map && column !== undefined) return centerOf(map.x, column);
  for (const { main } of series) {
    if (!main) continue;
    const all = xs(main);
    const at = all[nearestIndex(all, x)];
    if (at !== undefined && (best === null || Math.abs(at - x) < Math.abs(best - x))) best = at;
  }
  return best;
}

/** The x of the next (+1) or previous (-1) point of a line, `by` points away from `x`. */
export function stepFrom(line: LineMark, x: number, by: number): number | null {
  const all = xs(line);
  if (all.length === 0) return null;
  let at = nearestIndex(all, x);
  const target = Math.max(0, Math.min(all.length - 1, at + by));
  // Equal x stand on top of each other: go on until something moves.
  at = target;
  const direction = Math.sign(by);
  while (all[at] === x && at + direction >= 0 && at + direction < all.length) at += direction;
  return all[at]!;
}

/** The first (-1) or last (+1) x of a line within [low, high]. */
export function endOf(line: LineMark, side: number, low: number, high: number): number | null {
  const all = side < 0 && line.resolution === 'columns' ? line.x0 : xs(line);
  const inside = all.filter((x) => x >= low && x <= high);
  return inside[side < 0 ? 0 : inside.length - 1] ?? null;
}

/** The words of a gap's code. */
export const kGapWords = ['', 'NaN', '+Inf', '\u2212Inf'];

function gapAt(series: Series, from: number, to: number): string {
  for (const gap of series.gaps) {
    for (let i = nearestIndex(gap.x, from); i >= 0 && i < gap.x.length; i++) {
      if (gap.x[i]! > to) break;
      if (gap.x[i]! >= from) return kGapWords[gap.code[i]!] ?? 'NaN';
    }
  }
  return '';
}

function readLine(series: Series, line: LineMark, x: number, reach: number): Reading | null {
  const all = xs(line);
  const i = indexAt(line, x);
  if (i < 0) return null;
  const at = all[i]!;
  const first = line.resolution === 'points' ? line.x[0]! : line.x0[0]!;
  if (x > all[all.length - 1]! + reach || x < first - reach) return null;
  const { key, label, color, textColor, dash, marker } = series;
  const detail = series.raw && line === series.main ? recorded(series, series.raw, at) : '';
  const base = { key, label, color, textColor, dash, marker, x: at, detail };
  const words = (v: number) => withUnit(formatValue(v), series.unit);
  if (line.resolution === 'points') {
    const value = line.y[i]!;
    return { ...base, value, text: words(value) };
  }
  const value = line.last[i]!;
  const min = line.min[i]!;
  const max = line.max[i]!;
  if (Number.isNaN(min))
    return { ...base, value: NaN, text: gapAt(series, line.x0[i]!, at) || 'NaN' };
  const text = words(Number.isFinite(value) ? value : max);
  if (detail || line.count[i]! < 2 || min === max) return { ...base, value, text };
  const range = `${formatShort(min)} to ${formatShort(max)} in ${line.count[i]} points`;
  return { ...base, value, text, detail: range };
}

function recorded(series: Series, raw: LineMark, x: number): string {
  const reading = readLine(series, raw, x, Infinity);
  return reading ? `recorded ${reading.detail || reading.text}` : '';
}

function withUnit(text: string, unit: string): string {
  return unit ? `${text} ${unit}` : text;
}

// The bar that holds `x`; on an axis of categories the one that belongs to the same category.
function readBars(series: Series, x: number): Reading | null {
  const { key, label, color, textColor, dash, marker } = series;
  for (const { x0, x1, y } of series.bars) {
    for (let i = 0; i < y.length; i++) {
      const near = x1[i]! - x0[i]! < 1 && Math.round((x0[i]! + x1[i]!) / 2) === Math.round(x);
      const inside = x >= x0[i]! && x <= x1[i]!;
      if (!inside && !(series.categories && near)) continue;
      if (!Number.isFinite(y[i]!)) return null;
      const text = withUnit(formatValue(y[i]!), series.unit);
      const base = { key, label, color, textColor, dash, marker, x: (x0[i]! + x1[i]!) / 2 };
      const detail = series.categories ? '' : `${formatShort(x0[i]!)} to ${formatShort(x1[i]!)}`;
      return { ...base, value: y[i]!, text, detail };
    }
  }
  return null;
}

/** What every shown series says at `x`; `reach` is how far beyond its ends a line still answers. */
export function readAt(series: Series[], x: number, reach: number): Reading[] {
  const out: Reading[] = [];
  for (const one of series) {
    const reading = one.main ? readLine(one, one.main, x, reach) : readBars(one, x);
    if (reading) out.push(reading);
  }
  return out;
}

export interface TableRow {
  x: number;
  cells: string[];
}

/** At most `rows` rows that stand for the curves: the hidden table behind a chart. */
export function tabulate(content: ChartContent, series: Series[], rows: number): TableRow[] {
  const lead = series.reduce<LineMark | null>((best, { main }) => {
    return main && (!best || xs(main).length > xs(best).length) ? main : best;
  }, null);
  const range = content.panel.x.range;
  if (!lead) return [];
  const all = xs(lead).filter((x) => !range || (x >= range[0] && x <= range[1]));
  const count = Math.min(rows, all.length);
  return Array.from({ length: count }, (_, i) => {
    const x = all[count === 1 ? 0 : Math.round((i * (all.length - 1)) / (count - 1))]!;
    const cells = series.map((one) => readAt([one], x, 0)[0]?.text ?? '');
    return { x, cells };
  });
}
