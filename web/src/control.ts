// The right to control: the token of the address that `oriel serve` printed, and what is asked with
// it. The token comes once, in the hash of the address, and leaves it at once: it is kept for this tab
// alone and sent in a header of our own requests, which no other site can make a browser do.

import { signal } from '@preact/signals';
import type { Ask, Run } from './protocol';

const kKey = 'oriel-token';

interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Takes the token out of a hash: what it is, and the hash without it. */
export function takeToken(hash: string): { token: string; rest: string } {
  let token = '';
  const parts = hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => {
      if (!part.startsWith('token=')) return part !== '';
      token = part.slice(6);
      return false;
    });
  return { token, rest: parts.length > 0 ? `#${parts.join('&')}` : '' };
}

/** none: this page has no token; checking; yes; stale: the server knows another one. */
export type Right = 'none' | 'checking' | 'yes' | 'stale';
export const right = signal<Right>('none');

let token = '';

/** Before anything else reads the address. */
export function readToken(storage: Store | null): void {
  const { token: fresh, rest } = takeToken(location.hash);
  if (fresh) history.replaceState(null, '', location.pathname + location.search + rest);
  try {
    if (fresh) storage?.setItem(kKey, fresh);
    token = fresh || (storage?.getItem(kKey) ?? '');
  } catch {
    token = fresh; // storage is closed to us: the token lives as long as the page
  }
  right.value = token ? 'checking' : 'none';
}

const headers = () => ({ Authorization: `Bearer ${token}` });

/** Asks the server what the token is good for: it is another one after a restart. */
export async function checkRight(): Promise<void> {
  if (!token) return;
  try {
    const answer = await fetch('/api/rights', { headers: headers() });
    const rights = ((await answer.json()) as { rights?: string[] }).rights ?? [];
    right.value = rights.includes('control') ? 'yes' : 'stale';
  } catch {
    // The server is away: the next greeting asks again.
  }
}

export interface Answer {
  outcome: 'waiting' | 'accepted' | 'done' | 'refused';
  text: string;
}

const kAskMs = 10_000;
const kLookMs = 200;

async function refusal(answer: Response): Promise<Answer> {
  const body = (await answer.json().catch(() => null)) as { error?: { message: string } } | null;
  return { outcome: 'refused', text: body?.error?.message ?? `the server said ${answer.status}` };
}

/** Asks, and waits a while for what the training says. Never throws. */
export async function askTraining(
  run: string,
  ask: Ask,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): Promise<Answer> {
  try {
    const put = await fetch('/api/control', {
      method: 'POST',
      headers: { ...headers(), 'Content-Type': 'application/json' },
      body: JSON.stringify({ run, ask }),
    });
    if (put.status === 401) right.value = 'stale';
    if (put.status !== 202) return await refusal(put);
    const { ticket } = (await put.json()) as { ticket: string };
    const query = new URLSearchParams({ run, ticket }).toString();
    let last: Answer = { outcome: 'waiting', text: '' };
    for (let waited = 0; waited < kAskMs; waited += kLookMs) {
      await wait(kLookMs);
      const look = await fetch(`/api/control?${query}`);
      if (!look.ok) return await refusal(look);
      last = (await look.json()) as Answer;
      if (last.outcome === 'done' || last.outcome === 'refused') return last;
      if (last.outcome === 'accepted' && ask === 'stop_after_epoch') return last;
    }
    return last;
  } catch {
    return { outcome: 'refused', text: 'the server cannot be reached' };
  }
}

/** What the training is doing, in words, where somebody has asked for something. */
export function phaseWords(run: Run): string {
  const control = run.control;
  if (!control) return '';
  const epoch = control.epoch;
  switch (control.phase) {
    case 'pausing':
      return 'pausing';
    case 'paused':
      return control.who ? `paused by ${control.who}` : 'paused';
    case 'stopping':
      return 'stopping now';
    case 'stopping_after_epoch':
      return epoch == null ? 'stopping after this epoch' : `stopping after epoch ${epoch + 1}`;
    case 'stopped':
      return 'stopped, finishing';
    default:
      return '';
  }
}

/** The same in a word, for the list of runs. */
export function phaseWord(run: Run): string {
  const phase = run.status === 'running' ? (run.control?.phase ?? 'running') : 'running';
  if (phase === 'paused' || phase === 'pausing') return phase;
  return /^stop/.test(phase) ? 'stopping' : '';
}
