// Curves: the panel that most people look at most of the time. Joins the figure that the server sends
// with what is local: hover, zoom, selection, names and the keyboard.

import { batch, effect, signal, useComputed, useSignal, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Chart } from '../chart/chart';
import { tabulate, type Reading } from '../chart/cursor';
import { exportPng } from '../chart/export';
import { formatCount, formatX } from '../chart/format';
import { attachGestures } from '../chart/gesture';
import type { Series } from '../chart/series';
import { useFigure, type Followed } from '../live';
import type { Descriptor, Figure, FigureRequest } from '../protocol';
import { cursor, setView, shownRuns, spoken, view, xKind, zoomTo } from '../state';
import { palette } from '../theme';
import { chartKey, zoomRange } from './chart_keys';
import { DataTable, type TableData } from './data_table';
import { exportAddress, Frame } from './frame';
import { Legend } from './legend';
import { Tooltip, type Tip } from './tooltip';

const kTableMs = 2000;
const kTableRows = 12;
const kOpenTableRows = 200;
const kSpeakMs = 250;

/** What a curve panel keeps beside its figure. */
class CurveState {
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
  chart: Chart | null = null;
  private tabling = 0;
  private speaking = 0;

  constructor(
    readonly descriptor: Signal<Descriptor>,
    readonly followed: () => Followed,
  ) {}

  /** After each drawing: acknowledge, and bring the words up to date. */
  drawn(fresh: boolean): void {
    const chart = this.chart;
    if (!chart) return;
    if (this.columns.peek() !== chart.columns && chart.painted) this.columns.value = chart.columns;
    this.describe();
    if (!fresh) return;
    this.followed().drawn();
    batch(() => {
      this.series.value = chart.content?.series ?? [];
      this.direct.value = chart.direct;
      this.showCursor();
    });
    if (this.tabling !== 0) return;
    const wait = this.table.peek() ? kTableMs : 0;
    this.tabling = window.setTimeout(() => this.tabulate(), wait);
  }

  tabulate(): void {
    clearTimeout(this.tabling);
    this.tabling = 0;
    const content = this.chart?.content;
    if (!content) return;
    const series = this.chart!.series.slice(0, 12);
    const rows = tabulate(content, series, this.tableOpen.peek() ? kOpenTableRows : kTableRows);
    this.table.value = {
      caption: this.descriptor.peek().title,
      x: content.panel.x.label || 'x',
      columns: series.map((one) => one.label),
      rows: rows.map((row) => ({ ...row, name: this.place(row.x) })),
    };
  }

  place(x: number): string {
    const axis = this.chart?.content?.panel.x;
    return axis ? formatX(axis.kind, x, axis.label) : '';
  }

  /** How what is drawn relates to what was recorded. */
  private describe(): void {
    const figure = this.followed().figure.peek();
    if (!figure || !this.chart) return;
    const exact = this.chart.series.every((one) => one.main?.resolution !== 'columns');
    const count = formatCount(figure.points, 'point');
    const kind = this.chart.scaleKind;
    const parts = kind === 'linear' ? [] : [`${kind} scale`];
    parts.push(`${count}, ${exact ? 'every one drawn' : 'min to max per pixel'}`);
    if (this.chart.painted?.below) parts.push('values \u2264 0 lie below this log axis');
    this.footer.value = figure.points === 0 ? '' : parts.join(' · ');
  }

