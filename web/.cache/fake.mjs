// e2e/fake/main.ts
import { fileURLToPath } from "node:url";

// e2e/fake/data.ts
var kStart = Date.UTC(2026, 2, 1, 9, 0, 0) * 1e3;
var kStepMicros = 2e4;
var kSeries = [
  "train/loss",
  "val/loss",
  "train/accuracy",
  "val/accuracy",
  "lr",
  "grad/norm",
  "epoch",
  "layer/fc1/rms",
  "layer/fc2/rms",
  "layer/conv1/rms",
  "layer/conv2/rms",
  "layer/out/rms",
  "system/cpu",
  "system/memory"
];
function noise(seed, step) {
  let h = Math.imul(seed + 1, 2654435761) ^ Math.imul(step + 7, 2246822507);
  h = Math.imul(h ^ h >>> 15, 3266489909);
  h ^= h >>> 13;
  return (h >>> 0) / 4294967296 * 2 - 1;
}
function isRecorded(series, step) {
  if (series.startsWith("val/")) return step % 100 === 99;
  if (series.startsWith("system/")) return step % 10 === 0;
  return true;
}
function valueOf(run, series, step) {
  const { seed } = run;
  const n = noise(seed * 31 + series.length * 7 + series.charCodeAt(0), step);
  const t = step / 1600;
  const fall = Math.exp(-t * (0.9 + seed * 0.11));
  switch (series) {
    case "train/loss":
      if (seed === 2 && step >= 2400 && step < 2500) return NaN;
      if (seed === 0 && step === 1234) return 6.5;
      return 0.05 + 2.3 * fall + 0.12 * (0.3 + fall) * n;
    case "val/loss":
      return 0.12 + 2.25 * fall + 0.012 * t * t + 0.02 * n;
    case "train/accuracy":
      return Math.min(0.999, 0.985 - 0.87 * fall + 0.02 * n);
    case "val/accuracy":
      return Math.min(0.99, 0.955 - 0.85 * fall + 0.012 * n);
    case "lr":
      return 1e-3 * 0.5 ** Math.floor(step / 1500);
    case "grad/norm":
      if (step % 1700 === 1699) return step % 3400 === 3399 ? -Infinity : Infinity;
      return Math.exp(0.6 * n + 1.2 - t * 0.6);
    case "epoch":
      return Math.floor(step / 100);
    case "system/cpu":
      return 62 + 18 * n;
    case "system/memory":
      return 31e8 + 2e8 * Math.sin(step / 300) + 1e7 * n;
    default:
      return (1 + series.charCodeAt(8) / 90) * Math.exp(-t * 0.2) + 0.06 * n;
  }
}
function wallOf(run, step) {
  return run.info.started + step * kStepMicros;
}
function makeInfo(number, status, steps) {
  const started = kStart + number * 36e8;
  const done = steps / 100;
  return {
    id: `digits/run_${String(number).padStart(3, "0")}`,
    name: "digits",
    label: `run_${String(number).padStart(3, "0")}`,
    number,
    status,
    reason: status === "failed" ? "loss is NaN at step 2,400" : "",
    started,
    ended: status === "finished" || status === "failed" ? started + steps * kStepMicros : null,
    updated: started + steps * kStepMicros,
    last_step: steps - 1,
    points: steps * 11,
    series: kSeries.length,
    dropped: number === 2 ? 128 : 0,
    progress: { epoch: Math.floor(done), epochs: 100, seconds_left: (100 - done) * 2 },
    host: "box",
    pid: 4242 + number,
    argv: ["./oriel-train", "--epochs", "100", "--name", "a run"],
    git: { commit: "1f0c9d2a77e04b5c8d3f6a1b2c3d4e5f60718293", dirty: number % 2 === 1 },
    config: { lr: 1e-3 * number, batch: 64, optimizer: { name: "adam", beta: 0.9 } },
    tags: number === 1 ? ["baseline"] : ["sweep"],
    notes: number === 1 ? "The run to beat." : "",
    writers: 1,
    damage: number === 4 ? "One chunk of 96 KiB could not be read: steps 1,200 to 1,280 are missing." : ""
  };
}
function makeRuns() {
  const plan = [
    ["finished", 5e3],
    ["finished", 4200],
    ["failed", 2600],
    ["crashed", 3100],
    ["running", 5e3]
  ];
  return plan.map(([status, steps], i) => ({
    info: makeInfo(i + 1, status, steps),
    seed: i,
    steps
  }));
}
function makeMany(count) {
  const kinds = ["finished", "failed", "crashed", "running", "finished"];
  return Array.from({ length: count }, (_, i) => ({
    info: makeInfo(i + 1, kinds[i % kinds.length], 100 + i),
    seed: i % 7,
    steps: 100 + i
  }));
}
function advance(run, steps) {
  run.steps += steps;
  const { info } = run;
  info.last_step = run.steps - 1;
  info.points = run.steps * 11;
  info.updated = wallOf(run, run.steps);
  const done = Math.min(100, run.steps / 100);
  info.progress = { epoch: Math.floor(done), epochs: 100, seconds_left: (100 - done) * 2 };
}
function makePanels() {
  const plans = [
    ["loss", "Loss", "Curves", ["train/loss", "val/loss"]],
    ["accuracy", "Accuracy", "Curves", ["train/accuracy", "val/accuracy"]],
    ["lr", "Learning rate", "Curves", ["lr"]],
    ["grad/norm", "Gradient norm", "Curves", ["grad/norm"]],
    ["layer", "Layer RMS", "Curves", ["layer/*/rms"], { size: "wide", group: "layer" }],
    ["epoch", "Epoch", "Curves", ["epoch"]],
    ["cpu", "CPU", "System", ["system/cpu"]],
    ["memory", "Memory", "System", ["system/memory"]]
  ];
  const curves2 = plans.map(([key, title, tab, series, more]) => {
    const y = key === "grad/norm" ? "log" : "linear";
    const group = series[0].includes("/") ? series[0].split("/")[0] : "";
    const request = { panel: "curves", series, y };
    return { key, title, tab, size: "normal", group, request, ...more };
  });
  const media2 = (key, title, tab, panel) => {
    return { key, title, tab, size: "normal", group: "", request: { panel, series: [key] } };
  };
  return [
    ...curves2,
    media2("batch/first", "First image of the batch", "Images", "image"),
    media2("live/camera", "Camera", "Images", "live_image"),
    media2("log/notes", "Notes", "Text", "text")
  ];
}

