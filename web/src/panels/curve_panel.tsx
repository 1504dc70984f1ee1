// Curves: the panel that most people look at most of the time. Joins the figure that the server sends
// with what is local: hover, zoom, selection, names and the keyboard.

import { useComputed, useSignal, type Signal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { exportPng } from '../chart/export';
import { useFigure, type Followed } from '../live';
import type { Descriptor, FigureRequest } from '../protocol';
import { presentRuns, view, xKind, zoomTo } from '../state';
import { exportAddress, Frame } from './frame';
import { GapKey, Names, Plot } from './plot';
import { PlotState, type PlotHost } from './plot_state';

// The plot of a panel of curves shares axis, range and cursor with all others.
function makeHost(given: Signal<Descriptor>, followed: () => Followed): PlotHost {
  return {
    get key() {
      return given.peek().key;
    },
    title: () => given.peek().title,
    axis: () => view.peek().x,
    kind: () => xKind(view.value.x),
    range: () => view.value.range,
    zoom: zoomTo,
    yHint: () => String(given.value.request.y ?? 'linear'),
    drawn: () => followed().drawn(),
    points: () => followed().figure.peek()?.points ?? 0,
  };
}

export function CurvePanel({ descriptor }: { descriptor: Descriptor }) {
  const given = useSignal(descriptor);
  given.value = descriptor;
  const holder = useRef<Followed | null>(null);
  const state = useMemo(() => new PlotState(makeHost(given, () => holder.current!)), []);
  const request = useComputed<FigureRequest | null>(() => {
    const runs = presentRuns.value;
    const { x, range, smoothing } = view.value;
    const width = state.columns.value;
    if (width === 0 || runs.length === 0) return null;
    return { ...given.value.request, runs, x, range, width, smoothing };
  });
  const followed = useFigure(request);
  holder.current = followed;

  const open = state.tableOpen.value;
  const title = descriptor.title || followed.figure.value?.title || 'Chart';
  const png = () => {
    const reading = followed.figure.value?.reading ?? '';
    exportPng([state.chart!], title, reading, descriptor.key.replace(/[^\w.-]+/g, '_'));
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
      footer={
        <>
          <GapKey series={state.series} />
          <span class="panel-points">{state.footer.value}</span>
        </>
      }
      actions={[
        { label: open ? 'Show as curves' : 'Show as a table', run: showTable },
        { label: 'Save as PNG', run: png },
        { label: 'Save every point as CSV', href: exportAddress(descriptor, 'csv') },
      ]}
    >
      <Plot state={state} figure={followed.figure} title={title} />
    </Frame>
  );
}
