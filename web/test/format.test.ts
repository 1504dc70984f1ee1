import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAge,
  formatCount,
  formatDuration,
  formatInteger,
  formatShort,
  formatTick,
  formatValue,
  formatX,
} from '../src/chart/format';
import { linearTicks } from '../src/chart/ticks';
import { forAll } from './random';

const plain = (text: string) => text.replace(/\u202f/g, ' ').replace(/\u2212/g, '-');

test('values keep four digits, separators and signs', () => {
  const cases: [number, string][] = [
    [0, '0'],
    [0.081234, '0.08123'],
    [1234567, '1,234,567'],
    [1234.567, '1,235'],
    [-0.5, '-0.5'],
    [0.00001234, '1.234e-5'],
    [1e-4, '0.0001'],
    [2.5e20, '2.5e20'],
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
  ];
  for (const [value, text] of cases) assert.equal(plain(formatValue(value)), text);
  assert.equal(formatShort(3_253_412_627), '3.25G');
  assert.equal(formatShort(0.08123), '0.0812');
});

test('a value read back is the value to four digits', () => {
  forAll(1000, (next) => {
    const value = (next() - 0.5) * 10 ** (next() * 30 - 12);
    const back = Number(plain(formatValue(value)).replace(/,/g, ''));
    assert.ok(Math.abs(back - value) <= Math.abs(value) * 5.1e-4, `${value} ${formatValue(value)}`);
  });
});

test('the ticks of an axis are told apart by their labels', () => {
  forAll(1000, (next, seed) => {
    const size = 10 ** (next() * 20 - 10);
    const low = (next() - 0.5) * size;
    const high = low + size * (0.01 + next());
    const { values, step } = linearTicks(low, high, 6);
    const largest = Math.max(Math.abs(low), Math.abs(high));
    const labels = values.map((value) => formatTick(value, step, largest));
    assert.equal(new Set(labels).size, labels.length, `${labels.join(' ')}, seed ${seed}`);
  });
});

test('ticks in thousands and millions', () => {
  assert.deepEqual(
    [0, 5000, 10000].map((v) => formatTick(v, 5000, 10000)),
    ['0', '5k', '10k'],
  );
  assert.equal(formatTick(2000, 1000, 5000), '2,000');
  assert.equal(formatTick(2.5e6, 5e5, 3e6), '2.5M');
  assert.equal(plain(formatTick(-0.25, 0.05, 0.5)), '-0.25');
  assert.equal(plain(formatTick(1e-5, 0)), '1e-5');
});

test('durations and places in words', () => {
  const cases: [number, string][] = [
    [80.5, '1 m 21 s'],
    [0.25, '0.3 s'],
    [59, '59 s'],
    [3600, '1 h'],
    [3723, '1 h 02 m'],
    [90000, '1 d 01 h'],
    [-5, '-5 s'],
  ];
  for (const [seconds, text] of cases) assert.equal(plain(formatDuration(seconds)), text);
  assert.equal(formatX('step', 4711), 'step 4,711');
  assert.equal(formatX('value', 2.5, 'epoch'), 'epoch 2.5');
  assert.match(formatX('wall', Date.UTC(2026, 2, 1, 12) * 1000), /^2026-0\d-\d\d \d\d:\d\d:00$/);
  assert.equal(formatAge(200), '3 min ago');
  assert.equal(formatCount(1, 'run'), '1 run');
  assert.equal(plain(formatInteger(-12345)), '-12,345');
});
