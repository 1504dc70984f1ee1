// What moves over a chart without redrawing it: the cursor, the points it reads, the pinned step and
// the range that is being selected.

import type { HeatMapMark } from '../protocol';
import type { Palette } from '../theme';
import type { Cell } from './cells';
import type { Painted } from './painter';
import type { Reading } from './cursor';

export interface OverlayState {
  cursor: number | null;
  readings: Reading[];
  pinned: number | null;
  selection: [number, number] | null; // pixels
  map?: HeatMapMark | null;
  cell?: Cell | null;
}

// A cell in two colours, so that it is seen on every ground.
function outline(ctx: CanvasRenderingContext2D, at: Painted, palette: Palette, s: OverlayState) {
  if (!s.map || !s.cell) return;
  const { column, row } = s.cell;
  const xs = [at.x.pixel(s.map.x[column]!), at.x.pixel(s.map.x[column + 1]!)];
  const ys = [at.y.pixel(s.map.y[row]!), at.y.pixel(s.map.y[row + 1]!)];
  const box: [number, number, number, number] = [
    Math.min(...xs) - 0.5,
    Math.min(...ys) - 0.5,
    Math.abs(xs[1]! - xs[0]!) + 1,
    Math.abs(ys[1]! - ys[0]!) + 1,
  ];
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.panel;
  ctx.strokeRect(...box);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.text;
  ctx.strokeRect(...box);
  ctx.lineWidth = 1;
}

function vertical(ctx: CanvasRenderingContext2D, at: Painted, x: number): boolean {
  const px = Math.round(at.x.pixel(x)) + 0.5;
  if (px < at.plot.left - 1 || px > at.plot.right + 1) return false;
  ctx.beginPath();
  ctx.moveTo(px, at.plot.top - 4);
  ctx.lineTo(px, at.plot.bottom);
  ctx.stroke();
  return true;
}

export function paintOverlay(
  ctx: CanvasRenderingContext2D,
  at: Painted,
  palette: Palette,
  state: OverlayState,
): void {
  const { plot } = at;
  ctx.lineWidth = 1;
  if (state.selection) {
    const [a, b] = state.selection;
    ctx.fillStyle = palette.accent;
    ctx.globalAlpha = 0.14;
    ctx.fillRect(Math.min(a, b), plot.top - 4, Math.abs(b - a), plot.bottom - plot.top + 4);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = palette.accent;
    for (const px of [a, b]) {
      ctx.beginPath();
      ctx.moveTo(Math.round(px) + 0.5, plot.top - 4);
      ctx.lineTo(Math.round(px) + 0.5, plot.bottom);
      ctx.stroke();
    }
  }
  if (state.pinned !== null) {
    ctx.strokeStyle = palette.accent;
    ctx.setLineDash([4, 3]);
    vertical(ctx, at, state.pinned);
    ctx.setLineDash([]);
  }
  if (state.cell) return outline(ctx, at, palette, state);
  if (state.cursor === null) return;
  ctx.strokeStyle = palette.muted;
  vertical(ctx, at, state.cursor);
  for (const reading of state.readings) {
    const px = at.x.pixel(reading.x);
    const py = at.y.pixel(reading.value);
    if (!Number.isFinite(py) || px < plot.left - 1 || px > plot.right + 1) continue;
    if (py < plot.top - 1 || py > plot.bottom + 1) continue;
    ctx.beginPath();
    ctx.arc(px, py, 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = reading.color;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = palette.panel;
    ctx.stroke();
    ctx.lineWidth = 1;
    ctx.strokeStyle = palette.muted;
  }
}
