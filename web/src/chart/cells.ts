// The cells of a heat map: which one lies where, and what it says in words.

import type { FigureAxis, FigurePanel, HeatMapMark } from '../protocol';
import { formatShort, formatValue, formatX } from './format';

export interface Cell {
  column: number;
  row: number;
}

export function sizeOf(map: HeatMapMark): { columns: number; rows: number } {
  return { columns: Math.max(0, map.x.length - 1), rows: Math.max(0, map.y.length - 1) };
}

// The interval of ascending edges that holds a value; -1 outside.
function intervalOf(edges: Float64Array, value: number): number {
  const last = edges.length - 1;
  if (last < 1 || !(value >= edges[0]!) || value > edges[last]!) return -1;
  let low = 0;
  let high = last - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function cellAt(map: HeatMapMark, x: number, y: number): Cell | null {
  const column = intervalOf(map.x, x);
  const row = intervalOf(map.y, y);
  return column < 0 || row < 0 ? null : { column, row };
}

export function valueOf(map: HeatMapMark, { column, row }: Cell): number {
  return map.values[row * sizeOf(map).columns + column] ?? NaN;
}

/** Where the column that holds `x` begins; `x` itself outside the map. */
export function startOfColumn(map: HeatMapMark, x: number): number {
  return map.x[intervalOf(map.x, x)] ?? x;
}

/** The middle of an interval between edges. */
export function centerOf(edges: Float64Array, i: number): number {
  return (edges[i]! + edges[i + 1]!) / 2;
}

/** Where on an axis an interval is, in words: "class cat", "step 400", "−0.1 to 0.1". */
export function intervalName(axis: FigureAxis, edges: Float64Array, i: number): string {
  if (axis.kind === 'step') return formatX('step', edges[i]!); // it holds until the next
  const center = centerOf(edges, i);
  const category = axis.categories?.[Math.round(center)];
  if (category !== undefined) return `${axis.label} ${category}`.trim();
  if (axis.kind !== 'value' && axis.kind !== 'none') return formatX(axis.kind, center, axis.label);
  const low = edges[i]!;
  const high = edges[i + 1]!;
  const place = Math.abs(low + 0.5 - Math.round(low + 0.5)) < 1e-9 && high - low === 1;
  const words = place ? formatValue(center) : `${formatShort(low)} to ${formatShort(high)}`;
  return `${axis.label} ${words}`.trim();
}

export function cellText(map: HeatMapMark, cell: Cell): string {
  const value = valueOf(map, cell);
  const written = map.written?.[cell.row * sizeOf(map).columns + cell.column];
  if (written !== undefined) {
    const share = Number.isNaN(value) ? '' : `, ${map.label} ${formatValue(value)}`;
    return `${formatValue(written)}${share}`;
  }
  return Number.isNaN(value) ? 'nothing' : `${map.label} ${formatValue(value)}`.trim();
}

export function cellWords(panel: FigurePanel, map: HeatMapMark, cell: Cell): string {
  const y = intervalName(panel.y, map.y, cell.row);
  const x = intervalName(panel.x, map.x, cell.column);
  return `${y}, ${x}: ${cellText(map, cell)}`;
}

/** The neighbour of a cell on the screen, which may show rows downwards or upwards. */
export function moveCell(
  map: HeatMapMark,
  cell: Cell | null,
  right: number,
  down: number,
  reversed: boolean,
): Cell {
  const { columns, rows } = sizeOf(map);
  if (!cell) return { column: 0, row: reversed ? 0 : rows - 1 };
  const clamp = (v: number, n: number) => Math.max(0, Math.min(n - 1, v));
  return {
    column: clamp(cell.column + right, columns),
    row: clamp(cell.row + (reversed ? down : -down), rows),
  };
}
