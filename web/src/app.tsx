// The page: header, run list, toolbar, panels, and what lies over them.

import { Banners } from './banner';
import { Details } from './details';
import { NoChoice, NoRuns, SomeAbsent } from './empty';
import { Grid } from './grid';
import { StopDialog } from './control_buttons';
import { Header } from './header';
import { Help } from './help';
import { RunList } from './run_list';
import { drawerOpen, runs, runsKnown, runsLoading, shownRuns, spoken } from './state';
import { Toast } from './toast';
import { Narrowed, Toolbar } from './toolbar';

function Content() {
  if (!runsKnown.value) return <div class="hint loading">Connecting…</div>;
  if (shownRuns.value.length === 0) {
    if (runsLoading.value) return <div class="hint loading">Reading the runs…</div>;
    return runs.value.size === 0 ? <NoRuns /> : <NoChoice />;
  }
  return (
    <>
      <Toolbar />
      <SomeAbsent />
      <Grid />
      <Narrowed />
    </>
  );
}

export function App() {
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the panels
      </a>
      <Header />
      <Banners />
      <div class="columns">
        <RunList />
        {drawerOpen.value && (
          <div class="scrim" aria-hidden="true" onClick={() => (drawerOpen.value = false)} />
        )}
        <main id="main" tabIndex={-1}>
          <Content />
        </main>
        <Details />
      </div>
      <div class="sr" aria-live="polite">
        {spoken.value}
      </div>
      <Help />
      <StopDialog />
      <Toast />
    </>
  );
}

// The hash of the address belongs to the view, so the link moves the focus by itself.
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
