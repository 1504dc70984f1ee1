// One chart on screen: two canvases (curves below, cursor above), the axes it shows and glides to.
// Owned by one panel. All drawing happens in animation frames; setters only note what changed.

import type { Figure, FindingMark, XKind } from '../protocol';
import { reducedMotion, type Palette } from '../theme';
import type { YScale } from '../view';
import { cellAt, startOfColumn, type Cell } from './cells';
import { endOf, nearestIndex, readAt, snap, stepFrom, type Reading } from './cursor';
import { ease, settle, xAxis, yAxis, type Axis } from './domain';
import { paintOverlay } from './overlay';
import { findingPlaces } from './paint_marks';
import { paint, type Painted, type Picture } from './painter';
import type { ScaleKind } from './scale';
import { gather, type ChartContent, type Series } from './series';

const kDirectLabels = 4;
const kDirectWidth = 300;
const kReach = 10; // pixels beyond its end at which a line still answers

export interface ChartChoice {
  /** The kind of x axis that `range` is meant for; a figure of another kind shows all it has. */
  kind: XKind;
  range: [number, number] | null;
  y: YScale;
  yHint: string;
  hidden: ReadonlySet<string>;
  emphasis: ReadonlySet<string> | null;
}

export class Chart {
  content: ChartContent | null = null;
  painted: Painted | null = null;
  private figure: Figure | null = null;
  private colors: number[] = [];
  private palette: Palette | null = null;
  private choice: ChartChoice = {
    kind: 'step',
    range: null,
    y: 'auto',
    yHint: 'linear',
    hidden: new Set(),
    emphasis: null,
  };
  private shownX: Axis | null = null;
  private shownY: Axis | null = null;
  private goalY: Axis | null = null;
  private width = 0;
  private height = 0;
  private ratio = 1;
  private frame = 0;
  private before = 0;
  private fresh = false;
  private axis = '';
  private cursor: number | null = null;
  private cell: Cell | null = null;
  private pinned: number | null = null;
  private selection: [number, number] | null = null;

  constructor(
    private readonly base: HTMLCanvasElement,
    private readonly over: HTMLCanvasElement,
    /** Called after every drawing; `fresh` when it was the first of a new figure. */
    private readonly onDrawn: (fresh: boolean) => void,
    /** Which panel of its figures this is. */
    private readonly index = 0,
  ) {}

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  setFigure(figure: Figure, colors: number[]): void {
    this.figure = figure;
    this.colors = colors;
    this.fresh = true;
    this.regather();
    this.invalidate();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.regather();
    this.invalidate();
  }

