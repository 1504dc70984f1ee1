// A short piece of a run's or a series' line, as it looks in the charts.

import { dashOf } from './chart/series';
import { kRunColors } from './theme';

/** The line of a compared run, by its place among the colours. */
export function Swatch({ slot }: { slot: number }) {
  const dash = dashOf(slot, 0, kRunColors).join(' ');
  return (
    <svg class={`swatch run-color-${slot % kRunColors}`} width="22" height="8" aria-hidden="true">
      <path d="M1 4h20" stroke="currentColor" stroke-width="3" stroke-dasharray={dash || 'none'} />
    </svg>
  );
}

export function LineSwatch({ color, dash }: { color: string; dash: number[] }) {
  return (
    <svg class="swatch" width="20" height="8" aria-hidden="true">
      <path
        d="M1 4h18"
        stroke={color}
        stroke-width="2.500"
        stroke-dasharray={dash.join(' ') || 'none'}
      />
    </svg>
  );
}