  /** Follows the shared cursor: the line, the words, the tooltip. */
  showCursor(pointer?: { x: number; y: number }): void {
    const chart = this.chart;
    if (!chart) return;
    const at = cursor.peek();
    const here = at && at.axis === view.peek().x ? at : null;
    const pinned = view.peek().x === 'step' ? view.peek().at : null;
    chart.setCursor(here?.x ?? null, pinned);
    if (!here) {
      this.words.value = '';
      this.tip.value = null;
      return;
    }
    const readings = chart.read(here.x);
    this.words.value = this.summary(here.x, readings);
    const mine = here.panel === this.descriptor.peek().key;
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
    const panel = this.descriptor.peek().key;
    cursor.value = x === null ? null : { x, axis: view.peek().x, panel };
    this.showCursor(pointer);
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

function pin(x: number | null): void {
  const { x: axis, at } = view.peek();
  if (axis !== 'step' || x === null) return;
  const step = Math.round(x);
  setView({ at: at === step ? null : step });
}

function gestures(state: CurveState, chart: Chart) {
  const select = (from: number, to: number): [number, number] | null => {
    const plot = chart.painted?.plot;
    if (!plot) return null;
    const inside = (x: number) => Math.max(plot.left, Math.min(plot.right, x));
    const a = inside(Math.min(from, to));
    const b = inside(Math.max(from, to));
    return b > a ? [a, b] : null;
  };
  return {
    hover: (x: number, y: number) => state.moveCursor(chart.snapAt(x), { x, y }),
    leave: () => state.moveCursor(null),
    selecting: (from: number, to: number) => {
      state.tip.value = null;
      chart.setSelection(select(from, to));
    },
    selected: (from: number, to: number) => {
      chart.setSelection(null);
      const pixels = select(from, to);
      if (pixels) zoomTo([chart.valueAt(pixels[0])!, chart.valueAt(pixels[1])!]);
    },
    cancelled: () => chart.setSelection(null),
    panned: (by: number) => {
      const range = chart.range;
      if (!range || !chart.painted) return;
      const shift = chart.painted.x.value(0) - chart.painted.x.value(by);
      zoomTo([range[0] + shift, range[1] + shift], false);
    },
    clicked: (x: number) => pin(chart.snapAt(x)),
    doubled: () => zoomTo(null),
    wheeled: (x: number, factor: number) => {
      const range = chart.range;
      if (range) zoomTo(zoomRange(range, chart.valueAt(x)!, factor), false);
    },
  };
}

/** Colours by the places that runs hold in the view, so that they stay when others come and go. */
function colorsOf(figure: Figure): number[] {
  return figure.runs.map((run) => {
    const slot = view.peek().runs.indexOf(run.id);
    return slot >= 0 ? slot : run.color;
  });
}

// Feeds the chart from signals; returns what undoes it.
function drive(state: CurveState, chart: Chart, element: HTMLElement): () => void {
  const followed = state.followed();
  const size = new ResizeObserver(() => {
    chart.resize(element.clientWidth, element.clientHeight);
    state.columns.value = chart.columns;
    state.direct.value = chart.direct;
  });
  size.observe(element);
  const ends = [
    effect(() => {
      if (palette.value) chart.setPalette(palette.value);
    }),
    effect(() => {
      const figure = followed.figure.value;
      if (figure) chart.setFigure(figure, colorsOf(figure));
    }),
    effect(() => {
      const { x, y, range } = view.value;
      const yHint = String(state.descriptor.value.request.y ?? 'linear');
      const hidden = state.hidden.value;
      const emphasis = state.emphasis.value;
      chart.setChoice({ kind: xKind(x), range, y, yHint, hidden, emphasis });
    }),
    effect(() => {
      const at = cursor.value;
      void view.value.at;
      if (!at || at.panel !== state.descriptor.peek().key) state.showCursor();
    }),
    attachGestures(element, gestures(state, chart)),
  ];
  return () => {
    size.disconnect();
    ends.forEach((end) => end());
    chart.dispose();
  };
}

export function CurvePanel({ descriptor }: { descriptor: Descriptor }) {
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const given = useSignal(descriptor);
  given.value = descriptor;
  const holder = useRef<Followed | null>(null);
  const state = useMemo(() => new CurveState(given, () => holder.current!), []);
  const request = useComputed<FigureRequest | null>(() => {
    const runs = shownRuns.value;
    const { x, range, smoothing } = view.value;
    const width = state.columns.value;
    if (width === 0 || runs.length === 0) return null;
    return { ...given.value.request, runs, x, range, width, smoothing };
  });
  const followed = useFigure(request);
  holder.current = followed;
  useEffect(() => {
    const chart = new Chart(base.current!, over.current!, (fresh) => state.drawn(fresh));
    state.chart = chart;
    return drive(state, chart, surface.current!);
  }, [state]);

  const keys = (event: KeyboardEvent) => {
    const at = cursor.peek();
    const x = at && at.axis === view.peek().x ? at.x : null;
    const done = chartKey(state.chart!, event, x, view.peek().range !== null, {
      moveCursor: (to) => {
        const pixel = to === null ? 0 : (state.chart!.painted?.x.pixel(to) ?? 0);
        state.moveCursor(to, { x: pixel, y: 0 });
        state.speak();
      },
      zoom: (range) => zoomTo(range, false),
      pin,
    });
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = state.tableOpen.value;
  const title = descriptor.title || followed.figure.value?.title || 'Chart';
  const png = () => {
    const reading = followed.figure.value?.reading ?? '';
    exportPng(state.chart!, title, reading, descriptor.key.replace(/[^\w.-]+/g, '_'));
  };
  const showTable = () => {
    state.tableOpen.value = !open;
    state.tabulate();
  };
  return (
    <Frame
      descriptor={descriptor}
      followed={followed}
      words={state.words}
      legend={<Names state={state} />}
      footer={<Footer state={state} />}
      actions={[
        { label: open ? 'Show as curves' : 'Show as a table', run: showTable },
        { label: 'Save as PNG', run: png },
        { label: 'Save every point as CSV', href: exportAddress(descriptor, 'csv') },
      ]}
    >
      <div
        class={`chart ${open ? 'chart-behind' : ''}`}
        ref={surface}
        role="application"
        aria-roledescription="chart"
        aria-label={`${title}. Arrow keys read values, plus and minus zoom, Escape resets.`}
        tabIndex={0}
        onKeyDown={keys}
        onBlur={() => cursor.peek()?.panel === descriptor.key && state.moveCursor(null)}
      >
        <canvas ref={base} aria-hidden="true" />
        <canvas ref={over} aria-hidden="true" />
        <Tooltip tip={state.tip} />
      </div>
      <DataTable data={state.table} open={open} />
    </Frame>
  );
}

function Names({ state }: { state: CurveState }) {
  if (state.direct.value) return null;
  return (
    <Legend
      series={state.series.value}
      hidden={state.hidden.value}
      toggle={(keys) => state.toggle(keys)}
      emphasize={(keys) => (state.emphasis.value = keys && new Set(keys))}
    />
  );
}

function Footer({ state }: { state: CurveState }) {
  return (
    <>
      <GapKey series={state.series.value} />
      <span class="panel-points">{state.footer.value}</span>
    </>
  );
}

const kGapNames = ['', '\u2715 NaN', '\u25b2 +Inf', '\u25bc \u2212Inf'];

function GapKey({ series }: { series: Series[] }) {
  const codes = new Set<number>();
  for (const one of series) for (const gap of one.gaps) gap.code.forEach((code) => codes.add(code));
  if (codes.size === 0) return null;
  return (
    <span class="gap-key">
      {[...codes]
        .sort()
        .map((code) => kGapNames[code])
        .join('  ')}
    </span>
  );
}
