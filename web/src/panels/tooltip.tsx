// The values under the pointer, beside the pointer.

import type { ReadonlySignal } from '@preact/signals';
import type { Reading } from '../chart/cursor';
import { LineSwatch } from '../swatch';

export interface Tip {
  title: string;
  readings: Reading[];
  /** Words about events under the pointer. */
  events: string[];
  x: number;
  width: number;
  /** The reading nearest to the pointer. */
  nearest: string;
}

const kMaxRows = 12;

function choose(tip: Tip): Reading[] {
  if (tip.readings.length <= 4) return tip.readings;
  const sorted = [...tip.readings].sort(
    (a, b) => b.value - a.value || (Number.isNaN(a.value) ? 1 : -1),
  );
  if (sorted.length <= kMaxRows) return sorted;
  const at = Math.max(
    0,
    sorted.findIndex((one) => one.key === tip.nearest),
  );
  const first = Math.max(0, Math.min(sorted.length - kMaxRows, at - kMaxRows / 2));
  return sorted.slice(first, first + kMaxRows);
}

export function Tooltip({ tip }: { tip: ReadonlySignal<Tip | null> }) {
  const shown = tip.value;
  if (!shown) return null;
  const rows = choose(shown);
  const more = shown.readings.length - rows.length;
  const right = shown.x < shown.width / 2;
  const side = `${Math.round((right ? shown.x : shown.width - shown.x) + 14)}px`;
  const room = `${Math.round((right ? shown.width - shown.x : shown.x) - 16)}px`;
  const style = { [right ? 'left' : 'right']: side, maxWidth: room };
  return (
    <div class="tip" style={style} aria-hidden="true">
      <div class="tip-title">{shown.title}</div>
      {shown.events.map((event) => (
        <div class="tip-event" key={event}>
          {event}
        </div>
      ))}
      {rows.map((row) => (
        <div key={row.key}>
          <div class={`tip-row ${row.key === shown.nearest ? 'tip-nearest' : ''}`}>
            <LineSwatch color={row.color} dash={row.dash} marker={row.marker} />
            <span class="tip-label">{row.label}</span>
            <span class="tip-value">{row.text}</span>
          </div>
          {row.detail && (rows.length === 1 || row.key === shown.nearest) && (
            <div class="tip-detail">{row.detail}</div>
          )}
        </div>
      ))}
      {more > 0 && <div class="tip-more">and {more} more</div>}
    </div>
  );
}
