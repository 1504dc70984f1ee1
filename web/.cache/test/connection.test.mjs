// test/connection.test.ts
import assert from "node:assert/strict";
import { test } from "node:test";

// e2e/fake/data.ts
var kStart = Date.UTC(2026, 2, 1, 9, 0, 0) * 1e3;

// e2e/fake/figure.ts
var kTypeNames = /* @__PURE__ */ new Map([
  [Float64Array, "f64"],
  [Uint32Array, "u32"],
  [Uint8Array, "u8"]
]);
function encodeFigure(id, figure) {
  const arrays = [];
  let at = 0;
  const text = JSON.stringify({ type: "figure", id, figure }, (_, value) => {
    if (!ArrayBuffer.isView(value)) return value;
    const bulk = value;
    const ref = { at, n: bulk.length, t: kTypeNames.get(bulk.constructor) };
    arrays.push({ at, bytes: Buffer.from(bulk.buffer, bulk.byteOffset, bulk.byteLength) });
    at = Math.ceil((at + bulk.byteLength) / 8) * 8;
    return ref;
  });
  const header = Buffer.from(text);
  const base = Math.ceil((4 + header.length) / 8) * 8;
  const out = Buffer.alloc(base + at);
  out.writeUInt32LE(header.length, 0);
  header.copy(out, 4);
  for (const array of arrays) array.bytes.copy(out, base + array.at);
  return out;
}

// src/backoff.ts
var kBackoffFirstMs = 500;
var kBackoffMaxMs = 15e3;
function backoffMs(attempt, random2) {
  const ceiling = Math.min(kBackoffMaxMs, kBackoffFirstMs * 2 ** Math.min(attempt, 20));
  return ceiling * (0.5 + 0.5 * random2);
}

// src/protocol.ts
var kProtocol = 1;
var kSubprotocol = "oriel.1";
var ProtocolError = class extends Error {
};
var kArrayTypes = {
  f64: Float64Array,
  f32: Float32Array,
  u32: Uint32Array,
  i32: Int32Array,
  u8: Uint8Array
};
function isArrayRef(value) {
  if (typeof value !== "object" || value === null) return false;
  const ref = value;
  return typeof ref.at === "number" && typeof ref.n === "number" && typeof ref.t === "string";
}
function view(buffer, base, ref) {
  const Type = kArrayTypes[ref.t];
  if (!Type) throw new ProtocolError(`unknown array type ${String(ref.t)}`);
  const at = base + ref.at;
  const whole = Number.isInteger(ref.at) && Number.isInteger(ref.n) && ref.at >= 0 && ref.n >= 0;
  if (!whole || at + ref.n * Type.BYTES_PER_ELEMENT > buffer.byteLength) {
    throw new ProtocolError(`array of ${ref.n} ${ref.t} at ${ref.at} does not fit the message`);
  }
  return new Type(buffer, at, ref.n);
}
function resolveMark(buffer, base, mark) {
  for (const [key, value] of Object.entries(mark)) {
    if (isArrayRef(value)) mark[key] = view(buffer, base, value);
  }
}
function decodeFigure(buffer) {
  if (buffer.byteLength < 4)
    throw new ProtocolError("figure message shorter than its length field");
  const size = new DataView(buffer).getUint32(0, true);
  if (4 + size > buffer.byteLength)
    throw new ProtocolError("figure header longer than its message");
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, size));
  const header = JSON.parse(text);
  const figure = header.figure;
  if (!figure || !Array.isArray(figure.panels)) throw new ProtocolError("message without a figure");
  const base = Math.ceil((4 + size) / 8) * 8;
  for (const panel of figure.panels) {
    for (const mark of panel.marks) {
      resolveMark(buffer, base, mark);
    }
  }
  figure.notes ??= [];
  figure.runs ??= [];
  return { id: header.id ?? 0, figure };
}

// src/connection.ts
var kSilenceMs = 15e3;
var kProbeMs = 5e3;
var Connection = class {
  constructor(options) {
    this.socket = null;
    this.entries = /* @__PURE__ */ new Map();
    this.nextId = 1;
    this.attempt = 0;
    this.timer = 0;
    this.watch = 0;
    this.heard = 0;
    this.probed = false;
    this.greeted = false;
    this.options = {
      now: () => Date.now(),
      random: Math.random,
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer),
      ...options
    };
  }
  connect() {
    this.drop();
    this.options.onState({ kind: "connecting" });
    const socket = this.options.open(kSubprotocol);
    this.socket = socket;
    this.greeted = false;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.opened(socket);
    socket.onclose = () => this.lost(socket);
    socket.onmessage = (event) => this.received(socket, event.data);
  }
  /** Tries again at once, whatever the waiting time. */
  retryNow() {
    this.attempt = 0;
    this.connect();
  }
  stop(reason) {
    this.drop();
    this.options.onState({ kind: "stopped", reason });
  }
  subscribe(request, sink) {
    const entry = this.add({ type: "subscribe", request }, sink, null);
    return {
      update: (next) => this.replace(entry, { type: "subscribe", request: next }),
      ack: () => this.acknowledge(entry),
      close: () => this.remove(entry)
    };
  }
  /** Follows the panels that these runs can show. Returns what ends it. */
  panels(runs, onPanels) {
    const entry = this.add({ type: "panels", runs }, null, onPanels);
    return () => this.remove(entry);
  }
  add(body, sink, onPanels) {
    const entry = { id: this.nextId++, body, text: "", owes: false, sink, onPanels };
    entry.text = JSON.stringify({ ...body, id: entry.id });
    this.entries.set(entry.id, entry);
    this.send(entry.text);
    return entry;
  }
  replace(entry, body) {
    const text = JSON.stringify({ ...body, id: entry.id });
    if (text === entry.text || !this.entries.has(entry.id)) return;
    entry.body = body;
    entry.text = text;
    this.send(text);
    this.acknowledge(entry);
  }
  acknowledge(entry) {
    if (!entry.owes) return;
    entry.owes = false;
    this.send(JSON.stringify({ type: "ack", id: entry.id }));
  }
  remove(entry) {
    if (this.entries.delete(entry.id)) {
      this.send(JSON.stringify({ type: "unsubscribe", id: entry.id }));
    }
  }
  send(text) {
    if (this.greeted && this.socket?.readyState === 1) this.socket.send(text);
  }
  opened(socket) {
    if (socket !== this.socket) return;
    this.greeted = true;
    this.hear();
    this.send('{"type":"runs"}');
    for (const entry of this.entries.values()) {
      entry.owes = false;
      this.send(entry.text);
    }
    this.watchSilence();
  }
  received(socket, data) {
    if (socket !== this.socket) return;
    this.hear();
    try {
      if (typeof data === "string") this.receivedText(JSON.parse(data));
      else if (data instanceof ArrayBuffer) this.receivedFigure(data);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.options.onMessage({ type: "error", error: { code: "bad_message", message } });
    }
  }
  receivedText(message) {
    if (message.type === "hello") {
      if (message.protocol !== kProtocol) {
        const spoken = `the server speaks protocol ${message.protocol}, this page ${kProtocol}`;
        this.stop(`${spoken}: reload the page`);
        return;
      }
      this.attempt = 0;
      this.options.onState({ kind: "open" });
    } else if (message.type === "panels") {
      this.entries.get(message.id)?.onPanels?.(message.panels);
    } else if (message.type === "error" && message.id !== void 0) {
      this.entries.get(message.id)?.sink?.onError(message.error);
    }
    this.options.onMessage(message);
  }
  receivedFigure(data) {
    const { id, figure } = decodeFigure(data);
    const entry = this.entries.get(id);
    if (!entry?.sink) return;
    entry.owes = true;
    entry.sink.onFigure(figure);
  }
  hear() {
    this.heard = this.options.now();
    this.probed = false;
  }
  // Pings are invisible to a page, and a run at rest sends nothing: so after a silence ask for
  // something small, and take the connection for dead only when that goes unanswered too.
  watchSilence() {
    this.options.clearTimer(this.watch);
    this.watch = this.options.setTimer(() => {
      const socket = this.socket;
      if (!socket) return;
      const silent = this.options.now() - this.heard;
      if (this.probed && silent >= kSilenceMs + kProbeMs) {
        this.lost(socket);
        return;
      }
      if (!this.probed && silent >= kSilenceMs) {
        this.probed = true;
        this.send(JSON.stringify({ type: "panels", id: this.nextId++, runs: [] }));
      }
      this.watchSilence();
    }, kProbeMs);
  }
  lost(socket) {
    if (socket !== this.socket) return;
    this.drop();
    const wait = backoffMs(this.attempt++, this.options.random());
    const until = this.options.now() + wait;
    this.options.onState({ kind: "waiting", attempt: this.attempt, until });
    this.timer = this.options.setTimer(() => this.connect(), wait);
  }
  drop() {
    this.options.clearTimer(this.timer);
    this.options.clearTimer(this.watch);
    const socket = this.socket;
    this.socket = null;
    this.greeted = false;
    if (!socket) return;
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
  }
};

// test/random.ts
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 1831565813 >>> 0;
    let t = Math.imul(state ^ state >>> 15, state | 1);
    t ^= t + Math.imul(t ^ t >>> 7, t | 61);
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}
function forAll(times, property) {
  for (let seed = 1; seed <= times; seed++) property(random(seed), seed);
}

