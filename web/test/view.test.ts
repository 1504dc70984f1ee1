import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addRun,
  clampSmoothing,
  decodeView,
  encodeView,
  kNoView,
  removeRun,
  trimRuns,
  type View,
} from '../src/view';
import { placeOf, smoothingAt } from '../src/toolbar';
import { forAll } from './random';

const kNames = ['digits/run_001', 'a b', 'ä&=#,%+?', '日本/語', "it's", 'x:y/*', '100%25'];

test('every view survives its address', () => {
  forAll(1000, (next) => {
    const name = () => kNames[Math.floor(next() * kNames.length)]!;
    const maybe = <T>(value: T, otherwise: T) => (next() < 0.5 ? value : otherwise);
    const low = (next() - 0.5) * 10 ** (next() * 18);
    const view: View = {
      runs: trimRuns(Array.from({ length: Math.floor(next() * 5) }, () => maybe(name(), ''))),
      tab: maybe(name(), ''),
      x: maybe(`series:${name()}`, next() < 0.5 ? 'wall' : 'step'),
      y: maybe('log', 'auto'),
      range: maybe([low, low + 1 + Math.abs(low)] as [number, number], null),
      smoothing: maybe(clampSmoothing(next()), 0),
      at: maybe(Math.floor(next() * 1e12), null),
      panel: maybe(name(), ''),
      find: maybe(name(), ''),
    };
    assert.deepEqual(decodeView(encodeView(view)), view, encodeView(view));
  });
});

test('addresses are readable, and broken ones are no error', () => {
  const view = {
    ...kNoView,
    runs: ['digits/run_003', '', 'run_1'],
    range: [1, 2] as [number, number],
  };
  assert.equal(encodeView(view), '#runs=digits/run_003,,run_1&range=1,2');
  assert.equal(encodeView(kNoView), '');
  for (const hash of [
    '#',
    '#&&=',
    '#range=2,1',
    '#range=a',
    '#x=evil',
    '#y=cubic',
    '#smooth=nan',
    '#runs=,,',
  ]) {
    assert.deepEqual(decodeView(hash), kNoView, hash);
  }
  assert.equal(decodeView('#runs=%zz').runs[0], '%zz');
  assert.equal(decodeView('#smooth=7').smoothing, 0.9999);
});

test('a run keeps its colour while others come and go', () => {
  let runs = ['a', 'b', 'c'];
  runs = removeRun(runs, 'b');
  assert.deepEqual(runs, ['a', '', 'c']);
  runs = addRun(runs, 'd');
  assert.deepEqual(runs, ['a', 'd', 'c']);
  assert.deepEqual(removeRun(removeRun(runs, 'c'), 'd'), ['a']);
  assert.deepEqual(addRun(['a'], 'a'), ['a']);
});

test('the smoothing slider reaches what it shows', () => {
  for (let place = 0; place <= 108; place++) assert.equal(placeOf(smoothingAt(place)), place);
  assert.equal(smoothingAt(60), 0.6);
  assert.equal(smoothingAt(108), 0.999);
});
