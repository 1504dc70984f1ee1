// A plot on screen: its canvases, pointer and keys, tooltip, findings and the table behind it.

import { effect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Chart } from '../chart/chart';
import { attachGestures } from '../chart/gesture';
import type { Series } from '../chart/series';
import type { Figure } from '../protocol';
import { cursor, setView, view } from '../state';
import { palette } from '../theme';
import { chartKey, zoomRange } from './chart_keys';
import { DataTable } from './data_table';
import { FindingFlags } from './finding_flags';
import { Legend } from './legend';
import type { PlotState } from './plot_state';
import { Tooltip } from './tooltip';

function pin(state: PlotState, x: number | null): void {
  if (state.host.axis() !== 'step' || x === null) return;
  const step = Math.round(x);
  setView({ at: view.peek().at === step ? null : step });
}

function gestures(state: PlotState, chart: Chart) {
  const { host } = state;
  const select = (from: number, to: number): [number, number] | null => {
    const plot = chart.painted?.plot;
    if (!plot) return null;
    const inside = (x: number) => Math.max(plot.left, Math.min(plot.right, x));
    const a = inside(Math.min(from, to));
    const b = inside(Math.max(from, to));
    return b > a ? [a, b] : null;
  };
  return {
    hover: (x: number, y: number) => {
      state.moveCursor(chart.snapAt(x), { x, y });
      state.showCell(chart.cellAt(x, y));
    },
    leave: () => {
      state.showCell(null);
      state.moveCursor(null);
    },
    selecting: (from: number, to: number) => {
      state.tip.value = null;
      chart.setSelection(select(from, to));
    },
    selected: (from: number, to: number) => {
      chart.setSelection(null);
      const pixels = select(from, to);
      if (pixels) host.zoom([chart.valueAt(pixels[0])!, chart.valueAt(pixels[1])!]);
    },
    cancelled: () => chart.setSelection(null),
    panned: (by: number) => {
      const range = chart.range;
      if (!range || !chart.painted) return;
      const shift = chart.painted.x.value(0) - chart.painted.x.value(by);
      host.zoom([range[0] + shift, range[1] + shift], false);
    },
    clicked: (x: number) => pin(state, chart.snapAt(x)),
    doubled: () => host.zoom(null),
    wheeled: (x: number, factor: number) => {
      const range = chart.range;
      if (range) host.zoom(zoomRange(range, chart.valueAt(x)!, factor), false);
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
function drive(
  state: PlotState,
  chart: Chart,
  figure: ReadonlySignal<Figure | null>,
  element: HTMLElement,
): () => void {
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
      const next = figure.value;
      if (next) chart.setFigure(next, colorsOf(next));
    }),
    effect(() => {
      const { y } = view.value;
      const range = state.host.range();
      const yHint = state.host.yHint();
      const hidden = state.hidden.value;
      const emphasis = state.emphasis.value;
      const kind = chart.content?.panel.x.kind ?? 'step';
      chart.setChoice({ kind: state.host.kind?.() ?? kind, range, y, yHint, hidden, emphasis });
    }),
    effect(() => {
      const at = cursor.value;
      void view.value.at;
      if (!at || at.panel !== state.host.key) state.showCursor();
    }),
    attachGestures(element, gestures(state, chart)),
  ];
  return () => {
    size.disconnect();
    ends.forEach((end) => end());
    state.dispose();
  };
}

function useKeys(state: PlotState): (event: KeyboardEvent) => void {
  return (event) => {
    const { host } = state;
    const at = cursor.peek();
    const x = at && at.axis === host.axis() ? at.x : null;
    const moved = !event.ctrlKey && !event.metaKey && state.moveCell(event.key);
    if (moved) state.speak();
    const done =
      moved ||
      chartKey(state.chart!, event, x, host.range() !== null, {
        moveCursor: (to) => {
          const pixel = to === null ? 0 : (state.chart!.painted?.x.pixel(to) ?? 0);
          state.moveCursor(to, { x: pixel, y: 0 });
          state.speak();
        },
        zoom: (range) => host.zoom(range, false),
        pin: (to) => pin(state, to),
      });
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

interface PlotProps {
  state: PlotState;
  figure: ReadonlySignal<Figure | null>;
  index?: number;
  title: string;
}

export function Plot({ state, figure, index = 0, title }: PlotProps) {
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chart = new Chart(base.current!, over.current!, (fresh) => state.drawn(fresh), index);
    state.chart = chart;
    return drive(state, chart, figure, surface.current!);
  }, [state]);
  const keys = useKeys(state);
  const open = state.tableOpen.value;
  const leave = () => {
    state.showCell(null);
    if (cursor.peek()?.panel === state.host.key) state.moveCursor(null);
  };
  return (
    <>
      <div
        class={`chart ${open ? 'chart-behind' : ''}`}
        ref={surface}
        role="application"
        aria-roledescription="chart"
        aria-label={`${title}. Arrow keys read values, plus and minus zoom, Escape resets.`}
        tabIndex={0}
        onKeyDown={keys}
        onBlur={leave}
      >
        <canvas ref={base} aria-hidden="true" />
        <canvas ref={over} aria-hidden="true" />
        <Tooltip tip={state.tip} />
      </div>
      {!open && <FindingFlags places={state.findings} width={() => state.chart?.size[0] ?? 0} />}
      <DataTable data={state.table} open={open} />
    </>
  );
}

export function Names({ state }: { state: PlotState }) {
  const several = state.series.value.length > 1;
  const bars = state.series.value.some((one) => one.bars.length > 0);
  // One alone is named by the panel, a few by the ends of their lines.
  if (!several || (!bars && state.direct.value)) return null;
  return (
    <Legend
      series={state.series.value}
      hidden={state.hidden.value}
      toggle={(keys) => state.toggle(keys)}
      emphasize={(keys) => (state.emphasis.value = keys && new Set(keys))}
    />
  );
}

const kGapNames = ['', '\u2715 NaN', '\u25b2 +Inf', '\u25bc \u2212Inf'];

export function GapKey({ series }: { series: Signal<Series[]> }) {
  const codes = new Set<number>();
  for (const one of series.value)
    for (const gap of one.gaps) gap.code.forEach((code) => codes.add(code));
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
