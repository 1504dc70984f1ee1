// A finding in words: what, since when, how sure, what to try. State by shape and word, not by colour
// alone.

import type { ComponentChildren } from 'preact';
import type { FindingMark, FindingState } from '../protocol';

export const kStateWords: Record<FindingState, string> = {
  watching: 'Watching',
  warning: 'Warning',
  confirmed: 'Confirmed',
  cleared: 'Cleared',
};

export function FindingIcon({ state }: { state: FindingState }) {
  return (
    <svg
      class={`icon finding-icon finding-${state}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill={state === 'warning' || state === 'confirmed' ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {state === 'watching' && <circle cx="8" cy="8" r="4.500" />}
      {state === 'warning' && <path d="M8 3 13.500 12.500h-11Z" />}
      {state === 'confirmed' && <path d="M4 4h8v8H4Z" />}
      {state === 'cleared' && <path d="m3.500 8.500 3 3 6-7" />}
    </svg>
  );
}

/** Where a page of the handbook and its section are found, in words: "docs/diagnosis.md, Plateau". */
export function placeInHandbook(address: string): string {
  const [page = '', section = ''] = address.split('#');
  const words = section.replace(/[-_]+/g, ' ').trim();
  return words ? `${page}, ${words[0]!.toUpperCase()}${words.slice(1)}` : page;
}

// The handbook lies with the sources, not on this server: only a whole address can be followed.
function Link({ address }: { address: string }) {
  if (!address) return null;
  if (!/^https?:\/\//.test(address)) {
    return <p class="finding-link">More in the handbook: {placeInHandbook(address)}</p>;
  }
  return (
    <p class="finding-link">
      <a href={address} target="_blank" rel="noreferrer">
        Learn more
      </a>
    </p>
  );
}

/** The words of a finding, beside each other where there is room: what it is, and what to do. `who`
    names its run where there are several; `children` close the first half. */
export function FindingWords({
  mark,
  who,
  children,
}: {
  mark: FindingMark;
  who?: string | undefined;
  children?: ComponentChildren;
}) {
  const sure = mark.confidence > 0 ? ` · ${Math.round(mark.confidence * 100)} % sure` : '';
  return (
    <div class="finding-words">
      <div>
        <p class={`finding-state finding-${mark.state}`}>
          <FindingIcon state={mark.state} />
          {kStateWords[mark.state] ?? mark.state}
          <span class="muted">
            {who ? ` · ${who}` : ''}
            {sure}
          </span>
        </p>
        <h3>{mark.title || mark.rule}</h3>
        <p>{mark.text}</p>
        {children}
      </div>
      <div>
        {mark.remedies.length > 0 && (
          <>
            <p class="finding-try">What to try</p>
            <ul>
              {mark.remedies.map((remedy) => (
                <li key={remedy}>{remedy}</li>
              ))}
            </ul>
          </>
        )}
        <Link address={mark.link} />
      </div>
    </div>
  );
}
