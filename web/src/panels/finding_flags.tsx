// The findings on a plot can be pointed at, and reached by keyboard: a button lies over each of the
// marks that the painter has drawn, and opens its words.

import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useEdges } from '../edges';
import type { FindingMark } from '../protocol';
import { FindingWords, kStateWords } from './finding_card';

const kLeaveMs = 180; // for the pointer to cross from the mark to its words

const kWidest = 360;
const kNarrowest = 230;

interface FlagsProps {
  places: ReadonlySignal<{ mark: FindingMark; x: number; y: number }[]>;
  width: () => number;
}

export function FindingFlags({ places, width }: FlagsProps) {
  const open = useSignal(-1);
  const timer = useRef(0);
  const box = useEdges<HTMLDivElement>();
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
  // Beside its mark; over it where that leaves too little room for words.
  const away = shown ? (right ? width() - shown.x : shown.x) + 14 : 0;
  const room = Math.min(kWidest, Math.max(kNarrowest, width() - away));
  const side = `${Math.round(Math.max(0, Math.min(away, width() - room)))}px`;
  const maxWidth = `${Math.round(room)}px`;
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
          class="finding-card edges"
          ref={box}
          style={right ? { right: side, maxWidth } : { left: side, maxWidth }}
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
