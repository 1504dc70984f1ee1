// Figures with every kind of mark, small and always the same.

import type { Descriptor, FigureRequest } from '../../src/protocol';
import type { FakeRun } from './data';

type Out = Record<string, unknown>;

const axis = (label: string, more: Out = {}): Out => ({
  label,
  kind: 'value',
  extent: null,
  range: null,
  scale: 'linear',
  unit: '',
  ...more,
});

function finding(state: string, x0: number, title: string): Out {
  const role = { watching: 'watching', warning: 'warn', confirmed: 'error', cleared: 'muted' }[
    state
  ];
  return {
    type: 'finding',
    role,
    run: 0,
    entity: { kind: 'series', run: 'r', path: 'val/loss' },
    rule: 'overfitting',
    state,
    confidence: 0.9,
    x0,
    x1: null,
    title,
    text: 'The validation loss rises.',
    remedies: ['Stop early', 'Raise the weight decay'],
    link: 'docs/diagnosis.md#overfitting',
  };
}

function line(label: string, role: string, y: number[]): Out {
  return {
    ...{ type: 'line', label, role, run: 0, layer: 'raw', resolution: 'points' },
    entity: { kind: 'series', run: 'r', path: label },
    x: Float64Array.from(y, (_, i) => i + 1),
    y: Float64Array.from(y),
  };
}

function training(): Out[] {
  const x = axis('epoch', { extent: [1, 6], range: [1, 6] });
  const val = [0.9, 0.6, 0.4, 0.42, 0.5, 0.6];
  const train = [0.9, 0.5, 0.3, 0.2, 0.15, 0.1];
  const gap = val.map((v, i) => v - train[i]!);
  return [
    {
      title: 'Losses',
      x,
      y: axis('loss'),
      marks: [
        line('train/loss', 'train', train),
        line('val/loss', 'val', val),
        {
          ...{ type: 'points', label: 'best', role: 'best', run: 0 },
          entity: { kind: 'series', run: 'r', path: 'val/loss' },
          x: Float64Array.of(3),
          y: Float64Array.of(0.4),
        },
        finding('warning', 5, 'Overfitting since epoch 5'),
      ],
    },
    {
      title: 'Gap',
      x,
      y: axis('gap'),
      marks: [
        {
          type: 'region',
          role: 'error',
          x0: null,
          x1: null,
          y0: 0.05,
          y1: null,
          label: 'too wide',
        },
        { type: 'rule', y: 0, label: 'none', role: 'none' },
        line('gap', 'val', gap),
      ],
    },
  ];
}

function confusion(): Out[] {
  const categories = ['cat', 'dog', 'owl'];
  const edges = Float64Array.of(-0.5, 0.5, 1.5, 2.5);
  const ends = { extent: [-0.5, 2.5], range: [-0.5, 2.5], categories };
  const map = {
    ...{ type: 'heatmap', run: 0, label: 'share of the true class', x: edges, y: edges },
    values: Float64Array.of(0.8, 0.2, 0, 0.1, 0.9, 0, NaN, NaN, NaN),
    written: Float64Array.of(8, 2, 0, 1, 9, 0, 0, 0, 0),
    ...{ diverging: false, colors: [0, 1], show_values: true },
  };
  const y = axis('true', { ...ends, reversed: true });
  return [{ title: 'val/confusion at step 400', x: axis('predicted', ends), y, marks: [map] }];
}

function classes(): Out[] {
  const bars = {
    ...{ type: 'bars', run: 0, role: 'val', label: 'val/recall' },
    x0: Float64Array.of(-0.4, 0.6),
    x1: Float64Array.of(0.4, 1.4),
    y: Float64Array.of(0.9, 0.4),
  };
  const columns = [
    { title: 'class', numeric: false },
    { title: 'val/recall', numeric: true },
  ];
  const rows = [
    ['cat', '0.9'],
    ['dog', '0.4'],
  ];
  const x = axis('class', { categories: ['cat', 'dog'], extent: [-0.5, 1.5], range: [-0.5, 1.5] });
  return [
    { title: 'By class', x, y: axis('val/recall'), marks: [bars] },
    { title: 'Numbers', x: axis(''), y: axis(''), marks: [{ type: 'table', columns, rows }] },
  ];
}

function findings(): Out[] {
  const marks = [
    finding('confirmed', 400, 'NaN since step 400'),
    finding('warning', 300, 'Overfitting since step 300'),
    finding('cleared', 100, 'Instability'),
  ];
  return [{ title: 'Findings', x: axis('step', { kind: 'step' }), y: axis(''), marks }];
}

const kPanels: Record<string, () => Out[]> = {
  training_curves: training,
  confusion_matrix: confusion,
  per_class: classes,
  findings,
};

export const kPanelDescriptors: Descriptor[] = Object.keys(kPanels).map((panel) => ({
  key: panel,
  title: panel.replace('_', ' '),
  tab: 'Diagnosis',
  size: panel === 'confusion_matrix' ? 'normal' : 'wide',
  group: '',
  request: { panel },
}));

/** A layout of the training's own: one on the left, one on the right and twice as wide. */
export const kPlacedDescriptors: Descriptor[] = (
  [
    ['left', [0, 0, 1 / 3, 0.3]],
    ['right', [1 / 3, 0.1, 2 / 3, 0.2]],
  ] as const
).map(([side, place]) => ({
  key: `dashboard:${side}`,
  title: `placed ${side}`,
  tab: 'Dashboard',
  size: 'normal',
  group: '',
  request: { panel: 'training_curves' },
  place: [...place],
}));

/** A layout as for a screen on a wall, in units of 1920 by 1080. */
export const kWallDescriptors: Descriptor[] = (
  [
    ['Loss', { panel: 'curves', series: ['train/loss', 'val/loss'] }, [0, 0, 1200, 460]],
    [
      'Accuracy',
      { panel: 'curves', series: ['train/accuracy', 'val/accuracy'] },
      [1200, 0, 720, 460],
    ],
    ['Learning rate', { panel: 'curves', series: ['lr'] }, [0, 460, 480, 300]],
    ['Gradient norm', { panel: 'curves', series: ['grad/norm'], y: 'log' }, [480, 460, 480, 300]],
    ['Confusion', { panel: 'confusion_matrix' }, [960, 460, 480, 620]],
    ['Findings', { panel: 'findings' }, [1440, 460, 480, 620]],
    ['Training', { panel: 'training_curves' }, [0, 760, 960, 320]],
  ] as const
).map(([title, request, place]) => ({
  key: `wall:${title}`,
  title,
  tab: 'Dashboard',
  size: 'normal',
  group: '',
  request: request as unknown as FigureRequest,
  place: place.map((units) => units / 1920) as [number, number, number, number],
}));

/** The panels of one of these figures; nothing for any other kind. */
export function makePanels(request: FigureRequest, runs: FakeRun[]): Out | null {
  const make = kPanels[request.panel];
  if (!make || runs.length === 0) return null;
  const panels = make();
  return { reading: `a reading of ${request.panel}`, columns: 2, points: 6, panels };
}
