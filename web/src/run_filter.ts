// What the search field of the run list understands: words, status:failed, tag:x, lr>0.001.

import type { Run, Status } from './protocol';

export type Sort = 'newest' | 'updated' | 'name' | 'step';

type Test = (run: Run) => boolean;

const kStatusNames: Record<string, Status> = {
  running: 'running',
  finished: 'finished',
  done: 'finished',
  failed: 'failed',
  crashed: 'crashed',
  lost: 'crashed',
};

function compare(key: string, operator: string, text: string): Test {
  const wanted = Number(text);
  const numeric = text !== '' && Number.isFinite(wanted);
  return (run) => {
    const value = key === 'step' ? run.last_step : run.config?.[key];
    if (value === undefined || value === null) return false;
    if (!numeric || Number.isNaN(Number(value))) {
      const same = String(value).toLowerCase() === text;
      return operator === '=' ? same : operator === '!=' ? !same : false;
    }
    const number = Number(value);
    if (operator === '=') return number === wanted;
    if (operator === '!=') return number !== wanted;
    if (operator === '>') return number > wanted;
    if (operator === '<') return number < wanted;
    return operator === '>=' ? number >= wanted : number <= wanted;
  };
}

function parseWord(word: string): Test {
  const colon = /^(status|tag|host):(.+)$/.exec(word);
  if (colon) {
    const [, field, text = ''] = colon;
    if (field === 'status') {
      const name = Object.keys(kStatusNames).find((one) => one.startsWith(text));
      return (run) => name !== undefined && run.status === kStatusNames[name];
    }
    if (field === 'host') return (run) => (run.host ?? '').toLowerCase().includes(text);
    return (run) => (run.tags ?? []).some((tag) => tag.toLowerCase().includes(text));
  }
  const relation = /^([^<>=!]+)(>=|<=|!=|=|>|<)(.*)$/.exec(word);
  if (relation) return compare(relation[1]!, relation[2]!, relation[3]!);
  return (run) => {
    const notes = run.notes ?? '';
    return [run.id, run.host, notes, ...(run.tags ?? [])].some((t) =>
      t?.toLowerCase().includes(word),
    );
  };
}

/** A test that a run passes when it answers every word of the query. */
export function parseQuery(query: string): Test {
  const tests = query.toLowerCase().split(/\s+/).filter(Boolean).map(parseWord);
  return (run) => tests.every((test) => test(run));
}

const kOrders: Record<Sort, (a: Run, b: Run) => number> = {
  newest: (a, b) => b.started - a.started,
  updated: (a, b) => b.updated - a.updated,
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.number - b.number),
  step: (a, b) => (b.last_step ?? -1) - (a.last_step ?? -1),
};

export function filterRuns(
  all: Iterable<Run>,
  query: string,
  status: Status | '',
  sort: Sort,
): Run[] {
  const passes = parseQuery(query);
  const kept: Run[] = [];
  for (const run of all)
    if ((status === '' || run.status === status) && passes(run)) kept.push(run);
  const order = kOrders[sort];
  return kept.sort((a, b) => order(a, b) || (a.id < b.id ? -1 : 1));
}
