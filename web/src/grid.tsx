// The panels of a tab, laid out in a grid and, when there are many, under the heads of their groups.

import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount } from './chart/format';
import { NoPanels, NoSuchRun } from './empty';
import { watchVisible } from './live';
import { CurvePanel } from './panels/curve_panel';
import { FigureView } from './panels/figure_panel';
import { FindingsPanel } from './panels/findings_panel';
import { MediaPanel } from './panels/media_panel';
import type { Descriptor } from './protocol';
import { absentRuns, kAllTab, panels, setView, shownPanels, shownRuns, tab, view } from './state';

const kGroupFrom = 9; // panels from which group heads help more than they disturb

export interface Group {
  name: string;
  panels: Descriptor[];
}

function gatherBy(
  all: Descriptor[],
  name: (panel: Descriptor) => string,
): Map<string, Descriptor[]> {
  const byName = new Map<string, Descriptor[]>();
  for (const panel of all) byName.set(name(panel), [...(byName.get(name(panel)) ?? []), panel]);
  return byName;
}

/** Panels of one group together; groups of one panel stay among the ungrouped. */
export function groupPanels(all: Descriptor[]): Group[] {
  const placed = all.every(({ place }) => place);
  if (all.length < kGroupFrom || placed) return [{ name: '', panels: all }];
  const byName = gatherBy(all, (panel) => panel.group);
  const loose: Descriptor[] = [];
  const groups: Group[] = [];
  for (const [name, members] of byName) {
    if (name === '' || members.length < 2) loose.push(...members);
    else groups.push({ name, panels: members });
  }
  return loose.length > 0 ? [{ name: '', panels: loose }, ...groups] : groups;
}

function groupTabs(all: Descriptor[]): Group[] {
  return [...gatherBy(all, (panel) => panel.tab)].map(([name, members]) => ({
    name,
    panels: members,
  }));
}

function Panel({ descriptor }: { descriptor: Descriptor }) {
  const kind = descriptor.request.panel;
  if (kCurves.has(kind)) return <CurvePanel descriptor={descriptor} />;
  if (kind === 'findings') return <FindingsPanel descriptor={descriptor} />;
  if (kind === 'image' || kind === 'text' || kind === 'live_image') {
    return <MediaPanel descriptor={descriptor} />;
  }
  return <FigureView descriptor={descriptor} />; // kinds that a newer server knows, too
}

const kCurves = new Set(['curves', 'loss', 'accuracy', 'learning_rate', 'grad_norm']);
/** Kinds that need the height of two panels. */
const kTall = new Set(['training_curves', 'confusion_matrix', 'table']);

/** Kinds that are as high as their words are. */
const kFlowing = new Set(['findings']);

/** Kinds of four plots, below each other where it is narrow. */
const kFour = new Set(['training_curves']);

/** Kinds that stand two plots beside each other, or below each other where it is narrow. */
const kPaired = new Set(['histogram', 'tensor', 'per_class', 'expert_balance']);

const kNear = 900; // pixels; far enough for scrolling never to meet an empty panel

/** Where a panel stands in a layout of the training's own; the grid decides where it is narrow. */
function placeOf({ place }: Descriptor): string | undefined {
  if (!place) return undefined;
  const [left, top, width, height] = place.map((share) => Math.round(share * 1e4) / 1e4);
  return `--left:${left};--top:${top};--width:${width};--height:${height}`;
}

const kPlacedWidth = 240; // pixels that the narrowest panel of a layout needs

/** Whether panels have places of their own, and room in them on a page this wide. */
export function isPlaced(all: Descriptor[], width: number): boolean {
  const least = Math.min(...all.map(({ place }) => place?.[2] ?? 0));
  return least > 0 && least * width >= kPlacedWidth;
}

/** What the style sheet needs to know of a layout: its height and its lowest panel, by its width. */
function layoutOf(all: Descriptor[]): string {
  const places = all.map(({ place }) => place!);
  const height = Math.max(...places.map(([, top, , own]) => top + own));
  const least = Math.max(0.01, Math.min(...places.map(([, , , own]) => own)));
  return `--layout:${height};--least:${least}`;
}

/** Curves of many runs need more height. */
function crowd(): string {
  const runs = shownRuns.value.length;
  return runs > 12 ? 'cell-many' : runs > 6 ? 'cell-some' : '';
}

/** A place in the grid. Only those near the screen hold a panel: canvases are dear. */
function Cell({
  descriptor,
  large,
  placed,
}: {
  descriptor: Descriptor;
  large: boolean;
  placed: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const near = useSignal(false);
  useEffect(() => watchVisible(box.current!, near, kNear), []);
  const kind = descriptor.request.panel;
  const tall = kTall.has(kind)
    ? `cell-tall ${kFour.has(kind) ? 'cell-four' : ''}`
    : kPaired.has(kind)
      ? 'cell-paired'
      : kCurves.has(kind)
        ? crowd()
        : kFlowing.has(kind) && !large
          ? 'cell-flowing'
          : '';
  return (
    <div
      class={`cell cell-${descriptor.size} ${tall} ${large ? 'cell-large' : ''}`}
      style={placed ? placeOf(descriptor) : undefined}
      ref={box}
    >
      {near.value ? (
        <Panel descriptor={descriptor} />
      ) : (
        <section class="panel">
          <div class="panel-head">
            <h2>{descriptor.title}</h2>
          </div>
        </section>
      )}
    </div>
  );
}

export function Grid() {
  const all = shownPanels.value;
  const large = view.value.panel !== '';
  const known = panels.value;
  const absent = absentRuns.value.length;
  if (absent > 0 && absent === shownRuns.value.length) return <NoSuchRun />;
  if (known === null) return <div class="hint loading">Looking what these runs can show…</div>;
  if (known.length === 0) return <NoPanels />;
  if (all.length === 0) {
    return (
      <div class="hint">
        <p>No panel matches.</p>
        <button type="button" class="plain" onClick={() => setView({ find: '', panel: '' })}>
          Show all {formatCount(known.length, 'panel')}
        </button>
      </div>
    );
  }
  const groups = large
    ? [{ name: '', panels: all }]
    : tab.value === kAllTab
      ? groupTabs(all)
      : groupPanels(all);
  return <Groups groups={groups} large={large} />;
}

function Groups({ groups, large }: { groups: Group[]; large: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const element = box.current!;
    const look = () => (width.value = element.clientWidth);
    const size = new ResizeObserver(look);
    size.observe(element);
    look();
    return () => size.disconnect();
  }, []);
  return (
    <div id="panels" role="tabpanel" aria-label={tab.value || 'Panels'} ref={box}>
      {groups.map((group) => {
        const whole = !large && group.name === '' && view.value.find === '';
        const placed = whole && isPlaced(group.panels, width.value);
        return (
          <div
            key={group.name}
            class={`grid ${large ? 'grid-large' : ''} ${placed ? 'grid-placed' : ''}`}
            style={placed ? layoutOf(group.panels) : undefined}
          >
            {group.name && <h2 class="group">{group.name}</h2>}
            {group.panels.map((one) => (
              <Cell key={one.key} descriptor={one} large={large} placed={placed} />
            ))}
          </div>
        );
      })}
    </div>
  );
}
