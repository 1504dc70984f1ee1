// What the server says, in types: version 1 of docs/api.md. Decoding makes views on the message's own
// bytes, so that a figure costs one JSON.parse of its small header and no copies.

export const kProtocol = 1;
export const kSubprotocol = 'oriel.1';

export type Status = 'running' | 'finished' | 'failed' | 'crashed';

export interface Progress {
  epoch?: number | null;
  epochs?: number | null;
  seconds_left?: number | null;
}

/** What a training can be asked for (docs/api.md, "Control"). */
export type Ask = 'stop' | 'stop_after_epoch' | 'pause' | 'resume' | 'checkpoint';

export interface ControlState {
  supported: Ask[];
  phase:
    'running' | 'pausing' | 'paused' | 'stopping' | 'stopping_after_epoch' | 'stopped' | 'ended';
  who: string;
  since: number;
  /** The last one that ended, where the trainer says so. */
  epoch: number | null;
  checkpoints: number;
}

export interface Run {
  id: string;
  name: string;
  label: string;
  number: number;
  status: Status;
  reason: string;
  started: number;
  ended: number | null;
  updated: number;
  last_step: number | null;
  points: number;
  series: number;
  dropped: number;
  progress: Progress | null;
  host: string;
  pid: number;
  argv: string[];
  git: { commit: string; dirty: boolean } | null;
  config: Record<string, unknown>;
  tags: string[];
  notes: string;
  writers: number;
  damage: string;
  /** Null when it cannot be asked for anything. */
  control?: ControlState | null;
}

export interface FigureRequest {
  panel: string;
  runs?: string[];
  series?: string[];
  x?: string;
  range?: [number, number] | null;
  width?: number;
  smoothing?: number;
  cursor?: number | null;
  [extra: string]: unknown;
}

export interface Descriptor {
  key: string;
  title: string;
  tab: string;
  size: 'normal' | 'wide';
  request: FigureRequest;
  group: string;
  /** Left, top, width, height in a layout of the training's own: shares of its width, all four. */
  place?: [number, number, number, number];
}

export interface ApiError {
  code: string;
  message: string;
  try?: string;
}

export type ServerMessage =
  | { type: 'hello'; protocol: number; version: string; logdir: string; rights: string[] }
  | { type: 'runs'; version: number; loading: boolean; runs: Run[] }
  | { type: 'runs_delta'; version: number; loading: boolean; upsert: Run[]; remove: string[] }
  | { type: 'panels'; id: number; panels: Descriptor[] }
  | { type: 'error'; id?: number; error: ApiError };

export type XKind = 'step' | 'wall' | 'relative' | 'value' | 'none';
export type Role = 'train' | 'val' | 'best' | 'watching' | 'warn' | 'error' | 'muted' | 'none';

interface MarkBase {
  entity?: { kind: string; run?: string; path: string };
  role?: Role;
  run?: number;
}

export interface LineBase extends MarkBase {
  type: 'line';
  label: string;
  layer?: 'raw' | 'smooth';
}

export interface PointLine extends LineBase {
  resolution: 'points';
  x: Float64Array;
  y: Float64Array;
}

export interface ColumnLine extends LineBase {
  resolution: 'columns';
  x0: Float64Array;
  x1: Float64Array;
  first: Float64Array;
  min: Float64Array;
  max: Float64Array;
  last: Float64Array;
  count: Uint32Array;
}

export type LineMark = PointLine | ColumnLine;

export interface GapMark extends MarkBase {
  type: 'gap';
  x: Float64Array;
  code: Uint8Array;
}

export interface PointsMark extends MarkBase {
  type: 'points';
  label: string;
  x: Float64Array;
  y: Float64Array;
}

export interface RuleMark extends MarkBase {
  type: 'rule';
  /** Vertical at `x`, or horizontal at `y`. */
  x?: number;
  y?: number;
  label: string;
}

