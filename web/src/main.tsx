// Starts the page.

import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app';
import { startClock } from './clock';
import { checkRight, readToken } from './control';
import { listenToKeys } from './keys';
import { goLive } from './live';
import { focus, followAddress } from './state';
import { applyTheme } from './theme';
import './styles/app.css';

function takeRight(): void {
  try {
    readToken(sessionStorage);
  } catch {
    readToken(null);
  }
}

takeRight();
addEventListener('hashchange', () => {
  takeRight();
  void checkRight();
});
applyTheme();
followAddress();
listenToKeys();
startClock();
goLive();
effect(() => {
  const run = focus.value;
  document.title = run ? `${run.id} · Oriel` : 'Oriel';
});
render(<App />, document.getElementById('app')!);
