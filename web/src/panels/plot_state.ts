// What a plot keeps beside its figure: where the cursor is, what it reads in words, which series are
// hidden. A panel has one plot or several; what they share comes from their host.

import { batch, signal } from '@preact/signals';
import { cellWords, moveCell, type Cell } from '../chart/cells';
import type { Chart } from '../chart/chart';
import { tabulate, type Reading } from '../chart/cursor';
import { formatCount, formatX } from '../chart/format';
import type { Series } from '../chart/series';
import type { FindingMark, XKind } from '../protocol';
import { cursor, spoken, view } from '../state';
import type { TableData } from './data_table';
import { tableOfBars, tableOfMap } from './plot_tables';
import type { Tip } from './tooltip';

const kTableMs = 2000;
const kTableRows = 12;
const kOpenTableRows = 200;
const kSpeakMs = 250;

/** What the panel around a plot decides. */
export interface PlotHost {
  /** Whose the cursor is. */
  key: string;
  title(): string;
  /** Names the axis that the cursor stands on: plots of the same one share it. */
  axis(): string;
  range(): [number, number] | null;
  zoom(range: [number, number] | null, step?: boolean): void;
  yHint(): string;
  /** The figure has been drawn. */
  drawn(): void;
  points(): number;
  /** The kind of axis that `range` is meant for; that of the figure without it. */
  kind?(): XKind;
}

export class PlotState {
  readonly columns = signal(0);
  readonly hidden = signal<ReadonlySet<string>>(new Set());
  readonly emphasis = signal<ReadonlySet<string> | null>(null);
  readonly series = signal<Series[]>([]);
  readonly direct = signal(true);
  readonly tip = signal<Tip | null>(null);
  readonly words = signal('');
  readonly footer = signal('');
  readonly table = signal<TableData | null>(null);
  readonly tableOpen = signal(false);
  readonly findings = signal<{ mark: FindingMark; x: number; y: number }[]>([]);
  chart: Chart | null = null;
  private cell: Cell | null = null;
  private tabling = 0;
  private speaking = 0;

  constructor(readonly host: PlotHost) {}

  /** After each drawing: acknowledge, and bring the words up to date. */
  drawn(fresh: boolean): void {
    const chart = this.chart;
    if (!chart) return;
    if (this.columns.peek() !== chart.columns && chart.painted) this.columns.value = chart.columns;
    this.describe();
    const places = chart.findings;
    const same = JSON.stringify(places) === JSON.stringify(this.findings.peek());
    if (!same) this.findings.value = places;
    if (!fresh) return;
    this.host.drawn();
    batch(() => {
      this.series.value = chart.content?.series ?? [];
      this.direct.value = chart.direct;
      this.showCursor();
    });
    if (this.tabling !== 0) return;
    const wait = this.table.peek() ? kTableMs : 0;
    this.tabling = window.setTimeout(() => this.tabulate(), wait);
  }

  dispose(): void {
    clearTimeout(this.tabling);
    clearTimeout(this.speaking);
    this.chart?.dispose();
  }

  tabulate(): void {
    clearTimeout(this.tabling);
    this.tabling = 0;
    const content = this.chart?.content;
    if (!content) return;
    const caption = this.host.title();
    const series = this.chart!.series.slice(0, 12);
    const special = tableOfMap(content, caption) ?? tableOfBars(content, series, caption);
    if (special) {
      this.table.value = special;
      return;
    }
    const rows = tabulate(content, series, this.tableOpen.peek() ? kOpenTableRows : kTableRows);
    this.table.value = {
      caption,
      x: content.panel.x.label || 'x',
      columns: series.map((one) => one.label),
      rows: rows.map((row) => ({ ...row, name: this.place(row.x) })),
    };
  }

  place(x: number): string {
    const axis = this.chart?.content?.panel.x;
    if (!axis) return '';
    const category = axis.categories?.[Math.round(x)];
    return category !== undefined ? category : formatX(axis.kind, x, axis.label);
  }

  /** How what is drawn relates to what was recorded. */
  private describe(): void {
    const points = this.host.points();
    if (!this.chart) return;
    const exact = this.chart.series.every((one) => one.main?.resolution !== 'columns');
    const count = formatCount(points, 'point');
    const kind = this.chart.scaleKind;
    const parts = kind === 'linear' ? [] : [`${kind} scale`];
    parts.push(`${count}, ${exact ? 'every one drawn' : 'min to max per pixel'}`);
    if (this.chart.painted?.below) parts.push('values \u2264 0 lie below this log axis');
    this.footer.value = points === 0 ? '' : parts.join(' · ');
  }

