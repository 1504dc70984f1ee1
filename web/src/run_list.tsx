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
const found = computed(() =>
  filterRuns(runs.value.values(), query.value, status.value, sort.value),
);

function RunRow({ run, at, total }: { run: Run; at: number; total: number }) {
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
          aria-label={`Compare ${run.id}`}
          onChange={(event) => compareRun(run.id, event.currentTarget.checked)}
        />
      </label>
      <button
        class="run-body"
        type="button"
        data-row={at}
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

function moveFocus(list: HTMLElement, event: KeyboardEvent): void {
  const row = (document.activeElement as HTMLElement | null)?.dataset.row;
  if (row === undefined) return;
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
  const last = found.value.length - 1;
  let next = event.key === 'Home' ? 0 : event.key === 'End' ? last : NaN;
  if (by !== undefined) next = Number(row) + by;
  if (Number.isNaN(next)) return;
  event.preventDefault();
  next = Math.max(0, Math.min(last, next));
  const top = next * kRow;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + kRow > list.scrollTop + list.clientHeight) {
    list.scrollTop = top + kRow - list.clientHeight;
  }
  const focus = (tries: number) => {
    const target = list.querySelector<HTMLElement>(`[data-row="${next}"]`);
    if (target) target.focus({ preventScroll: true });
    else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
  };
  focus(5);
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
  const last = Math.min(rows.length, Math.ceil((top.value + height.value) / kRow) + kSpare);
  return (
    <div
      class="run-rows"
      ref={box}
      onScroll={(event) => (top.value = event.currentTarget.scrollTop)}
      onKeyDown={(event) => moveFocus(box.current!, event)}
    >
      <ul style={{ height: `${rows.length * kRow}px` }}>
        {rows.slice(first, last).map((run, i) => (
          <RunRow key={run.id} run={run} at={first + i} total={rows.length} />
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
