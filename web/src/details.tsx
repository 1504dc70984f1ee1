// Everything the run says about itself: what it was started with, where, by which command.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import {
  formatCount,
  formatDuration,
  formatInteger,
  formatValue,
  formatWall,
} from './chart/format';
import { clock } from './clock';
import { CloseIcon, kStatusWords } from './icons';
import type { Run } from './protocol';
import { detailsOpen, focus } from './state';

function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  const kept = rows.filter(([, value]) => value !== null && value !== '' && value !== undefined);
  return (
    <dl class="facts">
      {kept.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function configValue(value: unknown): string {
  if (typeof value === 'number') return formatValue(value, 6);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// {"optimizer": {"lr": 1}} reads as optimizer.lr
function flatten(config: Record<string, unknown>, prefix = ''): [string, string][] {
  return Object.entries(config).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return flatten(value as Record<string, unknown>, `${prefix}${key}.`);
    }
    return [[prefix + key, configValue(value)]];
  });
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}

function Body({ run }: { run: Run }) {
  const config = flatten(run.config ?? {});
  const end = run.ended ?? (run.status === 'running' ? clock.value * 1000 : run.updated);
  return (
    <>
      {run.damage && <p class="note-box warn">{run.damage}</p>}
      {run.reason && <p class="note-box error">{run.reason}</p>}
      {run.notes && <p class="notes">{run.notes}</p>}
      {run.tags?.length > 0 && (
        <ul class="tags" aria-label="Tags">
          {run.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
      <Facts
        rows={[
          ['Status', kStatusWords[run.status] ?? run.status],
          ['Started', formatWall(run.started)],
          ['Duration', formatDuration(Math.max(0, Math.round((end - run.started) / 1e6)))],
          ['Last step', run.last_step === null ? '' : formatInteger(run.last_step)],
          [
            'Recorded',
            `${formatCount(run.points, 'point')} in ${formatInteger(run.series)} series`,
          ],
          ['Dropped', run.dropped > 0 ? formatCount(run.dropped, 'point') : 'none'],
          ['Writers', run.writers > 1 ? formatInteger(run.writers) : ''],
        ]}
      />
      <h3>Settings</h3>
      {config.length > 0 ? <Facts rows={config} /> : <p class="muted">None were given.</p>}
      <h3>Where it ran</h3>
      <Facts
        rows={[
          ['Host', run.host],
          ['Process', run.pid ? String(run.pid) : ''],
          [
            'Git',
            run.git ? `${run.git.commit.slice(0, 12)}${run.git.dirty ? ' with changes' : ''}` : '',
          ],
          ['Run', run.id],
        ]}
      />
      {run.argv?.length > 0 && (
        <>
          <h3>Command</h3>
          <pre class="command" tabIndex={0} aria-label="Command">
            {run.argv.map(quote).join(' ')}
          </pre>
        </>
      )}
    </>
  );
}

export function Details() {
  const run = focus.value;
  const open = detailsOpen.value && run !== null;
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) close.current?.focus();
  }, [open]);
  if (!open || !run) return null;
  return (
    <aside class="details" aria-label={`Details of ${run.id}`}>
      <div class="details-head">
        <h2>{run.label || run.id}</h2>
        <button
          type="button"
          class="quiet"
          aria-label="Close the details"
          ref={close}
          onClick={() => (detailsOpen.value = false)}
        >
          <CloseIcon />
        </button>
      </div>
      <Body run={run} />
    </aside>
  );
}
