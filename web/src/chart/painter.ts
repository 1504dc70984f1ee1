// Puts a chart on a canvas. A pure function of its picture: the same code draws the screen and the
// exported image. Our own, since every series has its own x values and comes either as points or as
// exact columns; see README.md.

import type { LineMark } from '../protocol';
import type { Palette } from '../theme';
import { kGapWords, nearestIndex } from './cursor';
import { formatShort } from './format';
import { spread, xTicks, yTicks, type Plot } from './layout';
import {
  drawBands,
  drawBars,
  drawColorBar,
  drawFindings,
  drawFindingSpans,
  drawHeatMap,
  drawLevels,
  drawNotes,
  drawRegions,
  kColorBar,
} from './paint_marks';
import { drawGapMark, drawMarker, fillPolygon } from './markers';
import { drawGroundNames } from './names';
import { tracePath } from './path';
import { kPiece, PiecePen, TravelPen } from './pens';
import { Scale } from './scale';
import { clip, kFont, kNoteFont, type Context } from './text';
import type { ChartContent, Series } from './series';
import type { Axis } from './domain';

export interface Picture {
  width: number;
  height: number;
  content: ChartContent;
  series: Series[];
  x: Axis;
  y: Axis;
  palette: Palette;
  /** Name lines at their ends (few series, enough room) instead of in a legend. */
  direct: boolean;
  /** The series that stand out, or null. */
  emphasis: ReadonlySet<string> | null;
}

export interface Painted {
  plot: Plot;
  x: Scale;
  y: Scale;
  /** Some values have no place on the log axis. */
  below: boolean;
}

const kTickFont = `12px ${kFont}`;
const kLabelFont = `500 12px ${kFont}`;
const kLine = 1.75;
const kRestless = 5; // widths of the plot that a line goes up and down
const kGutter = 10;

interface EndLabel {
  series: Series;
  name: string;
  text: string;
  x: number;
  y: number;
}

function lastValue(line: LineMark | null, high: number): { x: number; y: number } | null {
  if (!line) return null;
  const points = line.resolution === 'points';
  const xs = points ? line.x : line.x1;
  const ys = points ? line.y : line.last;
  for (let i = xs.length - 1; i >= 0; i--) {
    if (xs[i]! <= high && Number.isFinite(ys[i]!)) return { x: xs[i]!, y: ys[i]! };
  }
  return null;
}

function lastGap(series: Series, high: number): { x: number; code: number } | null {
  let found: { x: number; code: number } | null = null;
  for (const gap of series.gaps) {
    for (let i = 0; i < gap.x.length; i++) {
      const x = gap.x[i]!;
      if (x <= high && (!found || x >= found.x)) found = { x, code: gap.code[i]! };
    }
  }
  return found;
}

function endLabels(p: Picture): EndLabel[] {
  if (!p.direct) return [];
  const out: EndLabel[] = [];
  const alone = p.content.series.length === 1; // then the title has named it
  for (const series of p.series) {
    const name = alone ? '' : `${series.label} `;
    const end = lastValue(series.main, p.x.high);
    const gap = lastGap(series, p.x.high);
    if (gap && gap.x >= p.x.low && (!end || gap.x > end.x)) {
      const y = gap.code === 3 ? -Infinity : Infinity;
      out.push({ series, name, text: `${name}${kGapWords[gap.code]}`, x: gap.x, y });
    } else if (end && end.x >= p.x.low) {
      // It stands at the smoothed line and says what was recorded last.
      const last = lastValue(series.raw, p.x.high) ?? end;
      out.push({ series, name, text: `${name}${formatShort(last.y)}`, ...end });
    }
  }
  return out;
}

// Gaps and event names stand in a strip of their own above the curves.
function topStrip(p: Picture): number {
  return p.content.rules.length > 0 ? 18 : p.series.some((s) => s.gaps.length > 0) ? 16 : 10;
}

