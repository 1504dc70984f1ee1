// Tabs, and the choices that hold for all panels: smoothing, axes, the range in view, the step.

import { computed, useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { formatInteger, formatX } from './chart/format';
import { useEdges } from './edges';
import { CloseIcon, PlayIcon, ResetIcon, SearchIcon } from './icons';
import {
  frozen,
  panels,
  runs,
  seriesNames,
  setAxis,
  setView,
  shownPanels,
  shownRuns,
  tab,
  tabs,
  view,
  xKind,
  zoomTo,
} from './state';
import type { YScale } from './view';

const kFindFrom = 7; // panels from which a search field is worth its room

const kinds = computed(() => new Set(shownPanels.value.map((one) => one.request.panel)));

// Brings the chosen tab into a strip that is too short for all; the page itself stays where it is.
function reveal(strip: HTMLElement): void {
  const chosen = strip.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
  if (!chosen) return;
  const box = strip.getBoundingClientRect();
  const room = 32; // the faded end, and a hint of the neighbour
  if (chosen.left < box.left + room) strip.scrollLeft += chosen.left - box.left - room;
  else if (chosen.right > box.right - room) strip.scrollLeft += chosen.right - box.right + room;
}

function Tabs() {
  const names = tabs.value;
  const strip = useEdges<HTMLDivElement>();
  useLayoutEffect(() => {
    if (strip.current) reveal(strip.current);
  }, [tab.value, names]);
  if (names.length < 2) return null;
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = names[(names.indexOf(tab.value) + by + names.length) % names.length]!;
    setView({ tab: next, panel: '' }, true);
    const list = event.currentTarget as HTMLElement;
    requestAnimationFrame(() => list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  return (
    <div class="tabs-box">
      <div
        class="tabs edges"
        role="tablist"
        aria-label="Kinds of panels"
        onKeyDown={move}
        ref={strip}
      >
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === tab.value}
            aria-controls="panels"
            tabIndex={name === tab.value ? 0 : -1}
            onClick={() => setView({ tab: name, panel: '' }, true)}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}

// The slider's places: hundredths up to 0.99, thousandths beyond, where they matter most.
const kPlaces = 108;

export function smoothingAt(place: number): number {
  return place <= 99 ? place / 100 : Math.round(990 + (place - 99)) / 1000;
}

export function placeOf(smoothing: number): number {
  const place = smoothing <= 0.99 ? smoothing * 100 : 99 + (smoothing - 0.99) * 1000;
  return Math.min(kPlaces, Math.round(place));
}

function Smoothing() {
  const value = view.value.smoothing;
  return (
    <label class="control">
      <span>Smoothing</span>
      <input
        type="range"
        min={0}
        max={kPlaces}
        value={placeOf(value)}
        aria-valuetext={value === 0 ? 'none' : String(value)}
        onInput={(event) => setView({ smoothing: smoothingAt(Number(event.currentTarget.value)) })}
      />
      <output>{value === 0 ? 'off' : value.toFixed(value > 0.99 ? 3 : 2)}</output>
    </label>
  );
}

function Axes() {
  const { x, y } = view.value;
  const names = seriesNames.value;
  const chosen = x.startsWith('series:') ? x.slice(7) : '';
  const all = chosen && !names.includes(chosen) ? [chosen, ...names] : names;
  return (
    <>
      <label class="control">
        <span aria-hidden="true">x</span>
        <select
          aria-label="Horizontal axis"
          value={x}
          onChange={(event) => setAxis(event.currentTarget.value)}
        >
          <option value="step">step</option>
          <option value="relative">time since start</option>
          <option value="wall">wall time</option>
          {all.length > 0 && (
            <optgroup label="a series">
              {all.map((name) => (
                <option key={name} value={`series:${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      <label class="control">
        <span aria-hidden="true">y</span>
        <select
          aria-label="Vertical scale"
          value={y}
          onChange={(event) => setView({ y: event.currentTarget.value as YScale })}
        >
          <option value="auto">as fits</option>
          <option value="linear">linear</option>
          <option value="log">log</option>
          <option value="symlog">symlog</option>
        </select>
      </label>
    </>
  );
}

/** What narrows the view, floating over the panels so that they keep their place. */
export function Narrowed() {
  const curves = kinds.value.has('curves');
  const media = kinds.value.has('image') || kinds.value.has('text');
  const { range, at } = view.value;
  const step = curves && !media && at !== null;
  if (!frozen.value && !step && !(curves && range)) return null;
  return (
    <div class="narrowed">
      {frozen.value && <Frozen />}
      {curves && <Range />}
      {step && <PinnedStep />}
    </div>
  );
}

function Frozen() {
  return (
    <button type="button" class="chip" onClick={() => (frozen.value = false)}>
      <PlayIcon />
      Frozen, the training goes on
      <span class="chip-word">follow again</span>
    </button>
  );
}

function Range() {
  const { range, x } = view.value;
  if (!range) return null;
  const kind = xKind(x);
  const [from, to] = range.map((end) => formatX(kind, end).replace(/^step /, ''));
  return (
    <button
      type="button"
      class="chip"
      aria-label={`Shown: ${from} to ${to}. Show everything`}
      title="Show everything (double click or Esc in a chart)"
      onClick={() => zoomTo(null)}
    >
      <ResetIcon />
      {from} – {to}
      <span class="chip-word">show all</span>
    </button>
  );
}

function StepControl() {
  const last = Math.max(0, ...shownRuns.value.map((id) => runs.value.get(id)?.last_step ?? 0));
  const at = view.value.at;
  return (
    <label class="control step-control">
      <span>Step</span>
      <input
        type="range"
        min={0}
        max={last}
        value={at ?? last}
        aria-valuetext={at === null ? 'newest' : String(at)}
        onInput={(event) => {
          const value = Number(event.currentTarget.value);
          setView({ at: value >= last ? null : value });
        }}
      />
      <output>{at === null ? 'newest' : formatInteger(at)}</output>
    </label>
  );
}

function PinnedStep() {
  const at = view.value.at;
  if (at === null) return null;
  return (
    <button
      type="button"
      class="chip"
      aria-label={`Step ${at} is pinned. Let it go`}
      title="Images and texts show this step. Let it go"
      onClick={() => setView({ at: null })}
    >
      <CloseIcon />
      step {formatInteger(at)}
    </button>
  );
}

function Find() {
  const focused = useSignal(false);
  return (
    <div class={`field find ${focused.value || view.value.find ? 'find-open' : ''}`}>
      <SearchIcon />
      <input
        type="search"
        placeholder="Find panels"
        aria-label="Find panels by name"
        autocomplete="off"
        spellcheck={false}
        value={view.value.find}
        onFocus={() => (focused.value = true)}
        onBlur={() => (focused.value = false)}
        onInput={(event) => setView({ find: event.currentTarget.value })}
      />
    </div>
  );
}

export function Toolbar() {
  const all = panels.value ?? [];
  if (all.length === 0) return null;
  const curves = kinds.value.has('curves');
  const media = kinds.value.has('image') || kinds.value.has('text');
  const large = view.value.panel !== '';
  return (
    <div class="toolbar">
      {large ? (
        <button type="button" class="plain" onClick={() => setView({ panel: '' }, true)}>
          ← All panels
        </button>
      ) : (
        <Tabs />
      )}
      <div class="controls" role="group" aria-label="View">
        {media && <StepControl />}
        {curves && <Smoothing />}
        {curves && <Axes />}
        {!large && all.length >= kFindFrom && <Find />}
      </div>
    </div>
  );
}
