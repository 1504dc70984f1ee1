// Keys and gestures, and how to read what is drawn.

import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from './icons';
import { helpOpen, serverVersion } from './state';

const kKeys: [string, string][] = [
  ['/', 'search the runs'],
  ['?', 'this page'],
  ['↑ ↓', 'in the list: another run; Home, End, and Page too'],
  ['←  Space', 'in the list: the run’s tick; compare it or not'],
  ['← →', 'in a chart: the next point; with Shift, ten further'],
  ['Home End', 'in a chart: its first and last point'],
  ['+ −', 'in a chart: zoom about the cursor'],
  ['[ ]', 'in a chart: move the range'],
  ['Enter', 'in a chart: pin the step for images and texts'],
  ['0 Esc', 'in a chart: show everything again'],
  ['Esc', 'close what is open, back from an enlarged panel, show everything'],
];

const kGestures: [string, string][] = [
  ['Drag', 'zoom into a range, down to single points'],
  ['Shift + drag', 'move the range'],
  ['Ctrl + wheel', 'zoom about the pointer'],
  ['Double click', 'show everything again'],
  ['Click', 'pin the step for images and texts'],
];

const kSigns: [string, string][] = [
  ['✕ ▲ ▼', 'values that are NaN, +Inf and −Inf: the line is broken there'],
  ['◆', 'the best value'],
  ['\u2691', 'an event, with its words where there is room, or under the pointer'],
  ['faint line', 'the recorded values behind a smoothed curve'],
  ['dashes', 'another series of the same run, or a run past the sixth'],
  ['● ■ ○', 'on a line: a run past the twelfth, the twenty-fourth, the thirty-sixth'],
];

function List({ rows }: { rows: [string, string][] }) {
  return (
    <dl class="keys">
      {rows.map(([key, words]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    const element = dialog.current!;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => (helpOpen.value = false)}
      onClick={(event) => event.target === dialog.current && (helpOpen.value = false)}
    >
      <div class="help-body">
        <div class="details-head">
          <h2 id="help-title">Keys and signs</h2>
          <button
            type="button"
            class="quiet"
            aria-label="Close the help"
            onClick={() => (helpOpen.value = false)}
          >
            <CloseIcon />
          </button>
        </div>
        <h3>Keys</h3>
        <List rows={kKeys} />
        <h3>Pointer</h3>
        <List rows={kGestures} />
        <h3>Signs</h3>
        <List rows={kSigns} />
        <p class="muted">
          The address holds the whole view: a copied link is a saved view.
          {serverVersion.value && ` Oriel ${serverVersion.value}.`}
        </p>
      </div>
    </dialog>
  );
}
