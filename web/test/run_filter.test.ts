import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeMany } from '../e2e/fake/data';
import { filterRuns, parseQuery } from '../src/run_filter';

const runs = makeMany(10_000).map((run) => run.info);

function count(query: string): number {
  return runs.filter(parseQuery(query)).length;
}

test('the search understands words, fields and comparisons', () => {
  assert.equal(count(''), 10_000);
  assert.equal(count('run_0042'), 0);
  assert.equal(count('digits/run_042'), 1);
  assert.equal(count('tag:base'), 1);
  assert.equal(count('status:fail'), 2000);
  assert.equal(count('status:nonsense'), 0);
  assert.equal(count('lr<0.0035 status:finished'), 1);
  assert.equal(count('batch=64'), 10_000);
  assert.equal(count('batch!=64'), 0);
  assert.equal(count('step>=10000'), 99);
  assert.equal(count('no_such_setting>0'), 0);
  assert.equal(count('the beat'), 1);
});

test('ten thousand runs are filtered and sorted within a frame or two', () => {
  filterRuns(runs, 'warm', '', 'newest');
  const start = performance.now();
  const found = filterRuns(runs, 'run_0 lr>0.001', 'finished', 'newest');
  const took = performance.now() - start;
  assert.ok(found.length > 0 && found.every((run) => run.status === 'finished'));
  for (let i = 1; i < found.length; i++) assert.ok(found[i - 1]!.started >= found[i]!.started);
  assert.ok(took < 100, `${took.toFixed(1)} ms`);
});
