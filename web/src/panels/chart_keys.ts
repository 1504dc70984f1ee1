// The keyboard over a chart: arrows move a cursor from point to point, plus and minus zoom about it.

import type { Chart } from '../chart/chart';

export interface ChartActions {
  moveCursor(x: number | null): void;
  zoom(range: [number, number] | null): void;
  pin(x: number | null): void;
}

/** The range `factor` times as wide, about `center`. */
export function zoomRange(
  range: [number, number],
  center: number,
  factor: number,
): [number, number] {
  const [low, high] = range;
  return [center - (center - low) * factor, center + (high - center) * factor];
}

/** True when the key meant something here. */
export function chartKey(
  chart: Chart,
  event: KeyboardEvent,
  cursor: number | null,
  zoomed: boolean,
  act: ChartActions,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const range = chart.range;
  if (!range) return false;
  const far = event.shiftKey ? 10 : 1;
  const span = range[1] - range[0];
  const center =
    cursor !== null && cursor >= range[0] && cursor <= range[1]
      ? cursor
      : (range[0] + range[1]) / 2;
  const keys: Record<string, () => void> = {
    ArrowRight: () => act.moveCursor(chart.step(cursor, far)),
    ArrowLeft: () => act.moveCursor(chart.step(cursor, -far)),
    Home: () => act.moveCursor(chart.step(null, 1)),
    End: () => act.moveCursor(chart.step(null, -1)),
    '+': () => act.zoom(zoomRange(range, center, 0.5)),
    '=': () => act.zoom(zoomRange(range, center, 0.5)),
    '-': () => act.zoom(zoomRange(range, center, 2)),
    _: () => act.zoom(zoomRange(range, center, 2)),
    '[': () => act.zoom([range[0] - span / 4, range[1] - span / 4]),
    ']': () => act.zoom([range[0] + span / 4, range[1] + span / 4]),
    '0': () => act.zoom(null),
    p: () => act.pin(cursor),
    Enter: () => act.pin(cursor),
  };
  if (event.key === 'Escape') {
    if (cursor !== null) act.moveCursor(null);
    else if (zoomed) act.zoom(null);
    else return false;
    return true;
  }
  const run = keys[event.key];
  run?.();
  return run !== undefined;
}
