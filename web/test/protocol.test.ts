import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFigure } from '../e2e/fake/figure';
import { decodeFigure, ProtocolError, type GapMark, type PointLine } from '../src/protocol';
import { forAll } from './random';

function toBuffer(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
}

test('a figure comes out as it went in, bit for bit', () => {
  forAll(200, (next) => {
    const n = Math.floor(next() * 50);
    const x = Float64Array.from({ length: n }, (_, i) => i);
    const y = Float64Array.from({ length: n }, () =>
      next() < 0.1 ? NaN : next() < 0.1 ? -0 : next(),
    );
    const code = Uint8Array.from({ length: n % 7 }, () => 1 + Math.floor(next() * 3));
    const count = Uint32Array.from({ length: n % 5 }, () => next() * 2 ** 32);
    const marks = [
      { type: 'gap', x: x.slice(0, n % 7), code },
      { type: 'line', label: 'ä'.repeat(n % 11), resolution: 'points', x, y },
      { type: 'line', label: '', resolution: 'columns', count },
    ];
    const figure = { v: 1, panels: [{ marks }], runs: [], notes: [] };
    const out = decodeFigure(toBuffer(encodeFigure(7, figure)));
    assert.equal(out.id, 7);
    const [gap, line, columns] = out.figure.panels[0]!.marks as unknown as [
      GapMark,
      PointLine,
      { count: Uint32Array },
    ];
    assert.deepEqual(gap.code, code);
    assert.deepEqual(columns.count, count);
    assert.deepEqual(line.x, x);
    assert.deepEqual(new Uint8Array(line.y.slice().buffer), new Uint8Array(y.slice().buffer));
  });
});

test('a message built by hand, byte by byte', () => {
  const json =
    '{"type":"figure","id":3,"figure":{"panels":[{"marks":[{"type":"points","x":{"at":0,"n":1,"t":"f64"}}]}]}}';
  const base = Math.ceil((4 + json.length) / 8) * 8;
  const buffer = new ArrayBuffer(base + 8);
  const data = new DataView(buffer);
  data.setUint32(0, json.length, true);
  new Uint8Array(buffer).set(new TextEncoder().encode(json), 4);
  data.setFloat64(base, 1.5, true);
  const { figure } = decodeFigure(buffer);
  assert.deepEqual(
    (figure.panels[0]!.marks[0] as unknown as { x: Float64Array }).x,
    Float64Array.of(1.5),
  );
});

test('damaged messages are refused, never read beyond', () => {
  const whole = toBuffer(
    encodeFigure(1, { panels: [{ marks: [{ type: 'points', x: Float64Array.of(1, 2, 3) }] }] }),
  );
  assert.throws(() => decodeFigure(whole.slice(0, 3)), ProtocolError);
  assert.throws(() => decodeFigure(whole.slice(0, 20)), ProtocolError);
  assert.throws(() => decodeFigure(whole.slice(0, whole.byteLength - 8)), ProtocolError);
});
