// The view: everything a person chose and a link must carry. The hash of the address holds it, in
// words that a person can read and change: #runs=digits/run_003&x=step&range=1000,2000

export type YScale = 'auto' | 'linear' | 'log' | 'symlog';

export interface View {
  /** Compared runs by colour: the place in the list is the colour, '' a colour that is free. */
  runs: string[];
  tab: string;
  /** step, wall, relative or series:NAME */
  x: string;
  y: YScale;
  range: [number, number] | null;
  smoothing: number;
  /** The step that image and text panels show; null: the newest. */
  at: number | null;
  /** The key of the panel that fills the page, or ''. */
  panel: string;
  /** What the titles of the panels shown contain. */
  find: string;
}

export const kNoView: View = {
  runs: [],
  tab: '',
  x: 'step',
  y: 'auto',
  range: null,
  smoothing: 0,
  at: null,
  panel: '',
  find: '',
};

export const kMaxSmoothing = 0.9999;

// Slashes, colons and asterisks are harmless in a hash and common in names.
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%2F/g, '/').replace(/%3A/g, ':').replace(/%20/g, '+');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, '%20'));
  } catch {
    return text;
  }
}

export function encodeView(view: View): string {
  const parts: string[] = [];
  const put = (key: string, value: string) => parts.push(`${key}=${value}`);
  const runs = view.runs.map(encode).join(',');
  if (runs.replace(/,/g, '') !== '') put('runs', runs);
  if (view.tab) put('tab', encode(view.tab));
  if (view.x !== kNoView.x) put('x', encode(view.x));
  if (view.y !== kNoView.y) put('y', view.y);
  if (view.range) put('range', view.range.join(','));
  if (view.smoothing > 0) put('smooth', String(view.smoothing));
  if (view.at !== null) put('at', String(view.at));
  if (view.panel) put('panel', encode(view.panel));
  if (view.find) put('find', encode(view.find));
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

function number(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function parseRange(text: string): View['range'] {
  const [low, high] = text.split(',').map(number);
  return low != null && high != null && low < high ? [low, high] : null;
}

function isAxis(text: string): boolean {
  return ['step', 'wall', 'relative'].includes(text) || /^series:./.test(text);
}

/** Reads a hash. What it does not understand it leaves at its default: a link never fails. */
export function decodeView(hash: string): View {
  const view: View = { ...kNoView };
  for (const part of hash.replace(/^#/, '').split('&')) {
    const cut = part.indexOf('=');
    if (cut < 0) continue;
    const key = part.slice(0, cut);
    const raw = part.slice(cut + 1);
    const text = decode(raw);
    if (key === 'runs') view.runs = trimRuns(raw.split(',').map(decode));
    else if (key === 'tab') view.tab = text;
    else if (key === 'x' && isAxis(text)) view.x = text;
    else if (key === 'y' && ['linear', 'log', 'symlog'].includes(text)) view.y = text as YScale;
    else if (key === 'range') view.range = parseRange(text);
    else if (key === 'smooth') view.smoothing = clampSmoothing(number(text) ?? 0);
    else if (key === 'at') view.at = number(text);
    else if (key === 'panel') view.panel = text;
    else if (key === 'find') view.find = text;
  }
  return view;
}

export function clampSmoothing(value: number): number {
  return Math.min(kMaxSmoothing, Math.max(0, value));
}

// Runs: a run keeps its colour while others come and go.

export function trimRuns(runs: string[]): string[] {
  const seen = new Set<string>();
  const out = runs.map((id) => {
    if (id === '' || seen.has(id)) return '';
    seen.add(id);
    return id;
  });
  while (out.length > 0 && out[out.length - 1] === '') out.pop();
  return out;
}

export function addRun(runs: string[], id: string): string[] {
  if (runs.includes(id)) return runs;
  const free = runs.indexOf('');
  return free < 0 ? [...runs, id] : runs.map((old, i) => (i === free ? id : old));
}

export function removeRun(runs: string[], id: string): string[] {
  return trimRuns(runs.map((old) => (old === id ? '' : old)));
}
