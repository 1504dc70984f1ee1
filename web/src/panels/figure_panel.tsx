// Any other figure: its panels in a grid within one card, each as a plot or as a table. It knows
// nothing of what they mean.

import { signal, useComputed, useSignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { exportPng } from '../chart/export';
import { formatCount } from '../chart/format';
import { useEdges } from '../edges';
import { useFigure } from '../live';
import type { Descriptor, Figure, FigurePanel, FigureRequest, TableMark } from '../protocol';
import { presentRuns, view } from '../state';
import { exportAddress, Frame } from './frame';
import { calmStep } from './media_panel';
import { Names, Plot } from './plot';
import { PlotState, type PlotHost } from './plot_state';

const kSeriesKinds = ['training_curves', 'experts', 'expert_balance', 'per_class', 'table'];
const kAxisKinds = ['training_curves', 'experts', 'expert_balance'];

/** What the plots of one figure share. */
class FigureState {
  readonly plots = new Map<number, PlotState>();
  readonly zoomed = signal<{ axis: string; range: [number, number] | null }>({
    axis: '',
    range: null,
  });
  readonly tables = signal(false);
  readonly words = signal('');

  constructor(
    readonly given: Signal<Descriptor>,
    readonly figure: () => Figure | null,
  ) {}

  private panel(i: number): FigurePanel | undefined {
    return this.figure()?.panels[i];
  }

  /** Steps are shared with every other panel; any other axis only by those of the same name. */
  axisOf(i: number): string {
    const x = this.panel(i)?.x;
    if (!x) return '';
    if (x.kind === 'step' || x.kind === 'wall' || x.kind === 'relative') return x.kind;
    const named = x.kind === 'value' && this.given.peek().request.panel === 'training_curves';
    return named ? `series:${x.label}` : `${this.given.peek().key}#${i}`;
  }

  plot(i: number): PlotState {
    const known = this.plots.get(i);
    if (known) return known;
    const state = new PlotState(this.host(i));
    state.tableOpen.value = this.tables.peek();
    this.plots.set(i, state);
    return state;
  }

  private host(i: number): PlotHost {
    return {
      key: `${this.given.peek().key}#${i}`,
      title: () => this.panel(i)?.title ?? '',
      axis: () => this.axisOf(i),
      range: () => {
        const { axis, range } = this.zoomed.value;
        return axis === this.axisOf(i) ? range : null;
      },
      zoom: (range) => (this.zoomed.value = { axis: this.axisOf(i), range }),
      yHint: () => this.panel(i)?.y.scale ?? 'linear',
      drawn: () => {},
      points: () => 0,
    };
  }
}

function TableView({ mark, title }: { mark: TableMark; title: string }) {
  const box = useEdges<HTMLDivElement>();
  return (
    <div class="table-box edges" ref={box} tabIndex={0} role="group" aria-label={`${title}: table`}>
      <table class="table-mark">
        <thead>
          <tr>
            {mark.columns.map((column, i) => (
              <th key={i} scope="col" class={column.numeric ? 'number' : ''}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mark.rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={i} class={mark.columns[i]?.numeric ? 'number' : ''}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Part({
  shared,
  figure,
  index,
}: {
  shared: FigureState;
  figure: Signal<Figure | null>;
  index: number;
}) {
  const panel = figure.value!.panels[index]!;
  const table = panel.marks.find((mark): mark is TableMark => mark.type === 'table');
  const several = figure.value!.panels.length > 1;
  const state = table ? null : shared.plot(index);
  const words = state?.words.value;
  if (state) state.tableOpen.value = shared.tables.value;
  return (
    <div class="part">
      {several && (
        <div class="part-head">
          <h3 title={panel.title}>{panel.title}</h3>
          {words && <span class="part-words">{words}</span>}
        </div>
      )}
      <div class="part-body">
        {table && <TableView mark={table} title={panel.title} />}
        {state && <Plot state={state} figure={figure} index={index} title={panel.title} />}
        {state && panel.marks.length === 0 && <p class="panel-message muted">nothing to show</p>}
      </div>
      {state && <AxisName panel={panel} />}
      {state && <Names state={state} />}
    </div>
  );
}

function AxisName({ panel }: { panel: FigurePanel }) {
  const { x, y } = panel;
  const names = (y.categories?.length ?? 0) > 0 || y.reversed;
  const text = names ? `${y.label} ↓ · ${x.label} →` : x.label;
  return <p class="axis-name">{text}</p>;
}

export function FigureView({ descriptor }: { descriptor: Descriptor }) {
  const given = useSignal(descriptor);
  given.value = descriptor;
  const kind = descriptor.request.panel;
  const request = useComputed<FigureRequest | null>(() => {
    const runs = presentRuns.value;
    if (runs.length === 0) return null;
    const base = { ...given.value.request, runs, width: 1000 };
    return kAxisKinds.includes(kind)
      ? { ...base, x: view.value.x }
      : { ...base, cursor: calmStep.value };
  });
  const followed = useFigure(request);
  const figure = followed.figure.value;
  const shared = useMemo(() => new FigureState(given, () => followed.figure.peek()), []);
  useEffect(() => {
    if (!figure) return undefined;
    const frame = requestAnimationFrame(() => followed.drawn());
    return () => cancelAnimationFrame(frame);
  }, [figure]);

  const all = figure?.panels ?? [];
  const plots = all.flatMap((panel, i) => (panel.marks.some((m) => m.type === 'table') ? [] : [i]));
  const columns = Math.min(figure?.columns ?? 1, Math.max(1, all.length));
  const open = shared.tables.value;
  const showTables = () => {
    shared.tables.value = !open;
    for (const i of plots) shared.plot(i).tableOpen.value = !open;
    for (const i of plots) shared.plot(i).tabulate();
  };
  const png = () => {
    const charts = plots.flatMap((i) => shared.plot(i).chart ?? []);
    const name = descriptor.key.replace(/[^\w.-]+/g, '_');
    exportPng(charts, descriptor.title, figure?.reading ?? '', name, Math.min(2, charts.length));
  };
  const alone = all.length === 1 && plots.length === 1 ? shared.plot(0).words : undefined;
  return (
    <Frame
      descriptor={descriptor}
      followed={followed}
      {...(alone ? { words: alone } : {})}
      footer={
        <span class="panel-points">
          {figure && figure.points > 0 && kSeriesKinds.includes(kind) && kind !== 'table'
            ? formatCount(figure.points, 'value')
            : ''}
        </span>
      }
      actions={[
        ...(plots.length > 0
          ? [
              { label: open ? 'Show as pictures' : 'Show as tables', run: showTables },
              { label: 'Save as PNG', run: png },
            ]
          : []),
        ...(kSeriesKinds.includes(kind)
          ? [{ label: 'Save every point as CSV', href: exportAddress(descriptor, 'csv') }]
          : []),
      ]}
    >
      <div class={`parts parts-${Math.min(2, columns)}`}>
        {all.map((_, i) => (
          <Part key={i} shared={shared} figure={followed.figure} index={i} />
        ))}
        {figure && all.length === 0 && <p class="panel-message muted">{figure.reading}</p>}
      </div>
    </Frame>
  );
}
