// e2e/interface.e2e.ts
import assert2 from "node:assert/strict";
import { readFileSync as readFileSync2 } from "node:fs";
import { after, afterEach, before, beforeEach, test } from "node:test";

// e2e/browser.ts
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
var kAxe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
async function launch() {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      ...root ? ["--no-sandbox"] : [],
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-dev-shm-usage",
      "--no-first-run"
    ]
  });
}
async function openPage(browser2, options = {}) {
  const context = await browser2.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.theme ?? "light",
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    acceptDownloads: true
  });
  const page2 = await context.newPage();
  page2.setDefaultTimeout(1e4);
  const faults = [];
  page2.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page2.on("console", (message) => {
    const expected = /WebSocket connection|ERR_CONNECTION|net::ERR/.test(message.text());
    if (message.type() === "error" && !expected) faults.push(`console: ${message.text()}`);
  });
  await page2.exposeFunction("orielBreach", (what) => faults.push(`policy: ${what}`));
  await page2.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const report = window.orielBreach;
      report(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return { page: page2, faults };
}
async function audit(page2, where) {
  await page2.evaluate(readFileSync(kAxe, "utf8"));
  const result = await page2.evaluate(() => {
    const axe = window.axe;
    return axe.run();
  });
  const found = result.violations.map((one) => {
    const nodes = one.nodes.slice(0, 4).map((node) => `    ${node.target.join(" ")}: ${node.failureSummary ?? ""}`);
    return `  ${one.id}: ${one.help}
${nodes.join("\n")}`;
  });
  assert.equal(found.length, 0, `${where}:
${found.join("\n")}`);
}
async function until(what, read, check, ms = 1e4) {
  const end = Date.now() + ms;
  for (; ; ) {
    const value = await read();
    if (check(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: still ${JSON.stringify(value)} after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
function panel(page2, title) {
  return page2.locator("section.panel", {
    has: page2.getByRole("heading", { name: title, exact: true })
  });
}
async function pixels(page2, title) {
  return panel(page2, title).locator("canvas").first().evaluate((element) => {
    const canvas = element;
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let hash2 = 0;
    for (let i = 0; i < data.length; i += 4) {
      hash2 = Math.imul(hash2, 31) + data[i] * 7 + data[i + 1] * 3 + data[i + 3] | 0;
    }
    return hash2;
  });
}
async function drag(page2, title, from, to) {
  const box = await panel(page2, title).locator(".chart").boundingBox();
  const y = box.y + box.height / 2;
  await page2.mouse.move(box.x + from * box.width, y);
  await page2.mouse.down();
  await page2.mouse.move(box.x + to * box.width, y, { steps: 6 });
  await page2.mouse.up();
}

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
  const media2 = (key, title, tab, panel2) => {
    return { key, title, tab, size: "normal", group: "", request: { panel: panel2, series: [key] } };
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
function shell(runs, loading) {
  return {
    v: 1,
    title: "",
    reading: "",
    notes: [],
    runs: runs.map((run, i) => ({
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
function curves(request, runs, loading) {
  const figure = shell(runs, loading);
  const axis = request.x ?? "step";
  const width = request.width ?? 720;
  const names = kSeries.filter(
    (name) => (request.series ?? []).some((glob) => matches(glob, name))
  );
  const sets = runs.flatMap(
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
    runs.forEach((run, index) => {
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
  const pixels2 = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const wave = Math.sin((x + step / 40) / 5) * Math.cos((y - step / 60 + run.seed * 9) / 6);
      pixels2.set([128 + 120 * wave, 128 + 60 * wave * wave, 200 - 90 * wave], (y * size + x) * 3);
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
    pixels: pixels2
  };
}
function media(request, runs, loading) {
  const figure = shell(runs, loading);
  const live = request.panel === "live_image";
  const marks = runs.map((run, index) => {
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
  const runs = (request.runs ?? []).flatMap((id) => state.runs.filter((run) => run.info.id === id));
  return request.panel === "curves" ? curves(request, runs, state.loading) : media(request, runs, state.loading);
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
  async start(port = this.port) {
    const http = createServer((request, response) => void this.answer(request, response));
    this.http = http;
    this.sockets = new WebSocketServer({ server: http, path: "/api/live" });
    this.sockets.on("connection", (socket) => this.accept(socket));
    await new Promise((resolve) => http.listen(port, "127.0.0.1", resolve));
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
    const runs = this.runs.map((run) => run.info);
    const { version, loading } = this;
    client.socket.send(JSON.stringify({ type: "runs", version, loading, runs }));
  }
  sendPanels(client, id) {
    const runs = client.panels.get(id) ?? [];
    const known = runs.some((one) => this.runs.some((run) => run.info.id === one));
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

// e2e/interface.e2e.ts
var server = new FakeServer("dist");
var browser;
var watched;
var page;
before(async () => {
  await server.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server.stop();
});
beforeEach(() => {
  server.runs = makeRuns();
  server.panels = makePanels();
  server.loading = false;
  server.speed = 0;
});
afterEach(async () => {
  if (!watched) return;
  await page.context().close();
  assert2.deepEqual(watched.faults, [], "errors and breaches of the policy");
});
async function open(hash2 = "", options = {}) {
  watched = await openPage(browser, options);
  page = watched.page;
  await page.goto(server.url + hash2);
}
async function shown(title = "Loss") {
  await until(
    `${title} shows a figure`,
    () => footer(title),
    (text) => /point/.test(text)
  );
}
function footer(title) {
  return panel(page, title).locator(".panel-foot").innerText();
}
function reading(title) {
  return panel(page, title).locator(".reading").innerText();
}
var hash = () => page.evaluate(() => location.hash);
test("the newest running run is shown by itself, and its curves move", async () => {
  server.speed = 5;
  await open();
  await shown();
  assert2.equal(await hash(), "#runs=digits/run_005");
  await page.getByRole("heading", { level: 1, name: /run_005/ }).waitFor();
  const before2 = await pixels(page, "Loss");
  await until(
    "the curve moves",
    () => pixels(page, "Loss"),
    (now) => now !== before2
  );
  const step = await page.locator(".run-head").innerText();
  await until(
    "the header moves",
    () => page.locator(".run-head").innerText(),
    (now) => now !== step
  );
});
test("dragging zooms every panel, down to single true points, and a double click undoes it", async () => {
  await open("#runs=digits/run_001");
  await shown();
  assert2.match(await footer("Loss"), /5,050 points, min to max per pixel/);
  const whole = await pixels(page, "Accuracy");
  await drag(page, "Loss", 0.3, 0.4);
  await until(
    "points are true",
    () => footer("Loss"),
    (text) => /every one drawn/.test(text)
  );
  assert2.match(await hash(), /range=/);
  assert2.notEqual(await pixels(page, "Accuracy"), whole);
  for (let i = 0; i < 3; i++) {
    await drag(page, "Loss", 0.4, 0.5);
    await page.waitForTimeout(250);
  }
  await until(
    "few are left",
    () => footer("Loss"),
    (text) => Number(/(\d+) points?,/.exec(text)?.[1] ?? 99) <= 6
  );
  await panel(page, "Loss").locator(".chart").dblclick();
  await until(
    "everything is back",
    () => footer("Loss"),
    (text) => /5,050 points/.test(text)
  );
  assert2.doesNotMatch(await hash(), /range=/);
  await page.goBack();
  await until("back is zoomed again", hash, (now) => /range=/.test(now));
});
test("hovering reads the true values in every panel", async () => {
  await open("#runs=digits/run_001&range=1200,1260");
  await until(
    "zoomed",
    () => footer("Loss"),
    (text2) => /every one drawn/.test(text2)
  );
  const box = await panel(page, "Loss").locator(".chart").boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  const text = await until(
    "Loss is read",
    () => reading("Loss"),
    (now) => /^step/.test(now)
  );
  const step = Number(/step ([\d,]+)/.exec(text)[1].replace(",", ""));
  const value = Number(/train ([\d.]+)/.exec(text)[1]);
  const truth = valueOf(server.runs[0], "train/loss", step);
  assert2.ok(Math.abs(value - truth) < 5e-4, `${value} is not ${truth} at ${step}`);
  const other = await reading("Learning rate");
  assert2.match(other, new RegExp(`^step ${step.toLocaleString("en")}: `));
  await panel(page, "Loss").locator(".tip").waitFor();
  await page.mouse.move(5, 5);
  await until(
    "the reading returns",
    () => reading("Loss"),
    (now) => !/^step/.test(now)
  );
});
test("several runs are compared, and keep their colours", async () => {
  await open("#runs=digits/run_001");
  await shown();
  await page.getByLabel("Compare digits/run_002").check();
  await page.getByLabel("Compare digits/run_003").check();
  assert2.equal(await hash(), "#runs=digits/run_001,digits/run_002,digits/run_003");
  await until(
    "three runs",
    () => panel(page, "Loss").locator(".legend").innerText(),
    (text) => {
      return ["run_001", "run_002", "run_003", "train", "val"].every((word) => text.includes(word));
    }
  );
  await page.getByLabel("Compare digits/run_001").uncheck();
  assert2.equal(await hash(), "#runs=,digits/run_002,digits/run_003");
  await until(
    "NaN is named",
    () => footer("Loss"),
    (text) => text.includes("NaN")
  );
  assert2.match(await footer("Loss"), /dropped 128 points/);
  await page.getByRole("button", { name: /^run_004/ }).click();
  assert2.equal(await hash(), "#runs=digits/run_004");
  await page.getByText("damaged log").click();
  await page.getByText("steps 1,200 to 1,280 are missing").waitFor();
});
test("axes, scales and smoothing are asked for and kept in the address", async () => {
  await open("#runs=digits/run_001");
  await shown();
  await page.getByLabel("Vertical scale").selectOption("log");
  await until(
    "log",
    () => footer("Loss"),
    (text) => /log scale/.test(text)
  );
  await page.getByLabel("Vertical scale").selectOption("symlog");
  await until(
    "symlog",
    () => footer("Loss"),
    (text) => /symlog scale/.test(text)
  );
  for (const [axis, pattern] of [
    ["relative", /\d.s/],
    ["wall", /2026-03-/],
    ["series:epoch", /^epoch/]
  ]) {
    await page.getByLabel("Horizontal axis").selectOption(axis);
    assert2.match(await hash(), new RegExp(`x=${axis}`));
    await until(`asked for ${axis}`, () => server.requests.some((one) => one.x === axis), Boolean);
    await page.mouse.move(5, 5);
    const box = await panel(page, "Loss").locator(".chart").boundingBox();
    await until(
      `read on ${axis}`,
      async () => {
        await page.mouse.move(box.x + box.width / 2 + Math.random() * 9, box.y + 60);
        return reading("Loss");
      },
      (text) => pattern.test(text) && !text.startsWith("step")
    );
  }
  await page.getByLabel("Smoothing").fill("90");
  await until("smoothed", () => server.requests.some((one) => one.smoothing === 0.9), Boolean);
  assert2.match(await hash(), /smooth=0.9/);
});
test("a link is a saved view", async () => {
  await open("#runs=digits/run_002&tab=System&range=100,300&y=log&smooth=0.5");
  await panel(page, "CPU").waitFor();
  await until(
    "zoomed",
    () => footer("CPU"),
    (text) => /^log scale · 21 points/.test(text)
  );
  assert2.equal(await page.getByLabel("Vertical scale").inputValue(), "log");
  await page.getByText("100 \u2013 300").click();
  await until(
    "whole",
    () => footer("CPU"),
    (text) => /420 points/.test(text)
  );
});
test("everything in a chart is reached by keyboard, and spoken", async () => {
  await open("#runs=digits/run_001", { reducedMotion: true });
  await shown();
  await panel(page, "Loss").locator(".chart").focus();
  await page.keyboard.press("Home");
  await until(
    "the first",
    () => reading("Loss"),
    (text2) => /^step 0:/.test(text2)
  );
  for (let i = 0; i < 6; i++) await page.keyboard.press("+");
  await until(
    "true points",
    () => footer("Loss"),
    (text2) => /every one drawn/.test(text2)
  );
  await page.keyboard.press("ArrowRight");
  await until(
    "the second",
    () => reading("Loss"),
    (text2) => /^step 1:/.test(text2)
  );
  await page.keyboard.press("Shift+ArrowRight");
  const text = await until(
    "ten on",
    () => reading("Loss"),
    (now) => /^step 11:/.test(now)
  );
  await until(
    "spoken",
    () => page.locator("[aria-live=polite]").innerText(),
    (now) => now === text
  );
  await page.keyboard.press("Enter");
  assert2.match(await hash(), /at=11/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert2.doesNotMatch(await hash(), /range/);
  const rows = await panel(page, "Loss").locator("table tbody tr").count();
  assert2.ok(rows > 3, "a table stands behind the chart");
  await page.keyboard.press("/");
  await page.keyboard.type("tag:baseline");
  await until(
    "one run",
    () => page.locator(".run").count(),
    (count) => count === 1
  );
  await page.keyboard.press("Escape");
  await page.locator("body").press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});
test("enlarge, PNG, CSV and table", async () => {
  await open("#runs=digits/run_001");
  await shown();
  await panel(page, "Loss").hover();
  await page.getByRole("button", { name: "Enlarge Loss" }).click();
  assert2.match(await hash(), /panel=loss/);
  await until(
    "one panel",
    () => page.locator("section.panel").count(),
    (count) => count === 1
  );
  const save = async (name) => {
    await page.getByRole("button", { name: "More for Loss" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name }).click()
    ]);
    return readFileSync2(await download.path());
  };
  const png = await save("Save as PNG");
  assert2.equal(png.subarray(1, 4).toString(), "PNG");
  assert2.ok(png.readUInt32BE(16) > 1e3);
  const lines = (await save("Save every point as CSV")).toString().trim().split("\n");
  assert2.equal(lines.length, 1 + 5e3 + 50);
  await page.getByRole("button", { name: "More for Loss" }).click();
  await page.getByRole("menuitem", { name: "Show as a table" }).click();
  await page.locator(".table-box tbody tr").nth(50).waitFor();
  await page.keyboard.press("Escape");
  await until(
    "all panels",
    () => page.locator("section.panel").count(),
    (count) => count === 6
  );
});
test("images and texts follow the step; markup stays text", async () => {
  await open("#runs=digits/run_001&tab=All&at=1234");
  const image = panel(page, "First image of the batch");
  await image.scrollIntoViewIfNeeded();
  await until(
    "the image of step 1,200",
    () => image.innerText(),
    (text) => /step 1,200/.test(text)
  );
  await page.getByLabel("Step").fill("2500");
  await until(
    "the image of step 2,500",
    () => image.innerText(),
    (text) => /step 2,500/.test(text)
  );
  const notes = panel(page, "Notes");
  await notes.scrollIntoViewIfNeeded();
  await until(
    "the text",
    () => notes.innerText(),
    (text) => text.includes("<b>not bold</b>")
  );
  assert2.equal(await notes.locator("b").count(), 0);
});
test("only visible panels are asked for", async () => {
  server.panels = Array.from({ length: 200 }, (_, i) => ({
    ...makePanels()[0],
    key: `loss${i}`,
    title: `Loss ${i}`
  }));
  await open("#runs=digits/run_001");
  await shown("Loss 0");
  assert2.ok(server.followCount < 16, `${server.followCount} panels asked for`);
  await page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
  await shown("Loss 199");
  await until(
    "the others are let go",
    () => server.followCount,
    (count) => count < 16
  );
});
test("a frozen view stands still and catches up", async () => {
  server.speed = 5;
  await open();
  await shown();
  await page.getByRole("button", { name: "Freeze" }).click();
  await page.waitForTimeout(600);
  const still = await pixels(page, "Loss");
  const sent = server.figures;
  await page.waitForTimeout(600);
  assert2.equal(await pixels(page, "Loss"), still);
  assert2.ok(server.figures - sent <= 1, "nothing is sent to a frozen view");
  await page.getByRole("button", { name: "Follow again" }).click();
  await until(
    "it moves again",
    () => pixels(page, "Loss"),
    (now) => now !== still
  );
});
test("a lost server is announced, and everything comes back with it", async () => {
  server.speed = 5;
  await open();
  await shown();
  await server.stop();
  await page.getByText("Disconnected from the server").waitFor();
  const still = await pixels(page, "Loss");
  await server.start();
  await page.getByText("Disconnected from the server").waitFor({ state: "hidden", timeout: 15e3 });
  await until(
    "the curve moves again",
    () => pixels(page, "Loss"),
    (now) => now !== still
  );
});
test("an empty logdir teaches; a first run appears by itself", async () => {
  server.runs = [];
  await open();
  await page.getByText("No runs yet").waitFor();
  await page.getByText("oriel::Run run").waitFor();
  await audit(page, "no runs");
  server.runs = makeRuns();
  server.announce();
  await shown();
});
test("ten thousand runs scroll like ten", async () => {
  server.runs = makeMany(1e4);
  await open("#runs=digits/run_001");
  await until(
    "counted",
    () => page.locator(".run-count").innerText(),
    (text) => /10,000 runs/.test(text)
  );
  assert2.ok(await page.locator(".run").count() < 60);
  const slowest = await page.locator(".run-rows").evaluate(async (list) => {
    let worst = 0;
    for (let i = 0; i < 60; i++) {
      const start = performance.now();
      list.scrollTop = i * 8191 % list.scrollHeight;
      await new Promise(requestAnimationFrame);
      worst = Math.max(worst, performance.now() - start);
    }
    return worst;
  });
  assert2.ok(slowest < 250, `a frame took ${slowest.toFixed(0)} ms`);
  await page.locator("#run-search").fill("run_9999");
  await until(
    "found",
    () => page.locator(".run").count(),
    (count) => count === 1
  );
});
for (const theme of ["light", "dark"]) {
  test(`no accessibility violations in ${theme}, wide and narrow`, async () => {
    await open("#runs=digits/run_001,digits/run_002,digits/run_003&tab=All", { theme });
    await shown();
    assert2.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    await page.getByRole("button", { name: "Details" }).click();
    await audit(page, `${theme}, everything`);
    await page.getByRole("button", { name: "Help and keys" }).click();
    await audit(page, `${theme}, help`);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Close the details" }).click();
    await page.setViewportSize({ width: 400, height: 800 });
    await page.getByRole("button", { name: "Show the run list" }).click();
    await audit(page, `${theme}, 400 pixels`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert2.ok(wide <= 400, `${wide} pixels wide`);
  });
}
test("the theme follows the system, can be chosen, and is remembered", async () => {
  await open("", { theme: "dark" });
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await until("as the system", theme, (now) => now === "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await until("follows", theme, (now) => now === "light");
  await page.getByRole("button", { name: /Colours/ }).click();
  await page.getByRole("button", { name: /Colours: light/ }).click();
  await until("chosen", theme, (now) => now === "dark");
  await page.reload();
  await until("remembered", theme, (now) => now === "dark");
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiLi4vLi4vZTJlL2ludGVyZmFjZS5lMmUudHMiLCAiLi4vLi4vZTJlL2Jyb3dzZXIudHMiLCAiLi4vLi4vZTJlL2Zha2UvZGF0YS50cyIsICIuLi8uLi9lMmUvZmFrZS9zZXJ2ZXIudHMiLCAiLi4vLi4vZTJlL2Zha2UvZmlndXJlLnRzIl0sCiAgInNvdXJjZXNDb250ZW50IjogWyIvLyBUaGUgaW50ZXJmYWNlIGFnYWluc3QgdGhlIGZha2Ugc2VydmVyOiB3aGF0IGEgcGVyc29uIGRvZXMsIGFuZCB3aGF0IG11c3QgY29tZSBvZiBpdC5cblxuaW1wb3J0IGFzc2VydCBmcm9tICdub2RlOmFzc2VydC9zdHJpY3QnO1xuaW1wb3J0IHsgcmVhZEZpbGVTeW5jIH0gZnJvbSAnbm9kZTpmcyc7XG5pbXBvcnQgeyBhZnRlciwgYWZ0ZXJFYWNoLCBiZWZvcmUsIGJlZm9yZUVhY2gsIHRlc3QgfSBmcm9tICdub2RlOnRlc3QnO1xuaW1wb3J0IHR5cGUgeyBCcm93c2VyLCBQYWdlIH0gZnJvbSAncGxheXdyaWdodC1jb3JlJztcbmltcG9ydCB7IGF1ZGl0LCBkcmFnLCBsYXVuY2gsIG9wZW5QYWdlLCBwYW5lbCwgcGl4ZWxzLCB1bnRpbCwgdHlwZSBXYXRjaGVkIH0gZnJvbSAnLi9icm93c2VyJztcbmltcG9ydCB7IG1ha2VNYW55LCBtYWtlUGFuZWxzLCBtYWtlUnVucywgdmFsdWVPZiB9IGZyb20gJy4vZmFrZS9kYXRhJztcbmltcG9ydCB7IEZha2VTZXJ2ZXIgfSBmcm9tICcuL2Zha2Uvc2VydmVyJztcblxuY29uc3Qgc2VydmVyID0gbmV3IEZha2VTZXJ2ZXIoJ2Rpc3QnKTtcbmxldCBicm93c2VyOiBCcm93c2VyO1xubGV0IHdhdGNoZWQ6IFdhdGNoZWQ7XG5sZXQgcGFnZTogUGFnZTtcblxuYmVmb3JlKGFzeW5jICgpID0+IHtcbiAgYXdhaXQgc2VydmVyLnN0YXJ0KCk7XG4gIGJyb3dzZXIgPSBhd2FpdCBsYXVuY2goKTtcbn0pO1xuYWZ0ZXIoYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBicm93c2VyPy5jbG9zZSgpO1xuICBhd2FpdCBzZXJ2ZXIuc3RvcCgpO1xufSk7XG5iZWZvcmVFYWNoKCgpID0+IHtcbiAgc2VydmVyLnJ1bnMgPSBtYWtlUnVucygpO1xuICBzZXJ2ZXIucGFuZWxzID0gbWFrZVBhbmVscygpO1xuICBzZXJ2ZXIubG9hZGluZyA9IGZhbHNlO1xuICBzZXJ2ZXIuc3BlZWQgPSAwO1xufSk7XG5hZnRlckVhY2goYXN5bmMgKCkgPT4ge1xuICBpZiAoIXdhdGNoZWQpIHJldHVybjtcbiAgYXdhaXQgcGFnZS5jb250ZXh0KCkuY2xvc2UoKTtcbiAgYXNzZXJ0LmRlZXBFcXVhbCh3YXRjaGVkLmZhdWx0cywgW10sICdlcnJvcnMgYW5kIGJyZWFjaGVzIG9mIHRoZSBwb2xpY3knKTtcbn0pO1xuXG5hc3luYyBmdW5jdGlvbiBvcGVuKGhhc2ggPSAnJywgb3B0aW9ucyA9IHt9KTogUHJvbWlzZTx2b2lkPiB7XG4gIHdhdGNoZWQgPSBhd2FpdCBvcGVuUGFnZShicm93c2VyLCBvcHRpb25zKTtcbiAgcGFnZSA9IHdhdGNoZWQucGFnZTtcbiAgYXdhaXQgcGFnZS5nb3RvKHNlcnZlci51cmwgKyBoYXNoKTtcbn1cblxuYXN5bmMgZnVuY3Rpb24gc2hvd24odGl0bGUgPSAnTG9zcycpOiBQcm9taXNlPHZvaWQ+IHtcbiAgYXdhaXQgdW50aWwoXG4gICAgYCR7dGl0bGV9IHNob3dzIGEgZmlndXJlYCxcbiAgICAoKSA9PiBmb290ZXIodGl0bGUpLFxuICAgICh0ZXh0KSA9PiAvcG9pbnQvLnRlc3QodGV4dCksXG4gICk7XG59XG5cbmZ1bmN0aW9uIGZvb3Rlcih0aXRsZTogc3RyaW5nKTogUHJvbWlzZTxzdHJpbmc+IHtcbiAgcmV0dXJuIHBhbmVsKHBhZ2UsIHRpdGxlKS5sb2NhdG9yKCcucGFuZWwtZm9vdCcpLmlubmVyVGV4dCgpO1xufVxuXG5mdW5jdGlvbiByZWFkaW5nKHRpdGxlOiBzdHJpbmcpOiBQcm9taXNlPHN0cmluZz4ge1xuICByZXR1cm4gcGFuZWwocGFnZSwgdGl0bGUpLmxvY2F0b3IoJy5yZWFkaW5nJykuaW5uZXJUZXh0KCk7XG59XG5cbmNvbnN0IGhhc2ggPSAoKSA9PiBwYWdlLmV2YWx1YXRlKCgpID0+IGxvY2F0aW9uLmhhc2gpO1xuXG50ZXN0KCd0aGUgbmV3ZXN0IHJ1bm5pbmcgcnVuIGlzIHNob3duIGJ5IGl0c2VsZiwgYW5kIGl0cyBjdXJ2ZXMgbW92ZScsIGFzeW5jICgpID0+IHtcbiAgc2VydmVyLnNwZWVkID0gNTtcbiAgYXdhaXQgb3BlbigpO1xuICBhd2FpdCBzaG93bigpO1xuICBhc3NlcnQuZXF1YWwoYXdhaXQgaGFzaCgpLCAnI3J1bnM9ZGlnaXRzL3J1bl8wMDUnKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVJvbGUoJ2hlYWRpbmcnLCB7IGxldmVsOiAxLCBuYW1lOiAvcnVuXzAwNS8gfSkud2FpdEZvcigpO1xuICBjb25zdCBiZWZvcmUgPSBhd2FpdCBwaXhlbHMocGFnZSwgJ0xvc3MnKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3RoZSBjdXJ2ZSBtb3ZlcycsXG4gICAgKCkgPT4gcGl4ZWxzKHBhZ2UsICdMb3NzJyksXG4gICAgKG5vdykgPT4gbm93ICE9PSBiZWZvcmUsXG4gICk7XG4gIGNvbnN0IHN0ZXAgPSBhd2FpdCBwYWdlLmxvY2F0b3IoJy5ydW4taGVhZCcpLmlubmVyVGV4dCgpO1xuICBhd2FpdCB1bnRpbChcbiAgICAndGhlIGhlYWRlciBtb3ZlcycsXG4gICAgKCkgPT4gcGFnZS5sb2NhdG9yKCcucnVuLWhlYWQnKS5pbm5lclRleHQoKSxcbiAgICAobm93KSA9PiBub3cgIT09IHN0ZXAsXG4gICk7XG59KTtcblxudGVzdCgnZHJhZ2dpbmcgem9vbXMgZXZlcnkgcGFuZWwsIGRvd24gdG8gc2luZ2xlIHRydWUgcG9pbnRzLCBhbmQgYSBkb3VibGUgY2xpY2sgdW5kb2VzIGl0JywgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuKCcjcnVucz1kaWdpdHMvcnVuXzAwMScpO1xuICBhd2FpdCBzaG93bigpO1xuICBhc3NlcnQubWF0Y2goYXdhaXQgZm9vdGVyKCdMb3NzJyksIC81LDA1MCBwb2ludHMsIG1pbiB0byBtYXggcGVyIHBpeGVsLyk7XG4gIGNvbnN0IHdob2xlID0gYXdhaXQgcGl4ZWxzKHBhZ2UsICdBY2N1cmFjeScpO1xuICBhd2FpdCBkcmFnKHBhZ2UsICdMb3NzJywgMC4zLCAwLjQpO1xuICBhd2FpdCB1bnRpbChcbiAgICAncG9pbnRzIGFyZSB0cnVlJyxcbiAgICAoKSA9PiBmb290ZXIoJ0xvc3MnKSxcbiAgICAodGV4dCkgPT4gL2V2ZXJ5IG9uZSBkcmF3bi8udGVzdCh0ZXh0KSxcbiAgKTtcbiAgYXNzZXJ0Lm1hdGNoKGF3YWl0IGhhc2goKSwgL3JhbmdlPS8pO1xuICBhc3NlcnQubm90RXF1YWwoYXdhaXQgcGl4ZWxzKHBhZ2UsICdBY2N1cmFjeScpLCB3aG9sZSk7XG4gIGZvciAobGV0IGkgPSAwOyBpIDwgMzsgaSsrKSB7XG4gICAgYXdhaXQgZHJhZyhwYWdlLCAnTG9zcycsIDAuNCwgMC41KTtcbiAgICBhd2FpdCBwYWdlLndhaXRGb3JUaW1lb3V0KDI1MCk7XG4gIH1cbiAgYXdhaXQgdW50aWwoXG4gICAgJ2ZldyBhcmUgbGVmdCcsXG4gICAgKCkgPT4gZm9vdGVyKCdMb3NzJyksXG4gICAgKHRleHQpID0+IE51bWJlcigvKFxcZCspIHBvaW50cz8sLy5leGVjKHRleHQpPy5bMV0gPz8gOTkpIDw9IDYsXG4gICk7XG4gIGF3YWl0IHBhbmVsKHBhZ2UsICdMb3NzJykubG9jYXRvcignLmNoYXJ0JykuZGJsY2xpY2soKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ2V2ZXJ5dGhpbmcgaXMgYmFjaycsXG4gICAgKCkgPT4gZm9vdGVyKCdMb3NzJyksXG4gICAgKHRleHQpID0+IC81LDA1MCBwb2ludHMvLnRlc3QodGV4dCksXG4gICk7XG4gIGFzc2VydC5kb2VzTm90TWF0Y2goYXdhaXQgaGFzaCgpLCAvcmFuZ2U9Lyk7XG4gIGF3YWl0IHBhZ2UuZ29CYWNrKCk7XG4gIGF3YWl0IHVudGlsKCdiYWNrIGlzIHpvb21lZCBhZ2FpbicsIGhhc2gsIChub3cpID0+IC9yYW5nZT0vLnRlc3Qobm93KSk7XG59KTtcblxudGVzdCgnaG92ZXJpbmcgcmVhZHMgdGhlIHRydWUgdmFsdWVzIGluIGV2ZXJ5IHBhbmVsJywgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuKCcjcnVucz1kaWdpdHMvcnVuXzAwMSZyYW5nZT0xMjAwLDEyNjAnKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3pvb21lZCcsXG4gICAgKCkgPT4gZm9vdGVyKCdMb3NzJyksXG4gICAgKHRleHQpID0+IC9ldmVyeSBvbmUgZHJhd24vLnRlc3QodGV4dCksXG4gICk7XG4gIGNvbnN0IGJveCA9IChhd2FpdCBwYW5lbChwYWdlLCAnTG9zcycpLmxvY2F0b3IoJy5jaGFydCcpLmJvdW5kaW5nQm94KCkpITtcbiAgYXdhaXQgcGFnZS5tb3VzZS5tb3ZlKGJveC54ICsgYm94LndpZHRoICogMC41LCBib3gueSArIGJveC5oZWlnaHQgKiAwLjUpO1xuICBjb25zdCB0ZXh0ID0gYXdhaXQgdW50aWwoXG4gICAgJ0xvc3MgaXMgcmVhZCcsXG4gICAgKCkgPT4gcmVhZGluZygnTG9zcycpLFxuICAgIChub3cpID0+IC9ec3RlcC8udGVzdChub3cpLFxuICApO1xuICBjb25zdCBzdGVwID0gTnVtYmVyKC9zdGVwIChbXFxkLF0rKS8uZXhlYyh0ZXh0KSFbMV0hLnJlcGxhY2UoJywnLCAnJykpO1xuICBjb25zdCB2YWx1ZSA9IE51bWJlcigvdHJhaW4gKFtcXGQuXSspLy5leGVjKHRleHQpIVsxXSk7XG4gIGNvbnN0IHRydXRoID0gdmFsdWVPZihzZXJ2ZXIucnVuc1swXSEsICd0cmFpbi9sb3NzJywgc3RlcCk7XG4gIGFzc2VydC5vayhNYXRoLmFicyh2YWx1ZSAtIHRydXRoKSA8IDVlLTQsIGAke3ZhbHVlfSBpcyBub3QgJHt0cnV0aH0gYXQgJHtzdGVwfWApO1xuICBjb25zdCBvdGhlciA9IGF3YWl0IHJlYWRpbmcoJ0xlYXJuaW5nIHJhdGUnKTtcbiAgYXNzZXJ0Lm1hdGNoKG90aGVyLCBuZXcgUmVnRXhwKGBec3RlcCAke3N0ZXAudG9Mb2NhbGVTdHJpbmcoJ2VuJyl9OiBgKSk7XG4gIGF3YWl0IHBhbmVsKHBhZ2UsICdMb3NzJykubG9jYXRvcignLnRpcCcpLndhaXRGb3IoKTtcbiAgYXdhaXQgcGFnZS5tb3VzZS5tb3ZlKDUsIDUpO1xuICBhd2FpdCB1bnRpbChcbiAgICAndGhlIHJlYWRpbmcgcmV0dXJucycsXG4gICAgKCkgPT4gcmVhZGluZygnTG9zcycpLFxuICAgIChub3cpID0+ICEvXnN0ZXAvLnRlc3Qobm93KSxcbiAgKTtcbn0pO1xuXG50ZXN0KCdzZXZlcmFsIHJ1bnMgYXJlIGNvbXBhcmVkLCBhbmQga2VlcCB0aGVpciBjb2xvdXJzJywgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuKCcjcnVucz1kaWdpdHMvcnVuXzAwMScpO1xuICBhd2FpdCBzaG93bigpO1xuICBhd2FpdCBwYWdlLmdldEJ5TGFiZWwoJ0NvbXBhcmUgZGlnaXRzL3J1bl8wMDInKS5jaGVjaygpO1xuICBhd2FpdCBwYWdlLmdldEJ5TGFiZWwoJ0NvbXBhcmUgZGlnaXRzL3J1bl8wMDMnKS5jaGVjaygpO1xuICBhc3NlcnQuZXF1YWwoYXdhaXQgaGFzaCgpLCAnI3J1bnM9ZGlnaXRzL3J1bl8wMDEsZGlnaXRzL3J1bl8wMDIsZGlnaXRzL3J1bl8wMDMnKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3RocmVlIHJ1bnMnLFxuICAgICgpID0+IHBhbmVsKHBhZ2UsICdMb3NzJykubG9jYXRvcignLmxlZ2VuZCcpLmlubmVyVGV4dCgpLFxuICAgICh0ZXh0KSA9PiB7XG4gICAgICByZXR1cm4gWydydW5fMDAxJywgJ3J1bl8wMDInLCAncnVuXzAwMycsICd0cmFpbicsICd2YWwnXS5ldmVyeSgod29yZCkgPT4gdGV4dC5pbmNsdWRlcyh3b3JkKSk7XG4gICAgfSxcbiAgKTtcbiAgYXdhaXQgcGFnZS5nZXRCeUxhYmVsKCdDb21wYXJlIGRpZ2l0cy9ydW5fMDAxJykudW5jaGVjaygpO1xuICBhc3NlcnQuZXF1YWwoYXdhaXQgaGFzaCgpLCAnI3J1bnM9LGRpZ2l0cy9ydW5fMDAyLGRpZ2l0cy9ydW5fMDAzJyk7XG4gIGF3YWl0IHVudGlsKFxuICAgICdOYU4gaXMgbmFtZWQnLFxuICAgICgpID0+IGZvb3RlcignTG9zcycpLFxuICAgICh0ZXh0KSA9PiB0ZXh0LmluY2x1ZGVzKCdOYU4nKSxcbiAgKTtcbiAgYXNzZXJ0Lm1hdGNoKGF3YWl0IGZvb3RlcignTG9zcycpLCAvZHJvcHBlZCAxMjggcG9pbnRzLyk7XG4gIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6IC9ecnVuXzAwNC8gfSkuY2xpY2soKTtcbiAgYXNzZXJ0LmVxdWFsKGF3YWl0IGhhc2goKSwgJyNydW5zPWRpZ2l0cy9ydW5fMDA0Jyk7XG4gIGF3YWl0IHBhZ2UuZ2V0QnlUZXh0KCdkYW1hZ2VkIGxvZycpLmNsaWNrKCk7XG4gIGF3YWl0IHBhZ2UuZ2V0QnlUZXh0KCdzdGVwcyAxLDIwMCB0byAxLDI4MCBhcmUgbWlzc2luZycpLndhaXRGb3IoKTtcbn0pO1xuXG50ZXN0KCdheGVzLCBzY2FsZXMgYW5kIHNtb290aGluZyBhcmUgYXNrZWQgZm9yIGFuZCBrZXB0IGluIHRoZSBhZGRyZXNzJywgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuKCcjcnVucz1kaWdpdHMvcnVuXzAwMScpO1xuICBhd2FpdCBzaG93bigpO1xuICBhd2FpdCBwYWdlLmdldEJ5TGFiZWwoJ1ZlcnRpY2FsIHNjYWxlJykuc2VsZWN0T3B0aW9uKCdsb2cnKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ2xvZycsXG4gICAgKCkgPT4gZm9vdGVyKCdMb3NzJyksXG4gICAgKHRleHQpID0+IC9sb2cgc2NhbGUvLnRlc3QodGV4dCksXG4gICk7XG4gIGF3YWl0IHBhZ2UuZ2V0QnlMYWJlbCgnVmVydGljYWwgc2NhbGUnKS5zZWxlY3RPcHRpb24oJ3N5bWxvZycpO1xuICBhd2FpdCB1bnRpbChcbiAgICAnc3ltbG9nJyxcbiAgICAoKSA9PiBmb290ZXIoJ0xvc3MnKSxcbiAgICAodGV4dCkgPT4gL3N5bWxvZyBzY2FsZS8udGVzdCh0ZXh0KSxcbiAgKTtcbiAgZm9yIChjb25zdCBbYXhpcywgcGF0dGVybl0gb2YgW1xuICAgIFsncmVsYXRpdmUnLCAvXFxkLnMvXSxcbiAgICBbJ3dhbGwnLCAvMjAyNi0wMy0vXSxcbiAgICBbJ3NlcmllczplcG9jaCcsIC9eZXBvY2gvXSxcbiAgXSBhcyBjb25zdCkge1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlMYWJlbCgnSG9yaXpvbnRhbCBheGlzJykuc2VsZWN0T3B0aW9uKGF4aXMpO1xuICAgIGFzc2VydC5tYXRjaChhd2FpdCBoYXNoKCksIG5ldyBSZWdFeHAoYHg9JHtheGlzfWApKTtcbiAgICBhd2FpdCB1bnRpbChgYXNrZWQgZm9yICR7YXhpc31gLCAoKSA9PiBzZXJ2ZXIucmVxdWVzdHMuc29tZSgob25lKSA9PiBvbmUueCA9PT0gYXhpcyksIEJvb2xlYW4pO1xuICAgIGF3YWl0IHBhZ2UubW91c2UubW92ZSg1LCA1KTtcbiAgICBjb25zdCBib3ggPSAoYXdhaXQgcGFuZWwocGFnZSwgJ0xvc3MnKS5sb2NhdG9yKCcuY2hhcnQnKS5ib3VuZGluZ0JveCgpKSE7XG4gICAgYXdhaXQgdW50aWwoXG4gICAgICBgcmVhZCBvbiAke2F4aXN9YCxcbiAgICAgIGFzeW5jICgpID0+IHtcbiAgICAgICAgYXdhaXQgcGFnZS5tb3VzZS5tb3ZlKGJveC54ICsgYm94LndpZHRoIC8gMiArIE1hdGgucmFuZG9tKCkgKiA5LCBib3gueSArIDYwKTtcbiAgICAgICAgcmV0dXJuIHJlYWRpbmcoJ0xvc3MnKTtcbiAgICAgIH0sXG4gICAgICAodGV4dCkgPT4gcGF0dGVybi50ZXN0KHRleHQpICYmICF0ZXh0LnN0YXJ0c1dpdGgoJ3N0ZXAnKSxcbiAgICApO1xuICB9XG4gIGF3YWl0IHBhZ2UuZ2V0QnlMYWJlbCgnU21vb3RoaW5nJykuZmlsbCgnOTAnKTtcbiAgYXdhaXQgdW50aWwoJ3Ntb290aGVkJywgKCkgPT4gc2VydmVyLnJlcXVlc3RzLnNvbWUoKG9uZSkgPT4gb25lLnNtb290aGluZyA9PT0gMC45KSwgQm9vbGVhbik7XG4gIGFzc2VydC5tYXRjaChhd2FpdCBoYXNoKCksIC9zbW9vdGg9MC45Lyk7XG59KTtcblxudGVzdCgnYSBsaW5rIGlzIGEgc2F2ZWQgdmlldycsIGFzeW5jICgpID0+IHtcbiAgYXdhaXQgb3BlbignI3J1bnM9ZGlnaXRzL3J1bl8wMDImdGFiPVN5c3RlbSZyYW5nZT0xMDAsMzAwJnk9bG9nJnNtb290aD0wLjUnKTtcbiAgYXdhaXQgcGFuZWwocGFnZSwgJ0NQVScpLndhaXRGb3IoKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3pvb21lZCcsXG4gICAgKCkgPT4gZm9vdGVyKCdDUFUnKSxcbiAgICAodGV4dCkgPT4gL15sb2cgc2NhbGUgXHUwMEI3IDIxIHBvaW50cy8udGVzdCh0ZXh0KSxcbiAgKTtcbiAgYXNzZXJ0LmVxdWFsKGF3YWl0IHBhZ2UuZ2V0QnlMYWJlbCgnVmVydGljYWwgc2NhbGUnKS5pbnB1dFZhbHVlKCksICdsb2cnKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVRleHQoJzEwMCBcdTIwMTMgMzAwJykuY2xpY2soKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3dob2xlJyxcbiAgICAoKSA9PiBmb290ZXIoJ0NQVScpLFxuICAgICh0ZXh0KSA9PiAvNDIwIHBvaW50cy8udGVzdCh0ZXh0KSxcbiAgKTtcbn0pO1xuXG50ZXN0KCdldmVyeXRoaW5nIGluIGEgY2hhcnQgaXMgcmVhY2hlZCBieSBrZXlib2FyZCwgYW5kIHNwb2tlbicsIGFzeW5jICgpID0+IHtcbiAgYXdhaXQgb3BlbignI3J1bnM9ZGlnaXRzL3J1bl8wMDEnLCB7IHJlZHVjZWRNb3Rpb246IHRydWUgfSk7XG4gIGF3YWl0IHNob3duKCk7XG4gIGF3YWl0IHBhbmVsKHBhZ2UsICdMb3NzJykubG9jYXRvcignLmNoYXJ0JykuZm9jdXMoKTtcbiAgYXdhaXQgcGFnZS5rZXlib2FyZC5wcmVzcygnSG9tZScpO1xuICBhd2FpdCB1bnRpbChcbiAgICAndGhlIGZpcnN0JyxcbiAgICAoKSA9PiByZWFkaW5nKCdMb3NzJyksXG4gICAgKHRleHQpID0+IC9ec3RlcCAwOi8udGVzdCh0ZXh0KSxcbiAgKTtcbiAgZm9yIChsZXQgaSA9IDA7IGkgPCA2OyBpKyspIGF3YWl0IHBhZ2Uua2V5Ym9hcmQucHJlc3MoJysnKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3RydWUgcG9pbnRzJyxcbiAgICAoKSA9PiBmb290ZXIoJ0xvc3MnKSxcbiAgICAodGV4dCkgPT4gL2V2ZXJ5IG9uZSBkcmF3bi8udGVzdCh0ZXh0KSxcbiAgKTtcbiAgYXdhaXQgcGFnZS5rZXlib2FyZC5wcmVzcygnQXJyb3dSaWdodCcpO1xuICBhd2FpdCB1bnRpbChcbiAgICAndGhlIHNlY29uZCcsXG4gICAgKCkgPT4gcmVhZGluZygnTG9zcycpLFxuICAgICh0ZXh0KSA9PiAvXnN0ZXAgMTovLnRlc3QodGV4dCksXG4gICk7XG4gIGF3YWl0IHBhZ2Uua2V5Ym9hcmQucHJlc3MoJ1NoaWZ0K0Fycm93UmlnaHQnKTtcbiAgY29uc3QgdGV4dCA9IGF3YWl0IHVudGlsKFxuICAgICd0ZW4gb24nLFxuICAgICgpID0+IHJlYWRpbmcoJ0xvc3MnKSxcbiAgICAobm93KSA9PiAvXnN0ZXAgMTE6Ly50ZXN0KG5vdyksXG4gICk7XG4gIGF3YWl0IHVudGlsKFxuICAgICdzcG9rZW4nLFxuICAgICgpID0+IHBhZ2UubG9jYXRvcignW2FyaWEtbGl2ZT1wb2xpdGVdJykuaW5uZXJUZXh0KCksXG4gICAgKG5vdykgPT4gbm93ID09PSB0ZXh0LFxuICApO1xuICBhd2FpdCBwYWdlLmtleWJvYXJkLnByZXNzKCdFbnRlcicpO1xuICBhc3NlcnQubWF0Y2goYXdhaXQgaGFzaCgpLCAvYXQ9MTEvKTtcbiAgYXdhaXQgcGFnZS5rZXlib2FyZC5wcmVzcygnRXNjYXBlJyk7XG4gIGF3YWl0IHBhZ2Uua2V5Ym9hcmQucHJlc3MoJ0VzY2FwZScpO1xuICBhc3NlcnQuZG9lc05vdE1hdGNoKGF3YWl0IGhhc2goKSwgL3JhbmdlLyk7XG4gIGNvbnN0IHJvd3MgPSBhd2FpdCBwYW5lbChwYWdlLCAnTG9zcycpLmxvY2F0b3IoJ3RhYmxlIHRib2R5IHRyJykuY291bnQoKTtcbiAgYXNzZXJ0Lm9rKHJvd3MgPiAzLCAnYSB0YWJsZSBzdGFuZHMgYmVoaW5kIHRoZSBjaGFydCcpO1xuICBhd2FpdCBwYWdlLmtleWJvYXJkLnByZXNzKCcvJyk7XG4gIGF3YWl0IHBhZ2Uua2V5Ym9hcmQudHlwZSgndGFnOmJhc2VsaW5lJyk7XG4gIGF3YWl0IHVudGlsKFxuICAgICdvbmUgcnVuJyxcbiAgICAoKSA9PiBwYWdlLmxvY2F0b3IoJy5ydW4nKS5jb3VudCgpLFxuICAgIChjb3VudCkgPT4gY291bnQgPT09IDEsXG4gICk7XG4gIGF3YWl0IHBhZ2Uua2V5Ym9hcmQucHJlc3MoJ0VzY2FwZScpO1xuICBhd2FpdCBwYWdlLmxvY2F0b3IoJ2JvZHknKS5wcmVzcygnPycpO1xuICBhd2FpdCBwYWdlLmdldEJ5Um9sZSgnZGlhbG9nJykud2FpdEZvcigpO1xuICBhd2FpdCBwYWdlLmtleWJvYXJkLnByZXNzKCdFc2NhcGUnKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVJvbGUoJ2RpYWxvZycpLndhaXRGb3IoeyBzdGF0ZTogJ2hpZGRlbicgfSk7XG59KTtcblxudGVzdCgnZW5sYXJnZSwgUE5HLCBDU1YgYW5kIHRhYmxlJywgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuKCcjcnVucz1kaWdpdHMvcnVuXzAwMScpO1xuICBhd2FpdCBzaG93bigpO1xuICBhd2FpdCBwYW5lbChwYWdlLCAnTG9zcycpLmhvdmVyKCk7XG4gIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6ICdFbmxhcmdlIExvc3MnIH0pLmNsaWNrKCk7XG4gIGFzc2VydC5tYXRjaChhd2FpdCBoYXNoKCksIC9wYW5lbD1sb3NzLyk7XG4gIGF3YWl0IHVudGlsKFxuICAgICdvbmUgcGFuZWwnLFxuICAgICgpID0+IHBhZ2UubG9jYXRvcignc2VjdGlvbi5wYW5lbCcpLmNvdW50KCksXG4gICAgKGNvdW50KSA9PiBjb3VudCA9PT0gMSxcbiAgKTtcbiAgY29uc3Qgc2F2ZSA9IGFzeW5jIChuYW1lOiBzdHJpbmcpID0+IHtcbiAgICBhd2FpdCBwYWdlLmdldEJ5Um9sZSgnYnV0dG9uJywgeyBuYW1lOiAnTW9yZSBmb3IgTG9zcycgfSkuY2xpY2soKTtcbiAgICBjb25zdCBbZG93bmxvYWRdID0gYXdhaXQgUHJvbWlzZS5hbGwoW1xuICAgICAgcGFnZS53YWl0Rm9yRXZlbnQoJ2Rvd25sb2FkJyksXG4gICAgICBwYWdlLmdldEJ5Um9sZSgnbWVudWl0ZW0nLCB7IG5hbWUgfSkuY2xpY2soKSxcbiAgICBdKTtcbiAgICByZXR1cm4gcmVhZEZpbGVTeW5jKChhd2FpdCBkb3dubG9hZC5wYXRoKCkpISk7XG4gIH07XG4gIGNvbnN0IHBuZyA9IGF3YWl0IHNhdmUoJ1NhdmUgYXMgUE5HJyk7XG4gIGFzc2VydC5lcXVhbChwbmcuc3ViYXJyYXkoMSwgNCkudG9TdHJpbmcoKSwgJ1BORycpO1xuICBhc3NlcnQub2socG5nLnJlYWRVSW50MzJCRSgxNikgPiAxMDAwKTtcbiAgY29uc3QgbGluZXMgPSAoYXdhaXQgc2F2ZSgnU2F2ZSBldmVyeSBwb2ludCBhcyBDU1YnKSkudG9TdHJpbmcoKS50cmltKCkuc3BsaXQoJ1xcbicpO1xuICBhc3NlcnQuZXF1YWwobGluZXMubGVuZ3RoLCAxICsgNTAwMCArIDUwKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVJvbGUoJ2J1dHRvbicsIHsgbmFtZTogJ01vcmUgZm9yIExvc3MnIH0pLmNsaWNrKCk7XG4gIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdtZW51aXRlbScsIHsgbmFtZTogJ1Nob3cgYXMgYSB0YWJsZScgfSkuY2xpY2soKTtcbiAgYXdhaXQgcGFnZS5sb2NhdG9yKCcudGFibGUtYm94IHRib2R5IHRyJykubnRoKDUwKS53YWl0Rm9yKCk7XG4gIGF3YWl0IHBhZ2Uua2V5Ym9hcmQucHJlc3MoJ0VzY2FwZScpO1xuICBhd2FpdCB1bnRpbChcbiAgICAnYWxsIHBhbmVscycsXG4gICAgKCkgPT4gcGFnZS5sb2NhdG9yKCdzZWN0aW9uLnBhbmVsJykuY291bnQoKSxcbiAgICAoY291bnQpID0+IGNvdW50ID09PSA2LFxuICApO1xufSk7XG5cbnRlc3QoJ2ltYWdlcyBhbmQgdGV4dHMgZm9sbG93IHRoZSBzdGVwOyBtYXJrdXAgc3RheXMgdGV4dCcsIGFzeW5jICgpID0+IHtcbiAgYXdhaXQgb3BlbignI3J1bnM9ZGlnaXRzL3J1bl8wMDEmdGFiPUFsbCZhdD0xMjM0Jyk7XG4gIGNvbnN0IGltYWdlID0gcGFuZWwocGFnZSwgJ0ZpcnN0IGltYWdlIG9mIHRoZSBiYXRjaCcpO1xuICBhd2FpdCBpbWFnZS5zY3JvbGxJbnRvVmlld0lmTmVlZGVkKCk7XG4gIGF3YWl0IHVudGlsKFxuICAgICd0aGUgaW1hZ2Ugb2Ygc3RlcCAxLDIwMCcsXG4gICAgKCkgPT4gaW1hZ2UuaW5uZXJUZXh0KCksXG4gICAgKHRleHQpID0+IC9zdGVwIDEsMjAwLy50ZXN0KHRleHQpLFxuICApO1xuICBhd2FpdCBwYWdlLmdldEJ5TGFiZWwoJ1N0ZXAnKS5maWxsKCcyNTAwJyk7XG4gIGF3YWl0IHVudGlsKFxuICAgICd0aGUgaW1hZ2Ugb2Ygc3RlcCAyLDUwMCcsXG4gICAgKCkgPT4gaW1hZ2UuaW5uZXJUZXh0KCksXG4gICAgKHRleHQpID0+IC9zdGVwIDIsNTAwLy50ZXN0KHRleHQpLFxuICApO1xuICBjb25zdCBub3RlcyA9IHBhbmVsKHBhZ2UsICdOb3RlcycpO1xuICBhd2FpdCBub3Rlcy5zY3JvbGxJbnRvVmlld0lmTmVlZGVkKCk7XG4gIGF3YWl0IHVudGlsKFxuICAgICd0aGUgdGV4dCcsXG4gICAgKCkgPT4gbm90ZXMuaW5uZXJUZXh0KCksXG4gICAgKHRleHQpID0+IHRleHQuaW5jbHVkZXMoJzxiPm5vdCBib2xkPC9iPicpLFxuICApO1xuICBhc3NlcnQuZXF1YWwoYXdhaXQgbm90ZXMubG9jYXRvcignYicpLmNvdW50KCksIDApO1xufSk7XG5cbnRlc3QoJ29ubHkgdmlzaWJsZSBwYW5lbHMgYXJlIGFza2VkIGZvcicsIGFzeW5jICgpID0+IHtcbiAgc2VydmVyLnBhbmVscyA9IEFycmF5LmZyb20oeyBsZW5ndGg6IDIwMCB9LCAoXywgaSkgPT4gKHtcbiAgICAuLi5tYWtlUGFuZWxzKClbMF0hLFxuICAgIGtleTogYGxvc3Mke2l9YCxcbiAgICB0aXRsZTogYExvc3MgJHtpfWAsXG4gIH0pKTtcbiAgYXdhaXQgb3BlbignI3J1bnM9ZGlnaXRzL3J1bl8wMDEnKTtcbiAgYXdhaXQgc2hvd24oJ0xvc3MgMCcpO1xuICBhc3NlcnQub2soc2VydmVyLmZvbGxvd0NvdW50IDwgMTYsIGAke3NlcnZlci5mb2xsb3dDb3VudH0gcGFuZWxzIGFza2VkIGZvcmApO1xuICBhd2FpdCBwYWdlLmxvY2F0b3IoJ21haW4nKS5ldmFsdWF0ZSgobWFpbikgPT4gbWFpbi5zY3JvbGxUbygwLCBtYWluLnNjcm9sbEhlaWdodCkpO1xuICBhd2FpdCBzaG93bignTG9zcyAxOTknKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3RoZSBvdGhlcnMgYXJlIGxldCBnbycsXG4gICAgKCkgPT4gc2VydmVyLmZvbGxvd0NvdW50LFxuICAgIChjb3VudCkgPT4gY291bnQgPCAxNixcbiAgKTtcbn0pO1xuXG50ZXN0KCdhIGZyb3plbiB2aWV3IHN0YW5kcyBzdGlsbCBhbmQgY2F0Y2hlcyB1cCcsIGFzeW5jICgpID0+IHtcbiAgc2VydmVyLnNwZWVkID0gNTtcbiAgYXdhaXQgb3BlbigpO1xuICBhd2FpdCBzaG93bigpO1xuICBhd2FpdCBwYWdlLmdldEJ5Um9sZSgnYnV0dG9uJywgeyBuYW1lOiAnRnJlZXplJyB9KS5jbGljaygpO1xuICBhd2FpdCBwYWdlLndhaXRGb3JUaW1lb3V0KDYwMCk7XG4gIGNvbnN0IHN0aWxsID0gYXdhaXQgcGl4ZWxzKHBhZ2UsICdMb3NzJyk7XG4gIGNvbnN0IHNlbnQgPSBzZXJ2ZXIuZmlndXJlcztcbiAgYXdhaXQgcGFnZS53YWl0Rm9yVGltZW91dCg2MDApO1xuICBhc3NlcnQuZXF1YWwoYXdhaXQgcGl4ZWxzKHBhZ2UsICdMb3NzJyksIHN0aWxsKTtcbiAgYXNzZXJ0Lm9rKHNlcnZlci5maWd1cmVzIC0gc2VudCA8PSAxLCAnbm90aGluZyBpcyBzZW50IHRvIGEgZnJvemVuIHZpZXcnKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVJvbGUoJ2J1dHRvbicsIHsgbmFtZTogJ0ZvbGxvdyBhZ2FpbicgfSkuY2xpY2soKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ2l0IG1vdmVzIGFnYWluJyxcbiAgICAoKSA9PiBwaXhlbHMocGFnZSwgJ0xvc3MnKSxcbiAgICAobm93KSA9PiBub3cgIT09IHN0aWxsLFxuICApO1xufSk7XG5cbnRlc3QoJ2EgbG9zdCBzZXJ2ZXIgaXMgYW5ub3VuY2VkLCBhbmQgZXZlcnl0aGluZyBjb21lcyBiYWNrIHdpdGggaXQnLCBhc3luYyAoKSA9PiB7XG4gIHNlcnZlci5zcGVlZCA9IDU7XG4gIGF3YWl0IG9wZW4oKTtcbiAgYXdhaXQgc2hvd24oKTtcbiAgYXdhaXQgc2VydmVyLnN0b3AoKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVRleHQoJ0Rpc2Nvbm5lY3RlZCBmcm9tIHRoZSBzZXJ2ZXInKS53YWl0Rm9yKCk7XG4gIGNvbnN0IHN0aWxsID0gYXdhaXQgcGl4ZWxzKHBhZ2UsICdMb3NzJyk7XG4gIGF3YWl0IHNlcnZlci5zdGFydCgpO1xuICBhd2FpdCBwYWdlXG4gICAgLmdldEJ5VGV4dCgnRGlzY29ubmVjdGVkIGZyb20gdGhlIHNlcnZlcicpXG4gICAgLndhaXRGb3IoeyBzdGF0ZTogJ2hpZGRlbicsIHRpbWVvdXQ6IDE1XzAwMCB9KTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ3RoZSBjdXJ2ZSBtb3ZlcyBhZ2FpbicsXG4gICAgKCkgPT4gcGl4ZWxzKHBhZ2UsICdMb3NzJyksXG4gICAgKG5vdykgPT4gbm93ICE9PSBzdGlsbCxcbiAgKTtcbn0pO1xuXG50ZXN0KCdhbiBlbXB0eSBsb2dkaXIgdGVhY2hlczsgYSBmaXJzdCBydW4gYXBwZWFycyBieSBpdHNlbGYnLCBhc3luYyAoKSA9PiB7XG4gIHNlcnZlci5ydW5zID0gW107XG4gIGF3YWl0IG9wZW4oKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVRleHQoJ05vIHJ1bnMgeWV0Jykud2FpdEZvcigpO1xuICBhd2FpdCBwYWdlLmdldEJ5VGV4dCgnb3JpZWw6OlJ1biBydW4nKS53YWl0Rm9yKCk7XG4gIGF3YWl0IGF1ZGl0KHBhZ2UsICdubyBydW5zJyk7XG4gIHNlcnZlci5ydW5zID0gbWFrZVJ1bnMoKTtcbiAgc2VydmVyLmFubm91bmNlKCk7XG4gIGF3YWl0IHNob3duKCk7XG59KTtcblxudGVzdCgndGVuIHRob3VzYW5kIHJ1bnMgc2Nyb2xsIGxpa2UgdGVuJywgYXN5bmMgKCkgPT4ge1xuICBzZXJ2ZXIucnVucyA9IG1ha2VNYW55KDEwXzAwMCk7XG4gIGF3YWl0IG9wZW4oJyNydW5zPWRpZ2l0cy9ydW5fMDAxJyk7XG4gIGF3YWl0IHVudGlsKFxuICAgICdjb3VudGVkJyxcbiAgICAoKSA9PiBwYWdlLmxvY2F0b3IoJy5ydW4tY291bnQnKS5pbm5lclRleHQoKSxcbiAgICAodGV4dCkgPT4gLzEwLDAwMCBydW5zLy50ZXN0KHRleHQpLFxuICApO1xuICBhc3NlcnQub2soKGF3YWl0IHBhZ2UubG9jYXRvcignLnJ1bicpLmNvdW50KCkpIDwgNjApO1xuICBjb25zdCBzbG93ZXN0ID0gYXdhaXQgcGFnZS5sb2NhdG9yKCcucnVuLXJvd3MnKS5ldmFsdWF0ZShhc3luYyAobGlzdCkgPT4ge1xuICAgIGxldCB3b3JzdCA9IDA7XG4gICAgZm9yIChsZXQgaSA9IDA7IGkgPCA2MDsgaSsrKSB7XG4gICAgICBjb25zdCBzdGFydCA9IHBlcmZvcm1hbmNlLm5vdygpO1xuICAgICAgbGlzdC5zY3JvbGxUb3AgPSAoaSAqIDgxOTEpICUgbGlzdC5zY3JvbGxIZWlnaHQ7XG4gICAgICBhd2FpdCBuZXcgUHJvbWlzZShyZXF1ZXN0QW5pbWF0aW9uRnJhbWUpO1xuICAgICAgd29yc3QgPSBNYXRoLm1heCh3b3JzdCwgcGVyZm9ybWFuY2Uubm93KCkgLSBzdGFydCk7XG4gICAgfVxuICAgIHJldHVybiB3b3JzdDtcbiAgfSk7XG4gIGFzc2VydC5vayhzbG93ZXN0IDwgMjUwLCBgYSBmcmFtZSB0b29rICR7c2xvd2VzdC50b0ZpeGVkKDApfSBtc2ApO1xuICBhd2FpdCBwYWdlLmxvY2F0b3IoJyNydW4tc2VhcmNoJykuZmlsbCgncnVuXzk5OTknKTtcbiAgYXdhaXQgdW50aWwoXG4gICAgJ2ZvdW5kJyxcbiAgICAoKSA9PiBwYWdlLmxvY2F0b3IoJy5ydW4nKS5jb3VudCgpLFxuICAgIChjb3VudCkgPT4gY291bnQgPT09IDEsXG4gICk7XG59KTtcblxuZm9yIChjb25zdCB0aGVtZSBvZiBbJ2xpZ2h0JywgJ2RhcmsnXSBhcyBjb25zdCkge1xuICB0ZXN0KGBubyBhY2Nlc3NpYmlsaXR5IHZpb2xhdGlvbnMgaW4gJHt0aGVtZX0sIHdpZGUgYW5kIG5hcnJvd2AsIGFzeW5jICgpID0+IHtcbiAgICBhd2FpdCBvcGVuKCcjcnVucz1kaWdpdHMvcnVuXzAwMSxkaWdpdHMvcnVuXzAwMixkaWdpdHMvcnVuXzAwMyZ0YWI9QWxsJywgeyB0aGVtZSB9KTtcbiAgICBhd2FpdCBzaG93bigpO1xuICAgIGFzc2VydC5lcXVhbChhd2FpdCBwYWdlLmV2YWx1YXRlKCgpID0+IGRvY3VtZW50LmRvY3VtZW50RWxlbWVudC5kYXRhc2V0LnRoZW1lKSwgdGhlbWUpO1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6ICdEZXRhaWxzJyB9KS5jbGljaygpO1xuICAgIGF3YWl0IGF1ZGl0KHBhZ2UsIGAke3RoZW1lfSwgZXZlcnl0aGluZ2ApO1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6ICdIZWxwIGFuZCBrZXlzJyB9KS5jbGljaygpO1xuICAgIGF3YWl0IGF1ZGl0KHBhZ2UsIGAke3RoZW1lfSwgaGVscGApO1xuICAgIGF3YWl0IHBhZ2Uua2V5Ym9hcmQucHJlc3MoJ0VzY2FwZScpO1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6ICdDbG9zZSB0aGUgZGV0YWlscycgfSkuY2xpY2soKTtcbiAgICBhd2FpdCBwYWdlLnNldFZpZXdwb3J0U2l6ZSh7IHdpZHRoOiA0MDAsIGhlaWdodDogODAwIH0pO1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6ICdTaG93IHRoZSBydW4gbGlzdCcgfSkuY2xpY2soKTtcbiAgICBhd2FpdCBhdWRpdChwYWdlLCBgJHt0aGVtZX0sIDQwMCBwaXhlbHNgKTtcbiAgICBjb25zdCB3aWRlID0gYXdhaXQgcGFnZS5ldmFsdWF0ZSgoKSA9PiBkb2N1bWVudC5kb2N1bWVudEVsZW1lbnQuc2Nyb2xsV2lkdGgpO1xuICAgIGFzc2VydC5vayh3aWRlIDw9IDQwMCwgYCR7d2lkZX0gcGl4ZWxzIHdpZGVgKTtcbiAgfSk7XG59XG5cbnRlc3QoJ3RoZSB0aGVtZSBmb2xsb3dzIHRoZSBzeXN0ZW0sIGNhbiBiZSBjaG9zZW4sIGFuZCBpcyByZW1lbWJlcmVkJywgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuKCcnLCB7IHRoZW1lOiAnZGFyaycgfSk7XG4gIGNvbnN0IHRoZW1lID0gKCkgPT4gcGFnZS5ldmFsdWF0ZSgoKSA9PiBkb2N1bWVudC5kb2N1bWVudEVsZW1lbnQuZGF0YXNldC50aGVtZSk7XG4gIGF3YWl0IHVudGlsKCdhcyB0aGUgc3lzdGVtJywgdGhlbWUsIChub3cpID0+IG5vdyA9PT0gJ2RhcmsnKTtcbiAgYXdhaXQgcGFnZS5lbXVsYXRlTWVkaWEoeyBjb2xvclNjaGVtZTogJ2xpZ2h0JyB9KTtcbiAgYXdhaXQgdW50aWwoJ2ZvbGxvd3MnLCB0aGVtZSwgKG5vdykgPT4gbm93ID09PSAnbGlnaHQnKTtcbiAgYXdhaXQgcGFnZS5nZXRCeVJvbGUoJ2J1dHRvbicsIHsgbmFtZTogL0NvbG91cnMvIH0pLmNsaWNrKCk7XG4gIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6IC9Db2xvdXJzOiBsaWdodC8gfSkuY2xpY2soKTtcbiAgYXdhaXQgdW50aWwoJ2Nob3NlbicsIHRoZW1lLCAobm93KSA9PiBub3cgPT09ICdkYXJrJyk7XG4gIGF3YWl0IHBhZ2UucmVsb2FkKCk7XG4gIGF3YWl0IHVudGlsKCdyZW1lbWJlcmVkJywgdGhlbWUsIChub3cpID0+IG5vdyA9PT0gJ2RhcmsnKTtcbn0pO1xuIiwgIi8vIFdoYXQgdGhlIGJyb3dzZXIgdGVzdHMgc2hhcmU6IERlYmlhbidzIENocm9taXVtLCBhIHBhZ2UgdGhhdCByZXBvcnRzIGV2ZXJ5IGJyZWFjaCBvZiB0aGUgcG9saWN5IGFuZFxuLy8gZXZlcnkgZXJyb3IsIGFuZCB0aGUgYWNjZXNzaWJpbGl0eSBhdWRpdC5cblxuaW1wb3J0IGFzc2VydCBmcm9tICdub2RlOmFzc2VydC9zdHJpY3QnO1xuaW1wb3J0IHsgcmVhZEZpbGVTeW5jIH0gZnJvbSAnbm9kZTpmcyc7XG5pbXBvcnQgeyBjcmVhdGVSZXF1aXJlIH0gZnJvbSAnbm9kZTptb2R1bGUnO1xuaW1wb3J0IHsgY2hyb21pdW0sIHR5cGUgQnJvd3NlciwgdHlwZSBQYWdlIH0gZnJvbSAncGxheXdyaWdodC1jb3JlJztcblxuY29uc3Qga0F4ZSA9IGNyZWF0ZVJlcXVpcmUoaW1wb3J0Lm1ldGEudXJsKS5yZXNvbHZlKCdheGUtY29yZS9heGUubWluLmpzJyk7XG5cbmV4cG9ydCBhc3luYyBmdW5jdGlvbiBsYXVuY2goKTogUHJvbWlzZTxCcm93c2VyPiB7XG4gIGNvbnN0IHJvb3QgPSBwcm9jZXNzLmdldHVpZD8uKCkgPT09IDA7XG4gIHJldHVybiBjaHJvbWl1bS5sYXVuY2goe1xuICAgIGV4ZWN1dGFibGVQYXRoOiBwcm9jZXNzLmVudi5DSFJPTUlVTSA/PyAnL3Vzci9iaW4vY2hyb21pdW0nLFxuICAgIGhlYWRsZXNzOiB0cnVlLFxuICAgIGFyZ3M6IFtcbiAgICAgIC4uLihyb290ID8gWyctLW5vLXNhbmRib3gnXSA6IFtdKSxcbiAgICAgICctLWRpc2FibGUtYmFja2dyb3VuZC1uZXR3b3JraW5nJyxcbiAgICAgICctLWRpc2FibGUtY29tcG9uZW50LXVwZGF0ZScsXG4gICAgICAnLS1kaXNhYmxlLWRldi1zaG0tdXNhZ2UnLFxuICAgICAgJy0tbm8tZmlyc3QtcnVuJyxcbiAgICBdLFxuICB9KTtcbn1cblxuZXhwb3J0IGludGVyZmFjZSBXYXRjaGVkIHtcbiAgcGFnZTogUGFnZTtcbiAgLyoqIEJyZWFjaGVzIG9mIHRoZSBjb250ZW50IHNlY3VyaXR5IHBvbGljeSwgZXJyb3JzIGFuZCBmYWlsZWQgcmVxdWVzdHMgc28gZmFyLiAqL1xuICBmYXVsdHM6IHN0cmluZ1tdO1xufVxuXG5leHBvcnQgaW50ZXJmYWNlIFBhZ2VPcHRpb25zIHtcbiAgd2lkdGg/OiBudW1iZXI7XG4gIGhlaWdodD86IG51bWJlcjtcbiAgdGhlbWU/OiAnbGlnaHQnIHwgJ2RhcmsnO1xuICByZWR1Y2VkTW90aW9uPzogYm9vbGVhbjtcbn1cblxuZXhwb3J0IGFzeW5jIGZ1bmN0aW9uIG9wZW5QYWdlKGJyb3dzZXI6IEJyb3dzZXIsIG9wdGlvbnM6IFBhZ2VPcHRpb25zID0ge30pOiBQcm9taXNlPFdhdGNoZWQ+IHtcbiAgY29uc3QgY29udGV4dCA9IGF3YWl0IGJyb3dzZXIubmV3Q29udGV4dCh7XG4gICAgdmlld3BvcnQ6IHsgd2lkdGg6IG9wdGlvbnMud2lkdGggPz8gMTQ0MCwgaGVpZ2h0OiBvcHRpb25zLmhlaWdodCA/PyA5MDAgfSxcbiAgICBjb2xvclNjaGVtZTogb3B0aW9ucy50aGVtZSA/PyAnbGlnaHQnLFxuICAgIHJlZHVjZWRNb3Rpb246IG9wdGlvbnMucmVkdWNlZE1vdGlvbiA/ICdyZWR1Y2UnIDogJ25vLXByZWZlcmVuY2UnLFxuICAgIGFjY2VwdERvd25sb2FkczogdHJ1ZSxcbiAgfSk7XG4gIGNvbnN0IHBhZ2UgPSBhd2FpdCBjb250ZXh0Lm5ld1BhZ2UoKTtcbiAgcGFnZS5zZXREZWZhdWx0VGltZW91dCgxMF8wMDApO1xuICBjb25zdCBmYXVsdHM6IHN0cmluZ1tdID0gW107XG4gIHBhZ2Uub24oJ3BhZ2VlcnJvcicsIChlcnJvcikgPT4gZmF1bHRzLnB1c2goYGVycm9yOiAke2Vycm9yLm1lc3NhZ2V9YCkpO1xuICBwYWdlLm9uKCdjb25zb2xlJywgKG1lc3NhZ2UpID0+IHtcbiAgICAvLyBBIHNlcnZlciB0aGF0IGlzIGF3YXkgb24gcHVycG9zZSBtYWtlcyB0aGUgYnJvd3NlciBjb21wbGFpbjsgZXZlcnl0aGluZyBlbHNlIGNvdW50cy5cbiAgICBjb25zdCBleHBlY3RlZCA9IC9XZWJTb2NrZXQgY29ubmVjdGlvbnxFUlJfQ09OTkVDVElPTnxuZXQ6OkVSUi8udGVzdChtZXNzYWdlLnRleHQoKSk7XG4gICAgaWYgKG1lc3NhZ2UudHlwZSgpID09PSAnZXJyb3InICYmICFleHBlY3RlZCkgZmF1bHRzLnB1c2goYGNvbnNvbGU6ICR7bWVzc2FnZS50ZXh0KCl9YCk7XG4gIH0pO1xuICBhd2FpdCBwYWdlLmV4cG9zZUZ1bmN0aW9uKCdvcmllbEJyZWFjaCcsICh3aGF0OiBzdHJpbmcpID0+IGZhdWx0cy5wdXNoKGBwb2xpY3k6ICR7d2hhdH1gKSk7XG4gIGF3YWl0IHBhZ2UuYWRkSW5pdFNjcmlwdCgoKSA9PiB7XG4gICAgZG9jdW1lbnQuYWRkRXZlbnRMaXN0ZW5lcignc2VjdXJpdHlwb2xpY3l2aW9sYXRpb24nLCAoZXZlbnQpID0+IHtcbiAgICAgIGNvbnN0IHJlcG9ydCA9ICh3aW5kb3cgYXMgdW5rbm93biBhcyB7IG9yaWVsQnJlYWNoOiAod2hhdDogc3RyaW5nKSA9PiB2b2lkIH0pLm9yaWVsQnJlYWNoO1xuICAgICAgcmVwb3J0KGAke2V2ZW50LnZpb2xhdGVkRGlyZWN0aXZlfSAke2V2ZW50LmJsb2NrZWRVUkl9ICR7ZXZlbnQuc2FtcGxlfWApO1xuICAgIH0pO1xuICB9KTtcbiAgcmV0dXJuIHsgcGFnZSwgZmF1bHRzIH07XG59XG5cbmludGVyZmFjZSBBeGVSZXN1bHQge1xuICB2aW9sYXRpb25zOiB7XG4gICAgaWQ6IHN0cmluZztcbiAgICBoZWxwOiBzdHJpbmc7XG4gICAgbm9kZXM6IHsgdGFyZ2V0OiB1bmtub3duW107IGZhaWx1cmVTdW1tYXJ5Pzogc3RyaW5nIH1bXTtcbiAgfVtdO1xufVxuXG4vKiogRmFpbHMgd2l0aCBldmVyeSB2aW9sYXRpb24gdGhhdCBheGUtY29yZSBmaW5kcy4gVGhlIHRvb2wgZW50ZXJzIHBhc3QgdGhlIHBvbGljeSwgYXMgYSBkZWJ1Z2dlciBkb2VzLiAqL1xuZXhwb3J0IGFzeW5jIGZ1bmN0aW9uIGF1ZGl0KHBhZ2U6IFBhZ2UsIHdoZXJlOiBzdHJpbmcpOiBQcm9taXNlPHZvaWQ+IHtcbiAgYXdhaXQgcGFnZS5ldmFsdWF0ZShyZWFkRmlsZVN5bmMoa0F4ZSwgJ3V0ZjgnKSk7XG4gIGNvbnN0IHJlc3VsdCA9IChhd2FpdCBwYWdlLmV2YWx1YXRlKCgpID0+IHtcbiAgICBjb25zdCBheGUgPSAod2luZG93IGFzIHVua25vd24gYXMgeyBheGU6IHsgcnVuOiAoKSA9PiBQcm9taXNlPHVua25vd24+IH0gfSkuYXhlO1xuICAgIHJldHVybiBheGUucnVuKCk7XG4gIH0pKSBhcyBBeGVSZXN1bHQ7XG4gIGNvbnN0IGZvdW5kID0gcmVzdWx0LnZpb2xhdGlvbnMubWFwKChvbmUpID0+IHtcbiAgICBjb25zdCBub2RlcyA9IG9uZS5ub2Rlc1xuICAgICAgLnNsaWNlKDAsIDQpXG4gICAgICAubWFwKChub2RlKSA9PiBgICAgICR7bm9kZS50YXJnZXQuam9pbignICcpfTogJHtub2RlLmZhaWx1cmVTdW1tYXJ5ID8/ICcnfWApO1xuICAgIHJldHVybiBgICAke29uZS5pZH06ICR7b25lLmhlbHB9XFxuJHtub2Rlcy5qb2luKCdcXG4nKX1gO1xuICB9KTtcbiAgYXNzZXJ0LmVxdWFsKGZvdW5kLmxlbmd0aCwgMCwgYCR7d2hlcmV9OlxcbiR7Zm91bmQuam9pbignXFxuJyl9YCk7XG59XG5cbi8qKiBXYWl0cyB1bnRpbCBgY2hlY2tgIGhvbGRzLCBhbmQgZmFpbHMgd2l0aCB3aGF0IGl0IGxhc3Qgc2FpZCBvdGhlcndpc2UuICovXG5leHBvcnQgYXN5bmMgZnVuY3Rpb24gdW50aWw8VD4oXG4gIHdoYXQ6IHN0cmluZyxcbiAgcmVhZDogKCkgPT4gUHJvbWlzZTxUPiB8IFQsXG4gIGNoZWNrOiAodmFsdWU6IFQpID0+IGJvb2xlYW4sXG4gIG1zID0gMTBfMDAwLFxuKTogUHJvbWlzZTxUPiB7XG4gIGNvbnN0IGVuZCA9IERhdGUubm93KCkgKyBtcztcbiAgZm9yICg7Oykge1xuICAgIGNvbnN0IHZhbHVlID0gYXdhaXQgcmVhZCgpO1xuICAgIGlmIChjaGVjayh2YWx1ZSkpIHJldHVybiB2YWx1ZTtcbiAgICBpZiAoRGF0ZS5ub3coKSA+IGVuZCkgdGhyb3cgbmV3IEVycm9yKGAke3doYXR9OiBzdGlsbCAke0pTT04uc3RyaW5naWZ5KHZhbHVlKX0gYWZ0ZXIgJHttc30gbXNgKTtcbiAgICBhd2FpdCBuZXcgUHJvbWlzZSgocmVzb2x2ZSkgPT4gc2V0VGltZW91dChyZXNvbHZlLCAyNSkpO1xuICB9XG59XG5cbi8qKiBBIHBhbmVsIGJ5IGl0cyB0aXRsZS4gKi9cbmV4cG9ydCBmdW5jdGlvbiBwYW5lbChwYWdlOiBQYWdlLCB0aXRsZTogc3RyaW5nKSB7XG4gIHJldHVybiBwYWdlLmxvY2F0b3IoJ3NlY3Rpb24ucGFuZWwnLCB7XG4gICAgaGFzOiBwYWdlLmdldEJ5Um9sZSgnaGVhZGluZycsIHsgbmFtZTogdGl0bGUsIGV4YWN0OiB0cnVlIH0pLFxuICB9KTtcbn1cblxuLyoqIEEgZmluZ2VycHJpbnQgb2YgYSBwYW5lbCdzIGN1cnZlcy4gKi9cbmV4cG9ydCBhc3luYyBmdW5jdGlvbiBwaXhlbHMocGFnZTogUGFnZSwgdGl0bGU6IHN0cmluZyk6IFByb21pc2U8bnVtYmVyPiB7XG4gIHJldHVybiBwYW5lbChwYWdlLCB0aXRsZSlcbiAgICAubG9jYXRvcignY2FudmFzJylcbiAgICAuZmlyc3QoKVxuICAgIC5ldmFsdWF0ZSgoZWxlbWVudCkgPT4ge1xuICAgICAgY29uc3QgY2FudmFzID0gZWxlbWVudCBhcyBIVE1MQ2FudmFzRWxlbWVudDtcbiAgICAgIGNvbnN0IGRhdGEgPSBjYW52YXMuZ2V0Q29udGV4dCgnMmQnKSEuZ2V0SW1hZ2VEYXRhKDAsIDAsIGNhbnZhcy53aWR0aCwgY2FudmFzLmhlaWdodCkuZGF0YTtcbiAgICAgIGxldCBoYXNoID0gMDtcbiAgICAgIGZvciAobGV0IGkgPSAwOyBpIDwgZGF0YS5sZW5ndGg7IGkgKz0gNCkge1xuICAgICAgICBoYXNoID0gKE1hdGguaW11bChoYXNoLCAzMSkgKyBkYXRhW2ldISAqIDcgKyBkYXRhW2kgKyAxXSEgKiAzICsgZGF0YVtpICsgM10hKSB8IDA7XG4gICAgICB9XG4gICAgICByZXR1cm4gaGFzaDtcbiAgICB9KTtcbn1cblxuZXhwb3J0IGFzeW5jIGZ1bmN0aW9uIGRyYWcocGFnZTogUGFnZSwgdGl0bGU6IHN0cmluZywgZnJvbTogbnVtYmVyLCB0bzogbnVtYmVyKTogUHJvbWlzZTx2b2lkPiB7XG4gIGNvbnN0IGJveCA9IChhd2FpdCBwYW5lbChwYWdlLCB0aXRsZSkubG9jYXRvcignLmNoYXJ0JykuYm91bmRpbmdCb3goKSkhO1xuICBjb25zdCB5ID0gYm94LnkgKyBib3guaGVpZ2h0IC8gMjtcbiAgYXdhaXQgcGFnZS5tb3VzZS5tb3ZlKGJveC54ICsgZnJvbSAqIGJveC53aWR0aCwgeSk7XG4gIGF3YWl0IHBhZ2UubW91c2UuZG93bigpO1xuICBhd2FpdCBwYWdlLm1vdXNlLm1vdmUoYm94LnggKyB0byAqIGJveC53aWR0aCwgeSwgeyBzdGVwczogNiB9KTtcbiAgYXdhaXQgcGFnZS5tb3VzZS51cCgpO1xufVxuIiwgIi8vIFN5bnRoZXRpYyBydW5zIGZvciB0aGUgZmFrZSBzZXJ2ZXI6IGV2ZXJ5IHZhbHVlIGlzIGEgZnVuY3Rpb24gb2YgKHJ1biwgc2VyaWVzLCBzdGVwKSwgc28gdGhhdCB0ZXN0c1xuLy8gY2FuIHdvcmsgb3V0IHdoYXQgdGhlIHBhZ2UgbXVzdCBzaG93LiBBbW9uZyB0aGVtIE5hTiwgYm90aCBpbmZpbml0aWVzLCBhIGRlYWQgcnVuIGFuZCBhIGZhaWxlZCBvbmUuXG5cbmltcG9ydCB0eXBlIHsgRGVzY3JpcHRvciwgUnVuLCBTdGF0dXMgfSBmcm9tICcuLi8uLi9zcmMvcHJvdG9jb2wnO1xuXG5leHBvcnQgY29uc3Qga1N0YXJ0ID0gRGF0ZS5VVEMoMjAyNiwgMiwgMSwgOSwgMCwgMCkgKiAxMDAwO1xuY29uc3Qga1N0ZXBNaWNyb3MgPSAyMF8wMDA7XG5cbmV4cG9ydCBpbnRlcmZhY2UgRmFrZVJ1biB7XG4gIGluZm86IFJ1bjtcbiAgc2VlZDogbnVtYmVyO1xuICBzdGVwczogbnVtYmVyO1xufVxuXG5leHBvcnQgY29uc3Qga1NlcmllcyA9IFtcbiAgJ3RyYWluL2xvc3MnLFxuICAndmFsL2xvc3MnLFxuICAndHJhaW4vYWNjdXJhY3knLFxuICAndmFsL2FjY3VyYWN5JyxcbiAgJ2xyJyxcbiAgJ2dyYWQvbm9ybScsXG4gICdlcG9jaCcsXG4gICdsYXllci9mYzEvcm1zJyxcbiAgJ2xheWVyL2ZjMi9ybXMnLFxuICAnbGF5ZXIvY29udjEvcm1zJyxcbiAgJ2xheWVyL2NvbnYyL3JtcycsXG4gICdsYXllci9vdXQvcm1zJyxcbiAgJ3N5c3RlbS9jcHUnLFxuICAnc3lzdGVtL21lbW9yeScsXG5dO1xuXG4vKiogQSBudW1iZXIgaW4gWy0xLCAxKSB0aGF0IGxvb2tzIHJhbmRvbSBhbmQgaXMgYWx3YXlzIHRoZSBzYW1lLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIG5vaXNlKHNlZWQ6IG51bWJlciwgc3RlcDogbnVtYmVyKTogbnVtYmVyIHtcbiAgbGV0IGggPSBNYXRoLmltdWwoc2VlZCArIDEsIDB4OWUzNzc5YjEpIF4gTWF0aC5pbXVsKHN0ZXAgKyA3LCAweDg1ZWJjYTZiKTtcbiAgaCA9IE1hdGguaW11bChoIF4gKGggPj4+IDE1KSwgMHhjMmIyYWUzNSk7XG4gIGggXj0gaCA+Pj4gMTM7XG4gIHJldHVybiAoKGggPj4+IDApIC8gMHgxMDAwMDAwMDApICogMiAtIDE7XG59XG5cbi8qKiBWYWxpZGF0aW9uIGhhcHBlbnMgZXZlcnkgaHVuZHJlZHRoIHN0ZXA7IGV2ZXJ5dGhpbmcgZWxzZSBhdCBldmVyeSBzdGVwLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGlzUmVjb3JkZWQoc2VyaWVzOiBzdHJpbmcsIHN0ZXA6IG51bWJlcik6IGJvb2xlYW4ge1xuICBpZiAoc2VyaWVzLnN0YXJ0c1dpdGgoJ3ZhbC8nKSkgcmV0dXJuIHN0ZXAgJSAxMDAgPT09IDk5O1xuICBpZiAoc2VyaWVzLnN0YXJ0c1dpdGgoJ3N5c3RlbS8nKSkgcmV0dXJuIHN0ZXAgJSAxMCA9PT0gMDtcbiAgcmV0dXJuIHRydWU7XG59XG5cbmV4cG9ydCBmdW5jdGlvbiB2YWx1ZU9mKHJ1bjogRmFrZVJ1biwgc2VyaWVzOiBzdHJpbmcsIHN0ZXA6IG51bWJlcik6IG51bWJlciB7XG4gIGNvbnN0IHsgc2VlZCB9ID0gcnVuO1xuICBjb25zdCBuID0gbm9pc2Uoc2VlZCAqIDMxICsgc2VyaWVzLmxlbmd0aCAqIDcgKyBzZXJpZXMuY2hhckNvZGVBdCgwKSwgc3RlcCk7XG4gIGNvbnN0IHQgPSBzdGVwIC8gMTYwMDtcbiAgY29uc3QgZmFsbCA9IE1hdGguZXhwKC10ICogKDAuOSArIHNlZWQgKiAwLjExKSk7XG4gIHN3aXRjaCAoc2VyaWVzKSB7XG4gICAgY2FzZSAndHJhaW4vbG9zcyc6XG4gICAgICBpZiAoc2VlZCA9PT0gMiAmJiBzdGVwID49IDI0MDAgJiYgc3RlcCA8IDI1MDApIHJldHVybiBOYU47XG4gICAgICBpZiAoc2VlZCA9PT0gMCAmJiBzdGVwID09PSAxMjM0KSByZXR1cm4gNi41OyAvLyBhIHNwaWtlIG9mIGEgc2luZ2xlIHN0ZXBcbiAgICAgIHJldHVybiAwLjA1ICsgMi4zICogZmFsbCArIDAuMTIgKiAoMC4zICsgZmFsbCkgKiBuO1xuICAgIGNhc2UgJ3ZhbC9sb3NzJzpcbiAgICAgIHJldHVybiAwLjEyICsgMi4yNSAqIGZhbGwgKyAwLjAxMiAqIHQgKiB0ICsgMC4wMiAqIG47XG4gICAgY2FzZSAndHJhaW4vYWNjdXJhY3knOlxuICAgICAgcmV0dXJuIE1hdGgubWluKDAuOTk5LCAwLjk4NSAtIDAuODcgKiBmYWxsICsgMC4wMiAqIG4pO1xuICAgIGNhc2UgJ3ZhbC9hY2N1cmFjeSc6XG4gICAgICByZXR1cm4gTWF0aC5taW4oMC45OSwgMC45NTUgLSAwLjg1ICogZmFsbCArIDAuMDEyICogbik7XG4gICAgY2FzZSAnbHInOlxuICAgICAgcmV0dXJuIDFlLTMgKiAwLjUgKiogTWF0aC5mbG9vcihzdGVwIC8gMTUwMCk7XG4gICAgY2FzZSAnZ3JhZC9ub3JtJzpcbiAgICAgIGlmIChzdGVwICUgMTcwMCA9PT0gMTY5OSkgcmV0dXJuIHN0ZXAgJSAzNDAwID09PSAzMzk5ID8gLUluZmluaXR5IDogSW5maW5pdHk7XG4gICAgICByZXR1cm4gTWF0aC5leHAoMC42ICogbiArIDEuMiAtIHQgKiAwLjYpO1xuICAgIGNhc2UgJ2Vwb2NoJzpcbiAgICAgIHJldHVybiBNYXRoLmZsb29yKHN0ZXAgLyAxMDApO1xuICAgIGNhc2UgJ3N5c3RlbS9jcHUnOlxuICAgICAgcmV0dXJuIDYyICsgMTggKiBuO1xuICAgIGNhc2UgJ3N5c3RlbS9tZW1vcnknOlxuICAgICAgcmV0dXJuIDMuMWU5ICsgMmU4ICogTWF0aC5zaW4oc3RlcCAvIDMwMCkgKyAxZTcgKiBuO1xuICAgIGRlZmF1bHQ6XG4gICAgICByZXR1cm4gKDEgKyBzZXJpZXMuY2hhckNvZGVBdCg4KSAvIDkwKSAqIE1hdGguZXhwKC10ICogMC4yKSArIDAuMDYgKiBuO1xuICB9XG59XG5cbmV4cG9ydCBmdW5jdGlvbiB3YWxsT2YocnVuOiBGYWtlUnVuLCBzdGVwOiBudW1iZXIpOiBudW1iZXIge1xuICByZXR1cm4gcnVuLmluZm8uc3RhcnRlZCArIHN0ZXAgKiBrU3RlcE1pY3Jvcztcbn1cblxuZnVuY3Rpb24gbWFrZUluZm8obnVtYmVyOiBudW1iZXIsIHN0YXR1czogU3RhdHVzLCBzdGVwczogbnVtYmVyKTogUnVuIHtcbiAgY29uc3Qgc3RhcnRlZCA9IGtTdGFydCArIG51bWJlciAqIDNfNjAwXzAwMF8wMDA7XG4gIGNvbnN0IGRvbmUgPSBzdGVwcyAvIDEwMDtcbiAgcmV0dXJuIHtcbiAgICBpZDogYGRpZ2l0cy9ydW5fJHtTdHJpbmcobnVtYmVyKS5wYWRTdGFydCgzLCAnMCcpfWAsXG4gICAgbmFtZTogJ2RpZ2l0cycsXG4gICAgbGFiZWw6IGBydW5fJHtTdHJpbmcobnVtYmVyKS5wYWRTdGFydCgzLCAnMCcpfWAsXG4gICAgbnVtYmVyLFxuICAgIHN0YXR1cyxcbiAgICByZWFzb246IHN0YXR1cyA9PT0gJ2ZhaWxlZCcgPyAnbG9zcyBpcyBOYU4gYXQgc3RlcCAyLDQwMCcgOiAnJyxcbiAgICBzdGFydGVkLFxuICAgIGVuZGVkOiBzdGF0dXMgPT09ICdmaW5pc2hlZCcgfHwgc3RhdHVzID09PSAnZmFpbGVkJyA/IHN0YXJ0ZWQgKyBzdGVwcyAqIGtTdGVwTWljcm9zIDogbnVsbCxcbiAgICB1cGRhdGVkOiBzdGFydGVkICsgc3RlcHMgKiBrU3RlcE1pY3JvcyxcbiAgICBsYXN0X3N0ZXA6IHN0ZXBzIC0gMSxcbiAgICBwb2ludHM6IHN0ZXBzICogMTEsXG4gICAgc2VyaWVzOiBrU2VyaWVzLmxlbmd0aCxcbiAgICBkcm9wcGVkOiBudW1iZXIgPT09IDIgPyAxMjggOiAwLFxuICAgIHByb2dyZXNzOiB7IGVwb2NoOiBNYXRoLmZsb29yKGRvbmUpLCBlcG9jaHM6IDEwMCwgc2Vjb25kc19sZWZ0OiAoMTAwIC0gZG9uZSkgKiAyIH0sXG4gICAgaG9zdDogJ2JveCcsXG4gICAgcGlkOiA0MjQyICsgbnVtYmVyLFxuICAgIGFyZ3Y6IFsnLi9vcmllbC10cmFpbicsICctLWVwb2NocycsICcxMDAnLCAnLS1uYW1lJywgJ2EgcnVuJ10sXG4gICAgZ2l0OiB7IGNvbW1pdDogJzFmMGM5ZDJhNzdlMDRiNWM4ZDNmNmExYjJjM2Q0ZTVmNjA3MTgyOTMnLCBkaXJ0eTogbnVtYmVyICUgMiA9PT0gMSB9LFxuICAgIGNvbmZpZzogeyBscjogMC4wMDEgKiBudW1iZXIsIGJhdGNoOiA2NCwgb3B0aW1pemVyOiB7IG5hbWU6ICdhZGFtJywgYmV0YTogMC45IH0gfSxcbiAgICB0YWdzOiBudW1iZXIgPT09IDEgPyBbJ2Jhc2VsaW5lJ10gOiBbJ3N3ZWVwJ10sXG4gICAgbm90ZXM6IG51bWJlciA9PT0gMSA/ICdUaGUgcnVuIHRvIGJlYXQuJyA6ICcnLFxuICAgIHdyaXRlcnM6IDEsXG4gICAgZGFtYWdlOlxuICAgICAgbnVtYmVyID09PSA0XG4gICAgICAgID8gJ09uZSBjaHVuayBvZiA5NiBLaUIgY291bGQgbm90IGJlIHJlYWQ6IHN0ZXBzIDEsMjAwIHRvIDEsMjgwIGFyZSBtaXNzaW5nLidcbiAgICAgICAgOiAnJyxcbiAgfTtcbn1cblxuZXhwb3J0IGZ1bmN0aW9uIG1ha2VSdW5zKCk6IEZha2VSdW5bXSB7XG4gIGNvbnN0IHBsYW46IFtTdGF0dXMsIG51bWJlcl1bXSA9IFtcbiAgICBbJ2ZpbmlzaGVkJywgNTAwMF0sXG4gICAgWydmaW5pc2hlZCcsIDQyMDBdLFxuICAgIFsnZmFpbGVkJywgMjYwMF0sXG4gICAgWydjcmFzaGVkJywgMzEwMF0sXG4gICAgWydydW5uaW5nJywgNTAwMF0sXG4gIF07XG4gIHJldHVybiBwbGFuLm1hcCgoW3N0YXR1cywgc3RlcHNdLCBpKSA9PiAoe1xuICAgIGluZm86IG1ha2VJbmZvKGkgKyAxLCBzdGF0dXMsIHN0ZXBzKSxcbiAgICBzZWVkOiBpLFxuICAgIHN0ZXBzLFxuICB9KSk7XG59XG5cbi8qKiBNYW55IHJ1bnMgd2l0aG91dCBkYXRhLCBmb3IgdGhlIGxpc3QgYWxvbmUuICovXG5leHBvcnQgZnVuY3Rpb24gbWFrZU1hbnkoY291bnQ6IG51bWJlcik6IEZha2VSdW5bXSB7XG4gIGNvbnN0IGtpbmRzOiBTdGF0dXNbXSA9IFsnZmluaXNoZWQnLCAnZmFpbGVkJywgJ2NyYXNoZWQnLCAncnVubmluZycsICdmaW5pc2hlZCddO1xuICByZXR1cm4gQXJyYXkuZnJvbSh7IGxlbmd0aDogY291bnQgfSwgKF8sIGkpID0+ICh7XG4gICAgaW5mbzogbWFrZUluZm8oaSArIDEsIGtpbmRzW2kgJSBraW5kcy5sZW5ndGhdISwgMTAwICsgaSksXG4gICAgc2VlZDogaSAlIDcsXG4gICAgc3RlcHM6IDEwMCArIGksXG4gIH0pKTtcbn1cblxuZXhwb3J0IGZ1bmN0aW9uIGFkdmFuY2UocnVuOiBGYWtlUnVuLCBzdGVwczogbnVtYmVyKTogdm9pZCB7XG4gIHJ1bi5zdGVwcyArPSBzdGVwcztcbiAgY29uc3QgeyBpbmZvIH0gPSBydW47XG4gIGluZm8ubGFzdF9zdGVwID0gcnVuLnN0ZXBzIC0gMTtcbiAgaW5mby5wb2ludHMgPSBydW4uc3RlcHMgKiAxMTtcbiAgaW5mby51cGRhdGVkID0gd2FsbE9mKHJ1biwgcnVuLnN0ZXBzKTtcbiAgY29uc3QgZG9uZSA9IE1hdGgubWluKDEwMCwgcnVuLnN0ZXBzIC8gMTAwKTtcbiAgaW5mby5wcm9ncmVzcyA9IHsgZXBvY2g6IE1hdGguZmxvb3IoZG9uZSksIGVwb2NoczogMTAwLCBzZWNvbmRzX2xlZnQ6ICgxMDAgLSBkb25lKSAqIDIgfTtcbn1cblxudHlwZSBQbGFuID0gW3N0cmluZywgc3RyaW5nLCBzdHJpbmcsIHN0cmluZ1tdLCBQYXJ0aWFsPERlc2NyaXB0b3I+P107XG5cbmV4cG9ydCBmdW5jdGlvbiBtYWtlUGFuZWxzKCk6IERlc2NyaXB0b3JbXSB7XG4gIGNvbnN0IHBsYW5zOiBQbGFuW10gPSBbXG4gICAgWydsb3NzJywgJ0xvc3MnLCAnQ3VydmVzJywgWyd0cmFpbi9sb3NzJywgJ3ZhbC9sb3NzJ11dLFxuICAgIFsnYWNjdXJhY3knLCAnQWNjdXJhY3knLCAnQ3VydmVzJywgWyd0cmFpbi9hY2N1cmFjeScsICd2YWwvYWNjdXJhY3knXV0sXG4gICAgWydscicsICdMZWFybmluZyByYXRlJywgJ0N1cnZlcycsIFsnbHInXV0sXG4gICAgWydncmFkL25vcm0nLCAnR3JhZGllbnQgbm9ybScsICdDdXJ2ZXMnLCBbJ2dyYWQvbm9ybSddXSxcbiAgICBbJ2xheWVyJywgJ0xheWVyIFJNUycsICdDdXJ2ZXMnLCBbJ2xheWVyLyovcm1zJ10sIHsgc2l6ZTogJ3dpZGUnLCBncm91cDogJ2xheWVyJyB9XSxcbiAgICBbJ2Vwb2NoJywgJ0Vwb2NoJywgJ0N1cnZlcycsIFsnZXBvY2gnXV0sXG4gICAgWydjcHUnLCAnQ1BVJywgJ1N5c3RlbScsIFsnc3lzdGVtL2NwdSddXSxcbiAgICBbJ21lbW9yeScsICdNZW1vcnknLCAnU3lzdGVtJywgWydzeXN0ZW0vbWVtb3J5J11dLFxuICBdO1xuICBjb25zdCBjdXJ2ZXMgPSBwbGFucy5tYXAoKFtrZXksIHRpdGxlLCB0YWIsIHNlcmllcywgbW9yZV0pOiBEZXNjcmlwdG9yID0+IHtcbiAgICBjb25zdCB5ID0ga2V5ID09PSAnZ3JhZC9ub3JtJyA/ICdsb2cnIDogJ2xpbmVhcic7XG4gICAgY29uc3QgZ3JvdXAgPSBzZXJpZXNbMF0hLmluY2x1ZGVzKCcvJykgPyBzZXJpZXNbMF0hLnNwbGl0KCcvJylbMF0hIDogJyc7XG4gICAgY29uc3QgcmVxdWVzdCA9IHsgcGFuZWw6ICdjdXJ2ZXMnLCBzZXJpZXMsIHkgfTtcbiAgICByZXR1cm4geyBrZXksIHRpdGxlLCB0YWIsIHNpemU6ICdub3JtYWwnLCBncm91cCwgcmVxdWVzdCwgLi4ubW9yZSB9O1xuICB9KTtcbiAgY29uc3QgbWVkaWEgPSAoa2V5OiBzdHJpbmcsIHRpdGxlOiBzdHJpbmcsIHRhYjogc3RyaW5nLCBwYW5lbDogc3RyaW5nKTogRGVzY3JpcHRvciA9PiB7XG4gICAgcmV0dXJuIHsga2V5LCB0aXRsZSwgdGFiLCBzaXplOiAnbm9ybWFsJywgZ3JvdXA6ICcnLCByZXF1ZXN0OiB7IHBhbmVsLCBzZXJpZXM6IFtrZXldIH0gfTtcbiAgfTtcbiAgcmV0dXJuIFtcbiAgICAuLi5jdXJ2ZXMsXG4gICAgbWVkaWEoJ2JhdGNoL2ZpcnN0JywgJ0ZpcnN0IGltYWdlIG9mIHRoZSBiYXRjaCcsICdJbWFnZXMnLCAnaW1hZ2UnKSxcbiAgICBtZWRpYSgnbGl2ZS9jYW1lcmEnLCAnQ2FtZXJhJywgJ0ltYWdlcycsICdsaXZlX2ltYWdlJyksXG4gICAgbWVkaWEoJ2xvZy9ub3RlcycsICdOb3RlcycsICdUZXh0JywgJ3RleHQnKSxcbiAgXTtcbn1cbiIsICIvLyBBIHNlcnZlciB0aGF0IHNwZWFrcyBkb2NzL2FwaS5tZCB3aXRoIHN5bnRoZXRpYyBkYXRhOiBmb3Igd29ya2luZyBvbiB0aGUgaW50ZXJmYWNlIGFuZCBmb3IgdGVzdHMgb2Zcbi8vIGl0IHRoYXQgbmVlZCBubyB0cmFpbmluZy4gQ3JlZGl0LCBkZWx0YXMgYW5kIHRoZSBzdHJpY3QgcG9saWN5IGFyZSBhcyBpbiB0aGUgcmVhbCBvbmUuXG5cbmltcG9ydCB7IHJlYWRGaWxlIH0gZnJvbSAnbm9kZTpmcy9wcm9taXNlcyc7XG5pbXBvcnQgeyBjcmVhdGVTZXJ2ZXIsIHR5cGUgSW5jb21pbmdNZXNzYWdlLCB0eXBlIFNlcnZlciwgdHlwZSBTZXJ2ZXJSZXNwb25zZSB9IGZyb20gJ25vZGU6aHR0cCc7XG5pbXBvcnQgdHlwZSB7IEFkZHJlc3NJbmZvIH0gZnJvbSAnbm9kZTpuZXQnO1xuaW1wb3J0IHsgV2ViU29ja2V0U2VydmVyLCB0eXBlIFdlYlNvY2tldCB9IGZyb20gJ3dzJztcbmltcG9ydCB0eXBlIHsgRmlndXJlUmVxdWVzdCB9IGZyb20gJy4uLy4uL3NyYy9wcm90b2NvbCc7XG5pbXBvcnQgeyBhZHZhbmNlLCBpc1JlY29yZGVkLCBtYWtlUGFuZWxzLCBtYWtlUnVucywgdmFsdWVPZiwgdHlwZSBGYWtlUnVuIH0gZnJvbSAnLi9kYXRhJztcbmltcG9ydCB7IGVuY29kZUZpZ3VyZSwgbWFrZUZpZ3VyZSB9IGZyb20gJy4vZmlndXJlJztcblxuY29uc3Qga1BvbGljeSA9XG4gIFwiZGVmYXVsdC1zcmMgJ25vbmUnOyBzY3JpcHQtc3JjICdzZWxmJzsgc3R5bGUtc3JjICdzZWxmJzsgaW1nLXNyYyAnc2VsZicgZGF0YTogYmxvYjo7IGNvbm5lY3Qtc3JjICdzZWxmJ1wiO1xuXG5jb25zdCBrVHlwZXM6IFJlY29yZDxzdHJpbmcsIHN0cmluZz4gPSB7XG4gIGh0bWw6ICd0ZXh0L2h0bWw7IGNoYXJzZXQ9dXRmLTgnLFxuICBqczogJ3RleHQvamF2YXNjcmlwdDsgY2hhcnNldD11dGYtOCcsXG4gIGNzczogJ3RleHQvY3NzOyBjaGFyc2V0PXV0Zi04JyxcbiAgc3ZnOiAnaW1hZ2Uvc3ZnK3htbCcsXG59O1xuXG5pbnRlcmZhY2UgRm9sbG93IHtcbiAgcmVxdWVzdDogRmlndXJlUmVxdWVzdDtcbiAgZnJlZTogYm9vbGVhbjsgLy8gdGhlIGxhc3QgZmlndXJlIGhhcyBiZWVuIGFja25vd2xlZGdlZFxuICB2ZXJzaW9uOiBudW1iZXI7IC8vIG9mIHRoZSBkYXRhIHRoYXQgaXQgc2hvd2VkXG59XG5cbmNsYXNzIENsaWVudCB7XG4gIHJlYWRvbmx5IGZvbGxvd3MgPSBuZXcgTWFwPG51bWJlciwgRm9sbG93PigpO1xuICByZWFkb25seSBwYW5lbHMgPSBuZXcgTWFwPG51bWJlciwgc3RyaW5nW10+KCk7XG4gIHdhbnRzUnVucyA9IGZhbHNlO1xuICBhY2tzID0gMDtcbiAgY29uc3RydWN0b3IocmVhZG9ubHkgc29ja2V0OiBXZWJTb2NrZXQpIHt9XG59XG5cbmV4cG9ydCBjbGFzcyBGYWtlU2VydmVyIHtcbiAgcnVuczogRmFrZVJ1bltdID0gbWFrZVJ1bnMoKTtcbiAgcGFuZWxzID0gbWFrZVBhbmVscygpO1xuICBsb2FkaW5nID0gZmFsc2U7XG4gIC8qKiBTdGVwcyB0aGF0IHJ1bm5pbmcgcnVucyBnYWluIHBlciB0aWNrIG9mIDUwIG1zLiAqL1xuICBzcGVlZCA9IDU7XG4gIGZpZ3VyZXMgPSAwO1xuICByZXF1ZXN0czogRmlndXJlUmVxdWVzdFtdID0gW107XG4gIHBvcnQgPSAwO1xuICBwcml2YXRlIHJlYWRvbmx5IGNsaWVudHMgPSBuZXcgU2V0PENsaWVudD4oKTtcbiAgcHJpdmF0ZSBodHRwOiBTZXJ2ZXIgfCBudWxsID0gbnVsbDtcbiAgcHJpdmF0ZSBzb2NrZXRzOiBXZWJTb2NrZXRTZXJ2ZXIgfCBudWxsID0gbnVsbDtcbiAgcHJpdmF0ZSB2ZXJzaW9uID0gMTtcbiAgcHJpdmF0ZSB0aW1lcjogTm9kZUpTLlRpbWVvdXQgfCBudWxsID0gbnVsbDtcblxuICBjb25zdHJ1Y3Rvcihwcml2YXRlIHJlYWRvbmx5IGRpc3Q6IHN0cmluZykge31cblxuICBnZXQgdXJsKCk6IHN0cmluZyB7XG4gICAgcmV0dXJuIGBodHRwOi8vMTI3LjAuMC4xOiR7dGhpcy5wb3J0fS9gO1xuICB9XG5cbiAgZ2V0IGNsaWVudENvdW50KCk6IG51bWJlciB7XG4gICAgcmV0dXJuIHRoaXMuY2xpZW50cy5zaXplO1xuICB9XG5cbiAgZ2V0IGZvbGxvd0NvdW50KCk6IG51bWJlciB7XG4gICAgcmV0dXJuIFsuLi50aGlzLmNsaWVudHNdLnJlZHVjZSgoc3VtLCBjbGllbnQpID0+IHN1bSArIGNsaWVudC5mb2xsb3dzLnNpemUsIDApO1xuICB9XG5cbiAgYXN5bmMgc3RhcnQocG9ydCA9IHRoaXMucG9ydCk6IFByb21pc2U8dm9pZD4ge1xuICAgIGNvbnN0IGh0dHAgPSBjcmVhdGVTZXJ2ZXIoKHJlcXVlc3QsIHJlc3BvbnNlKSA9PiB2b2lkIHRoaXMuYW5zd2VyKHJlcXVlc3QsIHJlc3BvbnNlKSk7XG4gICAgdGhpcy5odHRwID0gaHR0cDtcbiAgICB0aGlzLnNvY2tldHMgPSBuZXcgV2ViU29ja2V0U2VydmVyKHsgc2VydmVyOiBodHRwLCBwYXRoOiAnL2FwaS9saXZlJyB9KTtcbiAgICB0aGlzLnNvY2tldHMub24oJ2Nvbm5lY3Rpb24nLCAoc29ja2V0KSA9PiB0aGlzLmFjY2VwdChzb2NrZXQpKTtcbiAgICBhd2FpdCBuZXcgUHJvbWlzZTx2b2lkPigocmVzb2x2ZSkgPT4gaHR0cC5saXN0ZW4ocG9ydCwgJzEyNy4wLjAuMScsIHJlc29sdmUpKTtcbiAgICB0aGlzLnBvcnQgPSAoaHR0cC5hZGRyZXNzKCkgYXMgQWRkcmVzc0luZm8pLnBvcnQ7XG4gICAgdGhpcy50aW1lciA9IHNldEludGVydmFsKCgpID0+IHRoaXMudGljaygpLCA1MCk7XG4gIH1cblxuICBhc3luYyBzdG9wKCk6IFByb21pc2U8dm9pZD4ge1xuICAgIGlmICh0aGlzLnRpbWVyKSBjbGVhckludGVydmFsKHRoaXMudGltZXIpO1xuICAgIGZvciAoY29uc3QgY2xpZW50IG9mIHRoaXMuY2xpZW50cykgY2xpZW50LnNvY2tldC50ZXJtaW5hdGUoKTtcbiAgICB0aGlzLmNsaWVudHMuY2xlYXIoKTtcbiAgICB0aGlzLnNvY2tldHM/LmNsb3NlKCk7XG4gICAgdGhpcy5odHRwPy5jbG9zZUFsbENvbm5lY3Rpb25zPy4oKTtcbiAgICBhd2FpdCBuZXcgUHJvbWlzZTx2b2lkPigocmVzb2x2ZSkgPT5cbiAgICAgIHRoaXMuaHR0cCA/IHRoaXMuaHR0cC5jbG9zZSgoKSA9PiByZXNvbHZlKCkpIDogcmVzb2x2ZSgpLFxuICAgICk7XG4gICAgdGhpcy5odHRwID0gbnVsbDtcbiAgfVxuXG4gIC8qKiBUZWxscyBldmVyeSBjbGllbnQgdGhhdCB0aGUgcnVucyBhbmQgdGhlIHBhbmVscyBhcmUgbm90IHdoYXQgdGhleSB3ZXJlLiAqL1xuICBhbm5vdW5jZSgpOiB2b2lkIHtcbiAgICB0aGlzLnZlcnNpb24rKztcbiAgICBmb3IgKGNvbnN0IGNsaWVudCBvZiB0aGlzLmNsaWVudHMpIHtcbiAgICAgIGlmIChjbGllbnQud2FudHNSdW5zKSB0aGlzLnNlbmRSdW5zKGNsaWVudCk7XG4gICAgICBmb3IgKGNvbnN0IGlkIG9mIGNsaWVudC5wYW5lbHMua2V5cygpKSB0aGlzLnNlbmRQYW5lbHMoY2xpZW50LCBpZCk7XG4gICAgfVxuICB9XG5cbiAgcHJpdmF0ZSBhc3luYyBhbnN3ZXIocmVxdWVzdDogSW5jb21pbmdNZXNzYWdlLCByZXNwb25zZTogU2VydmVyUmVzcG9uc2UpOiBQcm9taXNlPHZvaWQ+IHtcbiAgICBjb25zdCB7IHBhdGhuYW1lLCBzZWFyY2hQYXJhbXMgfSA9IG5ldyBVUkwocmVxdWVzdC51cmwgPz8gJy8nLCAnaHR0cDovLzEyNy4wLjAuMScpO1xuICAgIHJlc3BvbnNlLnNldEhlYWRlcignQ29udGVudC1TZWN1cml0eS1Qb2xpY3knLCBrUG9saWN5KTtcbiAgICByZXNwb25zZS5zZXRIZWFkZXIoJ1gtQ29udGVudC1UeXBlLU9wdGlvbnMnLCAnbm9zbmlmZicpO1xuICAgIGlmIChwYXRobmFtZSA9PT0gJy9hcGkvdmVyc2lvbicpIHtcbiAgICAgIHJlc3BvbnNlLmVuZCgne1wibmFtZVwiOlwib3JpZWxcIixcInZlcnNpb25cIjpcIjAuMS4wXCIsXCJwcm90b2NvbFwiOjF9Jyk7XG4gICAgfSBlbHNlIGlmIChwYXRobmFtZSA9PT0gJy9hcGkvZXhwb3J0Jykge1xuICAgICAgdGhpcy5leHBvcnRDc3Yoc2VhcmNoUGFyYW1zLCByZXNwb25zZSk7XG4gICAgfSBlbHNlIHtcbiAgICAgIGNvbnN0IGZpbGUgPSBwYXRobmFtZSA9PT0gJy8nID8gJ2luZGV4Lmh0bWwnIDogcGF0aG5hbWUuc2xpY2UoMSk7XG4gICAgICBjb25zdCBrbm93biA9IC9eW1xcdy5dKyQvLnRlc3QoZmlsZSk7XG4gICAgICBjb25zdCBib2R5ID0ga25vd24gPyBhd2FpdCByZWFkRmlsZShgJHt0aGlzLmRpc3R9LyR7ZmlsZX1gKS5jYXRjaCgoKSA9PiBudWxsKSA6IG51bGw7XG4gICAgICByZXNwb25zZS5zdGF0dXNDb2RlID0gYm9keSA/IDIwMCA6IDQwNDtcbiAgICAgIHJlc3BvbnNlLnNldEhlYWRlcignQ29udGVudC1UeXBlJywga1R5cGVzW2ZpbGUuc3BsaXQoJy4nKS5wb3AoKSA/PyAnJ10gPz8gJ3RleHQvcGxhaW4nKTtcbiAgICAgIHJlc3BvbnNlLmVuZChib2R5ID8/ICdub3QgZm91bmQnKTtcbiAgICB9XG4gIH1cblxuICBwcml2YXRlIGV4cG9ydENzdihxdWVyeTogVVJMU2VhcmNoUGFyYW1zLCByZXNwb25zZTogU2VydmVyUmVzcG9uc2UpOiB2b2lkIHtcbiAgICByZXNwb25zZS5zZXRIZWFkZXIoJ0NvbnRlbnQtVHlwZScsICd0ZXh0L2NzdicpO1xuICAgIHJlc3BvbnNlLnNldEhlYWRlcignQ29udGVudC1EaXNwb3NpdGlvbicsICdhdHRhY2htZW50OyBmaWxlbmFtZT1cImV4cG9ydC5jc3ZcIicpO1xuICAgIHJlc3BvbnNlLndyaXRlKCdydW4sc2VyaWVzLHN0ZXAsdmFsdWVcXG4nKTtcbiAgICBmb3IgKGNvbnN0IHJ1biBvZiB0aGlzLnJ1bnMpIHtcbiAgICAgIGlmICghcXVlcnkuZ2V0QWxsKCdydW4nKS5pbmNsdWRlcyhydW4uaW5mby5pZCkpIGNvbnRpbnVlO1xuICAgICAgZm9yIChjb25zdCBuYW1lIG9mIHF1ZXJ5LmdldEFsbCgnc2VyaWVzJykpIHtcbiAgICAgICAgZm9yIChsZXQgc3RlcCA9IDA7IHN0ZXAgPCBydW4uc3RlcHM7IHN0ZXArKykge1xuICAgICAgICAgIGlmICghaXNSZWNvcmRlZChuYW1lLCBzdGVwKSkgY29udGludWU7XG4gICAgICAgICAgcmVzcG9uc2Uud3JpdGUoYCR7cnVuLmluZm8uaWR9LCR7bmFtZX0sJHtzdGVwfSwke3ZhbHVlT2YocnVuLCBuYW1lLCBzdGVwKX1cXG5gKTtcbiAgICAgICAgfVxuICAgICAgfVxuICAgIH1cbiAgICByZXNwb25zZS5lbmQoKTtcbiAgfVxuXG4gIHByaXZhdGUgYWNjZXB0KHNvY2tldDogV2ViU29ja2V0KTogdm9pZCB7XG4gICAgY29uc3QgY2xpZW50ID0gbmV3IENsaWVudChzb2NrZXQpO1xuICAgIHRoaXMuY2xpZW50cy5hZGQoY2xpZW50KTtcbiAgICBzb2NrZXQub24oJ2Nsb3NlJywgKCkgPT4gdGhpcy5jbGllbnRzLmRlbGV0ZShjbGllbnQpKTtcbiAgICBzb2NrZXQub24oJ21lc3NhZ2UnLCAoZGF0YSkgPT4gdGhpcy50YWtlKGNsaWVudCwgSlNPTi5wYXJzZShTdHJpbmcoZGF0YSkpKSk7XG4gICAgY29uc3QgaGVsbG8gPSB7XG4gICAgICB0eXBlOiAnaGVsbG8nLFxuICAgICAgcHJvdG9jb2w6IDEsXG4gICAgICB2ZXJzaW9uOiAnMC4xLjAnLFxuICAgICAgbG9nZGlyOiAnL2hvbWUvbWUvcnVucycsXG4gICAgICByaWdodHM6IFsndmlldyddLFxuICAgIH07XG4gICAgc29ja2V0LnNlbmQoSlNPTi5zdHJpbmdpZnkoaGVsbG8pKTtcbiAgfVxuXG4gIHByaXZhdGUgdGFrZShcbiAgICBjbGllbnQ6IENsaWVudCxcbiAgICBtZXNzYWdlOiB7IHR5cGU6IHN0cmluZzsgaWQ/OiBudW1iZXI7IFtrZXk6IHN0cmluZ106IHVua25vd24gfSxcbiAgKTogdm9pZCB7XG4gICAgY29uc3QgaWQgPSBtZXNzYWdlLmlkID8/IDA7XG4gICAgaWYgKG1lc3NhZ2UudHlwZSA9PT0gJ3J1bnMnKSB7XG4gICAgICBjbGllbnQud2FudHNSdW5zID0gdHJ1ZTtcbiAgICAgIHRoaXMuc2VuZFJ1bnMoY2xpZW50KTtcbiAgICB9IGVsc2UgaWYgKG1lc3NhZ2UudHlwZSA9PT0gJ3BhbmVscycpIHtcbiAgICAgIGNsaWVudC5wYW5lbHMuc2V0KGlkLCBtZXNzYWdlLnJ1bnMgYXMgc3RyaW5nW10pO1xuICAgICAgdGhpcy5zZW5kUGFuZWxzKGNsaWVudCwgaWQpO1xuICAgIH0gZWxzZSBpZiAobWVzc2FnZS50eXBlID09PSAnc3Vic2NyaWJlJykge1xuICAgICAgY29uc3QgcmVxdWVzdCA9IG1lc3NhZ2UucmVxdWVzdCBhcyBGaWd1cmVSZXF1ZXN0O1xuICAgICAgY29uc3Qgb2xkID0gY2xpZW50LmZvbGxvd3MuZ2V0KGlkKTtcbiAgICAgIHRoaXMucmVxdWVzdHMucHVzaChyZXF1ZXN0KTtcbiAgICAgIGNsaWVudC5mb2xsb3dzLnNldChpZCwgeyByZXF1ZXN0LCBmcmVlOiBvbGQ/LmZyZWUgPz8gdHJ1ZSwgdmVyc2lvbjogLTEgfSk7XG4gICAgfSBlbHNlIGlmIChtZXNzYWdlLnR5cGUgPT09ICd1bnN1YnNjcmliZScpIHtcbiAgICAgIGNsaWVudC5mb2xsb3dzLmRlbGV0ZShpZCk7XG4gICAgICBjbGllbnQucGFuZWxzLmRlbGV0ZShpZCk7XG4gICAgfSBlbHNlIGlmIChtZXNzYWdlLnR5cGUgPT09ICdhY2snKSB7XG4gICAgICBjbGllbnQuYWNrcysrO1xuICAgICAgY29uc3QgZm9sbG93ID0gY2xpZW50LmZvbGxvd3MuZ2V0KGlkKTtcbiAgICAgIGlmIChmb2xsb3cpIGZvbGxvdy5mcmVlID0gdHJ1ZTtcbiAgICB9XG4gIH1cblxuICBwcml2YXRlIHNlbmRSdW5zKGNsaWVudDogQ2xpZW50KTogdm9pZCB7XG4gICAgY29uc3QgcnVucyA9IHRoaXMucnVucy5tYXAoKHJ1bikgPT4gcnVuLmluZm8pO1xuICAgIGNvbnN0IHsgdmVyc2lvbiwgbG9hZGluZyB9ID0gdGhpcztcbiAgICBjbGllbnQuc29ja2V0LnNlbmQoSlNPTi5zdHJpbmdpZnkoeyB0eXBlOiAncnVucycsIHZlcnNpb24sIGxvYWRpbmcsIHJ1bnMgfSkpO1xuICB9XG5cbiAgcHJpdmF0ZSBzZW5kUGFuZWxzKGNsaWVudDogQ2xpZW50LCBpZDogbnVtYmVyKTogdm9pZCB7XG4gICAgY29uc3QgcnVucyA9IGNsaWVudC5wYW5lbHMuZ2V0KGlkKSA/PyBbXTtcbiAgICBjb25zdCBrbm93biA9IHJ1bnMuc29tZSgob25lKSA9PiB0aGlzLnJ1bnMuc29tZSgocnVuKSA9PiBydW4uaW5mby5pZCA9PT0gb25lKSk7XG4gICAgY2xpZW50LnNvY2tldC5zZW5kKEpTT04uc3RyaW5naWZ5KHsgdHlwZTogJ3BhbmVscycsIGlkLCBwYW5lbHM6IGtub3duID8gdGhpcy5wYW5lbHMgOiBbXSB9KSk7XG4gIH1cblxuICBwcml2YXRlIHRpY2soKTogdm9pZCB7XG4gICAgY29uc3QgZ3Jvd2luZyA9IHRoaXMuc3BlZWQgPiAwID8gdGhpcy5ydW5zLmZpbHRlcigocnVuKSA9PiBydW4uaW5mby5zdGF0dXMgPT09ICdydW5uaW5nJykgOiBbXTtcbiAgICBmb3IgKGNvbnN0IHJ1biBvZiBncm93aW5nKSBhZHZhbmNlKHJ1biwgdGhpcy5zcGVlZCk7XG4gICAgaWYgKGdyb3dpbmcubGVuZ3RoID4gMCkgdGhpcy52ZXJzaW9uKys7XG4gICAgZm9yIChjb25zdCBjbGllbnQgb2YgdGhpcy5jbGllbnRzKSB7XG4gICAgICBpZiAoY2xpZW50LndhbnRzUnVucyAmJiBncm93aW5nLmxlbmd0aCA+IDAgJiYgdGhpcy52ZXJzaW9uICUgNSA9PT0gMCkge1xuICAgICAgICBjb25zdCB1cHNlcnQgPSBncm93aW5nLm1hcCgocnVuKSA9PiBydW4uaW5mbyk7XG4gICAgICAgIGNvbnN0IHsgdmVyc2lvbiwgbG9hZGluZyB9ID0gdGhpcztcbiAgICAgICAgY2xpZW50LnNvY2tldC5zZW5kKFxuICAgICAgICAgIEpTT04uc3RyaW5naWZ5KHsgdHlwZTogJ3J1bnNfZGVsdGEnLCB2ZXJzaW9uLCBsb2FkaW5nLCB1cHNlcnQsIHJlbW92ZTogW10gfSksXG4gICAgICAgICk7XG4gICAgICB9XG4gICAgICBmb3IgKGNvbnN0IFtpZCwgZm9sbG93XSBvZiBjbGllbnQuZm9sbG93cykge1xuICAgICAgICBpZiAoIWZvbGxvdy5mcmVlIHx8IGZvbGxvdy52ZXJzaW9uID09PSB0aGlzLnZlcnNpb24pIGNvbnRpbnVlO1xuICAgICAgICBmb2xsb3cuZnJlZSA9IGZhbHNlO1xuICAgICAgICBmb2xsb3cudmVyc2lvbiA9IHRoaXMudmVyc2lvbjtcbiAgICAgICAgdGhpcy5maWd1cmVzKys7XG4gICAgICAgIGNsaWVudC5zb2NrZXQuc2VuZChlbmNvZGVGaWd1cmUoaWQsIG1ha2VGaWd1cmUoZm9sbG93LnJlcXVlc3QsIHRoaXMpKSk7XG4gICAgICB9XG4gICAgfVxuICB9XG59XG4iLCAiLy8gRmlndXJlcyBhcyB0aGUgcHJvdG9jb2wgZGVzY3JpYmVzIHRoZW0sIGNvbXB1dGVkIHRoZSBwbGFpbiB3YXk6IGV2ZXJ5IHBvaW50IGlzIGxvb2tlZCBhdC4gU2xvdyBhbmRcbi8vIHNpbXBsZSBvbiBwdXJwb3NlOiBhIHNlY29uZCBvcGluaW9uIG9uIHdoYXQgdGhlIHBhZ2Ugc2hvdWxkIGJlIGdpdmVuLlxuXG5pbXBvcnQgdHlwZSB7IEZpZ3VyZVJlcXVlc3QgfSBmcm9tICcuLi8uLi9zcmMvcHJvdG9jb2wnO1xuaW1wb3J0IHsgaXNSZWNvcmRlZCwga1NlcmllcywgdmFsdWVPZiwgd2FsbE9mLCB0eXBlIEZha2VSdW4gfSBmcm9tICcuL2RhdGEnO1xuXG50eXBlIEJ1bGsgPSBGbG9hdDY0QXJyYXkgfCBVaW50MzJBcnJheSB8IFVpbnQ4QXJyYXk7XG50eXBlIE1hcmtPdXQgPSBSZWNvcmQ8c3RyaW5nLCB1bmtub3duPjtcblxuY29uc3Qga1R5cGVOYW1lcyA9IG5ldyBNYXA8dW5rbm93biwgc3RyaW5nPihbXG4gIFtGbG9hdDY0QXJyYXksICdmNjQnXSxcbiAgW1VpbnQzMkFycmF5LCAndTMyJ10sXG4gIFtVaW50OEFycmF5LCAndTgnXSxcbl0pO1xuXG4vKiogV3JpdGVzIGEgZmlndXJlIG1lc3NhZ2U6IHUzMiBsZW5ndGgsIEpTT04sIHBhZGRpbmcsIDgtYnl0ZSBhbGlnbmVkIGFycmF5cy4gKi9cbmV4cG9ydCBmdW5jdGlvbiBlbmNvZGVGaWd1cmUoaWQ6IG51bWJlciwgZmlndXJlOiB1bmtub3duKTogQnVmZmVyIHtcbiAgY29uc3QgYXJyYXlzOiB7IGF0OiBudW1iZXI7IGJ5dGVzOiBCdWZmZXIgfVtdID0gW107XG4gIGxldCBhdCA9IDA7XG4gIGNvbnN0IHRleHQgPSBKU09OLnN0cmluZ2lmeSh7IHR5cGU6ICdmaWd1cmUnLCBpZCwgZmlndXJlIH0sIChfLCB2YWx1ZTogdW5rbm93bikgPT4ge1xuICAgIGlmICghQXJyYXlCdWZmZXIuaXNWaWV3KHZhbHVlKSkgcmV0dXJuIHZhbHVlO1xuICAgIGNvbnN0IGJ1bGsgPSB2YWx1ZSBhcyBCdWxrO1xuICAgIGNvbnN0IHJlZiA9IHsgYXQsIG46IGJ1bGsubGVuZ3RoLCB0OiBrVHlwZU5hbWVzLmdldChidWxrLmNvbnN0cnVjdG9yKSB9O1xuICAgIGFycmF5cy5wdXNoKHsgYXQsIGJ5dGVzOiBCdWZmZXIuZnJvbShidWxrLmJ1ZmZlciwgYnVsay5ieXRlT2Zmc2V0LCBidWxrLmJ5dGVMZW5ndGgpIH0pO1xuICAgIGF0ID0gTWF0aC5jZWlsKChhdCArIGJ1bGsuYnl0ZUxlbmd0aCkgLyA4KSAqIDg7XG4gICAgcmV0dXJuIHJlZjtcbiAgfSk7XG4gIGNvbnN0IGhlYWRlciA9IEJ1ZmZlci5mcm9tKHRleHQpO1xuICBjb25zdCBiYXNlID0gTWF0aC5jZWlsKCg0ICsgaGVhZGVyLmxlbmd0aCkgLyA4KSAqIDg7XG4gIGNvbnN0IG91dCA9IEJ1ZmZlci5hbGxvYyhiYXNlICsgYXQpO1xuICBvdXQud3JpdGVVSW50MzJMRShoZWFkZXIubGVuZ3RoLCAwKTtcbiAgaGVhZGVyLmNvcHkob3V0LCA0KTtcbiAgZm9yIChjb25zdCBhcnJheSBvZiBhcnJheXMpIGFycmF5LmJ5dGVzLmNvcHkob3V0LCBiYXNlICsgYXJyYXkuYXQpO1xuICByZXR1cm4gb3V0O1xufVxuXG5mdW5jdGlvbiBtYXRjaGVzKGdsb2I6IHN0cmluZywgbmFtZTogc3RyaW5nKTogYm9vbGVhbiB7XG4gIGNvbnN0IGVzY2FwZWQgPSBnbG9iLnJlcGxhY2UoL1suK14ke30oKXxbXFxdXFxcXF0vZywgJ1xcXFwkJicpO1xuICBjb25zdCBwYXR0ZXJuID0gZXNjYXBlZC5yZXBsYWNlKC9cXCpcXCp8XFwqL2csIChzdGFyKSA9PiAoc3RhciA9PT0gJyoqJyA/ICcuKicgOiAnW14vXSonKSk7XG4gIHJldHVybiBuZXcgUmVnRXhwKGBeJHtwYXR0ZXJufSRgKS50ZXN0KG5hbWUpO1xufVxuXG5pbnRlcmZhY2UgUG9pbnRzIHtcbiAgeDogbnVtYmVyW107XG4gIHk6IG51bWJlcltdO1xufVxuXG5mdW5jdGlvbiB4T2YocnVuOiBGYWtlUnVuLCBheGlzOiBzdHJpbmcsIHN0ZXA6IG51bWJlcik6IG51bWJlciB7XG4gIGlmIChheGlzID09PSAnd2FsbCcpIHJldHVybiB3YWxsT2YocnVuLCBzdGVwKTtcbiAgaWYgKGF4aXMgPT09ICdyZWxhdGl2ZScpIHJldHVybiAod2FsbE9mKHJ1biwgc3RlcCkgLSBydW4uaW5mby5zdGFydGVkKSAvIDFlNjtcbiAgaWYgKGF4aXMuc3RhcnRzV2l0aCgnc2VyaWVzOicpKSByZXR1cm4gdmFsdWVPZihydW4sIGF4aXMuc2xpY2UoNyksIHN0ZXApO1xuICByZXR1cm4gc3RlcDtcbn1cblxuZnVuY3Rpb24gcG9pbnRzT2YocnVuOiBGYWtlUnVuLCBzZXJpZXM6IHN0cmluZywgYXhpczogc3RyaW5nKTogUG9pbnRzIHtcbiAgY29uc3Qgb3V0OiBQb2ludHMgPSB7IHg6IFtdLCB5OiBbXSB9O1xuICBmb3IgKGxldCBzdGVwID0gMDsgc3RlcCA8IHJ1bi5zdGVwczsgc3RlcCsrKSB7XG4gICAgaWYgKCFpc1JlY29yZGVkKHNlcmllcywgc3RlcCkpIGNvbnRpbnVlO1xuICAgIG91dC54LnB1c2goeE9mKHJ1biwgYXhpcywgc3RlcCkpO1xuICAgIG91dC55LnB1c2godmFsdWVPZihydW4sIHNlcmllcywgc3RlcCkpO1xuICB9XG4gIGlmICghYXhpcy5zdGFydHNXaXRoKCdzZXJpZXM6JykpIHJldHVybiBvdXQ7XG4gIGNvbnN0IG9yZGVyID0gb3V0LngubWFwKChfLCBpKSA9PiBpKS5zb3J0KChhLCBiKSA9PiBvdXQueFthXSEgLSBvdXQueFtiXSEpO1xuICByZXR1cm4geyB4OiBvcmRlci5tYXAoKGkpID0+IG91dC54W2ldISksIHk6IG9yZGVyLm1hcCgoaSkgPT4gb3V0LnlbaV0hKSB9O1xufVxuXG5mdW5jdGlvbiBzbW9vdGgocG9pbnRzOiBQb2ludHMsIHdlaWdodDogbnVtYmVyKTogUG9pbnRzIHtcbiAgbGV0IHN1bSA9IDA7XG4gIGxldCB0b3RhbCA9IDA7XG4gIGNvbnN0IHkgPSBwb2ludHMueS5tYXAoKHZhbHVlKSA9PiB7XG4gICAgaWYgKCFOdW1iZXIuaXNGaW5pdGUodmFsdWUpKSByZXR1cm4gdmFsdWU7XG4gICAgc3VtID0gd2VpZ2h0ICogc3VtICsgKDEgLSB3ZWlnaHQpICogdmFsdWU7XG4gICAgdG90YWwgPSB3ZWlnaHQgKiB0b3RhbCArICgxIC0gd2VpZ2h0KTtcbiAgICByZXR1cm4gc3VtIC8gdG90YWw7XG4gIH0pO1xuICByZXR1cm4geyB4OiBwb2ludHMueCwgeSB9O1xufVxuXG5mdW5jdGlvbiBjb2x1bW5zT2YocG9pbnRzOiBQb2ludHMsIHJhbmdlOiBbbnVtYmVyLCBudW1iZXJdLCB3aWR0aDogbnVtYmVyKTogTWFya091dCB7XG4gIGNvbnN0IGNvbHVtbnMgPSBuZXcgTWFwPG51bWJlciwgbnVtYmVyW10+KCk7XG4gIHBvaW50cy54LmZvckVhY2goKHgsIGkpID0+IHtcbiAgICBpZiAoeCA8IHJhbmdlWzBdIHx8IHggPiByYW5nZVsxXSkgcmV0dXJuO1xuICAgIGNvbnN0IGF0ID0gTWF0aC5taW4oXG4gICAgICB3aWR0aCAtIDEsXG4gICAgICBNYXRoLmZsb29yKCgoeCAtIHJhbmdlWzBdKSAvIChyYW5nZVsxXSAtIHJhbmdlWzBdIHx8IDEpKSAqIHdpZHRoKSxcbiAgICApO1xuICAgIGNvbHVtbnMuc2V0KGF0LCBbLi4uKGNvbHVtbnMuZ2V0KGF0KSA/PyBbXSksIGldKTtcbiAgfSk7XG4gIGNvbnN0IHNldHMgPSBbLi4uY29sdW1ucy5lbnRyaWVzKCldLnNvcnQoKGEsIGIpID0+IGFbMF0gLSBiWzBdKS5tYXAoKFssIHNldF0pID0+IHNldCk7XG4gIGNvbnN0IHBpY2sgPSAoY2hvb3NlOiAoZmluaXRlOiBudW1iZXJbXSkgPT4gbnVtYmVyKSA9PlxuICAgIEZsb2F0NjRBcnJheS5mcm9tKHNldHMsIChzZXQpID0+IHtcbiAgICAgIGNvbnN0IGZpbml0ZSA9IHNldC5tYXAoKGkpID0+IHBvaW50cy55W2ldISkuZmlsdGVyKE51bWJlci5pc0Zpbml0ZSk7XG4gICAgICByZXR1cm4gZmluaXRlLmxlbmd0aCA+IDAgPyBjaG9vc2UoZmluaXRlKSA6IE5hTjtcbiAgICB9KTtcbiAgcmV0dXJuIHtcbiAgICByZXNvbHV0aW9uOiAnY29sdW1ucycsXG4gICAgeDA6IEZsb2F0NjRBcnJheS5mcm9tKHNldHMsIChzZXQpID0+IHBvaW50cy54W3NldFswXSFdISksXG4gICAgeDE6IEZsb2F0NjRBcnJheS5mcm9tKHNldHMsIChzZXQpID0+IHBvaW50cy54W3NldFtzZXQubGVuZ3RoIC0gMV0hXSEpLFxuICAgIGZpcnN0OiBwaWNrKChmaW5pdGUpID0+IGZpbml0ZVswXSEpLFxuICAgIG1pbjogcGljaygoZmluaXRlKSA9PiBNYXRoLm1pbiguLi5maW5pdGUpKSxcbiAgICBtYXg6IHBpY2soKGZpbml0ZSkgPT4gTWF0aC5tYXgoLi4uZmluaXRlKSksXG4gICAgbGFzdDogcGljaygoZmluaXRlKSA9PiBmaW5pdGVbZmluaXRlLmxlbmd0aCAtIDFdISksXG4gICAgY291bnQ6IFVpbnQzMkFycmF5LmZyb20oc2V0cywgKHNldCkgPT4gc2V0Lmxlbmd0aCksXG4gIH07XG59XG5cbmZ1bmN0aW9uIGxpbmVPZihwb2ludHM6IFBvaW50cywgcmFuZ2U6IFtudW1iZXIsIG51bWJlcl0sIHdpZHRoOiBudW1iZXIpOiBNYXJrT3V0IHtcbiAgbGV0IGZyb20gPSBwb2ludHMueC5maW5kSW5kZXgoKHgpID0+IHggPj0gcmFuZ2VbMF0pO1xuICBpZiAoZnJvbSA8IDApIGZyb20gPSBwb2ludHMueC5sZW5ndGg7XG4gIGxldCB0byA9IGZyb207XG4gIHdoaWxlICh0byA8IHBvaW50cy54Lmxlbmd0aCAmJiBwb2ludHMueFt0b10hIDw9IHJhbmdlWzFdKSB0bysrO1xuICBpZiAodG8gLSBmcm9tID4gMiAqIHdpZHRoKSByZXR1cm4gY29sdW1uc09mKHBvaW50cywgcmFuZ2UsIHdpZHRoKTtcbiAgY29uc3QgYSA9IE1hdGgubWF4KDAsIGZyb20gLSAxKTtcbiAgY29uc3QgYiA9IE1hdGgubWluKHBvaW50cy54Lmxlbmd0aCwgdG8gKyAxKTtcbiAgcmV0dXJuIHtcbiAgICByZXNvbHV0aW9uOiAncG9pbnRzJyxcbiAgICB4OiBGbG9hdDY0QXJyYXkuZnJvbShwb2ludHMueC5zbGljZShhLCBiKSksXG4gICAgeTogRmxvYXQ2NEFycmF5LmZyb20ocG9pbnRzLnkuc2xpY2UoYSwgYikpLFxuICB9O1xufVxuXG5mdW5jdGlvbiBnYXBzT2YocG9pbnRzOiBQb2ludHMsIHJhbmdlOiBbbnVtYmVyLCBudW1iZXJdLCB3aWR0aDogbnVtYmVyKTogTWFya091dCB8IG51bGwge1xuICBjb25zdCBzZWVuID0gbmV3IE1hcDxzdHJpbmcsIFtudW1iZXIsIG51bWJlcl0+KCk7XG4gIHBvaW50cy54LmZvckVhY2goKHgsIGkpID0+IHtcbiAgICBjb25zdCB5ID0gcG9pbnRzLnlbaV0hO1xuICAgIGlmIChOdW1iZXIuaXNGaW5pdGUoeSkgfHwgeCA8IHJhbmdlWzBdIHx8IHggPiByYW5nZVsxXSkgcmV0dXJuO1xuICAgIGNvbnN0IGNvZGUgPSBOdW1iZXIuaXNOYU4oeSkgPyAxIDogeSA+IDAgPyAyIDogMztcbiAgICBjb25zdCBjb2x1bW4gPSBNYXRoLmZsb29yKCgoeCAtIHJhbmdlWzBdKSAvIChyYW5nZVsxXSAtIHJhbmdlWzBdIHx8IDEpKSAqIHdpZHRoKTtcbiAgICBjb25zdCBrZXkgPSBgJHtjb2x1bW59ICR7Y29kZX1gO1xuICAgIGlmICghc2Vlbi5oYXMoa2V5KSkgc2Vlbi5zZXQoa2V5LCBbeCwgY29kZV0pO1xuICB9KTtcbiAgaWYgKHNlZW4uc2l6ZSA9PT0gMCkgcmV0dXJuIG51bGw7XG4gIGNvbnN0IGFsbCA9IFsuLi5zZWVuLnZhbHVlcygpXS5zb3J0KChwLCBxKSA9PiBwWzBdIC0gcVswXSk7XG4gIGNvbnN0IHggPSBGbG9hdDY0QXJyYXkuZnJvbShhbGwsIChbYXRdKSA9PiBhdCk7XG4gIHJldHVybiB7IHR5cGU6ICdnYXAnLCB4LCBjb2RlOiBVaW50OEFycmF5LmZyb20oYWxsLCAoWywgY29kZV0pID0+IGNvZGUpIH07XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgRmFrZVN0YXRlIHtcbiAgcnVuczogRmFrZVJ1bltdO1xuICBsb2FkaW5nOiBib29sZWFuO1xufVxuXG5mdW5jdGlvbiBzaGVsbChydW5zOiBGYWtlUnVuW10sIGxvYWRpbmc6IGJvb2xlYW4pIHtcbiAgcmV0dXJuIHtcbiAgICB2OiAxLFxuICAgIHRpdGxlOiAnJyxcbiAgICByZWFkaW5nOiAnJyxcbiAgICBub3RlczogW10gYXMgc3RyaW5nW10sXG4gICAgcnVuczogcnVucy5tYXAoKHJ1biwgaSkgPT4gKHtcbiAgICAgIGlkOiBydW4uaW5mby5pZCxcbiAgICAgIGxhYmVsOiBydW4uaW5mby5pZCxcbiAgICAgIGNvbG9yOiBpLFxuICAgICAgc3RhdHVzOiBydW4uaW5mby5zdGF0dXMsXG4gICAgICBkcm9wcGVkOiBydW4uaW5mby5kcm9wcGVkLFxuICAgIH0pKSxcbiAgICBwb2ludHM6IDAsXG4gICAgbG9hZGluZyxcbiAgICBwYW5lbHM6IFtdIGFzIHVua25vd25bXSxcbiAgfTtcbn1cblxuZnVuY3Rpb24gYmVzdE9mKHBvaW50czogUG9pbnRzKTogTWFya091dCB7XG4gIGxldCBhdCA9IDA7XG4gIHBvaW50cy55LmZvckVhY2goKHksIGkpID0+IChhdCA9IHkgPCBwb2ludHMueVthdF0hID8gaSA6IGF0KSk7XG4gIGNvbnN0IHggPSBGbG9hdDY0QXJyYXkub2YocG9pbnRzLnhbYXRdISk7XG4gIHJldHVybiB7IHR5cGU6ICdwb2ludHMnLCBsYWJlbDogJ2Jlc3QnLCByb2xlOiAnYmVzdCcsIHgsIHk6IEZsb2F0NjRBcnJheS5vZihwb2ludHMueVthdF0hKSB9O1xufVxuXG5mdW5jdGlvbiBjdXJ2ZXMocmVxdWVzdDogRmlndXJlUmVxdWVzdCwgcnVuczogRmFrZVJ1bltdLCBsb2FkaW5nOiBib29sZWFuKSB7XG4gIGNvbnN0IGZpZ3VyZSA9IHNoZWxsKHJ1bnMsIGxvYWRpbmcpO1xuICBjb25zdCBheGlzID0gcmVxdWVzdC54ID8/ICdzdGVwJztcbiAgY29uc3Qgd2lkdGggPSByZXF1ZXN0LndpZHRoID8/IDcyMDtcbiAgY29uc3QgbmFtZXMgPSBrU2VyaWVzLmZpbHRlcigobmFtZSkgPT5cbiAgICAocmVxdWVzdC5zZXJpZXMgPz8gW10pLnNvbWUoKGdsb2IpID0+IG1hdGNoZXMoZ2xvYiwgbmFtZSkpLFxuICApO1xuICBjb25zdCBzZXRzID0gcnVucy5mbGF0TWFwKChydW4sIGluZGV4KSA9PlxuICAgIG5hbWVzLm1hcCgobmFtZSkgPT4gKHsgcnVuLCBpbmRleCwgbmFtZSwgcG9pbnRzOiBwb2ludHNPZihydW4sIG5hbWUsIGF4aXMpIH0pKSxcbiAgKTtcbiAgY29uc3QgYWxsID0gc2V0cy5mbGF0TWFwKChzZXQpID0+IFtzZXQucG9pbnRzLnhbMF0hLCBzZXQucG9pbnRzLnhbc2V0LnBvaW50cy54Lmxlbmd0aCAtIDFdIV0pO1xuICBjb25zdCBleHRlbnQgPSBhbGwubGVuZ3RoID4gMCA/IFtNYXRoLm1pbiguLi5hbGwpLCBNYXRoLm1heCguLi5hbGwpXSA6IG51bGw7XG4gIGNvbnN0IHJhbmdlID0gKHJlcXVlc3QucmFuZ2UgPz8gZXh0ZW50ID8/IFswLCAxXSkgYXMgW251bWJlciwgbnVtYmVyXTtcbiAgY29uc3QgbWFya3M6IE1hcmtPdXRbXSA9IFtdO1xuICBjb25zdCB3b3Jkczogc3RyaW5nW10gPSBbXTtcbiAgZm9yIChjb25zdCB7IHJ1biwgaW5kZXgsIG5hbWUsIHBvaW50cyB9IG9mIHNldHMpIHtcbiAgICBjb25zdCByb2xlID0gbmFtZS5zdGFydHNXaXRoKCd0cmFpbi8nKSA/ICd0cmFpbicgOiBuYW1lLnN0YXJ0c1dpdGgoJ3ZhbC8nKSA/ICd2YWwnIDogJ25vbmUnO1xuICAgIGNvbnN0IGJhc2UgPSB7IHJ1bjogaW5kZXgsIHJvbGUsIGVudGl0eTogeyBraW5kOiAnc2VyaWVzJywgcnVuOiBydW4uaW5mby5pZCwgcGF0aDogbmFtZSB9IH07XG4gICAgbWFya3MucHVzaCh7XG4gICAgICB0eXBlOiAnbGluZScsXG4gICAgICBsYWJlbDogbmFtZSxcbiAgICAgIGxheWVyOiAncmF3JyxcbiAgICAgIC4uLmJhc2UsXG4gICAgICAuLi5saW5lT2YocG9pbnRzLCByYW5nZSwgd2lkdGgpLFxuICAgIH0pO1xuICAgIGlmIChyZXF1ZXN0LnNtb290aGluZykge1xuICAgICAgY29uc3Qgc29mdCA9IHNtb290aChwb2ludHMsIHJlcXVlc3Quc21vb3RoaW5nKTtcbiAgICAgIG1hcmtzLnB1c2goe1xuICAgICAgICB0eXBlOiAnbGluZScsXG4gICAgICAgIGxhYmVsOiBuYW1lLFxuICAgICAgICBsYXllcjogJ3Ntb290aCcsXG4gICAgICAgIC4uLmJhc2UsXG4gICAgICAgIC4uLmxpbmVPZihzb2Z0LCByYW5nZSwgd2lkdGgpLFxuICAgICAgfSk7XG4gICAgfVxuICAgIGNvbnN0IGdhcHMgPSBnYXBzT2YocG9pbnRzLCByYW5nZSwgd2lkdGgpO1xuICAgIGlmIChnYXBzKSBtYXJrcy5wdXNoKHsgLi4uZ2FwcywgLi4uYmFzZSB9KTtcbiAgICBpZiAobmFtZSA9PT0gJ3ZhbC9sb3NzJykgbWFya3MucHVzaCh7IC4uLmJlc3RPZihwb2ludHMpLCAuLi5iYXNlLCByb2xlOiAnYmVzdCcgfSk7XG4gICAgZmlndXJlLnBvaW50cyArPSBwb2ludHMueC5maWx0ZXIoKHgpID0+IHggPj0gcmFuZ2VbMF0gJiYgeCA8PSByYW5nZVsxXSkubGVuZ3RoO1xuICAgIHdvcmRzLnB1c2goYCR7bmFtZX0gJHtwb2ludHMueVtwb2ludHMueS5sZW5ndGggLSAxXT8udG9QcmVjaXNpb24oNCl9YCk7XG4gIH1cbiAgaWYgKG5hbWVzLmluY2x1ZGVzKCdscicpIHx8IG5hbWVzLmluY2x1ZGVzKCd0cmFpbi9sb3NzJykpIHtcbiAgICBydW5zLmZvckVhY2goKHJ1biwgaW5kZXgpID0+IHtcbiAgICAgIGlmIChydW4uc3RlcHMgPiAxNTAwKVxuICAgICAgICBtYXJrcy5wdXNoKHtcbiAgICAgICAgICB0eXBlOiAncnVsZScsXG4gICAgICAgICAgeDogeE9mKHJ1biwgYXhpcywgMTUwMCksXG4gICAgICAgICAgbGFiZWw6ICdsZWFybmluZyByYXRlIGhhbHZlZCcsXG4gICAgICAgICAgcnVuOiBpbmRleCxcbiAgICAgICAgfSk7XG4gICAgfSk7XG4gIH1cbiAgY29uc3Qga2luZCA9IGF4aXMuc3RhcnRzV2l0aCgnc2VyaWVzOicpID8gJ3ZhbHVlJyA6IGF4aXM7XG4gIGNvbnN0IGxhYmVsID0gYXhpcy5zdGFydHNXaXRoKCdzZXJpZXM6JylcbiAgICA/IGF4aXMuc2xpY2UoNylcbiAgICA6IGF4aXMgPT09ICdyZWxhdGl2ZSdcbiAgICAgID8gJ3RpbWUgc2luY2Ugc3RhcnQnXG4gICAgICA6IGF4aXM7XG4gIGZpZ3VyZS5yZWFkaW5nID0gd29yZHMuc2xpY2UoMCwgMykuam9pbignOyAnKTtcbiAgZmlndXJlLnBhbmVscyA9IFtcbiAgICB7XG4gICAgICB0aXRsZTogJycsXG4gICAgICB4OiB7IGxhYmVsLCBraW5kLCBleHRlbnQsIHJhbmdlIH0sXG4gICAgICB5OiB7XG4gICAgICAgIGxhYmVsOiBuYW1lc1swXSA/PyAnJyxcbiAgICAgICAga2luZDogJ3ZhbHVlJyxcbiAgICAgICAgc2NhbGU6IHJlcXVlc3QueSA9PT0gJ2xvZycgPyAnbG9nJyA6ICdsaW5lYXInLFxuICAgICAgICB1bml0OiAnJyxcbiAgICAgIH0sXG4gICAgICBtYXJrcyxcbiAgICB9LFxuICBdO1xuICByZXR1cm4gZmlndXJlO1xufVxuXG5mdW5jdGlvbiBpbWFnZU1hcmsocnVuOiBGYWtlUnVuLCBpbmRleDogbnVtYmVyLCBzdGVwOiBudW1iZXIsIGxpdmU6IGJvb2xlYW4pOiBNYXJrT3V0IHtcbiAgY29uc3Qgc2l6ZSA9IGxpdmUgPyA5NiA6IDI4O1xuICBjb25zdCBwaXhlbHMgPSBuZXcgVWludDhBcnJheShzaXplICogc2l6ZSAqIDMpO1xuICBmb3IgKGxldCB5ID0gMDsgeSA8IHNpemU7IHkrKykge1xuICAgIGZvciAobGV0IHggPSAwOyB4IDwgc2l6ZTsgeCsrKSB7XG4gICAgICBjb25zdCB3YXZlID0gTWF0aC5zaW4oKHggKyBzdGVwIC8gNDApIC8gNSkgKiBNYXRoLmNvcygoeSAtIHN0ZXAgLyA2MCArIHJ1bi5zZWVkICogOSkgLyA2KTtcbiAgICAgIHBpeGVscy5zZXQoWzEyOCArIDEyMCAqIHdhdmUsIDEyOCArIDYwICogd2F2ZSAqIHdhdmUsIDIwMCAtIDkwICogd2F2ZV0sICh5ICogc2l6ZSArIHgpICogMyk7XG4gICAgfVxuICB9XG4gIGNvbnN0IGVudGl0eSA9IHsga2luZDogJ3N0cmVhbScsIHJ1bjogcnVuLmluZm8uaWQsIHBhdGg6IGxpdmUgPyAnbGl2ZS9jYW1lcmEnIDogJ2JhdGNoL2ZpcnN0JyB9O1xuICBjb25zdCBjYXB0aW9uID0gbGl2ZSA/ICcnIDogYGNsYXNzICR7c3RlcCAlIDEwfWA7XG4gIHJldHVybiB7XG4gICAgdHlwZTogJ2ltYWdlJyxcbiAgICBydW46IGluZGV4LFxuICAgIGVudGl0eSxcbiAgICB3aWR0aDogc2l6ZSxcbiAgICBoZWlnaHQ6IHNpemUsXG4gICAgY2hhbm5lbHM6IDMsXG4gICAgc3RlcCxcbiAgICBjYXB0aW9uLFxuICAgIHBpeGVscyxcbiAgfTtcbn1cblxuZnVuY3Rpb24gbWVkaWEocmVxdWVzdDogRmlndXJlUmVxdWVzdCwgcnVuczogRmFrZVJ1bltdLCBsb2FkaW5nOiBib29sZWFuKSB7XG4gIGNvbnN0IGZpZ3VyZSA9IHNoZWxsKHJ1bnMsIGxvYWRpbmcpO1xuICBjb25zdCBsaXZlID0gcmVxdWVzdC5wYW5lbCA9PT0gJ2xpdmVfaW1hZ2UnO1xuICBjb25zdCBtYXJrcyA9IHJ1bnMubWFwKChydW4sIGluZGV4KTogTWFya091dCA9PiB7XG4gICAgY29uc3QgbmV3ZXN0ID0gcnVuLnN0ZXBzIC0gMTtcbiAgICBjb25zdCBhdCA9IGxpdmUgPyBuZXdlc3QgOiBNYXRoLmZsb29yKE1hdGgubWluKG5ld2VzdCwgcmVxdWVzdC5jdXJzb3IgPz8gbmV3ZXN0KSAvIDEwMCkgKiAxMDA7XG4gICAgaWYgKHJlcXVlc3QucGFuZWwgIT09ICd0ZXh0JykgcmV0dXJuIGltYWdlTWFyayhydW4sIGluZGV4LCBhdCwgbGl2ZSk7XG4gICAgY29uc3QgdGV4dCA9IGBzdGVwICR7YXR9OiB0aGUgbGVhcm5pbmcgcmF0ZSBpcyAke3ZhbHVlT2YocnVuLCAnbHInLCBhdCl9XFxuPGI+bm90IGJvbGQ8L2I+IDxzY3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD5gO1xuICAgIHJldHVybiB7XG4gICAgICB0eXBlOiAndGV4dCcsXG4gICAgICBydW46IGluZGV4LFxuICAgICAgZW50aXR5OiB7IGtpbmQ6ICdzdHJlYW0nLCBwYXRoOiAnbG9nL25vdGVzJyB9LFxuICAgICAgc3RlcDogYXQsXG4gICAgICB0ZXh0LFxuICAgIH07XG4gIH0pO1xuICBmaWd1cmUucmVhZGluZyA9IGxpdmVcbiAgICA/ICd0aGUgbmV3ZXN0IGZyYW1lJ1xuICAgIDogYCR7bWFya3MubGVuZ3RofSBhdCBzdGVwICR7cmVxdWVzdC5jdXJzb3IgPz8gJ25ld2VzdCd9YDtcbiAgZmlndXJlLnBhbmVscyA9IFtcbiAgICB7XG4gICAgICB0aXRsZTogJycsXG4gICAgICB4OiB7IGxhYmVsOiAnJywga2luZDogJ25vbmUnLCBleHRlbnQ6IG51bGwsIHJhbmdlOiBudWxsIH0sXG4gICAgICB5OiB7IGxhYmVsOiAnJywga2luZDogJ25vbmUnLCBzY2FsZTogJ2xpbmVhcicgfSxcbiAgICAgIG1hcmtzLFxuICAgIH0sXG4gIF07XG4gIHJldHVybiBmaWd1cmU7XG59XG5cbmV4cG9ydCBmdW5jdGlvbiBtYWtlRmlndXJlKHJlcXVlc3Q6IEZpZ3VyZVJlcXVlc3QsIHN0YXRlOiBGYWtlU3RhdGUpIHtcbiAgY29uc3QgcnVucyA9IChyZXF1ZXN0LnJ1bnMgPz8gW10pLmZsYXRNYXAoKGlkKSA9PiBzdGF0ZS5ydW5zLmZpbHRlcigocnVuKSA9PiBydW4uaW5mby5pZCA9PT0gaWQpKTtcbiAgcmV0dXJuIHJlcXVlc3QucGFuZWwgPT09ICdjdXJ2ZXMnXG4gICAgPyBjdXJ2ZXMocmVxdWVzdCwgcnVucywgc3RhdGUubG9hZGluZylcbiAgICA6IG1lZGlhKHJlcXVlc3QsIHJ1bnMsIHN0YXRlLmxvYWRpbmcpO1xufVxuIl0sCiAgIm1hcHBpbmdzIjogIjtBQUVBLE9BQU9BLGFBQVk7QUFDbkIsU0FBUyxnQkFBQUMscUJBQW9CO0FBQzdCLFNBQVMsT0FBTyxXQUFXLFFBQVEsWUFBWSxZQUFZOzs7QUNEM0QsT0FBTyxZQUFZO0FBQ25CLFNBQVMsb0JBQW9CO0FBQzdCLFNBQVMscUJBQXFCO0FBQzlCLFNBQVMsZ0JBQXlDO0FBRWxELElBQU0sT0FBTyxjQUFjLFlBQVksR0FBRyxFQUFFLFFBQVEscUJBQXFCO0FBRXpFLGVBQXNCLFNBQTJCO0FBQy9DLFFBQU0sT0FBTyxRQUFRLFNBQVMsTUFBTTtBQUNwQyxTQUFPLFNBQVMsT0FBTztBQUFBLElBQ3JCLGdCQUFnQixRQUFRLElBQUksWUFBWTtBQUFBLElBQ3hDLFVBQVU7QUFBQSxJQUNWLE1BQU07QUFBQSxNQUNKLEdBQUksT0FBTyxDQUFDLGNBQWMsSUFBSSxDQUFDO0FBQUEsTUFDL0I7QUFBQSxNQUNBO0FBQUEsTUFDQTtBQUFBLE1BQ0E7QUFBQSxJQUNGO0FBQUEsRUFDRixDQUFDO0FBQ0g7QUFlQSxlQUFzQixTQUFTQyxVQUFrQixVQUF1QixDQUFDLEdBQXFCO0FBQzVGLFFBQU0sVUFBVSxNQUFNQSxTQUFRLFdBQVc7QUFBQSxJQUN2QyxVQUFVLEVBQUUsT0FBTyxRQUFRLFNBQVMsTUFBTSxRQUFRLFFBQVEsVUFBVSxJQUFJO0FBQUEsSUFDeEUsYUFBYSxRQUFRLFNBQVM7QUFBQSxJQUM5QixlQUFlLFFBQVEsZ0JBQWdCLFdBQVc7QUFBQSxJQUNsRCxpQkFBaUI7QUFBQSxFQUNuQixDQUFDO0FBQ0QsUUFBTUMsUUFBTyxNQUFNLFFBQVEsUUFBUTtBQUNuQyxFQUFBQSxNQUFLLGtCQUFrQixHQUFNO0FBQzdCLFFBQU0sU0FBbUIsQ0FBQztBQUMxQixFQUFBQSxNQUFLLEdBQUcsYUFBYSxDQUFDLFVBQVUsT0FBTyxLQUFLLFVBQVUsTUFBTSxPQUFPLEVBQUUsQ0FBQztBQUN0RSxFQUFBQSxNQUFLLEdBQUcsV0FBVyxDQUFDLFlBQVk7QUFFOUIsVUFBTSxXQUFXLCtDQUErQyxLQUFLLFFBQVEsS0FBSyxDQUFDO0FBQ25GLFFBQUksUUFBUSxLQUFLLE1BQU0sV0FBVyxDQUFDLFNBQVUsUUFBTyxLQUFLLFlBQVksUUFBUSxLQUFLLENBQUMsRUFBRTtBQUFBLEVBQ3ZGLENBQUM7QUFDRCxRQUFNQSxNQUFLLGVBQWUsZUFBZSxDQUFDLFNBQWlCLE9BQU8sS0FBSyxXQUFXLElBQUksRUFBRSxDQUFDO0FBQ3pGLFFBQU1BLE1BQUssY0FBYyxNQUFNO0FBQzdCLGFBQVMsaUJBQWlCLDJCQUEyQixDQUFDLFVBQVU7QUFDOUQsWUFBTSxTQUFVLE9BQThEO0FBQzlFLGFBQU8sR0FBRyxNQUFNLGlCQUFpQixJQUFJLE1BQU0sVUFBVSxJQUFJLE1BQU0sTUFBTSxFQUFFO0FBQUEsSUFDekUsQ0FBQztBQUFBLEVBQ0gsQ0FBQztBQUNELFNBQU8sRUFBRSxNQUFBQSxPQUFNLE9BQU87QUFDeEI7QUFXQSxlQUFzQixNQUFNQSxPQUFZLE9BQThCO0FBQ3BFLFFBQU1BLE1BQUssU0FBUyxhQUFhLE1BQU0sTUFBTSxDQUFDO0FBQzlDLFFBQU0sU0FBVSxNQUFNQSxNQUFLLFNBQVMsTUFBTTtBQUN4QyxVQUFNLE1BQU8sT0FBK0Q7QUFDNUUsV0FBTyxJQUFJLElBQUk7QUFBQSxFQUNqQixDQUFDO0FBQ0QsUUFBTSxRQUFRLE9BQU8sV0FBVyxJQUFJLENBQUMsUUFBUTtBQUMzQyxVQUFNLFFBQVEsSUFBSSxNQUNmLE1BQU0sR0FBRyxDQUFDLEVBQ1YsSUFBSSxDQUFDLFNBQVMsT0FBTyxLQUFLLE9BQU8sS0FBSyxHQUFHLENBQUMsS0FBSyxLQUFLLGtCQUFrQixFQUFFLEVBQUU7QUFDN0UsV0FBTyxLQUFLLElBQUksRUFBRSxLQUFLLElBQUksSUFBSTtBQUFBLEVBQUssTUFBTSxLQUFLLElBQUksQ0FBQztBQUFBLEVBQ3RELENBQUM7QUFDRCxTQUFPLE1BQU0sTUFBTSxRQUFRLEdBQUcsR0FBRyxLQUFLO0FBQUEsRUFBTSxNQUFNLEtBQUssSUFBSSxDQUFDLEVBQUU7QUFDaEU7QUFHQSxlQUFzQixNQUNwQixNQUNBLE1BQ0EsT0FDQSxLQUFLLEtBQ087QUFDWixRQUFNLE1BQU0sS0FBSyxJQUFJLElBQUk7QUFDekIsYUFBUztBQUNQLFVBQU0sUUFBUSxNQUFNLEtBQUs7QUFDekIsUUFBSSxNQUFNLEtBQUssRUFBRyxRQUFPO0FBQ3pCLFFBQUksS0FBSyxJQUFJLElBQUksSUFBSyxPQUFNLElBQUksTUFBTSxHQUFHLElBQUksV0FBVyxLQUFLLFVBQVUsS0FBSyxDQUFDLFVBQVUsRUFBRSxLQUFLO0FBQzlGLFVBQU0sSUFBSSxRQUFRLENBQUMsWUFBWSxXQUFXLFNBQVMsRUFBRSxDQUFDO0FBQUEsRUFDeEQ7QUFDRjtBQUdPLFNBQVMsTUFBTUEsT0FBWSxPQUFlO0FBQy9DLFNBQU9BLE1BQUssUUFBUSxpQkFBaUI7QUFBQSxJQUNuQyxLQUFLQSxNQUFLLFVBQVUsV0FBVyxFQUFFLE1BQU0sT0FBTyxPQUFPLEtBQUssQ0FBQztBQUFBLEVBQzdELENBQUM7QUFDSDtBQUdBLGVBQXNCLE9BQU9BLE9BQVksT0FBZ0M7QUFDdkUsU0FBTyxNQUFNQSxPQUFNLEtBQUssRUFDckIsUUFBUSxRQUFRLEVBQ2hCLE1BQU0sRUFDTixTQUFTLENBQUMsWUFBWTtBQUNyQixVQUFNLFNBQVM7QUFDZixVQUFNLE9BQU8sT0FBTyxXQUFXLElBQUksRUFBRyxhQUFhLEdBQUcsR0FBRyxPQUFPLE9BQU8sT0FBTyxNQUFNLEVBQUU7QUFDdEYsUUFBSUMsUUFBTztBQUNYLGFBQVMsSUFBSSxHQUFHLElBQUksS0FBSyxRQUFRLEtBQUssR0FBRztBQUN2QyxNQUFBQSxRQUFRLEtBQUssS0FBS0EsT0FBTSxFQUFFLElBQUksS0FBSyxDQUFDLElBQUssSUFBSSxLQUFLLElBQUksQ0FBQyxJQUFLLElBQUksS0FBSyxJQUFJLENBQUMsSUFBTTtBQUFBLElBQ2xGO0FBQ0EsV0FBT0E7QUFBQSxFQUNULENBQUM7QUFDTDtBQUVBLGVBQXNCLEtBQUtELE9BQVksT0FBZSxNQUFjLElBQTJCO0FBQzdGLFFBQU0sTUFBTyxNQUFNLE1BQU1BLE9BQU0sS0FBSyxFQUFFLFFBQVEsUUFBUSxFQUFFLFlBQVk7QUFDcEUsUUFBTSxJQUFJLElBQUksSUFBSSxJQUFJLFNBQVM7QUFDL0IsUUFBTUEsTUFBSyxNQUFNLEtBQUssSUFBSSxJQUFJLE9BQU8sSUFBSSxPQUFPLENBQUM7QUFDakQsUUFBTUEsTUFBSyxNQUFNLEtBQUs7QUFDdEIsUUFBTUEsTUFBSyxNQUFNLEtBQUssSUFBSSxJQUFJLEtBQUssSUFBSSxPQUFPLEdBQUcsRUFBRSxPQUFPLEVBQUUsQ0FBQztBQUM3RCxRQUFNQSxNQUFLLE1BQU0sR0FBRztBQUN0Qjs7O0FDaklPLElBQU0sU0FBUyxLQUFLLElBQUksTUFBTSxHQUFHLEdBQUcsR0FBRyxHQUFHLENBQUMsSUFBSTtBQUN0RCxJQUFNLGNBQWM7QUFRYixJQUFNLFVBQVU7QUFBQSxFQUNyQjtBQUFBLEVBQ0E7QUFBQSxFQUNBO0FBQUEsRUFDQTtBQUFBLEVBQ0E7QUFBQSxFQUNBO0FBQUEsRUFDQTtBQUFBLEVBQ0E7QUFBQSxFQUNBO0FBQUEsRUFDQTtBQUFBLEVBQ0E7QUFBQSxFQUNBO0FBQUEsRUFDQTtBQUFBLEVBQ0E7QUFDRjtBQUdPLFNBQVMsTUFBTSxNQUFjLE1BQXNCO0FBQ3hELE1BQUksSUFBSSxLQUFLLEtBQUssT0FBTyxHQUFHLFVBQVUsSUFBSSxLQUFLLEtBQUssT0FBTyxHQUFHLFVBQVU7QUFDeEUsTUFBSSxLQUFLLEtBQUssSUFBSyxNQUFNLElBQUssVUFBVTtBQUN4QyxPQUFLLE1BQU07QUFDWCxVQUFTLE1BQU0sS0FBSyxhQUFlLElBQUk7QUFDekM7QUFHTyxTQUFTLFdBQVcsUUFBZ0IsTUFBdUI7QUFDaEUsTUFBSSxPQUFPLFdBQVcsTUFBTSxFQUFHLFFBQU8sT0FBTyxRQUFRO0FBQ3JELE1BQUksT0FBTyxXQUFXLFNBQVMsRUFBRyxRQUFPLE9BQU8sT0FBTztBQUN2RCxTQUFPO0FBQ1Q7QUFFTyxTQUFTLFFBQVEsS0FBYyxRQUFnQixNQUFzQjtBQUMxRSxRQUFNLEVBQUUsS0FBSyxJQUFJO0FBQ2pCLFFBQU0sSUFBSSxNQUFNLE9BQU8sS0FBSyxPQUFPLFNBQVMsSUFBSSxPQUFPLFdBQVcsQ0FBQyxHQUFHLElBQUk7QUFDMUUsUUFBTSxJQUFJLE9BQU87QUFDakIsUUFBTSxPQUFPLEtBQUssSUFBSSxDQUFDLEtBQUssTUFBTSxPQUFPLEtBQUs7QUFDOUMsVUFBUSxRQUFRO0FBQUEsSUFDZCxLQUFLO0FBQ0gsVUFBSSxTQUFTLEtBQUssUUFBUSxRQUFRLE9BQU8sS0FBTSxRQUFPO0FBQ3RELFVBQUksU0FBUyxLQUFLLFNBQVMsS0FBTSxRQUFPO0FBQ3hDLGFBQU8sT0FBTyxNQUFNLE9BQU8sUUFBUSxNQUFNLFFBQVE7QUFBQSxJQUNuRCxLQUFLO0FBQ0gsYUFBTyxPQUFPLE9BQU8sT0FBTyxRQUFRLElBQUksSUFBSSxPQUFPO0FBQUEsSUFDckQsS0FBSztBQUNILGFBQU8sS0FBSyxJQUFJLE9BQU8sUUFBUSxPQUFPLE9BQU8sT0FBTyxDQUFDO0FBQUEsSUFDdkQsS0FBSztBQUNILGFBQU8sS0FBSyxJQUFJLE1BQU0sUUFBUSxPQUFPLE9BQU8sUUFBUSxDQUFDO0FBQUEsSUFDdkQsS0FBSztBQUNILGFBQU8sT0FBTyxPQUFPLEtBQUssTUFBTSxPQUFPLElBQUk7QUFBQSxJQUM3QyxLQUFLO0FBQ0gsVUFBSSxPQUFPLFNBQVMsS0FBTSxRQUFPLE9BQU8sU0FBUyxPQUFPLFlBQVk7QUFDcEUsYUFBTyxLQUFLLElBQUksTUFBTSxJQUFJLE1BQU0sSUFBSSxHQUFHO0FBQUEsSUFDekMsS0FBSztBQUNILGFBQU8sS0FBSyxNQUFNLE9BQU8sR0FBRztBQUFBLElBQzlCLEtBQUs7QUFDSCxhQUFPLEtBQUssS0FBSztBQUFBLElBQ25CLEtBQUs7QUFDSCxhQUFPLE9BQVEsTUFBTSxLQUFLLElBQUksT0FBTyxHQUFHLElBQUksTUFBTTtBQUFBLElBQ3BEO0FBQ0UsY0FBUSxJQUFJLE9BQU8sV0FBVyxDQUFDLElBQUksTUFBTSxLQUFLLElBQUksQ0FBQyxJQUFJLEdBQUcsSUFBSSxPQUFPO0FBQUEsRUFDekU7QUFDRjtBQUVPLFNBQVMsT0FBTyxLQUFjLE1BQXNCO0FBQ3pELFNBQU8sSUFBSSxLQUFLLFVBQVUsT0FBTztBQUNuQztBQUVBLFNBQVMsU0FBUyxRQUFnQixRQUFnQixPQUFvQjtBQUNwRSxRQUFNLFVBQVUsU0FBUyxTQUFTO0FBQ2xDLFFBQU0sT0FBTyxRQUFRO0FBQ3JCLFNBQU87QUFBQSxJQUNMLElBQUksY0FBYyxPQUFPLE1BQU0sRUFBRSxTQUFTLEdBQUcsR0FBRyxDQUFDO0FBQUEsSUFDakQsTUFBTTtBQUFBLElBQ04sT0FBTyxPQUFPLE9BQU8sTUFBTSxFQUFFLFNBQVMsR0FBRyxHQUFHLENBQUM7QUFBQSxJQUM3QztBQUFBLElBQ0E7QUFBQSxJQUNBLFFBQVEsV0FBVyxXQUFXLDhCQUE4QjtBQUFBLElBQzVEO0FBQUEsSUFDQSxPQUFPLFdBQVcsY0FBYyxXQUFXLFdBQVcsVUFBVSxRQUFRLGNBQWM7QUFBQSxJQUN0RixTQUFTLFVBQVUsUUFBUTtBQUFBLElBQzNCLFdBQVcsUUFBUTtBQUFBLElBQ25CLFFBQVEsUUFBUTtBQUFBLElBQ2hCLFFBQVEsUUFBUTtBQUFBLElBQ2hCLFNBQVMsV0FBVyxJQUFJLE1BQU07QUFBQSxJQUM5QixVQUFVLEVBQUUsT0FBTyxLQUFLLE1BQU0sSUFBSSxHQUFHLFFBQVEsS0FBSyxlQUFlLE1BQU0sUUFBUSxFQUFFO0FBQUEsSUFDakYsTUFBTTtBQUFBLElBQ04sS0FBSyxPQUFPO0FBQUEsSUFDWixNQUFNLENBQUMsaUJBQWlCLFlBQVksT0FBTyxVQUFVLE9BQU87QUFBQSxJQUM1RCxLQUFLLEVBQUUsUUFBUSw0Q0FBNEMsT0FBTyxTQUFTLE1BQU0sRUFBRTtBQUFBLElBQ25GLFFBQVEsRUFBRSxJQUFJLE9BQVEsUUFBUSxPQUFPLElBQUksV0FBVyxFQUFFLE1BQU0sUUFBUSxNQUFNLElBQUksRUFBRTtBQUFBLElBQ2hGLE1BQU0sV0FBVyxJQUFJLENBQUMsVUFBVSxJQUFJLENBQUMsT0FBTztBQUFBLElBQzVDLE9BQU8sV0FBVyxJQUFJLHFCQUFxQjtBQUFBLElBQzNDLFNBQVM7QUFBQSxJQUNULFFBQ0UsV0FBVyxJQUNQLDZFQUNBO0FBQUEsRUFDUjtBQUNGO0FBRU8sU0FBUyxXQUFzQjtBQUNwQyxRQUFNLE9BQTJCO0FBQUEsSUFDL0IsQ0FBQyxZQUFZLEdBQUk7QUFBQSxJQUNqQixDQUFDLFlBQVksSUFBSTtBQUFBLElBQ2pCLENBQUMsVUFBVSxJQUFJO0FBQUEsSUFDZixDQUFDLFdBQVcsSUFBSTtBQUFBLElBQ2hCLENBQUMsV0FBVyxHQUFJO0FBQUEsRUFDbEI7QUFDQSxTQUFPLEtBQUssSUFBSSxDQUFDLENBQUMsUUFBUSxLQUFLLEdBQUcsT0FBTztBQUFBLElBQ3ZDLE1BQU0sU0FBUyxJQUFJLEdBQUcsUUFBUSxLQUFLO0FBQUEsSUFDbkMsTUFBTTtBQUFBLElBQ047QUFBQSxFQUNGLEVBQUU7QUFDSjtBQUdPLFNBQVMsU0FBUyxPQUEwQjtBQUNqRCxRQUFNLFFBQWtCLENBQUMsWUFBWSxVQUFVLFdBQVcsV0FBVyxVQUFVO0FBQy9FLFNBQU8sTUFBTSxLQUFLLEVBQUUsUUFBUSxNQUFNLEdBQUcsQ0FBQyxHQUFHLE9BQU87QUFBQSxJQUM5QyxNQUFNLFNBQVMsSUFBSSxHQUFHLE1BQU0sSUFBSSxNQUFNLE1BQU0sR0FBSSxNQUFNLENBQUM7QUFBQSxJQUN2RCxNQUFNLElBQUk7QUFBQSxJQUNWLE9BQU8sTUFBTTtBQUFBLEVBQ2YsRUFBRTtBQUNKO0FBRU8sU0FBUyxRQUFRLEtBQWMsT0FBcUI7QUFDekQsTUFBSSxTQUFTO0FBQ2IsUUFBTSxFQUFFLEtBQUssSUFBSTtBQUNqQixPQUFLLFlBQVksSUFBSSxRQUFRO0FBQzdCLE9BQUssU0FBUyxJQUFJLFFBQVE7QUFDMUIsT0FBSyxVQUFVLE9BQU8sS0FBSyxJQUFJLEtBQUs7QUFDcEMsUUFBTSxPQUFPLEtBQUssSUFBSSxLQUFLLElBQUksUUFBUSxHQUFHO0FBQzFDLE9BQUssV0FBVyxFQUFFLE9BQU8sS0FBSyxNQUFNLElBQUksR0FBRyxRQUFRLEtBQUssZUFBZSxNQUFNLFFBQVEsRUFBRTtBQUN6RjtBQUlPLFNBQVMsYUFBMkI7QUFDekMsUUFBTSxRQUFnQjtBQUFBLElBQ3BCLENBQUMsUUFBUSxRQUFRLFVBQVUsQ0FBQyxjQUFjLFVBQVUsQ0FBQztBQUFBLElBQ3JELENBQUMsWUFBWSxZQUFZLFVBQVUsQ0FBQyxrQkFBa0IsY0FBYyxDQUFDO0FBQUEsSUFDckUsQ0FBQyxNQUFNLGlCQUFpQixVQUFVLENBQUMsSUFBSSxDQUFDO0FBQUEsSUFDeEMsQ0FBQyxhQUFhLGlCQUFpQixVQUFVLENBQUMsV0FBVyxDQUFDO0FBQUEsSUFDdEQsQ0FBQyxTQUFTLGFBQWEsVUFBVSxDQUFDLGFBQWEsR0FBRyxFQUFFLE1BQU0sUUFBUSxPQUFPLFFBQVEsQ0FBQztBQUFBLElBQ2xGLENBQUMsU0FBUyxTQUFTLFVBQVUsQ0FBQyxPQUFPLENBQUM7QUFBQSxJQUN0QyxDQUFDLE9BQU8sT0FBTyxVQUFVLENBQUMsWUFBWSxDQUFDO0FBQUEsSUFDdkMsQ0FBQyxVQUFVLFVBQVUsVUFBVSxDQUFDLGVBQWUsQ0FBQztBQUFBLEVBQ2xEO0FBQ0EsUUFBTUUsVUFBUyxNQUFNLElBQUksQ0FBQyxDQUFDLEtBQUssT0FBTyxLQUFLLFFBQVEsSUFBSSxNQUFrQjtBQUN4RSxVQUFNLElBQUksUUFBUSxjQUFjLFFBQVE7QUFDeEMsVUFBTSxRQUFRLE9BQU8sQ0FBQyxFQUFHLFNBQVMsR0FBRyxJQUFJLE9BQU8sQ0FBQyxFQUFHLE1BQU0sR0FBRyxFQUFFLENBQUMsSUFBSztBQUNyRSxVQUFNLFVBQVUsRUFBRSxPQUFPLFVBQVUsUUFBUSxFQUFFO0FBQzdDLFdBQU8sRUFBRSxLQUFLLE9BQU8sS0FBSyxNQUFNLFVBQVUsT0FBTyxTQUFTLEdBQUcsS0FBSztBQUFBLEVBQ3BFLENBQUM7QUFDRCxRQUFNQyxTQUFRLENBQUMsS0FBYSxPQUFlLEtBQWFDLFdBQThCO0FBQ3BGLFdBQU8sRUFBRSxLQUFLLE9BQU8sS0FBSyxNQUFNLFVBQVUsT0FBTyxJQUFJLFNBQVMsRUFBRSxPQUFBQSxRQUFPLFFBQVEsQ0FBQyxHQUFHLEVBQUUsRUFBRTtBQUFBLEVBQ3pGO0FBQ0EsU0FBTztBQUFBLElBQ0wsR0FBR0Y7QUFBQSxJQUNIQyxPQUFNLGVBQWUsNEJBQTRCLFVBQVUsT0FBTztBQUFBLElBQ2xFQSxPQUFNLGVBQWUsVUFBVSxVQUFVLFlBQVk7QUFBQSxJQUNyREEsT0FBTSxhQUFhLFNBQVMsUUFBUSxNQUFNO0FBQUEsRUFDNUM7QUFDRjs7O0FDL0tBLFNBQVMsZ0JBQWdCO0FBQ3pCLFNBQVMsb0JBQTRFO0FBRXJGLFNBQVMsdUJBQXVDOzs7QUNHaEQsSUFBTSxhQUFhLG9CQUFJLElBQXFCO0FBQUEsRUFDMUMsQ0FBQyxjQUFjLEtBQUs7QUFBQSxFQUNwQixDQUFDLGFBQWEsS0FBSztBQUFBLEVBQ25CLENBQUMsWUFBWSxJQUFJO0FBQ25CLENBQUM7QUFHTSxTQUFTLGFBQWEsSUFBWSxRQUF5QjtBQUNoRSxRQUFNLFNBQTBDLENBQUM7QUFDakQsTUFBSSxLQUFLO0FBQ1QsUUFBTSxPQUFPLEtBQUssVUFBVSxFQUFFLE1BQU0sVUFBVSxJQUFJLE9BQU8sR0FBRyxDQUFDLEdBQUcsVUFBbUI7QUFDakYsUUFBSSxDQUFDLFlBQVksT0FBTyxLQUFLLEVBQUcsUUFBTztBQUN2QyxVQUFNLE9BQU87QUFDYixVQUFNLE1BQU0sRUFBRSxJQUFJLEdBQUcsS0FBSyxRQUFRLEdBQUcsV0FBVyxJQUFJLEtBQUssV0FBVyxFQUFFO0FBQ3RFLFdBQU8sS0FBSyxFQUFFLElBQUksT0FBTyxPQUFPLEtBQUssS0FBSyxRQUFRLEtBQUssWUFBWSxLQUFLLFVBQVUsRUFBRSxDQUFDO0FBQ3JGLFNBQUssS0FBSyxNQUFNLEtBQUssS0FBSyxjQUFjLENBQUMsSUFBSTtBQUM3QyxXQUFPO0FBQUEsRUFDVCxDQUFDO0FBQ0QsUUFBTSxTQUFTLE9BQU8sS0FBSyxJQUFJO0FBQy9CLFFBQU0sT0FBTyxLQUFLLE1BQU0sSUFBSSxPQUFPLFVBQVUsQ0FBQyxJQUFJO0FBQ2xELFFBQU0sTUFBTSxPQUFPLE1BQU0sT0FBTyxFQUFFO0FBQ2xDLE1BQUksY0FBYyxPQUFPLFFBQVEsQ0FBQztBQUNsQyxTQUFPLEtBQUssS0FBSyxDQUFDO0FBQ2xCLGFBQVcsU0FBUyxPQUFRLE9BQU0sTUFBTSxLQUFLLEtBQUssT0FBTyxNQUFNLEVBQUU7QUFDakUsU0FBTztBQUNUO0FBRUEsU0FBUyxRQUFRLE1BQWMsTUFBdUI7QUFDcEQsUUFBTSxVQUFVLEtBQUssUUFBUSxxQkFBcUIsTUFBTTtBQUN4RCxRQUFNLFVBQVUsUUFBUSxRQUFRLFlBQVksQ0FBQyxTQUFVLFNBQVMsT0FBTyxPQUFPLE9BQVE7QUFDdEYsU0FBTyxJQUFJLE9BQU8sSUFBSSxPQUFPLEdBQUcsRUFBRSxLQUFLLElBQUk7QUFDN0M7QUFPQSxTQUFTLElBQUksS0FBYyxNQUFjLE1BQXNCO0FBQzdELE1BQUksU0FBUyxPQUFRLFFBQU8sT0FBTyxLQUFLLElBQUk7QUFDNUMsTUFBSSxTQUFTLFdBQVksU0FBUSxPQUFPLEtBQUssSUFBSSxJQUFJLElBQUksS0FBSyxXQUFXO0FBQ3pFLE1BQUksS0FBSyxXQUFXLFNBQVMsRUFBRyxRQUFPLFFBQVEsS0FBSyxLQUFLLE1BQU0sQ0FBQyxHQUFHLElBQUk7QUFDdkUsU0FBTztBQUNUO0FBRUEsU0FBUyxTQUFTLEtBQWMsUUFBZ0IsTUFBc0I7QUFDcEUsUUFBTSxNQUFjLEVBQUUsR0FBRyxDQUFDLEdBQUcsR0FBRyxDQUFDLEVBQUU7QUFDbkMsV0FBUyxPQUFPLEdBQUcsT0FBTyxJQUFJLE9BQU8sUUFBUTtBQUMzQyxRQUFJLENBQUMsV0FBVyxRQUFRLElBQUksRUFBRztBQUMvQixRQUFJLEVBQUUsS0FBSyxJQUFJLEtBQUssTUFBTSxJQUFJLENBQUM7QUFDL0IsUUFBSSxFQUFFLEtBQUssUUFBUSxLQUFLLFFBQVEsSUFBSSxDQUFDO0FBQUEsRUFDdkM7QUFDQSxNQUFJLENBQUMsS0FBSyxXQUFXLFNBQVMsRUFBRyxRQUFPO0FBQ3hDLFFBQU0sUUFBUSxJQUFJLEVBQUUsSUFBSSxDQUFDLEdBQUcsTUFBTSxDQUFDLEVBQUUsS0FBSyxDQUFDLEdBQUcsTUFBTSxJQUFJLEVBQUUsQ0FBQyxJQUFLLElBQUksRUFBRSxDQUFDLENBQUU7QUFDekUsU0FBTyxFQUFFLEdBQUcsTUFBTSxJQUFJLENBQUMsTUFBTSxJQUFJLEVBQUUsQ0FBQyxDQUFFLEdBQUcsR0FBRyxNQUFNLElBQUksQ0FBQyxNQUFNLElBQUksRUFBRSxDQUFDLENBQUUsRUFBRTtBQUMxRTtBQUVBLFNBQVMsT0FBTyxRQUFnQixRQUF3QjtBQUN0RCxNQUFJLE1BQU07QUFDVixNQUFJLFFBQVE7QUFDWixRQUFNLElBQUksT0FBTyxFQUFFLElBQUksQ0FBQyxVQUFVO0FBQ2hDLFFBQUksQ0FBQyxPQUFPLFNBQVMsS0FBSyxFQUFHLFFBQU87QUFDcEMsVUFBTSxTQUFTLE9BQU8sSUFBSSxVQUFVO0FBQ3BDLFlBQVEsU0FBUyxTQUFTLElBQUk7QUFDOUIsV0FBTyxNQUFNO0FBQUEsRUFDZixDQUFDO0FBQ0QsU0FBTyxFQUFFLEdBQUcsT0FBTyxHQUFHLEVBQUU7QUFDMUI7QUFFQSxTQUFTLFVBQVUsUUFBZ0IsT0FBeUIsT0FBd0I7QUFDbEYsUUFBTSxVQUFVLG9CQUFJLElBQXNCO0FBQzFDLFNBQU8sRUFBRSxRQUFRLENBQUMsR0FBRyxNQUFNO0FBQ3pCLFFBQUksSUFBSSxNQUFNLENBQUMsS0FBSyxJQUFJLE1BQU0sQ0FBQyxFQUFHO0FBQ2xDLFVBQU0sS0FBSyxLQUFLO0FBQUEsTUFDZCxRQUFRO0FBQUEsTUFDUixLQUFLLE9BQVEsSUFBSSxNQUFNLENBQUMsTUFBTSxNQUFNLENBQUMsSUFBSSxNQUFNLENBQUMsS0FBSyxLQUFNLEtBQUs7QUFBQSxJQUNsRTtBQUNBLFlBQVEsSUFBSSxJQUFJLENBQUMsR0FBSSxRQUFRLElBQUksRUFBRSxLQUFLLENBQUMsR0FBSSxDQUFDLENBQUM7QUFBQSxFQUNqRCxDQUFDO0FBQ0QsUUFBTSxPQUFPLENBQUMsR0FBRyxRQUFRLFFBQVEsQ0FBQyxFQUFFLEtBQUssQ0FBQyxHQUFHLE1BQU0sRUFBRSxDQUFDLElBQUksRUFBRSxDQUFDLENBQUMsRUFBRSxJQUFJLENBQUMsQ0FBQyxFQUFFLEdBQUcsTUFBTSxHQUFHO0FBQ3BGLFFBQU0sT0FBTyxDQUFDLFdBQ1osYUFBYSxLQUFLLE1BQU0sQ0FBQyxRQUFRO0FBQy9CLFVBQU0sU0FBUyxJQUFJLElBQUksQ0FBQyxNQUFNLE9BQU8sRUFBRSxDQUFDLENBQUUsRUFBRSxPQUFPLE9BQU8sUUFBUTtBQUNsRSxXQUFPLE9BQU8sU0FBUyxJQUFJLE9BQU8sTUFBTSxJQUFJO0FBQUEsRUFDOUMsQ0FBQztBQUNILFNBQU87QUFBQSxJQUNMLFlBQVk7QUFBQSxJQUNaLElBQUksYUFBYSxLQUFLLE1BQU0sQ0FBQyxRQUFRLE9BQU8sRUFBRSxJQUFJLENBQUMsQ0FBRSxDQUFFO0FBQUEsSUFDdkQsSUFBSSxhQUFhLEtBQUssTUFBTSxDQUFDLFFBQVEsT0FBTyxFQUFFLElBQUksSUFBSSxTQUFTLENBQUMsQ0FBRSxDQUFFO0FBQUEsSUFDcEUsT0FBTyxLQUFLLENBQUMsV0FBVyxPQUFPLENBQUMsQ0FBRTtBQUFBLElBQ2xDLEtBQUssS0FBSyxDQUFDLFdBQVcsS0FBSyxJQUFJLEdBQUcsTUFBTSxDQUFDO0FBQUEsSUFDekMsS0FBSyxLQUFLLENBQUMsV0FBVyxLQUFLLElBQUksR0FBRyxNQUFNLENBQUM7QUFBQSxJQUN6QyxNQUFNLEtBQUssQ0FBQyxXQUFXLE9BQU8sT0FBTyxTQUFTLENBQUMsQ0FBRTtBQUFBLElBQ2pELE9BQU8sWUFBWSxLQUFLLE1BQU0sQ0FBQyxRQUFRLElBQUksTUFBTTtBQUFBLEVBQ25EO0FBQ0Y7QUFFQSxTQUFTLE9BQU8sUUFBZ0IsT0FBeUIsT0FBd0I7QUFDL0UsTUFBSSxPQUFPLE9BQU8sRUFBRSxVQUFVLENBQUMsTUFBTSxLQUFLLE1BQU0sQ0FBQyxDQUFDO0FBQ2xELE1BQUksT0FBTyxFQUFHLFFBQU8sT0FBTyxFQUFFO0FBQzlCLE1BQUksS0FBSztBQUNULFNBQU8sS0FBSyxPQUFPLEVBQUUsVUFBVSxPQUFPLEVBQUUsRUFBRSxLQUFNLE1BQU0sQ0FBQyxFQUFHO0FBQzFELE1BQUksS0FBSyxPQUFPLElBQUksTUFBTyxRQUFPLFVBQVUsUUFBUSxPQUFPLEtBQUs7QUFDaEUsUUFBTSxJQUFJLEtBQUssSUFBSSxHQUFHLE9BQU8sQ0FBQztBQUM5QixRQUFNLElBQUksS0FBSyxJQUFJLE9BQU8sRUFBRSxRQUFRLEtBQUssQ0FBQztBQUMxQyxTQUFPO0FBQUEsSUFDTCxZQUFZO0FBQUEsSUFDWixHQUFHLGFBQWEsS0FBSyxPQUFPLEVBQUUsTUFBTSxHQUFHLENBQUMsQ0FBQztBQUFBLElBQ3pDLEdBQUcsYUFBYSxLQUFLLE9BQU8sRUFBRSxNQUFNLEdBQUcsQ0FBQyxDQUFDO0FBQUEsRUFDM0M7QUFDRjtBQUVBLFNBQVMsT0FBTyxRQUFnQixPQUF5QixPQUErQjtBQUN0RixRQUFNLE9BQU8sb0JBQUksSUFBOEI7QUFDL0MsU0FBTyxFQUFFLFFBQVEsQ0FBQ0UsSUFBRyxNQUFNO0FBQ3pCLFVBQU0sSUFBSSxPQUFPLEVBQUUsQ0FBQztBQUNwQixRQUFJLE9BQU8sU0FBUyxDQUFDLEtBQUtBLEtBQUksTUFBTSxDQUFDLEtBQUtBLEtBQUksTUFBTSxDQUFDLEVBQUc7QUFDeEQsVUFBTSxPQUFPLE9BQU8sTUFBTSxDQUFDLElBQUksSUFBSSxJQUFJLElBQUksSUFBSTtBQUMvQyxVQUFNLFNBQVMsS0FBSyxPQUFRQSxLQUFJLE1BQU0sQ0FBQyxNQUFNLE1BQU0sQ0FBQyxJQUFJLE1BQU0sQ0FBQyxLQUFLLEtBQU0sS0FBSztBQUMvRSxVQUFNLE1BQU0sR0FBRyxNQUFNLElBQUksSUFBSTtBQUM3QixRQUFJLENBQUMsS0FBSyxJQUFJLEdBQUcsRUFBRyxNQUFLLElBQUksS0FBSyxDQUFDQSxJQUFHLElBQUksQ0FBQztBQUFBLEVBQzdDLENBQUM7QUFDRCxNQUFJLEtBQUssU0FBUyxFQUFHLFFBQU87QUFDNUIsUUFBTSxNQUFNLENBQUMsR0FBRyxLQUFLLE9BQU8sQ0FBQyxFQUFFLEtBQUssQ0FBQyxHQUFHLE1BQU0sRUFBRSxDQUFDLElBQUksRUFBRSxDQUFDLENBQUM7QUFDekQsUUFBTSxJQUFJLGFBQWEsS0FBSyxLQUFLLENBQUMsQ0FBQyxFQUFFLE1BQU0sRUFBRTtBQUM3QyxTQUFPLEVBQUUsTUFBTSxPQUFPLEdBQUcsTUFBTSxXQUFXLEtBQUssS0FBSyxDQUFDLENBQUMsRUFBRSxJQUFJLE1BQU0sSUFBSSxFQUFFO0FBQzFFO0FBT0EsU0FBUyxNQUFNLE1BQWlCLFNBQWtCO0FBQ2hELFNBQU87QUFBQSxJQUNMLEdBQUc7QUFBQSxJQUNILE9BQU87QUFBQSxJQUNQLFNBQVM7QUFBQSxJQUNULE9BQU8sQ0FBQztBQUFBLElBQ1IsTUFBTSxLQUFLLElBQUksQ0FBQyxLQUFLLE9BQU87QUFBQSxNQUMxQixJQUFJLElBQUksS0FBSztBQUFBLE1BQ2IsT0FBTyxJQUFJLEtBQUs7QUFBQSxNQUNoQixPQUFPO0FBQUEsTUFDUCxRQUFRLElBQUksS0FBSztBQUFBLE1BQ2pCLFNBQVMsSUFBSSxLQUFLO0FBQUEsSUFDcEIsRUFBRTtBQUFBLElBQ0YsUUFBUTtBQUFBLElBQ1I7QUFBQSxJQUNBLFFBQVEsQ0FBQztBQUFBLEVBQ1g7QUFDRjtBQUVBLFNBQVMsT0FBTyxRQUF5QjtBQUN2QyxNQUFJLEtBQUs7QUFDVCxTQUFPLEVBQUUsUUFBUSxDQUFDLEdBQUcsTUFBTyxLQUFLLElBQUksT0FBTyxFQUFFLEVBQUUsSUFBSyxJQUFJLEVBQUc7QUFDNUQsUUFBTSxJQUFJLGFBQWEsR0FBRyxPQUFPLEVBQUUsRUFBRSxDQUFFO0FBQ3ZDLFNBQU8sRUFBRSxNQUFNLFVBQVUsT0FBTyxRQUFRLE1BQU0sUUFBUSxHQUFHLEdBQUcsYUFBYSxHQUFHLE9BQU8sRUFBRSxFQUFFLENBQUUsRUFBRTtBQUM3RjtBQUVBLFNBQVMsT0FBTyxTQUF3QixNQUFpQixTQUFrQjtBQUN6RSxRQUFNLFNBQVMsTUFBTSxNQUFNLE9BQU87QUFDbEMsUUFBTSxPQUFPLFFBQVEsS0FBSztBQUMxQixRQUFNLFFBQVEsUUFBUSxTQUFTO0FBQy9CLFFBQU0sUUFBUSxRQUFRO0FBQUEsSUFBTyxDQUFDLFVBQzNCLFFBQVEsVUFBVSxDQUFDLEdBQUcsS0FBSyxDQUFDLFNBQVMsUUFBUSxNQUFNLElBQUksQ0FBQztBQUFBLEVBQzNEO0FBQ0EsUUFBTSxPQUFPLEtBQUs7QUFBQSxJQUFRLENBQUMsS0FBSyxVQUM5QixNQUFNLElBQUksQ0FBQyxVQUFVLEVBQUUsS0FBSyxPQUFPLE1BQU0sUUFBUSxTQUFTLEtBQUssTUFBTSxJQUFJLEVBQUUsRUFBRTtBQUFBLEVBQy9FO0FBQ0EsUUFBTSxNQUFNLEtBQUssUUFBUSxDQUFDLFFBQVEsQ0FBQyxJQUFJLE9BQU8sRUFBRSxDQUFDLEdBQUksSUFBSSxPQUFPLEVBQUUsSUFBSSxPQUFPLEVBQUUsU0FBUyxDQUFDLENBQUUsQ0FBQztBQUM1RixRQUFNLFNBQVMsSUFBSSxTQUFTLElBQUksQ0FBQyxLQUFLLElBQUksR0FBRyxHQUFHLEdBQUcsS0FBSyxJQUFJLEdBQUcsR0FBRyxDQUFDLElBQUk7QUFDdkUsUUFBTSxRQUFTLFFBQVEsU0FBUyxVQUFVLENBQUMsR0FBRyxDQUFDO0FBQy9DLFFBQU0sUUFBbUIsQ0FBQztBQUMxQixRQUFNLFFBQWtCLENBQUM7QUFDekIsYUFBVyxFQUFFLEtBQUssT0FBTyxNQUFNLE9BQU8sS0FBSyxNQUFNO0FBQy9DLFVBQU0sT0FBTyxLQUFLLFdBQVcsUUFBUSxJQUFJLFVBQVUsS0FBSyxXQUFXLE1BQU0sSUFBSSxRQUFRO0FBQ3JGLFVBQU0sT0FBTyxFQUFFLEtBQUssT0FBTyxNQUFNLFFBQVEsRUFBRSxNQUFNLFVBQVUsS0FBSyxJQUFJLEtBQUssSUFBSSxNQUFNLEtBQUssRUFBRTtBQUMxRixVQUFNLEtBQUs7QUFBQSxNQUNULE1BQU07QUFBQSxNQUNOLE9BQU87QUFBQSxNQUNQLE9BQU87QUFBQSxNQUNQLEdBQUc7QUFBQSxNQUNILEdBQUcsT0FBTyxRQUFRLE9BQU8sS0FBSztBQUFBLElBQ2hDLENBQUM7QUFDRCxRQUFJLFFBQVEsV0FBVztBQUNyQixZQUFNLE9BQU8sT0FBTyxRQUFRLFFBQVEsU0FBUztBQUM3QyxZQUFNLEtBQUs7QUFBQSxRQUNULE1BQU07QUFBQSxRQUNOLE9BQU87QUFBQSxRQUNQLE9BQU87QUFBQSxRQUNQLEdBQUc7QUFBQSxRQUNILEdBQUcsT0FBTyxNQUFNLE9BQU8sS0FBSztBQUFBLE1BQzlCLENBQUM7QUFBQSxJQUNIO0FBQ0EsVUFBTSxPQUFPLE9BQU8sUUFBUSxPQUFPLEtBQUs7QUFDeEMsUUFBSSxLQUFNLE9BQU0sS0FBSyxFQUFFLEdBQUcsTUFBTSxHQUFHLEtBQUssQ0FBQztBQUN6QyxRQUFJLFNBQVMsV0FBWSxPQUFNLEtBQUssRUFBRSxHQUFHLE9BQU8sTUFBTSxHQUFHLEdBQUcsTUFBTSxNQUFNLE9BQU8sQ0FBQztBQUNoRixXQUFPLFVBQVUsT0FBTyxFQUFFLE9BQU8sQ0FBQyxNQUFNLEtBQUssTUFBTSxDQUFDLEtBQUssS0FBSyxNQUFNLENBQUMsQ0FBQyxFQUFFO0FBQ3hFLFVBQU0sS0FBSyxHQUFHLElBQUksSUFBSSxPQUFPLEVBQUUsT0FBTyxFQUFFLFNBQVMsQ0FBQyxHQUFHLFlBQVksQ0FBQyxDQUFDLEVBQUU7QUFBQSxFQUN2RTtBQUNBLE1BQUksTUFBTSxTQUFTLElBQUksS0FBSyxNQUFNLFNBQVMsWUFBWSxHQUFHO0FBQ3hELFNBQUssUUFBUSxDQUFDLEtBQUssVUFBVTtBQUMzQixVQUFJLElBQUksUUFBUTtBQUNkLGNBQU0sS0FBSztBQUFBLFVBQ1QsTUFBTTtBQUFBLFVBQ04sR0FBRyxJQUFJLEtBQUssTUFBTSxJQUFJO0FBQUEsVUFDdEIsT0FBTztBQUFBLFVBQ1AsS0FBSztBQUFBLFFBQ1AsQ0FBQztBQUFBLElBQ0wsQ0FBQztBQUFBLEVBQ0g7QUFDQSxRQUFNLE9BQU8sS0FBSyxXQUFXLFNBQVMsSUFBSSxVQUFVO0FBQ3BELFFBQU0sUUFBUSxLQUFLLFdBQVcsU0FBUyxJQUNuQyxLQUFLLE1BQU0sQ0FBQyxJQUNaLFNBQVMsYUFDUCxxQkFDQTtBQUNOLFNBQU8sVUFBVSxNQUFNLE1BQU0sR0FBRyxDQUFDLEVBQUUsS0FBSyxJQUFJO0FBQzVDLFNBQU8sU0FBUztBQUFBLElBQ2Q7QUFBQSxNQUNFLE9BQU87QUFBQSxNQUNQLEdBQUcsRUFBRSxPQUFPLE1BQU0sUUFBUSxNQUFNO0FBQUEsTUFDaEMsR0FBRztBQUFBLFFBQ0QsT0FBTyxNQUFNLENBQUMsS0FBSztBQUFBLFFBQ25CLE1BQU07QUFBQSxRQUNOLE9BQU8sUUFBUSxNQUFNLFFBQVEsUUFBUTtBQUFBLFFBQ3JDLE1BQU07QUFBQSxNQUNSO0FBQUEsTUFDQTtBQUFBLElBQ0Y7QUFBQSxFQUNGO0FBQ0EsU0FBTztBQUNUO0FBRUEsU0FBUyxVQUFVLEtBQWMsT0FBZSxNQUFjLE1BQXdCO0FBQ3BGLFFBQU0sT0FBTyxPQUFPLEtBQUs7QUFDekIsUUFBTUMsVUFBUyxJQUFJLFdBQVcsT0FBTyxPQUFPLENBQUM7QUFDN0MsV0FBUyxJQUFJLEdBQUcsSUFBSSxNQUFNLEtBQUs7QUFDN0IsYUFBUyxJQUFJLEdBQUcsSUFBSSxNQUFNLEtBQUs7QUFDN0IsWUFBTSxPQUFPLEtBQUssS0FBSyxJQUFJLE9BQU8sTUFBTSxDQUFDLElBQUksS0FBSyxLQUFLLElBQUksT0FBTyxLQUFLLElBQUksT0FBTyxLQUFLLENBQUM7QUFDeEYsTUFBQUEsUUFBTyxJQUFJLENBQUMsTUFBTSxNQUFNLE1BQU0sTUFBTSxLQUFLLE9BQU8sTUFBTSxNQUFNLEtBQUssSUFBSSxJQUFJLElBQUksT0FBTyxLQUFLLENBQUM7QUFBQSxJQUM1RjtBQUFBLEVBQ0Y7QUFDQSxRQUFNLFNBQVMsRUFBRSxNQUFNLFVBQVUsS0FBSyxJQUFJLEtBQUssSUFBSSxNQUFNLE9BQU8sZ0JBQWdCLGNBQWM7QUFDOUYsUUFBTSxVQUFVLE9BQU8sS0FBSyxTQUFTLE9BQU8sRUFBRTtBQUM5QyxTQUFPO0FBQUEsSUFDTCxNQUFNO0FBQUEsSUFDTixLQUFLO0FBQUEsSUFDTDtBQUFBLElBQ0EsT0FBTztBQUFBLElBQ1AsUUFBUTtBQUFBLElBQ1IsVUFBVTtBQUFBLElBQ1Y7QUFBQSxJQUNBO0FBQUEsSUFDQSxRQUFBQTtBQUFBLEVBQ0Y7QUFDRjtBQUVBLFNBQVMsTUFBTSxTQUF3QixNQUFpQixTQUFrQjtBQUN4RSxRQUFNLFNBQVMsTUFBTSxNQUFNLE9BQU87QUFDbEMsUUFBTSxPQUFPLFFBQVEsVUFBVTtBQUMvQixRQUFNLFFBQVEsS0FBSyxJQUFJLENBQUMsS0FBSyxVQUFtQjtBQUM5QyxVQUFNLFNBQVMsSUFBSSxRQUFRO0FBQzNCLFVBQU0sS0FBSyxPQUFPLFNBQVMsS0FBSyxNQUFNLEtBQUssSUFBSSxRQUFRLFFBQVEsVUFBVSxNQUFNLElBQUksR0FBRyxJQUFJO0FBQzFGLFFBQUksUUFBUSxVQUFVLE9BQVEsUUFBTyxVQUFVLEtBQUssT0FBTyxJQUFJLElBQUk7QUFDbkUsVUFBTSxPQUFPLFFBQVEsRUFBRSwwQkFBMEIsUUFBUSxLQUFLLE1BQU0sRUFBRSxDQUFDO0FBQUE7QUFDdkUsV0FBTztBQUFBLE1BQ0wsTUFBTTtBQUFBLE1BQ04sS0FBSztBQUFBLE1BQ0wsUUFBUSxFQUFFLE1BQU0sVUFBVSxNQUFNLFlBQVk7QUFBQSxNQUM1QyxNQUFNO0FBQUEsTUFDTjtBQUFBLElBQ0Y7QUFBQSxFQUNGLENBQUM7QUFDRCxTQUFPLFVBQVUsT0FDYixxQkFDQSxHQUFHLE1BQU0sTUFBTSxZQUFZLFFBQVEsVUFBVSxRQUFRO0FBQ3pELFNBQU8sU0FBUztBQUFBLElBQ2Q7QUFBQSxNQUNFLE9BQU87QUFBQSxNQUNQLEdBQUcsRUFBRSxPQUFPLElBQUksTUFBTSxRQUFRLFFBQVEsTUFBTSxPQUFPLEtBQUs7QUFBQSxNQUN4RCxHQUFHLEVBQUUsT0FBTyxJQUFJLE1BQU0sUUFBUSxPQUFPLFNBQVM7QUFBQSxNQUM5QztBQUFBLElBQ0Y7QUFBQSxFQUNGO0FBQ0EsU0FBTztBQUNUO0FBRU8sU0FBUyxXQUFXLFNBQXdCLE9BQWtCO0FBQ25FLFFBQU0sUUFBUSxRQUFRLFFBQVEsQ0FBQyxHQUFHLFFBQVEsQ0FBQyxPQUFPLE1BQU0sS0FBSyxPQUFPLENBQUMsUUFBUSxJQUFJLEtBQUssT0FBTyxFQUFFLENBQUM7QUFDaEcsU0FBTyxRQUFRLFVBQVUsV0FDckIsT0FBTyxTQUFTLE1BQU0sTUFBTSxPQUFPLElBQ25DLE1BQU0sU0FBUyxNQUFNLE1BQU0sT0FBTztBQUN4Qzs7O0FEblNBLElBQU0sVUFDSjtBQUVGLElBQU0sU0FBaUM7QUFBQSxFQUNyQyxNQUFNO0FBQUEsRUFDTixJQUFJO0FBQUEsRUFDSixLQUFLO0FBQUEsRUFDTCxLQUFLO0FBQ1A7QUFRQSxJQUFNLFNBQU4sTUFBYTtBQUFBLEVBS1gsWUFBcUIsUUFBbUI7QUFBbkI7QUFKckIsU0FBUyxVQUFVLG9CQUFJLElBQW9CO0FBQzNDLFNBQVMsU0FBUyxvQkFBSSxJQUFzQjtBQUM1QyxxQkFBWTtBQUNaLGdCQUFPO0FBQUEsRUFDa0M7QUFDM0M7QUFFTyxJQUFNLGFBQU4sTUFBaUI7QUFBQSxFQWV0QixZQUE2QixNQUFjO0FBQWQ7QUFkN0IsZ0JBQWtCLFNBQVM7QUFDM0Isa0JBQVMsV0FBVztBQUNwQixtQkFBVTtBQUVWO0FBQUEsaUJBQVE7QUFDUixtQkFBVTtBQUNWLG9CQUE0QixDQUFDO0FBQzdCLGdCQUFPO0FBQ1AsU0FBaUIsVUFBVSxvQkFBSSxJQUFZO0FBQzNDLFNBQVEsT0FBc0I7QUFDOUIsU0FBUSxVQUFrQztBQUMxQyxTQUFRLFVBQVU7QUFDbEIsU0FBUSxRQUErQjtBQUFBLEVBRUs7QUFBQSxFQUU1QyxJQUFJLE1BQWM7QUFDaEIsV0FBTyxvQkFBb0IsS0FBSyxJQUFJO0FBQUEsRUFDdEM7QUFBQSxFQUVBLElBQUksY0FBc0I7QUFDeEIsV0FBTyxLQUFLLFFBQVE7QUFBQSxFQUN0QjtBQUFBLEVBRUEsSUFBSSxjQUFzQjtBQUN4QixXQUFPLENBQUMsR0FBRyxLQUFLLE9BQU8sRUFBRSxPQUFPLENBQUMsS0FBSyxXQUFXLE1BQU0sT0FBTyxRQUFRLE1BQU0sQ0FBQztBQUFBLEVBQy9FO0FBQUEsRUFFQSxNQUFNLE1BQU0sT0FBTyxLQUFLLE1BQXFCO0FBQzNDLFVBQU0sT0FBTyxhQUFhLENBQUMsU0FBUyxhQUFhLEtBQUssS0FBSyxPQUFPLFNBQVMsUUFBUSxDQUFDO0FBQ3BGLFNBQUssT0FBTztBQUNaLFNBQUssVUFBVSxJQUFJLGdCQUFnQixFQUFFLFFBQVEsTUFBTSxNQUFNLFlBQVksQ0FBQztBQUN0RSxTQUFLLFFBQVEsR0FBRyxjQUFjLENBQUMsV0FBVyxLQUFLLE9BQU8sTUFBTSxDQUFDO0FBQzdELFVBQU0sSUFBSSxRQUFjLENBQUMsWUFBWSxLQUFLLE9BQU8sTUFBTSxhQUFhLE9BQU8sQ0FBQztBQUM1RSxTQUFLLE9BQVEsS0FBSyxRQUFRLEVBQWtCO0FBQzVDLFNBQUssUUFBUSxZQUFZLE1BQU0sS0FBSyxLQUFLLEdBQUcsRUFBRTtBQUFBLEVBQ2hEO0FBQUEsRUFFQSxNQUFNLE9BQXNCO0FBQzFCLFFBQUksS0FBSyxNQUFPLGVBQWMsS0FBSyxLQUFLO0FBQ3hDLGVBQVcsVUFBVSxLQUFLLFFBQVMsUUFBTyxPQUFPLFVBQVU7QUFDM0QsU0FBSyxRQUFRLE1BQU07QUFDbkIsU0FBSyxTQUFTLE1BQU07QUFDcEIsU0FBSyxNQUFNLHNCQUFzQjtBQUNqQyxVQUFNLElBQUk7QUFBQSxNQUFjLENBQUMsWUFDdkIsS0FBSyxPQUFPLEtBQUssS0FBSyxNQUFNLE1BQU0sUUFBUSxDQUFDLElBQUksUUFBUTtBQUFBLElBQ3pEO0FBQ0EsU0FBSyxPQUFPO0FBQUEsRUFDZDtBQUFBO0FBQUEsRUFHQSxXQUFpQjtBQUNmLFNBQUs7QUFDTCxlQUFXLFVBQVUsS0FBSyxTQUFTO0FBQ2pDLFVBQUksT0FBTyxVQUFXLE1BQUssU0FBUyxNQUFNO0FBQzFDLGlCQUFXLE1BQU0sT0FBTyxPQUFPLEtBQUssRUFBRyxNQUFLLFdBQVcsUUFBUSxFQUFFO0FBQUEsSUFDbkU7QUFBQSxFQUNGO0FBQUEsRUFFQSxNQUFjLE9BQU8sU0FBMEIsVUFBeUM7QUFDdEYsVUFBTSxFQUFFLFVBQVUsYUFBYSxJQUFJLElBQUksSUFBSSxRQUFRLE9BQU8sS0FBSyxrQkFBa0I7QUFDakYsYUFBUyxVQUFVLDJCQUEyQixPQUFPO0FBQ3JELGFBQVMsVUFBVSwwQkFBMEIsU0FBUztBQUN0RCxRQUFJLGFBQWEsZ0JBQWdCO0FBQy9CLGVBQVMsSUFBSSxpREFBaUQ7QUFBQSxJQUNoRSxXQUFXLGFBQWEsZUFBZTtBQUNyQyxXQUFLLFVBQVUsY0FBYyxRQUFRO0FBQUEsSUFDdkMsT0FBTztBQUNMLFlBQU0sT0FBTyxhQUFhLE1BQU0sZUFBZSxTQUFTLE1BQU0sQ0FBQztBQUMvRCxZQUFNLFFBQVEsV0FBVyxLQUFLLElBQUk7QUFDbEMsWUFBTSxPQUFPLFFBQVEsTUFBTSxTQUFTLEdBQUcsS0FBSyxJQUFJLElBQUksSUFBSSxFQUFFLEVBQUUsTUFBTSxNQUFNLElBQUksSUFBSTtBQUNoRixlQUFTLGFBQWEsT0FBTyxNQUFNO0FBQ25DLGVBQVMsVUFBVSxnQkFBZ0IsT0FBTyxLQUFLLE1BQU0sR0FBRyxFQUFFLElBQUksS0FBSyxFQUFFLEtBQUssWUFBWTtBQUN0RixlQUFTLElBQUksUUFBUSxXQUFXO0FBQUEsSUFDbEM7QUFBQSxFQUNGO0FBQUEsRUFFUSxVQUFVLE9BQXdCLFVBQWdDO0FBQ3hFLGFBQVMsVUFBVSxnQkFBZ0IsVUFBVTtBQUM3QyxhQUFTLFVBQVUsdUJBQXVCLG1DQUFtQztBQUM3RSxhQUFTLE1BQU0seUJBQXlCO0FBQ3hDLGVBQVcsT0FBTyxLQUFLLE1BQU07QUFDM0IsVUFBSSxDQUFDLE1BQU0sT0FBTyxLQUFLLEVBQUUsU0FBUyxJQUFJLEtBQUssRUFBRSxFQUFHO0FBQ2hELGlCQUFXLFFBQVEsTUFBTSxPQUFPLFFBQVEsR0FBRztBQUN6QyxpQkFBUyxPQUFPLEdBQUcsT0FBTyxJQUFJLE9BQU8sUUFBUTtBQUMzQyxjQUFJLENBQUMsV0FBVyxNQUFNLElBQUksRUFBRztBQUM3QixtQkFBUyxNQUFNLEdBQUcsSUFBSSxLQUFLLEVBQUUsSUFBSSxJQUFJLElBQUksSUFBSSxJQUFJLFFBQVEsS0FBSyxNQUFNLElBQUksQ0FBQztBQUFBLENBQUk7QUFBQSxRQUMvRTtBQUFBLE1BQ0Y7QUFBQSxJQUNGO0FBQ0EsYUFBUyxJQUFJO0FBQUEsRUFDZjtBQUFBLEVBRVEsT0FBTyxRQUF5QjtBQUN0QyxVQUFNLFNBQVMsSUFBSSxPQUFPLE1BQU07QUFDaEMsU0FBSyxRQUFRLElBQUksTUFBTTtBQUN2QixXQUFPLEdBQUcsU0FBUyxNQUFNLEtBQUssUUFBUSxPQUFPLE1BQU0sQ0FBQztBQUNwRCxXQUFPLEdBQUcsV0FBVyxDQUFDLFNBQVMsS0FBSyxLQUFLLFFBQVEsS0FBSyxNQUFNLE9BQU8sSUFBSSxDQUFDLENBQUMsQ0FBQztBQUMxRSxVQUFNLFFBQVE7QUFBQSxNQUNaLE1BQU07QUFBQSxNQUNOLFVBQVU7QUFBQSxNQUNWLFNBQVM7QUFBQSxNQUNULFFBQVE7QUFBQSxNQUNSLFFBQVEsQ0FBQyxNQUFNO0FBQUEsSUFDakI7QUFDQSxXQUFPLEtBQUssS0FBSyxVQUFVLEtBQUssQ0FBQztBQUFBLEVBQ25DO0FBQUEsRUFFUSxLQUNOLFFBQ0EsU0FDTTtBQUNOLFVBQU0sS0FBSyxRQUFRLE1BQU07QUFDekIsUUFBSSxRQUFRLFNBQVMsUUFBUTtBQUMzQixhQUFPLFlBQVk7QUFDbkIsV0FBSyxTQUFTLE1BQU07QUFBQSxJQUN0QixXQUFXLFFBQVEsU0FBUyxVQUFVO0FBQ3BDLGFBQU8sT0FBTyxJQUFJLElBQUksUUFBUSxJQUFnQjtBQUM5QyxXQUFLLFdBQVcsUUFBUSxFQUFFO0FBQUEsSUFDNUIsV0FBVyxRQUFRLFNBQVMsYUFBYTtBQUN2QyxZQUFNLFVBQVUsUUFBUTtBQUN4QixZQUFNLE1BQU0sT0FBTyxRQUFRLElBQUksRUFBRTtBQUNqQyxXQUFLLFNBQVMsS0FBSyxPQUFPO0FBQzFCLGFBQU8sUUFBUSxJQUFJLElBQUksRUFBRSxTQUFTLE1BQU0sS0FBSyxRQUFRLE1BQU0sU0FBUyxHQUFHLENBQUM7QUFBQSxJQUMxRSxXQUFXLFFBQVEsU0FBUyxlQUFlO0FBQ3pDLGFBQU8sUUFBUSxPQUFPLEVBQUU7QUFDeEIsYUFBTyxPQUFPLE9BQU8sRUFBRTtBQUFBLElBQ3pCLFdBQVcsUUFBUSxTQUFTLE9BQU87QUFDakMsYUFBTztBQUNQLFlBQU0sU0FBUyxPQUFPLFFBQVEsSUFBSSxFQUFFO0FBQ3BDLFVBQUksT0FBUSxRQUFPLE9BQU87QUFBQSxJQUM1QjtBQUFBLEVBQ0Y7QUFBQSxFQUVRLFNBQVMsUUFBc0I7QUFDckMsVUFBTSxPQUFPLEtBQUssS0FBSyxJQUFJLENBQUMsUUFBUSxJQUFJLElBQUk7QUFDNUMsVUFBTSxFQUFFLFNBQVMsUUFBUSxJQUFJO0FBQzdCLFdBQU8sT0FBTyxLQUFLLEtBQUssVUFBVSxFQUFFLE1BQU0sUUFBUSxTQUFTLFNBQVMsS0FBSyxDQUFDLENBQUM7QUFBQSxFQUM3RTtBQUFBLEVBRVEsV0FBVyxRQUFnQixJQUFrQjtBQUNuRCxVQUFNLE9BQU8sT0FBTyxPQUFPLElBQUksRUFBRSxLQUFLLENBQUM7QUFDdkMsVUFBTSxRQUFRLEtBQUssS0FBSyxDQUFDLFFBQVEsS0FBSyxLQUFLLEtBQUssQ0FBQyxRQUFRLElBQUksS0FBSyxPQUFPLEdBQUcsQ0FBQztBQUM3RSxXQUFPLE9BQU8sS0FBSyxLQUFLLFVBQVUsRUFBRSxNQUFNLFVBQVUsSUFBSSxRQUFRLFFBQVEsS0FBSyxTQUFTLENBQUMsRUFBRSxDQUFDLENBQUM7QUFBQSxFQUM3RjtBQUFBLEVBRVEsT0FBYTtBQUNuQixVQUFNLFVBQVUsS0FBSyxRQUFRLElBQUksS0FBSyxLQUFLLE9BQU8sQ0FBQyxRQUFRLElBQUksS0FBSyxXQUFXLFNBQVMsSUFBSSxDQUFDO0FBQzdGLGVBQVcsT0FBTyxRQUFTLFNBQVEsS0FBSyxLQUFLLEtBQUs7QUFDbEQsUUFBSSxRQUFRLFNBQVMsRUFBRyxNQUFLO0FBQzdCLGVBQVcsVUFBVSxLQUFLLFNBQVM7QUFDakMsVUFBSSxPQUFPLGFBQWEsUUFBUSxTQUFTLEtBQUssS0FBSyxVQUFVLE1BQU0sR0FBRztBQUNwRSxjQUFNLFNBQVMsUUFBUSxJQUFJLENBQUMsUUFBUSxJQUFJLElBQUk7QUFDNUMsY0FBTSxFQUFFLFNBQVMsUUFBUSxJQUFJO0FBQzdCLGVBQU8sT0FBTztBQUFBLFVBQ1osS0FBSyxVQUFVLEVBQUUsTUFBTSxjQUFjLFNBQVMsU0FBUyxRQUFRLFFBQVEsQ0FBQyxFQUFFLENBQUM7QUFBQSxRQUM3RTtBQUFBLE1BQ0Y7QUFDQSxpQkFBVyxDQUFDLElBQUksTUFBTSxLQUFLLE9BQU8sU0FBUztBQUN6QyxZQUFJLENBQUMsT0FBTyxRQUFRLE9BQU8sWUFBWSxLQUFLLFFBQVM7QUFDckQsZUFBTyxPQUFPO0FBQ2QsZUFBTyxVQUFVLEtBQUs7QUFDdEIsYUFBSztBQUNMLGVBQU8sT0FBTyxLQUFLLGFBQWEsSUFBSSxXQUFXLE9BQU8sU0FBUyxJQUFJLENBQUMsQ0FBQztBQUFBLE1BQ3ZFO0FBQUEsSUFDRjtBQUFBLEVBQ0Y7QUFDRjs7O0FIak1BLElBQU0sU0FBUyxJQUFJLFdBQVcsTUFBTTtBQUNwQyxJQUFJO0FBQ0osSUFBSTtBQUNKLElBQUk7QUFFSixPQUFPLFlBQVk7QUFDakIsUUFBTSxPQUFPLE1BQU07QUFDbkIsWUFBVSxNQUFNLE9BQU87QUFDekIsQ0FBQztBQUNELE1BQU0sWUFBWTtBQUNoQixRQUFNLFNBQVMsTUFBTTtBQUNyQixRQUFNLE9BQU8sS0FBSztBQUNwQixDQUFDO0FBQ0QsV0FBVyxNQUFNO0FBQ2YsU0FBTyxPQUFPLFNBQVM7QUFDdkIsU0FBTyxTQUFTLFdBQVc7QUFDM0IsU0FBTyxVQUFVO0FBQ2pCLFNBQU8sUUFBUTtBQUNqQixDQUFDO0FBQ0QsVUFBVSxZQUFZO0FBQ3BCLE1BQUksQ0FBQyxRQUFTO0FBQ2QsUUFBTSxLQUFLLFFBQVEsRUFBRSxNQUFNO0FBQzNCLEVBQUFDLFFBQU8sVUFBVSxRQUFRLFFBQVEsQ0FBQyxHQUFHLG1DQUFtQztBQUMxRSxDQUFDO0FBRUQsZUFBZSxLQUFLQyxRQUFPLElBQUksVUFBVSxDQUFDLEdBQWtCO0FBQzFELFlBQVUsTUFBTSxTQUFTLFNBQVMsT0FBTztBQUN6QyxTQUFPLFFBQVE7QUFDZixRQUFNLEtBQUssS0FBSyxPQUFPLE1BQU1BLEtBQUk7QUFDbkM7QUFFQSxlQUFlLE1BQU0sUUFBUSxRQUF1QjtBQUNsRCxRQUFNO0FBQUEsSUFDSixHQUFHLEtBQUs7QUFBQSxJQUNSLE1BQU0sT0FBTyxLQUFLO0FBQUEsSUFDbEIsQ0FBQyxTQUFTLFFBQVEsS0FBSyxJQUFJO0FBQUEsRUFDN0I7QUFDRjtBQUVBLFNBQVMsT0FBTyxPQUFnQztBQUM5QyxTQUFPLE1BQU0sTUFBTSxLQUFLLEVBQUUsUUFBUSxhQUFhLEVBQUUsVUFBVTtBQUM3RDtBQUVBLFNBQVMsUUFBUSxPQUFnQztBQUMvQyxTQUFPLE1BQU0sTUFBTSxLQUFLLEVBQUUsUUFBUSxVQUFVLEVBQUUsVUFBVTtBQUMxRDtBQUVBLElBQU0sT0FBTyxNQUFNLEtBQUssU0FBUyxNQUFNLFNBQVMsSUFBSTtBQUVwRCxLQUFLLGtFQUFrRSxZQUFZO0FBQ2pGLFNBQU8sUUFBUTtBQUNmLFFBQU0sS0FBSztBQUNYLFFBQU0sTUFBTTtBQUNaLEVBQUFELFFBQU8sTUFBTSxNQUFNLEtBQUssR0FBRyxzQkFBc0I7QUFDakQsUUFBTSxLQUFLLFVBQVUsV0FBVyxFQUFFLE9BQU8sR0FBRyxNQUFNLFVBQVUsQ0FBQyxFQUFFLFFBQVE7QUFDdkUsUUFBTUUsVUFBUyxNQUFNLE9BQU8sTUFBTSxNQUFNO0FBQ3hDLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTSxNQUFNO0FBQUEsSUFDekIsQ0FBQyxRQUFRLFFBQVFBO0FBQUEsRUFDbkI7QUFDQSxRQUFNLE9BQU8sTUFBTSxLQUFLLFFBQVEsV0FBVyxFQUFFLFVBQVU7QUFDdkQsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sS0FBSyxRQUFRLFdBQVcsRUFBRSxVQUFVO0FBQUEsSUFDMUMsQ0FBQyxRQUFRLFFBQVE7QUFBQSxFQUNuQjtBQUNGLENBQUM7QUFFRCxLQUFLLHdGQUF3RixZQUFZO0FBQ3ZHLFFBQU0sS0FBSyxzQkFBc0I7QUFDakMsUUFBTSxNQUFNO0FBQ1osRUFBQUYsUUFBTyxNQUFNLE1BQU0sT0FBTyxNQUFNLEdBQUcsb0NBQW9DO0FBQ3ZFLFFBQU0sUUFBUSxNQUFNLE9BQU8sTUFBTSxVQUFVO0FBQzNDLFFBQU0sS0FBSyxNQUFNLFFBQVEsS0FBSyxHQUFHO0FBQ2pDLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTTtBQUFBLElBQ25CLENBQUMsU0FBUyxrQkFBa0IsS0FBSyxJQUFJO0FBQUEsRUFDdkM7QUFDQSxFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLEdBQUcsUUFBUTtBQUNuQyxFQUFBQSxRQUFPLFNBQVMsTUFBTSxPQUFPLE1BQU0sVUFBVSxHQUFHLEtBQUs7QUFDckQsV0FBUyxJQUFJLEdBQUcsSUFBSSxHQUFHLEtBQUs7QUFDMUIsVUFBTSxLQUFLLE1BQU0sUUFBUSxLQUFLLEdBQUc7QUFDakMsVUFBTSxLQUFLLGVBQWUsR0FBRztBQUFBLEVBQy9CO0FBQ0EsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sT0FBTyxNQUFNO0FBQUEsSUFDbkIsQ0FBQyxTQUFTLE9BQU8saUJBQWlCLEtBQUssSUFBSSxJQUFJLENBQUMsS0FBSyxFQUFFLEtBQUs7QUFBQSxFQUM5RDtBQUNBLFFBQU0sTUFBTSxNQUFNLE1BQU0sRUFBRSxRQUFRLFFBQVEsRUFBRSxTQUFTO0FBQ3JELFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTTtBQUFBLElBQ25CLENBQUMsU0FBUyxlQUFlLEtBQUssSUFBSTtBQUFBLEVBQ3BDO0FBQ0EsRUFBQUEsUUFBTyxhQUFhLE1BQU0sS0FBSyxHQUFHLFFBQVE7QUFDMUMsUUFBTSxLQUFLLE9BQU87QUFDbEIsUUFBTSxNQUFNLHdCQUF3QixNQUFNLENBQUMsUUFBUSxTQUFTLEtBQUssR0FBRyxDQUFDO0FBQ3ZFLENBQUM7QUFFRCxLQUFLLGlEQUFpRCxZQUFZO0FBQ2hFLFFBQU0sS0FBSyxzQ0FBc0M7QUFDakQsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sT0FBTyxNQUFNO0FBQUEsSUFDbkIsQ0FBQ0csVUFBUyxrQkFBa0IsS0FBS0EsS0FBSTtBQUFBLEVBQ3ZDO0FBQ0EsUUFBTSxNQUFPLE1BQU0sTUFBTSxNQUFNLE1BQU0sRUFBRSxRQUFRLFFBQVEsRUFBRSxZQUFZO0FBQ3JFLFFBQU0sS0FBSyxNQUFNLEtBQUssSUFBSSxJQUFJLElBQUksUUFBUSxLQUFLLElBQUksSUFBSSxJQUFJLFNBQVMsR0FBRztBQUN2RSxRQUFNLE9BQU8sTUFBTTtBQUFBLElBQ2pCO0FBQUEsSUFDQSxNQUFNLFFBQVEsTUFBTTtBQUFBLElBQ3BCLENBQUMsUUFBUSxRQUFRLEtBQUssR0FBRztBQUFBLEVBQzNCO0FBQ0EsUUFBTSxPQUFPLE9BQU8sZ0JBQWdCLEtBQUssSUFBSSxFQUFHLENBQUMsRUFBRyxRQUFRLEtBQUssRUFBRSxDQUFDO0FBQ3BFLFFBQU0sUUFBUSxPQUFPLGlCQUFpQixLQUFLLElBQUksRUFBRyxDQUFDLENBQUM7QUFDcEQsUUFBTSxRQUFRLFFBQVEsT0FBTyxLQUFLLENBQUMsR0FBSSxjQUFjLElBQUk7QUFDekQsRUFBQUgsUUFBTyxHQUFHLEtBQUssSUFBSSxRQUFRLEtBQUssSUFBSSxNQUFNLEdBQUcsS0FBSyxXQUFXLEtBQUssT0FBTyxJQUFJLEVBQUU7QUFDL0UsUUFBTSxRQUFRLE1BQU0sUUFBUSxlQUFlO0FBQzNDLEVBQUFBLFFBQU8sTUFBTSxPQUFPLElBQUksT0FBTyxTQUFTLEtBQUssZUFBZSxJQUFJLENBQUMsSUFBSSxDQUFDO0FBQ3RFLFFBQU0sTUFBTSxNQUFNLE1BQU0sRUFBRSxRQUFRLE1BQU0sRUFBRSxRQUFRO0FBQ2xELFFBQU0sS0FBSyxNQUFNLEtBQUssR0FBRyxDQUFDO0FBQzFCLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLFFBQVEsTUFBTTtBQUFBLElBQ3BCLENBQUMsUUFBUSxDQUFDLFFBQVEsS0FBSyxHQUFHO0FBQUEsRUFDNUI7QUFDRixDQUFDO0FBRUQsS0FBSyxxREFBcUQsWUFBWTtBQUNwRSxRQUFNLEtBQUssc0JBQXNCO0FBQ2pDLFFBQU0sTUFBTTtBQUNaLFFBQU0sS0FBSyxXQUFXLHdCQUF3QixFQUFFLE1BQU07QUFDdEQsUUFBTSxLQUFLLFdBQVcsd0JBQXdCLEVBQUUsTUFBTTtBQUN0RCxFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLEdBQUcsb0RBQW9EO0FBQy9FLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE1BQU0sTUFBTSxNQUFNLEVBQUUsUUFBUSxTQUFTLEVBQUUsVUFBVTtBQUFBLElBQ3ZELENBQUMsU0FBUztBQUNSLGFBQU8sQ0FBQyxXQUFXLFdBQVcsV0FBVyxTQUFTLEtBQUssRUFBRSxNQUFNLENBQUMsU0FBUyxLQUFLLFNBQVMsSUFBSSxDQUFDO0FBQUEsSUFDOUY7QUFBQSxFQUNGO0FBQ0EsUUFBTSxLQUFLLFdBQVcsd0JBQXdCLEVBQUUsUUFBUTtBQUN4RCxFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLEdBQUcsc0NBQXNDO0FBQ2pFLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTTtBQUFBLElBQ25CLENBQUMsU0FBUyxLQUFLLFNBQVMsS0FBSztBQUFBLEVBQy9CO0FBQ0EsRUFBQUEsUUFBTyxNQUFNLE1BQU0sT0FBTyxNQUFNLEdBQUcsb0JBQW9CO0FBQ3ZELFFBQU0sS0FBSyxVQUFVLFVBQVUsRUFBRSxNQUFNLFdBQVcsQ0FBQyxFQUFFLE1BQU07QUFDM0QsRUFBQUEsUUFBTyxNQUFNLE1BQU0sS0FBSyxHQUFHLHNCQUFzQjtBQUNqRCxRQUFNLEtBQUssVUFBVSxhQUFhLEVBQUUsTUFBTTtBQUMxQyxRQUFNLEtBQUssVUFBVSxrQ0FBa0MsRUFBRSxRQUFRO0FBQ25FLENBQUM7QUFFRCxLQUFLLG9FQUFvRSxZQUFZO0FBQ25GLFFBQU0sS0FBSyxzQkFBc0I7QUFDakMsUUFBTSxNQUFNO0FBQ1osUUFBTSxLQUFLLFdBQVcsZ0JBQWdCLEVBQUUsYUFBYSxLQUFLO0FBQzFELFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTTtBQUFBLElBQ25CLENBQUMsU0FBUyxZQUFZLEtBQUssSUFBSTtBQUFBLEVBQ2pDO0FBQ0EsUUFBTSxLQUFLLFdBQVcsZ0JBQWdCLEVBQUUsYUFBYSxRQUFRO0FBQzdELFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTTtBQUFBLElBQ25CLENBQUMsU0FBUyxlQUFlLEtBQUssSUFBSTtBQUFBLEVBQ3BDO0FBQ0EsYUFBVyxDQUFDLE1BQU0sT0FBTyxLQUFLO0FBQUEsSUFDNUIsQ0FBQyxZQUFZLE1BQU07QUFBQSxJQUNuQixDQUFDLFFBQVEsVUFBVTtBQUFBLElBQ25CLENBQUMsZ0JBQWdCLFFBQVE7QUFBQSxFQUMzQixHQUFZO0FBQ1YsVUFBTSxLQUFLLFdBQVcsaUJBQWlCLEVBQUUsYUFBYSxJQUFJO0FBQzFELElBQUFBLFFBQU8sTUFBTSxNQUFNLEtBQUssR0FBRyxJQUFJLE9BQU8sS0FBSyxJQUFJLEVBQUUsQ0FBQztBQUNsRCxVQUFNLE1BQU0sYUFBYSxJQUFJLElBQUksTUFBTSxPQUFPLFNBQVMsS0FBSyxDQUFDLFFBQVEsSUFBSSxNQUFNLElBQUksR0FBRyxPQUFPO0FBQzdGLFVBQU0sS0FBSyxNQUFNLEtBQUssR0FBRyxDQUFDO0FBQzFCLFVBQU0sTUFBTyxNQUFNLE1BQU0sTUFBTSxNQUFNLEVBQUUsUUFBUSxRQUFRLEVBQUUsWUFBWTtBQUNyRSxVQUFNO0FBQUEsTUFDSixXQUFXLElBQUk7QUFBQSxNQUNmLFlBQVk7QUFDVixjQUFNLEtBQUssTUFBTSxLQUFLLElBQUksSUFBSSxJQUFJLFFBQVEsSUFBSSxLQUFLLE9BQU8sSUFBSSxHQUFHLElBQUksSUFBSSxFQUFFO0FBQzNFLGVBQU8sUUFBUSxNQUFNO0FBQUEsTUFDdkI7QUFBQSxNQUNBLENBQUMsU0FBUyxRQUFRLEtBQUssSUFBSSxLQUFLLENBQUMsS0FBSyxXQUFXLE1BQU07QUFBQSxJQUN6RDtBQUFBLEVBQ0Y7QUFDQSxRQUFNLEtBQUssV0FBVyxXQUFXLEVBQUUsS0FBSyxJQUFJO0FBQzVDLFFBQU0sTUFBTSxZQUFZLE1BQU0sT0FBTyxTQUFTLEtBQUssQ0FBQyxRQUFRLElBQUksY0FBYyxHQUFHLEdBQUcsT0FBTztBQUMzRixFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLEdBQUcsWUFBWTtBQUN6QyxDQUFDO0FBRUQsS0FBSywwQkFBMEIsWUFBWTtBQUN6QyxRQUFNLEtBQUssZ0VBQWdFO0FBQzNFLFFBQU0sTUFBTSxNQUFNLEtBQUssRUFBRSxRQUFRO0FBQ2pDLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sS0FBSztBQUFBLElBQ2xCLENBQUMsU0FBUyx5QkFBeUIsS0FBSyxJQUFJO0FBQUEsRUFDOUM7QUFDQSxFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLFdBQVcsZ0JBQWdCLEVBQUUsV0FBVyxHQUFHLEtBQUs7QUFDeEUsUUFBTSxLQUFLLFVBQVUsZ0JBQVcsRUFBRSxNQUFNO0FBQ3hDLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sS0FBSztBQUFBLElBQ2xCLENBQUMsU0FBUyxhQUFhLEtBQUssSUFBSTtBQUFBLEVBQ2xDO0FBQ0YsQ0FBQztBQUVELEtBQUssNERBQTRELFlBQVk7QUFDM0UsUUFBTSxLQUFLLHdCQUF3QixFQUFFLGVBQWUsS0FBSyxDQUFDO0FBQzFELFFBQU0sTUFBTTtBQUNaLFFBQU0sTUFBTSxNQUFNLE1BQU0sRUFBRSxRQUFRLFFBQVEsRUFBRSxNQUFNO0FBQ2xELFFBQU0sS0FBSyxTQUFTLE1BQU0sTUFBTTtBQUNoQyxRQUFNO0FBQUEsSUFDSjtBQUFBLElBQ0EsTUFBTSxRQUFRLE1BQU07QUFBQSxJQUNwQixDQUFDRyxVQUFTLFdBQVcsS0FBS0EsS0FBSTtBQUFBLEVBQ2hDO0FBQ0EsV0FBUyxJQUFJLEdBQUcsSUFBSSxHQUFHLElBQUssT0FBTSxLQUFLLFNBQVMsTUFBTSxHQUFHO0FBQ3pELFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTTtBQUFBLElBQ25CLENBQUNBLFVBQVMsa0JBQWtCLEtBQUtBLEtBQUk7QUFBQSxFQUN2QztBQUNBLFFBQU0sS0FBSyxTQUFTLE1BQU0sWUFBWTtBQUN0QyxRQUFNO0FBQUEsSUFDSjtBQUFBLElBQ0EsTUFBTSxRQUFRLE1BQU07QUFBQSxJQUNwQixDQUFDQSxVQUFTLFdBQVcsS0FBS0EsS0FBSTtBQUFBLEVBQ2hDO0FBQ0EsUUFBTSxLQUFLLFNBQVMsTUFBTSxrQkFBa0I7QUFDNUMsUUFBTSxPQUFPLE1BQU07QUFBQSxJQUNqQjtBQUFBLElBQ0EsTUFBTSxRQUFRLE1BQU07QUFBQSxJQUNwQixDQUFDLFFBQVEsWUFBWSxLQUFLLEdBQUc7QUFBQSxFQUMvQjtBQUNBLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLEtBQUssUUFBUSxvQkFBb0IsRUFBRSxVQUFVO0FBQUEsSUFDbkQsQ0FBQyxRQUFRLFFBQVE7QUFBQSxFQUNuQjtBQUNBLFFBQU0sS0FBSyxTQUFTLE1BQU0sT0FBTztBQUNqQyxFQUFBSCxRQUFPLE1BQU0sTUFBTSxLQUFLLEdBQUcsT0FBTztBQUNsQyxRQUFNLEtBQUssU0FBUyxNQUFNLFFBQVE7QUFDbEMsUUFBTSxLQUFLLFNBQVMsTUFBTSxRQUFRO0FBQ2xDLEVBQUFBLFFBQU8sYUFBYSxNQUFNLEtBQUssR0FBRyxPQUFPO0FBQ3pDLFFBQU0sT0FBTyxNQUFNLE1BQU0sTUFBTSxNQUFNLEVBQUUsUUFBUSxnQkFBZ0IsRUFBRSxNQUFNO0FBQ3ZFLEVBQUFBLFFBQU8sR0FBRyxPQUFPLEdBQUcsaUNBQWlDO0FBQ3JELFFBQU0sS0FBSyxTQUFTLE1BQU0sR0FBRztBQUM3QixRQUFNLEtBQUssU0FBUyxLQUFLLGNBQWM7QUFDdkMsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sS0FBSyxRQUFRLE1BQU0sRUFBRSxNQUFNO0FBQUEsSUFDakMsQ0FBQyxVQUFVLFVBQVU7QUFBQSxFQUN2QjtBQUNBLFFBQU0sS0FBSyxTQUFTLE1BQU0sUUFBUTtBQUNsQyxRQUFNLEtBQUssUUFBUSxNQUFNLEVBQUUsTUFBTSxHQUFHO0FBQ3BDLFFBQU0sS0FBSyxVQUFVLFFBQVEsRUFBRSxRQUFRO0FBQ3ZDLFFBQU0sS0FBSyxTQUFTLE1BQU0sUUFBUTtBQUNsQyxRQUFNLEtBQUssVUFBVSxRQUFRLEVBQUUsUUFBUSxFQUFFLE9BQU8sU0FBUyxDQUFDO0FBQzVELENBQUM7QUFFRCxLQUFLLCtCQUErQixZQUFZO0FBQzlDLFFBQU0sS0FBSyxzQkFBc0I7QUFDakMsUUFBTSxNQUFNO0FBQ1osUUFBTSxNQUFNLE1BQU0sTUFBTSxFQUFFLE1BQU07QUFDaEMsUUFBTSxLQUFLLFVBQVUsVUFBVSxFQUFFLE1BQU0sZUFBZSxDQUFDLEVBQUUsTUFBTTtBQUMvRCxFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLEdBQUcsWUFBWTtBQUN2QyxRQUFNO0FBQUEsSUFDSjtBQUFBLElBQ0EsTUFBTSxLQUFLLFFBQVEsZUFBZSxFQUFFLE1BQU07QUFBQSxJQUMxQyxDQUFDLFVBQVUsVUFBVTtBQUFBLEVBQ3ZCO0FBQ0EsUUFBTSxPQUFPLE9BQU8sU0FBaUI7QUFDbkMsVUFBTSxLQUFLLFVBQVUsVUFBVSxFQUFFLE1BQU0sZ0JBQWdCLENBQUMsRUFBRSxNQUFNO0FBQ2hFLFVBQU0sQ0FBQyxRQUFRLElBQUksTUFBTSxRQUFRLElBQUk7QUFBQSxNQUNuQyxLQUFLLGFBQWEsVUFBVTtBQUFBLE1BQzVCLEtBQUssVUFBVSxZQUFZLEVBQUUsS0FBSyxDQUFDLEVBQUUsTUFBTTtBQUFBLElBQzdDLENBQUM7QUFDRCxXQUFPSSxjQUFjLE1BQU0sU0FBUyxLQUFLLENBQUc7QUFBQSxFQUM5QztBQUNBLFFBQU0sTUFBTSxNQUFNLEtBQUssYUFBYTtBQUNwQyxFQUFBSixRQUFPLE1BQU0sSUFBSSxTQUFTLEdBQUcsQ0FBQyxFQUFFLFNBQVMsR0FBRyxLQUFLO0FBQ2pELEVBQUFBLFFBQU8sR0FBRyxJQUFJLGFBQWEsRUFBRSxJQUFJLEdBQUk7QUFDckMsUUFBTSxTQUFTLE1BQU0sS0FBSyx5QkFBeUIsR0FBRyxTQUFTLEVBQUUsS0FBSyxFQUFFLE1BQU0sSUFBSTtBQUNsRixFQUFBQSxRQUFPLE1BQU0sTUFBTSxRQUFRLElBQUksTUFBTyxFQUFFO0FBQ3hDLFFBQU0sS0FBSyxVQUFVLFVBQVUsRUFBRSxNQUFNLGdCQUFnQixDQUFDLEVBQUUsTUFBTTtBQUNoRSxRQUFNLEtBQUssVUFBVSxZQUFZLEVBQUUsTUFBTSxrQkFBa0IsQ0FBQyxFQUFFLE1BQU07QUFDcEUsUUFBTSxLQUFLLFFBQVEscUJBQXFCLEVBQUUsSUFBSSxFQUFFLEVBQUUsUUFBUTtBQUMxRCxRQUFNLEtBQUssU0FBUyxNQUFNLFFBQVE7QUFDbEMsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sS0FBSyxRQUFRLGVBQWUsRUFBRSxNQUFNO0FBQUEsSUFDMUMsQ0FBQyxVQUFVLFVBQVU7QUFBQSxFQUN2QjtBQUNGLENBQUM7QUFFRCxLQUFLLHVEQUF1RCxZQUFZO0FBQ3RFLFFBQU0sS0FBSyxzQ0FBc0M7QUFDakQsUUFBTSxRQUFRLE1BQU0sTUFBTSwwQkFBMEI7QUFDcEQsUUFBTSxNQUFNLHVCQUF1QjtBQUNuQyxRQUFNO0FBQUEsSUFDSjtBQUFBLElBQ0EsTUFBTSxNQUFNLFVBQVU7QUFBQSxJQUN0QixDQUFDLFNBQVMsYUFBYSxLQUFLLElBQUk7QUFBQSxFQUNsQztBQUNBLFFBQU0sS0FBSyxXQUFXLE1BQU0sRUFBRSxLQUFLLE1BQU07QUFDekMsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sTUFBTSxVQUFVO0FBQUEsSUFDdEIsQ0FBQyxTQUFTLGFBQWEsS0FBSyxJQUFJO0FBQUEsRUFDbEM7QUFDQSxRQUFNLFFBQVEsTUFBTSxNQUFNLE9BQU87QUFDakMsUUFBTSxNQUFNLHVCQUF1QjtBQUNuQyxRQUFNO0FBQUEsSUFDSjtBQUFBLElBQ0EsTUFBTSxNQUFNLFVBQVU7QUFBQSxJQUN0QixDQUFDLFNBQVMsS0FBSyxTQUFTLGlCQUFpQjtBQUFBLEVBQzNDO0FBQ0EsRUFBQUEsUUFBTyxNQUFNLE1BQU0sTUFBTSxRQUFRLEdBQUcsRUFBRSxNQUFNLEdBQUcsQ0FBQztBQUNsRCxDQUFDO0FBRUQsS0FBSyxxQ0FBcUMsWUFBWTtBQUNwRCxTQUFPLFNBQVMsTUFBTSxLQUFLLEVBQUUsUUFBUSxJQUFJLEdBQUcsQ0FBQyxHQUFHLE9BQU87QUFBQSxJQUNyRCxHQUFHLFdBQVcsRUFBRSxDQUFDO0FBQUEsSUFDakIsS0FBSyxPQUFPLENBQUM7QUFBQSxJQUNiLE9BQU8sUUFBUSxDQUFDO0FBQUEsRUFDbEIsRUFBRTtBQUNGLFFBQU0sS0FBSyxzQkFBc0I7QUFDakMsUUFBTSxNQUFNLFFBQVE7QUFDcEIsRUFBQUEsUUFBTyxHQUFHLE9BQU8sY0FBYyxJQUFJLEdBQUcsT0FBTyxXQUFXLG1CQUFtQjtBQUMzRSxRQUFNLEtBQUssUUFBUSxNQUFNLEVBQUUsU0FBUyxDQUFDLFNBQVMsS0FBSyxTQUFTLEdBQUcsS0FBSyxZQUFZLENBQUM7QUFDakYsUUFBTSxNQUFNLFVBQVU7QUFDdEIsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sT0FBTztBQUFBLElBQ2IsQ0FBQyxVQUFVLFFBQVE7QUFBQSxFQUNyQjtBQUNGLENBQUM7QUFFRCxLQUFLLDZDQUE2QyxZQUFZO0FBQzVELFNBQU8sUUFBUTtBQUNmLFFBQU0sS0FBSztBQUNYLFFBQU0sTUFBTTtBQUNaLFFBQU0sS0FBSyxVQUFVLFVBQVUsRUFBRSxNQUFNLFNBQVMsQ0FBQyxFQUFFLE1BQU07QUFDekQsUUFBTSxLQUFLLGVBQWUsR0FBRztBQUM3QixRQUFNLFFBQVEsTUFBTSxPQUFPLE1BQU0sTUFBTTtBQUN2QyxRQUFNLE9BQU8sT0FBTztBQUNwQixRQUFNLEtBQUssZUFBZSxHQUFHO0FBQzdCLEVBQUFBLFFBQU8sTUFBTSxNQUFNLE9BQU8sTUFBTSxNQUFNLEdBQUcsS0FBSztBQUM5QyxFQUFBQSxRQUFPLEdBQUcsT0FBTyxVQUFVLFFBQVEsR0FBRyxrQ0FBa0M7QUFDeEUsUUFBTSxLQUFLLFVBQVUsVUFBVSxFQUFFLE1BQU0sZUFBZSxDQUFDLEVBQUUsTUFBTTtBQUMvRCxRQUFNO0FBQUEsSUFDSjtBQUFBLElBQ0EsTUFBTSxPQUFPLE1BQU0sTUFBTTtBQUFBLElBQ3pCLENBQUMsUUFBUSxRQUFRO0FBQUEsRUFDbkI7QUFDRixDQUFDO0FBRUQsS0FBSyxpRUFBaUUsWUFBWTtBQUNoRixTQUFPLFFBQVE7QUFDZixRQUFNLEtBQUs7QUFDWCxRQUFNLE1BQU07QUFDWixRQUFNLE9BQU8sS0FBSztBQUNsQixRQUFNLEtBQUssVUFBVSw4QkFBOEIsRUFBRSxRQUFRO0FBQzdELFFBQU0sUUFBUSxNQUFNLE9BQU8sTUFBTSxNQUFNO0FBQ3ZDLFFBQU0sT0FBTyxNQUFNO0FBQ25CLFFBQU0sS0FDSCxVQUFVLDhCQUE4QixFQUN4QyxRQUFRLEVBQUUsT0FBTyxVQUFVLFNBQVMsS0FBTyxDQUFDO0FBQy9DLFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLE9BQU8sTUFBTSxNQUFNO0FBQUEsSUFDekIsQ0FBQyxRQUFRLFFBQVE7QUFBQSxFQUNuQjtBQUNGLENBQUM7QUFFRCxLQUFLLDBEQUEwRCxZQUFZO0FBQ3pFLFNBQU8sT0FBTyxDQUFDO0FBQ2YsUUFBTSxLQUFLO0FBQ1gsUUFBTSxLQUFLLFVBQVUsYUFBYSxFQUFFLFFBQVE7QUFDNUMsUUFBTSxLQUFLLFVBQVUsZ0JBQWdCLEVBQUUsUUFBUTtBQUMvQyxRQUFNLE1BQU0sTUFBTSxTQUFTO0FBQzNCLFNBQU8sT0FBTyxTQUFTO0FBQ3ZCLFNBQU8sU0FBUztBQUNoQixRQUFNLE1BQU07QUFDZCxDQUFDO0FBRUQsS0FBSyxxQ0FBcUMsWUFBWTtBQUNwRCxTQUFPLE9BQU8sU0FBUyxHQUFNO0FBQzdCLFFBQU0sS0FBSyxzQkFBc0I7QUFDakMsUUFBTTtBQUFBLElBQ0o7QUFBQSxJQUNBLE1BQU0sS0FBSyxRQUFRLFlBQVksRUFBRSxVQUFVO0FBQUEsSUFDM0MsQ0FBQyxTQUFTLGNBQWMsS0FBSyxJQUFJO0FBQUEsRUFDbkM7QUFDQSxFQUFBQSxRQUFPLEdBQUksTUFBTSxLQUFLLFFBQVEsTUFBTSxFQUFFLE1BQU0sSUFBSyxFQUFFO0FBQ25ELFFBQU0sVUFBVSxNQUFNLEtBQUssUUFBUSxXQUFXLEVBQUUsU0FBUyxPQUFPLFNBQVM7QUFDdkUsUUFBSSxRQUFRO0FBQ1osYUFBUyxJQUFJLEdBQUcsSUFBSSxJQUFJLEtBQUs7QUFDM0IsWUFBTSxRQUFRLFlBQVksSUFBSTtBQUM5QixXQUFLLFlBQWEsSUFBSSxPQUFRLEtBQUs7QUFDbkMsWUFBTSxJQUFJLFFBQVEscUJBQXFCO0FBQ3ZDLGNBQVEsS0FBSyxJQUFJLE9BQU8sWUFBWSxJQUFJLElBQUksS0FBSztBQUFBLElBQ25EO0FBQ0EsV0FBTztBQUFBLEVBQ1QsQ0FBQztBQUNELEVBQUFBLFFBQU8sR0FBRyxVQUFVLEtBQUssZ0JBQWdCLFFBQVEsUUFBUSxDQUFDLENBQUMsS0FBSztBQUNoRSxRQUFNLEtBQUssUUFBUSxhQUFhLEVBQUUsS0FBSyxVQUFVO0FBQ2pELFFBQU07QUFBQSxJQUNKO0FBQUEsSUFDQSxNQUFNLEtBQUssUUFBUSxNQUFNLEVBQUUsTUFBTTtBQUFBLElBQ2pDLENBQUMsVUFBVSxVQUFVO0FBQUEsRUFDdkI7QUFDRixDQUFDO0FBRUQsV0FBVyxTQUFTLENBQUMsU0FBUyxNQUFNLEdBQVk7QUFDOUMsT0FBSyxrQ0FBa0MsS0FBSyxxQkFBcUIsWUFBWTtBQUMzRSxVQUFNLEtBQUssOERBQThELEVBQUUsTUFBTSxDQUFDO0FBQ2xGLFVBQU0sTUFBTTtBQUNaLElBQUFBLFFBQU8sTUFBTSxNQUFNLEtBQUssU0FBUyxNQUFNLFNBQVMsZ0JBQWdCLFFBQVEsS0FBSyxHQUFHLEtBQUs7QUFDckYsVUFBTSxLQUFLLFVBQVUsVUFBVSxFQUFFLE1BQU0sVUFBVSxDQUFDLEVBQUUsTUFBTTtBQUMxRCxVQUFNLE1BQU0sTUFBTSxHQUFHLEtBQUssY0FBYztBQUN4QyxVQUFNLEtBQUssVUFBVSxVQUFVLEVBQUUsTUFBTSxnQkFBZ0IsQ0FBQyxFQUFFLE1BQU07QUFDaEUsVUFBTSxNQUFNLE1BQU0sR0FBRyxLQUFLLFFBQVE7QUFDbEMsVUFBTSxLQUFLLFNBQVMsTUFBTSxRQUFRO0FBQ2xDLFVBQU0sS0FBSyxVQUFVLFVBQVUsRUFBRSxNQUFNLG9CQUFvQixDQUFDLEVBQUUsTUFBTTtBQUNwRSxVQUFNLEtBQUssZ0JBQWdCLEVBQUUsT0FBTyxLQUFLLFFBQVEsSUFBSSxDQUFDO0FBQ3RELFVBQU0sS0FBSyxVQUFVLFVBQVUsRUFBRSxNQUFNLG9CQUFvQixDQUFDLEVBQUUsTUFBTTtBQUNwRSxVQUFNLE1BQU0sTUFBTSxHQUFHLEtBQUssY0FBYztBQUN4QyxVQUFNLE9BQU8sTUFBTSxLQUFLLFNBQVMsTUFBTSxTQUFTLGdCQUFnQixXQUFXO0FBQzNFLElBQUFBLFFBQU8sR0FBRyxRQUFRLEtBQUssR0FBRyxJQUFJLGNBQWM7QUFBQSxFQUM5QyxDQUFDO0FBQ0g7QUFFQSxLQUFLLGtFQUFrRSxZQUFZO0FBQ2pGLFFBQU0sS0FBSyxJQUFJLEVBQUUsT0FBTyxPQUFPLENBQUM7QUFDaEMsUUFBTSxRQUFRLE1BQU0sS0FBSyxTQUFTLE1BQU0sU0FBUyxnQkFBZ0IsUUFBUSxLQUFLO0FBQzlFLFFBQU0sTUFBTSxpQkFBaUIsT0FBTyxDQUFDLFFBQVEsUUFBUSxNQUFNO0FBQzNELFFBQU0sS0FBSyxhQUFhLEVBQUUsYUFBYSxRQUFRLENBQUM7QUFDaEQsUUFBTSxNQUFNLFdBQVcsT0FBTyxDQUFDLFFBQVEsUUFBUSxPQUFPO0FBQ3RELFFBQU0sS0FBSyxVQUFVLFVBQVUsRUFBRSxNQUFNLFVBQVUsQ0FBQyxFQUFFLE1BQU07QUFDMUQsUUFBTSxLQUFLLFVBQVUsVUFBVSxFQUFFLE1BQU0saUJBQWlCLENBQUMsRUFBRSxNQUFNO0FBQ2pFLFFBQU0sTUFBTSxVQUFVLE9BQU8sQ0FBQyxRQUFRLFFBQVEsTUFBTTtBQUNwRCxRQUFNLEtBQUssT0FBTztBQUNsQixRQUFNLE1BQU0sY0FBYyxPQUFPLENBQUMsUUFBUSxRQUFRLE1BQU07QUFDMUQsQ0FBQzsiLAogICJuYW1lcyI6IFsiYXNzZXJ0IiwgInJlYWRGaWxlU3luYyIsICJicm93c2VyIiwgInBhZ2UiLCAiaGFzaCIsICJjdXJ2ZXMiLCAibWVkaWEiLCAicGFuZWwiLCAieCIsICJwaXhlbHMiLCAiYXNzZXJ0IiwgImhhc2giLCAiYmVmb3JlIiwgInRleHQiLCAicmVhZEZpbGVTeW5jIl0KfQo=
