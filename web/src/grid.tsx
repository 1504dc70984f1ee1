// The panels of a tab, laid out in a grid and, when there are many, under the heads of their groups.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatCount } from './chart/format';
import { NoPanels } from './empty';
import { watchVisible } from './live';
import { CurvePanel } from './panels/curve_panel';
import { FigureView } from './panels/figure_panel';
import { FindingsPanel } from './panels/findings_panel';
import { MediaPanel } from './panels/media_panel';
import type { Descriptor } from './protocol';
import { kAllTab, panels, setView, shownPanels, tab, view } from './state';

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
  if (all.length < kGroupFrom) return [{ name: '', panels: all }];
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

/** Kinds that stand two plots beside each other, or below each other where it is narrow. */
const kPaired = new Set(['histogram', 'tensor', 'per_class']);

const kNear = 900; // pixels; far enough for scrolling never to meet an empty panel

/** Where a panel stands in a layout of the training's own; the grid decides where it is narrow. */
function placeOf({ place }: Descriptor): string | undefined {
  if (!place) return undefined;
  const [left, top, width, height] = place.map((share) => Math.round(share * 1e4) / 1e4);
  return `--left:${left};--top:${top};--width:${width};--height:${height}`;
}

/** The height of a layout as a share of its width; 0 where there is none. */
function layoutHeight(all: Descriptor[]): number {
  return Math.max(0, ...all.map(({ place }) => (place ? place[1] + place[3] : 0)));
}

/** A place in the grid. Only those near the screen hold a panel: canvases are dear. */
function Cell({ descriptor, large }: { descriptor: Descriptor; large: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const near = useSignal(false);
  useEffect(() => watchVisible(box.current!, near, kNear), []);
  const kind = descriptor.request.panel;
  const tall = kTall.has(kind) ? 'cell-tall' : kPaired.has(kind) ? 'cell-paired' : '';
  return (
    <div
      class={`cell cell-${descriptor.size} ${tall} ${large ? 'cell-large' : ''}`}
      style={large ? undefined : placeOf(descriptor)}
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
  const isPlaced = (group: Group) =>
    !large && group.name === '' && group.panels.every((panel) => panel.place);
  const groups = large
    ? [{ name: '', panels: all }]
    : tab.value === kAllTab
      ? groupTabs(all)
      : groupPanels(all);
  return (
    <div id="panels" role="tabpanel" aria-label={tab.value || 'Panels'}>
      {groups.map((group) => (
        <div
          key={group.name}
          class={`grid ${large ? 'grid-large' : ''} ${isPlaced(group) ? 'grid-placed' : ''}`}
          style={isPlaced(group) ? `--layout:${layoutHeight(group.panels)}` : undefined}
        >
          {group.name && <h2 class="group">{group.name}</h2>}
          {group.panels.map((one) => (
            <Cell key={one.key} descriptor={one} large={large} />
          ))}
        </div>
      ))}
    </div>
  );
}
