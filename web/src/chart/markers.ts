// Signs of a few pixels: those that repeat what colour and dash say, and those of values that are not
// numbers.

import type { Context } from './text';

/** A third way to tell runs apart, after colour and dash. No triangles, no crosses: they say Inf, NaN. */
export type Marker = 'none' | 'disc' | 'square' | 'ring';

export const kMarkers: Marker[] = ['none', 'disc', 'square', 'ring'];

export function fillPolygon(ctx: Context, points: number[]): void {
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) ctx.lineTo(points[i]!, points[i + 1]!);
  ctx.closePath();
  ctx.fill();
}

export function drawMarker(
  ctx: Context,
  marker: Marker,
  x: number,
  y: number,
  color: string,
  ground: string,
): void {
  if (marker === 'none') return;
  const half = marker === 'square' ? 3.25 : 3.5;
  ctx.beginPath();
  if (marker === 'square') ctx.rect(x - half, y - half, 2 * half, 2 * half);
  else ctx.arc(x, y, half, 0, 2 * Math.PI);
  ctx.lineWidth = marker === 'ring' ? 1.75 : 2;
  ctx.strokeStyle = marker === 'ring' ? color : ground;
  ctx.fillStyle = marker === 'ring' ? ground : color;
  if (marker !== 'ring') ctx.stroke();
  ctx.fill();
  if (marker === 'ring') ctx.stroke();
}

/** ✕ NaN, ▲ +Inf, ▼ −Inf, `size` pixels to each side. */
export function drawGapMark(ctx: Context, x: number, code: number, y: number, size: number): void {
  const low = size * 0.75;
  if (code === 2) fillPolygon(ctx, [x - size, y + low, x + size, y + low, x, y - size]);
  else if (code === 3) fillPolygon(ctx, [x - size, y - low, x + size, y - low, x, y + size]);
  else {
    ctx.lineWidth = size < 4 ? 1.25 : 1.75;
    ctx.beginPath();
    ctx.moveTo(x - low, y - low);
    ctx.lineTo(x + low, y + low);
    ctx.moveTo(x - low, y + low);
    ctx.lineTo(x + low, y - low);
    ctx.stroke();
  }
}
