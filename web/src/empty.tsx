// What is shown while there is nothing to show: always the next thing to do.

import { logdir, runs, runsKnown, shownRuns, view } from './state';

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

export function NoPanels() {
  const gone = shownRuns.value.filter((id) => runsKnown.value && !runs.value.has(id));
  if (gone.length > 0) {
    return (
      <div class="hint">
        <p>
          There is no run <code>{gone.join(', ')}</code> in <code>{logdir.value}</code>.
        </p>
        <p class="muted">The link may come from another logdir, or the run has been moved.</p>
      </div>
    );
  }
  return (
    <div class="hint">
      <p>{view.value.runs.length > 1 ? 'These runs have' : 'This run has'} recorded nothing yet.</p>
      <p class="muted">
        The first <code>run.log(step, …)</code> brings the first panel.
      </p>
    </div>
  );
}