// test/connection.test.ts
test("waiting doubles up to its limit and is spread over the upper half", () => {
  forAll(500, (next) => {
    const attempt = Math.floor(next() * 40);
    const ceiling = Math.min(kBackoffMaxMs, kBackoffFirstMs * 2 ** attempt);
    const wait = backoffMs(attempt, next());
    assert.ok(wait >= ceiling / 2 && wait < ceiling, `attempt ${attempt}: ${wait}`);
  });
});
var FakeSocket = class {
  constructor() {
    this.binaryType = "";
    this.readyState = 0;
    this.onopen = null;
    this.onclose = null;
    this.onmessage = null;
    this.sent = [];
    this.closed = false;
  }
  send(data) {
    this.sent.push(JSON.parse(data));
  }
  close() {
    this.closed = true;
  }
  open(protocol = 1) {
    this.readyState = 1;
    this.onopen?.({});
    this.say({ type: "hello", protocol, version: "x", logdir: "/l", rights: [] });
  }
  say(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  show(id) {
    const bytes = encodeFigure(id, { panels: [] });
    const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    this.onmessage?.({ data });
  }
  types() {
    return this.sent.map((message) => message.type);
  }
};
var Bench = class {
  constructor() {
    this.sockets = [];
    this.states = [];
    this.messages = [];
    this.time = 0;
    this.timers = /* @__PURE__ */ new Map();
    this.next = 1;
    this.connection = new Connection({
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
      clearTimer: (timer) => this.timers.delete(timer)
    });
  }
  get socket() {
    return this.sockets[this.sockets.length - 1];
  }
  get state() {
    return this.states[this.states.length - 1].kind;
  }
  pass(ms) {
    const end = this.time + ms;
    for (; ; ) {
      const due = [...this.timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.time = due[1].at;
      due[1].run();
    }
    this.time = end;
  }
};
var kQuiet = { onFigure: () => {
}, onError: () => {
} };
test("subscriptions made before the connection are sent with it, and anew after a break", () => {
  const bench = new Bench();
  bench.connection.panels(["a"], () => {
  });
  const kept = bench.connection.subscribe({ panel: "curves", width: 1 }, kQuiet);
  const gone = bench.connection.subscribe({ panel: "text" }, kQuiet);
  bench.connection.connect();
  assert.equal(bench.state, "connecting");
  bench.socket.open();
  assert.equal(bench.state, "open");
  assert.deepEqual(bench.socket.types(), ["runs", "panels", "subscribe", "subscribe"]);
  gone.close();
  kept.update({ panel: "curves", width: 2 });
  bench.socket.onclose?.({});
  assert.equal(bench.state, "waiting");
  assert.equal(bench.sockets.length, 1);
  bench.pass(kBackoffFirstMs);
  assert.equal(bench.sockets.length, 2);
  bench.socket.open();
  assert.deepEqual(bench.socket.types(), ["runs", "panels", "subscribe"]);
  assert.deepEqual(bench.socket.sent[2].request, { panel: "curves", width: 2 });
});
test("tries grow further apart while the server is away, and start small after it was there", () => {
  const bench = new Bench();
  bench.connection.connect();
  const waits = [];
  for (let i = 0; i < 8; i++) {
    bench.socket.onclose?.({});
    const state2 = bench.states[bench.states.length - 1];
    waits.push(state2.until - bench.time);
    bench.pass(waits[i]);
  }
  assert.deepEqual(waits, [375, 750, 1500, 3e3, 6e3, 11250, 11250, 11250]);
  bench.socket.open();
  bench.socket.onclose?.({});
  const state = bench.states[bench.states.length - 1];
  assert.equal(state.until - bench.time, 375);
});
test("a figure is acknowledged once, when it has been drawn", () => {
  const bench = new Bench();
  const seen = [];
  const follow = bench.connection.subscribe(
    { panel: "curves" },
    { ...kQuiet, onFigure: (figure) => seen.push(figure) }
  );
  bench.connection.connect();
  bench.socket.open();
  const id = bench.socket.sent[1].id;
  bench.socket.show(id);
  assert.equal(seen.length, 1);
  assert.ok(!bench.socket.types().includes("ack"));
  follow.ack();
  follow.ack();
  assert.deepEqual(bench.socket.sent.slice(2), [{ type: "ack", id }]);
});
test("a new request gives the credit of an undrawn figure back", () => {
  const bench = new Bench();
  const follow = bench.connection.subscribe({ panel: "curves" }, kQuiet);
  bench.connection.connect();
  bench.socket.open();
  bench.socket.show(bench.socket.sent[1].id);
  follow.update({ panel: "curves", width: 9 });
  follow.update({ panel: "curves", width: 9 });
  assert.deepEqual(bench.socket.types(), ["runs", "subscribe", "subscribe", "ack"]);
});
test("silence is probed, answered silence forgiven, and a dead line given up", () => {
  const bench = new Bench();
  bench.connection.connect();
  bench.socket.open();
  bench.pass(kSilenceMs);
  assert.equal(bench.socket.types().filter((type) => type === "panels").length, 1);
  bench.socket.say({ type: "panels", id: 99, panels: [] });
  bench.pass(kProbeMs);
  assert.equal(bench.state, "open");
  bench.pass(kSilenceMs + kProbeMs);
  assert.equal(bench.sockets[0].closed, true);
  assert.notEqual(bench.state, "open");
});
test("another protocol stops the page instead of guessing", () => {
  const bench = new Bench();
  bench.connection.connect();
  bench.socket.open(2);
  assert.equal(bench.state, "stopped");
  bench.pass(6e4);
  assert.equal(bench.sockets.length, 1);
});
test("a message that cannot be read is reported and does not break the line", () => {
  const bench = new Bench();
  bench.connection.connect();
  bench.socket.open();
  bench.socket.onmessage?.({ data: new ArrayBuffer(2) });
  const last = bench.messages[bench.messages.length - 1];
  assert.equal(last.type === "error" && last.error.code, "bad_message");
  assert.equal(bench.state, "open");
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiLi4vLi4vdGVzdC9jb25uZWN0aW9uLnRlc3QudHMiLCAiLi4vLi4vZTJlL2Zha2UvZGF0YS50cyIsICIuLi8uLi9lMmUvZmFrZS9maWd1cmUudHMiLCAiLi4vLi4vc3JjL2JhY2tvZmYudHMiLCAiLi4vLi4vc3JjL3Byb3RvY29sLnRzIiwgIi4uLy4uL3NyYy9jb25uZWN0aW9uLnRzIiwgIi4uLy4uL3Rlc3QvcmFuZG9tLnRzIl0sCiAgInNvdXJjZXNDb250ZW50IjogWyJpbXBvcnQgYXNzZXJ0IGZyb20gJ25vZGU6YXNzZXJ0L3N0cmljdCc7XG5pbXBvcnQgeyB0ZXN0IH0gZnJvbSAnbm9kZTp0ZXN0JztcbmltcG9ydCB7IGVuY29kZUZpZ3VyZSB9IGZyb20gJy4uL2UyZS9mYWtlL2ZpZ3VyZSc7XG5pbXBvcnQgeyBiYWNrb2ZmTXMsIGtCYWNrb2ZmRmlyc3RNcywga0JhY2tvZmZNYXhNcyB9IGZyb20gJy4uL3NyYy9iYWNrb2ZmJztcbmltcG9ydCB7XG4gIENvbm5lY3Rpb24sXG4gIGtQcm9iZU1zLFxuICBrU2lsZW5jZU1zLFxuICB0eXBlIExpbmtTdGF0ZSxcbiAgdHlwZSBTb2NrZXRMaWtlLFxufSBmcm9tICcuLi9zcmMvY29ubmVjdGlvbic7XG5pbXBvcnQgdHlwZSB7IEZpZ3VyZSwgU2VydmVyTWVzc2FnZSB9IGZyb20gJy4uL3NyYy9wcm90b2NvbCc7XG5pbXBvcnQgeyBmb3JBbGwgfSBmcm9tICcuL3JhbmRvbSc7XG5cbnRlc3QoJ3dhaXRpbmcgZG91YmxlcyB1cCB0byBpdHMgbGltaXQgYW5kIGlzIHNwcmVhZCBvdmVyIHRoZSB1cHBlciBoYWxmJywgKCkgPT4ge1xuICBmb3JBbGwoNTAwLCAobmV4dCkgPT4ge1xuICAgIGNvbnN0IGF0dGVtcHQgPSBNYXRoLmZsb29yKG5leHQoKSAqIDQwKTtcbiAgICBjb25zdCBjZWlsaW5nID0gTWF0aC5taW4oa0JhY2tvZmZNYXhNcywga0JhY2tvZmZGaXJzdE1zICogMiAqKiBhdHRlbXB0KTtcbiAgICBjb25zdCB3YWl0ID0gYmFja29mZk1zKGF0dGVtcHQsIG5leHQoKSk7XG4gICAgYXNzZXJ0Lm9rKHdhaXQgPj0gY2VpbGluZyAvIDIgJiYgd2FpdCA8IGNlaWxpbmcsIGBhdHRlbXB0ICR7YXR0ZW1wdH06ICR7d2FpdH1gKTtcbiAgfSk7XG59KTtcblxuY2xhc3MgRmFrZVNvY2tldCBpbXBsZW1lbnRzIFNvY2tldExpa2Uge1xuICBiaW5hcnlUeXBlID0gJyc7XG4gIHJlYWR5U3RhdGUgPSAwO1xuICBvbm9wZW46ICgoZXZlbnQ6IG5ldmVyKSA9PiB2b2lkKSB8IG51bGwgPSBudWxsO1xuICBvbmNsb3NlOiAoKGV2ZW50OiBuZXZlcikgPT4gdm9pZCkgfCBudWxsID0gbnVsbDtcbiAgb25tZXNzYWdlOiAoKGV2ZW50OiBuZXZlcikgPT4gdm9pZCkgfCBudWxsID0gbnVsbDtcbiAgc2VudDogeyB0eXBlOiBzdHJpbmc7IGlkPzogbnVtYmVyOyBba2V5OiBzdHJpbmddOiB1bmtub3duIH1bXSA9IFtdO1xuICBjbG9zZWQgPSBmYWxzZTtcbiAgc2VuZChkYXRhOiBzdHJpbmcpOiB2b2lkIHtcbiAgICB0aGlzLnNlbnQucHVzaChKU09OLnBhcnNlKGRhdGEpKTtcbiAgfVxuICBjbG9zZSgpOiB2b2lkIHtcbiAgICB0aGlzLmNsb3NlZCA9IHRydWU7XG4gIH1cbiAgb3Blbihwcm90b2NvbCA9IDEpOiB2b2lkIHtcbiAgICB0aGlzLnJlYWR5U3RhdGUgPSAxO1xuICAgIHRoaXMub25vcGVuPy4oe30gYXMgbmV2ZXIpO1xuICAgIHRoaXMuc2F5KHsgdHlwZTogJ2hlbGxvJywgcHJvdG9jb2wsIHZlcnNpb246ICd4JywgbG9nZGlyOiAnL2wnLCByaWdodHM6IFtdIH0pO1xuICB9XG4gIHNheShtZXNzYWdlOiBTZXJ2ZXJNZXNzYWdlKTogdm9pZCB7XG4gICAgdGhpcy5vbm1lc3NhZ2U/Lih7IGRhdGE6IEpTT04uc3RyaW5naWZ5KG1lc3NhZ2UpIH0gYXMgbmV2ZXIpO1xuICB9XG4gIHNob3coaWQ6IG51bWJlcik6IHZvaWQge1xuICAgIGNvbnN0IGJ5dGVzID0gZW5jb2RlRmlndXJlKGlkLCB7IHBhbmVsczogW10gfSk7XG4gICAgY29uc3QgZGF0YSA9IGJ5dGVzLmJ1ZmZlci5zbGljZShieXRlcy5ieXRlT2Zmc2V0LCBieXRlcy5ieXRlT2Zmc2V0ICsgYnl0ZXMubGVuZ3RoKTtcbiAgICB0aGlzLm9ubWVzc2FnZT8uKHsgZGF0YSB9IGFzIG5ldmVyKTtcbiAgfVxuICB0eXBlcygpOiBzdHJpbmdbXSB7XG4gICAgcmV0dXJuIHRoaXMuc2VudC5tYXAoKG1lc3NhZ2UpID0+IG1lc3NhZ2UudHlwZSk7XG4gIH1cbn1cblxuY2xhc3MgQmVuY2gge1xuICBzb2NrZXRzOiBGYWtlU29ja2V0W10gPSBbXTtcbiAgc3RhdGVzOiBMaW5rU3RhdGVbXSA9IFtdO1xuICBtZXNzYWdlczogU2VydmVyTWVzc2FnZVtdID0gW107XG4gIHRpbWUgPSAwO1xuICBwcml2YXRlIHRpbWVycyA9IG5ldyBNYXA8bnVtYmVyLCB7IGF0OiBudW1iZXI7IHJ1bjogKCkgPT4gdm9pZCB9PigpO1xuICBwcml2YXRlIG5leHQgPSAxO1xuICByZWFkb25seSBjb25uZWN0aW9uID0gbmV3IENvbm5lY3Rpb24oe1xuICAgIG9wZW46ICgpID0+IHtcbiAgICAgIGNvbnN0IHNvY2tldCA9IG5ldyBGYWtlU29ja2V0KCk7XG4gICAgICB0aGlzLnNvY2tldHMucHVzaChzb2NrZXQpO1xuICAgICAgcmV0dXJuIHNvY2tldDtcbiAgICB9LFxuICAgIG9uU3RhdGU6IChzdGF0ZSkgPT4gdGhpcy5zdGF0ZXMucHVzaChzdGF0ZSksXG4gICAgb25NZXNzYWdlOiAobWVzc2FnZSkgPT4gdGhpcy5tZXNzYWdlcy5wdXNoKG1lc3NhZ2UpLFxuICAgIG5vdzogKCkgPT4gdGhpcy50aW1lLFxuICAgIHJhbmRvbTogKCkgPT4gMC41LFxuICAgIHNldFRpbWVyOiAocnVuLCBtcykgPT4ge1xuICAgICAgdGhpcy50aW1lcnMuc2V0KHRoaXMubmV4dCwgeyBhdDogdGhpcy50aW1lICsgbXMsIHJ1biB9KTtcbiAgICAgIHJldHVybiB0aGlzLm5leHQrKztcbiAgICB9LFxuICAgIGNsZWFyVGltZXI6ICh0aW1lcikgPT4gdGhpcy50aW1lcnMuZGVsZXRlKHRpbWVyKSxcbiAgfSk7XG4gIGdldCBzb2NrZXQoKTogRmFrZVNvY2tldCB7XG4gICAgcmV0dXJuIHRoaXMuc29ja2V0c1t0aGlzLnNvY2tldHMubGVuZ3RoIC0gMV0hO1xuICB9XG4gIGdldCBzdGF0ZSgpOiBzdHJpbmcge1xuICAgIHJldHVybiB0aGlzLnN0YXRlc1t0aGlzLnN0YXRlcy5sZW5ndGggLSAxXSEua2luZDtcbiAgfVxuICBwYXNzKG1zOiBudW1iZXIpOiB2b2lkIHtcbiAgICBjb25zdCBlbmQgPSB0aGlzLnRpbWUgKyBtcztcbiAgICBmb3IgKDs7KSB7XG4gICAgICBjb25zdCBkdWUgPSBbLi4udGhpcy50aW1lcnNdXG4gICAgICAgIC5maWx0ZXIoKFssIHRdKSA9PiB0LmF0IDw9IGVuZClcbiAgICAgICAgLnNvcnQoKGEsIGIpID0+IGFbMV0uYXQgLSBiWzFdLmF0KVswXTtcbiAgICAgIGlmICghZHVlKSBicmVhaztcbiAgICAgIHRoaXMudGltZXJzLmRlbGV0ZShkdWVbMF0pO1xuICAgICAgdGhpcy50aW1lID0gZHVlWzFdLmF0O1xuICAgICAgZHVlWzFdLnJ1bigpO1xuICAgIH1cbiAgICB0aGlzLnRpbWUgPSBlbmQ7XG4gIH1cbn1cblxuY29uc3Qga1F1aWV0ID0geyBvbkZpZ3VyZTogKCkgPT4ge30sIG9uRXJyb3I6ICgpID0+IHt9IH07XG5cbnRlc3QoJ3N1YnNjcmlwdGlvbnMgbWFkZSBiZWZvcmUgdGhlIGNvbm5lY3Rpb24gYXJlIHNlbnQgd2l0aCBpdCwgYW5kIGFuZXcgYWZ0ZXIgYSBicmVhaycsICgpID0+IHtcbiAgY29uc3QgYmVuY2ggPSBuZXcgQmVuY2goKTtcbiAgYmVuY2guY29ubmVjdGlvbi5wYW5lbHMoWydhJ10sICgpID0+IHt9KTtcbiAgY29uc3Qga2VwdCA9IGJlbmNoLmNvbm5lY3Rpb24uc3Vic2NyaWJlKHsgcGFuZWw6ICdjdXJ2ZXMnLCB3aWR0aDogMSB9LCBrUXVpZXQpO1xuICBjb25zdCBnb25lID0gYmVuY2guY29ubmVjdGlvbi5zdWJzY3JpYmUoeyBwYW5lbDogJ3RleHQnIH0sIGtRdWlldCk7XG4gIGJlbmNoLmNvbm5lY3Rpb24uY29ubmVjdCgpO1xuICBhc3NlcnQuZXF1YWwoYmVuY2guc3RhdGUsICdjb25uZWN0aW5nJyk7XG4gIGJlbmNoLnNvY2tldC5vcGVuKCk7XG4gIGFzc2VydC5lcXVhbChiZW5jaC5zdGF0ZSwgJ29wZW4nKTtcbiAgYXNzZXJ0LmRlZXBFcXVhbChiZW5jaC5zb2NrZXQudHlwZXMoKSwgWydydW5zJywgJ3BhbmVscycsICdzdWJzY3JpYmUnLCAnc3Vic2NyaWJlJ10pO1xuICBnb25lLmNsb3NlKCk7XG4gIGtlcHQudXBkYXRlKHsgcGFuZWw6ICdjdXJ2ZXMnLCB3aWR0aDogMiB9KTtcbiAgYmVuY2guc29ja2V0Lm9uY2xvc2U/Lih7fSBhcyBuZXZlcik7XG4gIGFzc2VydC5lcXVhbChiZW5jaC5zdGF0ZSwgJ3dhaXRpbmcnKTtcbiAgYXNzZXJ0LmVxdWFsKGJlbmNoLnNvY2tldHMubGVuZ3RoLCAxKTtcbiAgYmVuY2gucGFzcyhrQmFja29mZkZpcnN0TXMpO1xuICBhc3NlcnQuZXF1YWwoYmVuY2guc29ja2V0cy5sZW5ndGgsIDIpO1xuICBiZW5jaC5zb2NrZXQub3BlbigpO1xuICBhc3NlcnQuZGVlcEVxdWFsKGJlbmNoLnNvY2tldC50eXBlcygpLCBbJ3J1bnMnLCAncGFuZWxzJywgJ3N1YnNjcmliZSddKTtcbiAgYXNzZXJ0LmRlZXBFcXVhbChiZW5jaC5zb2NrZXQuc2VudFsyXSEucmVxdWVzdCwgeyBwYW5lbDogJ2N1cnZlcycsIHdpZHRoOiAyIH0pO1xufSk7XG5cbnRlc3QoJ3RyaWVzIGdyb3cgZnVydGhlciBhcGFydCB3aGlsZSB0aGUgc2VydmVyIGlzIGF3YXksIGFuZCBzdGFydCBzbWFsbCBhZnRlciBpdCB3YXMgdGhlcmUnLCAoKSA9PiB7XG4gIGNvbnN0IGJlbmNoID0gbmV3IEJlbmNoKCk7XG4gIGJlbmNoLmNvbm5lY3Rpb24uY29ubmVjdCgpO1xuICBjb25zdCB3YWl0czogbnVtYmVyW10gPSBbXTtcbiAgZm9yIChsZXQgaSA9IDA7IGkgPCA4OyBpKyspIHtcbiAgICBiZW5jaC5zb2NrZXQub25jbG9zZT8uKHt9IGFzIG5ldmVyKTtcbiAgICBjb25zdCBzdGF0ZSA9IGJlbmNoLnN0YXRlc1tiZW5jaC5zdGF0ZXMubGVuZ3RoIC0gMV0gYXMgeyB1bnRpbDogbnVtYmVyIH07XG4gICAgd2FpdHMucHVzaChzdGF0ZS51bnRpbCAtIGJlbmNoLnRpbWUpO1xuICAgIGJlbmNoLnBhc3Mod2FpdHNbaV0hKTtcbiAgfVxuICBhc3NlcnQuZGVlcEVxdWFsKHdhaXRzLCBbMzc1LCA3NTAsIDE1MDAsIDMwMDAsIDYwMDAsIDExMjUwLCAxMTI1MCwgMTEyNTBdKTtcbiAgYmVuY2guc29ja2V0Lm9wZW4oKTtcbiAgYmVuY2guc29ja2V0Lm9uY2xvc2U/Lih7fSBhcyBuZXZlcik7XG4gIGNvbnN0IHN0YXRlID0gYmVuY2guc3RhdGVzW2JlbmNoLnN0YXRlcy5sZW5ndGggLSAxXSBhcyB7IHVudGlsOiBudW1iZXIgfTtcbiAgYXNzZXJ0LmVxdWFsKHN0YXRlLnVudGlsIC0gYmVuY2gudGltZSwgMzc1KTtcbn0pO1xuXG50ZXN0KCdhIGZpZ3VyZSBpcyBhY2tub3dsZWRnZWQgb25jZSwgd2hlbiBpdCBoYXMgYmVlbiBkcmF3bicsICgpID0+IHtcbiAgY29uc3QgYmVuY2ggPSBuZXcgQmVuY2goKTtcbiAgY29uc3Qgc2VlbjogRmlndXJlW10gPSBbXTtcbiAgY29uc3QgZm9sbG93ID0gYmVuY2guY29ubmVjdGlvbi5zdWJzY3JpYmUoXG4gICAgeyBwYW5lbDogJ2N1cnZlcycgfSxcbiAgICB7IC4uLmtRdWlldCwgb25GaWd1cmU6IChmaWd1cmUpID0+IHNlZW4ucHVzaChmaWd1cmUpIH0sXG4gICk7XG4gIGJlbmNoLmNvbm5lY3Rpb24uY29ubmVjdCgpO1xuICBiZW5jaC5zb2NrZXQub3BlbigpO1xuICBjb25zdCBpZCA9IGJlbmNoLnNvY2tldC5zZW50WzFdIS5pZCE7XG4gIGJlbmNoLnNvY2tldC5zaG93KGlkKTtcbiAgYXNzZXJ0LmVxdWFsKHNlZW4ubGVuZ3RoLCAxKTtcbiAgYXNzZXJ0Lm9rKCFiZW5jaC5zb2NrZXQudHlwZXMoKS5pbmNsdWRlcygnYWNrJykpO1xuICBmb2xsb3cuYWNrKCk7XG4gIGZvbGxvdy5hY2soKTtcbiAgYXNzZXJ0LmRlZXBFcXVhbChiZW5jaC5zb2NrZXQuc2VudC5zbGljZSgyKSwgW3sgdHlwZTogJ2FjaycsIGlkIH1dKTtcbn0pO1xuXG50ZXN0KCdhIG5ldyByZXF1ZXN0IGdpdmVzIHRoZSBjcmVkaXQgb2YgYW4gdW5kcmF3biBmaWd1cmUgYmFjaycsICgpID0+IHtcbiAgY29uc3QgYmVuY2ggPSBuZXcgQmVuY2goKTtcbiAgY29uc3QgZm9sbG93ID0gYmVuY2guY29ubmVjdGlvbi5zdWJzY3JpYmUoeyBwYW5lbDogJ2N1cnZlcycgfSwga1F1aWV0KTtcbiAgYmVuY2guY29ubmVjdGlvbi5jb25uZWN0KCk7XG4gIGJlbmNoLnNvY2tldC5vcGVuKCk7XG4gIGJlbmNoLnNvY2tldC5zaG93KGJlbmNoLnNvY2tldC5zZW50WzFdIS5pZCEpO1xuICBmb2xsb3cudXBkYXRlKHsgcGFuZWw6ICdjdXJ2ZXMnLCB3aWR0aDogOSB9KTtcbiAgZm9sbG93LnVwZGF0ZSh7IHBhbmVsOiAnY3VydmVzJywgd2lkdGg6IDkgfSk7XG4gIGFzc2VydC5kZWVwRXF1YWwoYmVuY2guc29ja2V0LnR5cGVzKCksIFsncnVucycsICdzdWJzY3JpYmUnLCAnc3Vic2NyaWJlJywgJ2FjayddKTtcbn0pO1xuXG50ZXN0KCdzaWxlbmNlIGlzIHByb2JlZCwgYW5zd2VyZWQgc2lsZW5jZSBmb3JnaXZlbiwgYW5kIGEgZGVhZCBsaW5lIGdpdmVuIHVwJywgKCkgPT4ge1xuICBjb25zdCBiZW5jaCA9IG5ldyBCZW5jaCgpO1xuICBiZW5jaC5jb25uZWN0aW9uLmNvbm5lY3QoKTtcbiAgYmVuY2guc29ja2V0Lm9wZW4oKTtcbiAgYmVuY2gucGFzcyhrU2lsZW5jZU1zKTtcbiAgYXNzZXJ0LmVxdWFsKGJlbmNoLnNvY2tldC50eXBlcygpLmZpbHRlcigodHlwZSkgPT4gdHlwZSA9PT0gJ3BhbmVscycpLmxlbmd0aCwgMSk7XG4gIGJlbmNoLnNvY2tldC5zYXkoeyB0eXBlOiAncGFuZWxzJywgaWQ6IDk5LCBwYW5lbHM6IFtdIH0pO1xuICBiZW5jaC5wYXNzKGtQcm9iZU1zKTtcbiAgYXNzZXJ0LmVxdWFsKGJlbmNoLnN0YXRlLCAnb3BlbicpO1xuICBiZW5jaC5wYXNzKGtTaWxlbmNlTXMgKyBrUHJvYmVNcyk7XG4gIGFzc2VydC5lcXVhbChiZW5jaC5zb2NrZXRzWzBdIS5jbG9zZWQsIHRydWUpO1xuICBhc3NlcnQubm90RXF1YWwoYmVuY2guc3RhdGUsICdvcGVuJyk7XG59KTtcblxudGVzdCgnYW5vdGhlciBwcm90b2NvbCBzdG9wcyB0aGUgcGFnZSBpbnN0ZWFkIG9mIGd1ZXNzaW5nJywgKCkgPT4ge1xuICBjb25zdCBiZW5jaCA9IG5ldyBCZW5jaCgpO1xuICBiZW5jaC5jb25uZWN0aW9uLmNvbm5lY3QoKTtcbiAgYmVuY2guc29ja2V0Lm9wZW4oMik7XG4gIGFzc2VydC5lcXVhbChiZW5jaC5zdGF0ZSwgJ3N0b3BwZWQnKTtcbiAgYmVuY2gucGFzcyg2MF8wMDApO1xuICBhc3NlcnQuZXF1YWwoYmVuY2guc29ja2V0cy5sZW5ndGgsIDEpO1xufSk7XG5cbnRlc3QoJ2EgbWVzc2FnZSB0aGF0IGNhbm5vdCBiZSByZWFkIGlzIHJlcG9ydGVkIGFuZCBkb2VzIG5vdCBicmVhayB0aGUgbGluZScsICgpID0+IHtcbiAgY29uc3QgYmVuY2ggPSBuZXcgQmVuY2goKTtcbiAgYmVuY2guY29ubmVjdGlvbi5jb25uZWN0KCk7XG4gIGJlbmNoLnNvY2tldC5vcGVuKCk7XG4gIGJlbmNoLnNvY2tldC5vbm1lc3NhZ2U/Lih7IGRhdGE6IG5ldyBBcnJheUJ1ZmZlcigyKSB9IGFzIG5ldmVyKTtcbiAgY29uc3QgbGFzdCA9IGJlbmNoLm1lc3NhZ2VzW2JlbmNoLm1lc3NhZ2VzLmxlbmd0aCAtIDFdITtcbiAgYXNzZXJ0LmVxdWFsKGxhc3QudHlwZSA9PT0gJ2Vycm9yJyAmJiBsYXN0LmVycm9yLmNvZGUsICdiYWRfbWVzc2FnZScpO1xuICBhc3NlcnQuZXF1YWwoYmVuY2guc3RhdGUsICdvcGVuJyk7XG59KTtcbiIsICIvLyBTeW50aGV0aWMgcnVucyBmb3IgdGhlIGZha2Ugc2VydmVyOiBldmVyeSB2YWx1ZSBpcyBhIGZ1bmN0aW9uIG9mIChydW4sIHNlcmllcywgc3RlcCksIHNvIHRoYXQgdGVzdHNcbi8vIGNhbiB3b3JrIG91dCB3aGF0IHRoZSBwYWdlIG11c3Qgc2hvdy4gQW1vbmcgdGhlbSBOYU4sIGJvdGggaW5maW5pdGllcywgYSBkZWFkIHJ1biBhbmQgYSBmYWlsZWQgb25lLlxuXG5pbXBvcnQgdHlwZSB7IERlc2NyaXB0b3IsIFJ1biwgU3RhdHVzIH0gZnJvbSAnLi4vLi4vc3JjL3Byb3RvY29sJztcblxuZXhwb3J0IGNvbnN0IGtTdGFydCA9IERhdGUuVVRDKDIwMjYsIDIsIDEsIDksIDAsIDApICogMTAwMDtcbmNvbnN0IGtTdGVwTWljcm9zID0gMjBfMDAwO1xuXG5leHBvcnQgaW50ZXJmYWNlIEZha2VSdW4ge1xuICBpbmZvOiBSdW47XG4gIHNlZWQ6IG51bWJlcjtcbiAgc3RlcHM6IG51bWJlcjtcbn1cblxuZXhwb3J0IGNvbnN0IGtTZXJpZXMgPSBbXG4gICd0cmFpbi9sb3NzJyxcbiAgJ3ZhbC9sb3NzJyxcbiAgJ3RyYWluL2FjY3VyYWN5JyxcbiAgJ3ZhbC9hY2N1cmFjeScsXG4gICdscicsXG4gICdncmFkL25vcm0nLFxuICAnZXBvY2gnLFxuICAnbGF5ZXIvZmMxL3JtcycsXG4gICdsYXllci9mYzIvcm1zJyxcbiAgJ2xheWVyL2NvbnYxL3JtcycsXG4gICdsYXllci9jb252Mi9ybXMnLFxuICAnbGF5ZXIvb3V0L3JtcycsXG4gICdzeXN0ZW0vY3B1JyxcbiAgJ3N5c3RlbS9tZW1vcnknLFxuXTtcblxuLyoqIEEgbnVtYmVyIGluIFstMSwgMSkgdGhhdCBsb29rcyByYW5kb20gYW5kIGlzIGFsd2F5cyB0aGUgc2FtZS4gKi9cbmV4cG9ydCBmdW5jdGlvbiBub2lzZShzZWVkOiBudW1iZXIsIHN0ZXA6IG51bWJlcik6IG51bWJlciB7XG4gIGxldCBoID0gTWF0aC5pbXVsKHNlZWQgKyAxLCAweDllMzc3OWIxKSBeIE1hdGguaW11bChzdGVwICsgNywgMHg4NWViY2E2Yik7XG4gIGggPSBNYXRoLmltdWwoaCBeIChoID4+PiAxNSksIDB4YzJiMmFlMzUpO1xuICBoIF49IGggPj4+IDEzO1xuICByZXR1cm4gKChoID4+PiAwKSAvIDB4MTAwMDAwMDAwKSAqIDIgLSAxO1xufVxuXG4vKiogVmFsaWRhdGlvbiBoYXBwZW5zIGV2ZXJ5IGh1bmRyZWR0aCBzdGVwOyBldmVyeXRoaW5nIGVsc2UgYXQgZXZlcnkgc3RlcC4gKi9cbmV4cG9ydCBmdW5jdGlvbiBpc1JlY29yZGVkKHNlcmllczogc3RyaW5nLCBzdGVwOiBudW1iZXIpOiBib29sZWFuIHtcbiAgaWYgKHNlcmllcy5zdGFydHNXaXRoKCd2YWwvJykpIHJldHVybiBzdGVwICUgMTAwID09PSA5OTtcbiAgaWYgKHNlcmllcy5zdGFydHNXaXRoKCdzeXN0ZW0vJykpIHJldHVybiBzdGVwICUgMTAgPT09IDA7XG4gIHJldHVybiB0cnVlO1xufVxuXG5leHBvcnQgZnVuY3Rpb24gdmFsdWVPZihydW46IEZha2VSdW4sIHNlcmllczogc3RyaW5nLCBzdGVwOiBudW1iZXIpOiBudW1iZXIge1xuICBjb25zdCB7IHNlZWQgfSA9IHJ1bjtcbiAgY29uc3QgbiA9IG5vaXNlKHNlZWQgKiAzMSArIHNlcmllcy5sZW5ndGggKiA3ICsgc2VyaWVzLmNoYXJDb2RlQXQoMCksIHN0ZXApO1xuICBjb25zdCB0ID0gc3RlcCAvIDE2MDA7XG4gIGNvbnN0IGZhbGwgPSBNYXRoLmV4cCgtdCAqICgwLjkgKyBzZWVkICogMC4xMSkpO1xuICBzd2l0Y2ggKHNlcmllcykge1xuICAgIGNhc2UgJ3RyYWluL2xvc3MnOlxuICAgICAgaWYgKHNlZWQgPT09IDIgJiYgc3RlcCA+PSAyNDAwICYmIHN0ZXAgPCAyNTAwKSByZXR1cm4gTmFOO1xuICAgICAgaWYgKHNlZWQgPT09IDAgJiYgc3RlcCA9PT0gMTIzNCkgcmV0dXJuIDYuNTsgLy8gYSBzcGlrZSBvZiBhIHNpbmdsZSBzdGVwXG4gICAgICByZXR1cm4gMC4wNSArIDIuMyAqIGZhbGwgKyAwLjEyICogKDAuMyArIGZhbGwpICogbjtcbiAgICBjYXNlICd2YWwvbG9zcyc6XG4gICAgICByZXR1cm4gMC4xMiArIDIuMjUgKiBmYWxsICsgMC4wMTIgKiB0ICogdCArIDAuMDIgKiBuO1xuICAgIGNhc2UgJ3RyYWluL2FjY3VyYWN5JzpcbiAgICAgIHJldHVybiBNYXRoLm1pbigwLjk5OSwgMC45ODUgLSAwLjg3ICogZmFsbCArIDAuMDIgKiBuKTtcbiAgICBjYXNlICd2YWwvYWNjdXJhY3knOlxuICAgICAgcmV0dXJuIE1hdGgubWluKDAuOTksIDAuOTU1IC0gMC44NSAqIGZhbGwgKyAwLjAxMiAqIG4pO1xuICAgIGNhc2UgJ2xyJzpcbiAgICAgIHJldHVybiAxZS0zICogMC41ICoqIE1hdGguZmxvb3Ioc3RlcCAvIDE1MDApO1xuICAgIGNhc2UgJ2dyYWQvbm9ybSc6XG4gICAgICBpZiAoc3RlcCAlIDE3MDAgPT09IDE2OTkpIHJldHVybiBzdGVwICUgMzQwMCA9PT0gMzM5OSA/IC1JbmZpbml0eSA6IEluZmluaXR5O1xuICAgICAgcmV0dXJuIE1hdGguZXhwKDAuNiAqIG4gKyAxLjIgLSB0ICogMC42KTtcbiAgICBjYXNlICdlcG9jaCc6XG4gICAgICByZXR1cm4gTWF0aC5mbG9vcihzdGVwIC8gMTAwKTtcbiAgICBjYXNlICdzeXN0ZW0vY3B1JzpcbiAgICAgIHJldHVybiA2MiArIDE4ICogbjtcbiAgICBjYXNlICdzeXN0ZW0vbWVtb3J5JzpcbiAgICAgIHJldHVybiAzLjFlOSArIDJlOCAqIE1hdGguc2luKHN0ZXAgLyAzMDApICsgMWU3ICogbjtcbiAgICBkZWZhdWx0OlxuICAgICAgcmV0dXJuICgxICsgc2VyaWVzLmNoYXJDb2RlQXQoOCkgLyA5MCkgKiBNYXRoLmV4cCgtdCAqIDAuMikgKyAwLjA2ICogbjtcbiAgfVxufVxuXG5leHBvcnQgZnVuY3Rpb24gd2FsbE9mKHJ1bjogRmFrZVJ1biwgc3RlcDogbnVtYmVyKTogbnVtYmVyIHtcbiAgcmV0dXJuIHJ1bi5pbmZvLnN0YXJ0ZWQgKyBzdGVwICoga1N0ZXBNaWNyb3M7XG59XG5cbmZ1bmN0aW9uIG1ha2VJbmZvKG51bWJlcjogbnVtYmVyLCBzdGF0dXM6IFN0YXR1cywgc3RlcHM6IG51bWJlcik6IFJ1biB7XG4gIGNvbnN0IHN0YXJ0ZWQgPSBrU3RhcnQgKyBudW1iZXIgKiAzXzYwMF8wMDBfMDAwO1xuICBjb25zdCBkb25lID0gc3RlcHMgLyAxMDA7XG4gIHJldHVybiB7XG4gICAgaWQ6IGBkaWdpdHMvcnVuXyR7U3RyaW5nKG51bWJlcikucGFkU3RhcnQoMywgJzAnKX1gLFxuICAgIG5hbWU6ICdkaWdpdHMnLFxuICAgIGxhYmVsOiBgcnVuXyR7U3RyaW5nKG51bWJlcikucGFkU3RhcnQoMywgJzAnKX1gLFxuICAgIG51bWJlcixcbiAgICBzdGF0dXMsXG4gICAgcmVhc29uOiBzdGF0dXMgPT09ICdmYWlsZWQnID8gJ2xvc3MgaXMgTmFOIGF0IHN0ZXAgMiw0MDAnIDogJycsXG4gICAgc3RhcnRlZCxcbiAgICBlbmRlZDogc3RhdHVzID09PSAnZmluaXNoZWQnIHx8IHN0YXR1cyA9PT0gJ2ZhaWxlZCcgPyBzdGFydGVkICsgc3RlcHMgKiBrU3RlcE1pY3JvcyA6IG51bGwsXG4gICAgdXBkYXRlZDogc3RhcnRlZCArIHN0ZXBzICoga1N0ZXBNaWNyb3MsXG4gICAgbGFzdF9zdGVwOiBzdGVwcyAtIDEsXG4gICAgcG9pbnRzOiBzdGVwcyAqIDExLFxuICAgIHNlcmllczoga1Nlcmllcy5sZW5ndGgsXG4gICAgZHJvcHBlZDogbnVtYmVyID09PSAyID8gMTI4IDogMCxcbiAgICBwcm9ncmVzczogeyBlcG9jaDogTWF0aC5mbG9vcihkb25lKSwgZXBvY2hzOiAxMDAsIHNlY29uZHNfbGVmdDogKDEwMCAtIGRvbmUpICogMiB9LFxuICAgIGhvc3Q6ICdib3gnLFxuICAgIHBpZDogNDI0MiArIG51bWJlcixcbiAgICBhcmd2OiBbJy4vb3JpZWwtdHJhaW4nLCAnLS1lcG9jaHMnLCAnMTAwJywgJy0tbmFtZScsICdhIHJ1biddLFxuICAgIGdpdDogeyBjb21taXQ6ICcxZjBjOWQyYTc3ZTA0YjVjOGQzZjZhMWIyYzNkNGU1ZjYwNzE4MjkzJywgZGlydHk6IG51bWJlciAlIDIgPT09IDEgfSxcbiAgICBjb25maWc6IHsgbHI6IDAuMDAxICogbnVtYmVyLCBiYXRjaDogNjQsIG9wdGltaXplcjogeyBuYW1lOiAnYWRhbScsIGJldGE6IDAuOSB9IH0sXG4gICAgdGFnczogbnVtYmVyID09PSAxID8gWydiYXNlbGluZSddIDogWydzd2VlcCddLFxuICAgIG5vdGVzOiBudW1iZXIgPT09IDEgPyAnVGhlIHJ1biB0byBiZWF0LicgOiAnJyxcbiAgICB3cml0ZXJzOiAxLFxuICAgIGRhbWFnZTpcbiAgICAgIG51bWJlciA9PT0gNFxuICAgICAgICA/ICdPbmUgY2h1bmsgb2YgOTYgS2lCIGNvdWxkIG5vdCBiZSByZWFkOiBzdGVwcyAxLDIwMCB0byAxLDI4MCBhcmUgbWlzc2luZy4nXG4gICAgICAgIDogJycsXG4gIH07XG59XG5cbmV4cG9ydCBmdW5jdGlvbiBtYWtlUnVucygpOiBGYWtlUnVuW10ge1xuICBjb25zdCBwbGFuOiBbU3RhdHVzLCBudW1iZXJdW10gPSBbXG4gICAgWydmaW5pc2hlZCcsIDUwMDBdLFxuICAgIFsnZmluaXNoZWQnLCA0MjAwXSxcbiAgICBbJ2ZhaWxlZCcsIDI2MDBdLFxuICAgIFsnY3Jhc2hlZCcsIDMxMDBdLFxuICAgIFsncnVubmluZycsIDUwMDBdLFxuICBdO1xuICByZXR1cm4gcGxhbi5tYXAoKFtzdGF0dXMsIHN0ZXBzXSwgaSkgPT4gKHtcbiAgICBpbmZvOiBtYWtlSW5mbyhpICsgMSwgc3RhdHVzLCBzdGVwcyksXG4gICAgc2VlZDogaSxcbiAgICBzdGVwcyxcbiAgfSkpO1xufVxuXG4vKiogTWFueSBydW5zIHdpdGhvdXQgZGF0YSwgZm9yIHRoZSBsaXN0IGFsb25lLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIG1ha2VNYW55KGNvdW50OiBudW1iZXIpOiBGYWtlUnVuW10ge1xuICBjb25zdCBraW5kczogU3RhdHVzW10gPSBbJ2ZpbmlzaGVkJywgJ2ZhaWxlZCcsICdjcmFzaGVkJywgJ3J1bm5pbmcnLCAnZmluaXNoZWQnXTtcbiAgcmV0dXJuIEFycmF5LmZyb20oeyBsZW5ndGg6IGNvdW50IH0sIChfLCBpKSA9PiAoe1xuICAgIGluZm86IG1ha2VJbmZvKGkgKyAxLCBraW5kc1tpICUga2luZHMubGVuZ3RoXSEsIDEwMCArIGkpLFxuICAgIHNlZWQ6IGkgJSA3LFxuICAgIHN0ZXBzOiAxMDAgKyBpLFxuICB9KSk7XG59XG5cbmV4cG9ydCBmdW5jdGlvbiBhZHZhbmNlKHJ1bjogRmFrZVJ1biwgc3RlcHM6IG51bWJlcik6IHZvaWQge1xuICBydW4uc3RlcHMgKz0gc3RlcHM7XG4gIGNvbnN0IHsgaW5mbyB9ID0gcnVuO1xuICBpbmZvLmxhc3Rfc3RlcCA9IHJ1bi5zdGVwcyAtIDE7XG4gIGluZm8ucG9pbnRzID0gcnVuLnN0ZXBzICogMTE7XG4gIGluZm8udXBkYXRlZCA9IHdhbGxPZihydW4sIHJ1bi5zdGVwcyk7XG4gIGNvbnN0IGRvbmUgPSBNYXRoLm1pbigxMDAsIHJ1bi5zdGVwcyAvIDEwMCk7XG4gIGluZm8ucHJvZ3Jlc3MgPSB7IGVwb2NoOiBNYXRoLmZsb29yKGRvbmUpLCBlcG9jaHM6IDEwMCwgc2Vjb25kc19sZWZ0OiAoMTAwIC0gZG9uZSkgKiAyIH07XG59XG5cbnR5cGUgUGxhbiA9IFtzdHJpbmcsIHN0cmluZywgc3RyaW5nLCBzdHJpbmdbXSwgUGFydGlhbDxEZXNjcmlwdG9yPj9dO1xuXG5leHBvcnQgZnVuY3Rpb24gbWFrZVBhbmVscygpOiBEZXNjcmlwdG9yW10ge1xuICBjb25zdCBwbGFuczogUGxhbltdID0gW1xuICAgIFsnbG9zcycsICdMb3NzJywgJ0N1cnZlcycsIFsndHJhaW4vbG9zcycsICd2YWwvbG9zcyddXSxcbiAgICBbJ2FjY3VyYWN5JywgJ0FjY3VyYWN5JywgJ0N1cnZlcycsIFsndHJhaW4vYWNjdXJhY3knLCAndmFsL2FjY3VyYWN5J11dLFxuICAgIFsnbHInLCAnTGVhcm5pbmcgcmF0ZScsICdDdXJ2ZXMnLCBbJ2xyJ11dLFxuICAgIFsnZ3JhZC9ub3JtJywgJ0dyYWRpZW50IG5vcm0nLCAnQ3VydmVzJywgWydncmFkL25vcm0nXV0sXG4gICAgWydsYXllcicsICdMYXllciBSTVMnLCAnQ3VydmVzJywgWydsYXllci8qL3JtcyddLCB7IHNpemU6ICd3aWRlJywgZ3JvdXA6ICdsYXllcicgfV0sXG4gICAgWydlcG9jaCcsICdFcG9jaCcsICdDdXJ2ZXMnLCBbJ2Vwb2NoJ11dLFxuICAgIFsnY3B1JywgJ0NQVScsICdTeXN0ZW0nLCBbJ3N5c3RlbS9jcHUnXV0sXG4gICAgWydtZW1vcnknLCAnTWVtb3J5JywgJ1N5c3RlbScsIFsnc3lzdGVtL21lbW9yeSddXSxcbiAgXTtcbiAgY29uc3QgY3VydmVzID0gcGxhbnMubWFwKChba2V5LCB0aXRsZSwgdGFiLCBzZXJpZXMsIG1vcmVdKTogRGVzY3JpcHRvciA9PiB7XG4gICAgY29uc3QgeSA9IGtleSA9PT0gJ2dyYWQvbm9ybScgPyAnbG9nJyA6ICdsaW5lYXInO1xuICAgIGNvbnN0IGdyb3VwID0gc2VyaWVzWzBdIS5pbmNsdWRlcygnLycpID8gc2VyaWVzWzBdIS5zcGxpdCgnLycpWzBdISA6ICcnO1xuICAgIGNvbnN0IHJlcXVlc3QgPSB7IHBhbmVsOiAnY3VydmVzJywgc2VyaWVzLCB5IH07XG4gICAgcmV0dXJuIHsga2V5LCB0aXRsZSwgdGFiLCBzaXplOiAnbm9ybWFsJywgZ3JvdXAsIHJlcXVlc3QsIC4uLm1vcmUgfTtcbiAgfSk7XG4gIGNvbnN0IG1lZGlhID0gKGtleTogc3RyaW5nLCB0aXRsZTogc3RyaW5nLCB0YWI6IHN0cmluZywgcGFuZWw6IHN0cmluZyk6IERlc2NyaXB0b3IgPT4ge1xuICAgIHJldHVybiB7IGtleSwgdGl0bGUsIHRhYiwgc2l6ZTogJ25vcm1hbCcsIGdyb3VwOiAnJywgcmVxdWVzdDogeyBwYW5lbCwgc2VyaWVzOiBba2V5XSB9IH07XG4gIH07XG4gIHJldHVybiBbXG4gICAgLi4uY3VydmVzLFxuICAgIG1lZGlhKCdiYXRjaC9maXJzdCcsICdGaXJzdCBpbWFnZSBvZiB0aGUgYmF0Y2gnLCAnSW1hZ2VzJywgJ2ltYWdlJyksXG4gICAgbWVkaWEoJ2xpdmUvY2FtZXJhJywgJ0NhbWVyYScsICdJbWFnZXMnLCAnbGl2ZV9pbWFnZScpLFxuICAgIG1lZGlhKCdsb2cvbm90ZXMnLCAnTm90ZXMnLCAnVGV4dCcsICd0ZXh0JyksXG4gIF07XG59XG4iLCAiLy8gRmlndXJlcyBhcyB0aGUgcHJvdG9jb2wgZGVzY3JpYmVzIHRoZW0sIGNvbXB1dGVkIHRoZSBwbGFpbiB3YXk6IGV2ZXJ5IHBvaW50IGlzIGxvb2tlZCBhdC4gU2xvdyBhbmRcbi8vIHNpbXBsZSBvbiBwdXJwb3NlOiBhIHNlY29uZCBvcGluaW9uIG9uIHdoYXQgdGhlIHBhZ2Ugc2hvdWxkIGJlIGdpdmVuLlxuXG5pbXBvcnQgdHlwZSB7IEZpZ3VyZVJlcXVlc3QgfSBmcm9tICcuLi8uLi9zcmMvcHJvdG9jb2wnO1xuaW1wb3J0IHsgaXNSZWNvcmRlZCwga1NlcmllcywgdmFsdWVPZiwgd2FsbE9mLCB0eXBlIEZha2VSdW4gfSBmcm9tICcuL2RhdGEnO1xuXG50eXBlIEJ1bGsgPSBGbG9hdDY0QXJyYXkgfCBVaW50MzJBcnJheSB8IFVpbnQ4QXJyYXk7XG50eXBlIE1hcmtPdXQgPSBSZWNvcmQ8c3RyaW5nLCB1bmtub3duPjtcblxuY29uc3Qga1R5cGVOYW1lcyA9IG5ldyBNYXA8dW5rbm93biwgc3RyaW5nPihbXG4gIFtGbG9hdDY0QXJyYXksICdmNjQnXSxcbiAgW1VpbnQzMkFycmF5LCAndTMyJ10sXG4gIFtVaW50OEFycmF5LCAndTgnXSxcbl0pO1xuXG4vKiogV3JpdGVzIGEgZmlndXJlIG1lc3NhZ2U6IHUzMiBsZW5ndGgsIEpTT04sIHBhZGRpbmcsIDgtYnl0ZSBhbGlnbmVkIGFycmF5cy4gKi9cbmV4cG9ydCBmdW5jdGlvbiBlbmNvZGVGaWd1cmUoaWQ6IG51bWJlciwgZmlndXJlOiB1bmtub3duKTogQnVmZmVyIHtcbiAgY29uc3QgYXJyYXlzOiB7IGF0OiBudW1iZXI7IGJ5dGVzOiBCdWZmZXIgfVtdID0gW107XG4gIGxldCBhdCA9IDA7XG4gIGNvbnN0IHRleHQgPSBKU09OLnN0cmluZ2lmeSh7IHR5cGU6ICdmaWd1cmUnLCBpZCwgZmlndXJlIH0sIChfLCB2YWx1ZTogdW5rbm93bikgPT4ge1xuICAgIGlmICghQXJyYXlCdWZmZXIuaXNWaWV3KHZhbHVlKSkgcmV0dXJuIHZhbHVlO1xuICAgIGNvbnN0IGJ1bGsgPSB2YWx1ZSBhcyBCdWxrO1xuICAgIGNvbnN0IHJlZiA9IHsgYXQsIG46IGJ1bGsubGVuZ3RoLCB0OiBrVHlwZU5hbWVzLmdldChidWxrLmNvbnN0cnVjdG9yKSB9O1xuICAgIGFycmF5cy5wdXNoKHsgYXQsIGJ5dGVzOiBCdWZmZXIuZnJvbShidWxrLmJ1ZmZlciwgYnVsay5ieXRlT2Zmc2V0LCBidWxrLmJ5dGVMZW5ndGgpIH0pO1xuICAgIGF0ID0gTWF0aC5jZWlsKChhdCArIGJ1bGsuYnl0ZUxlbmd0aCkgLyA4KSAqIDg7XG4gICAgcmV0dXJuIHJlZjtcbiAgfSk7XG4gIGNvbnN0IGhlYWRlciA9IEJ1ZmZlci5mcm9tKHRleHQpO1xuICBjb25zdCBiYXNlID0gTWF0aC5jZWlsKCg0ICsgaGVhZGVyLmxlbmd0aCkgLyA4KSAqIDg7XG4gIGNvbnN0IG91dCA9IEJ1ZmZlci5hbGxvYyhiYXNlICsgYXQpO1xuICBvdXQud3JpdGVVSW50MzJMRShoZWFkZXIubGVuZ3RoLCAwKTtcbiAgaGVhZGVyLmNvcHkob3V0LCA0KTtcbiAgZm9yIChjb25zdCBhcnJheSBvZiBhcnJheXMpIGFycmF5LmJ5dGVzLmNvcHkob3V0LCBiYXNlICsgYXJyYXkuYXQpO1xuICByZXR1cm4gb3V0O1xufVxuXG5mdW5jdGlvbiBtYXRjaGVzKGdsb2I6IHN0cmluZywgbmFtZTogc3RyaW5nKTogYm9vbGVhbiB7XG4gIGNvbnN0IGVzY2FwZWQgPSBnbG9iLnJlcGxhY2UoL1suK14ke30oKXxbXFxdXFxcXF0vZywgJ1xcXFwkJicpO1xuICBjb25zdCBwYXR0ZXJuID0gZXNjYXBlZC5yZXBsYWNlKC9cXCpcXCp8XFwqL2csIChzdGFyKSA9PiAoc3RhciA9PT0gJyoqJyA/ICcuKicgOiAnW14vXSonKSk7XG4gIHJldHVybiBuZXcgUmVnRXhwKGBeJHtwYXR0ZXJufSRgKS50ZXN0KG5hbWUpO1xufVxuXG5pbnRlcmZhY2UgUG9pbnRzIHtcbiAgeDogbnVtYmVyW107XG4gIHk6IG51bWJlcltdO1xufVxuXG5mdW5jdGlvbiB4T2YocnVuOiBGYWtlUnVuLCBheGlzOiBzdHJpbmcsIHN0ZXA6IG51bWJlcik6IG51bWJlciB7XG4gIGlmIChheGlzID09PSAnd2FsbCcpIHJldHVybiB3YWxsT2YocnVuLCBzdGVwKTtcbiAgaWYgKGF4aXMgPT09ICdyZWxhdGl2ZScpIHJldHVybiAod2FsbE9mKHJ1biwgc3RlcCkgLSBydW4uaW5mby5zdGFydGVkKSAvIDFlNjtcbiAgaWYgKGF4aXMuc3RhcnRzV2l0aCgnc2VyaWVzOicpKSByZXR1cm4gdmFsdWVPZihydW4sIGF4aXMuc2xpY2UoNyksIHN0ZXApO1xuICByZXR1cm4gc3RlcDtcbn1cblxuZnVuY3Rpb24gcG9pbnRzT2YocnVuOiBGYWtlUnVuLCBzZXJpZXM6IHN0cmluZywgYXhpczogc3RyaW5nKTogUG9pbnRzIHtcbiAgY29uc3Qgb3V0OiBQb2ludHMgPSB7IHg6IFtdLCB5OiBbXSB9O1xuICBmb3IgKGxldCBzdGVwID0gMDsgc3RlcCA8IHJ1bi5zdGVwczsgc3RlcCsrKSB7XG4gICAgaWYgKCFpc1JlY29yZGVkKHNlcmllcywgc3RlcCkpIGNvbnRpbnVlO1xuICAgIG91dC54LnB1c2goeE9mKHJ1biwgYXhpcywgc3RlcCkpO1xuICAgIG91dC55LnB1c2godmFsdWVPZihydW4sIHNlcmllcywgc3RlcCkpO1xuICB9XG4gIGlmICghYXhpcy5zdGFydHNXaXRoKCdzZXJpZXM6JykpIHJldHVybiBvdXQ7XG4gIGNvbnN0IG9yZGVyID0gb3V0LngubWFwKChfLCBpKSA9PiBpKS5zb3J0KChhLCBiKSA9PiBvdXQueFthXSEgLSBvdXQueFtiXSEpO1xuICByZXR1cm4geyB4OiBvcmRlci5tYXAoKGkpID0+IG91dC54W2ldISksIHk6IG9yZGVyLm1hcCgoaSkgPT4gb3V0LnlbaV0hKSB9O1xufVxuXG5mdW5jdGlvbiBzbW9vdGgocG9pbnRzOiBQb2ludHMsIHdlaWdodDogbnVtYmVyKTogUG9pbnRzIHtcbiAgbGV0IHN1bSA9IDA7XG4gIGxldCB0b3RhbCA9IDA7XG4gIGNvbnN0IHkgPSBwb2ludHMueS5tYXAoKHZhbHVlKSA9PiB7XG4gICAgaWYgKCFOdW1iZXIuaXNGaW5pdGUodmFsdWUpKSByZXR1cm4gdmFsdWU7XG4gICAgc3VtID0gd2VpZ2h0ICogc3VtICsgKDEgLSB3ZWlnaHQpICogdmFsdWU7XG4gICAgdG90YWwgPSB3ZWlnaHQgKiB0b3RhbCArICgxIC0gd2VpZ2h0KTtcbiAgICByZXR1cm4gc3VtIC8gdG90YWw7XG4gIH0pO1xuICByZXR1cm4geyB4OiBwb2ludHMueCwgeSB9O1xufVxuXG5mdW5jdGlvbiBjb2x1bW5zT2YocG9pbnRzOiBQb2ludHMsIHJhbmdlOiBbbnVtYmVyLCBudW1iZXJdLCB3aWR0aDogbnVtYmVyKTogTWFya091dCB7XG4gIGNvbnN0IGNvbHVtbnMgPSBuZXcgTWFwPG51bWJlciwgbnVtYmVyW10+KCk7XG4gIHBvaW50cy54LmZvckVhY2goKHgsIGkpID0+IHtcbiAgICBpZiAoeCA8IHJhbmdlWzBdIHx8IHggPiByYW5nZVsxXSkgcmV0dXJuO1xuICAgIGNvbnN0IGF0ID0gTWF0aC5taW4oXG4gICAgICB3aWR0aCAtIDEsXG4gICAgICBNYXRoLmZsb29yKCgoeCAtIHJhbmdlWzBdKSAvIChyYW5nZVsxXSAtIHJhbmdlWzBdIHx8IDEpKSAqIHdpZHRoKSxcbiAgICApO1xuICAgIGNvbHVtbnMuc2V0KGF0LCBbLi4uKGNvbHVtbnMuZ2V0KGF0KSA/PyBbXSksIGldKTtcbiAgfSk7XG4gIGNvbnN0IHNldHMgPSBbLi4uY29sdW1ucy5lbnRyaWVzKCldLnNvcnQoKGEsIGIpID0+IGFbMF0gLSBiWzBdKS5tYXAoKFssIHNldF0pID0+IHNldCk7XG4gIGNvbnN0IHBpY2sgPSAoY2hvb3NlOiAoZmluaXRlOiBudW1iZXJbXSkgPT4gbnVtYmVyKSA9PlxuICAgIEZsb2F0NjRBcnJheS5mcm9tKHNldHMsIChzZXQpID0+IHtcbiAgICAgIGNvbnN0IGZpbml0ZSA9IHNldC5tYXAoKGkpID0+IHBvaW50cy55W2ldISkuZmlsdGVyKE51bWJlci5pc0Zpbml0ZSk7XG4gICAgICByZXR1cm4gZmluaXRlLmxlbmd0aCA+IDAgPyBjaG9vc2UoZmluaXRlKSA6IE5hTjtcbiAgICB9KTtcbiAgcmV0dXJuIHtcbiAgICByZXNvbHV0aW9uOiAnY29sdW1ucycsXG4gICAgeDA6IEZsb2F0NjRBcnJheS5mcm9tKHNldHMsIChzZXQpID0+IHBvaW50cy54W3NldFswXSFdISksXG4gICAgeDE6IEZsb2F0NjRBcnJheS5mcm9tKHNldHMsIChzZXQpID0+IHBvaW50cy54W3NldFtzZXQubGVuZ3RoIC0gMV0hXSEpLFxuICAgIGZpcnN0OiBwaWNrKChmaW5pdGUpID0+IGZpbml0ZVswXSEpLFxuICAgIG1pbjogcGljaygoZmluaXRlKSA9PiBNYXRoLm1pbiguLi5maW5pdGUpKSxcbiAgICBtYXg6IHBpY2soKGZpbml0ZSkgPT4gTWF0aC5tYXgoLi4uZmluaXRlKSksXG4gICAgbGFzdDogcGljaygoZmluaXRlKSA9PiBmaW5pdGVbZmluaXRlLmxlbmd0aCAtIDFdISksXG4gICAgY291bnQ6IFVpbnQzMkFycmF5LmZyb20oc2V0cywgKHNldCkgPT4gc2V0Lmxlbmd0aCksXG4gIH07XG59XG5cbmZ1bmN0aW9uIGxpbmVPZihwb2ludHM6IFBvaW50cywgcmFuZ2U6IFtudW1iZXIsIG51bWJlcl0sIHdpZHRoOiBudW1iZXIpOiBNYXJrT3V0IHtcbiAgbGV0IGZyb20gPSBwb2ludHMueC5maW5kSW5kZXgoKHgpID0+IHggPj0gcmFuZ2VbMF0pO1xuICBpZiAoZnJvbSA8IDApIGZyb20gPSBwb2ludHMueC5sZW5ndGg7XG4gIGxldCB0byA9IGZyb207XG4gIHdoaWxlICh0byA8IHBvaW50cy54Lmxlbmd0aCAmJiBwb2ludHMueFt0b10hIDw9IHJhbmdlWzFdKSB0bysrO1xuICBpZiAodG8gLSBmcm9tID4gMiAqIHdpZHRoKSByZXR1cm4gY29sdW1uc09mKHBvaW50cywgcmFuZ2UsIHdpZHRoKTtcbiAgY29uc3QgYSA9IE1hdGgubWF4KDAsIGZyb20gLSAxKTtcbiAgY29uc3QgYiA9IE1hdGgubWluKHBvaW50cy54Lmxlbmd0aCwgdG8gKyAxKTtcbiAgcmV0dXJuIHtcbiAgICByZXNvbHV0aW9uOiAncG9pbnRzJyxcbiAgICB4OiBGbG9hdDY0QXJyYXkuZnJvbShwb2ludHMueC5zbGljZShhLCBiKSksXG4gICAgeTogRmxvYXQ2NEFycmF5LmZyb20ocG9pbnRzLnkuc2xpY2UoYSwgYikpLFxuICB9O1xufVxuXG5mdW5jdGlvbiBnYXBzT2YocG9pbnRzOiBQb2ludHMsIHJhbmdlOiBbbnVtYmVyLCBudW1iZXJdLCB3aWR0aDogbnVtYmVyKTogTWFya091dCB8IG51bGwge1xuICBjb25zdCBzZWVuID0gbmV3IE1hcDxzdHJpbmcsIFtudW1iZXIsIG51bWJlcl0+KCk7XG4gIHBvaW50cy54LmZvckVhY2goKHgsIGkpID0+IHtcbiAgICBjb25zdCB5ID0gcG9pbnRzLnlbaV0hO1xuICAgIGlmIChOdW1iZXIuaXNGaW5pdGUoeSkgfHwgeCA8IHJhbmdlWzBdIHx8IHggPiByYW5nZVsxXSkgcmV0dXJuO1xuICAgIGNvbnN0IGNvZGUgPSBOdW1iZXIuaXNOYU4oeSkgPyAxIDogeSA+IDAgPyAyIDogMztcbiAgICBjb25zdCBjb2x1bW4gPSBNYXRoLmZsb29yKCgoeCAtIHJhbmdlWzBdKSAvIChyYW5nZVsxXSAtIHJhbmdlWzBdIHx8IDEpKSAqIHdpZHRoKTtcbiAgICBjb25zdCBrZXkgPSBgJHtjb2x1bW59ICR7Y29kZX1gO1xuICAgIGlmICghc2Vlbi5oYXMoa2V5KSkgc2Vlbi5zZXQoa2V5LCBbeCwgY29kZV0pO1xuICB9KTtcbiAgaWYgKHNlZW4uc2l6ZSA9PT0gMCkgcmV0dXJuIG51bGw7XG4gIGNvbnN0IGFsbCA9IFsuLi5zZWVuLnZhbHVlcygpXS5zb3J0KChwLCBxKSA9PiBwWzBdIC0gcVswXSk7XG4gIGNvbnN0IHggPSBGbG9hdDY0QXJyYXkuZnJvbShhbGwsIChbYXRdKSA9PiBhdCk7XG4gIHJldHVybiB7IHR5cGU6ICdnYXAnLCB4LCBjb2RlOiBVaW50OEFycmF5LmZyb20oYWxsLCAoWywgY29kZV0pID0+IGNvZGUpIH07XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgRmFrZVN0YXRlIHtcbiAgcnVuczogRmFrZVJ1bltdO1xuICBsb2FkaW5nOiBib29sZWFuO1xufVxuXG5mdW5jdGlvbiBzaGVsbChydW5zOiBGYWtlUnVuW10sIGxvYWRpbmc6IGJvb2xlYW4pIHtcbiAgcmV0dXJuIHtcbiAgICB2OiAxLFxuICAgIHRpdGxlOiAnJyxcbiAgICByZWFkaW5nOiAnJyxcbiAgICBub3RlczogW10gYXMgc3RyaW5nW10sXG4gICAgcnVuczogcnVucy5tYXAoKHJ1biwgaSkgPT4gKHtcbiAgICAgIGlkOiBydW4uaW5mby5pZCxcbiAgICAgIGxhYmVsOiBydW4uaW5mby5pZCxcbiAgICAgIGNvbG9yOiBpLFxuICAgICAgc3RhdHVzOiBydW4uaW5mby5zdGF0dXMsXG4gICAgICBkcm9wcGVkOiBydW4uaW5mby5kcm9wcGVkLFxuICAgIH0pKSxcbiAgICBwb2ludHM6IDAsXG4gICAgbG9hZGluZyxcbiAgICBwYW5lbHM6IFtdIGFzIHVua25vd25bXSxcbiAgfTtcbn1cblxuZnVuY3Rpb24gYmVzdE9mKHBvaW50czogUG9pbnRzKTogTWFya091dCB7XG4gIGxldCBhdCA9IDA7XG4gIHBvaW50cy55LmZvckVhY2goKHksIGkpID0+IChhdCA9IHkgPCBwb2ludHMueVthdF0hID8gaSA6IGF0KSk7XG4gIGNvbnN0IHggPSBGbG9hdDY0QXJyYXkub2YocG9pbnRzLnhbYXRdISk7XG4gIHJldHVybiB7IHR5cGU6ICdwb2ludHMnLCBsYWJlbDogJ2Jlc3QnLCByb2xlOiAnYmVzdCcsIHgsIHk6IEZsb2F0NjRBcnJheS5vZihwb2ludHMueVthdF0hKSB9O1xufVxuXG5mdW5jdGlvbiBjdXJ2ZXMocmVxdWVzdDogRmlndXJlUmVxdWVzdCwgcnVuczogRmFrZVJ1bltdLCBsb2FkaW5nOiBib29sZWFuKSB7XG4gIGNvbnN0IGZpZ3VyZSA9IHNoZWxsKHJ1bnMsIGxvYWRpbmcpO1xuICBjb25zdCBheGlzID0gcmVxdWVzdC54ID8/ICdzdGVwJztcbiAgY29uc3Qgd2lkdGggPSByZXF1ZXN0LndpZHRoID8/IDcyMDtcbiAgY29uc3QgbmFtZXMgPSBrU2VyaWVzLmZpbHRlcigobmFtZSkgPT5cbiAgICAocmVxdWVzdC5zZXJpZXMgPz8gW10pLnNvbWUoKGdsb2IpID0+IG1hdGNoZXMoZ2xvYiwgbmFtZSkpLFxuICApO1xuICBjb25zdCBzZXRzID0gcnVucy5mbGF0TWFwKChydW4sIGluZGV4KSA9PlxuICAgIG5hbWVzLm1hcCgobmFtZSkgPT4gKHsgcnVuLCBpbmRleCwgbmFtZSwgcG9pbnRzOiBwb2ludHNPZihydW4sIG5hbWUsIGF4aXMpIH0pKSxcbiAgKTtcbiAgY29uc3QgYWxsID0gc2V0cy5mbGF0TWFwKChzZXQpID0+IFtzZXQucG9pbnRzLnhbMF0hLCBzZXQucG9pbnRzLnhbc2V0LnBvaW50cy54Lmxlbmd0aCAtIDFdIV0pO1xuICBjb25zdCBleHRlbnQgPSBhbGwubGVuZ3RoID4gMCA/IFtNYXRoLm1pbiguLi5hbGwpLCBNYXRoLm1heCguLi5hbGwpXSA6IG51bGw7XG4gIGNvbnN0IHJhbmdlID0gKHJlcXVlc3QucmFuZ2UgPz8gZXh0ZW50ID8/IFswLCAxXSkgYXMgW251bWJlciwgbnVtYmVyXTtcbiAgY29uc3QgbWFya3M6IE1hcmtPdXRbXSA9IFtdO1xuICBjb25zdCB3b3Jkczogc3RyaW5nW10gPSBbXTtcbiAgZm9yIChjb25zdCB7IHJ1biwgaW5kZXgsIG5hbWUsIHBvaW50cyB9IG9mIHNldHMpIHtcbiAgICBjb25zdCByb2xlID0gbmFtZS5zdGFydHNXaXRoKCd0cmFpbi8nKSA/ICd0cmFpbicgOiBuYW1lLnN0YXJ0c1dpdGgoJ3ZhbC8nKSA/ICd2YWwnIDogJ25vbmUnO1xuICAgIGNvbnN0IGJhc2UgPSB7IHJ1bjogaW5kZXgsIHJvbGUsIGVudGl0eTogeyBraW5kOiAnc2VyaWVzJywgcnVuOiBydW4uaW5mby5pZCwgcGF0aDogbmFtZSB9IH07XG4gICAgbWFya3MucHVzaCh7XG4gICAgICB0eXBlOiAnbGluZScsXG4gICAgICBsYWJlbDogbmFtZSxcbiAgICAgIGxheWVyOiAncmF3JyxcbiAgICAgIC4uLmJhc2UsXG4gICAgICAuLi5saW5lT2YocG9pbnRzLCByYW5nZSwgd2lkdGgpLFxuICAgIH0pO1xuICAgIGlmIChyZXF1ZXN0LnNtb290aGluZykge1xuICAgICAgY29uc3Qgc29mdCA9IHNtb290aChwb2ludHMsIHJlcXVlc3Quc21vb3RoaW5nKTtcbiAgICAgIG1hcmtzLnB1c2goe1xuICAgICAgICB0eXBlOiAnbGluZScsXG4gICAgICAgIGxhYmVsOiBuYW1lLFxuICAgICAgICBsYXllcjogJ3Ntb290aCcsXG4gICAgICAgIC4uLmJhc2UsXG4gICAgICAgIC4uLmxpbmVPZihzb2Z0LCByYW5nZSwgd2lkdGgpLFxuICAgICAgfSk7XG4gICAgfVxuICAgIGNvbnN0IGdhcHMgPSBnYXBzT2YocG9pbnRzLCByYW5nZSwgd2lkdGgpO1xuICAgIGlmIChnYXBzKSBtYXJrcy5wdXNoKHsgLi4uZ2FwcywgLi4uYmFzZSB9KTtcbiAgICBpZiAobmFtZSA9PT0gJ3ZhbC9sb3NzJykgbWFya3MucHVzaCh7IC4uLmJlc3RPZihwb2ludHMpLCAuLi5iYXNlLCByb2xlOiAnYmVzdCcgfSk7XG4gICAgZmlndXJlLnBvaW50cyArPSBwb2ludHMueC5maWx0ZXIoKHgpID0+IHggPj0gcmFuZ2VbMF0gJiYgeCA8PSByYW5nZVsxXSkubGVuZ3RoO1xuICAgIHdvcmRzLnB1c2goYCR7bmFtZX0gJHtwb2ludHMueVtwb2ludHMueS5sZW5ndGggLSAxXT8udG9QcmVjaXNpb24oNCl9YCk7XG4gIH1cbiAgaWYgKG5hbWVzLmluY2x1ZGVzKCdscicpIHx8IG5hbWVzLmluY2x1ZGVzKCd0cmFpbi9sb3NzJykpIHtcbiAgICBydW5zLmZvckVhY2goKHJ1biwgaW5kZXgpID0+IHtcbiAgICAgIGlmIChydW4uc3RlcHMgPiAxNTAwKVxuICAgICAgICBtYXJrcy5wdXNoKHtcbiAgICAgICAgICB0eXBlOiAncnVsZScsXG4gICAgICAgICAgeDogeE9mKHJ1biwgYXhpcywgMTUwMCksXG4gICAgICAgICAgbGFiZWw6ICdsZWFybmluZyByYXRlIGhhbHZlZCcsXG4gICAgICAgICAgcnVuOiBpbmRleCxcbiAgICAgICAgfSk7XG4gICAgfSk7XG4gIH1cbiAgY29uc3Qga2luZCA9IGF4aXMuc3RhcnRzV2l0aCgnc2VyaWVzOicpID8gJ3ZhbHVlJyA6IGF4aXM7XG4gIGNvbnN0IGxhYmVsID0gYXhpcy5zdGFydHNXaXRoKCdzZXJpZXM6JylcbiAgICA/IGF4aXMuc2xpY2UoNylcbiAgICA6IGF4aXMgPT09ICdyZWxhdGl2ZSdcbiAgICAgID8gJ3RpbWUgc2luY2Ugc3RhcnQnXG4gICAgICA6IGF4aXM7XG4gIGZpZ3VyZS5yZWFkaW5nID0gd29yZHMuc2xpY2UoMCwgMykuam9pbignOyAnKTtcbiAgZmlndXJlLnBhbmVscyA9IFtcbiAgICB7XG4gICAgICB0aXRsZTogJycsXG4gICAgICB4OiB7IGxhYmVsLCBraW5kLCBleHRlbnQsIHJhbmdlIH0sXG4gICAgICB5OiB7XG4gICAgICAgIGxhYmVsOiBuYW1lc1swXSA/PyAnJyxcbiAgICAgICAga2luZDogJ3ZhbHVlJyxcbiAgICAgICAgc2NhbGU6IHJlcXVlc3QueSA9PT0gJ2xvZycgPyAnbG9nJyA6ICdsaW5lYXInLFxuICAgICAgICB1bml0OiAnJyxcbiAgICAgIH0sXG4gICAgICBtYXJrcyxcbiAgICB9LFxuICBdO1xuICByZXR1cm4gZmlndXJlO1xufVxuXG5mdW5jdGlvbiBpbWFnZU1hcmsocnVuOiBGYWtlUnVuLCBpbmRleDogbnVtYmVyLCBzdGVwOiBudW1iZXIsIGxpdmU6IGJvb2xlYW4pOiBNYXJrT3V0IHtcbiAgY29uc3Qgc2l6ZSA9IGxpdmUgPyA5NiA6IDI4O1xuICBjb25zdCBwaXhlbHMgPSBuZXcgVWludDhBcnJheShzaXplICogc2l6ZSAqIDMpO1xuICBmb3IgKGxldCB5ID0gMDsgeSA8IHNpemU7IHkrKykge1xuICAgIGZvciAobGV0IHggPSAwOyB4IDwgc2l6ZTsgeCsrKSB7XG4gICAgICBjb25zdCB3YXZlID0gTWF0aC5zaW4oKHggKyBzdGVwIC8gNDApIC8gNSkgKiBNYXRoLmNvcygoeSAtIHN0ZXAgLyA2MCArIHJ1bi5zZWVkICogOSkgLyA2KTtcbiAgICAgIHBpeGVscy5zZXQoWzEyOCArIDEyMCAqIHdhdmUsIDEyOCArIDYwICogd2F2ZSAqIHdhdmUsIDIwMCAtIDkwICogd2F2ZV0sICh5ICogc2l6ZSArIHgpICogMyk7XG4gICAgfVxuICB9XG4gIGNvbnN0IGVudGl0eSA9IHsga2luZDogJ3N0cmVhbScsIHJ1bjogcnVuLmluZm8uaWQsIHBhdGg6IGxpdmUgPyAnbGl2ZS9jYW1lcmEnIDogJ2JhdGNoL2ZpcnN0JyB9O1xuICBjb25zdCBjYXB0aW9uID0gbGl2ZSA/ICcnIDogYGNsYXNzICR7c3RlcCAlIDEwfWA7XG4gIHJldHVybiB7XG4gICAgdHlwZTogJ2ltYWdlJyxcbiAgICBydW46IGluZGV4LFxuICAgIGVudGl0eSxcbiAgICB3aWR0aDogc2l6ZSxcbiAgICBoZWlnaHQ6IHNpemUsXG4gICAgY2hhbm5lbHM6IDMsXG4gICAgc3RlcCxcbiAgICBjYXB0aW9uLFxuICAgIHBpeGVscyxcbiAgfTtcbn1cblxuZnVuY3Rpb24gbWVkaWEocmVxdWVzdDogRmlndXJlUmVxdWVzdCwgcnVuczogRmFrZVJ1bltdLCBsb2FkaW5nOiBib29sZWFuKSB7XG4gIGNvbnN0IGZpZ3VyZSA9IHNoZWxsKHJ1bnMsIGxvYWRpbmcpO1xuICBjb25zdCBsaXZlID0gcmVxdWVzdC5wYW5lbCA9PT0gJ2xpdmVfaW1hZ2UnO1xuICBjb25zdCBtYXJrcyA9IHJ1bnMubWFwKChydW4sIGluZGV4KTogTWFya091dCA9PiB7XG4gICAgY29uc3QgbmV3ZXN0ID0gcnVuLnN0ZXBzIC0gMTtcbiAgICBjb25zdCBhdCA9IGxpdmUgPyBuZXdlc3QgOiBNYXRoLmZsb29yKE1hdGgubWluKG5ld2VzdCwgcmVxdWVzdC5jdXJzb3IgPz8gbmV3ZXN0KSAvIDEwMCkgKiAxMDA7XG4gICAgaWYgKHJlcXVlc3QucGFuZWwgIT09ICd0ZXh0JykgcmV0dXJuIGltYWdlTWFyayhydW4sIGluZGV4LCBhdCwgbGl2ZSk7XG4gICAgY29uc3QgdGV4dCA9IGBzdGVwICR7YXR9OiB0aGUgbGVhcm5pbmcgcmF0ZSBpcyAke3ZhbHVlT2YocnVuLCAnbHInLCBhdCl9XFxuPGI+bm90IGJvbGQ8L2I+IDxzY3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD5gO1xuICAgIHJldHVybiB7XG4gICAgICB0eXBlOiAndGV4dCcsXG4gICAgICBydW46IGluZGV4LFxuICAgICAgZW50aXR5OiB7IGtpbmQ6ICdzdHJlYW0nLCBwYXRoOiAnbG9nL25vdGVzJyB9LFxuICAgICAgc3RlcDogYXQsXG4gICAgICB0ZXh0LFxuICAgIH07XG4gIH0pO1xuICBmaWd1cmUucmVhZGluZyA9IGxpdmVcbiAgICA/ICd0aGUgbmV3ZXN0IGZyYW1lJ1xuICAgIDogYCR7bWFya3MubGVuZ3RofSBhdCBzdGVwICR7cmVxdWVzdC5jdXJzb3IgPz8gJ25ld2VzdCd9YDtcbiAgZmlndXJlLnBhbmVscyA9IFtcbiAgICB7XG4gICAgICB0aXRsZTogJycsXG4gICAgICB4OiB7IGxhYmVsOiAnJywga2luZDogJ25vbmUnLCBleHRlbnQ6IG51bGwsIHJhbmdlOiBudWxsIH0sXG4gICAgICB5OiB7IGxhYmVsOiAnJywga2luZDogJ25vbmUnLCBzY2FsZTogJ2xpbmVhcicgfSxcbiAgICAgIG1hcmtzLFxuICAgIH0sXG4gIF07XG4gIHJldHVybiBmaWd1cmU7XG59XG5cbmV4cG9ydCBmdW5jdGlvbiBtYWtlRmlndXJlKHJlcXVlc3Q6IEZpZ3VyZVJlcXVlc3QsIHN0YXRlOiBGYWtlU3RhdGUpIHtcbiAgY29uc3QgcnVucyA9IChyZXF1ZXN0LnJ1bnMgPz8gW10pLmZsYXRNYXAoKGlkKSA9PiBzdGF0ZS5ydW5zLmZpbHRlcigocnVuKSA9PiBydW4uaW5mby5pZCA9PT0gaWQpKTtcbiAgcmV0dXJuIHJlcXVlc3QucGFuZWwgPT09ICdjdXJ2ZXMnXG4gICAgPyBjdXJ2ZXMocmVxdWVzdCwgcnVucywgc3RhdGUubG9hZGluZylcbiAgICA6IG1lZGlhKHJlcXVlc3QsIHJ1bnMsIHN0YXRlLmxvYWRpbmcpO1xufVxuIiwgIi8vIEhvdyBsb25nIHRvIHdhaXQgYmVmb3JlIHRoZSBuZXh0IHRyeSB0byBjb25uZWN0OiBkb3VibGluZywgd2l0aCBcImZ1bGwgaml0dGVyXCIgaW4gdGhlIHVwcGVyIGhhbGYsIHNvXG4vLyB0aGF0IGEgdGhvdXNhbmQgYnJvd3NlcnMgZG8gbm90IGNvbWUgYmFjayB0byBhIHJlc3RhcnRlZCBzZXJ2ZXIgaW4gdGhlIHNhbWUgaW5zdGFudC5cblxuZXhwb3J0IGNvbnN0IGtCYWNrb2ZmRmlyc3RNcyA9IDUwMDtcbmV4cG9ydCBjb25zdCBrQmFja29mZk1heE1zID0gMTVfMDAwO1xuXG4vKiogTWlsbGlzZWNvbmRzIGJlZm9yZSBhdHRlbXB0IGBhdHRlbXB0YCAoMCBmb3IgdGhlIGZpcnN0KSwgZ2l2ZW4gYSByYW5kb20gbnVtYmVyIGluIFswLCAxKS4gKi9cbmV4cG9ydCBmdW5jdGlvbiBiYWNrb2ZmTXMoYXR0ZW1wdDogbnVtYmVyLCByYW5kb206IG51bWJlcik6IG51bWJlciB7XG4gIGNvbnN0IGNlaWxpbmcgPSBNYXRoLm1pbihrQmFja29mZk1heE1zLCBrQmFja29mZkZpcnN0TXMgKiAyICoqIE1hdGgubWluKGF0dGVtcHQsIDIwKSk7XG4gIHJldHVybiBjZWlsaW5nICogKDAuNSArIDAuNSAqIHJhbmRvbSk7XG59XG4iLCAiLy8gV2hhdCB0aGUgc2VydmVyIHNheXMsIGluIHR5cGVzOiB2ZXJzaW9uIDEgb2YgZG9jcy9hcGkubWQuIERlY29kaW5nIG1ha2VzIHZpZXdzIG9uIHRoZSBtZXNzYWdlJ3Mgb3duXG4vLyBieXRlcywgc28gdGhhdCBhIGZpZ3VyZSBjb3N0cyBvbmUgSlNPTi5wYXJzZSBvZiBpdHMgc21hbGwgaGVhZGVyIGFuZCBubyBjb3BpZXMuXG5cbmV4cG9ydCBjb25zdCBrUHJvdG9jb2wgPSAxO1xuZXhwb3J0IGNvbnN0IGtTdWJwcm90b2NvbCA9ICdvcmllbC4xJztcblxuZXhwb3J0IHR5cGUgU3RhdHVzID0gJ3J1bm5pbmcnIHwgJ2ZpbmlzaGVkJyB8ICdmYWlsZWQnIHwgJ2NyYXNoZWQnO1xuXG5leHBvcnQgaW50ZXJmYWNlIFByb2dyZXNzIHtcbiAgZXBvY2g/OiBudW1iZXIgfCBudWxsO1xuICBlcG9jaHM/OiBudW1iZXIgfCBudWxsO1xuICBzZWNvbmRzX2xlZnQ/OiBudW1iZXIgfCBudWxsO1xufVxuXG5leHBvcnQgaW50ZXJmYWNlIFJ1biB7XG4gIGlkOiBzdHJpbmc7XG4gIG5hbWU6IHN0cmluZztcbiAgbGFiZWw6IHN0cmluZztcbiAgbnVtYmVyOiBudW1iZXI7XG4gIHN0YXR1czogU3RhdHVzO1xuICByZWFzb246IHN0cmluZztcbiAgc3RhcnRlZDogbnVtYmVyO1xuICBlbmRlZDogbnVtYmVyIHwgbnVsbDtcbiAgdXBkYXRlZDogbnVtYmVyO1xuICBsYXN0X3N0ZXA6IG51bWJlciB8IG51bGw7XG4gIHBvaW50czogbnVtYmVyO1xuICBzZXJpZXM6IG51bWJlcjtcbiAgZHJvcHBlZDogbnVtYmVyO1xuICBwcm9ncmVzczogUHJvZ3Jlc3MgfCBudWxsO1xuICBob3N0OiBzdHJpbmc7XG4gIHBpZDogbnVtYmVyO1xuICBhcmd2OiBzdHJpbmdbXTtcbiAgZ2l0OiB7IGNvbW1pdDogc3RyaW5nOyBkaXJ0eTogYm9vbGVhbiB9IHwgbnVsbDtcbiAgY29uZmlnOiBSZWNvcmQ8c3RyaW5nLCB1bmtub3duPjtcbiAgdGFnczogc3RyaW5nW107XG4gIG5vdGVzOiBzdHJpbmc7XG4gIHdyaXRlcnM6IG51bWJlcjtcbiAgZGFtYWdlOiBzdHJpbmc7XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgRmlndXJlUmVxdWVzdCB7XG4gIHBhbmVsOiBzdHJpbmc7XG4gIHJ1bnM/OiBzdHJpbmdbXTtcbiAgc2VyaWVzPzogc3RyaW5nW107XG4gIHg/OiBzdHJpbmc7XG4gIHJhbmdlPzogW251bWJlciwgbnVtYmVyXSB8IG51bGw7XG4gIHdpZHRoPzogbnVtYmVyO1xuICBzbW9vdGhpbmc/OiBudW1iZXI7XG4gIGN1cnNvcj86IG51bWJlciB8IG51bGw7XG4gIFtleHRyYTogc3RyaW5nXTogdW5rbm93bjtcbn1cblxuZXhwb3J0IGludGVyZmFjZSBEZXNjcmlwdG9yIHtcbiAga2V5OiBzdHJpbmc7XG4gIHRpdGxlOiBzdHJpbmc7XG4gIHRhYjogc3RyaW5nO1xuICBzaXplOiAnbm9ybWFsJyB8ICd3aWRlJztcbiAgcmVxdWVzdDogRmlndXJlUmVxdWVzdDtcbiAgZ3JvdXA6IHN0cmluZztcbn1cblxuZXhwb3J0IGludGVyZmFjZSBBcGlFcnJvciB7XG4gIGNvZGU6IHN0cmluZztcbiAgbWVzc2FnZTogc3RyaW5nO1xuICB0cnk/OiBzdHJpbmc7XG59XG5cbmV4cG9ydCB0eXBlIFNlcnZlck1lc3NhZ2UgPVxuICB8IHsgdHlwZTogJ2hlbGxvJzsgcHJvdG9jb2w6IG51bWJlcjsgdmVyc2lvbjogc3RyaW5nOyBsb2dkaXI6IHN0cmluZzsgcmlnaHRzOiBzdHJpbmdbXSB9XG4gIHwgeyB0eXBlOiAncnVucyc7IHZlcnNpb246IG51bWJlcjsgbG9hZGluZzogYm9vbGVhbjsgcnVuczogUnVuW10gfVxuICB8IHsgdHlwZTogJ3J1bnNfZGVsdGEnOyB2ZXJzaW9uOiBudW1iZXI7IGxvYWRpbmc6IGJvb2xlYW47IHVwc2VydDogUnVuW107IHJlbW92ZTogc3RyaW5nW10gfVxuICB8IHsgdHlwZTogJ3BhbmVscyc7IGlkOiBudW1iZXI7IHBhbmVsczogRGVzY3JpcHRvcltdIH1cbiAgfCB7IHR5cGU6ICdlcnJvcic7IGlkPzogbnVtYmVyOyBlcnJvcjogQXBpRXJyb3IgfTtcblxuZXhwb3J0IHR5cGUgWEtpbmQgPSAnc3RlcCcgfCAnd2FsbCcgfCAncmVsYXRpdmUnIHwgJ3ZhbHVlJyB8ICdub25lJztcbmV4cG9ydCB0eXBlIFJvbGUgPSAndHJhaW4nIHwgJ3ZhbCcgfCAnYmVzdCcgfCAnd2FybicgfCAnbm9uZSc7XG5cbmludGVyZmFjZSBNYXJrQmFzZSB7XG4gIGVudGl0eT86IHsga2luZDogc3RyaW5nOyBydW4/OiBzdHJpbmc7IHBhdGg6IHN0cmluZyB9O1xuICByb2xlPzogUm9sZTtcbiAgcnVuPzogbnVtYmVyO1xufVxuXG5leHBvcnQgaW50ZXJmYWNlIExpbmVCYXNlIGV4dGVuZHMgTWFya0Jhc2Uge1xuICB0eXBlOiAnbGluZSc7XG4gIGxhYmVsOiBzdHJpbmc7XG4gIGxheWVyPzogJ3JhdycgfCAnc21vb3RoJztcbn1cblxuZXhwb3J0IGludGVyZmFjZSBQb2ludExpbmUgZXh0ZW5kcyBMaW5lQmFzZSB7XG4gIHJlc29sdXRpb246ICdwb2ludHMnO1xuICB4OiBGbG9hdDY0QXJyYXk7XG4gIHk6IEZsb2F0NjRBcnJheTtcbn1cblxuZXhwb3J0IGludGVyZmFjZSBDb2x1bW5MaW5lIGV4dGVuZHMgTGluZUJhc2Uge1xuICByZXNvbHV0aW9uOiAnY29sdW1ucyc7XG4gIHgwOiBGbG9hdDY0QXJyYXk7XG4gIHgxOiBGbG9hdDY0QXJyYXk7XG4gIGZpcnN0OiBGbG9hdDY0QXJyYXk7XG4gIG1pbjogRmxvYXQ2NEFycmF5O1xuICBtYXg6IEZsb2F0NjRBcnJheTtcbiAgbGFzdDogRmxvYXQ2NEFycmF5O1xuICBjb3VudDogVWludDMyQXJyYXk7XG59XG5cbmV4cG9ydCB0eXBlIExpbmVNYXJrID0gUG9pbnRMaW5lIHwgQ29sdW1uTGluZTtcblxuZXhwb3J0IGludGVyZmFjZSBHYXBNYXJrIGV4dGVuZHMgTWFya0Jhc2Uge1xuICB0eXBlOiAnZ2FwJztcbiAgeDogRmxvYXQ2NEFycmF5O1xuICBjb2RlOiBVaW50OEFycmF5O1xufVxuXG5leHBvcnQgaW50ZXJmYWNlIFBvaW50c01hcmsgZXh0ZW5kcyBNYXJrQmFzZSB7XG4gIHR5cGU6ICdwb2ludHMnO1xuICBsYWJlbDogc3RyaW5nO1xuICB4OiBGbG9hdDY0QXJyYXk7XG4gIHk6IEZsb2F0NjRBcnJheTtcbn1cblxuZXhwb3J0IGludGVyZmFjZSBSdWxlTWFyayBleHRlbmRzIE1hcmtCYXNlIHtcbiAgdHlwZTogJ3J1bGUnO1xuICB4OiBudW1iZXI7XG4gIGxhYmVsOiBzdHJpbmc7XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgSW1hZ2VNYXJrIGV4dGVuZHMgTWFya0Jhc2Uge1xuICB0eXBlOiAnaW1hZ2UnO1xuICB3aWR0aDogbnVtYmVyO1xuICBoZWlnaHQ6IG51bWJlcjtcbiAgY2hhbm5lbHM6IG51bWJlcjtcbiAgc3RlcDogbnVtYmVyO1xuICBjYXB0aW9uOiBzdHJpbmc7XG4gIHBpeGVsczogVWludDhBcnJheTtcbn1cblxuZXhwb3J0IGludGVyZmFjZSBUZXh0TWFyayBleHRlbmRzIE1hcmtCYXNlIHtcbiAgdHlwZTogJ3RleHQnO1xuICBzdGVwOiBudW1iZXI7XG4gIHRleHQ6IHN0cmluZztcbn1cblxuZXhwb3J0IHR5cGUgTWFyayA9IExpbmVNYXJrIHwgR2FwTWFyayB8IFBvaW50c01hcmsgfCBSdWxlTWFyayB8IEltYWdlTWFyayB8IFRleHRNYXJrO1xuXG5leHBvcnQgaW50ZXJmYWNlIEZpZ3VyZVBhbmVsIHtcbiAgdGl0bGU6IHN0cmluZztcbiAgeDoge1xuICAgIGxhYmVsOiBzdHJpbmc7XG4gICAga2luZDogWEtpbmQ7XG4gICAgZXh0ZW50OiBbbnVtYmVyLCBudW1iZXJdIHwgbnVsbDtcbiAgICByYW5nZTogW251bWJlciwgbnVtYmVyXSB8IG51bGw7XG4gIH07XG4gIHk6IHsgbGFiZWw6IHN0cmluZzsga2luZDogc3RyaW5nOyBzY2FsZTogJ2xpbmVhcicgfCAnbG9nJzsgdW5pdD86IHN0cmluZyB9O1xuICBtYXJrczogTWFya1tdO1xufVxuXG5leHBvcnQgaW50ZXJmYWNlIEZpZ3VyZVJ1biB7XG4gIGlkOiBzdHJpbmc7XG4gIGxhYmVsOiBzdHJpbmc7XG4gIGNvbG9yOiBudW1iZXI7XG4gIHN0YXR1czogU3RhdHVzO1xuICBkcm9wcGVkOiBudW1iZXI7XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgRmlndXJlIHtcbiAgdjogbnVtYmVyO1xuICB0aXRsZTogc3RyaW5nO1xuICByZWFkaW5nOiBzdHJpbmc7XG4gIG5vdGVzOiBzdHJpbmdbXTtcbiAgcnVuczogRmlndXJlUnVuW107XG4gIHBvaW50czogbnVtYmVyO1xuICBsb2FkaW5nOiBib29sZWFuO1xuICBwYW5lbHM6IEZpZ3VyZVBhbmVsW107XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgRmlndXJlTWVzc2FnZSB7XG4gIGlkOiBudW1iZXI7XG4gIGZpZ3VyZTogRmlndXJlO1xufVxuXG5leHBvcnQgY2xhc3MgUHJvdG9jb2xFcnJvciBleHRlbmRzIEVycm9yIHt9XG5cbmNvbnN0IGtBcnJheVR5cGVzID0ge1xuICBmNjQ6IEZsb2F0NjRBcnJheSxcbiAgZjMyOiBGbG9hdDMyQXJyYXksXG4gIHUzMjogVWludDMyQXJyYXksXG4gIGkzMjogSW50MzJBcnJheSxcbiAgdTg6IFVpbnQ4QXJyYXksXG59IGFzIGNvbnN0O1xuXG50eXBlIEFycmF5VHlwZSA9IGtleW9mIHR5cGVvZiBrQXJyYXlUeXBlcztcblxuaW50ZXJmYWNlIEFycmF5UmVmIHtcbiAgYXQ6IG51bWJlcjtcbiAgbjogbnVtYmVyO1xuICB0OiBBcnJheVR5cGU7XG59XG5cbmZ1bmN0aW9uIGlzQXJyYXlSZWYodmFsdWU6IHVua25vd24pOiB2YWx1ZSBpcyBBcnJheVJlZiB7XG4gIGlmICh0eXBlb2YgdmFsdWUgIT09ICdvYmplY3QnIHx8IHZhbHVlID09PSBudWxsKSByZXR1cm4gZmFsc2U7XG4gIGNvbnN0IHJlZiA9IHZhbHVlIGFzIFBhcnRpYWw8QXJyYXlSZWY+O1xuICByZXR1cm4gdHlwZW9mIHJlZi5hdCA9PT0gJ251bWJlcicgJiYgdHlwZW9mIHJlZi5uID09PSAnbnVtYmVyJyAmJiB0eXBlb2YgcmVmLnQgPT09ICdzdHJpbmcnO1xufVxuXG5mdW5jdGlvbiB2aWV3KGJ1ZmZlcjogQXJyYXlCdWZmZXIsIGJhc2U6IG51bWJlciwgcmVmOiBBcnJheVJlZikge1xuICBjb25zdCBUeXBlID0ga0FycmF5VHlwZXNbcmVmLnRdO1xuICBpZiAoIVR5cGUpIHRocm93IG5ldyBQcm90b2NvbEVycm9yKGB1bmtub3duIGFycmF5IHR5cGUgJHtTdHJpbmcocmVmLnQpfWApO1xuICBjb25zdCBhdCA9IGJhc2UgKyByZWYuYXQ7XG4gIGNvbnN0IHdob2xlID0gTnVtYmVyLmlzSW50ZWdlcihyZWYuYXQpICYmIE51bWJlci5pc0ludGVnZXIocmVmLm4pICYmIHJlZi5hdCA+PSAwICYmIHJlZi5uID49IDA7XG4gIGlmICghd2hvbGUgfHwgYXQgKyByZWYubiAqIFR5cGUuQllURVNfUEVSX0VMRU1FTlQgPiBidWZmZXIuYnl0ZUxlbmd0aCkge1xuICAgIHRocm93IG5ldyBQcm90b2NvbEVycm9yKGBhcnJheSBvZiAke3JlZi5ufSAke3JlZi50fSBhdCAke3JlZi5hdH0gZG9lcyBub3QgZml0IHRoZSBtZXNzYWdlYCk7XG4gIH1cbiAgcmV0dXJuIG5ldyBUeXBlKGJ1ZmZlciwgYXQsIHJlZi5uKTtcbn1cblxuLy8gUmVwbGFjZXMgZXZlcnkgYXJyYXkgcmVmZXJlbmNlIGFtb25nIGEgbWFyaydzIGZpZWxkcyBieSBhIHZpZXcgb24gdGhlIG1lc3NhZ2UuXG5mdW5jdGlvbiByZXNvbHZlTWFyayhidWZmZXI6IEFycmF5QnVmZmVyLCBiYXNlOiBudW1iZXIsIG1hcms6IFJlY29yZDxzdHJpbmcsIHVua25vd24+KTogdm9pZCB7XG4gIGZvciAoY29uc3QgW2tleSwgdmFsdWVdIG9mIE9iamVjdC5lbnRyaWVzKG1hcmspKSB7XG4gICAgaWYgKGlzQXJyYXlSZWYodmFsdWUpKSBtYXJrW2tleV0gPSB2aWV3KGJ1ZmZlciwgYmFzZSwgdmFsdWUpO1xuICB9XG59XG5cbi8qKiBEZWNvZGVzIGEgYmluYXJ5IG1lc3NhZ2U6IHUzMiBoZWFkZXIgbGVuZ3RoLCBKU09OLCB6ZXJvcyB1cCB0byBhIG11bHRpcGxlIG9mIDgsIGFycmF5cy4gKi9cbmV4cG9ydCBmdW5jdGlvbiBkZWNvZGVGaWd1cmUoYnVmZmVyOiBBcnJheUJ1ZmZlcik6IEZpZ3VyZU1lc3NhZ2Uge1xuICBpZiAoYnVmZmVyLmJ5dGVMZW5ndGggPCA0KVxuICAgIHRocm93IG5ldyBQcm90b2NvbEVycm9yKCdmaWd1cmUgbWVzc2FnZSBzaG9ydGVyIHRoYW4gaXRzIGxlbmd0aCBmaWVsZCcpO1xuICBjb25zdCBzaXplID0gbmV3IERhdGFWaWV3KGJ1ZmZlcikuZ2V0VWludDMyKDAsIHRydWUpO1xuICBpZiAoNCArIHNpemUgPiBidWZmZXIuYnl0ZUxlbmd0aClcbiAgICB0aHJvdyBuZXcgUHJvdG9jb2xFcnJvcignZmlndXJlIGhlYWRlciBsb25nZXIgdGhhbiBpdHMgbWVzc2FnZScpO1xuICBjb25zdCB0ZXh0ID0gbmV3IFRleHREZWNvZGVyKCkuZGVjb2RlKG5ldyBVaW50OEFycmF5KGJ1ZmZlciwgNCwgc2l6ZSkpO1xuICBjb25zdCBoZWFkZXIgPSBKU09OLnBhcnNlKHRleHQpIGFzIHsgaWQ/OiBudW1iZXI7IGZpZ3VyZT86IEZpZ3VyZSB9O1xuICBjb25zdCBmaWd1cmUgPSBoZWFkZXIuZmlndXJlO1xuICBpZiAoIWZpZ3VyZSB8fCAhQXJyYXkuaXNBcnJheShmaWd1cmUucGFuZWxzKSkgdGhyb3cgbmV3IFByb3RvY29sRXJyb3IoJ21lc3NhZ2Ugd2l0aG91dCBhIGZpZ3VyZScpO1xuICBjb25zdCBiYXNlID0gTWF0aC5jZWlsKCg0ICsgc2l6ZSkgLyA4KSAqIDg7XG4gIGZvciAoY29uc3QgcGFuZWwgb2YgZmlndXJlLnBhbmVscykge1xuICAgIGZvciAoY29uc3QgbWFyayBvZiBwYW5lbC5tYXJrcykge1xuICAgICAgcmVzb2x2ZU1hcmsoYnVmZmVyLCBiYXNlLCBtYXJrIGFzIHVua25vd24gYXMgUmVjb3JkPHN0cmluZywgdW5rbm93bj4pO1xuICAgIH1cbiAgfVxuICBmaWd1cmUubm90ZXMgPz89IFtdO1xuICBmaWd1cmUucnVucyA/Pz0gW107XG4gIHJldHVybiB7IGlkOiBoZWFkZXIuaWQgPz8gMCwgZmlndXJlIH07XG59XG5cbmV4cG9ydCBmdW5jdGlvbiBpc0xpbmUobWFyazogTWFyayk6IG1hcmsgaXMgTGluZU1hcmsge1xuICByZXR1cm4gbWFyay50eXBlID09PSAnbGluZSc7XG59XG4iLCAiLy8gVGhlIG9uZSBXZWJTb2NrZXQgb2YgYSBwYWdlLiBPd25zIHN1YnNjcmlwdGlvbnM6IHRoZXkgb3V0bGl2ZSBhIGJyb2tlbiBjb25uZWN0aW9uIGFuZCBhcmUgc2VudCBhbmV3XG4vLyBhZnRlciBpdC4gS25vd3Mgbm90aGluZyBvZiB0aGUgRE9NOyBjbG9jaywgcmFuZG9tbmVzcyBhbmQgc29ja2V0IGNvbWUgZnJvbSBvdXRzaWRlLCBzbyB0aGF0IHRlc3RzXG4vLyBjYW4gaG9sZCBhbGwgdGhyZWUuXG5cbmltcG9ydCB7IGJhY2tvZmZNcyB9IGZyb20gJy4vYmFja29mZic7XG5pbXBvcnQge1xuICBkZWNvZGVGaWd1cmUsXG4gIGtQcm90b2NvbCxcbiAga1N1YnByb3RvY29sLFxuICB0eXBlIEFwaUVycm9yLFxuICB0eXBlIERlc2NyaXB0b3IsXG4gIHR5cGUgRmlndXJlLFxuICB0eXBlIEZpZ3VyZVJlcXVlc3QsXG4gIHR5cGUgU2VydmVyTWVzc2FnZSxcbn0gZnJvbSAnLi9wcm90b2NvbCc7XG5cbi8qKiBTaWxlbmNlIGFmdGVyIHdoaWNoIHRoZSBzZXJ2ZXIgaXMgYXNrZWQgZm9yIGEgc2lnbiBvZiBsaWZlLCBhbmQgaG93IGxvbmcgaXQgaGFzIHRvIGdpdmUgb25lLiAqL1xuZXhwb3J0IGNvbnN0IGtTaWxlbmNlTXMgPSAxNV8wMDA7XG5leHBvcnQgY29uc3Qga1Byb2JlTXMgPSA1XzAwMDtcblxuZXhwb3J0IHR5cGUgTGlua1N0YXRlID1cbiAgfCB7IGtpbmQ6ICdjb25uZWN0aW5nJyB9XG4gIHwgeyBraW5kOiAnb3BlbicgfVxuICB8IHsga2luZDogJ3dhaXRpbmcnOyBhdHRlbXB0OiBudW1iZXI7IHVudGlsOiBudW1iZXIgfVxuICB8IHsga2luZDogJ3N0b3BwZWQnOyByZWFzb246IHN0cmluZyB9O1xuXG5leHBvcnQgaW50ZXJmYWNlIFNvY2tldExpa2Uge1xuICBiaW5hcnlUeXBlOiBzdHJpbmc7XG4gIHJlYWR5U3RhdGU6IG51bWJlcjtcbiAgb25vcGVuOiAoKGV2ZW50OiBuZXZlcikgPT4gdm9pZCkgfCBudWxsO1xuICBvbmNsb3NlOiAoKGV2ZW50OiBuZXZlcikgPT4gdm9pZCkgfCBudWxsO1xuICBvbm1lc3NhZ2U6ICgoZXZlbnQ6IG5ldmVyKSA9PiB2b2lkKSB8IG51bGw7XG4gIHNlbmQoZGF0YTogc3RyaW5nKTogdm9pZDtcbiAgY2xvc2UoKTogdm9pZDtcbn1cblxuZXhwb3J0IGludGVyZmFjZSBDb25uZWN0aW9uT3B0aW9ucyB7XG4gIG9wZW46IChwcm90b2NvbDogc3RyaW5nKSA9PiBTb2NrZXRMaWtlO1xuICBvblN0YXRlOiAoc3RhdGU6IExpbmtTdGF0ZSkgPT4gdm9pZDtcbiAgb25NZXNzYWdlOiAobWVzc2FnZTogU2VydmVyTWVzc2FnZSkgPT4gdm9pZDtcbiAgbm93PzogKCkgPT4gbnVtYmVyO1xuICByYW5kb20/OiAoKSA9PiBudW1iZXI7XG4gIHNldFRpbWVyPzogKHJ1bjogKCkgPT4gdm9pZCwgbXM6IG51bWJlcikgPT4gbnVtYmVyO1xuICBjbGVhclRpbWVyPzogKHRpbWVyOiBudW1iZXIpID0+IHZvaWQ7XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgRmlndXJlU2luayB7XG4gIG9uRmlndXJlOiAoZmlndXJlOiBGaWd1cmUpID0+IHZvaWQ7XG4gIG9uRXJyb3I6IChlcnJvcjogQXBpRXJyb3IpID0+IHZvaWQ7XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgU3Vic2NyaXB0aW9uIHtcbiAgLyoqIFJlcGxhY2VzIHRoZSByZXF1ZXN0OyBkb2VzIG5vdGhpbmcgd2hlbiBpdCBpcyB0aGUgc2FtZSBvbmUuICovXG4gIHVwZGF0ZShyZXF1ZXN0OiBGaWd1cmVSZXF1ZXN0KTogdm9pZDtcbiAgLyoqIFNheXMgdGhhdCB0aGUgbGFzdCBmaWd1cmUgaGFzIGJlZW4gZHJhd24uICovXG4gIGFjaygpOiB2b2lkO1xuICBjbG9zZSgpOiB2b2lkO1xufVxuXG5pbnRlcmZhY2UgRW50cnkge1xuICBpZDogbnVtYmVyO1xuICBib2R5OiB7IHR5cGU6ICdzdWJzY3JpYmUnOyByZXF1ZXN0OiBGaWd1cmVSZXF1ZXN0IH0gfCB7IHR5cGU6ICdwYW5lbHMnOyBydW5zOiBzdHJpbmdbXSB9O1xuICB0ZXh0OiBzdHJpbmc7XG4gIG93ZXM6IGJvb2xlYW47IC8vIGEgZmlndXJlIGhhcyBjb21lIGFuZCBpcyBub3QgYWNrbm93bGVkZ2VkIHlldFxuICBzaW5rOiBGaWd1cmVTaW5rIHwgbnVsbDtcbiAgb25QYW5lbHM6ICgocGFuZWxzOiBEZXNjcmlwdG9yW10pID0+IHZvaWQpIHwgbnVsbDtcbn1cblxuZXhwb3J0IGNsYXNzIENvbm5lY3Rpb24ge1xuICBwcml2YXRlIHNvY2tldDogU29ja2V0TGlrZSB8IG51bGwgPSBudWxsO1xuICBwcml2YXRlIHJlYWRvbmx5IGVudHJpZXMgPSBuZXcgTWFwPG51bWJlciwgRW50cnk+KCk7XG4gIHByaXZhdGUgbmV4dElkID0gMTtcbiAgcHJpdmF0ZSBhdHRlbXB0ID0gMDtcbiAgcHJpdmF0ZSB0aW1lciA9IDA7XG4gIHByaXZhdGUgd2F0Y2ggPSAwO1xuICBwcml2YXRlIGhlYXJkID0gMDtcbiAgcHJpdmF0ZSBwcm9iZWQgPSBmYWxzZTtcbiAgcHJpdmF0ZSBncmVldGVkID0gZmFsc2U7XG4gIHByaXZhdGUgcmVhZG9ubHkgb3B0aW9uczogUmVxdWlyZWQ8Q29ubmVjdGlvbk9wdGlvbnM+O1xuXG4gIGNvbnN0cnVjdG9yKG9wdGlvbnM6IENvbm5lY3Rpb25PcHRpb25zKSB7XG4gICAgdGhpcy5vcHRpb25zID0ge1xuICAgICAgbm93OiAoKSA9PiBEYXRlLm5vdygpLFxuICAgICAgcmFuZG9tOiBNYXRoLnJhbmRvbSxcbiAgICAgIHNldFRpbWVyOiAocnVuLCBtcykgPT4gc2V0VGltZW91dChydW4sIG1zKSBhcyB1bmtub3duIGFzIG51bWJlcixcbiAgICAgIGNsZWFyVGltZXI6ICh0aW1lcikgPT4gY2xlYXJUaW1lb3V0KHRpbWVyKSxcbiAgICAgIC4uLm9wdGlvbnMsXG4gICAgfTtcbiAgfVxuXG4gIGNvbm5lY3QoKTogdm9pZCB7XG4gICAgdGhpcy5kcm9wKCk7XG4gICAgdGhpcy5vcHRpb25zLm9uU3RhdGUoeyBraW5kOiAnY29ubmVjdGluZycgfSk7XG4gICAgY29uc3Qgc29ja2V0ID0gdGhpcy5vcHRpb25zLm9wZW4oa1N1YnByb3RvY29sKTtcbiAgICB0aGlzLnNvY2tldCA9IHNvY2tldDtcbiAgICB0aGlzLmdyZWV0ZWQgPSBmYWxzZTtcbiAgICBzb2NrZXQuYmluYXJ5VHlwZSA9ICdhcnJheWJ1ZmZlcic7XG4gICAgc29ja2V0Lm9ub3BlbiA9ICgpID0+IHRoaXMub3BlbmVkKHNvY2tldCk7XG4gICAgc29ja2V0Lm9uY2xvc2UgPSAoKSA9PiB0aGlzLmxvc3Qoc29ja2V0KTtcbiAgICBzb2NrZXQub25tZXNzYWdlID0gKGV2ZW50OiB7IGRhdGE6IHVua25vd24gfSkgPT4gdGhpcy5yZWNlaXZlZChzb2NrZXQsIGV2ZW50LmRhdGEpO1xuICB9XG5cbiAgLyoqIFRyaWVzIGFnYWluIGF0IG9uY2UsIHdoYXRldmVyIHRoZSB3YWl0aW5nIHRpbWUuICovXG4gIHJldHJ5Tm93KCk6IHZvaWQge1xuICAgIHRoaXMuYXR0ZW1wdCA9IDA7XG4gICAgdGhpcy5jb25uZWN0KCk7XG4gIH1cblxuICBzdG9wKHJlYXNvbjogc3RyaW5nKTogdm9pZCB7XG4gICAgdGhpcy5kcm9wKCk7XG4gICAgdGhpcy5vcHRpb25zLm9uU3RhdGUoeyBraW5kOiAnc3RvcHBlZCcsIHJlYXNvbiB9KTtcbiAgfVxuXG4gIHN1YnNjcmliZShyZXF1ZXN0OiBGaWd1cmVSZXF1ZXN0LCBzaW5rOiBGaWd1cmVTaW5rKTogU3Vic2NyaXB0aW9uIHtcbiAgICBjb25zdCBlbnRyeSA9IHRoaXMuYWRkKHsgdHlwZTogJ3N1YnNjcmliZScsIHJlcXVlc3QgfSwgc2luaywgbnVsbCk7XG4gICAgcmV0dXJuIHtcbiAgICAgIHVwZGF0ZTogKG5leHQpID0+IHRoaXMucmVwbGFjZShlbnRyeSwgeyB0eXBlOiAnc3Vic2NyaWJlJywgcmVxdWVzdDogbmV4dCB9KSxcbiAgICAgIGFjazogKCkgPT4gdGhpcy5hY2tub3dsZWRnZShlbnRyeSksXG4gICAgICBjbG9zZTogKCkgPT4gdGhpcy5yZW1vdmUoZW50cnkpLFxuICAgIH07XG4gIH1cblxuICAvKiogRm9sbG93cyB0aGUgcGFuZWxzIHRoYXQgdGhlc2UgcnVucyBjYW4gc2hvdy4gUmV0dXJucyB3aGF0IGVuZHMgaXQuICovXG4gIHBhbmVscyhydW5zOiBzdHJpbmdbXSwgb25QYW5lbHM6IChwYW5lbHM6IERlc2NyaXB0b3JbXSkgPT4gdm9pZCk6ICgpID0+IHZvaWQge1xuICAgIGNvbnN0IGVudHJ5ID0gdGhpcy5hZGQoeyB0eXBlOiAncGFuZWxzJywgcnVucyB9LCBudWxsLCBvblBhbmVscyk7XG4gICAgcmV0dXJuICgpID0+IHRoaXMucmVtb3ZlKGVudHJ5KTtcbiAgfVxuXG4gIHByaXZhdGUgYWRkKGJvZHk6IEVudHJ5Wydib2R5J10sIHNpbms6IEZpZ3VyZVNpbmsgfCBudWxsLCBvblBhbmVsczogRW50cnlbJ29uUGFuZWxzJ10pOiBFbnRyeSB7XG4gICAgY29uc3QgZW50cnk6IEVudHJ5ID0geyBpZDogdGhpcy5uZXh0SWQrKywgYm9keSwgdGV4dDogJycsIG93ZXM6IGZhbHNlLCBzaW5rLCBvblBhbmVscyB9O1xuICAgIGVudHJ5LnRleHQgPSBKU09OLnN0cmluZ2lmeSh7IC4uLmJvZHksIGlkOiBlbnRyeS5pZCB9KTtcbiAgICB0aGlzLmVudHJpZXMuc2V0KGVudHJ5LmlkLCBlbnRyeSk7XG4gICAgdGhpcy5zZW5kKGVudHJ5LnRleHQpO1xuICAgIHJldHVybiBlbnRyeTtcbiAgfVxuXG4gIHByaXZhdGUgcmVwbGFjZShlbnRyeTogRW50cnksIGJvZHk6IEVudHJ5Wydib2R5J10pOiB2b2lkIHtcbiAgICBjb25zdCB0ZXh0ID0gSlNPTi5zdHJpbmdpZnkoeyAuLi5ib2R5LCBpZDogZW50cnkuaWQgfSk7XG4gICAgaWYgKHRleHQgPT09IGVudHJ5LnRleHQgfHwgIXRoaXMuZW50cmllcy5oYXMoZW50cnkuaWQpKSByZXR1cm47XG4gICAgZW50cnkuYm9keSA9IGJvZHk7XG4gICAgZW50cnkudGV4dCA9IHRleHQ7XG4gICAgdGhpcy5zZW5kKHRleHQpO1xuICAgIHRoaXMuYWNrbm93bGVkZ2UoZW50cnkpOyAvLyBhbiB1bmRyYXduIG9sZCBmaWd1cmUgbXVzdCBub3QgaG9sZCB1cCB0aGUgbmV3IG9uZVxuICB9XG5cbiAgcHJpdmF0ZSBhY2tub3dsZWRnZShlbnRyeTogRW50cnkpOiB2b2lkIHtcbiAgICBpZiAoIWVudHJ5Lm93ZXMpIHJldHVybjtcbiAgICBlbnRyeS5vd2VzID0gZmFsc2U7XG4gICAgdGhpcy5zZW5kKEpTT04uc3RyaW5naWZ5KHsgdHlwZTogJ2FjaycsIGlkOiBlbnRyeS5pZCB9KSk7XG4gIH1cblxuICBwcml2YXRlIHJlbW92ZShlbnRyeTogRW50cnkpOiB2b2lkIHtcbiAgICBpZiAodGhpcy5lbnRyaWVzLmRlbGV0ZShlbnRyeS5pZCkpIHtcbiAgICAgIHRoaXMuc2VuZChKU09OLnN0cmluZ2lmeSh7IHR5cGU6ICd1bnN1YnNjcmliZScsIGlkOiBlbnRyeS5pZCB9KSk7XG4gICAgfVxuICB9XG5cbiAgcHJpdmF0ZSBzZW5kKHRleHQ6IHN0cmluZyk6IHZvaWQge1xuICAgIGlmICh0aGlzLmdyZWV0ZWQgJiYgdGhpcy5zb2NrZXQ/LnJlYWR5U3RhdGUgPT09IDEpIHRoaXMuc29ja2V0LnNlbmQodGV4dCk7XG4gIH1cblxuICBwcml2YXRlIG9wZW5lZChzb2NrZXQ6IFNvY2tldExpa2UpOiB2b2lkIHtcbiAgICBpZiAoc29ja2V0ICE9PSB0aGlzLnNvY2tldCkgcmV0dXJuO1xuICAgIHRoaXMuZ3JlZXRlZCA9IHRydWU7XG4gICAgdGhpcy5oZWFyKCk7XG4gICAgdGhpcy5zZW5kKCd7XCJ0eXBlXCI6XCJydW5zXCJ9Jyk7XG4gICAgZm9yIChjb25zdCBlbnRyeSBvZiB0aGlzLmVudHJpZXMudmFsdWVzKCkpIHtcbiAgICAgIGVudHJ5Lm93ZXMgPSBmYWxzZTtcbiAgICAgIHRoaXMuc2VuZChlbnRyeS50ZXh0KTtcbiAgICB9XG4gICAgdGhpcy53YXRjaFNpbGVuY2UoKTtcbiAgfVxuXG4gIHByaXZhdGUgcmVjZWl2ZWQoc29ja2V0OiBTb2NrZXRMaWtlLCBkYXRhOiB1bmtub3duKTogdm9pZCB7XG4gICAgaWYgKHNvY2tldCAhPT0gdGhpcy5zb2NrZXQpIHJldHVybjtcbiAgICB0aGlzLmhlYXIoKTtcbiAgICB0cnkge1xuICAgICAgaWYgKHR5cGVvZiBkYXRhID09PSAnc3RyaW5nJykgdGhpcy5yZWNlaXZlZFRleHQoSlNPTi5wYXJzZShkYXRhKSBhcyBTZXJ2ZXJNZXNzYWdlKTtcbiAgICAgIGVsc2UgaWYgKGRhdGEgaW5zdGFuY2VvZiBBcnJheUJ1ZmZlcikgdGhpcy5yZWNlaXZlZEZpZ3VyZShkYXRhKTtcbiAgICB9IGNhdGNoIChlcnJvcikge1xuICAgICAgY29uc3QgbWVzc2FnZSA9IGVycm9yIGluc3RhbmNlb2YgRXJyb3IgPyBlcnJvci5tZXNzYWdlIDogU3RyaW5nKGVycm9yKTtcbiAgICAgIHRoaXMub3B0aW9ucy5vbk1lc3NhZ2UoeyB0eXBlOiAnZXJyb3InLCBlcnJvcjogeyBjb2RlOiAnYmFkX21lc3NhZ2UnLCBtZXNzYWdlIH0gfSk7XG4gICAgfVxuICB9XG5cbiAgcHJpdmF0ZSByZWNlaXZlZFRleHQobWVzc2FnZTogU2VydmVyTWVzc2FnZSk6IHZvaWQge1xuICAgIGlmIChtZXNzYWdlLnR5cGUgPT09ICdoZWxsbycpIHtcbiAgICAgIGlmIChtZXNzYWdlLnByb3RvY29sICE9PSBrUHJvdG9jb2wpIHtcbiAgICAgICAgY29uc3Qgc3Bva2VuID0gYHRoZSBzZXJ2ZXIgc3BlYWtzIHByb3RvY29sICR7bWVzc2FnZS5wcm90b2NvbH0sIHRoaXMgcGFnZSAke2tQcm90b2NvbH1gO1xuICAgICAgICB0aGlzLnN0b3AoYCR7c3Bva2VufTogcmVsb2FkIHRoZSBwYWdlYCk7XG4gICAgICAgIHJldHVybjtcbiAgICAgIH1cbiAgICAgIHRoaXMuYXR0ZW1wdCA9IDA7XG4gICAgICB0aGlzLm9wdGlvbnMub25TdGF0ZSh7IGtpbmQ6ICdvcGVuJyB9KTtcbiAgICB9IGVsc2UgaWYgKG1lc3NhZ2UudHlwZSA9PT0gJ3BhbmVscycpIHtcbiAgICAgIHRoaXMuZW50cmllcy5nZXQobWVzc2FnZS5pZCk/Lm9uUGFuZWxzPy4obWVzc2FnZS5wYW5lbHMpO1xuICAgIH0gZWxzZSBpZiAobWVzc2FnZS50eXBlID09PSAnZXJyb3InICYmIG1lc3NhZ2UuaWQgIT09IHVuZGVmaW5lZCkge1xuICAgICAgdGhpcy5lbnRyaWVzLmdldChtZXNzYWdlLmlkKT8uc2luaz8ub25FcnJvcihtZXNzYWdlLmVycm9yKTtcbiAgICB9XG4gICAgdGhpcy5vcHRpb25zLm9uTWVzc2FnZShtZXNzYWdlKTtcbiAgfVxuXG4gIHByaXZhdGUgcmVjZWl2ZWRGaWd1cmUoZGF0YTogQXJyYXlCdWZmZXIpOiB2b2lkIHtcbiAgICBjb25zdCB7IGlkLCBmaWd1cmUgfSA9IGRlY29kZUZpZ3VyZShkYXRhKTtcbiAgICBjb25zdCBlbnRyeSA9IHRoaXMuZW50cmllcy5nZXQoaWQpO1xuICAgIGlmICghZW50cnk/LnNpbmspIHJldHVybjtcbiAgICBlbnRyeS5vd2VzID0gdHJ1ZTtcbiAgICBlbnRyeS5zaW5rLm9uRmlndXJlKGZpZ3VyZSk7XG4gIH1cblxuICBwcml2YXRlIGhlYXIoKTogdm9pZCB7XG4gICAgdGhpcy5oZWFyZCA9IHRoaXMub3B0aW9ucy5ub3coKTtcbiAgICB0aGlzLnByb2JlZCA9IGZhbHNlO1xuICB9XG5cbiAgLy8gUGluZ3MgYXJlIGludmlzaWJsZSB0byBhIHBhZ2UsIGFuZCBhIHJ1biBhdCByZXN0IHNlbmRzIG5vdGhpbmc6IHNvIGFmdGVyIGEgc2lsZW5jZSBhc2sgZm9yXG4gIC8vIHNvbWV0aGluZyBzbWFsbCwgYW5kIHRha2UgdGhlIGNvbm5lY3Rpb24gZm9yIGRlYWQgb25seSB3aGVuIHRoYXQgZ29lcyB1bmFuc3dlcmVkIHRvby5cbiAgcHJpdmF0ZSB3YXRjaFNpbGVuY2UoKTogdm9pZCB7XG4gICAgdGhpcy5vcHRpb25zLmNsZWFyVGltZXIodGhpcy53YXRjaCk7XG4gICAgdGhpcy53YXRjaCA9IHRoaXMub3B0aW9ucy5zZXRUaW1lcigoKSA9PiB7XG4gICAgICBjb25zdCBzb2NrZXQgPSB0aGlzLnNvY2tldDtcbiAgICAgIGlmICghc29ja2V0KSByZXR1cm47XG4gICAgICBjb25zdCBzaWxlbnQgPSB0aGlzLm9wdGlvbnMubm93KCkgLSB0aGlzLmhlYXJkO1xuICAgICAgaWYgKHRoaXMucHJvYmVkICYmIHNpbGVudCA+PSBrU2lsZW5jZU1zICsga1Byb2JlTXMpIHtcbiAgICAgICAgdGhpcy5sb3N0KHNvY2tldCk7XG4gICAgICAgIHJldHVybjtcbiAgICAgIH1cbiAgICAgIGlmICghdGhpcy5wcm9iZWQgJiYgc2lsZW50ID49IGtTaWxlbmNlTXMpIHtcbiAgICAgICAgdGhpcy5wcm9iZWQgPSB0cnVlO1xuICAgICAgICB0aGlzLnNlbmQoSlNPTi5zdHJpbmdpZnkoeyB0eXBlOiAncGFuZWxzJywgaWQ6IHRoaXMubmV4dElkKyssIHJ1bnM6IFtdIH0pKTtcbiAgICAgIH1cbiAgICAgIHRoaXMud2F0Y2hTaWxlbmNlKCk7XG4gICAgfSwga1Byb2JlTXMpO1xuICB9XG5cbiAgcHJpdmF0ZSBsb3N0KHNvY2tldDogU29ja2V0TGlrZSk6IHZvaWQge1xuICAgIGlmIChzb2NrZXQgIT09IHRoaXMuc29ja2V0KSByZXR1cm47XG4gICAgdGhpcy5kcm9wKCk7XG4gICAgY29uc3Qgd2FpdCA9IGJhY2tvZmZNcyh0aGlzLmF0dGVtcHQrKywgdGhpcy5vcHRpb25zLnJhbmRvbSgpKTtcbiAgICBjb25zdCB1bnRpbCA9IHRoaXMub3B0aW9ucy5ub3coKSArIHdhaXQ7XG4gICAgdGhpcy5vcHRpb25zLm9uU3RhdGUoeyBraW5kOiAnd2FpdGluZycsIGF0dGVtcHQ6IHRoaXMuYXR0ZW1wdCwgdW50aWwgfSk7XG4gICAgdGhpcy50aW1lciA9IHRoaXMub3B0aW9ucy5zZXRUaW1lcigoKSA9PiB0aGlzLmNvbm5lY3QoKSwgd2FpdCk7XG4gIH1cblxuICBwcml2YXRlIGRyb3AoKTogdm9pZCB7XG4gICAgdGhpcy5vcHRpb25zLmNsZWFyVGltZXIodGhpcy50aW1lcik7XG4gICAgdGhpcy5vcHRpb25zLmNsZWFyVGltZXIodGhpcy53YXRjaCk7XG4gICAgY29uc3Qgc29ja2V0ID0gdGhpcy5zb2NrZXQ7XG4gICAgdGhpcy5zb2NrZXQgPSBudWxsO1xuICAgIHRoaXMuZ3JlZXRlZCA9IGZhbHNlO1xuICAgIGlmICghc29ja2V0KSByZXR1cm47XG4gICAgc29ja2V0Lm9ub3BlbiA9IHNvY2tldC5vbmNsb3NlID0gc29ja2V0Lm9ubWVzc2FnZSA9IG51bGw7XG4gICAgc29ja2V0LmNsb3NlKCk7XG4gIH1cbn1cbiIsICIvLyBTZWVkZWQgcmFuZG9tbmVzcyBmb3IgcHJvcGVydHkgdGVzdHM6IGEgZmFpbHVyZSBuYW1lcyBpdHMgc2VlZCBhbmQgY29tZXMgYmFjay5cblxuZXhwb3J0IGZ1bmN0aW9uIHJhbmRvbShzZWVkOiBudW1iZXIpOiAoKSA9PiBudW1iZXIge1xuICBsZXQgc3RhdGUgPSBzZWVkID4+PiAwO1xuICByZXR1cm4gKCkgPT4ge1xuICAgIHN0YXRlID0gKHN0YXRlICsgMHg2ZDJiNzlmNSkgPj4+IDA7XG4gICAgbGV0IHQgPSBNYXRoLmltdWwoc3RhdGUgXiAoc3RhdGUgPj4+IDE1KSwgc3RhdGUgfCAxKTtcbiAgICB0IF49IHQgKyBNYXRoLmltdWwodCBeICh0ID4+PiA3KSwgdCB8IDYxKTtcbiAgICByZXR1cm4gKCh0IF4gKHQgPj4+IDE0KSkgPj4+IDApIC8gMHgxMDAwMDAwMDA7XG4gIH07XG59XG5cbi8qKiBSdW5zIGEgcHJvcGVydHkgZm9yIG1hbnkgc2VlZHMuICovXG5leHBvcnQgZnVuY3Rpb24gZm9yQWxsKHRpbWVzOiBudW1iZXIsIHByb3BlcnR5OiAobmV4dDogKCkgPT4gbnVtYmVyLCBzZWVkOiBudW1iZXIpID0+IHZvaWQpOiB2b2lkIHtcbiAgZm9yIChsZXQgc2VlZCA9IDE7IHNlZWQgPD0gdGltZXM7IHNlZWQrKykgcHJvcGVydHkocmFuZG9tKHNlZWQpLCBzZWVkKTtcbn1cbiJdLAogICJtYXBwaW5ncyI6ICI7QUFBQSxPQUFPLFlBQVk7QUFDbkIsU0FBUyxZQUFZOzs7QUNJZCxJQUFNLFNBQVMsS0FBSyxJQUFJLE1BQU0sR0FBRyxHQUFHLEdBQUcsR0FBRyxDQUFDLElBQUk7OztBQ0l0RCxJQUFNLGFBQWEsb0JBQUksSUFBcUI7QUFBQSxFQUMxQyxDQUFDLGNBQWMsS0FBSztBQUFBLEVBQ3BCLENBQUMsYUFBYSxLQUFLO0FBQUEsRUFDbkIsQ0FBQyxZQUFZLElBQUk7QUFDbkIsQ0FBQztBQUdNLFNBQVMsYUFBYSxJQUFZLFFBQXlCO0FBQ2hFLFFBQU0sU0FBMEMsQ0FBQztBQUNqRCxNQUFJLEtBQUs7QUFDVCxRQUFNLE9BQU8sS0FBSyxVQUFVLEVBQUUsTUFBTSxVQUFVLElBQUksT0FBTyxHQUFHLENBQUMsR0FBRyxVQUFtQjtBQUNqRixRQUFJLENBQUMsWUFBWSxPQUFPLEtBQUssRUFBRyxRQUFPO0FBQ3ZDLFVBQU0sT0FBTztBQUNiLFVBQU0sTUFBTSxFQUFFLElBQUksR0FBRyxLQUFLLFFBQVEsR0FBRyxXQUFXLElBQUksS0FBSyxXQUFXLEVBQUU7QUFDdEUsV0FBTyxLQUFLLEVBQUUsSUFBSSxPQUFPLE9BQU8sS0FBSyxLQUFLLFFBQVEsS0FBSyxZQUFZLEtBQUssVUFBVSxFQUFFLENBQUM7QUFDckYsU0FBSyxLQUFLLE1BQU0sS0FBSyxLQUFLLGNBQWMsQ0FBQyxJQUFJO0FBQzdDLFdBQU87QUFBQSxFQUNULENBQUM7QUFDRCxRQUFNLFNBQVMsT0FBTyxLQUFLLElBQUk7QUFDL0IsUUFBTSxPQUFPLEtBQUssTUFBTSxJQUFJLE9BQU8sVUFBVSxDQUFDLElBQUk7QUFDbEQsUUFBTSxNQUFNLE9BQU8sTUFBTSxPQUFPLEVBQUU7QUFDbEMsTUFBSSxjQUFjLE9BQU8sUUFBUSxDQUFDO0FBQ2xDLFNBQU8sS0FBSyxLQUFLLENBQUM7QUFDbEIsYUFBVyxTQUFTLE9BQVEsT0FBTSxNQUFNLEtBQUssS0FBSyxPQUFPLE1BQU0sRUFBRTtBQUNqRSxTQUFPO0FBQ1Q7OztBQy9CTyxJQUFNLGtCQUFrQjtBQUN4QixJQUFNLGdCQUFnQjtBQUd0QixTQUFTLFVBQVUsU0FBaUJBLFNBQXdCO0FBQ2pFLFFBQU0sVUFBVSxLQUFLLElBQUksZUFBZSxrQkFBa0IsS0FBSyxLQUFLLElBQUksU0FBUyxFQUFFLENBQUM7QUFDcEYsU0FBTyxXQUFXLE1BQU0sTUFBTUE7QUFDaEM7OztBQ1BPLElBQU0sWUFBWTtBQUNsQixJQUFNLGVBQWU7QUFpTHJCLElBQU0sZ0JBQU4sY0FBNEIsTUFBTTtBQUFDO0FBRTFDLElBQU0sY0FBYztBQUFBLEVBQ2xCLEtBQUs7QUFBQSxFQUNMLEtBQUs7QUFBQSxFQUNMLEtBQUs7QUFBQSxFQUNMLEtBQUs7QUFBQSxFQUNMLElBQUk7QUFDTjtBQVVBLFNBQVMsV0FBVyxPQUFtQztBQUNyRCxNQUFJLE9BQU8sVUFBVSxZQUFZLFVBQVUsS0FBTSxRQUFPO0FBQ3hELFFBQU0sTUFBTTtBQUNaLFNBQU8sT0FBTyxJQUFJLE9BQU8sWUFBWSxPQUFPLElBQUksTUFBTSxZQUFZLE9BQU8sSUFBSSxNQUFNO0FBQ3JGO0FBRUEsU0FBUyxLQUFLLFFBQXFCLE1BQWMsS0FBZTtBQUM5RCxRQUFNLE9BQU8sWUFBWSxJQUFJLENBQUM7QUFDOUIsTUFBSSxDQUFDLEtBQU0sT0FBTSxJQUFJLGNBQWMsc0JBQXNCLE9BQU8sSUFBSSxDQUFDLENBQUMsRUFBRTtBQUN4RSxRQUFNLEtBQUssT0FBTyxJQUFJO0FBQ3RCLFFBQU0sUUFBUSxPQUFPLFVBQVUsSUFBSSxFQUFFLEtBQUssT0FBTyxVQUFVLElBQUksQ0FBQyxLQUFLLElBQUksTUFBTSxLQUFLLElBQUksS0FBSztBQUM3RixNQUFJLENBQUMsU0FBUyxLQUFLLElBQUksSUFBSSxLQUFLLG9CQUFvQixPQUFPLFlBQVk7QUFDckUsVUFBTSxJQUFJLGNBQWMsWUFBWSxJQUFJLENBQUMsSUFBSSxJQUFJLENBQUMsT0FBTyxJQUFJLEVBQUUsMkJBQTJCO0FBQUEsRUFDNUY7QUFDQSxTQUFPLElBQUksS0FBSyxRQUFRLElBQUksSUFBSSxDQUFDO0FBQ25DO0FBR0EsU0FBUyxZQUFZLFFBQXFCLE1BQWMsTUFBcUM7QUFDM0YsYUFBVyxDQUFDLEtBQUssS0FBSyxLQUFLLE9BQU8sUUFBUSxJQUFJLEdBQUc7QUFDL0MsUUFBSSxXQUFXLEtBQUssRUFBRyxNQUFLLEdBQUcsSUFBSSxLQUFLLFFBQVEsTUFBTSxLQUFLO0FBQUEsRUFDN0Q7QUFDRjtBQUdPLFNBQVMsYUFBYSxRQUFvQztBQUMvRCxNQUFJLE9BQU8sYUFBYTtBQUN0QixVQUFNLElBQUksY0FBYyw4Q0FBOEM7QUFDeEUsUUFBTSxPQUFPLElBQUksU0FBUyxNQUFNLEVBQUUsVUFBVSxHQUFHLElBQUk7QUFDbkQsTUFBSSxJQUFJLE9BQU8sT0FBTztBQUNwQixVQUFNLElBQUksY0FBYyx1Q0FBdUM7QUFDakUsUUFBTSxPQUFPLElBQUksWUFBWSxFQUFFLE9BQU8sSUFBSSxXQUFXLFFBQVEsR0FBRyxJQUFJLENBQUM7QUFDckUsUUFBTSxTQUFTLEtBQUssTUFBTSxJQUFJO0FBQzlCLFFBQU0sU0FBUyxPQUFPO0FBQ3RCLE1BQUksQ0FBQyxVQUFVLENBQUMsTUFBTSxRQUFRLE9BQU8sTUFBTSxFQUFHLE9BQU0sSUFBSSxjQUFjLDBCQUEwQjtBQUNoRyxRQUFNLE9BQU8sS0FBSyxNQUFNLElBQUksUUFBUSxDQUFDLElBQUk7QUFDekMsYUFBVyxTQUFTLE9BQU8sUUFBUTtBQUNqQyxlQUFXLFFBQVEsTUFBTSxPQUFPO0FBQzlCLGtCQUFZLFFBQVEsTUFBTSxJQUEwQztBQUFBLElBQ3RFO0FBQUEsRUFDRjtBQUNBLFNBQU8sVUFBVSxDQUFDO0FBQ2xCLFNBQU8sU0FBUyxDQUFDO0FBQ2pCLFNBQU8sRUFBRSxJQUFJLE9BQU8sTUFBTSxHQUFHLE9BQU87QUFDdEM7OztBQ2xPTyxJQUFNLGFBQWE7QUFDbkIsSUFBTSxXQUFXO0FBa0RqQixJQUFNLGFBQU4sTUFBaUI7QUFBQSxFQVl0QixZQUFZLFNBQTRCO0FBWHhDLFNBQVEsU0FBNEI7QUFDcEMsU0FBaUIsVUFBVSxvQkFBSSxJQUFtQjtBQUNsRCxTQUFRLFNBQVM7QUFDakIsU0FBUSxVQUFVO0FBQ2xCLFNBQVEsUUFBUTtBQUNoQixTQUFRLFFBQVE7QUFDaEIsU0FBUSxRQUFRO0FBQ2hCLFNBQVEsU0FBUztBQUNqQixTQUFRLFVBQVU7QUFJaEIsU0FBSyxVQUFVO0FBQUEsTUFDYixLQUFLLE1BQU0sS0FBSyxJQUFJO0FBQUEsTUFDcEIsUUFBUSxLQUFLO0FBQUEsTUFDYixVQUFVLENBQUMsS0FBSyxPQUFPLFdBQVcsS0FBSyxFQUFFO0FBQUEsTUFDekMsWUFBWSxDQUFDLFVBQVUsYUFBYSxLQUFLO0FBQUEsTUFDekMsR0FBRztBQUFBLElBQ0w7QUFBQSxFQUNGO0FBQUEsRUFFQSxVQUFnQjtBQUNkLFNBQUssS0FBSztBQUNWLFNBQUssUUFBUSxRQUFRLEVBQUUsTUFBTSxhQUFhLENBQUM7QUFDM0MsVUFBTSxTQUFTLEtBQUssUUFBUSxLQUFLLFlBQVk7QUFDN0MsU0FBSyxTQUFTO0FBQ2QsU0FBSyxVQUFVO0FBQ2YsV0FBTyxhQUFhO0FBQ3BCLFdBQU8sU0FBUyxNQUFNLEtBQUssT0FBTyxNQUFNO0FBQ3hDLFdBQU8sVUFBVSxNQUFNLEtBQUssS0FBSyxNQUFNO0FBQ3ZDLFdBQU8sWUFBWSxDQUFDLFVBQTZCLEtBQUssU0FBUyxRQUFRLE1BQU0sSUFBSTtBQUFBLEVBQ25GO0FBQUE7QUFBQSxFQUdBLFdBQWlCO0FBQ2YsU0FBSyxVQUFVO0FBQ2YsU0FBSyxRQUFRO0FBQUEsRUFDZjtBQUFBLEVBRUEsS0FBSyxRQUFzQjtBQUN6QixTQUFLLEtBQUs7QUFDVixTQUFLLFFBQVEsUUFBUSxFQUFFLE1BQU0sV0FBVyxPQUFPLENBQUM7QUFBQSxFQUNsRDtBQUFBLEVBRUEsVUFBVSxTQUF3QixNQUFnQztBQUNoRSxVQUFNLFFBQVEsS0FBSyxJQUFJLEVBQUUsTUFBTSxhQUFhLFFBQVEsR0FBRyxNQUFNLElBQUk7QUFDakUsV0FBTztBQUFBLE1BQ0wsUUFBUSxDQUFDLFNBQVMsS0FBSyxRQUFRLE9BQU8sRUFBRSxNQUFNLGFBQWEsU0FBUyxLQUFLLENBQUM7QUFBQSxNQUMxRSxLQUFLLE1BQU0sS0FBSyxZQUFZLEtBQUs7QUFBQSxNQUNqQyxPQUFPLE1BQU0sS0FBSyxPQUFPLEtBQUs7QUFBQSxJQUNoQztBQUFBLEVBQ0Y7QUFBQTtBQUFBLEVBR0EsT0FBTyxNQUFnQixVQUFzRDtBQUMzRSxVQUFNLFFBQVEsS0FBSyxJQUFJLEVBQUUsTUFBTSxVQUFVLEtBQUssR0FBRyxNQUFNLFFBQVE7QUFDL0QsV0FBTyxNQUFNLEtBQUssT0FBTyxLQUFLO0FBQUEsRUFDaEM7QUFBQSxFQUVRLElBQUksTUFBcUIsTUFBeUIsVUFBb0M7QUFDNUYsVUFBTSxRQUFlLEVBQUUsSUFBSSxLQUFLLFVBQVUsTUFBTSxNQUFNLElBQUksTUFBTSxPQUFPLE1BQU0sU0FBUztBQUN0RixVQUFNLE9BQU8sS0FBSyxVQUFVLEVBQUUsR0FBRyxNQUFNLElBQUksTUFBTSxHQUFHLENBQUM7QUFDckQsU0FBSyxRQUFRLElBQUksTUFBTSxJQUFJLEtBQUs7QUFDaEMsU0FBSyxLQUFLLE1BQU0sSUFBSTtBQUNwQixXQUFPO0FBQUEsRUFDVDtBQUFBLEVBRVEsUUFBUSxPQUFjLE1BQTJCO0FBQ3ZELFVBQU0sT0FBTyxLQUFLLFVBQVUsRUFBRSxHQUFHLE1BQU0sSUFBSSxNQUFNLEdBQUcsQ0FBQztBQUNyRCxRQUFJLFNBQVMsTUFBTSxRQUFRLENBQUMsS0FBSyxRQUFRLElBQUksTUFBTSxFQUFFLEVBQUc7QUFDeEQsVUFBTSxPQUFPO0FBQ2IsVUFBTSxPQUFPO0FBQ2IsU0FBSyxLQUFLLElBQUk7QUFDZCxTQUFLLFlBQVksS0FBSztBQUFBLEVBQ3hCO0FBQUEsRUFFUSxZQUFZLE9BQW9CO0FBQ3RDLFFBQUksQ0FBQyxNQUFNLEtBQU07QUFDakIsVUFBTSxPQUFPO0FBQ2IsU0FBSyxLQUFLLEtBQUssVUFBVSxFQUFFLE1BQU0sT0FBTyxJQUFJLE1BQU0sR0FBRyxDQUFDLENBQUM7QUFBQSxFQUN6RDtBQUFBLEVBRVEsT0FBTyxPQUFvQjtBQUNqQyxRQUFJLEtBQUssUUFBUSxPQUFPLE1BQU0sRUFBRSxHQUFHO0FBQ2pDLFdBQUssS0FBSyxLQUFLLFVBQVUsRUFBRSxNQUFNLGVBQWUsSUFBSSxNQUFNLEdBQUcsQ0FBQyxDQUFDO0FBQUEsSUFDakU7QUFBQSxFQUNGO0FBQUEsRUFFUSxLQUFLLE1BQW9CO0FBQy9CLFFBQUksS0FBSyxXQUFXLEtBQUssUUFBUSxlQUFlLEVBQUcsTUFBSyxPQUFPLEtBQUssSUFBSTtBQUFBLEVBQzFFO0FBQUEsRUFFUSxPQUFPLFFBQTBCO0FBQ3ZDLFFBQUksV0FBVyxLQUFLLE9BQVE7QUFDNUIsU0FBSyxVQUFVO0FBQ2YsU0FBSyxLQUFLO0FBQ1YsU0FBSyxLQUFLLGlCQUFpQjtBQUMzQixlQUFXLFNBQVMsS0FBSyxRQUFRLE9BQU8sR0FBRztBQUN6QyxZQUFNLE9BQU87QUFDYixXQUFLLEtBQUssTUFBTSxJQUFJO0FBQUEsSUFDdEI7QUFDQSxTQUFLLGFBQWE7QUFBQSxFQUNwQjtBQUFBLEVBRVEsU0FBUyxRQUFvQixNQUFxQjtBQUN4RCxRQUFJLFdBQVcsS0FBSyxPQUFRO0FBQzVCLFNBQUssS0FBSztBQUNWLFFBQUk7QUFDRixVQUFJLE9BQU8sU0FBUyxTQUFVLE1BQUssYUFBYSxLQUFLLE1BQU0sSUFBSSxDQUFrQjtBQUFBLGVBQ3hFLGdCQUFnQixZQUFhLE1BQUssZUFBZSxJQUFJO0FBQUEsSUFDaEUsU0FBUyxPQUFPO0FBQ2QsWUFBTSxVQUFVLGlCQUFpQixRQUFRLE1BQU0sVUFBVSxPQUFPLEtBQUs7QUFDckUsV0FBSyxRQUFRLFVBQVUsRUFBRSxNQUFNLFNBQVMsT0FBTyxFQUFFLE1BQU0sZUFBZSxRQUFRLEVBQUUsQ0FBQztBQUFBLElBQ25GO0FBQUEsRUFDRjtBQUFBLEVBRVEsYUFBYSxTQUE4QjtBQUNqRCxRQUFJLFFBQVEsU0FBUyxTQUFTO0FBQzVCLFVBQUksUUFBUSxhQUFhLFdBQVc7QUFDbEMsY0FBTSxTQUFTLDhCQUE4QixRQUFRLFFBQVEsZUFBZSxTQUFTO0FBQ3JGLGFBQUssS0FBSyxHQUFHLE1BQU0sbUJBQW1CO0FBQ3RDO0FBQUEsTUFDRjtBQUNBLFdBQUssVUFBVTtBQUNmLFdBQUssUUFBUSxRQUFRLEVBQUUsTUFBTSxPQUFPLENBQUM7QUFBQSxJQUN2QyxXQUFXLFFBQVEsU0FBUyxVQUFVO0FBQ3BDLFdBQUssUUFBUSxJQUFJLFFBQVEsRUFBRSxHQUFHLFdBQVcsUUFBUSxNQUFNO0FBQUEsSUFDekQsV0FBVyxRQUFRLFNBQVMsV0FBVyxRQUFRLE9BQU8sUUFBVztBQUMvRCxXQUFLLFFBQVEsSUFBSSxRQUFRLEVBQUUsR0FBRyxNQUFNLFFBQVEsUUFBUSxLQUFLO0FBQUEsSUFDM0Q7QUFDQSxTQUFLLFFBQVEsVUFBVSxPQUFPO0FBQUEsRUFDaEM7QUFBQSxFQUVRLGVBQWUsTUFBeUI7QUFDOUMsVUFBTSxFQUFFLElBQUksT0FBTyxJQUFJLGFBQWEsSUFBSTtBQUN4QyxVQUFNLFFBQVEsS0FBSyxRQUFRLElBQUksRUFBRTtBQUNqQyxRQUFJLENBQUMsT0FBTyxLQUFNO0FBQ2xCLFVBQU0sT0FBTztBQUNiLFVBQU0sS0FBSyxTQUFTLE1BQU07QUFBQSxFQUM1QjtBQUFBLEVBRVEsT0FBYTtBQUNuQixTQUFLLFFBQVEsS0FBSyxRQUFRLElBQUk7QUFDOUIsU0FBSyxTQUFTO0FBQUEsRUFDaEI7QUFBQTtBQUFBO0FBQUEsRUFJUSxlQUFxQjtBQUMzQixTQUFLLFFBQVEsV0FBVyxLQUFLLEtBQUs7QUFDbEMsU0FBSyxRQUFRLEtBQUssUUFBUSxTQUFTLE1BQU07QUFDdkMsWUFBTSxTQUFTLEtBQUs7QUFDcEIsVUFBSSxDQUFDLE9BQVE7QUFDYixZQUFNLFNBQVMsS0FBSyxRQUFRLElBQUksSUFBSSxLQUFLO0FBQ3pDLFVBQUksS0FBSyxVQUFVLFVBQVUsYUFBYSxVQUFVO0FBQ2xELGFBQUssS0FBSyxNQUFNO0FBQ2hCO0FBQUEsTUFDRjtBQUNBLFVBQUksQ0FBQyxLQUFLLFVBQVUsVUFBVSxZQUFZO0FBQ3hDLGFBQUssU0FBUztBQUNkLGFBQUssS0FBSyxLQUFLLFVBQVUsRUFBRSxNQUFNLFVBQVUsSUFBSSxLQUFLLFVBQVUsTUFBTSxDQUFDLEVBQUUsQ0FBQyxDQUFDO0FBQUEsTUFDM0U7QUFDQSxXQUFLLGFBQWE7QUFBQSxJQUNwQixHQUFHLFFBQVE7QUFBQSxFQUNiO0FBQUEsRUFFUSxLQUFLLFFBQTBCO0FBQ3JDLFFBQUksV0FBVyxLQUFLLE9BQVE7QUFDNUIsU0FBSyxLQUFLO0FBQ1YsVUFBTSxPQUFPLFVBQVUsS0FBSyxXQUFXLEtBQUssUUFBUSxPQUFPLENBQUM7QUFDNUQsVUFBTSxRQUFRLEtBQUssUUFBUSxJQUFJLElBQUk7QUFDbkMsU0FBSyxRQUFRLFFBQVEsRUFBRSxNQUFNLFdBQVcsU0FBUyxLQUFLLFNBQVMsTUFBTSxDQUFDO0FBQ3RFLFNBQUssUUFBUSxLQUFLLFFBQVEsU0FBUyxNQUFNLEtBQUssUUFBUSxHQUFHLElBQUk7QUFBQSxFQUMvRDtBQUFBLEVBRVEsT0FBYTtBQUNuQixTQUFLLFFBQVEsV0FBVyxLQUFLLEtBQUs7QUFDbEMsU0FBSyxRQUFRLFdBQVcsS0FBSyxLQUFLO0FBQ2xDLFVBQU0sU0FBUyxLQUFLO0FBQ3BCLFNBQUssU0FBUztBQUNkLFNBQUssVUFBVTtBQUNmLFFBQUksQ0FBQyxPQUFRO0FBQ2IsV0FBTyxTQUFTLE9BQU8sVUFBVSxPQUFPLFlBQVk7QUFDcEQsV0FBTyxNQUFNO0FBQUEsRUFDZjtBQUNGOzs7QUM1UE8sU0FBUyxPQUFPLE1BQTRCO0FBQ2pELE1BQUksUUFBUSxTQUFTO0FBQ3JCLFNBQU8sTUFBTTtBQUNYLFlBQVMsUUFBUSxlQUFnQjtBQUNqQyxRQUFJLElBQUksS0FBSyxLQUFLLFFBQVMsVUFBVSxJQUFLLFFBQVEsQ0FBQztBQUNuRCxTQUFLLElBQUksS0FBSyxLQUFLLElBQUssTUFBTSxHQUFJLElBQUksRUFBRTtBQUN4QyxhQUFTLElBQUssTUFBTSxRQUFTLEtBQUs7QUFBQSxFQUNwQztBQUNGO0FBR08sU0FBUyxPQUFPLE9BQWUsVUFBNEQ7QUFDaEcsV0FBUyxPQUFPLEdBQUcsUUFBUSxPQUFPLE9BQVEsVUFBUyxPQUFPLElBQUksR0FBRyxJQUFJO0FBQ3ZFOzs7QU5EQSxLQUFLLHFFQUFxRSxNQUFNO0FBQzlFLFNBQU8sS0FBSyxDQUFDLFNBQVM7QUFDcEIsVUFBTSxVQUFVLEtBQUssTUFBTSxLQUFLLElBQUksRUFBRTtBQUN0QyxVQUFNLFVBQVUsS0FBSyxJQUFJLGVBQWUsa0JBQWtCLEtBQUssT0FBTztBQUN0RSxVQUFNLE9BQU8sVUFBVSxTQUFTLEtBQUssQ0FBQztBQUN0QyxXQUFPLEdBQUcsUUFBUSxVQUFVLEtBQUssT0FBTyxTQUFTLFdBQVcsT0FBTyxLQUFLLElBQUksRUFBRTtBQUFBLEVBQ2hGLENBQUM7QUFDSCxDQUFDO0FBRUQsSUFBTSxhQUFOLE1BQXVDO0FBQUEsRUFBdkM7QUFDRSxzQkFBYTtBQUNiLHNCQUFhO0FBQ2Isa0JBQTBDO0FBQzFDLG1CQUEyQztBQUMzQyxxQkFBNkM7QUFDN0MsZ0JBQWdFLENBQUM7QUFDakUsa0JBQVM7QUFBQTtBQUFBLEVBQ1QsS0FBSyxNQUFvQjtBQUN2QixTQUFLLEtBQUssS0FBSyxLQUFLLE1BQU0sSUFBSSxDQUFDO0FBQUEsRUFDakM7QUFBQSxFQUNBLFFBQWM7QUFDWixTQUFLLFNBQVM7QUFBQSxFQUNoQjtBQUFBLEVBQ0EsS0FBSyxXQUFXLEdBQVM7QUFDdkIsU0FBSyxhQUFhO0FBQ2xCLFNBQUssU0FBUyxDQUFDLENBQVU7QUFDekIsU0FBSyxJQUFJLEVBQUUsTUFBTSxTQUFTLFVBQVUsU0FBUyxLQUFLLFFBQVEsTUFBTSxRQUFRLENBQUMsRUFBRSxDQUFDO0FBQUEsRUFDOUU7QUFBQSxFQUNBLElBQUksU0FBOEI7QUFDaEMsU0FBSyxZQUFZLEVBQUUsTUFBTSxLQUFLLFVBQVUsT0FBTyxFQUFFLENBQVU7QUFBQSxFQUM3RDtBQUFBLEVBQ0EsS0FBSyxJQUFrQjtBQUNyQixVQUFNLFFBQVEsYUFBYSxJQUFJLEVBQUUsUUFBUSxDQUFDLEVBQUUsQ0FBQztBQUM3QyxVQUFNLE9BQU8sTUFBTSxPQUFPLE1BQU0sTUFBTSxZQUFZLE1BQU0sYUFBYSxNQUFNLE1BQU07QUFDakYsU0FBSyxZQUFZLEVBQUUsS0FBSyxDQUFVO0FBQUEsRUFDcEM7QUFBQSxFQUNBLFFBQWtCO0FBQ2hCLFdBQU8sS0FBSyxLQUFLLElBQUksQ0FBQyxZQUFZLFFBQVEsSUFBSTtBQUFBLEVBQ2hEO0FBQ0Y7QUFFQSxJQUFNLFFBQU4sTUFBWTtBQUFBLEVBQVo7QUFDRSxtQkFBd0IsQ0FBQztBQUN6QixrQkFBc0IsQ0FBQztBQUN2QixvQkFBNEIsQ0FBQztBQUM3QixnQkFBTztBQUNQLFNBQVEsU0FBUyxvQkFBSSxJQUE2QztBQUNsRSxTQUFRLE9BQU87QUFDZixTQUFTLGFBQWEsSUFBSSxXQUFXO0FBQUEsTUFDbkMsTUFBTSxNQUFNO0FBQ1YsY0FBTSxTQUFTLElBQUksV0FBVztBQUM5QixhQUFLLFFBQVEsS0FBSyxNQUFNO0FBQ3hCLGVBQU87QUFBQSxNQUNUO0FBQUEsTUFDQSxTQUFTLENBQUMsVUFBVSxLQUFLLE9BQU8sS0FBSyxLQUFLO0FBQUEsTUFDMUMsV0FBVyxDQUFDLFlBQVksS0FBSyxTQUFTLEtBQUssT0FBTztBQUFBLE1BQ2xELEtBQUssTUFBTSxLQUFLO0FBQUEsTUFDaEIsUUFBUSxNQUFNO0FBQUEsTUFDZCxVQUFVLENBQUMsS0FBSyxPQUFPO0FBQ3JCLGFBQUssT0FBTyxJQUFJLEtBQUssTUFBTSxFQUFFLElBQUksS0FBSyxPQUFPLElBQUksSUFBSSxDQUFDO0FBQ3RELGVBQU8sS0FBSztBQUFBLE1BQ2Q7QUFBQSxNQUNBLFlBQVksQ0FBQyxVQUFVLEtBQUssT0FBTyxPQUFPLEtBQUs7QUFBQSxJQUNqRCxDQUFDO0FBQUE7QUFBQSxFQUNELElBQUksU0FBcUI7QUFDdkIsV0FBTyxLQUFLLFFBQVEsS0FBSyxRQUFRLFNBQVMsQ0FBQztBQUFBLEVBQzdDO0FBQUEsRUFDQSxJQUFJLFFBQWdCO0FBQ2xCLFdBQU8sS0FBSyxPQUFPLEtBQUssT0FBTyxTQUFTLENBQUMsRUFBRztBQUFBLEVBQzlDO0FBQUEsRUFDQSxLQUFLLElBQWtCO0FBQ3JCLFVBQU0sTUFBTSxLQUFLLE9BQU87QUFDeEIsZUFBUztBQUNQLFlBQU0sTUFBTSxDQUFDLEdBQUcsS0FBSyxNQUFNLEVBQ3hCLE9BQU8sQ0FBQyxDQUFDLEVBQUUsQ0FBQyxNQUFNLEVBQUUsTUFBTSxHQUFHLEVBQzdCLEtBQUssQ0FBQyxHQUFHLE1BQU0sRUFBRSxDQUFDLEVBQUUsS0FBSyxFQUFFLENBQUMsRUFBRSxFQUFFLEVBQUUsQ0FBQztBQUN0QyxVQUFJLENBQUMsSUFBSztBQUNWLFdBQUssT0FBTyxPQUFPLElBQUksQ0FBQyxDQUFDO0FBQ3pCLFdBQUssT0FBTyxJQUFJLENBQUMsRUFBRTtBQUNuQixVQUFJLENBQUMsRUFBRSxJQUFJO0FBQUEsSUFDYjtBQUNBLFNBQUssT0FBTztBQUFBLEVBQ2Q7QUFDRjtBQUVBLElBQU0sU0FBUyxFQUFFLFVBQVUsTUFBTTtBQUFDLEdBQUcsU0FBUyxNQUFNO0FBQUMsRUFBRTtBQUV2RCxLQUFLLHFGQUFxRixNQUFNO0FBQzlGLFFBQU0sUUFBUSxJQUFJLE1BQU07QUFDeEIsUUFBTSxXQUFXLE9BQU8sQ0FBQyxHQUFHLEdBQUcsTUFBTTtBQUFBLEVBQUMsQ0FBQztBQUN2QyxRQUFNLE9BQU8sTUFBTSxXQUFXLFVBQVUsRUFBRSxPQUFPLFVBQVUsT0FBTyxFQUFFLEdBQUcsTUFBTTtBQUM3RSxRQUFNLE9BQU8sTUFBTSxXQUFXLFVBQVUsRUFBRSxPQUFPLE9BQU8sR0FBRyxNQUFNO0FBQ2pFLFFBQU0sV0FBVyxRQUFRO0FBQ3pCLFNBQU8sTUFBTSxNQUFNLE9BQU8sWUFBWTtBQUN0QyxRQUFNLE9BQU8sS0FBSztBQUNsQixTQUFPLE1BQU0sTUFBTSxPQUFPLE1BQU07QUFDaEMsU0FBTyxVQUFVLE1BQU0sT0FBTyxNQUFNLEdBQUcsQ0FBQyxRQUFRLFVBQVUsYUFBYSxXQUFXLENBQUM7QUFDbkYsT0FBSyxNQUFNO0FBQ1gsT0FBSyxPQUFPLEVBQUUsT0FBTyxVQUFVLE9BQU8sRUFBRSxDQUFDO0FBQ3pDLFFBQU0sT0FBTyxVQUFVLENBQUMsQ0FBVTtBQUNsQyxTQUFPLE1BQU0sTUFBTSxPQUFPLFNBQVM7QUFDbkMsU0FBTyxNQUFNLE1BQU0sUUFBUSxRQUFRLENBQUM7QUFDcEMsUUFBTSxLQUFLLGVBQWU7QUFDMUIsU0FBTyxNQUFNLE1BQU0sUUFBUSxRQUFRLENBQUM7QUFDcEMsUUFBTSxPQUFPLEtBQUs7QUFDbEIsU0FBTyxVQUFVLE1BQU0sT0FBTyxNQUFNLEdBQUcsQ0FBQyxRQUFRLFVBQVUsV0FBVyxDQUFDO0FBQ3RFLFNBQU8sVUFBVSxNQUFNLE9BQU8sS0FBSyxDQUFDLEVBQUcsU0FBUyxFQUFFLE9BQU8sVUFBVSxPQUFPLEVBQUUsQ0FBQztBQUMvRSxDQUFDO0FBRUQsS0FBSyx5RkFBeUYsTUFBTTtBQUNsRyxRQUFNLFFBQVEsSUFBSSxNQUFNO0FBQ3hCLFFBQU0sV0FBVyxRQUFRO0FBQ3pCLFFBQU0sUUFBa0IsQ0FBQztBQUN6QixXQUFTLElBQUksR0FBRyxJQUFJLEdBQUcsS0FBSztBQUMxQixVQUFNLE9BQU8sVUFBVSxDQUFDLENBQVU7QUFDbEMsVUFBTUMsU0FBUSxNQUFNLE9BQU8sTUFBTSxPQUFPLFNBQVMsQ0FBQztBQUNsRCxVQUFNLEtBQUtBLE9BQU0sUUFBUSxNQUFNLElBQUk7QUFDbkMsVUFBTSxLQUFLLE1BQU0sQ0FBQyxDQUFFO0FBQUEsRUFDdEI7QUFDQSxTQUFPLFVBQVUsT0FBTyxDQUFDLEtBQUssS0FBSyxNQUFNLEtBQU0sS0FBTSxPQUFPLE9BQU8sS0FBSyxDQUFDO0FBQ3pFLFFBQU0sT0FBTyxLQUFLO0FBQ2xCLFFBQU0sT0FBTyxVQUFVLENBQUMsQ0FBVTtBQUNsQyxRQUFNLFFBQVEsTUFBTSxPQUFPLE1BQU0sT0FBTyxTQUFTLENBQUM7QUFDbEQsU0FBTyxNQUFNLE1BQU0sUUFBUSxNQUFNLE1BQU0sR0FBRztBQUM1QyxDQUFDO0FBRUQsS0FBSyx5REFBeUQsTUFBTTtBQUNsRSxRQUFNLFFBQVEsSUFBSSxNQUFNO0FBQ3hCLFFBQU0sT0FBaUIsQ0FBQztBQUN4QixRQUFNLFNBQVMsTUFBTSxXQUFXO0FBQUEsSUFDOUIsRUFBRSxPQUFPLFNBQVM7QUFBQSxJQUNsQixFQUFFLEdBQUcsUUFBUSxVQUFVLENBQUMsV0FBVyxLQUFLLEtBQUssTUFBTSxFQUFFO0FBQUEsRUFDdkQ7QUFDQSxRQUFNLFdBQVcsUUFBUTtBQUN6QixRQUFNLE9BQU8sS0FBSztBQUNsQixRQUFNLEtBQUssTUFBTSxPQUFPLEtBQUssQ0FBQyxFQUFHO0FBQ2pDLFFBQU0sT0FBTyxLQUFLLEVBQUU7QUFDcEIsU0FBTyxNQUFNLEtBQUssUUFBUSxDQUFDO0FBQzNCLFNBQU8sR0FBRyxDQUFDLE1BQU0sT0FBTyxNQUFNLEVBQUUsU0FBUyxLQUFLLENBQUM7QUFDL0MsU0FBTyxJQUFJO0FBQ1gsU0FBTyxJQUFJO0FBQ1gsU0FBTyxVQUFVLE1BQU0sT0FBTyxLQUFLLE1BQU0sQ0FBQyxHQUFHLENBQUMsRUFBRSxNQUFNLE9BQU8sR0FBRyxDQUFDLENBQUM7QUFDcEUsQ0FBQztBQUVELEtBQUssNERBQTRELE1BQU07QUFDckUsUUFBTSxRQUFRLElBQUksTUFBTTtBQUN4QixRQUFNLFNBQVMsTUFBTSxXQUFXLFVBQVUsRUFBRSxPQUFPLFNBQVMsR0FBRyxNQUFNO0FBQ3JFLFFBQU0sV0FBVyxRQUFRO0FBQ3pCLFFBQU0sT0FBTyxLQUFLO0FBQ2xCLFFBQU0sT0FBTyxLQUFLLE1BQU0sT0FBTyxLQUFLLENBQUMsRUFBRyxFQUFHO0FBQzNDLFNBQU8sT0FBTyxFQUFFLE9BQU8sVUFBVSxPQUFPLEVBQUUsQ0FBQztBQUMzQyxTQUFPLE9BQU8sRUFBRSxPQUFPLFVBQVUsT0FBTyxFQUFFLENBQUM7QUFDM0MsU0FBTyxVQUFVLE1BQU0sT0FBTyxNQUFNLEdBQUcsQ0FBQyxRQUFRLGFBQWEsYUFBYSxLQUFLLENBQUM7QUFDbEYsQ0FBQztBQUVELEtBQUssMEVBQTBFLE1BQU07QUFDbkYsUUFBTSxRQUFRLElBQUksTUFBTTtBQUN4QixRQUFNLFdBQVcsUUFBUTtBQUN6QixRQUFNLE9BQU8sS0FBSztBQUNsQixRQUFNLEtBQUssVUFBVTtBQUNyQixTQUFPLE1BQU0sTUFBTSxPQUFPLE1BQU0sRUFBRSxPQUFPLENBQUMsU0FBUyxTQUFTLFFBQVEsRUFBRSxRQUFRLENBQUM7QUFDL0UsUUFBTSxPQUFPLElBQUksRUFBRSxNQUFNLFVBQVUsSUFBSSxJQUFJLFFBQVEsQ0FBQyxFQUFFLENBQUM7QUFDdkQsUUFBTSxLQUFLLFFBQVE7QUFDbkIsU0FBTyxNQUFNLE1BQU0sT0FBTyxNQUFNO0FBQ2hDLFFBQU0sS0FBSyxhQUFhLFFBQVE7QUFDaEMsU0FBTyxNQUFNLE1BQU0sUUFBUSxDQUFDLEVBQUcsUUFBUSxJQUFJO0FBQzNDLFNBQU8sU0FBUyxNQUFNLE9BQU8sTUFBTTtBQUNyQyxDQUFDO0FBRUQsS0FBSyx1REFBdUQsTUFBTTtBQUNoRSxRQUFNLFFBQVEsSUFBSSxNQUFNO0FBQ3hCLFFBQU0sV0FBVyxRQUFRO0FBQ3pCLFFBQU0sT0FBTyxLQUFLLENBQUM7QUFDbkIsU0FBTyxNQUFNLE1BQU0sT0FBTyxTQUFTO0FBQ25DLFFBQU0sS0FBSyxHQUFNO0FBQ2pCLFNBQU8sTUFBTSxNQUFNLFFBQVEsUUFBUSxDQUFDO0FBQ3RDLENBQUM7QUFFRCxLQUFLLHlFQUF5RSxNQUFNO0FBQ2xGLFFBQU0sUUFBUSxJQUFJLE1BQU07QUFDeEIsUUFBTSxXQUFXLFFBQVE7QUFDekIsUUFBTSxPQUFPLEtBQUs7QUFDbEIsUUFBTSxPQUFPLFlBQVksRUFBRSxNQUFNLElBQUksWUFBWSxDQUFDLEVBQUUsQ0FBVTtBQUM5RCxRQUFNLE9BQU8sTUFBTSxTQUFTLE1BQU0sU0FBUyxTQUFTLENBQUM7QUFDckQsU0FBTyxNQUFNLEtBQUssU0FBUyxXQUFXLEtBQUssTUFBTSxNQUFNLGFBQWE7QUFDcEUsU0FBTyxNQUFNLE1BQU0sT0FBTyxNQUFNO0FBQ2xDLENBQUM7IiwKICAibmFtZXMiOiBbInJhbmRvbSIsICJzdGF0ZSJdCn0K