export interface BandMark extends MarkBase {
  type: 'band';
  label: string;
  x: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

export interface BarsMark extends MarkBase {
  type: 'bars';
  label: string;
  x0: Float64Array;
  x1: Float64Array;
  y: Float64Array;
}

export interface HeatMapMark extends MarkBase {
  type: 'heatmap';
  label: string;
  x: Float64Array;
  y: Float64Array;
  values: Float64Array;
  diverging: boolean;
  colors: [number, number] | null;
  show_values: boolean;
  written?: Float64Array;
}

export interface TableMark extends MarkBase {
  type: 'table';
  columns: { title: string; numeric: boolean }[];
  rows: string[][];
}

export interface RegionMark extends MarkBase {
  type: 'region';
  x0: number | null;
  x1: number | null;
  y0: number | null;
  y1: number | null;
  label: string;
}

export interface NoteMark extends MarkBase {
  type: 'note';
  x: number;
  y: number;
  text: string;
}

export type FindingState = 'watching' | 'warning' | 'confirmed' | 'cleared';

export interface FindingMark extends MarkBase {
  type: 'finding';
  rule: string;
  state: FindingState;
  confidence: number;
  x0: number;
  x1: number | null;
  title: string;
  text: string;
  remedies: string[];
  link: string;
}

export interface ImageMark extends MarkBase {
  type: 'image';
  width: number;
  height: number;
  channels: number;
  step: number;
  caption: string;
  pixels: Uint8Array;
}

export interface TextMark extends MarkBase {
  type: 'text';
  step: number;
  text: string;
}

export type Mark =
  | LineMark
  | GapMark
  | PointsMark
  | RuleMark
  | ImageMark
  | TextMark
  | BandMark
  | BarsMark
  | HeatMapMark
  | TableMark
  | RegionMark
  | NoteMark
  | FindingMark;

export interface FigureAxis {
  label: string;
  kind: XKind;
  extent: [number, number] | null;
  range: [number, number] | null;
  scale?: 'linear' | 'log';
  unit?: string;
  /** Names of 0, 1, 2, … */
  categories?: string[];
  /** Grows downwards, or to the left. */
  reversed?: boolean;
}

export interface FigurePanel {
  title: string;
  x: FigureAxis;
  y: FigureAxis;
  marks: Mark[];
}

export interface FigureRun {
  id: string;
  label: string;
  color: number;
  status: Status;
  dropped: number;
}

export interface Figure {
  v: number;
  title: string;
  reading: string;
  notes: string[];
  runs: FigureRun[];
  points: number;
  loading: boolean;
  /** Of the grid of panels; absent: the viewer chooses. */
  columns?: number;
  panels: FigurePanel[];
}

export interface FigureMessage {
  id: number;
  figure: Figure;
}

export class ProtocolError extends Error {}

const kArrayTypes = {
  f64: Float64Array,
  f32: Float32Array,
  u32: Uint32Array,
  i32: Int32Array,
  u8: Uint8Array,
} as const;

type ArrayType = keyof typeof kArrayTypes;

interface ArrayRef {
  at: number;
  n: number;
  t: ArrayType;
}

function isArrayRef(value: unknown): value is ArrayRef {
  if (typeof value !== 'object' || value === null) return false;
  const ref = value as Partial<ArrayRef>;
  return typeof ref.at === 'number' && typeof ref.n === 'number' && typeof ref.t === 'string';
}

function view(buffer: ArrayBuffer, base: number, ref: ArrayRef) {
  const Type = kArrayTypes[ref.t];
  if (!Type) throw new ProtocolError(`unknown array type ${String(ref.t)}`);
  const at = base + ref.at;
  const whole = Number.isInteger(ref.at) && Number.isInteger(ref.n) && ref.at >= 0 && ref.n >= 0;
  if (!whole || at + ref.n * Type.BYTES_PER_ELEMENT > buffer.byteLength) {
    throw new ProtocolError(`array of ${ref.n} ${ref.t} at ${ref.at} does not fit the message`);
  }
  return new Type(buffer, at, ref.n);
}

// Replaces every array reference among a mark's fields by a view on the message.
function resolveMark(buffer: ArrayBuffer, base: number, mark: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(mark)) {
    if (isArrayRef(value)) mark[key] = view(buffer, base, value);
  }
}

/** Decodes a binary message: u32 header length, JSON, zeros up to a multiple of 8, arrays. */
export function decodeFigure(buffer: ArrayBuffer): FigureMessage {
  if (buffer.byteLength < 4)
    throw new ProtocolError('figure message shorter than its length field');
  const size = new DataView(buffer).getUint32(0, true);
  if (4 + size > buffer.byteLength)
    throw new ProtocolError('figure header longer than its message');
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, size));
  const header = JSON.parse(text) as { id?: number; figure?: Figure };
  const figure = header.figure;
  if (!figure || !Array.isArray(figure.panels)) throw new ProtocolError('message without a figure');
  const base = Math.ceil((4 + size) / 8) * 8;
  for (const panel of figure.panels) {
    for (const mark of panel.marks) {
      resolveMark(buffer, base, mark as unknown as Record<string, unknown>);
    }
  }
  figure.notes ??= [];
  figure.runs ??= [];
  return { id: header.id ?? 0, figure };
}

export function isLine(mark: Mark): mark is LineMark {
  return mark.type === 'line';
}
