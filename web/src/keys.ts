// Keys that work everywhere on the page.

import { detailsOpen, drawerOpen, helpOpen, setView, view, zoomTo } from './state';

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest?.('input:not([type=range]):not([type=checkbox]), select, textarea');
}

function escape(): boolean {
  if (helpOpen.value) return false; // the dialog closes itself
  if (drawerOpen.value) drawerOpen.value = false;
  else if (detailsOpen.value) detailsOpen.value = false;
  else if (view.value.panel) setView({ panel: '' }, true);
  else if (view.value.range) zoomTo(null);
  else return false;
  return true;
}

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '/') {
      drawerOpen.value = matchMedia('(max-width: 760px)').matches;
      document.getElementById('run-search')?.focus();
    } else if (event.key === '?') {
      helpOpen.value = !helpOpen.value;
    } else if (event.key !== 'Escape' || !escape()) {
      return;
    }
    event.preventDefault();
  });
}