function arrange(ctx: Context, p: Picture, labels: EndLabel[]): Painted {
  const top = topStrip(p);
  const bottom = Math.max(top + 20, p.height - 22);
  const axes = p.content.panel;
  const ends: [number, number] = axes.y.reversed ? [top, bottom] : [bottom, top];
  const y = new Scale(p.y.transform, p.y.low, p.y.high, ...ends);
  ctx.font = kTickFont;
  const ticks = yTicks(y, axes.y.categories);
  const longest = Math.max(24, ...ticks.map((tick) => ctx.measureText(tick.label).width));
  const widest = Math.min(longest, p.width * 0.3);
  const left = Math.ceil((widest + 12) / 8) * 8;
  ctx.font = kLabelFont;
  // Room for the usual number: while values come in, the plot keeps its width.
  const widths = labels.flatMap(({ name, text }) => [text, `${name}0.00000`]);
  const wanted = Math.max(0, ...widths.map((text) => ctx.measureText(text).width));
  const room = Math.min(wanted, p.width * 0.36);
  const beside = p.content.map ? kColorBar : 16;
  const right = p.width - (room > 0 ? Math.ceil((room + kGutter + 6) / 8) * 8 : beside);
  const plot = { left, top, right: Math.max(left + 20, right), bottom };
  const sides: [number, number] = axes.x.reversed
    ? [plot.right, plot.left]
    : [plot.left, plot.right];
  const x = new Scale(p.x.transform, p.x.low, p.x.high, ...sides);
  return { plot, x, y, below: false };
}

function drawGrid(ctx: Context, p: Picture, at: Painted): void {
  const { plot, y } = at;
  ctx.font = kTickFont;
  ctx.fillStyle = p.palette.muted;
  ctx.lineWidth = 1;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  const { categories } = p.content.panel.y;
  for (const tick of yTicks(y, categories)) {
    const py = Math.round(y.pixel(tick.value)) + 0.5;
    if (!(py >= plot.top - 2 && py <= plot.bottom + 1)) continue;
    if (!p.content.map) {
      ctx.strokeStyle = tick.value === 0 ? p.palette.rule : p.palette.grid;
      ctx.beginPath();
      ctx.moveTo(plot.left, py);
      ctx.lineTo(plot.right, py);
      ctx.stroke();
    }
    ctx.fillText(clip(ctx, tick.label, plot.left - 10), plot.left - 8, py);
  }
  drawXTicks(ctx, p, at);
}

function drawXTicks(ctx: Context, p: Picture, { plot, x }: Painted): void {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  let free = -Infinity;
  const axis = p.content.panel.x;
  for (const tick of xTicks(x, axis)) {
    const px = Math.round(x.pixel(tick.value)) + 0.5;
    if (px < plot.left - 1 || px > plot.right + 1) continue;
    ctx.strokeStyle = p.palette.grid;
    ctx.beginPath();
    ctx.moveTo(px, p.content.map || axis.categories?.length ? plot.bottom : plot.top);
    ctx.lineTo(px, plot.bottom + 4);
    ctx.stroke();
    const half = ctx.measureText(tick.label).width / 2;
    const center = Math.max(half + 2, Math.min(p.width - half - 2, px));
    if (center - half < free) continue;
    ctx.fillText(tick.label, center, plot.bottom + 17);
    free = center + half + 10;
  }
}

function drawRules(ctx: Context, p: Picture, { plot, x }: Painted): void {
  ctx.font = kNoteFont;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  const inside = p.content.rules.filter((rule) => rule.x >= p.x.low && rule.x <= p.x.high);
  inside.sort((a, b) => a.x - b.x);
  // Runs that do the same at the same time say it once.
  const rules = inside.filter((rule, i) => {
    const before = inside[i - 1];
    return !before || before.label !== rule.label || x.pixel(rule.x) - x.pixel(before.x) > 4;
  });
  rules.forEach((rule, i) => {
    const px = Math.round(x.pixel(rule.x)) + 0.5;
    const next = rules[i + 1];
    const end = next ? Math.min(x.pixel(next.x) - 6, plot.right) : plot.right;
    // Words that do not fit whole are left to the tooltip: cut ones say nothing, over and over.
    const named = ctx.measureText(rule.label).width <= end - px - 4;
    ctx.strokeStyle = named ? p.palette.rule : p.palette.grid;
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(px, plot.top - 4);
    ctx.lineTo(px, plot.bottom);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = p.palette.muted;
    if (named) ctx.fillText(rule.label, px, plot.top - 7);
    else {
      ctx.fillRect(px - 0.5, plot.top - 12, 1, 10);
      fillPolygon(ctx, [px, plot.top - 12, px + 6, plot.top - 9.5, px, plot.top - 7]);
    }
  });
}

function alphaOf(p: Picture, series: Series): number {
  return p.emphasis === null || p.emphasis.has(series.key) ? 1 : 0.25;
}

