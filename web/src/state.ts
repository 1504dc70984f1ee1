// What the page knows and what a person chose, as signals. Components read them; only the functions
// here write them.

import { batch, computed, signal } from '@preact/signals';
import type { LinkState } from './connection';
import type { Descriptor, Run, ServerMessage, XKind } from './protocol';
import { addRun, decodeView, encodeView, kNoView, removeRun, type View } from './view';

// The server's side.

export const link = signal<LinkState>({ kind: 'connecting' });
export const everConnected = signal(false);
export const logdir = signal('');
export const serverVersion = signal('');
export const runs = signal<ReadonlyMap<string, Run>>(new Map());
export const runsKnown = signal(false);
export const runsLoading = signal(true);
export const panels = signal<Descriptor[] | null>(null);
/** The last complaint of the server that belongs to no panel. */
export const complaint = signal('');

// The person's side.

export const view = signal<View>(
  typeof location === 'undefined' ? kNoView : decodeView(location.hash),
);
export const frozen = signal(false);
export const drawerOpen = signal(false);
export const detailsOpen = signal(false);
export const helpOpen = signal(false);
const lastPicked = signal('');

export interface Cursor {
  x: number;
  /** The x axis it stands on: a cursor never crosses to another one. */
  axis: string;
  /** The panel that it is moved in. */
  panel: string;
}

export const cursor = signal<Cursor | null>(null);
/** What a screen reader is told. */
export const spoken = signal('');

export const shownRuns = computed(() => view.value.runs.filter((id) => id !== ''));
/** Those of them that the server knows: all that it may be asked about. */
export const presentRuns = computed(() => shownRuns.value.filter((id) => runs.value.has(id)));
/** Those of them that are not in the logdir, once all that is there has been read. */
export const absentRuns = computed(() =>
  runsKnown.value && !runsLoading.value ? shownRuns.value.filter((id) => !runs.value.has(id)) : [],
);
export const comparing = computed(() => shownRuns.value.length > 1);

/** The run that the header is about. */
export const focus = computed<Run | null>(() => {
  const shown = shownRuns.value;
  const id = shown.includes(lastPicked.value) ? lastPicked.value : shown[0];
  return (id !== undefined && runs.value.get(id)) || null;
});

export function xKind(x: string): XKind {
  return x === 'step' || x === 'wall' || x === 'relative' ? x : 'value';
}

/** The step that image and text panels show: under the cursor, else pinned, else the newest. */
export const stepCursor = computed<number | null>(() => {
  const at = cursor.value;
  if (at && at.axis === 'step') return Math.round(at.x);
  return view.value.at;
});

export const tabs = computed<string[]>(() => {
  const names = [...new Set((panels.value ?? []).map((panel) => panel.tab))];
  return names.length > 1 ? [...names, kAllTab] : names;
});
export const kAllTab = 'All';

export const tab = computed(() => {
  const all = tabs.value;
  return all.includes(view.value.tab) ? view.value.tab : (all[0] ?? '');
});

export const shownPanels = computed<Descriptor[]>(() => {
  const all = panels.value ?? [];
  const { panel, find } = view.value;
  if (panel) return all.filter((one) => one.key === panel);
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    if (tab.value !== kAllTab && one.tab !== tab.value) return false;
    if (tab.value === kAllTab && one.place) return false; // the same panels again
    const text = `${one.title} ${one.group} ${(one.request.series ?? []).join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
});

/** Every series name that a panel mentions: the choice of x axes. */
export const seriesNames = computed<string[]>(() => {
  const names = new Set<string>();
  for (const panel of panels.value ?? []) {
    for (const name of panel.request.series ?? []) if (!name.includes('*')) names.add(name);
  }
  return [...names].sort();
});

// Changing the view.

/** `step` makes a step that the browser's Back button undoes. */
export function setView(patch: Partial<View>, step = false): void {
  view.value = { ...view.value, ...patch };
  const address = location.pathname + location.search + encodeView(view.value);
  if (step) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}

export function followAddress(): void {
  const read = () => {
    view.value = decodeView(location.hash);
    unchosen = true;
    chooseRun();
  };
  addEventListener('popstate', read);
  addEventListener('hashchange', read);
}

export function pickRun(id: string): void {
  batch(() => {
    lastPicked.value = id;
    if (view.value.runs.length !== 1 || view.value.runs[0] !== id) setView({ runs: [id] }, true);
  });
}

/** Shows what a page without a choice would show. */
export function pickNewest(): void {
  const best = newest(runs.value.values());
  if (best) pickRun(best.id);
}

/** Leaves out of the view what is not there. */
export function dropAbsent(): void {
  setView({ runs: absentRuns.value.reduce(removeRun, view.value.runs) }, true);
}

const kMaxCompared = 200; // of the protocol

export function compareRun(id: string, on: boolean): void {
  if (on && shownRuns.value.length >= kMaxCompared) {
    complaint.value = `At most ${kMaxCompared} runs can be compared at once`;
    view.value = { ...view.value }; // the tick goes away again
    return;
  }
  batch(() => {
    if (on) lastPicked.value = id;
    setView({ runs: on ? addRun(view.value.runs, id) : removeRun(view.value.runs, id) });
  });
}

export function zoomTo(range: [number, number] | null, step = true): void {
  const old = view.value.range;
  if (old === range || (old && range && old[0] === range[0] && old[1] === range[1])) return;
  setView({ range }, step);
}

/** Another axis has other units: ranges and cursors do not carry over. */
export function setAxis(x: string): void {
  batch(() => {
    cursor.value = null;
    setView({ x, range: null }, true);
  });
}

// What the server says.

function newest(all: Iterable<Run>): Run | null {
  let best: Run | null = null;
  const rank = (run: Run) => (run.status === 'running' ? 1 : 0);
  for (const run of all) {
    if (
      !best ||
      rank(run) > rank(best) ||
      (rank(run) === rank(best) && run.started > best.started)
    ) {
      best = run;
    }
  }
  return best;
}

// Where the address names no run, show what is most likely wanted: the newest that is still going, else
// the newest, once all are known. Only at first: to untick every run is a choice, too.
let unchosen = true;

function chooseRun(): void {
  if (shownRuns.value.length > 0) unchosen = false;
  if (!unchosen) return;
  const best = newest(runs.value.values());
  if (!best || (runsLoading.value && best.status !== 'running')) return;
  unchosen = false;
  setView({ runs: [best.id] });
}

function takeRuns(all: Map<string, Run>, loading: boolean): void {
  batch(() => {
    runs.value = all;
    runsLoading.value = loading;
    runsKnown.value = true;
    chooseRun();
  });
}

export function takeMessage(message: ServerMessage): void {
  if (message.type === 'hello') {
    batch(() => {
      everConnected.value = true;
      logdir.value = message.logdir;
      serverVersion.value = message.version;
      complaint.value = '';
    });
  } else if (message.type === 'runs') {
    takeRuns(new Map(message.runs.map((run) => [run.id, run])), message.loading);
  } else if (message.type === 'runs_delta') {
    const all = new Map(runs.value);
    for (const run of message.upsert) all.set(run.id, run);
    for (const id of message.remove) all.delete(id);
    takeRuns(all, message.loading);
  } else if (message.type === 'error' && message.id === undefined) {
    const { error } = message;
    complaint.value = error.try ? `${error.message}: ${error.try}` : error.message;
  }
}
