// Light and dark. The tokens live in styles/tokens.css; the painter reads them from there, so that a
// colour is written down once.

import { computed, effect, signal } from '@preact/signals';
import { recall, remember } from './memory';
import type { Role } from './protocol';

export type ThemeChoice = 'system' | 'light' | 'dark';

export interface Palette {
  panel: string;
  text: string;
  muted: string;
  grid: string;
  rule: string;
  accent: string;
  train: string;
  val: string;
  best: string;
  warn: string;
  error: string;
  runs: string[];
}

export const kRunColors = 6;

/** The colour of a role, `fallback` where the role has none of its own. */
export function roleColor(palette: Palette, role: Role | undefined, fallback: string): string {
  const { train, val, best, warn, error, muted } = palette;
  const colors: Partial<Record<Role, string>> = { train, val, best, warn, error, muted };
  return (role === 'watching' ? warn : role && colors[role]) || fallback;
}

const media = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;
const systemDark = signal(media?.matches ?? false);
media?.addEventListener('change', (event) => (systemDark.value = event.matches));

export const themeChoice = signal<ThemeChoice>(recall('theme', ['system', 'light', 'dark']));
export const theme = computed<'light' | 'dark'>(() => {
  if (themeChoice.value !== 'system') return themeChoice.value;
  return systemDark.value ? 'dark' : 'light';
});

export type Density = 'comfortable' | 'compact';
export const density = signal<Density>(recall('density', ['comfortable', 'compact']));

export function nextTheme(): void {
  themeChoice.value = { system: 'light', light: 'dark', dark: 'system' }[
    themeChoice.value
  ] as ThemeChoice;
}

export const palette = signal<Palette | null>(null);

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    panel: token('panel'),
    text: token('text'),
    muted: token('muted'),
    grid: token('grid'),
    rule: token('rule'),
    accent: token('accent'),
    train: token('train'),
    val: token('val'),
    best: token('best'),
    warn: token('warn'),
    error: token('error'),
    runs: Array.from({ length: kRunColors }, (_, i) => token(`run-${i}`)),
  };
}

/** Keeps the page's theme, its density and the painter's palette in step with the choices. */
export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    document.documentElement.dataset.density = density.value;
    remember('theme', themeChoice.value);
    remember('density', density.value);
    palette.value = readPalette();
  });
}

const calm =
  typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;

export function reducedMotion(): boolean {
  return calm?.matches ?? false;
}
