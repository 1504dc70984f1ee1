// Synthetic runs for the fake server: every value is a function of (run, series, step), so that tests
// can work out what the page must show. Among them NaN, both infinities, a dead run and a failed one.

import type { Descriptor, Run, Status } from '../../src/protocol';

export const kStart = Date.UTC(2026, 2, 1, 9, 0, 0) * 1000;
const kStepMicros = 20_000;

export interface FakeRun {
  info: Run;
  seed: number;
  steps: number;
}

export const kSeries = [
  'train/loss',
  'val/loss',
  'train/accuracy',
  'val/accuracy',
  'lr',
  'grad/norm',
  'epoch',
  'layer/fc1/rms',
  'layer/fc2/rms',
  'layer/conv1/rms',
  'layer/conv2/rms',
  'layer/out/rms',
  'system/cpu',
  'system/memory',
];

/** A number in [-1, 1) that looks random and is always the same. */
export function noise(seed: number, step: number): number {
  let h = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(step + 7, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  h ^= h >>> 13;
  return ((h >>> 0) / 0x100000000) * 2 - 1;
}

/** Validation happens every hundredth step; everything else at every step. */
export function isRecorded(series: string, step: number): boolean {
  if (series.startsWith('val/')) return step % 100 === 99;
  if (series.startsWith('system/')) return step % 10 === 0;
  return true;
}

export function valueOf(run: FakeRun, series: string, step: number): number {
  const { seed } = run;
  const n = noise(seed * 31 + series.length * 7 + series.charCodeAt(0), step);
  const t = step / 1600;
  const fall = Math.exp(-t * (0.9 + seed * 0.11));
  switch (series) {
    case 'train/loss':
      if (seed === 2 && step >= 2400 && step < 2500) return NaN;
      if (seed === 0 && step === 1234) return 6.5; // a spike of a single step
      return 0.05 + 2.3 * fall + 0.12 * (0.3 + fall) * n;
    case 'val/loss':
      return 0.12 + 2.25 * fall + 0.012 * t * t + 0.02 * n;
    case 'train/accuracy':
      return Math.min(0.999, 0.985 - 0.87 * fall + 0.02 * n);
    case 'val/accuracy':
      return Math.min(0.99, 0.955 - 0.85 * fall + 0.012 * n);
    case 'lr':
      return 1e-3 * 0.5 ** Math.floor(step / 1500);
    case 'grad/norm':
      if (step % 1700 === 1699) return step % 3400 === 3399 ? -Infinity : Infinity;
      return Math.exp(0.6 * n + 1.2 - t * 0.6);
    case 'epoch':
      return Math.floor(step / 100);
    case 'system/cpu':
      return 62 + 18 * n;
    case 'system/memory':
      return 3.1e9 + 2e8 * Math.sin(step / 300) + 1e7 * n;
    default:
      return (1 + series.charCodeAt(8) / 90) * Math.exp(-t * 0.2) + 0.06 * n;
  }
}

export function wallOf(run: FakeRun, step: number): number {
  return run.info.started + step * kStepMicros;
}

function makeInfo(number: number, status: Status, steps: number): Run {
  const started = kStart + number * 3_600_000_000;
  const done = steps / 100;
  return {
    id: `digits/run_${String(number).padStart(3, '0')}`,
    name: 'digits',
    label: `run_${String(number).padStart(3, '0')}`,
    number,
    status,
    reason: status === 'failed' ? 'loss is NaN at step 2,400' : '',
    started,
    ended: status === 'finished' || status === 'failed' ? started + steps * kStepMicros : null,
    updated: started + steps * kStepMicros,
    last_step: steps - 1,
    points: steps * 11,
    series: kSeries.length,
    dropped: number === 2 ? 128 : 0,
    progress: { epoch: Math.floor(done), epochs: 100, seconds_left: (100 - done) * 2 },
    host: 'box',
    pid: 4242 + number,
    argv: ['./oriel-train', '--epochs', '100', '--name', 'a run'],
    git: { commit: '1f0c9d2a77e04b5c8d3f6a1b2c3d4e5f60718293', dirty: number % 2 === 1 },
    config: { lr: 0.001 * number, batch: 64, optimizer: { name: 'adam', beta: 0.9 } },
    tags: number === 1 ? ['baseline'] : ['sweep'],
    notes: number === 1 ? 'The run to beat.' : '',
    writers: 1,
    damage:
      number === 4
        ? 'One chunk of 96 KiB could not be read: steps 1,200 to 1,280 are missing.'
        : '',
    control:
      status === 'running'
        ? {
            supported: ['stop', 'stop_after_epoch', 'pause', 'resume', 'checkpoint'],
            phase: 'running',
            who: '',
            since: started,
            epoch: Math.floor(done),
            checkpoints: 0,
          }
        : null,
  };
}

export function makeRuns(): FakeRun[] {
  const plan: [Status, number][] = [
    ['finished', 5000],
    ['finished', 4200],
    ['failed', 2600],
    ['crashed', 3100],
    ['running', 5000],
  ];
  return plan.map(([status, steps], i) => ({
    info: makeInfo(i + 1, status, steps),
    seed: i,
    steps,
  }));
}

/** Many runs without data, for the list alone. */
export function makeMany(count: number): FakeRun[] {
  const kinds: Status[] = ['finished', 'failed', 'crashed', 'running', 'finished'];
  return Array.from({ length: count }, (_, i) => ({
    info: makeInfo(i + 1, kinds[i % kinds.length]!, 100 + i),
    seed: i % 7,
    steps: 100 + i,
  }));
}

export function advance(run: FakeRun, steps: number): void {
  run.steps += steps;
  const { info } = run;
  info.last_step = run.steps - 1;
  info.points = run.steps * 11;
  info.updated = wallOf(run, run.steps);
  const done = Math.min(100, run.steps / 100);
  info.progress = { epoch: Math.floor(done), epochs: 100, seconds_left: (100 - done) * 2 };
  if (info.control) info.control.epoch = Math.floor(done);
}

type Plan = [string, string, string, string[], Partial<Descriptor>?];

export function makePanels(): Descriptor[] {
  const plans: Plan[] = [
    ['loss', 'Loss', 'Curves', ['train/loss', 'val/loss']],
    ['accuracy', 'Accuracy', 'Curves', ['train/accuracy', 'val/accuracy']],
    ['lr', 'Learning rate', 'Curves', ['lr']],
    ['grad/norm', 'Gradient norm', 'Curves', ['grad/norm']],
    ['layer', 'Layer RMS', 'Curves', ['layer/*/rms'], { size: 'wide', group: 'layer' }],
    ['epoch', 'Epoch', 'Curves', ['epoch']],
    ['cpu', 'CPU', 'System', ['system/cpu']],
    ['memory', 'Memory', 'System', ['system/memory']],
  ];
  const curves = plans.map(([key, title, tab, series, more]): Descriptor => {
    const y = key === 'grad/norm' ? 'log' : 'linear';
    const group = series[0]!.includes('/') ? series[0]!.split('/')[0]! : '';
    const request = { panel: 'curves', series, y };
    return { key, title, tab, size: 'normal', group, request, ...more };
  });
  const media = (key: string, title: string, tab: string, panel: string): Descriptor => {
    return { key, title, tab, size: 'normal', group: '', request: { panel, series: [key] } };
  };
  return [
    ...curves,
    media('batch/first', 'First image of the batch', 'Images', 'image'),
    media('live/camera', 'Camera', 'Images', 'live_image'),
    media('log/notes', 'Notes', 'Text', 'text'),
  ];
}
