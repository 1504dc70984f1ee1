// What every panel has around its picture: a title, one line in words, enlarge, a menu, its state.

import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { formatInteger } from '../chart/format';
import { EnlargeIcon, ShrinkIcon } from '../icons';
import { watchVisible, type Followed } from '../live';
import type { Descriptor } from '../protocol';
import { setView, presentRuns, view } from '../state';
import { toast } from '../toast';
import { encodeView } from '../view';
import { Menu, type Action } from './menu';

export function exportAddress(descriptor: Descriptor, format: 'csv' | 'json'): string {
  const parts = presentRuns.value.map((id) => `run=${encodeURIComponent(id)}`);
  parts.push(`format=${format}`);
  for (const name of descriptor.request.series ?? [])
    parts.push(`series=${encodeURIComponent(name)}`);
  return `/api/export?${parts.join('&')}`;
}

function copyLink(key: string): void {
  const hash = encodeView({ ...view.value, panel: key });
  const address = location.origin + location.pathname + hash;
  if (!navigator.clipboard) {
    setView({ panel: key }, true);
    toast('This page may not use the clipboard: the address above is the link');
    return;
  }
  navigator.clipboard.writeText(address).then(
    () => toast('Link copied'),
    () => toast('The browser did not allow the clipboard'),
  );
}

function toggleEnlarged(key: string): void {
  setView({ panel: view.value.panel === key ? '' : key }, true);
}

function Notes({ followed }: { followed: Followed }) {
  const figure = followed.figure.value;
  if (!figure) return null;
  const dropped = figure.runs.filter((run) => run.dropped > 0);
  const notes = [...figure.notes];
  for (const run of dropped)
    notes.push(`${run.label} dropped ${formatInteger(run.dropped)} points`);
  if (figure.loading) notes.unshift('the log is still being read: more will come');
  if (notes.length === 0) return null;
  return (
    <span class="panel-notes" title={notes.join('\n')}>
      {notes.join(' · ')}
    </span>
  );
}

/** One line in words, or two where it needs them. The values under the cursor take the same room, so
    that a chart never changes its height under the pointer. */
function Reading({ text, values }: { text: string; values: string }) {
  return (
    <div class="reading">
      <p class={values ? 'reading-behind' : ''} title={text}>
        {text || '\u00a0'}
      </p>
      {values && (
        <p class="reading-values" title={values}>
          {values}
        </p>
      )}
    </div>
  );
}

interface FrameProps {
  descriptor: Descriptor;
  followed: Followed;
  /** Stands in for the figure's reading, such as the values under the cursor. */
  words?: ReadonlySignal<string>;
  legend?: ComponentChildren;
  footer?: ComponentChildren;
  actions?: Action[];
  children: ComponentChildren;
}

export function Frame({
  descriptor,
  followed,
  words,
  legend,
  footer,
  actions = [],
  children,
}: FrameProps) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => watchVisible(box.current!, followed.visible), [followed]);
  const large = view.value.panel === descriptor.key;
  const figure = followed.figure.value;
  const error = followed.error.value;
  const id = `panel-${descriptor.key.replace(/[^\w-]/g, '-')}`;
  const all: Action[] = [
    ...actions,
    { label: 'Copy link to this panel', run: () => copyLink(descriptor.key) },
  ];
  return (
    <section
      ref={box}
      class={`panel ${large ? 'panel-large' : ''}`}
      aria-labelledby={id}
      aria-busy={followed.busy.value}
    >
      <div class="panel-head">
        <h2 id={id} title={(descriptor.request.series ?? []).join(', ')}>
          {descriptor.title || figure?.title}
        </h2>
        <div class="panel-actions">
          <button
            type="button"
            class="quiet small"
            aria-label={large ? 'Back to all panels' : `Enlarge ${descriptor.title}`}
            title={large ? 'Back to all panels (Esc)' : 'Enlarge'}
            onClick={() => toggleEnlarged(descriptor.key)}
          >
            {large ? <ShrinkIcon /> : <EnlargeIcon />}
          </button>
          <Menu label={`More for ${descriptor.title}`} actions={all} />
        </div>
      </div>
      <Reading text={figure?.reading ?? ''} values={words?.value ?? ''} />
      <div class="panel-body">
        {children}
        {error && (
          <div class="panel-message" role="alert">
            <p>{error.message}</p>
            {error.try && <p class="muted">{error.try}</p>}
          </div>
        )}
        {!error && !figure && <div class="panel-message loading">loading…</div>}
        {followed.busy.value && figure && <div class="busy" aria-hidden="true" />}
      </div>
      {legend}
      <div class="panel-foot">
        {footer}
        <Notes followed={followed} />
      </div>
    </section>
  );
}
