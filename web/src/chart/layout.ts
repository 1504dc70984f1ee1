// Where things stand in a chart: the plot between its axis labels, the ticks, the labels at line ends.

import type { FigureAxis } from '../protocol';
import { formatDuration, formatTick, formatWallTick } from './format';
import { Scale } from './scale';
import { linearTicks, logTicks, relativeTicks, symlogTicks, wallTicks } from './ticks';

export interface Plot {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Tick {
  value: number;
  label: string;
}

// Every category where there is room for its name, else every second, third, …
function categoryTicks(scale: Scale, names: string[], room: number): Tick[] {
  const [low, high] = scale.domain;
  const each = Math.abs(scale.pixel(1) - scale.pixel(0));
  const every = Math.max(1, Math.ceil(room / Math.max(each, 0.01)));
  return names
    .map((label, value) => ({ value, label }))
    .filter(({ value }) => value % every === 0 && value >= low && value <= high);
}

export function yTicks(scale: Scale, categories?: string[]): Tick[] {
  if (categories?.length) return categoryTicks(scale, categories, 15);
  const [low, high] = scale.domain;
  const count = Math.max(2, Math.abs(scale.from - scale.to) / 38);
  const kind = scale.transform.kind;
  const ticks =
    kind === 'log'
      ? logTicks(low, high, count)
      : kind === 'symlog'
        ? symlogTicks(scale.transform, low, high, count)
        : linearTicks(low, high, count);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return ticks.values.map((value) => ({ value, label: formatTick(value, ticks.step, largest) }));
}

/** Steps and epochs are counted; epochs may be logged as parts of a whole, which the ends tell. */
function isCounted({ kind, label, extent }: FigureAxis): boolean {
  return kind === 'step' || (label === 'epoch' && (extent ?? []).every(Number.isInteger));
}

export function xTicks(scale: Scale, axis: FigureAxis): Tick[] {
  const { kind, categories } = axis;
  if (categories?.length) {
    const longest = Math.max(...categories.map((name) => name.length));
    return categoryTicks(scale, categories, Math.min(72, longest * 7 + 8));
  }
  const [low, high] = scale.domain;
  const width = scale.to - scale.from;
  const count = Math.max(2, width / (kind === 'wall' ? 96 : 72));
  if (kind === 'wall') {
    const { values, step } = wallTicks(low, high, count);
    return values.map((value) => ({ value, label: formatWallTick(value, step) }));
  }
  if (kind === 'relative') {
    const { values } = relativeTicks(low, high, count);
    return values.map((value) => ({ value, label: value === 0 ? '0' : formatDuration(value) }));
  }
  const { values, step } = linearTicks(low, high, count, isCounted(axis) ? 1 : 0);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return values.map((value) => ({ value, label: formatTick(value, step, largest) }));
}

/** Moves labels apart, keeping their order and staying within [top, bottom]. */
export function spread(wanted: number[], height: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const out = [...wanted];
  let floor = top + height / 2;
  for (const i of order) {
    out[i] = Math.max(out[i]!, floor);
    floor = out[i]! + height;
  }
  let ceiling = bottom - height / 2;
  for (const i of order.reverse()) {
    out[i] = Math.min(out[i]!, ceiling);
    ceiling = out[i]! - height;
  }
  return out;
}