// e2e/fake/server.ts
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

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
function matches(glob, name) {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const pattern = escaped.replace(/\*\*|\*/g, (star) => star === "**" ? ".*" : "[^/]*");
  return new RegExp(`^${pattern}$`).test(name);
}
function xOf(run, axis, step) {
  if (axis === "wall") return wallOf(run, step);
  if (axis === "relative") return (wallOf(run, step) - run.info.started) / 1e6;
  if (axis.startsWith("series:")) return valueOf(run, axis.slice(7), step);
  return step;
}
function pointsOf(run, series, axis) {
  const out = { x: [], y: [] };
  for (let step = 0; step < run.steps; step++) {
    if (!isRecorded(series, step)) continue;
    out.x.push(xOf(run, axis, step));
    out.y.push(valueOf(run, series, step));
  }
  if (!axis.startsWith("series:")) return out;
  const order = out.x.map((_, i) => i).sort((a, b) => out.x[a] - out.x[b]);
  return { x: order.map((i) => out.x[i]), y: order.map((i) => out.y[i]) };
}
function smooth(points, weight) {
  let sum = 0;
  let total = 0;
  const y = points.y.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = weight * sum + (1 - weight) * value;
    total = weight * total + (1 - weight);
    return sum / total;
  });
  return { x: points.x, y };
}
function columnsOf(points, range, width) {
  const columns = /* @__PURE__ */ new Map();
  points.x.forEach((x, i) => {
    if (x < range[0] || x > range[1]) return;
    const at = Math.min(
      width - 1,
      Math.floor((x - range[0]) / (range[1] - range[0] || 1) * width)
    );
    columns.set(at, [...columns.get(at) ?? [], i]);
  });
  const sets = [...columns.entries()].sort((a, b) => a[0] - b[0]).map(([, set]) => set);
  const pick = (choose) => Float64Array.from(sets, (set) => {
    const finite = set.map((i) => points.y[i]).filter(Number.isFinite);
    return finite.length > 0 ? choose(finite) : NaN;
  });
  return {
    resolution: "columns",
    x0: Float64Array.from(sets, (set) => points.x[set[0]]),
    x1: Float64Array.from(sets, (set) => points.x[set[set.length - 1]]),
    first: pick((finite) => finite[0]),
    min: pick((finite) => Math.min(...finite)),
    max: pick((finite) => Math.max(...finite)),
    last: pick((finite) => finite[finite.length - 1]),
    count: Uint32Array.from(sets, (set) => set.length)
  };
}
function lineOf(points, range, width) {
  let from = points.x.findIndex((x) => x >= range[0]);
  if (from < 0) from = points.x.length;
  let to = from;
  while (to < points.x.length && points.x[to] <= range[1]) to++;
  if (to - from > 2 * width) return columnsOf(points, range, width);
  const a = Math.max(0, from - 1);
  const b = Math.min(points.x.length, to + 1);
  return {
    resolution: "points",
    x: Float64Array.from(points.x.slice(a, b)),
    y: Float64Array.from(points.y.slice(a, b))
  };
}
function gapsOf(points, range, width) {
  const seen = /* @__PURE__ */ new Map();
  points.x.forEach((x2, i) => {
    const y = points.y[i];
    if (Number.isFinite(y) || x2 < range[0] || x2 > range[1]) return;
    const code = Number.isNaN(y) ? 1 : y > 0 ? 2 : 3;
    const column = Math.floor((x2 - range[0]) / (range[1] - range[0] || 1) * width);
    const key = `${column} ${code}`;
    if (!seen.has(key)) seen.set(key, [x2, code]);
  });
  if (seen.size === 0) return null;
  const all = [...seen.values()].sort((p, q) => p[0] - q[0]);
  const x = Float64Array.from(all, ([at]) => at);
  return { type: "gap", x, code: Uint8Array.from(all, ([, code]) => code) };
}
function shell(runs2, loading) {
  return {
    v: 1,
    title: "",
    reading: "",
    notes: [],
    runs: runs2.map((run, i) => ({
      id: run.info.id,
      label: run.info.id,
      color: i,
      status: run.info.status,
      dropped: run.info.dropped
    })),
    points: 0,
    loading,
    panels: []
  };
}
function bestOf(points) {
  let at = 0;
  points.y.forEach((y, i) => at = y < points.y[at] ? i : at);
  const x = Float64Array.of(points.x[at]);
  return { type: "points", label: "best", role: "best", x, y: Float64Array.of(points.y[at]) };
}
function curves(request, runs2, loading) {
  const figure = shell(runs2, loading);
  const axis = request.x ?? "step";
  const width = request.width ?? 720;
  const names = kSeries.filter(
    (name) => (request.series ?? []).some((glob) => matches(glob, name))
  );
  const sets = runs2.flatMap(
    (run, index) => names.map((name) => ({ run, index, name, points: pointsOf(run, name, axis) }))
  );
  const all = sets.flatMap((set) => [set.points.x[0], set.points.x[set.points.x.length - 1]]);
  const extent = all.length > 0 ? [Math.min(...all), Math.max(...all)] : null;
  const range = request.range ?? extent ?? [0, 1];
  const marks = [];
  const words = [];
  for (const { run, index, name, points } of sets) {
    const role = name.startsWith("train/") ? "train" : name.startsWith("val/") ? "val" : "none";
    const base = { run: index, role, entity: { kind: "series", run: run.info.id, path: name } };
    marks.push({
      type: "line",
      label: name,
      layer: "raw",
      ...base,
      ...lineOf(points, range, width)
    });
    if (request.smoothing) {
      const soft = smooth(points, request.smoothing);
      marks.push({
        type: "line",
        label: name,
        layer: "smooth",
        ...base,
        ...lineOf(soft, range, width)
      });
    }
    const gaps = gapsOf(points, range, width);
    if (gaps) marks.push({ ...gaps, ...base });
    if (name === "val/loss") marks.push({ ...bestOf(points), ...base, role: "best" });
    figure.points += points.x.filter((x) => x >= range[0] && x <= range[1]).length;
    words.push(`${name} ${points.y[points.y.length - 1]?.toPrecision(4)}`);
  }
  if (names.includes("lr") || names.includes("train/loss")) {
    runs2.forEach((run, index) => {
      if (run.steps > 1500)
        marks.push({
          type: "rule",
          x: xOf(run, axis, 1500),
          label: "learning rate halved",
          run: index
        });
    });
  }
  const kind = axis.startsWith("series:") ? "value" : axis;
  const label = axis.startsWith("series:") ? axis.slice(7) : axis === "relative" ? "time since start" : axis;
  figure.reading = words.slice(0, 3).join("; ");
  figure.panels = [
    {
      title: "",
      x: { label, kind, extent, range },
      y: {
        label: names[0] ?? "",
        kind: "value",
        scale: request.y === "log" ? "log" : "linear",
        unit: ""
      },
      marks
    }
  ];
  return figure;
}
function imageMark(run, index, step, live) {
  const size = live ? 96 : 28;
  const pixels = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const wave = Math.sin((x + step / 40) / 5) * Math.cos((y - step / 60 + run.seed * 9) / 6);
      pixels.set([128 + 120 * wave, 128 + 60 * wave * wave, 200 - 90 * wave], (y * size + x) * 3);
    }
  }
  const entity = { kind: "stream", run: run.info.id, path: live ? "live/camera" : "batch/first" };
  const caption = live ? "" : `class ${step % 10}`;
  return {
    type: "image",
    run: index,
    entity,
    width: size,
    height: size,
    channels: 3,
    step,
    caption,
    pixels
  };
}
function media(request, runs2, loading) {
  const figure = shell(runs2, loading);
  const live = request.panel === "live_image";
  const marks = runs2.map((run, index) => {
    const newest = run.steps - 1;
    const at = live ? newest : Math.floor(Math.min(newest, request.cursor ?? newest) / 100) * 100;
    if (request.panel !== "text") return imageMark(run, index, at, live);
    const text = `step ${at}: the learning rate is ${valueOf(run, "lr", at)}
<b>not bold</b> <script>alert(1)</script>`;
    return {
      type: "text",
      run: index,
      entity: { kind: "stream", path: "log/notes" },
      step: at,
      text
    };
  });
  figure.reading = live ? "the newest frame" : `${marks.length} at step ${request.cursor ?? "newest"}`;
  figure.panels = [
    {
      title: "",
      x: { label: "", kind: "none", extent: null, range: null },
      y: { label: "", kind: "none", scale: "linear" },
      marks
    }
  ];
  return figure;
}
function makeFigure(request, state) {
  const runs2 = (request.runs ?? []).flatMap((id) => state.runs.filter((run) => run.info.id === id));
  return request.panel === "curves" ? curves(request, runs2, state.loading) : media(request, runs2, state.loading);
}

