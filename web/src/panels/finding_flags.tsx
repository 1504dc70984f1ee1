// The findings on a plot can be pointed at, and reached by keyboard: a button lies over each of the
// marks that the painter has drawn, and opens its words.

import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { FindingMark } from '../protocol';
import { FindingWords, kStateWords } from './finding_card';

const kLeaveMs = 180; // for the pointer to cross from the mark to its words

interface FlagsProps {
  places: ReadonlySignal<{ mark: FindingMark; x: number; y: number }[]>;
  width: () => number;
}

export function FindingFlags({ places, width }: FlagsProps) {
  const open = useSignal(-1);
  const timer = useRef(0);
  const all = places.value;
  if (all.length === 0) return null;
  const show = (i: number) => {
    clearTimeout(timer.current);
    open.value = i;
  };
  const hide = () => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => (open.value = -1), kLeaveMs);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || open.value < 0) return;
    open.value = -1;
    event.stopPropagation();
  };
  const shown = all[open.value];
  const right = shown && shown.x > width() / 2;
  const side = shown && `${Math.round(right ? width() - shown.x + 14 : shown.x + 14)}px`;
  return (
    <div class="flags" onKeyDown={key}>
      {all.map(({ mark, x, y }, i) => (
        <button
          key={i}
          type="button"
          class="flag"
          style={{ left: `${x}px`, top: `${y}px` }}
          aria-label={`${kStateWords[mark.state] ?? mark.state}: ${mark.title || mark.rule}`}
          aria-expanded={open.value === i}
          onPointerEnter={() => show(i)}
          onPointerLeave={hide}
          onFocus={() => show(i)}
          onBlur={hide}
          onClick={() => show(i)}
        />
      ))}
      {shown && (
        <div
          class="finding-card"
          style={right ? { right: side } : { left: side }}
          onPointerEnter={() => show(open.value)}
          onPointerLeave={hide}
          onFocusIn={() => show(open.value)}
          onFocusOut={hide}
        >
          <FindingWords mark={shown.mark} />
        </div>
      )}
    </div>
  );
}
