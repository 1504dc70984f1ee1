// The runs of the logdir. Only the rows on screen exist, so that ten thousand scroll like ten.

import { computed, signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { formatAge, formatCount, formatInteger } from './chart/format';
import { clock } from './clock';
import { phaseWord } from './control';
import { CloseIcon, kStatusWords, SearchIcon, StatusIcon } from './icons';
import type { Run, Status } from './protocol';
import { filterRuns, type Sort } from './run_filter';
import { compareRun, drawerOpen, pickRun, runs, runsLoading, view } from './state';
import { Swatch } from './swatch';

const kRow = 52;
const kSpare = 6;

const query = signal('');
const status = signal<Status | ''>('');
const sort = signal<Sort>('newest');
/** The run that the keyboard was at last. */
const entered = signal('');
const found = computed(() =>
  filterRuns(runs.value.values(), query.value, status.value, sort.value),
);

interface RowProps {
  run: Run;
  at: number;
  total: number;
  /** The Tab key stops here. */
  stop: boolean;
}

function RunRow({ run, at, total, stop }: RowProps) {
  const slot = view.value.runs.indexOf(run.id);
  const shown = slot >= 0;
  const age = (clock.value - run.updated / 1000) / 1000;
  const ended = run.status === 'running' ? '' : ` · ${formatAge(age)}`.replace(' ago', '');
  const folder = run.id.slice(0, Math.max(0, run.id.length - run.label.length - 1));
  return (
    <li
      class={`run ${shown ? 'run-shown' : ''}`}
      style={{ transform: `translateY(${at * kRow}px)` }}
      aria-setsize={total}
      aria-posinset={at + 1}
    >
      <label class="run-check" title="Compare: show beside the others">
        <input
          type="checkbox"
          checked={shown}
          tabIndex={-1}
          data-row={at}
          data-part="tick"
          aria-label={`Compare ${run.id}`}
          onChange={(event) => compareRun(run.id, event.currentTarget.checked)}
        />
      </label>
      <button
        class="run-body"
        type="button"
        tabIndex={stop ? 0 : -1}
        data-row={at}
        data-part="run"
        aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft Home End"
        onFocus={() => (entered.value = run.id)}
        aria-pressed={shown}
        title={`${run.id}${run.reason ? `\n${run.reason}` : ''}`}
        onClick={() => {
          pickRun(run.id);
          drawerOpen.value = false;
        }}
      >
        <span class="run-name">
          <span class="run-label">{run.label || run.id}</span>
          {folder && <span class="run-folder">{folder}</span>}
          {run.dropped > 0 && (
            <span class="run-drop warn">{formatInteger(run.dropped)} dropped</span>
          )}
          {shown && <Swatch slot={slot} />}
        </span>
        <span class="run-facts">
          <StatusIcon status={run.status} />
          <span class={`status-${run.status}`}>
            {phaseWord(run) || (kStatusWords[run.status] ?? run.status)}
          </span>
          {run.last_step !== null && <span> · step {formatInteger(run.last_step)}</span>}
          <span>{ended}</span>
        </span>
      </button>
    </li>
  );
}

// One stop of the Tab key for the whole list. Up and down go from run to run, left and right between
// a run and its tick.
function focusRow(list: HTMLElement, row: number, part: string): void {
  const next = Math.max(0, Math.min(found.value.length - 1, row));
  const run = found.value[next];
  if (!run) return;
  entered.value = run.id;
  const top = next * kRow;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + kRow > list.scrollTop + list.clientHeight) {
    list.scrollTop = top + kRow - list.clientHeight;
  }
  const focus = (tries: number) => {
    const target = list.querySelector<HTMLElement>(`[data-row="${next}"][data-part="${part}"]`);
    if (target) target.focus({ preventScroll: true });
    else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
  };
  focus(5);
}

function moveFocus(list: HTMLElement, event: KeyboardEvent): void {
  const { row, part = 'run' } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const page = Math.max(1, Math.floor(list.clientHeight / kRow) - 1);
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
  const side = { ArrowLeft: 'tick', ArrowRight: 'run' }[event.key];
  const ends: Record<string, number> = { Home: 0, End: found.value.length - 1 };
  const next = by !== undefined ? Number(row) + by : side ? Number(row) : ends[event.key];
  if (next === undefined) return;
  event.preventDefault();
  focusRow(list, next, side ?? part);
}

