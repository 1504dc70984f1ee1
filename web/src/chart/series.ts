// A figure's marks, gathered by the series they belong to and given their looks: colour by run when
// runs are compared, by role or order when one run is shown; dashes and names repeat the colour.

import type {
  BandMark,
  BarsMark,
  FigurePanel,
  Figure,
  FindingMark,
  GapMark,
  HeatMapMark,
  LineMark,
  Mark,
  NoteMark,
  PointsMark,
  RegionMark,
  Role,
  RuleMark,
} from '../protocol';
import type { Palette } from '../theme';
import { readable } from './color';
import { kMarkers, type Marker } from './markers';

export interface Series {
  /** Stable over figures: run and path. */
  key: string;
  label: string;
  /** Its two halves: what tells its run, and its path, from the others. */
  runLabel: string;
  pathLabel: string;
  path: string;
  run: number;
  color: string;
  textColor: string;
  dash: number[];
  marker: Marker;
  unit: string;
  raw: LineMark | null;
  /** What is read and named: the smoothed line where there is one. */
  main: LineMark | null;
  gaps: GapMark[];
  points: PointsMark[];
  bars: BarsMark[];
  bands: BandMark[];
  /** Its bars stand on an axis of names. */
  categories: boolean;
}

export interface ChartContent {
  panel: FigurePanel;
  series: Series[];
  rules: { x: number; label: string; run: number }[];
  /** Horizontal rules. */
  levels: { y: number; label: string; role: Role }[];
  regions: RegionMark[];
  notes: NoteMark[];
  findings: FindingMark[];
  map: HeatMapMark | null;
}

// Told apart at a glance at 1.5 px.
const kDashes: number[][] = [[], [7, 4], [2, 3], [11, 3, 2, 3], [4, 2], [1, 2, 6, 2]];

export function dashOf(color: number, order: number, colors: number): number[] {
  const round = Math.floor(color / colors);
  return kDashes[(order + round * 3) % kDashes.length]!;
}

/** Past colours and dashes, markers: four dozen runs look different. */
export function markerOf(color: number, colors: number): Marker {
  return kMarkers[Math.floor(color / (2 * colors)) % kMarkers.length]!;
}

function keyOf(mark: Mark): string {
  const path = mark.entity?.path ?? ('label' in mark ? mark.label : '');
  return `${mark.run ?? mark.entity?.run ?? 0}\n${path}`;
}

/** What tells one path from the others: "train" and "val" of "train/loss" and "val/loss". */
export function shortNames(paths: string[]): string[] {
  const parts = paths.map((path) => path.split('/'));
  if (paths.length < 2) return parts.map((part) => part.join('/'));
  const shortest = Math.min(...parts.map((part) => part.length));
  const same = (at: (part: string[]) => string | undefined) =>
    parts.every((part) => at(part) === at(parts[0]!));
  let head = 0;
  while (head < shortest - 1 && same((part) => part[head])) head++;
  let tail = 0;
  while (tail < shortest - 1 - head && same((part) => part[part.length - 1 - tail])) tail++;
  return parts.map((part) => part.slice(head, part.length - tail).join('/'));
}

function labels(series: Series[], figure: Figure): void {
  const paths = [...new Set(series.map((one) => one.path))];
  const short = new Map(shortNames(paths).map((name, i) => [paths[i]!, name]));
  const several = new Set(series.map((one) => one.run)).size > 1;
  const names = shortNames(figure.runs.map((run) => run.label));
  for (const one of series) {
    one.runLabel = names[one.run] ?? '';
    one.pathLabel = short.get(one.path) ?? one.path;
    if (!several) one.label = one.pathLabel;
    else one.label = paths.length > 1 ? `${one.runLabel} ${one.pathLabel}` : one.runLabel;
  }
}

function roleOf(one: Series): Role {
  return one.main?.role ?? one.raw?.role ?? one.bars[0]?.role ?? 'none';
}

function looks(series: Series[], colors: number[], palette: Palette): void {
  const several = new Set(series.map((one) => one.run)).size > 1 || colors.length > 1;
  const paths = [...new Set(series.map((one) => one.path))];
  for (const one of series) {
    const order = paths.indexOf(one.path);
    const slot = several ? (colors[one.run] ?? one.run) : order;
    const role = roleOf(one);
    one.color = palette.runs[slot % palette.runs.length]!;
    one.dash = dashOf(slot, several ? order : 0, palette.runs.length);
    one.marker = markerOf(slot, palette.runs.length);
    // Two of one role would look the same.
    const alone =
      !several && paths.length <= 2 && series.every((s) => s === one || roleOf(s) !== role);
    if (alone && role === 'train') one.color = palette.train;
    if (alone && role === 'val') one.color = palette.val;
    one.textColor = readable(one.color, palette.text, palette.panel);
  }
}

/** `colors` maps the figure's runs to places in the palette; the figure's own colours by default. */
export function gather(
  figure: Figure,
  panel: FigurePanel,
  palette: Palette,
  colors = figure.runs.map((run) => run.color),
): ChartContent {
  const byKey = new Map<string, Series>();
  const content: ChartContent = {
    panel,
    series: [],
    rules: [],
    levels: [],
    regions: [],
    notes: [],
    findings: [],
    map: null,
  };
  const find = (mark: Mark): Series => {
    const key = keyOf(mark);
    let one = byKey.get(key);
    if (!one) {
      const path = mark.entity?.path ?? ('label' in mark ? mark.label : '');
      const run =
        mark.run ??
        Math.max(
          0,
          figure.runs.findIndex((r) => r.id === mark.entity?.run),
        );
      one = {
        key,
        label: path,
        path,
        run,
        color: '',
        textColor: '',
        dash: [],
        marker: 'none',
      } as unknown as Series;
      Object.assign(one, { raw: null, main: null, gaps: [], points: [], bars: [], bands: [] });
      one.unit = panel.y.unit ?? '';
      one.categories = (panel.x.categories?.length ?? 0) > 0;
      byKey.set(key, one);
    }
    return one;
  };
  for (const mark of panel.marks) {
    if (mark.type === 'line') {
      const one = find(mark);
      if (mark.layer === 'smooth') one.main = mark;
      else one.raw = mark;
    } else if (mark.type === 'gap') find(mark).gaps.push(mark);
    else if (mark.type === 'points') find(mark).points.push(mark);
    else if (mark.type === 'bars') find(mark).bars.push(mark);
    else if (mark.type === 'band') find(mark).bands.push(mark);
    else if (mark.type === 'rule') addRule(content, mark);
    else if (mark.type === 'region') content.regions.push(mark);
    else if (mark.type === 'note') content.notes.push(mark);
    else if (mark.type === 'finding') content.findings.push(mark);
    else if (mark.type === 'heatmap') content.map = mark;
  }
  const series = [...byKey.values()];
  for (const one of series) {
    if (one.main === null) {
      one.main = one.raw;
      one.raw = null;
    }
  }
  labels(series, figure);
  looks(series, colors, palette);
  content.series = series;
  return content;
}

function addRule({ rules, levels }: ChartContent, mark: RuleMark): void {
  const { x, y, label, run = 0, role = 'none' } = mark;
  if (Number.isFinite(y)) levels.push({ y: y!, label, role });
  else if (Number.isFinite(x)) rules.push({ x: x!, label, run });
}
