// Colour maps for cells: the sequential one (dark is low) and the diverging one (neutral in the
// middle). The same tables as src/draw/color_map.cc, which says where they come from.

import type { HeatMapMark } from '../protocol';

type Rgb = [number, number, number];

const table = (text: string): Rgb[] =>
  text.split(' ').map((hex) => {
    const value = parseInt(hex, 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  });

const kSequential = table(
  '360657 361a6b 312c7e 263d8d 074f99 056195 017196 098098 05909b 049f9c 09af9a 0bc091 4ecc85 ' +
    '7ed678 a8de6b cfe561 f5ea5c',
);
const kDiverging = table(
  '014b95 1e5faa 3f74b5 5c88c0 789ccb 95b1d5 b1c5df cfdae9 eceff2 ebd6cd e3beb0 dba692 d28f75 ' +
    'c87757 bd5f38 b1450d 983703',
);

function along(stops: Rgb[], t: number): Rgb {
  const at = (t > 0 ? Math.min(t, 1) : 0) * (stops.length - 1);
  const i = Math.min(Math.floor(at), stops.length - 2);
  const share = at - i;
  return stops[i]!.map((c, k) => Math.floor(c + (stops[i + 1]![k]! - c) * share + 0.5)) as Rgb;
}

/** From 0 to 1, clamped; NaN is the colour of 0. */
export const sequentialColor = (t: number): Rgb => along(kSequential, t);
export const divergingColor = (t: number): Rgb => along(kDiverging, t);

/** The values at the ends of a map's colours. */
export function colorRange(map: HeatMapMark): [number, number] {
  if (map.colors && map.colors[1] > map.colors[0]) return map.colors;
  let low = Infinity;
  let high = -Infinity;
  for (const value of map.values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high >= low)) return [0, 1];
  if (map.diverging) {
    const size = Math.max(Math.abs(low), Math.abs(high), 1e-300);
    return [-size, size];
  }
  return high > low ? [low, high] : [low, low + 1];
}

export function cellColor(map: HeatMapMark, range: [number, number], value: number): Rgb {
  const t = (value - range[0]) / (range[1] - range[0]);
  return map.diverging ? divergingColor(t) : sequentialColor(t);
}
