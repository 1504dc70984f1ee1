import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFigure } from '../e2e/fake/figure';
import { backoffMs, kBackoffFirstMs, kBackoffMaxMs } from '../src/backoff';
import {
  Connection,
  kProbeMs,
  kSilenceMs,
  type LinkState,
  type SocketLike,
} from '../src/connection';
import type { Figure, ServerMessage } from '../src/protocol';
import { forAll } from './random';

test('waiting doubles up to its limit and is spread over the upper half', () => {
  forAll(500, (next) => {
    const attempt = Math.floor(next() * 40);
    const ceiling = Math.min(kBackoffMaxMs, kBackoffFirstMs * 2 ** attempt);
    const wait = backoffMs(attempt, next());
    assert.ok(wait >= ceiling / 2 && wait < ceiling, `attempt ${attempt}: ${wait}`);
  });
});

class FakeSocket implements SocketLike {
  binaryType = '';
  readyState = 0;
  onopen: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  sent: { type: string; id?: number; [key: string]: unknown }[] = [];
  closed = false;
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(): void {
    this.closed = true;
  }
  open(protocol = 1): void {
    this.readyState = 1;
    this.onopen?.({} as never);
    this.say({ type: 'hello', protocol, version: 'x', logdir: '/l', rights: [] });
  }
  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) } as never);
  }
  show(id: number): void {
    const bytes = encodeFigure(id, { panels: [] });
    const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    this.onmessage?.({ data } as never);
  }
  types(): string[] {
    return this.sent.map((message) => message.type);
  }
}

class Bench {
  sockets: FakeSocket[] = [];
  states: LinkState[] = [];
  messages: ServerMessage[] = [];
  time = 0;
  private timers = new Map<number, { at: number; run: () => void }>();
  private next = 1;
  readonly connection = new Connection({
    open: () => {
      const socket = new FakeSocket();
      this.sockets.push(socket);
      return socket;
    },
    onState: (state) => this.states.push(state),
    onMessage: (message) => this.messages.push(message),
    now: () => this.time,
    random: () => 0.5,
    setTimer: (run, ms) => {
      this.timers.set(this.next, { at: this.time + ms, run });
      return this.next++;
    },
    clearTimer: (timer) => this.timers.delete(timer),
  });
  get socket(): FakeSocket {
    return this.sockets[this.sockets.length - 1]!;
  }
  get state(): string {
    return this.states[this.states.length - 1]!.kind;
  }
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.timers]
        .filter(([, t]) => t.at <= end)
        .sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.time = due[1].at;
      due[1].run();
    }
    this.time = end;
  }
}

const kQuiet = { onFigure: () => {}, onError: () => {} };

test('subscriptions made before the connection are sent with it, and anew after a break', () => {
  const bench = new Bench();
  bench.connection.panels(['a'], () => {});
  const kept = bench.connection.subscribe({ panel: 'curves', width: 1 }, kQuiet);
  const gone = bench.connection.subscribe({ panel: 'text' }, kQuiet);
  bench.connection.connect();
  assert.equal(bench.state, 'connecting');
  bench.socket.open();
  assert.equal(bench.state, 'open');
  assert.deepEqual(bench.socket.types(), ['runs', 'panels', 'subscribe', 'subscribe']);
  gone.close();
  kept.update({ panel: 'curves', width: 2 });
  bench.socket.onclose?.({} as never);
  assert.equal(bench.state, 'waiting');
  assert.equal(bench.sockets.length, 1);
  bench.pass(kBackoffFirstMs);
  assert.equal(bench.sockets.length, 2);
  bench.socket.open();
  assert.deepEqual(bench.socket.types(), ['runs', 'panels', 'subscribe']);
  assert.deepEqual(bench.socket.sent[2]!.request, { panel: 'curves', width: 2 });
});

test('tries grow further apart while the server is away, and start small after it was there', () => {
  const bench = new Bench();
  bench.connection.connect();
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    bench.socket.onclose?.({} as never);
    const state = bench.states[bench.states.length - 1] as { until: number };
    waits.push(state.until - bench.time);
    bench.pass(waits[i]!);
  }
  assert.deepEqual(waits, [375, 750, 1500, 3000, 6000, 11250, 11250, 11250]);
  bench.socket.open();
  bench.socket.onclose?.({} as never);
  const state = bench.states[bench.states.length - 1] as { until: number };
  assert.equal(state.until - bench.time, 375);
});

test('a figure is acknowledged once, when it has been drawn', () => {
  const bench = new Bench();
  const seen: Figure[] = [];
  const follow = bench.connection.subscribe(
    { panel: 'curves' },
    { ...kQuiet, onFigure: (figure) => seen.push(figure) },
  );
  bench.connection.connect();
  bench.socket.open();
  const id = bench.socket.sent[1]!.id!;
  bench.socket.show(id);
  assert.equal(seen.length, 1);
  assert.ok(!bench.socket.types().includes('ack'));
  follow.ack();
  follow.ack();
  assert.deepEqual(bench.socket.sent.slice(2), [{ type: 'ack', id }]);
});

test('a new request gives the credit of an undrawn figure back', () => {
  const bench = new Bench();
  const follow = bench.connection.subscribe({ panel: 'curves' }, kQuiet);
  bench.connection.connect();
  bench.socket.open();
  bench.socket.show(bench.socket.sent[1]!.id!);
  follow.update({ panel: 'curves', width: 9 });
  follow.update({ panel: 'curves', width: 9 });
  assert.deepEqual(bench.socket.types(), ['runs', 'subscribe', 'subscribe', 'ack']);
});

test('silence is probed, answered silence forgiven, and a dead line given up', () => {
  const bench = new Bench();
  bench.connection.connect();
  bench.socket.open();
  bench.pass(kSilenceMs);
  assert.equal(bench.socket.types().filter((type) => type === 'panels').length, 1);
  bench.socket.say({ type: 'panels', id: 99, panels: [] });
  bench.pass(kProbeMs);
  assert.equal(bench.state, 'open');
  bench.pass(kSilenceMs + kProbeMs);
  assert.equal(bench.sockets[0]!.closed, true);
  assert.notEqual(bench.state, 'open');
});

test('another protocol stops the page instead of guessing', () => {
  const bench = new Bench();
  bench.connection.connect();
  bench.socket.open(2);
  assert.equal(bench.state, 'stopped');
  bench.pass(60_000);
  assert.equal(bench.sockets.length, 1);
});

test('a message that cannot be read is reported and does not break the line', () => {
  const bench = new Bench();
  bench.connection.connect();
  bench.socket.open();
  bench.socket.onmessage?.({ data: new ArrayBuffer(2) } as never);
  const last = bench.messages[bench.messages.length - 1]!;
  assert.equal(last.type === 'error' && last.error.code, 'bad_message');
  assert.equal(bench.state, 'open');
});
