// Numbers and times in words that are read at a glance: four significant digits, real minus signs,
// thousands apart, units spelled out.

import type { XKind } from '../protocol';

const kMinus = '\u2212';
const kThin = '\u202f';

function signed(negative: boolean, text: string): string {
  return negative ? kMinus + text : text;
}

export function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

export function formatInteger(value: number): string {
  return signed(value < 0, groupThousands(Math.abs(Math.round(value)).toFixed(0)));
}

function formatExponent(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(digits).split('e');
  const lead = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${lead}e${exponent.replace('+', '').replace('-', kMinus)}`;
}

/** A value as it is read off a curve: four significant digits, or the words NaN, +Inf and −Inf. */
export function formatValue(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : `${kMinus}Inf`;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e15 || size < 1e-4) return signed(value < 0, formatExponent(size, digits - 1));
  if (Number.isInteger(size)) return formatInteger(value);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const [whole = '0', fraction] = size.toFixed(Math.min(20, decimals)).split('.');
  const trimmed = fraction?.replace(/0+$/, '');
  return signed(value < 0, groupThousands(whole) + (trimmed ? `.${trimmed}` : ''));
}

/** A value where room is short: three digits, and M, G, T for millions and more. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  for (const [unit, letter] of kUnits) {
    if (unit < 1e6 || !(size >= unit) || size >= 1e15) continue;
    return signed(value < 0, Number((size / unit).toPrecision(3)) + letter);
  }
  return formatValue(value, 3);
}

const kUnits: [number, string][] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** The label of a tick, with just the decimals that its step needs; `largest` picks k, M, G for all. */
export function formatTick(value: number, step: number, largest = Math.abs(value)): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (step <= 0) return formatLogTick(value);
  if (size >= 1e15 || size < 1e-4 || step < 1e-6) {
    const digits = Math.max(0, Math.ceil(Math.log10(size / step) - 1e-9));
    return signed(value < 0, formatExponent(size, Math.min(6, digits)));
  }
  for (const [unit, letter] of kUnits) {
    if (largest < (unit === 1e3 ? 1e4 : unit)) continue;
    const decimals = decimalsOf(step / unit);
    if (decimals <= 2) return signed(value < 0, (size / unit).toFixed(decimals) + letter);
  }
  const [whole = '0', fraction] = size.toFixed(decimalsOf(step)).split('.');
  return signed(value < 0, groupThousands(whole) + (fraction ? `.${fraction}` : ''));
}

function decimalsOf(step: number): number {
  return Math.min(12, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

function formatLogTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e4) return formatValue(value);
  const exponent = Math.floor(Math.log10(size) + 1e-9);
  const lead = Math.round(size / 10 ** exponent);
  return signed(value < 0, `${lead}e${signed(exponent < 0, String(Math.abs(exponent)))}`);
}

/** A duration in its two largest units: "2 h 05 m", "1 m 20 s", "8.4 s". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  const negative = seconds < 0;
  const size = Math.abs(seconds);
  if (size < 59.95) {
    const digits = size < 10 && !Number.isInteger(size) ? Math.min(3, size < 0.1 ? 3 : 1) : 0;
    return signed(negative, `${size.toFixed(digits)}${kThin}s`);
  }
  const whole = Math.round(size);
  const units: [number, string][] = [
    [86400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ];
  const at = units.findIndex(([length]) => whole >= length);
  const [big, bigName] = units[at]!;
  const [small, smallName] = units[at + 1]!;
  const rest = Math.floor((whole % big) / small);
  const tail = rest > 0 ? ` ${String(rest).padStart(2, '0')}${kThin}${smallName}` : '';
  return signed(negative, `${Math.floor(whole / big)}${kThin}${bigName}${tail}`);
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

const kMonths = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

/** The label of a wall-time tick: as much of the local clock as its step in seconds needs. */
export function formatWallTick(micros: number, step: number): string {
  const date = new Date(micros / 1000);
  const midnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (step >= 86400 || (midnight && step >= 60))
    return `${kMonths[date.getMonth()]} ${date.getDate()}`;
  const minutes = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  if (step >= 60) return minutes;
  if (step >= 1) return `${minutes}:${pad(date.getSeconds())}`;
  return `${minutes}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

export function formatWall(micros: number): string {
  const date = new Date(micros / 1000);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** A place on an x axis in words: "step 1,234", "1 h 02 m", "2026-03-01 14:05:09", "epoch 3.5". */
export function formatX(kind: XKind, value: number, label = ''): string {
  if (kind === 'wall') return formatWall(value);
  if (kind === 'relative') return formatDuration(value);
  if (kind === 'step') return `step ${formatInteger(value)}`;
  return `${label ? `${label} ` : ''}${formatValue(value, 6)}`;
}

/** How long ago: "now", "40 s ago", "3 min ago", "2 h ago", "5 d ago". */
export function formatAge(seconds: number): string {
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86400)} d ago`;
}

/** A count of things: "1 point", "2,400 points". */
export function formatCount(count: number, noun: string): string {
  return `${formatInteger(count)} ${noun}${count === 1 ? '' : 's'}`;
}
