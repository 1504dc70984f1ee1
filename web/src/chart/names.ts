// The names of limits and grounds, placed where neither a curve nor another sign lies: to the right,
// to the left or between, above or below their line, and further off with a leader where it is
// crowded. A halo of the ground keeps them legible where nothing is free.

import { readable } from './color';
import { roleColor, type Palette } from '../theme';
import { findingPlaces } from './paint_marks';
import type { Painted, Picture } from './painter';
import { tracePath, type Pen } from './path';
import { clip, kNoteFont, type Context } from './text';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Collects the strokes of curves: x0, y0, x1, y1 … */
export class Ink implements Pen {
  readonly strokes: number[] = [];
  private x = 0;
  private y = 0;

  moveTo(x: number, y: number): void {
    this.x = x;
    this.y = y;
  }

  lineTo(x: number, y: number): void {
    this.strokes.push(this.x, this.y, x, y);
    this.moveTo(x, y);
  }

  /** How many strokes cross a box. */
  crossings(box: Box): number {
    const { strokes } = this;
    let count = 0;
    for (let i = 0; i < strokes.length; i += 4) {
      if (touches(strokes[i]!, strokes[i + 1]!, strokes[i + 2]!, strokes[i + 3]!, box)) count++;
    }
    return count;
  }
}

/** Whether the stroke from (x0, y0) to (x1, y1) enters the box. */
export function touches(x0: number, y0: number, x1: number, y1: number, box: Box): boolean {
  let from = 0;
  let to = 1;
  for (const [at, by, low, high] of [
    [x0, x1 - x0, box.left, box.right],
    [y0, y1 - y0, box.top, box.bottom],
  ] as const) {
    if (by === 0) {
      if (at < low || at > high) return false;
      continue;
    }
    const a = (low - at) / by;
    const b = (high - at) / by;
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
    if (from > to) return false;
  }
  return true;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

const kHeight = 12;
const kSteps = 4; // rows that a name may stand away from its line
const kSpots = [1, 0, 0.5, 0.75, 0.25]; // shares of the room to the left of a name, the best first

export interface Place {
  box: Box;
  /** How many lines away from its own. */
  row: number;
  /** Nothing else lies there. */
  free: boolean;
}

/** A box for a name of this width on a line at `y`; the freest, if none is free. */
export function placeName(
  y: number,
  width: number,
  plot: Box,
  ink: Ink,
  taken: Box[],
  spots = kSpots,
): Place {
  let best: Place | null = null;
  let least = Infinity;
  for (let row = 0; row < kSteps; row++) {
    for (const spot of spots) {
      for (const side of [-1, 1]) {
        const left = plot.left + 5 + spot * Math.max(0, plot.right - plot.left - 10 - width);
        const near = y + side * (3 + row * (kHeight + 2));
        const top = side < 0 ? near - kHeight : near;
        const box = { left, top, right: left + width, bottom: top + kHeight };
        if (box.top < plot.top - 2 || box.bottom > plot.bottom) continue;
        const wide = { left: left - 3, top: top - 1, right: box.right + 3, bottom: top + 13 };
        const cost = ink.crossings(wide) + (taken.some((one) => overlaps(one, wide)) ? 1e6 : 0);
        if (cost < least) [best, least] = [{ box, row, free: cost === 0 }, cost];
        if (cost === 0) return best!;
      }
    }
  }
  const top = Math.min(Math.max(plot.top, y + 3), plot.bottom - kHeight);
  const left = plot.left + 5;
  return (
    best ?? { box: { left, top, right: left + width, bottom: top + kHeight }, row: 0, free: false }
  );
}

function inkOf(p: Picture, { plot, x, y }: Painted): Ink {
  const ink = new Ink();
  for (const series of p.series) {
    for (const line of [series.main, series.raw]) if (line) tracePath(line, x, y, ink);
  }
  for (const level of p.content.levels) {
    const py = y.pixel(level.y);
    ink.strokes.push(plot.left, py, plot.right, py);
  }
  return ink;
}

function around(x: number, y: number, reach: number): Box {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

function signsOf(p: Picture, at: Painted): Box[] {
  const boxes = findingPlaces(p, at).map((one) => around(one.x, one.y, 10));
  for (const mark of p.series.flatMap((series) => series.points)) {
    mark.x.forEach((x, i) => boxes.push(around(at.x.pixel(x), at.y.pixel(mark.y[i]!), 8)));
  }
  return boxes;
}

interface Name {
  text: string;
  y: number;
  color: string;
  left: boolean;
}

function namesOf({ content, palette }: Picture, { plot, y }: Painted): Name[] {
  const color = (role: Parameters<typeof roleColor>[1]) => roleColor(palette, role, palette.muted);
  const grounds = content.regions.map((one) => ({
    text: one.label,
    y: one.y1 === null ? plot.top - 1 : y.pixel(one.y1),
    color: color(one.role),
    left: true,
  }));
  const limits = content.levels.map((one) => ({
    text: one.label,
    y: y.pixel(one.y),
    color: color(one.role),
    left: false,
  }));
  const seen = (one: Name) => one.text && one.y >= plot.top - 1 && one.y <= plot.bottom;
  return [...grounds, ...limits].filter(seen);
}

function wordsColor(palette: Palette, color: string): string {
  return readable(color, palette.text, palette.panel);
}

/** Names of grounds and limits, over the curves. */
export function drawGroundNames(ctx: Context, p: Picture, at: Painted): void {
  const names = namesOf(p, at);
  if (names.length === 0) return;
  const { plot } = at;
  const ink = inkOf(p, at);
  const taken = signsOf(p, at);
  ctx.font = kNoteFont;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  ctx.lineJoin = 'round';
  for (const name of names) {
    const words = clip(ctx, name.text, plot.right - plot.left - 12);
    const width = ctx.measureText(words).width;
    const spots = name.left ? [0, 1, 0.5, 0.25, 0.75] : kSpots;
    const { box, row, free } = placeName(name.y, width, plot, ink, taken, spots);
    taken.push(box);
    ctx.fillStyle = ctx.strokeStyle = wordsColor(p.palette, name.color);
    if (row > 0) drawLeader(ctx, box, name.y);
    const base = box.bottom - 3;
    ctx.strokeStyle = p.palette.panel;
    ctx.lineWidth = 3;
    if (!free) ctx.strokeText(words, box.left, base);
    ctx.fillText(words, box.left, base);
  }
  ctx.lineWidth = 1;
}

function drawLeader(ctx: Context, box: Box, y: number): void {
  const x = Math.round(box.left) - 3.5;
  const above = box.bottom < y;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, above ? box.top + 2 : box.bottom - 2);
  ctx.lineTo(x, above ? y - 1 : y + 1);
  ctx.stroke();
}
