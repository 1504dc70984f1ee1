// Pause, stop and save: what a person asks of the running training. Without the right to do so the
// buttons stay where they are and say what is missing.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { askTraining, phaseWords, right } from './control';
import { PauseIcon, PlayIcon, SaveIcon, StopIcon } from './icons';
import type { Ask, Run } from './protocol';
import { focus } from './state';
import { toast } from './toast';

const busy = signal(false);
/** The run that the question is about; '' while none is asked. */
const stopping = signal('');

function missing(): string {
  if (right.value === 'stale') {
    return 'The server was restarted. To control trainings, open the address that it printed now.';
  }
  if (right.value !== 'yes') {
    return 'To control trainings, open the address that oriel serve printed, the one with #token=';
  }
  return '';
}

async function ask(run: Run, what: Ask): Promise<void> {
  if (busy.value) return;
  busy.value = true;
  const answer = await askTraining(run.id, what);
  busy.value = false;
  const words = {
    waiting: 'Asked: the training has not looked yet, it will when it comes by',
    accepted: `Asked: ${answer.text}`,
    done: answer.text.charAt(0).toUpperCase() + answer.text.slice(1),
    refused: `Refused: ${answer.text}`,
  };
  toast(words[answer.outcome], answer.outcome === 'done' ? undefined : 6000);
}

interface ButtonProps {
  label: string;
  onClick: () => void;
  hasDialog?: boolean;
  children: ComponentChildren;
}

function ControlButton({ label, onClick, hasDialog, children }: ButtonProps) {
  const reason = missing();
  return (
    <button
      type="button"
      class="quiet"
      aria-label={label}
      aria-disabled={reason !== '' || busy.value}
      aria-haspopup={hasDialog ? 'dialog' : undefined}
      title={reason ? `${label}. ${reason}` : label}
      onClick={() => (reason ? toast(reason, 6000) : onClick())}
    >
      {children}
    </button>
  );
}

/** What has been asked for and is not over yet, beside the status of the run. */
export function Phase({ run }: { run: Run }) {
  const words = run.status === 'running' ? phaseWords(run) : '';
  return words ? <span class="fact phase">{words}</span> : null;
}

export function ControlButtons({ run }: { run: Run }) {
  const control = run.status === 'running' ? run.control : null;
  if (!control || control.supported.length === 0) return null;
  const can = (what: Ask) => control.supported.includes(what);
  const held = control.phase === 'paused' || control.phase === 'pausing';
  const leaving = !held && control.phase !== 'running';
  return (
    <div class="asks" role="group" aria-label="Control the training">
      {can('pause') && !leaving && (
        <ControlButton
          label={held ? 'Resume the training' : 'Pause the training'}
          onClick={() => void ask(run, held ? 'resume' : 'pause')}
        >
          {held ? <PlayIcon /> : <PauseIcon />}
        </ControlButton>
      )}
      {(can('stop') || can('stop_after_epoch')) && control.phase !== 'stopped' && (
        <ControlButton
          label="Stop the training"
          hasDialog
          onClick={() => (stopping.value = run.id)}
        >
          <StopIcon />
        </ControlButton>
      )}
      {can('checkpoint') && control.phase !== 'stopped' && (
        <ControlButton label="Save a checkpoint now" onClick={() => void ask(run, 'checkpoint')}>
          <SaveIcon />
        </ControlButton>
      )}
    </div>
  );
}

function StopChoices({ run, close }: { run: Run; close: () => void }) {
  const control = run.control;
  const can = (what: Ask) => control?.supported.includes(what) ?? false;
  const answer = (what: Ask) => {
    close();
    void ask(run, what);
  };
  const epoch = control?.epoch;
  const asked = control?.phase === 'stopping_after_epoch';
  return (
    <div class="help-body">
      <h2 id="stop-title">Stop {run.id}?</h2>
      <p class="muted">
        {asked
          ? `It is ${phaseWords(run)} already. Now leaves the epoch unfinished.`
          : 'After this epoch, everything is saved as at the end. Now leaves the epoch unfinished.'}
      </p>
      <div class="choices">
        {can('stop_after_epoch') && !asked && (
          <button type="button" class="plain" onClick={() => answer('stop_after_epoch')}>
            {epoch == null ? 'After this epoch' : `After epoch ${epoch + 1}`}
          </button>
        )}
        {can('stop') && (
          <button type="button" class="plain stop-now" onClick={() => answer('stop')}>
            Stop now
          </button>
        )}
        <button type="button" class="plain" onClick={close}>
          Cancel
        </button>
      </div>
    </div>
  );
}

/** Asks how to stop: the one question whose answer cannot be taken back. */
export function StopDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const run = focus.value;
  const open = run !== null && run.status === 'running' && stopping.value === run.id;
  useEffect(() => {
    const element = dialog.current!;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  const close = () => (stopping.value = '');
  return (
    <dialog
      ref={dialog}
      class="help stop-dialog"
      aria-labelledby="stop-title"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      {open && <StopChoices run={run} close={close} />}
    </dialog>
  );
}
