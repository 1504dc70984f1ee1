import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  linearTicks,
  logTicks,
  niceStep,
  relativeTicks,
  symlogTicks,
  wallTicks,
} from '../src/chart/ticks';
import { forAll } from './random';

test('golden vectors of linear ticks', () => {
  assert.deepEqual(linearTicks(0, 1, 5).values, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(linearTicks(0, 10, 5).values, [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(linearTicks(-1, 1, 4).values, [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(linearTicks(0.05, 0.35, 3).values, [0.1, 0.2, 0.3]);
  assert.deepEqual(linearTicks(0, 3, 30, 1).values, [0, 1, 2, 3]);
});

test('linear ticks lie inside, ascend evenly and follow the 1-2-5 ladder', () => {
  forAll(2000, (next, seed) => {
    const size = 10 ** (next() * 24 - 12);
    const low = (next() - 0.5) * size;
    const high = low + next() * size + size * 1e-3;
    const count = 2 + Math.floor(next() * 10);
    const { values, step } = linearTicks(low, high, count);
    const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
    assert.ok(
      [1, 2, 5].some((one) => Math.abs(lead - one) < 1e-6),
      `step ${step}, seed ${seed}`,
    );
    assert.ok(
      values.length >= 2 && values.length <= Math.max(6, count + 1),
      `${values.length} of ${count}, seed ${seed}`,
    );
    values.forEach((value, i) => {
      assert.ok(value >= low - step * 1e-6 && value <= high + step * 1e-6, `seed ${seed}`);
      if (i > 0) assert.ok(Math.abs(value - values[i - 1]! - step) < step * 1e-6, `seed ${seed}`);
    });
  });
});

test('a nice step is the smallest of the ladder that is not below what is wanted', () => {
  forAll(500, (next) => {
    const rough = 10 ** (next() * 20 - 10);
    const step = niceStep(rough);
    assert.ok(step >= rough * (1 - 1e-9) && step <= rough * 2.5 * (1 + 1e-9));
  });
});

test('log ticks are 1, 2, 3 or 5 times powers of ten', () => {
  assert.deepEqual(logTicks(1, 1000, 4).values, [1, 10, 100, 1000]);
  assert.deepEqual(logTicks(1e-6, 1e6, 5).values, [1e-6, 1e-3, 1, 1e3, 1e6]);
  assert.deepEqual(logTicks(0.9, 25, 6).values, [1, 2, 5, 10, 20]);
  forAll(500, (next, seed) => {
    const low = 10 ** (next() * 20 - 10);
    const high = low * 10 ** (0.8 + next() * 8);
    const count = 3 + Math.floor(next() * 8);
    const { values, step } = logTicks(low, high, count);
    assert.ok(
      values.length >= 2 && values.length <= 2 * count + 2,
      `${values.length}, seed ${seed}`,
    );
    if (step === 0) {
      for (const value of values) {
        const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
        assert.ok(
          [1, 2, 3, 5].some((one) => Math.abs(lead - one) < 1e-6),
          `${value}, seed ${seed}`,
        );
      }
    }
  });
});

test('symlog ticks hold zero and pairs of powers', () => {
  const t = { kind: 'symlog', constant: 1 } as const;
  const { values } = symlogTicks(t, -1000, 1000, 7);
  assert.ok(values.includes(0) && values.includes(-1000) && values.includes(1000));
  assert.deepEqual(
    values,
    [...values].sort((a, b) => a - b),
  );
});

test('time ticks stand on whole clock units', () => {
  assert.deepEqual(relativeTicks(0, 3600, 4).values, [0, 900, 1800, 2700, 3600]);
  assert.deepEqual(relativeTicks(0, 90, 3).values, [0, 30, 60, 90]);
  const noon = Date.UTC(2026, 0, 1, 12, 0, 0) * 1000;
  const hour = 3600e6;
  const { values, step } = wallTicks(noon, noon + 2 * hour, 4, 0);
  assert.equal(step, 1800);
  assert.deepEqual(
    values.map((v) => (v - noon) / hour),
    [0, 0.5, 1, 1.5, 2],
  );
  // A zone of five and a half hours: ticks are round there, not in London.
  const there = wallTicks(noon, noon + 24 * hour, 4, 330).values;
  for (const value of there) assert.equal((value / 1e6 + 330 * 60) % 21600, 0);
});
