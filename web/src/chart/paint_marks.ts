// The marks that are not lines: grounds, bands, bars, heat maps, limits, notes and findings.

import type { FindingMark, FindingState, HeatMapMark } from '../protocol';
import { roleColor } from '../theme';
import { sizeOf } from './cells';
import { cellColor, colorRange } from './color_map';
import { contrast, formatColor } from './color';
import { nearestIndex } from './cursor';
import { formatShort } from './format';
import type { Painted, Picture } from './painter';
import { clip, kNoteFont, type Context } from './text';

function between(value: number, a: number, b: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), value));
}

export function drawRegions(ctx: Context, p: Picture, { plot, x, y }: Painted): void {
  for (const region of p.content.regions) {
    const color = roleColor(p.palette, region.role, p.palette.muted);
    const left = between(
      region.x0 === null ? plot.left : x.pixel(region.x0),
      plot.left,
      plot.right,
    );
    const right = between(
      region.x1 === null ? plot.right : x.pixel(region.x1),
      plot.left,
      plot.right,
    );
    const low = between(region.y0 === null ? y.from : y.pixel(region.y0), plot.top, plot.bottom);
    const high = between(region.y1 === null ? y.to : y.pixel(region.y1), plot.top, plot.bottom);
    const top = Math.min(low, high);
    ctx.globalAlpha = 0.11;
    ctx.fillStyle = color;
    ctx.fillRect(left, top, right - left, Math.max(1, Math.abs(high - low)));
    ctx.globalAlpha = 1;
  }
}

