// Where names of limits stand, what gap signs look like, which sides of a box hide something, and what
// text is set in columns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ink, placeName, touches, type Box } from '../src/chart/names';
import { xAxis, yAxis } from '../src/chart/domain';
import { gapRow, paint } from '../src/chart/painter';
import { gather } from '../src/chart/series';
import type { Context } from '../src/chart/text';
import { hiddenSides } from '../src/edges';
import { placeInHandbook } from '../src/panels/finding_card';
import { isColumned } from '../src/panels/media_panel';
import type { Figure, FigurePanel, Mark } from '../src/protocol';
import type { Palette } from '../src/theme';
import { forAll } from './random';

const plot: Box = { left: 40, top: 10, right: 440, bottom: 210 };

function zigzag(y: number, height: number, from: number, to: number): Ink {
  const ink = new Ink();
  ink.moveTo(from, y);
  for (let x = from, i = 0; x <= to; x += 6, i++) ink.lineTo(x, y + (i % 2 ? height : -height));
  return ink;
}

test('a stroke touches a box exactly when one of many points of it lies inside', () => {
  forAll(300, (random) => {
    const [x0, y0, x1, y1] = Array.from({ length: 4 }, () => random() * 100) as [
      number,
      number,
      number,
      number,
    ];
    const box = { left: 30, top: 40, right: 30 + random() * 40, bottom: 40 + random() * 40 };
    let inside = false;
    for (let i = 0; i <= 4000; i++) {
      const x = x0 + ((x1 - x0) * i) / 4000;
      const y = y0 + ((y1 - y0) * i) / 4000;
      inside ||= x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    }
    if (inside) assert.ok(touches(x0, y0, x1, y1, box));
    else {
      const less = {
        left: box.left + 0.1,
        top: box.top + 0.1,
        right: box.right - 0.1,
        bottom: box.bottom - 0.1,
      };
      assert.ok(less.left > less.right || less.top > less.bottom || !touches(x0, y0, x1, y1, less));
    }
  });
});

test('a name stands on its line at the right where nothing lies', () => {
  const { box, row } = placeName(100, 90, plot, new Ink(), []);
  assert.equal(row, 0);
  assert.ok(box.bottom <= 100 && box.bottom > 90 && box.right > plot.right - 10);
});

test('a name avoids curves and signs, also when they cover its line', () => {
  const right = placeName(100, 90, plot, zigzag(100, 15, 250, 440), []);
  assert.equal(right.row, 0);
  assert.ok(right.box.right < 250, 'the free half');
  const whole = zigzag(100, 15, 40, 440);
  const away = placeName(100, 90, plot, whole, []);
  assert.ok(away.row > 0);
  assert.equal(whole.crossings(away.box), 0);
  const sign = { left: 300, top: 70, right: 440, bottom: 130 };
  const beside = placeName(100, 90, plot, new Ink(), [sign]);
  assert.ok(beside.box.right <= sign.left);
});

test('a name stays in the plot, whatever lies there', () => {
  forAll(200, (random) => {
    const ink = zigzag(60 + random() * 80, random() * 90, 40, 440);
    const { box } = placeName(10 + random() * 200, 20 + random() * 300, plot, ink, []);
    assert.ok(box.left >= plot.left && box.right <= plot.right);
    assert.ok(box.top >= plot.top - 2 && box.bottom <= plot.bottom);
  });
});

test('a span of values that are not numbers is a row of signs from end to end', () => {
  assert.deepEqual(gapRow({ code: 1, from: 50, to: 50 }), [{ x: 50, size: 4 }]);
  const row = gapRow({ code: 2, from: 50, to: 95 });
  assert.equal(row[0]!.x, 50);
  assert.equal(row[row.length - 1]!.x, 95);
  assert.deepEqual(
    row.map((one) => one.size),
    [4, 2, 2, 2, 2, 4],
  );
});

