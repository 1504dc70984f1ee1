// The feed of findings: what a careful colleague would say about these runs, the most serious first.

import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatInteger } from '../chart/format';
import { useEdges } from '../edges';
import { useFigure } from '../live';
import type { Descriptor, Figure, FigureRequest, FindingMark } from '../protocol';
import { panels, setView, presentRuns, view } from '../state';
import { FindingWords } from './finding_card';
import { Frame } from './frame';

export function findingsOf(figure: Figure | null): FindingMark[] {
  const marks = figure?.panels.flatMap((panel) => panel.marks) ?? [];
  return marks.filter((mark): mark is FindingMark => mark.type === 'finding');
}

function Finding({ mark, figure }: { mark: FindingMark; figure: Figure }) {
  const who = figure.runs.length > 1 ? figure.runs[mark.run ?? 0]?.label : '';
  const step = Math.round(mark.x0);
  const until = mark.x1 === null ? '' : ` to ${formatInteger(Math.round(mark.x1))}`;
  const pinned = view.value.at === step;
  return (
    <li class="finding">
      <FindingWords mark={mark} who={who}>
        <button
          type="button"
          class="plain small"
          aria-pressed={pinned}
          title="Marks this step in every panel"
          onClick={() => setView({ at: pinned ? null : step })}
        >
          step {formatInteger(step)}
          {until}
        </button>
      </FindingWords>
    </li>
  );
}

export function FindingsPanel({ descriptor }: { descriptor: Descriptor }) {
  const given = useSignal(descriptor);
  given.value = descriptor;
  const request = useComputed<FigureRequest | null>(() => {
    const runs = presentRuns.value;
    return runs.length === 0 ? null : { ...given.value.request, runs };
  });
  const followed = useFigure(request);
  const figure = followed.figure.value;
  useEffect(() => {
    if (figure) followed.drawn();
  }, [figure]);
  const found = findingsOf(figure);
  const box = useEdges<HTMLDivElement>();
  return (
    <Frame descriptor={descriptor} followed={followed}>
      <div
        class="findings edges"
        ref={box}
        tabIndex={found.length > 0 ? 0 : undefined}
        role="group"
        aria-label={descriptor.title}
      >
        {figure && found.length > 0 && (
          <ul>
            {found.map((mark, i) => (
              <Finding key={i} mark={mark} figure={figure} />
            ))}
          </ul>
        )}
      </div>
    </Frame>
  );
}

/** ⚑ and how many findings hold, for the head of the page; nothing while there are none. */
export function FindingsBadge() {
  const request = useComputed<FigureRequest | null>(() => {
    const there = panels.value?.some((one) => one.request.panel === 'findings');
    const runs = presentRuns.value;
    return there && runs.length > 0 ? { panel: 'findings', runs } : null;
  });
  const followed = useFigure(request);
  const figure = followed.figure.value;
  useEffect(() => {
    followed.visible.value = true;
  }, [followed]);
  useEffect(() => {
    if (figure) followed.drawn();
  }, [figure]);
  const holding = findingsOf(figure).filter(
    (mark) => mark.state === 'warning' || mark.state === 'confirmed',
  );
  if (!request.value || holding.length === 0) return null;
  const worst = holding.some((mark) => mark.state === 'confirmed') ? 'confirmed' : 'warning';
  const word = holding.length === 1 ? 'finding' : 'findings';
  return (
    <button
      type="button"
      class={`quiet badge finding-${worst}`}
      aria-label={`${holding.length} ${word}`}
      title={holding.map((mark) => mark.title).join('\n')}
      onClick={() => setView({ tab: 'Diagnosis', panel: '', find: '' }, true)}
    >
      <span aria-hidden="true">⚑</span> {holding.length}
      <span class="badge-word"> {word}</span>
    </button>
  );
}
