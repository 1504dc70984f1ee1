// The top line: which run this is, how far it has come, and the switches of the whole page.

import { formatDuration, formatInteger } from './chart/format';
import { ControlButtons, Phase } from './control_buttons';
import {
  GridIcon,
  HoldIcon,
  InfoIcon,
  kStatusWords,
  LogoIcon,
  MenuIcon,
  MoonIcon,
  PlayIcon,
  StatusIcon,
  SunIcon,
  SystemIcon,
} from './icons';
import { FindingsBadge } from './panels/findings_panel';
import type { Run } from './protocol';
import { detailsOpen, drawerOpen, focus, frozen, helpOpen, shownRuns } from './state';
import { density, nextTheme, themeChoice } from './theme';

function Epoch({ run }: { run: Run }) {
  const progress = run.progress;
  if (!progress || progress.epoch == null) return null;
  const { epoch, epochs } = progress;
  return (
    <span class="fact epoch">
      <span>
        epoch <b>{formatInteger(epoch)}</b>
        {epochs ? ` / ${formatInteger(epochs)}` : ''}
      </span>
      {epochs ? <progress value={epoch} max={epochs} aria-label="Epochs done" /> : null}
    </span>
  );
}

function RunFacts({ run }: { run: Run }) {
  const left = run.status === 'running' ? run.progress?.seconds_left : null;
  const others = shownRuns.value.length - 1;
  return (
    <div class="run-head">
      <h1 title={run.id}>
        {run.name && <span class="crumb">{run.name}</span>}
        {run.name && <span class="crumb-mark" aria-hidden="true" />}
        <span>{run.label || run.id}</span>
      </h1>
      {others > 0 && <span class="fact extra">compared with {others} more</span>}
      <span class={`pill status-${run.status}`} title={run.reason}>
        <StatusIcon status={run.status} />
        {kStatusWords[run.status] ?? run.status}
      </span>
      <Phase run={run} />
      <Epoch run={run} />
      {run.last_step !== null && (
        <span class="fact extra">
          step <b>{formatInteger(run.last_step)}</b>
        </span>
      )}
      {left != null && left > 0 && <span class="fact left">{formatDuration(left)} left</span>}
      {run.dropped > 0 && (
        <span class="fact warn" title="Points that the recorder had to drop">
          {formatInteger(run.dropped)} dropped
        </span>
      )}
      {run.damage && (
        <button type="button" class="plain warn" onClick={() => (detailsOpen.value = true)}>
          {run.series === 0 ? 'not readable' : 'damaged log'}
        </button>
      )}
    </div>
  );
}

function ThemeButton() {
  const choice = themeChoice.value;
  const Drawing = { system: SystemIcon, light: SunIcon, dark: MoonIcon }[choice];
  const word = choice === 'system' ? 'as the system' : choice;
  return (
    <button
      type="button"
      class="quiet"
      aria-label={`Colours: ${word}. Change`}
      title={`Colours: ${word}`}
      onClick={nextTheme}
    >
      <Drawing />
    </button>
  );
}

function FreezeButton() {
  const still = frozen.value;
  return (
    <button
      type="button"
      class={`quiet freeze ${still ? 'active' : ''}`}
      aria-pressed={still}
      title="Hold the view still while the training goes on"
      onClick={() => (frozen.value = !still)}
    >
      {still ? <PlayIcon /> : <HoldIcon />}
      <span class="wide-word">{still ? 'Frozen' : 'Freeze'}</span>
    </button>
  );
}

export function Header() {
  const run = focus.value;
  const compact = density.value === 'compact';
  return (
    <header class="top">
      <button
        type="button"
        class="quiet narrow-only"
        aria-label="Show the run list"
        aria-expanded={drawerOpen.value}
        onClick={() => (drawerOpen.value = !drawerOpen.value)}
      >
        <MenuIcon />
      </button>
      <div class="brand">
        <LogoIcon />
        <span>Oriel</span>
      </div>
      {run ? <RunFacts run={run} /> : <h1 class="no-run">Training runs</h1>}
      <div class="switches">
        {run && <FindingsBadge />}
        {run && <ControlButtons run={run} />}
        <FreezeButton />
        {run && (
          <button
            type="button"
            class={`quiet ${detailsOpen.value ? 'active' : ''}`}
            aria-expanded={detailsOpen.value}
            title="Settings, host, command, notes of this run"
            onClick={() => (detailsOpen.value = !detailsOpen.value)}
          >
            <InfoIcon />
            <span class="wide-word">Details</span>
          </button>
        )}
        <button
          type="button"
          class={`quiet extra ${compact ? 'active' : ''}`}
          aria-pressed={compact}
          aria-label="Compact panels"
          title="Compact panels"
          onClick={() => (density.value = compact ? 'comfortable' : 'compact')}
        >
          <GridIcon />
        </button>
        <ThemeButton />
        <button
          type="button"
          class="quiet"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={() => (helpOpen.value = true)}
        >
          <span class="question" aria-hidden="true">
            ?
          </span>
        </button>
      </div>
    </header>
  );
}
