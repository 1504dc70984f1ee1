// Names for the lines of a chart with too many of them to be named at their ends. Pointing at a name
// brings its lines out; pressing it hides them. Several series of several runs are named by run
// (colour) and by series (dash), not by every pair of the two.

import { useSignal } from '@preact/signals';
import type { Marker } from '../chart/markers';
import type { Series } from '../chart/series';
import { useEdges } from '../edges';
import { LineSwatch } from '../swatch';

interface LegendProps {
  series: Series[];
  hidden: ReadonlySet<string>;
  toggle: (keys: string[]) => void;
  emphasize: (keys: string[] | null) => void;
}

export interface LegendItem {
  name: string;
  label: string;
  color: string;
  dash: number[];
  marker: Marker;
  keys: string[];
}

/** One item per line; or one per run and one per path where both are several. */
export function legendItems(series: Series[]): LegendItem[] {
  const runs = [...new Set(series.map((one) => one.run))];
  const paths = [...new Set(series.map((one) => one.path))];
  if (runs.length < 2 || paths.length < 2) {
    return series.map(({ key, label, color, dash, marker }) => ({
      name: key,
      label,
      color,
      dash,
      marker,
      keys: [key],
    }));
  }
  const item = (name: string, label: string, members: Series[], color: string): LegendItem => {
    const { dash, marker } = members[0]!;
    return { name, label, color, dash, marker, keys: members.map((one) => one.key) };
  };
  return [
    ...runs.map((run) => {
      const members = series.filter((one) => one.run === run);
      return item(`run ${run}`, members[0]!.runLabel, members, members[0]!.color);
    }),
    ...paths.map((path) => {
      const members = series.filter((one) => one.path === path);
      const one = item(`path ${path}`, members[0]!.pathLabel, members, 'currentColor');
      return { ...one, marker: 'none' as const };
    }),
  ];
}

/** How many names lie below the last row that is seen. */
function countBelow(list: HTMLElement): number {
  const bottom = list.getBoundingClientRect().bottom;
  return [...list.children].filter((one) => one.getBoundingClientRect().top > bottom - 8).length;
}

export function Legend({ series, hidden, toggle, emphasize }: LegendProps) {
  const below = useSignal(0);
  const box = useEdges<HTMLUListElement>((list) => (below.value = countBelow(list)));
  const names = (
    <ul class="legend edges" aria-label="Lines" ref={box}>
      {legendItems(series).map((item) => (
        <li key={item.name}>
          <button
            type="button"
            aria-pressed={!item.keys.every((key) => hidden.has(key))}
            title={`${item.label}: show or hide`}
            onClick={() => toggle(item.keys)}
            onPointerEnter={() => emphasize(item.keys)}
            onPointerLeave={() => emphasize(null)}
            onFocus={() => emphasize(item.keys)}
            onBlur={() => emphasize(null)}
          >
            <LineSwatch color={item.color} dash={item.dash} marker={item.marker} />
            {item.label}
          </button>
        </li>
      ))}
    </ul>
  );
  const further = () => {
    const list = box.current!;
    list.scrollTop += list.clientHeight;
  };
  return (
    <div class="legend-box">
      {names}
      {below.value > 0 && (
        <button type="button" class="legend-more" title="Further names" onClick={further}>
          +{below.value}
        </button>
      )}
    </div>
  );
}
