// The time, every few seconds: for "3 min ago".

import { signal } from '@preact/signals';

export const clock = signal(Date.now());

export function startClock(): void {
  setInterval(() => (clock.value = Date.now()), 5000);
}
