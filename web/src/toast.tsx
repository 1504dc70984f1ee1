// A short confirmation that goes away by itself.

import { signal } from '@preact/signals';

const text = signal('');
let timer = 0;

export function toast(words: string, ms = 2500): void {
  text.value = words;
  clearTimeout(timer);
  timer = window.setTimeout(() => (text.value = ''), ms);
}

export function Toast() {
  return (
    <div class={`toast ${text.value ? 'toast-shown' : ''}`} role="status">
      {text.value}
    </div>
  );
}