  /** Follows the shared cursor: the line, the words, the tooltip. */
  showCursor(pointer?: { x: number; y: number }): void {
    const chart = this.chart;
    if (!chart) return;
    const at = cursor.peek();
    const axis = this.host.axis();
    const here = at && at.axis === axis ? at : null;
    const pinned = axis === 'step' ? view.peek().at : null;
    chart.setCursor(here?.x ?? null, pinned);
    if (!here || this.cell) {
      this.words.value = this.cell ? this.words.peek() : '';
      this.tip.value = null;
      return;
    }
    const readings = chart.read(here.x);
    this.words.value =
      chart.content?.map && readings.length === 0 ? '' : this.summary(here.x, readings);
    const mine = here.panel === this.host.key;
    if (mine && pointer) this.tip.value = this.makeTip(here.x, readings, pointer);
    else if (!mine) this.tip.value = null;
  }

  private summary(x: number, readings: Reading[]): string {
    const values = readings.slice(0, 8).map((one) => `${one.label} ${one.text}`.trim());
    const more = readings.length > 8 ? `, and ${readings.length - 8} more` : '';
    const events = this.eventsAt(x).map((rule) => `; ${rule.label}`);
    return `${this.place(x)}: ${values.join(', ') || 'nothing recorded'}${more}${events.join('')}`;
  }

  private eventsAt(x: number): { x: number; label: string }[] {
    const at = this.chart?.painted;
    if (!at) return [];
    const rules = this.chart!.content!.rules;
    return rules.filter((rule) => Math.abs(at.x.pixel(rule.x) - at.x.pixel(x)) < 6);
  }

  private makeTip(x: number, readings: Reading[], pointer: { x: number; y: number }): Tip {
    const at = this.chart!.painted!;
    const distance = (one: Reading) => Math.abs(at.y.pixel(one.value) - pointer.y) || 1e9;
    const near = readings.reduce<Reading | null>(
      (best, one) => (!best || distance(one) < distance(best) ? one : best),
      null,
    );
    const events = this.eventsAt(x);
    return {
      title: this.place(x),
      readings,
      events: events.map((rule) => `${this.place(rule.x)}: ${rule.label}`),
      x: at.x.pixel(x),
      width: this.chart!.size[0],
      nearest: readings.length > 1 ? (near?.key ?? '') : '',
    };
  }

  moveCursor(x: number | null, pointer?: { x: number; y: number }): void {
    cursor.value = x === null ? null : { x, axis: this.host.axis(), panel: this.host.key };
    this.showCursor(pointer);
  }

  /** Reads a cell of a heat map, by pointer or by keys. */
  showCell(cell: Cell | null): void {
    const chart = this.chart;
    const content = chart?.content;
    if (!chart || !content?.map) return;
    this.cell = cell;
    chart.setCell(cell);
    const text = cell ? cellWords(content.panel, content.map, cell) : '';
    this.words.value = text;
    this.tip.value = null;
    const at = chart.painted;
    if (!cell || !at) return;
    const x = at.x.pixel(
      ((content.map.x[cell.column] ?? 0) + (content.map.x[cell.column + 1] ?? 0)) / 2,
    );
    const [title, value] = [
      text.slice(0, text.lastIndexOf(': ')),
      text.slice(text.lastIndexOf(': ') + 2),
    ];
    this.tip.value = { title, readings: [], events: [value], x, width: chart.size[0], nearest: '' };
  }

  /** True when an arrow key moved from cell to cell. */
  moveCell(key: string): boolean {
    const content = this.chart?.content;
    if (!content?.map) return false;
    if (key === 'Escape' && this.cell) {
      this.showCell(null);
      return true;
    }
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const move = moves[key];
    if (!move) return false;
    const reversed = content.panel.y.reversed ?? false;
    this.showCell(moveCell(content.map, this.cell, move[0], move[1], reversed));
    return true;
  }

  /** Tells a screen reader, once the keys rest. */
  speak(): void {
    clearTimeout(this.speaking);
    this.speaking = window.setTimeout(() => (spoken.value = this.words.peek()), kSpeakMs);
  }

  /** Hides these series, or shows them again when none of them is shown. */
  toggle(keys: string[]): void {
    const next = new Set(this.hidden.peek());
    const all = keys.every((key) => next.has(key));
    for (const key of keys) {
      if (all) next.delete(key);
      else next.add(key);
    }
    this.hidden.value = next;
  }
}
