// A short piece of a run's or a series' line, as it looks in the charts.

import type { Marker } from './chart/markers';
import { dashOf, markerOf } from './chart/series';
import { kRunColors } from './theme';

/** The line of a compared run, by its place among the colours. */
export function Swatch({ slot }: { slot: number }) {
  const dash = dashOf(slot, 0, kRunColors).join(' ');
  return (
    <svg class={`swatch run-color-${slot % kRunColors}`} width="22" height="8" aria-hidden="true">
      <path d="M1 4h20" stroke="currentColor" stroke-width="3" stroke-dasharray={dash || 'none'} />
      <Sign marker={markerOf(slot, kRunColors)} x={11} color="currentColor" />
    </svg>
  );
}

function Sign({ marker, x, color }: { marker: Marker; x: number; color: string }) {
  if (marker === 'none') return null;
  if (marker === 'square')
    return <rect class="sign" x={x - 4} y={0} width={8} height={8} fill={color} />;
  if (marker === 'disc') return <circle class="sign" cx={x} cy={4} r={4} fill={color} />;
  return <circle class="sign-ring" cx={x} cy={4} r={3} stroke={color} stroke-width={2} />;
}

export function LineSwatch({
  color,
  dash,
  marker = 'none',
}: {
  color: string;
  dash: number[];
  marker?: Marker | undefined;
}) {
  return (
    <svg class="swatch" width="20" height="8" aria-hidden="true">
      <path
        d="M1 4h18"
        stroke={color}
        stroke-width="2.500"
        stroke-dasharray={dash.join(' ') || 'none'}
      />
      <Sign marker={marker} x={10} color={color} />
    </svg>
  );
}