export function drawLevels(ctx: Context, p: Picture, { plot, y }: Painted): void {
  ctx.lineWidth = 1;
  for (const level of p.content.levels) {
    const py = Math.round(y.pixel(level.y)) + 0.5;
    if (!(py >= plot.top - 1 && py <= plot.bottom + 1)) continue;
    ctx.strokeStyle = roleColor(p.palette, level.role, p.palette.muted);
    ctx.setLineDash([6, 4]);
    ctx.beginPath();
    ctx.moveTo(plot.left, py);
    ctx.lineTo(plot.right, py);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

export function drawBands(ctx: Context, p: Picture, { x, y }: Painted): void {
  for (const series of p.series) {
    for (const band of series.bands) {
      ctx.beginPath();
      const n = band.x.length;
      for (let i = 0; i < n; i++) ctx.lineTo(x.pixel(band.x[i]!), y.pixel(band.high[i]!));
      for (let i = n - 1; i >= 0; i--) ctx.lineTo(x.pixel(band.x[i]!), y.pixel(band.low[i]!));
      ctx.closePath();
      ctx.globalAlpha = 0.18;
      ctx.fillStyle = series.color;
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}

export function drawBars(ctx: Context, p: Picture, { x, y }: Painted): void {
  const zero = y.pixel(0);
  const floor = Number.isFinite(zero) ? between(zero, y.from, y.to) : y.from;
  for (const series of p.series) {
    ctx.globalAlpha = p.emphasis === null || p.emphasis.has(series.key) ? 0.85 : 0.25;
    ctx.fillStyle = series.color;
    for (const bars of series.bars) {
      for (let i = 0; i < bars.y.length; i++) {
        const end = y.pixel(bars.y[i]!);
        if (!Number.isFinite(end)) continue;
        const left = x.pixel(bars.x0[i]!);
        const right = x.pixel(bars.x1[i]!);
        const gap = right - left > 4 ? 1 : 0;
        const top = Math.min(end, floor);
        const height = Math.max(bars.y[i] === 0 ? 0 : 1, Math.abs(end - floor));
        ctx.fillRect(left, top, Math.max(0.5, right - left - gap), height);
      }
    }
  }
  ctx.globalAlpha = 1;
}

const images = new WeakMap<HeatMapMark, HTMLCanvasElement>();

// A pixel for every cell, row 0 at the top.
function imageOf(map: HeatMapMark): HTMLCanvasElement | null {
  const known = images.get(map);
  if (known) return known;
  const { columns, rows } = sizeOf(map);
  if (columns < 1 || rows < 1 || map.values.length < columns * rows) return null;
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const data = new ImageData(columns, rows);
  const range = colorRange(map);
  for (let i = 0; i < columns * rows; i++) {
    const value = map.values[i]!;
    if (Number.isNaN(value)) continue; // an empty cell shows the ground
    data.data.set(cellColor(map, range, value), i * 4);
    data.data[i * 4 + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(data, 0, 0);
  images.set(map, canvas);
  return canvas;
}

export function drawHeatMap(ctx: Context, p: Picture, at: Painted): void {
  const { map } = p.content;
  const image = map && imageOf(map);
  if (!map || !image) return;
  const { columns, rows } = sizeOf(map);
  const ys = Array.from(map.y, (v) => Math.round(at.y.pixel(v)));
  const xs = Array.from(map.x, (v) => Math.round(at.x.pixel(v)));
  ctx.imageSmoothingEnabled = false;
  // Slices: columns stand between edges that need not be even. Rows are even nearly always.
  const each = (ys[rows]! - ys[0]!) / rows;
  const even = ys.every((py, i) => Math.abs(py - (ys[0]! + i * each)) <= 1);
  for (let c = 0; c < columns; c++) {
    const width = Math.max(1, xs[c + 1]! - xs[c]!);
    if (even) {
      ctx.save();
      ctx.translate(xs[c]!, ys[0]!);
      if (ys[rows]! < ys[0]!) ctx.scale(1, -1);
      ctx.drawImage(image, c, 0, 1, rows, 0, 0, width, Math.abs(ys[rows]! - ys[0]!));
      ctx.restore();
      continue;
    }
    for (let r = 0; r < rows; r++) {
      const top = Math.min(ys[r]!, ys[r + 1]!);
      ctx.drawImage(image, c, r, 1, 1, xs[c]!, top, width, Math.abs(ys[r + 1]! - ys[r]!));
    }
  }
  if (map.show_values) drawCellValues(ctx, p, map, xs, ys);
}

// All or none of them: a table with holes misleads.
function drawCellValues(
  ctx: Context,
  p: Picture,
  map: HeatMapMark,
  xs: number[],
  ys: number[],
): void {
  const { columns, rows } = sizeOf(map);
  const range = colorRange(map);
  const numbers = map.written ?? map.values;
  ctx.font = kNoteFont;
  const texts = Array.from(numbers, (v) => (Number.isNaN(v) ? '' : formatShort(v)));
  const widest = Math.max(...texts.map((text) => ctx.measureText(text).width));
  const fits = xs.every((px, i) => i === 0 || px - xs[i - 1]! >= widest + 3);
  if (!fits || !ys.every((py, i) => i === 0 || Math.abs(py - ys[i - 1]!) >= 12)) return;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c;
      const value = map.values[i]!;
      const ground = Number.isNaN(value)
        ? p.palette.panel
        : formatColor(cellColor(map, range, value));
      const dark = contrast('#1c1f23', ground) >= contrast('#ffffff', ground);
      ctx.fillStyle = dark ? '#1c1f23' : '#ffffff';
      ctx.fillText(texts[i]!, (xs[c]! + xs[c + 1]!) / 2, (ys[r]! + ys[r + 1]!) / 2);
    }
  }
}

export const kColorBar = 68; // pixels that it takes beside the plot

export function drawColorBar(ctx: Context, p: Picture, { plot }: Painted): void {
  const { map } = p.content;
  if (!map) return;
  const range = colorRange(map);
  const left = plot.right + 10;
  const height = plot.bottom - plot.top;
  for (let i = 0; i < height; i++) {
    const value = range[1] - (range[1] - range[0]) * (i / Math.max(1, height - 1));
    ctx.fillStyle = formatColor(cellColor(map, range, value));
    ctx.fillRect(left, plot.top + i, 10, 1.5);
  }
  ctx.font = kNoteFont;
  ctx.fillStyle = p.palette.muted;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const room = p.width - left - 16;
  ctx.fillText(clip(ctx, formatShort(range[1]), room), left + 15, plot.top + 5);
  ctx.fillText(clip(ctx, formatShort(range[0]), room), left + 15, plot.bottom - 5);
  if (map.diverging) ctx.fillText('0', left + 15, (plot.top + plot.bottom) / 2);
}

export function drawNotes(ctx: Context, p: Picture, { plot, x, y }: Painted): void {
  ctx.font = kNoteFont;
  ctx.fillStyle = p.palette.text;
  ctx.textBaseline = 'alphabetic';
  for (const note of p.content.notes) {
    const px = x.pixel(note.x);
    const py = y.pixel(note.y);
    if (!(px >= plot.left && px <= plot.right && py >= plot.top && py <= plot.bottom)) continue;
    const right = px > (plot.left + plot.right) / 2;
    ctx.textAlign = right ? 'right' : 'left';
    ctx.fillText(note.text, px + (right ? -5 : 5), py - 5);
    ctx.fillRect(px - 1.5, py - 1.5, 3, 3);
  }
}

const kShade: Record<FindingState, number> = {
  confirmed: 0.11,
  warning: 0.08,
  watching: 0.04,
  cleared: 0.03,
};

/** Where a finding stands: on its curve, as far as that is shown. Stacked where several meet. */
export function findingPlaces(
  p: Picture,
  at: Painted,
): { mark: FindingMark; x: number; y: number }[] {
  const out: { mark: FindingMark; x: number; y: number }[] = [];
  for (const mark of p.content.findings) {
    const end = mark.x1 === null ? Infinity : at.x.pixel(mark.x1);
    const px = at.x.pixel(mark.x0);
    if (px > at.plot.right + 1 || end < at.plot.left) continue;
    const place = { mark, x: Math.max(px, at.plot.left), y: curveAt(p, at, mark) };
    while (out.some((one) => Math.hypot(one.x - place.x, one.y - place.y) < 15)) place.y -= 16;
    if (place.y < at.plot.top) place.y = at.plot.top + 16 * out.length;
    out.push(place);
  }
  return out;
}

function curveAt(p: Picture, at: Painted, mark: FindingMark): number {
  const lines = p.series.filter((one) => one.main && one.path === mark.entity?.path);
  const own = lines.find((one) => one.run === mark.run) ?? lines[0];
  const line = own?.main;
  if (!line) return at.plot.top + 10;
  const xs = line.resolution === 'points' ? line.x : line.x1;
  const ys = line.resolution === 'points' ? line.y : line.last;
  const y = at.y.pixel(ys[nearestIndex(xs, mark.x0)] ?? NaN);
  return Number.isFinite(y) ? between(y, at.plot.top, at.plot.bottom) : at.plot.top + 10;
}

export function drawFindingSpans(ctx: Context, p: Picture, { plot, x }: Painted): void {
  const runs = new Set(p.content.findings.map((mark) => mark.run)).size; // each a lighter shade
  for (const mark of p.content.findings) {
    const left = between(x.pixel(mark.x0), plot.left, plot.right);
    const right = between(mark.x1 === null ? plot.right : x.pixel(mark.x1), plot.left, plot.right);
    if (right < left) continue;
    ctx.fillStyle = ctx.strokeStyle = roleColor(p.palette, mark.role, p.palette.muted);
    ctx.globalAlpha = (kShade[mark.state] ?? 0.05) / Math.max(1, runs);
    ctx.fillRect(left, plot.top, right - left, plot.bottom - plot.top);
    ctx.globalAlpha = 0.6;
    ctx.lineWidth = 1;
    ctx.setLineDash(mark.state === 'confirmed' || mark.state === 'warning' ? [] : [2, 3]);
    ctx.beginPath();
    ctx.moveTo(Math.round(left) + 0.5, plot.top);
    ctx.lineTo(Math.round(left) + 0.5, plot.bottom);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** ● watching is a ring, ▲ a warning, ■ is confirmed, ✓ is cleared. */
export function findingShape(
  ctx: Context,
  state: FindingState,
  x: number,
  y: number,
  color: string,
  ground: string,
): void {
  ctx.lineWidth = 2;
  ctx.lineJoin = 'round';
  ctx.fillStyle = ground;
  ctx.beginPath();
  ctx.arc(x, y, 8, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = ctx.strokeStyle = color;
  ctx.beginPath();
  if (state === 'watching') ctx.arc(x, y, 4.5, 0, 2 * Math.PI);
  else if (state === 'warning') {
    ctx.moveTo(x, y - 6);
    ctx.lineTo(x + 6, y + 5);
    ctx.lineTo(x - 6, y + 5);
    ctx.closePath();
  } else if (state === 'confirmed') ctx.rect(x - 5, y - 5, 10, 10);
  else {
    ctx.moveTo(x - 5, y);
    ctx.lineTo(x - 1, y + 4);
    ctx.lineTo(x + 5, y - 4);
  }
  if (state === 'warning' || state === 'confirmed') ctx.fill();
  else ctx.stroke();
}

export function drawFindings(ctx: Context, p: Picture, at: Painted): void {
  for (const { mark, x, y } of findingPlaces(p, at)) {
    const color = roleColor(p.palette, mark.role, p.palette.muted);
    findingShape(ctx, mark.state, x, y, color, p.palette.panel);
  }
}