function Rows() {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  useLayoutEffect(() => {
    const element = box.current!;
    const resize = new ResizeObserver(() => (height.value = element.clientHeight));
    resize.observe(element);
    return () => resize.disconnect();
  }, []);
  const rows = found.value;
  const first = Math.max(0, Math.floor(top.value / kRow) - kSpare);
  const end = Math.min(rows.length, Math.ceil((top.value + height.value) / kRow) + kSpare);
  const seen = rows.slice(first, end);
  // The run that was entered last, else one that is shown, else the first in sight.
  const stop =
    seen.find((run) => run.id === entered.value) ??
    seen.find((run) => view.value.runs.includes(run.id)) ??
    rows[Math.min(end - 1, Math.ceil(top.value / kRow))];
  return (
    <div
      class="run-rows"
      ref={box}
      onScroll={(event) => (top.value = event.currentTarget.scrollTop)}
      onKeyDown={(event) => moveFocus(box.current!, event)}
    >
      <ul style={{ height: `${rows.length * kRow}px` }}>
        {seen.map((run, i) => (
          <RunRow key={run.id} run={run} at={first + i} total={rows.length} stop={run === stop} />
        ))}
      </ul>
    </div>
  );
}

function Search() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="field search">
      <SearchIcon />
      <input
        ref={input}
        id="run-search"
        type="search"
        placeholder="Search runs"
        aria-label="Search runs by name, tag:, status:, host: or a setting such as lr>0.01"
        title="Words, tag:x, status:failed, host:x, lr>0.01"
        autocomplete="off"
        spellcheck={false}
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            const list = document.querySelector<HTMLElement>('.run-rows');
            if (list) focusRow(list, 0, 'run');
            event.preventDefault();
            return;
          }
          if (event.key !== 'Escape') return;
          query.value = '';
          event.currentTarget.blur();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}

function Filters() {
  return (
    <div class="run-filters">
      <select
        aria-label="Show runs by status"
        value={status.value}
        onChange={(event) => (status.value = event.currentTarget.value as Status | '')}
      >
        <option value="">Any status</option>
        {(Object.keys(kStatusWords) as Status[]).map((one) => (
          <option key={one} value={one}>
            {kStatusWords[one][0]!.toUpperCase() + kStatusWords[one].slice(1)}
          </option>
        ))}
      </select>
      <select
        aria-label="Order of the runs"
        value={sort.value}
        onChange={(event) => (sort.value = event.currentTarget.value as Sort)}
      >
        <option value="newest">Newest first</option>
        <option value="updated">Last active</option>
        <option value="name">By name</option>
        <option value="step">Most steps</option>
      </select>
    </div>
  );
}

function Count() {
  const all = runs.value.size;
  const some = found.value.length;
  const text =
    some === all ? formatCount(all, 'run') : `${formatInteger(some)} of ${formatCount(all, 'run')}`;
  const chosen = view.value.runs.filter(Boolean).length;
  return (
    <div class="run-count" role="status">
      <span>{text}</span>
      {runsLoading.value && <span class="loading">still reading…</span>}
      {chosen > 1 && <span>{chosen} compared</span>}
    </div>
  );
}

export function RunList() {
  const open = drawerOpen.value;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>('input')?.focus();
  }, [open]);
  return (
    <nav class={`sidebar ${open ? 'sidebar-open' : ''}`} aria-label="Runs" ref={box}>
      <div class="sidebar-top">
        <Search />
        <button
          type="button"
          class="quiet narrow-only"
          aria-label="Close the run list"
          onClick={() => (drawerOpen.value = false)}
        >
          <CloseIcon />
        </button>
      </div>
      <Filters />
      <Count />
      {found.value.length > 0 && <Rows />}
      {found.value.length === 0 && runs.value.size > 0 && (
        <div class="hint">
          <p>No run matches.</p>
          <button
            type="button"
            class="plain"
            onClick={() => {
              query.value = '';
              status.value = '';
            }}
          >
            Show all {formatCount(runs.value.size, 'run')}
          </button>
        </div>
      )}
    </nav>
  );
}