test('sides that hide something', () => {
  const box = { scrollLeft: 0, scrollTop: 5, clientWidth: 100, clientHeight: 50 };
  assert.deepEqual(hiddenSides({ ...box, scrollWidth: 300, scrollHeight: 55 }), ['right', 'top']);
  assert.deepEqual(hiddenSides({ ...box, scrollTop: 0, scrollWidth: 100, scrollHeight: 50 }), []);
});

test('places in the handbook are named in words', () => {
  assert.equal(
    placeInHandbook('docs/diagnosis.md#exploding-gradients'),
    'docs/diagnosis.md, Exploding gradients',
  );
  assert.equal(placeInHandbook('docs/diagnosis.md'), 'docs/diagnosis.md');
});

test('reports set in columns keep their lines; prose does not', () => {
  assert.ok(
    isColumned('class  precision  recall\n    0      1.000   1.000\n    1      0.974   1.000\n'),
  );
  assert.ok(!isColumned('A sentence.  Another one.\nAnd more of it\nand more'));
});

const palette = {
  ...{ panel: '#fff', text: '#111', muted: '#555', grid: '#eee', rule: '#ccc', best: '#0a0' },
  ...{ train: '#00f', val: '#f50', warn: '#850', error: '#c00', accent: '#00f' },
  runs: ['#00f', '#f50', '#090', '#c7a', '#c80', '#39d'],
} as Palette;

interface Call {
  name: string;
  args: number[];
  fill: string;
  clipped: boolean;
}

/** What a picture of these marks asks of a canvas. */
function painted(marks: Mark[]): Call[] {
  const axis = { label: 'step', kind: 'step', extent: [0, 100], range: null };
  const panel = { title: '', x: axis, y: { ...axis, label: '' }, marks } as unknown as FigurePanel;
  const runs = [{ id: 'r', label: 'r', color: 0 }];
  const content = gather({ runs, panels: [panel] } as unknown as Figure, panel, palette);
  const calls: Call[] = [];
  const state: Record<string, unknown> = { fillStyle: '' };
  let clipped = false;
  const ctx = new Proxy(state, {
    get: (_, name: string) => {
      if (name === 'measureText') return (text: string) => ({ width: text.length * 6 });
      if (name in state) return state[name];
      return (...args: number[]) => {
        if (name === 'clip') clipped = true;
        if (name === 'restore') clipped = false;
        calls.push({ name, args, fill: String(state.fillStyle), clipped });
      };
    },
  }) as unknown as Context;
  const x = xAxis(content, null);
  const y = yAxis(content.series, 'linear', 'linear', x.low, x.high, content);
  const picture = { width: 400, height: 200, content, series: content.series, x, y, palette };
  paint(ctx, { ...picture, direct: false, emphasis: null });
  return calls;
}

const entity = { kind: 'series', run: 'r', path: 'val/loss' };
const curve: Mark = {
  ...{ type: 'line', label: 'val/loss', layer: 'raw', resolution: 'points', run: 0, entity },
  x: Float64Array.of(0, 50, 100),
  y: Float64Array.of(1, 0.5, 0),
} as Mark;

test('the best value at the lowest edge keeps its whole sign', () => {
  const at = { x: Float64Array.of(100), y: Float64Array.of(0) };
  const best = { type: 'points', label: 'best', role: 'best', run: 0, entity, ...at } as Mark;
  const filled = painted([curve, best]).filter(
    (call) => call.name === 'fill' && call.fill === palette.best,
  );
  assert.equal(filled.length, 1);
  assert.equal(filled[0]!.clipped, false, 'a half of it would be another sign');
});

test('values that are not numbers are signs, not strokes', () => {
  const x = Float64Array.from({ length: 60 }, (_, i) => 20 + i);
  for (const code of [1, 2, 3]) {
    const gap = { type: 'gap', run: 0, entity, x, code: new Uint8Array(60).fill(code) } as Mark;
    const calls = painted([curve, gap]);
    const bars = calls.filter((call) => call.name === 'fillRect' && call.args[2]! > 20);
    assert.equal(bars.length, 0, `code ${code}`);
  }
});