// e2e/fake/server.ts
var kPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'";
var kTypes = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml"
};
var Client = class {
  constructor(socket) {
    this.socket = socket;
    this.follows = /* @__PURE__ */ new Map();
    this.panels = /* @__PURE__ */ new Map();
    this.wantsRuns = false;
    this.acks = 0;
  }
};
var FakeServer = class {
  constructor(dist) {
    this.dist = dist;
    this.runs = makeRuns();
    this.panels = makePanels();
    this.loading = false;
    /** Steps that running runs gain per tick of 50 ms. */
    this.speed = 5;
    this.figures = 0;
    this.requests = [];
    this.port = 0;
    this.clients = /* @__PURE__ */ new Set();
    this.http = null;
    this.sockets = null;
    this.version = 1;
    this.timer = null;
  }
  get url() {
    return `http://127.0.0.1:${this.port}/`;
  }
  get clientCount() {
    return this.clients.size;
  }
  get followCount() {
    return [...this.clients].reduce((sum, client) => sum + client.follows.size, 0);
  }
  async start(port2 = this.port) {
    const http = createServer((request, response) => void this.answer(request, response));
    this.http = http;
    this.sockets = new WebSocketServer({ server: http, path: "/api/live" });
    this.sockets.on("connection", (socket) => this.accept(socket));
    await new Promise((resolve) => http.listen(port2, "127.0.0.1", resolve));
    this.port = http.address().port;
    this.timer = setInterval(() => this.tick(), 50);
  }
  async stop() {
    if (this.timer) clearInterval(this.timer);
    for (const client of this.clients) client.socket.terminate();
    this.clients.clear();
    this.sockets?.close();
    this.http?.closeAllConnections?.();
    await new Promise(
      (resolve) => this.http ? this.http.close(() => resolve()) : resolve()
    );
    this.http = null;
  }
  /** Tells every client that the runs and the panels are not what they were. */
  announce() {
    this.version++;
    for (const client of this.clients) {
      if (client.wantsRuns) this.sendRuns(client);
      for (const id of client.panels.keys()) this.sendPanels(client, id);
    }
  }
  async answer(request, response) {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    response.setHeader("Content-Security-Policy", kPolicy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (pathname === "/api/version") {
      response.end('{"name":"oriel","version":"0.1.0","protocol":1}');
    } else if (pathname === "/api/export") {
      this.exportCsv(searchParams, response);
    } else {
      const file = pathname === "/" ? "index.html" : pathname.slice(1);
      const known = /^[\w.]+$/.test(file);
      const body = known ? await readFile(`${this.dist}/${file}`).catch(() => null) : null;
      response.statusCode = body ? 200 : 404;
      response.setHeader("Content-Type", kTypes[file.split(".").pop() ?? ""] ?? "text/plain");
      response.end(body ?? "not found");
    }
  }
  exportCsv(query, response) {
    response.setHeader("Content-Type", "text/csv");
    response.setHeader("Content-Disposition", 'attachment; filename="export.csv"');
    response.write("run,series,step,value\n");
    for (const run of this.runs) {
      if (!query.getAll("run").includes(run.info.id)) continue;
      for (const name of query.getAll("series")) {
        for (let step = 0; step < run.steps; step++) {
          if (!isRecorded(name, step)) continue;
          response.write(`${run.info.id},${name},${step},${valueOf(run, name, step)}
`);
        }
      }
    }
    response.end();
  }
  accept(socket) {
    const client = new Client(socket);
    this.clients.add(client);
    socket.on("close", () => this.clients.delete(client));
    socket.on("message", (data) => this.take(client, JSON.parse(String(data))));
    const hello = {
      type: "hello",
      protocol: 1,
      version: "0.1.0",
      logdir: "/home/me/runs",
      rights: ["view"]
    };
    socket.send(JSON.stringify(hello));
  }
  take(client, message) {
    const id = message.id ?? 0;
    if (message.type === "runs") {
      client.wantsRuns = true;
      this.sendRuns(client);
    } else if (message.type === "panels") {
      client.panels.set(id, message.runs);
      this.sendPanels(client, id);
    } else if (message.type === "subscribe") {
      const request = message.request;
      const old = client.follows.get(id);
      this.requests.push(request);
      client.follows.set(id, { request, free: old?.free ?? true, version: -1 });
    } else if (message.type === "unsubscribe") {
      client.follows.delete(id);
      client.panels.delete(id);
    } else if (message.type === "ack") {
      client.acks++;
      const follow = client.follows.get(id);
      if (follow) follow.free = true;
    }
  }
  sendRuns(client) {
    const runs2 = this.runs.map((run) => run.info);
    const { version, loading } = this;
    client.socket.send(JSON.stringify({ type: "runs", version, loading, runs: runs2 }));
  }
  sendPanels(client, id) {
    const runs2 = client.panels.get(id) ?? [];
    const known = runs2.some((one) => this.runs.some((run) => run.info.id === one));
    client.socket.send(JSON.stringify({ type: "panels", id, panels: known ? this.panels : [] }));
  }
  tick() {
    const growing = this.speed > 0 ? this.runs.filter((run) => run.info.status === "running") : [];
    for (const run of growing) advance(run, this.speed);
    if (growing.length > 0) this.version++;
    for (const client of this.clients) {
      if (client.wantsRuns && growing.length > 0 && this.version % 5 === 0) {
        const upsert = growing.map((run) => run.info);
        const { version, loading } = this;
        client.socket.send(
          JSON.stringify({ type: "runs_delta", version, loading, upsert, remove: [] })
        );
      }
      for (const [id, follow] of client.follows) {
        if (!follow.free || follow.version === this.version) continue;
        follow.free = false;
        follow.version = this.version;
        this.figures++;
        client.socket.send(encodeFigure(id, makeFigure(follow.request, this)));
      }
    }
  }
};

// e2e/fake/main.ts
var [port = "8710", runs = "0"] = process.argv.slice(2);
var server = new FakeServer(fileURLToPath(new URL("../dist", import.meta.url)));
if (runs === "none") server.runs = [];
else if (Number(runs) > 0) server.runs.push(...makeMany(Number(runs)).slice(5));
await server.start(Number(port));
process.stdout.write(`${server.url}
`);
