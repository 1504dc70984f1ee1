// The token leaves the address whole; words for every phase; an answer for every end of a request.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { askTraining, phaseWord, phaseWords, takeToken } from '../src/control';
import type { ControlState, Run } from '../src/protocol';

test('a token is taken out of the hash, and nothing else', () => {
  assert.deepEqual(takeToken('#token=ab12'), { token: 'ab12', rest: '' });
  assert.deepEqual(takeToken('#runs=a&token=ab12&x=wall'), {
    token: 'ab12',
    rest: '#runs=a&x=wall',
  });
  assert.deepEqual(takeToken('#runs=token=1'), { token: '', rest: '#runs=token=1' });
  assert.deepEqual(takeToken(''), { token: '', rest: '' });
});

test('phases in words', () => {
  const words = (patch: Partial<ControlState>) =>
    phaseWords({ control: { phase: 'running', who: '', epoch: null, ...patch } } as Run);
  assert.equal(words({}), '');
  assert.equal(words({ phase: 'stopping_after_epoch', epoch: 11 }), 'stopping after epoch 12');
  assert.equal(words({ phase: 'stopping_after_epoch' }), 'stopping after this epoch');
  assert.equal(words({ phase: 'paused', who: 'command line' }), 'paused by command line');
  assert.equal(phaseWords({ control: null } as Run), '');
  const word = (phase: string, status = 'running') =>
    phaseWord({ status, control: { phase } } as Run);
  assert.deepEqual(
    ['running', 'paused', 'stopped'].map((one) => word(one)),
    ['', 'paused', 'stopping'],
  );
  assert.equal(word('paused', 'crashed'), '');
});

const real = globalThis.fetch;
afterEach(() => (globalThis.fetch = real));

function server(answers: [number, unknown][]): string[] {
  const seen: string[] = [];
  globalThis.fetch = (async (url: string, init?: RequestInit) => {
    seen.push(`${init?.method ?? 'GET'} ${url}`);
    const [status, body] = answers.shift()!;
    return new Response(JSON.stringify(body), { status });
  }) as typeof fetch;
  return seen;
}
const soon = () => Promise.resolve();

test('a request is followed until it is done', async () => {
  const seen = server([
    [202, { ticket: '3-00' }],
    [200, { outcome: 'waiting', text: '' }],
    [200, { outcome: 'accepted', text: 'soon' }],
    [200, { outcome: 'done', text: 'paused' }],
  ]);
  const answer = await askTraining('a/b', 'pause', soon);
  assert.deepEqual(answer, { outcome: 'done', text: 'paused' });
  assert.equal(seen[0], 'POST /api/control');
  assert.equal(seen[1], 'GET /api/control?run=a%2Fb&ticket=3-00');
});

test('to be stopped after the epoch is answer enough', async () => {
  server([
    [202, { ticket: '3-00' }],
    [200, { outcome: 'accepted', text: 'it will' }],
  ]);
  assert.equal((await askTraining('a', 'stop_after_epoch', soon)).outcome, 'accepted');
});

test('refusals and a server that is away end it', async () => {
  server([[409, { error: { code: 'refused', message: 'the run has ended' } }]]);
  const refused = await askTraining('a', 'stop', soon);
  assert.deepEqual(refused, { outcome: 'refused', text: 'the run has ended' });
  globalThis.fetch = () => Promise.reject(new Error('away'));
  assert.equal((await askTraining('a', 'stop', soon)).outcome, 'refused');
});
