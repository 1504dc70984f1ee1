import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ease, settle, yAxis, type Axis } from '../src/chart/domain';
import type { Series } from '../src/chart/series';
import { linearTicks } from '../src/chart/ticks';
import {
  forward,
  inverse,
  kLinear,
  Scale,
  symlogConstant,
  type Transform,
} from '../src/chart/scale';
import { forAll } from './random';

const kKinds = ['linear', 'log', 'symlog'] as const;

test('every transform is undone by its inverse', () => {
  forAll(2000, (next, seed) => {
    const kind = kKinds[seed % 3]!;
    const t: Transform = { kind, constant: 10 ** Math.floor(next() * 8 - 6) };
    const size = 10 ** (next() * 16 - 8);
    const value = kind === 'log' ? size : size * (next() < 0.5 ? -1 : 1);
    const back = inverse(t, forward(t, value));
    assert.ok(Math.abs(back - value) <= Math.abs(value) * 1e-9, `${kind} ${value} ${back}`);
  });
});

test('symlog is odd, ascends, and is linear near zero', () => {
  const t: Transform = { kind: 'symlog', constant: 0.01 };
  assert.equal(forward(t, 0), 0);
  forAll(300, (next) => {
    const a = (next() - 0.5) * 1e4;
    const b = (next() - 0.5) * 1e4;
    assert.ok(Math.abs(forward(t, -a) + forward(t, a)) < 1e-12);
    if (a !== b) assert.equal(Math.sign(forward(t, a) - forward(t, b)), Math.sign(a - b));
  });
  assert.ok(Math.abs(forward(t, 1e-5) / forward(t, 5e-6) - 2) < 1e-6);
});

test('a scale maps its ends to its ends and pixels back to values', () => {
  forAll(500, (next, seed) => {
    const kind = kKinds[seed % 3]!;
    const low = kind === 'log' ? 10 ** (next() * 6 - 3) : (next() - 0.5) * 100;
    const high = kind === 'log' ? low * (2 + next() * 1e4) : low + 1 + next() * 100;
    const scale = Scale.over({ kind, constant: 0.1 }, [low, high], 300, 10);
    assert.ok(Math.abs(scale.pixel(low) - 300) < 1e-6 && Math.abs(scale.pixel(high) - 10) < 1e-6);
    const pixel = 10 + next() * 290;
    assert.ok(Math.abs(scale.pixel(scale.value(pixel)) - pixel) < 1e-6);
  });
  assert.ok(Number.isNaN(Scale.over({ kind: 'log', constant: 1 }, [1, 10], 0, 1).pixel(-1)));
});

test('the turning point of symlog is a power of ten within six decades of the largest value', () => {
  forAll(300, (next) => {
    const largest = 10 ** (next() * 12 - 6);
    const smallest = largest * 10 ** (-next() * 12);
    const constant = symlogConstant(smallest, largest);
    assert.ok(Math.abs(Math.log10(constant) - Math.round(Math.log10(constant))) < 1e-9);
    assert.ok(constant <= largest && constant >= largest * 10 ** -7.0001);
  });
});

test('axes glide to their goal, faster when more time has passed, and arrive', () => {
  const goal: Axis = { transform: kLinear, low: 10, high: 20 };
  let axis: Axis = { transform: kLinear, low: 0, high: 1 };
  let frames = 0;
  for (let done = false; !done && frames < 100; frames++) ({ axis, done } = ease(axis, goal, 16));
  assert.deepEqual(axis, goal);
  assert.ok(frames > 5 && frames < 60, `${frames} frames`);
  assert.deepEqual(ease({ transform: kLinear, low: 0, high: 1 }, goal, Infinity), {
    axis: goal,
    done: true,
  });
});

test('a y axis stays while the data fill it', () => {
  const old: Axis = { transform: kLinear, low: 0, high: 10 };
  const inside: Axis = { transform: kLinear, low: 0.5, high: 9.5 };
  const small: Axis = { transform: kLinear, low: 4, high: 5 };
  const beyond: Axis = { transform: kLinear, low: 0, high: 11 };
  assert.equal(settle(old, inside), old);
  assert.equal(settle(old, small), small);
  assert.equal(settle(old, beyond), beyond);
});

test('the largest numbers leave the axis, its ticks and every curve in their place', () => {
  for (const size of [1e308, Number.MAX_VALUE]) {
    for (const [low, high] of [
      [-size, size],
      [-size, 0.5],
      [0.1, size],
      [size, size],
    ] as const) {
      const main = { resolution: 'points', x: [0, 1], y: [low, high] };
      const one = { main, raw: null, bars: [], bands: [] } as unknown as Series;
      for (const kind of ['linear', 'log', 'symlog'] as const) {
        const axis = yAxis([one], kind, 'linear', 0, 1);
        const name = `${kind} ${low} ${high}`;
        assert.ok(Number.isFinite(axis.low) && Number.isFinite(axis.high), name);
        assert.ok(axis.high > axis.low, name);
        const scale = new Scale(axis.transform, axis.low, axis.high, 200, 0);
        assert.ok(scale.domain.every(Number.isFinite), name);
        if (low > 0 || kind !== 'log') {
          assert.ok(scale.pixel(high) <= scale.pixel(low), name);
          assert.ok(Math.abs(scale.pixel(high) - 100) <= 110, `${name} ${scale.pixel(high)}`);
        }
        assert.ok(Math.abs(scale.pixel(0.3) - 100) <= 1e5 || kind === 'log', name);
        assert.ok(settle(axis, axis) === axis, name);
        const shown = ease({ ...axis, low: 0, high: 1 }, axis, 16).axis;
        assert.ok(Number.isFinite(shown.low) && Number.isFinite(shown.high), name);
      }
      if (low < high) assert.ok(linearTicks(low, high, 5).values.length >= 2, `${low} ${high}`);
    }
  }
});
