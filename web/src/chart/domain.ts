// Which part of the values an axis shows, and how it glides from one part to another. Nothing jumps:
// the y axis keeps its range while the data fill it well enough, and changes are eased.

import type { YScale } from '../view';
import { emptyExtent, growExtent, include, type Extent } from './path';
import { forward, inverse, kLinear, symlogConstant, type Transform } from './scale';
import type { ChartContent, Series } from './series';

export interface Axis {
  transform: Transform;
  /** Both ends in the transformed space. */
  low: number;
  high: number;
}

const kLargest = 1.797e308; // end of an axis
const kDecades = 307; // of a log axis, below one

/** No axis ends beyond what a number holds: what is computed from its ends stays finite. */
function bounded({ transform, low, high }: Axis): Axis {
  const most = forward(transform, kLargest);
  const least = transform.kind === 'log' ? -kDecades : forward(transform, -kLargest);
  const clamp = (v: number) => Math.max(least, Math.min(most, v));
  return { transform, low: clamp(low), high: clamp(high) };
}

export function xAxis(content: ChartContent, range: [number, number] | null): Axis {
  const { extent, range: answered, kind } = content.panel.x;
  const [from, to] = range ?? extent ?? answered ?? [0, 1];
  if (to > from) return { transform: kLinear, low: from, high: to };
  const half = kind === 'step' ? 1 : kind === 'wall' ? 1e6 : Math.max(1e-9, Math.abs(from) * 0.01);
  return { transform: kLinear, low: from - half, high: from + half };
}

function growByBars(extent: Extent, series: Series, from: number, to: number): void {
  for (const { x0, x1, y } of series.bars) {
    for (let i = 0; i < y.length; i++) if (x1[i]! >= from && x0[i]! <= to) include(extent, y[i]!);
    include(extent, 0);
  }
  for (const { x, low, high } of series.bands) {
    for (let i = 0; i < x.length; i++) {
      if (x[i]! < from || x[i]! > to) continue;
      include(extent, low[i]!);
      include(extent, high[i]!);
    }
  }
}

/** What must be seen besides the series: limits and the grounds that mean something. */
function growByGround(extent: Extent, content: ChartContent): void {
  for (const { y } of content.levels) include(extent, y);
  for (const { y0, y1 } of content.regions) {
    if (y0 !== null) include(extent, y0);
    if (y1 !== null) include(extent, y1);
  }
}

/** The y axis that shows all of the series within [from, to]. */
export function yAxis(
  series: Series[],
  choice: YScale,
  hint: string,
  from: number,
  to: number,
  content?: ChartContent,
): Axis {
  const edges = content?.map?.y ?? [];
  if (edges.length > 1)
    return { transform: kLinear, low: edges[0]!, high: edges[edges.length - 1]! };
  const extent = emptyExtent();
  for (const one of series) {
    if (one.main) growExtent(extent, one.main, from, to);
    if (one.raw) growExtent(extent, one.raw, from, to);
    growByBars(extent, one, from, to);
  }
  if (content && extent.max >= extent.min) growByGround(extent, content);
  let kind = choice === 'auto' ? (hint === 'log' ? 'log' : 'linear') : choice;
  if (!(extent.max >= extent.min)) return { transform: kLinear, low: 0, high: 1 };
  if (kind === 'log' && !(extent.max > 0)) kind = 'symlog'; // nothing would be left to see
  const largest = Math.max(Math.abs(extent.min), Math.abs(extent.max));
  const constant = kind === 'symlog' ? symlogConstant(extent.smallest, largest) : 1;
  const transform: Transform = { kind, constant };
  let low = forward(transform, kind === 'log' ? extent.positive : extent.min);
  let high = forward(transform, extent.max);
  if (high / 2 - low / 2 < 0.5e-12 * Math.max(1, Math.abs(high))) {
    const half = kind === 'linear' ? Math.max(Math.abs(high) * 0.05, 1e-9) : 0.5;
    return bounded({ transform, low: low - half, high: high + half });
  }
  const pad = (high / 2 - low / 2) * 0.12; // in halves: the whole may be infinite
  low -= pad;
  high += pad;
  // A floor at zero is worth a line: do not pad a positive quantity into the negative.
  if (kind === 'linear' && extent.min >= 0 && low < 0) low = 0;
  if (kind === 'linear' && extent.max <= 0 && high > 0) high = 0;
  return bounded({ transform, low, high });
}

/** Keeps `old` while `next` fits into it and fills at least four fifths of it. */
export function settle(old: Axis | null, next: Axis): Axis {
  if (!old || !sameTransform(old.transform, next.transform)) return next;
  const inside = next.low >= old.low && next.high <= old.high;
  const half = (axis: Axis) => axis.high / 2 - axis.low / 2;
  const fills = half(next) >= 0.8 * half(old);
  return inside && fills ? old : next;
}

function sameTransform(a: Transform, b: Transform): boolean {
  return a.kind === b.kind && a.constant === b.constant;
}

const kEaseMs = 55; // the distance falls to a twentieth within 170 ms

/** One step of `shown` towards `target`; `done` when they cannot be told apart any more. */
export function ease(shown: Axis | null, target: Axis, ms: number): { axis: Axis; done: boolean } {
  if (!shown) return { axis: target, done: true };
  let from = shown;
  if (!sameTransform(shown.transform, target.transform)) {
    const move = (v: number) => forward(target.transform, inverse(shown.transform, v));
    from = { transform: target.transform, low: move(shown.low), high: move(shown.high) };
  }
  const share = 1 - Math.exp(-ms / kEaseMs);
  const between = (a: number, b: number) => a * (1 - share) + b * share;
  const low = between(from.low, target.low);
  const high = between(from.high, target.high);
  const away = (a: number, b: number) => Math.abs(a / 4 - b / 4);
  const left = away(target.low, low) + away(target.high, high);
  const done = !(left > away(target.high, target.low) * 0.001);
  return done ? { axis: target, done } : { axis: { transform: target.transform, low, high }, done };
}
