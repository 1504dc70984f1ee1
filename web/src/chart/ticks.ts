// Ticks: the few round values that an axis names. Linear axes climb the 1-2-5 ladder, log axes the
// powers of ten, time axes the ladder of clocks.

import { forward, inverse, type Transform } from './scale';

export interface Ticks {
  values: number[];
  /** Distance between neighbours on an even axis, from which decimals are chosen; 0 on others. */
  step: number;
}

const kMaxTicks = 60;

/** The round number nearest above `rough`: 1, 2 or 5 times a power of ten. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  const nice = lead <= 1 + 1e-9 ? 1 : lead <= 2 + 1e-9 ? 2 : lead <= 5 + 1e-9 ? 5 : 10;
  return nice * power;
}

function multiples(low: number, high: number, step: number): number[] {
  const values: number[] = [];
  const slack = 1e-9; // of a step
  const first = Math.ceil(low / step - slack);
  const last = Math.floor(high / step + slack);
  // Dividing by the inverse keeps 0.1, 0.2, 0.3 free of binary dust.
  const inverseStep = step < 1 ? Math.round(1 / step) : 0;
  const exact = inverseStep > 0 && Math.abs(1 / inverseStep - step) < step * 1e-9;
  for (let n = 0; n < kMaxTicks && first + n <= last; n++) {
    const i = first + n;
    const value = i === 0 ? 0 : exact ? i / inverseStep : i * step;
    if (Number.isFinite(value)) values.push(value);
  }
  return values;
}

export function linearTicks(low: number, high: number, count: number, minStep = 0): Ticks {
  // In halves: from the lowest to the highest number is further than a number reaches.
  const half = high / 2 - low / 2;
  if (!(half > 0) || !Number.isFinite(half)) return { values: [low], step: 0 };
  let step = Math.max(niceStep((half / Math.max(1, count)) * 2), minStep);
  if (!Number.isFinite(step)) step = 1e308;
  let values = multiples(low, high, step);
  // One number says nothing about a scale: go down the ladder until there are two.
  while (values.length < 2 && step > minStep && step > half / 10) {
    step = Math.max(niceStep(step / 2.5), minStep);
    values = multiples(low, high, step);
  }
  return { values, step };
}

/** Powers of ten, thinned or filled up with 2 and 5 to come near `count`. */
export function logTicks(low: number, high: number, count: number): Ticks {
  if (!(low > 0) || !(high > low)) return linearTicks(low, high, count);
  const decades = Math.log10(high) - Math.log10(low);
  if (decades < 0.7) return linearTicks(low, high, count);
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  if (every > 1) {
    const values = decadeTicks(low, high, [1], every);
    if (values.length >= 2) return { values, step: 0 };
  }
  // The densest that has room, or else the sparsest that says anything.
  const choices = kLeads.map((leads) => decadeTicks(low, high, leads, 1));
  const room = Math.max(3, count * 1.3);
  const fitting = choices.find((values) => values.length >= 2 && values.length <= room);
  const values = fitting ?? [...choices].reverse().find((some) => some.length >= 2);
  return values ? { values, step: 0 } : linearTicks(low, high, count);
}

const kLeads = [[1, 2, 5], [1, 3], [1]];

function decadeTicks(low: number, high: number, leads: number[], every: number): number[] {
  const values: number[] = [];
  const last = Math.floor(Math.log10(high) + 1e-9);
  for (let e = Math.floor(Math.log10(low) - 1e-9); e <= last; e++) {
    if (e % every !== 0) continue;
    for (const lead of leads) {
      const value = Number(`${lead}e${e}`);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) values.push(value);
    }
  }
  return values;
}

/** Zero and the signed powers of ten from the turning point outwards, thinned to about `count`. */
export function symlogTicks(t: Transform, low: number, high: number, count: number): Ticks {
  const from = forward(t, low);
  const to = forward(t, high);
  if (!(to > from)) return { values: [low], step: 0 };
  const first = Math.round(Math.log10(t.constant));
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const last = Math.floor(Math.log10(Math.max(largest, t.constant)) + 1e-9);
  const candidates = [0];
  for (let e = last; e >= first; e--) candidates.push(Number(`1e${e}`), -Number(`1e${e}`));
  const gap = (to - from) / Math.max(1, count) / 1.5;
  const kept: number[] = [];
  for (const value of candidates) {
    if (value < low || value > high) continue;
    const at = forward(t, value);
    if (kept.every((other) => Math.abs(forward(t, other) - at) >= gap)) kept.push(value);
  }
  if (kept.length < 2) return linearTicks(inverse(t, from), inverse(t, to), count);
  return { values: kept.sort((a, b) => a - b), step: 0 };
}

const kSeconds = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900,
  1800, 3600, 7200, 10800, 21600, 43200, 86400,
];

function clockStep(rough: number): number {
  for (const step of kSeconds) if (step >= rough) return step;
  return niceStep(rough / 86400) * 86400;
}

/** Ticks of a duration in seconds: whole minutes and hours, never 1.39 h. */
export function relativeTicks(low: number, high: number, count: number): Ticks {
  const span = high - low;
  if (!(span > 0)) return { values: [low], step: 0 };
  const step = clockStep(span / Math.max(1, count));
  return { values: multiples(low, high, step), step };
}

/** Ticks of wall time in microseconds, round in the local time zone; `step` is in seconds. */
export function wallTicks(low: number, high: number, count: number, offsetMinutes?: number): Ticks {
  const span = (high - low) / 1e6;
  if (!(span > 0)) return { values: [low], step: 0 };
  const step = clockStep(span / Math.max(1, count));
  const offset = offsetMinutes ?? -new Date(low / 1000).getTimezoneOffset();
  const shift = offset * 60;
  const local = multiples(low / 1e6 + shift, high / 1e6 + shift, step);
  return { values: local.map((seconds) => Math.round((seconds - shift) * 1e6)), step };
}