  setChoice(choice: ChartChoice): void {
    const moved =
      choice.range !== this.choice.range ||
      choice.y !== this.choice.y ||
      choice.hidden !== this.choice.hidden;
    this.choice = choice;
    if (moved) this.goalY = null;
    this.invalidate();
  }

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.ratio = Math.min(3, window.devicePixelRatio || 1);
    for (const canvas of [this.base, this.over]) {
      canvas.width = Math.max(1, Math.round(width * this.ratio));
      canvas.height = Math.max(1, Math.round(height * this.ratio));
    }
    this.draw(false); // a resized canvas is blank: fill it before it is seen
  }

  setCursor(cursor: number | null, pinned: number | null): void {
    this.cursor = cursor;
    this.pinned = pinned;
    this.drawOver();
  }

  setCell(cell: Cell | null): void {
    this.cell = cell;
    this.drawOver();
  }

  /** The cell of a heat map under a pixel. */
  cellAt(px: number, py: number): Cell | null {
    const at = this.painted;
    const map = this.content?.map;
    return at && map ? cellAt(map, at.x.value(px), at.y.value(py)) : null;
  }

  get findings(): { mark: FindingMark; x: number; y: number }[] {
    const picture = this.picture(this.width, this.height);
    return picture && this.painted ? findingPlaces(picture, this.painted) : [];
  }

  setSelection(selection: [number, number] | null): void {
    this.selection = selection;
    this.drawOver();
  }

  get size(): [number, number] {
    return [this.width, this.height];
  }

  get series(): Series[] {
    return this.content?.series.filter((one) => !this.choice.hidden.has(one.key)) ?? [];
  }

  get direct(): boolean {
    return this.series.length <= kDirectLabels && this.width >= kDirectWidth;
  }

  get scaleKind(): ScaleKind {
    return this.shownY?.transform.kind ?? 'linear';
  }

  /** Pixel columns of the plot, as the server should fill them. */
  get columns(): number {
    const plot = this.painted?.plot;
    const width = plot ? plot.right - plot.left : this.width - 64;
    return Math.max(1, Math.min(8192, Math.round(width * Math.min(2, this.ratio))));
  }

  get range(): [number, number] | null {
    return this.painted ? this.painted.x.domain : null;
  }

  valueAt(pixel: number): number | null {
    return this.painted?.x.value(pixel) ?? null;
  }

  snapAt(pixel: number): number | null {
    const at = this.painted;
    if (!at) return null;
    const [low, high] = at.x.domain;
    const inside = Math.max(low, Math.min(high, at.x.value(pixel)));
    const { map = null, panel } = this.content ?? {};
    if (map && panel?.x.kind === 'step') return startOfColumn(map, inside);
    return snap(this.series, inside, map) ?? inside;
  }

  read(x: number): Reading[] {
    const at = this.painted;
    if (!at) return [];
    const reach = Math.abs(at.x.value(kReach) - at.x.value(0));
    return readAt(this.series, x, reach);
  }

  /** The neighbouring point of the first series, for the arrow keys. */
  step(x: number | null, by: number): number | null {
    const [low, high] = this.range ?? [0, 1];
    const lead = this.series.find((one) => one.main)?.main;
    if (!lead) return this.stepBar(x, by);
    if (x === null || x < low || x > high) return endOf(lead, by > 0 ? -1 : 1, low, high);
    return stepFrom(lead, x, by);
  }

  private stepBar(x: number | null, by: number): number | null {
    const bars = this.series.find((one) => one.bars.length > 0)?.bars[0];
    if (!bars || bars.y.length === 0) return null;
    const centers = Float64Array.from(bars.x0, (from, i) => (from + bars.x1[i]!) / 2);
    const last = centers.length - 1;
    if (x === null) return centers[by > 0 ? 0 : last]!;
    return centers[Math.max(0, Math.min(last, nearestIndex(centers, x) + by))]!;
  }

  /** The chart as a picture of its own, drawn anew at `ratio` device pixels per pixel. */
  picture(width: number, height: number): Picture | null {
    if (!this.content || !this.palette || !this.shownX || !this.shownY) return null;
    return {
      width,
      height,
      content: this.content,
      series: this.series,
      x: this.shownX,
      y: this.shownY,
      palette: this.palette,
      direct: this.direct,
      emphasis: this.choice.emphasis,
    };
  }

  private regather(): void {
    const panel = this.figure?.panels[this.index];
    if (!this.figure || !panel || !this.palette) return;
    const axis = `${panel.x.kind} ${panel.x.label}`;
    if (axis !== this.axis) this.shownX = this.goalY = null; // another axis: nothing to glide from
    this.axis = axis;
    this.content = gather(this.figure, panel, this.palette, this.colors);
  }

  private invalidate(): void {
    if (this.frame !== 0) return;
    this.before = 0;
    this.frame = requestAnimationFrame((now) => this.tick(now));
  }

  private tick(now: number): void {
    this.frame = 0;
    const elapsed = this.before === 0 ? 16 : Math.min(64, now - this.before);
    const done = this.advance(reducedMotion() ? Infinity : elapsed);
    this.draw(this.fresh);
    this.fresh = false;
    if (done) return;
    this.frame = requestAnimationFrame((next) => this.tick(next));
    this.before = now;
  }

  private advance(ms: number): boolean {
    if (!this.content) return true;
    const fits = this.content.panel.x.kind === this.choice.kind;
    const goalX = xAxis(this.content, fits ? this.choice.range : null);
    const { y, yHint } = this.choice;
    const hint = this.content.panel.y.scale === 'log' ? 'log' : yHint;
    this.goalY = settle(
      this.goalY,
      yAxis(this.series, y, hint, goalX.low, goalX.high, this.content),
    );
    const x = ease(this.shownX, goalX, ms);
    const up = ease(this.shownY, this.goalY, ms);
    this.shownX = x.axis;
    this.shownY = up.axis;
    return x.done && up.done;
  }

  private draw(fresh: boolean): void {
    const ctx = this.base.getContext('2d');
    if (ctx && this.width > 0) {
      ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      ctx.clearRect(0, 0, this.width, this.height);
      const picture = this.picture(this.width, this.height);
      if (picture) this.painted = paint(ctx, picture);
      this.drawOver();
    }
    this.onDrawn(fresh);
  }

  private drawOver(): void {
    const ctx = this.over.getContext('2d');
    if (!ctx || !this.painted || !this.palette) return;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    paintOverlay(ctx, this.painted, this.palette, {
      cursor: this.cursor,
      readings: this.cursor === null ? [] : this.read(this.cursor),
      pinned: this.pinned,
      selection: this.selection,
      map: this.content?.map ?? null,
      cell: this.cell,
    });
  }
}