function drawLines(ctx: Context, p: Picture, at: Painted): void {
  ctx.lineJoin = 'bevel';
  ctx.lineCap = 'butt';
  const stroke = (series: Series, line: Series['main'], alpha: number, width: number) => {
    if (!line) return;
    ctx.globalAlpha = alpha * alphaOf(p, series);
    ctx.strokeStyle = ctx.fillStyle = series.color;
    const travel = new TravelPen();
    tracePath(line, at.x, at.y, travel);
    // A line this restless fills an area: finer, and without dashes that nobody could see.
    const dense = travel.travel > kRestless * (at.plot.right - at.plot.left);
    ctx.lineWidth = dense ? 1 : width;
    ctx.setLineDash(dense || alpha < 1 ? [] : series.dash);
    const pen = new PiecePen(ctx, dense ? kPiece : Infinity);
    const result = tracePath(line, at.x, at.y, pen);
    pen.finish();
    at.below ||= result.below;
    const recorded = line !== series.main || !series.raw;
    const few = recorded && line.resolution === 'points' && isSparse(line.x, p, at);
    if (few) for (let i = 0; i < line.x.length; i++) dot(ctx, at, line.x[i]!, line.y[i]!, 2.25);
    for (let i = 0; i < result.dots.length; i += 2) {
      disc(ctx, result.dots[i]!, result.dots[i + 1]!, few ? 2.25 : 1.5);
    }
  };
  for (const series of p.series) if (series.raw) stroke(series, series.raw, 0.3, 1);
  const last = p.series.filter((series) => p.emphasis?.has(series.key));
  for (const series of [...p.series, ...last]) {
    stroke(series, series.main, 1, p.emphasis?.has(series.key) ? kLine + 0.75 : kLine);
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

// So few points that each deserves to be seen.
function isSparse(xs: Float64Array, p: Picture, { plot }: Painted): boolean {
  let seen = 0;
  for (const x of xs) if (x >= p.x.low && x <= p.x.high) seen++;
  return seen > 0 && seen * 32 < plot.right - plot.left;
}

function disc(ctx: Context, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

function dot(ctx: Context, at: Painted, x: number, y: number, radius: number): void {
  const py = at.y.pixel(y);
  if (Number.isFinite(py)) disc(ctx, at.x.pixel(x), py, radius);
}

const kMarkerEach = 84; // pixels

// Signs along the lines of runs whose colour and dash have been used up. They stand on points.
function drawMarkers(ctx: Context, p: Picture, at: Painted): void {
  p.series.forEach((series, order) => {
    const line = series.main;
    if (!line || series.marker === 'none') return;
    const xs = line.resolution === 'points' ? line.x : line.x1;
    const ys = line.resolution === 'points' ? line.y : line.last;
    ctx.globalAlpha = alphaOf(p, series);
    let before = -1;
    const start = at.plot.left + 10 + ((order * 37) % kMarkerEach);
    for (let px = start; px <= at.plot.right; px += kMarkerEach) {
      const i = nearestIndex(xs, at.x.value(px));
      if (i < 0 || i === before) continue;
      before = i;
      const x = at.x.pixel(xs[i]!);
      const y = at.y.pixel(ys[i]!);
      if (!inPlot(at.plot, x, y)) continue;
      drawMarker(ctx, series.marker, x, y, series.color, p.palette.panel);
    }
  });
  ctx.globalAlpha = 1;
}

function inPlot(plot: Plot, x: number, y: number): boolean {
  return x >= plot.left - 1 && x <= plot.right + 1 && y >= plot.top - 1 && y <= plot.bottom + 1;
}

function drawBest(ctx: Context, p: Picture, at: Painted): void {
  for (const series of p.series) {
    for (const mark of series.points) {
      const color = mark.role === 'best' ? p.palette.best : series.color;
      for (let i = 0; i < mark.x.length; i++) {
        const px = at.x.pixel(mark.x[i]!);
        const py = at.y.pixel(mark.y[i]!);
        if (!inPlot(at.plot, px, py)) continue;
        ctx.globalAlpha = alphaOf(p, series);
        ctx.fillStyle = p.palette.panel;
        fillPolygon(ctx, [px - 6.5, py, px, py - 6.5, px + 6.5, py, px, py + 6.5]);
        ctx.fillStyle = color;
        fillPolygon(ctx, [px - 4.5, py, px, py - 4.5, px + 4.5, py, px, py + 4.5]);
      }
    }
  }
  ctx.globalAlpha = 1;
}

interface GapSpan {
  code: number;
  from: number;
  to: number;
}

const kGlyph = 9; // pixels; marks nearer than this to each other become one span

/** Where a series is not a number, in pixels. */
function gapSpans(series: Series, at: Painted): GapSpan[] {
  const spans: GapSpan[] = [];
  for (const gap of series.gaps) {
    const open: (GapSpan | undefined)[] = [];
    for (let i = 0; i < gap.x.length; i++) {
      const px = at.x.pixel(gap.x[i]!);
      if (px < at.plot.left - 0.5 || px > at.plot.right + 0.5) continue;
      const code = gap.code[i]!;
      const last = open[code];
      if (last && px - last.to < kGlyph) last.to = px;
      else spans.push((open[code] = { code, from: px, to: px }));
    }
  }
  return spans;
}

// ✕ for NaN and ▲ for +Inf at the top edge, ▼ for −Inf at the bottom edge, in the series' colour.
// Where they stand shoulder to shoulder a row of small ones says from where to where: never a stroke,
// which would look like data.
function drawGaps(ctx: Context, p: Picture, at: Painted): void {
  const taken: (GapSpan & { row: number })[] = [];
  for (const series of p.series) {
    ctx.globalAlpha = alphaOf(p, series);
    ctx.strokeStyle = ctx.fillStyle = series.textColor;
    for (const span of gapSpans(series, at)) {
      const low = span.code === 3;
      const rows = taken
        .filter((one) => (one.code === 3) === low)
        .filter((one) => span.from < one.to + kGlyph && span.to > one.from - kGlyph)
        .map((one) => one.row);
      const row = [0, 1, 2].find((one) => !rows.includes(one)) ?? 3;
      if (row > 2) continue;
      taken.push({ ...span, row });
      const y = low ? at.plot.bottom - 6 - row * kGlyph : at.plot.top + row * kGlyph;
      for (const { x, size } of gapRow(span)) drawGapMark(ctx, x, span.code, y, size);
    }
  }
  ctx.globalAlpha = 1;
}

/** The signs of a span: whole ones at its ends, small ones between them. */
export function gapRow(span: GapSpan): { x: number; size: number }[] {
  const width = span.to - span.from;
  if (width <= kGlyph) return [{ x: span.from, size: 4 }];
  const pieces = Math.max(1, Math.round(width / kGlyph));
  return Array.from({ length: pieces + 1 }, (_, i) => ({
    x: span.from + (width * i) / pieces,
    size: i === 0 || i === pieces ? 4 : 2,
  }));
}

function drawEndLabels(ctx: Context, p: Picture, at: Painted, labels: EndLabel[]): void {
  const { plot } = at;
  const wanted = labels.map((label) => {
    if (label.y === Infinity) return plot.top; // not a number any more: beside its mark
    const py = at.y.pixel(label.y);
    return Math.max(plot.top, Math.min(plot.bottom, Number.isFinite(py) ? py : plot.bottom));
  });
  const places = spread(wanted, 15, plot.top - 6, plot.bottom + 8);
  ctx.font = kLabelFont;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 1;
  labels.forEach((label, i) => {
    const end = at.x.pixel(label.x);
    ctx.globalAlpha = alphaOf(p, label.series);
    ctx.strokeStyle = p.palette.rule;
    ctx.setLineDash([1, 3]);
    ctx.beginPath();
    ctx.moveTo(Math.min(end + 4, plot.right), wanted[i]!);
    ctx.lineTo(plot.right, wanted[i]!);
    ctx.lineTo(plot.right + kGutter - 4, places[i]!);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = label.series.textColor;
    const room = p.width - plot.right - kGutter - 2;
    ctx.fillText(clip(ctx, label.text, room), plot.right + kGutter, places[i]!);
  });
  ctx.globalAlpha = 1;
}

/** Draws the whole chart; the context is scaled to CSS pixels by the caller. */
export function paint(ctx: Context, p: Picture): Painted {
  const labels = endLabels(p);
  const at = arrange(ctx, p, labels);
  const { plot } = at;
  drawRegions(ctx, p, at);
  drawFindingSpans(ctx, p, at);
  drawGrid(ctx, p, at);
  drawRules(ctx, p, at);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left - 3, plot.top - 8, plot.right - plot.left + 6, plot.bottom - plot.top + 9);
  ctx.clip();
  drawHeatMap(ctx, p, at);
  drawBands(ctx, p, at);
  drawBars(ctx, p, at);
  drawLevels(ctx, p, at);
  drawLines(ctx, p, at);
  ctx.restore();
  // Whole, also at an edge: half a sign is another sign.
  drawMarkers(ctx, p, at);
  drawGaps(ctx, p, at);
  drawGroundNames(ctx, p, at);
  drawBest(ctx, p, at);
  drawNotes(ctx, p, at);
  drawFindings(ctx, p, at);
  drawColorBar(ctx, p, at);
  drawEndLabels(ctx, p, at, labels);
  return at;
}
