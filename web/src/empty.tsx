// What is shown while there is nothing to show: always the next thing to do.

import type { Run } from './protocol';
import { absentRuns, dropAbsent, logdir, pickNewest, runs, shownRuns } from './state';

const kLines = `#include <oriel/run.h>

oriel::Run run({.logdir = "runs", .name = "digits"});
auto loss = run.series("train/loss");
run.log(step, {{loss, value}, {"lr", rate}});`;

export function NoRuns() {
  return (
    <div class="lesson">
      <h1>No runs yet</h1>
      <p>Three lines in a training loop make one. It appears here by itself, while it trains.</p>
      <pre tabIndex={0} aria-label="Code that records a run">
        {kLines}
      </pre>
      <p class="muted">
        Watching <code>{logdir.value || 'the logdir'}</code>. Point the trainer’s{' '}
        <code>logdir</code> there, or start <code>oriel serve</code> on another folder.
      </p>
    </div>
  );
}

export function NoChoice() {
  return (
    <div class="hint">
      <p>Choose a run on the left; tick several to compare them.</p>
    </div>
  );
}

const kNamed = 3;

function Names({ ids }: { ids: string[] }) {
  return (
    <>
      {ids.length > 1 ? 'There are no runs ' : 'There is no run '}
      {ids.slice(0, kNamed).map((id, i) => (
        <>
          {i > 0 && ', '}
          <code>{id}</code>
        </>
      ))}
      {ids.length > kNamed && ` and ${ids.length - kNamed} more`} here (yet)
    </>
  );
}

/** The view names runs that the logdir has not. They are shown as soon as it has. */
export function NoSuchRun() {
  return (
    <div class="hint" role="status">
      <p>
        <b>
          <Names ids={absentRuns.value} />
        </b>
      </p>
      <p>
        The server looks in <code>{logdir.value}</code>. What is written there appears here by
        itself; a link from another logdir, or to a run that was moved, does not.
      </p>
      {runs.value.size > 0 && (
        <button type="button" class="plain" onClick={pickNewest}>
          Show the newest run
        </button>
      )}
    </div>
  );
}

/** Some runs of the view are there, others not. */
export function SomeAbsent() {
  const absent = absentRuns.value;
  if (absent.length === 0 || absent.length === shownRuns.value.length) return null;
  return (
    <p class="absent" role="status">
      <span>
        <Names ids={absent} />
      </span>
      <button type="button" class="plain" onClick={dropAbsent}>
        Leave out
      </button>
    </p>
  );
}

/** What is wrong with a run that shows nothing, or ''. */
function trouble(run: Run | undefined): string {
  return run ? run.damage || run.reason : '';
}

export function NoPanels() {
  const ids = shownRuns.value;
  const ill = ids.filter((id) => trouble(runs.value.get(id)) !== '');
  if (ill.length > 0) {
    return (
      <div class="hint" role="status">
        {ill.map((id) => (
          <div key={id} class="ill">
            <p>
              <b>
                {runs.value.get(id)!.damage
                  ? 'This could not be read: '
                  : 'This run recorded nothing: '}
                <code>{id}</code>
              </b>
            </p>
            <p class="warn">{trouble(runs.value.get(id))}</p>
          </div>
        ))}
        {ill.length < ids.length && <p>The others have recorded nothing yet.</p>}
      </div>
    );
  }
  const waiting = ids.some((id) => runs.value.get(id)?.status === 'running');
  const who = ids.length > 1 ? 'These runs' : 'This run';
  if (!waiting) {
    return (
      <div class="hint">
        <p>{who} recorded nothing.</p>
      </div>
    );
  }
  return (
    <div class="hint">
      <p>
        {who} {ids.length > 1 ? 'have' : 'has'} recorded nothing yet.
      </p>
      <p class="muted">
        The first <code>run.log(step, …)</code> brings the first panel.
      </p>
    </div>
  );
}
