// e2e/real.e2e.ts
import assert2 from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

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
    let hash = 0;
    for (let i = 0; i < data.length; i += 4) {
      hash = Math.imul(hash, 31) + data[i] * 7 + data[i + 1] * 3 + data[i + 3] | 0;
    }
    return hash;
  });
}

// e2e/real.ts
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
var kServe = process.env.ORIEL_BIN ?? "";
var kTrain = process.env.ORIEL_TRAIN_BIN ?? "";
var kData = process.env.ORIEL_DATA ?? "";
var kStartMs = 3e4;
var Child = class {
  constructor(program, args, env = {}) {
    this.output = "";
    this.process = spawn("setpriv", ["--pdeathsig", "KILL", program, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"]
    });
    this.process.stdout.on("data", (bytes) => this.output += bytes);
    this.process.stderr.on("data", (bytes) => this.output += bytes);
    this.gone = new Promise((resolve) => {
      this.process.on("exit", (code) => resolve(code));
      this.process.on("error", (error) => {
        this.output += error.message;
        resolve(null);
      });
    });
  }
  get running() {
    return this.process.exitCode === null && this.process.signalCode === null;
  }
  /** Waits for a line of its output. */
  async says(pattern) {
    const read = () => ({ running: this.running, output: this.output.slice(-2e3) });
    const ok = () => pattern.test(this.output) || !this.running;
    await until(`${pattern} from ${this.process.spawnargs.join(" ")}`, read, ok, kStartMs);
    const found = pattern.exec(this.output);
    if (!found) throw new Error(`it ended without ${pattern}:
${this.output}`);
    return found;
  }
  async end(signal) {
    if (this.running) this.process.kill(signal);
    return this.gone;
  }
};
var Workshop = class {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "oriel-e2e-"));
    this.url = "";
    this.port = "0";
    this.server = null;
    this.trainings = [];
  }
  /** Starts the server; again after stop(), it has the same address. */
  async serve() {
    this.server = new Child(kServe, ["serve", join(this.folder, "runs"), "--port", this.port]);
    const found = await this.server.says(/http:\/\/127\.0\.0\.1:(\d+)/);
    this.port = found[1];
    this.url = `http://127.0.0.1:${this.port}/`;
  }
  async stopServing() {
    await this.server?.end("SIGKILL");
  }
  /** A training that goes on until it is ended; resolves to its run and the process. */
  async train(name, options) {
    const file = (which) => join(kData, `${which}.csv.gz`);
    const child = new Child(
      kTrain,
      [
        ...["--train", file("train"), "--val", file("val"), "--epochs", "100000", "--threads", "1"],
        ...["--logdir", join(this.folder, "runs"), "--out-dir", join(this.folder, "model")],
        ...["--name", name, ...options]
      ],
      { OMP_WAIT_POLICY: "passive" }
    );
    this.trainings.push(child);
    await child.says(/Recording to/);
    return { id: `${name}/run_001`, process: child };
  }
  async close() {
    for (const child of this.trainings) await child.end("SIGKILL");
    await this.stopServing();
    rmSync(this.folder, { recursive: true, force: true });
  }
};

// e2e/real.e2e.ts
var kSlow = 3e4;
var there = kServe !== "" && kTrain !== "";
var option = {
  skip: there ? false : "ORIEL_BIN and ORIEL_TRAIN_BIN are not set",
  timeout: 9e4
};
var shop;
var quick;
var browser;
var watched = null;
var page;
before(async () => {
  if (!there) return;
  shop = new Workshop();
  await shop.serve();
  quick = await shop.train("quick", ["--model", "mlp", "--hidden", "16", "--batch-size", "8"]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.close();
});
afterEach(async () => {
  if (!watched) return;
  const { faults } = watched;
  watched = null;
  await page.context().close();
  assert2.deepEqual(faults, [], "errors and breaches of the policy");
});
async function open(hash = "", theme = "light") {
  watched = await openPage(browser, { theme, reducedMotion: true });
  page = watched.page;
  page.setDefaultTimeout(kSlow);
  await page.goto(shop.url + hash);
}
async function openCurves(theme = "light") {
  await open("", theme);
  await until("the loss has points", foot, (text) => /point/.test(text), kSlow);
}
async function foot() {
  const loss = panel(page, "Loss").locator(".panel-foot");
  return await loss.count() > 0 ? loss.innerText() : "";
}
function points(text) {
  return Number((/([\d,]+) points?/.exec(text)?.[1] ?? "0").replace(/,/g, ""));
}
async function status(word, ms) {
  const read = () => page.locator(".run-head").innerText();
  await until(`the status ${word}`, read, (text) => word.test(text), ms);
}
test("the page loads, picks the run and shows its curves", option, async () => {
  await openCurves();
  assert2.equal(await page.evaluate(() => location.hash), `#runs=${quick.id}`);
  await status(/running/, kSlow);
  const policy = (await page.request.get(shop.url)).headers()["content-security-policy"] ?? "";
  assert2.match(policy, /default-src 'none'/);
  assert2.ok(!/unsafe/.test(policy), policy);
});
test("the curve moves while the training runs", option, async () => {
  await openCurves();
  const before2 = points(await foot());
  const picture = await pixels(page, "Loss");
  await until("more points", foot, (text) => points(text) > before2, kSlow);
  const read = () => pixels(page, "Loss");
  await until("another picture", read, (now) => now !== picture, kSlow);
});
test("zoom refines to single true points and finds the way back", option, async () => {
  await openCurves();
  await until("columns", foot, (text) => /min to max per pixel/.test(text), kSlow);
  const chart = panel(page, "Loss").locator(".chart");
  for (let now = points(await foot()), i = 0; now > 8; i++) {
    assert2.ok(i < 20, `${now} points are left after 20 zooms`);
    const box = await chart.boundingBox();
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.45, y, { steps: 3 });
    await page.mouse.up();
    const fewer = (text) => /points?,/.test(text) && points(text) < now;
    now = points(await until("fewer points", foot, fewer, kSlow));
  }
  assert2.match(await foot(), /every one drawn/);
  const few = points(await foot());
  assert2.ok(few >= 1 && few <= 8, `${few} points`);
  await chart.dblclick();
  await until("everything", foot, (text) => points(text) > 1e3, kSlow);
  assert2.doesNotMatch(await page.evaluate(() => location.hash), /range=/);
});
test("values are read by keyboard", option, async () => {
  await openCurves();
  await panel(page, "Loss").locator(".chart").focus();
  await page.keyboard.press("End");
  const reading = () => panel(page, "Loss").locator(".reading").innerText();
  await until("a value", reading, (text) => /^step [\d,\u2212]+: .*\d/.test(text));
});
test("every tab shows what it has", option, async () => {
  await openCurves();
  for (const name of ["Text", "System", "All", "Curves"]) {
    await page.getByRole("tab", { name, exact: true }).click();
    await page.locator("section.panel").first().waitFor();
    const waiting = () => page.locator("section.panel .panel-message.loading").count();
    await until(`${name} is loaded`, waiting, (count) => count === 0, kSlow);
    assert2.equal(await page.locator(".panel-message[role=alert]").count(), 0, name);
  }
});
for (const theme of ["light", "dark"]) {
  test(`no accessibility violations in ${theme}`, option, async () => {
    await openCurves(theme);
    assert2.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    await audit(page, theme);
    await page.getByRole("tab", { name: "All", exact: true }).click();
    await page.getByRole("button", { name: "Details" }).click();
    await audit(page, `${theme}, everything`);
  });
}
test("a killed server is announced; its return brings moving curves", option, async () => {
  await openCurves();
  const banner = page.getByText("Disconnected from the server");
  await shop.stopServing();
  await banner.waitFor();
  const before2 = points(await foot());
  await shop.serve();
  await banner.waitFor({ state: "hidden" });
  await until("more points", foot, (text) => points(text) > before2, kSlow);
});
test("a training that ends is finished", option, async () => {
  await openCurves();
  await status(/running/, kSlow);
  const code = await quick.process.end("SIGINT");
  assert2.equal(code, 0, quick.process.output.slice(-2e3));
  await status(/finished/, 1e4);
});
test("the batch in training is seen live; a killed training has lost contact", option, async () => {
  const run = await shop.train("images", ["--model", "conv"]);
  await open(`#runs=${run.id}&tab=Images`);
  const live = panel(page, "batch/images");
  const step = async () => {
    const text = await live.count() > 0 ? await live.locator(".images").innerText() : "";
    return Number(/step ([\d,]+)/.exec(text)?.[1]?.replace(/,/g, "") ?? "-1");
  };
  const first = await until("a live image", step, (now) => now >= 0, kSlow);
  const picture = await pixels(page, "batch/images");
  await until("a later step", step, (now) => now > first, kSlow);
  const read = () => pixels(page, "batch/images");
  await until("another picture", read, (now) => now !== picture, kSlow);
  await status(/running/, kSlow);
  await run.process.end("SIGKILL");
  await status(/lost contact/, 1e4);
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiLi4vLi4vZTJlL3JlYWwuZTJlLnRzIiwgIi4uLy4uL2UyZS9icm93c2VyLnRzIiwgIi4uLy4uL2UyZS9yZWFsLnRzIl0sCiAgInNvdXJjZXNDb250ZW50IjogWyIvLyBUaGUgaW50ZXJmYWNlIGFnYWluc3QgdGhlIHJlYWwgc2VydmVyLCB3aGlsZSBhIHJlYWwgdHJhaW5pbmcgd3JpdGVzIChyZWFsLnRzIHNheXMgd2hhdCBpdCBuZWVkcztcbi8vIHdpdGhvdXQgdGhhdCBldmVyeXRoaW5nIGlzIHNraXBwZWQpLlxuXG5pbXBvcnQgYXNzZXJ0IGZyb20gJ25vZGU6YXNzZXJ0L3N0cmljdCc7XG5pbXBvcnQgeyBhZnRlciwgYWZ0ZXJFYWNoLCBiZWZvcmUsIHRlc3QgfSBmcm9tICdub2RlOnRlc3QnO1xuaW1wb3J0IHR5cGUgeyBCcm93c2VyLCBQYWdlIH0gZnJvbSAncGxheXdyaWdodC1jb3JlJztcbmltcG9ydCB7IGF1ZGl0LCBsYXVuY2gsIG9wZW5QYWdlLCBwYW5lbCwgcGl4ZWxzLCB1bnRpbCwgdHlwZSBXYXRjaGVkIH0gZnJvbSAnLi9icm93c2VyJztcbmltcG9ydCB7IGtTZXJ2ZSwga1RyYWluLCBXb3Jrc2hvcCB9IGZyb20gJy4vcmVhbCc7XG5cbmNvbnN0IGtTbG93ID0gMzBfMDAwOyAvLyBmb3IgYSB0cmFpbmluZyBvbiBhIGJ1c3kgbWFjaGluZSB0byBsb2cgc29tZXRoaW5nXG5jb25zdCB0aGVyZSA9IGtTZXJ2ZSAhPT0gJycgJiYga1RyYWluICE9PSAnJztcbmNvbnN0IG9wdGlvbiA9IHtcbiAgc2tpcDogdGhlcmUgPyBmYWxzZSA6ICdPUklFTF9CSU4gYW5kIE9SSUVMX1RSQUlOX0JJTiBhcmUgbm90IHNldCcsXG4gIHRpbWVvdXQ6IDkwXzAwMCxcbn07XG5cbmxldCBzaG9wOiBXb3Jrc2hvcDtcbmxldCBxdWljazogQXdhaXRlZDxSZXR1cm5UeXBlPFdvcmtzaG9wWyd0cmFpbiddPj47IC8vIHRob3VzYW5kcyBvZiBzdGVwcyBwZXIgc2Vjb25kXG5sZXQgYnJvd3NlcjogQnJvd3NlcjtcbmxldCB3YXRjaGVkOiBXYXRjaGVkIHwgbnVsbCA9IG51bGw7XG5sZXQgcGFnZTogUGFnZTtcblxuYmVmb3JlKGFzeW5jICgpID0+IHtcbiAgaWYgKCF0aGVyZSkgcmV0dXJuO1xuICBzaG9wID0gbmV3IFdvcmtzaG9wKCk7XG4gIGF3YWl0IHNob3Auc2VydmUoKTtcbiAgcXVpY2sgPSBhd2FpdCBzaG9wLnRyYWluKCdxdWljaycsIFsnLS1tb2RlbCcsICdtbHAnLCAnLS1oaWRkZW4nLCAnMTYnLCAnLS1iYXRjaC1zaXplJywgJzgnXSk7XG4gIGJyb3dzZXIgPSBhd2FpdCBsYXVuY2goKTtcbn0pO1xuYWZ0ZXIoYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBicm93c2VyPy5jbG9zZSgpO1xuICBhd2FpdCBzaG9wPy5jbG9zZSgpO1xufSk7XG5hZnRlckVhY2goYXN5bmMgKCkgPT4ge1xuICBpZiAoIXdhdGNoZWQpIHJldHVybjtcbiAgY29uc3QgeyBmYXVsdHMgfSA9IHdhdGNoZWQ7XG4gIHdhdGNoZWQgPSBudWxsO1xuICBhd2FpdCBwYWdlLmNvbnRleHQoKS5jbG9zZSgpO1xuICBhc3NlcnQuZGVlcEVxdWFsKGZhdWx0cywgW10sICdlcnJvcnMgYW5kIGJyZWFjaGVzIG9mIHRoZSBwb2xpY3knKTtcbn0pO1xuXG5hc3luYyBmdW5jdGlvbiBvcGVuKGhhc2ggPSAnJywgdGhlbWU6ICdsaWdodCcgfCAnZGFyaycgPSAnbGlnaHQnKTogUHJvbWlzZTx2b2lkPiB7XG4gIHdhdGNoZWQgPSBhd2FpdCBvcGVuUGFnZShicm93c2VyLCB7IHRoZW1lLCByZWR1Y2VkTW90aW9uOiB0cnVlIH0pO1xuICBwYWdlID0gd2F0Y2hlZC5wYWdlO1xuICBwYWdlLnNldERlZmF1bHRUaW1lb3V0KGtTbG93KTtcbiAgYXdhaXQgcGFnZS5nb3RvKHNob3AudXJsICsgaGFzaCk7XG59XG5cbmFzeW5jIGZ1bmN0aW9uIG9wZW5DdXJ2ZXModGhlbWU6ICdsaWdodCcgfCAnZGFyaycgPSAnbGlnaHQnKTogUHJvbWlzZTx2b2lkPiB7XG4gIGF3YWl0IG9wZW4oJycsIHRoZW1lKTtcbiAgYXdhaXQgdW50aWwoJ3RoZSBsb3NzIGhhcyBwb2ludHMnLCBmb290LCAodGV4dCkgPT4gL3BvaW50Ly50ZXN0KHRleHQpLCBrU2xvdyk7XG59XG5cbmFzeW5jIGZ1bmN0aW9uIGZvb3QoKTogUHJvbWlzZTxzdHJpbmc+IHtcbiAgY29uc3QgbG9zcyA9IHBhbmVsKHBhZ2UsICdMb3NzJykubG9jYXRvcignLnBhbmVsLWZvb3QnKTtcbiAgcmV0dXJuIChhd2FpdCBsb3NzLmNvdW50KCkpID4gMCA/IGxvc3MuaW5uZXJUZXh0KCkgOiAnJztcbn1cblxuZnVuY3Rpb24gcG9pbnRzKHRleHQ6IHN0cmluZyk6IG51bWJlciB7XG4gIHJldHVybiBOdW1iZXIoKC8oW1xcZCxdKykgcG9pbnRzPy8uZXhlYyh0ZXh0KT8uWzFdID8/ICcwJykucmVwbGFjZSgvLC9nLCAnJykpO1xufVxuXG4vKiogQSBzdGF0dXMgaW4gdGhlIGhlYWRlciwgaW4gd29yZHMuICovXG5hc3luYyBmdW5jdGlvbiBzdGF0dXMod29yZDogUmVnRXhwLCBtczogbnVtYmVyKTogUHJvbWlzZTx2b2lkPiB7XG4gIGNvbnN0IHJlYWQgPSAoKSA9PiBwYWdlLmxvY2F0b3IoJy5ydW4taGVhZCcpLmlubmVyVGV4dCgpO1xuICBhd2FpdCB1bnRpbChgdGhlIHN0YXR1cyAke3dvcmR9YCwgcmVhZCwgKHRleHQpID0+IHdvcmQudGVzdCh0ZXh0KSwgbXMpO1xufVxuXG50ZXN0KCd0aGUgcGFnZSBsb2FkcywgcGlja3MgdGhlIHJ1biBhbmQgc2hvd3MgaXRzIGN1cnZlcycsIG9wdGlvbiwgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuQ3VydmVzKCk7XG4gIGFzc2VydC5lcXVhbChhd2FpdCBwYWdlLmV2YWx1YXRlKCgpID0+IGxvY2F0aW9uLmhhc2gpLCBgI3J1bnM9JHtxdWljay5pZH1gKTtcbiAgYXdhaXQgc3RhdHVzKC9ydW5uaW5nLywga1Nsb3cpO1xuICBjb25zdCBwb2xpY3kgPSAoYXdhaXQgcGFnZS5yZXF1ZXN0LmdldChzaG9wLnVybCkpLmhlYWRlcnMoKVsnY29udGVudC1zZWN1cml0eS1wb2xpY3knXSA/PyAnJztcbiAgYXNzZXJ0Lm1hdGNoKHBvbGljeSwgL2RlZmF1bHQtc3JjICdub25lJy8pO1xuICBhc3NlcnQub2soIS91bnNhZmUvLnRlc3QocG9saWN5KSwgcG9saWN5KTtcbn0pO1xuXG50ZXN0KCd0aGUgY3VydmUgbW92ZXMgd2hpbGUgdGhlIHRyYWluaW5nIHJ1bnMnLCBvcHRpb24sIGFzeW5jICgpID0+IHtcbiAgYXdhaXQgb3BlbkN1cnZlcygpO1xuICBjb25zdCBiZWZvcmUgPSBwb2ludHMoYXdhaXQgZm9vdCgpKTtcbiAgY29uc3QgcGljdHVyZSA9IGF3YWl0IHBpeGVscyhwYWdlLCAnTG9zcycpO1xuICBhd2FpdCB1bnRpbCgnbW9yZSBwb2ludHMnLCBmb290LCAodGV4dCkgPT4gcG9pbnRzKHRleHQpID4gYmVmb3JlLCBrU2xvdyk7XG4gIGNvbnN0IHJlYWQgPSAoKSA9PiBwaXhlbHMocGFnZSwgJ0xvc3MnKTtcbiAgYXdhaXQgdW50aWwoJ2Fub3RoZXIgcGljdHVyZScsIHJlYWQsIChub3cpID0+IG5vdyAhPT0gcGljdHVyZSwga1Nsb3cpO1xufSk7XG5cbnRlc3QoJ3pvb20gcmVmaW5lcyB0byBzaW5nbGUgdHJ1ZSBwb2ludHMgYW5kIGZpbmRzIHRoZSB3YXkgYmFjaycsIG9wdGlvbiwgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuQ3VydmVzKCk7XG4gIGF3YWl0IHVudGlsKCdjb2x1bW5zJywgZm9vdCwgKHRleHQpID0+IC9taW4gdG8gbWF4IHBlciBwaXhlbC8udGVzdCh0ZXh0KSwga1Nsb3cpO1xuICBjb25zdCBjaGFydCA9IHBhbmVsKHBhZ2UsICdMb3NzJykubG9jYXRvcignLmNoYXJ0Jyk7XG4gIGZvciAobGV0IG5vdyA9IHBvaW50cyhhd2FpdCBmb290KCkpLCBpID0gMDsgbm93ID4gODsgaSsrKSB7XG4gICAgYXNzZXJ0Lm9rKGkgPCAyMCwgYCR7bm93fSBwb2ludHMgYXJlIGxlZnQgYWZ0ZXIgMjAgem9vbXNgKTtcbiAgICBjb25zdCBib3ggPSAoYXdhaXQgY2hhcnQuYm91bmRpbmdCb3goKSkhO1xuICAgIGNvbnN0IHkgPSBib3gueSArIGJveC5oZWlnaHQgLyAyO1xuICAgIGF3YWl0IHBhZ2UubW91c2UubW92ZShib3gueCArIGJveC53aWR0aCAqIDAuMywgeSk7XG4gICAgYXdhaXQgcGFnZS5tb3VzZS5kb3duKCk7XG4gICAgYXdhaXQgcGFnZS5tb3VzZS5tb3ZlKGJveC54ICsgYm94LndpZHRoICogMC40NSwgeSwgeyBzdGVwczogMyB9KTtcbiAgICBhd2FpdCBwYWdlLm1vdXNlLnVwKCk7XG4gICAgY29uc3QgZmV3ZXIgPSAodGV4dDogc3RyaW5nKSA9PiAvcG9pbnRzPywvLnRlc3QodGV4dCkgJiYgcG9pbnRzKHRleHQpIDwgbm93O1xuICAgIG5vdyA9IHBvaW50cyhhd2FpdCB1bnRpbCgnZmV3ZXIgcG9pbnRzJywgZm9vdCwgZmV3ZXIsIGtTbG93KSk7XG4gIH1cbiAgYXNzZXJ0Lm1hdGNoKGF3YWl0IGZvb3QoKSwgL2V2ZXJ5IG9uZSBkcmF3bi8pO1xuICBjb25zdCBmZXcgPSBwb2ludHMoYXdhaXQgZm9vdCgpKTtcbiAgYXNzZXJ0Lm9rKGZldyA+PSAxICYmIGZldyA8PSA4LCBgJHtmZXd9IHBvaW50c2ApO1xuICBhd2FpdCBjaGFydC5kYmxjbGljaygpO1xuICBhd2FpdCB1bnRpbCgnZXZlcnl0aGluZycsIGZvb3QsICh0ZXh0KSA9PiBwb2ludHModGV4dCkgPiAxMDAwLCBrU2xvdyk7XG4gIGFzc2VydC5kb2VzTm90TWF0Y2goYXdhaXQgcGFnZS5ldmFsdWF0ZSgoKSA9PiBsb2NhdGlvbi5oYXNoKSwgL3JhbmdlPS8pO1xufSk7XG5cbnRlc3QoJ3ZhbHVlcyBhcmUgcmVhZCBieSBrZXlib2FyZCcsIG9wdGlvbiwgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuQ3VydmVzKCk7XG4gIGF3YWl0IHBhbmVsKHBhZ2UsICdMb3NzJykubG9jYXRvcignLmNoYXJ0JykuZm9jdXMoKTtcbiAgYXdhaXQgcGFnZS5rZXlib2FyZC5wcmVzcygnRW5kJyk7XG4gIGNvbnN0IHJlYWRpbmcgPSAoKSA9PiBwYW5lbChwYWdlLCAnTG9zcycpLmxvY2F0b3IoJy5yZWFkaW5nJykuaW5uZXJUZXh0KCk7XG4gIGF3YWl0IHVudGlsKCdhIHZhbHVlJywgcmVhZGluZywgKHRleHQpID0+IC9ec3RlcCBbXFxkLFxcdTIyMTJdKzogLipcXGQvLnRlc3QodGV4dCkpO1xufSk7XG5cbnRlc3QoJ2V2ZXJ5IHRhYiBzaG93cyB3aGF0IGl0IGhhcycsIG9wdGlvbiwgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuQ3VydmVzKCk7XG4gIGZvciAoY29uc3QgbmFtZSBvZiBbJ1RleHQnLCAnU3lzdGVtJywgJ0FsbCcsICdDdXJ2ZXMnXSkge1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCd0YWInLCB7IG5hbWUsIGV4YWN0OiB0cnVlIH0pLmNsaWNrKCk7XG4gICAgYXdhaXQgcGFnZS5sb2NhdG9yKCdzZWN0aW9uLnBhbmVsJykuZmlyc3QoKS53YWl0Rm9yKCk7XG4gICAgY29uc3Qgd2FpdGluZyA9ICgpID0+IHBhZ2UubG9jYXRvcignc2VjdGlvbi5wYW5lbCAucGFuZWwtbWVzc2FnZS5sb2FkaW5nJykuY291bnQoKTtcbiAgICBhd2FpdCB1bnRpbChgJHtuYW1lfSBpcyBsb2FkZWRgLCB3YWl0aW5nLCAoY291bnQpID0+IGNvdW50ID09PSAwLCBrU2xvdyk7XG4gICAgYXNzZXJ0LmVxdWFsKGF3YWl0IHBhZ2UubG9jYXRvcignLnBhbmVsLW1lc3NhZ2Vbcm9sZT1hbGVydF0nKS5jb3VudCgpLCAwLCBuYW1lKTtcbiAgfVxufSk7XG5cbmZvciAoY29uc3QgdGhlbWUgb2YgWydsaWdodCcsICdkYXJrJ10gYXMgY29uc3QpIHtcbiAgdGVzdChgbm8gYWNjZXNzaWJpbGl0eSB2aW9sYXRpb25zIGluICR7dGhlbWV9YCwgb3B0aW9uLCBhc3luYyAoKSA9PiB7XG4gICAgYXdhaXQgb3BlbkN1cnZlcyh0aGVtZSk7XG4gICAgYXNzZXJ0LmVxdWFsKGF3YWl0IHBhZ2UuZXZhbHVhdGUoKCkgPT4gZG9jdW1lbnQuZG9jdW1lbnRFbGVtZW50LmRhdGFzZXQudGhlbWUpLCB0aGVtZSk7XG4gICAgYXdhaXQgYXVkaXQocGFnZSwgdGhlbWUpO1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCd0YWInLCB7IG5hbWU6ICdBbGwnLCBleGFjdDogdHJ1ZSB9KS5jbGljaygpO1xuICAgIGF3YWl0IHBhZ2UuZ2V0QnlSb2xlKCdidXR0b24nLCB7IG5hbWU6ICdEZXRhaWxzJyB9KS5jbGljaygpO1xuICAgIGF3YWl0IGF1ZGl0KHBhZ2UsIGAke3RoZW1lfSwgZXZlcnl0aGluZ2ApO1xuICB9KTtcbn1cblxudGVzdCgnYSBraWxsZWQgc2VydmVyIGlzIGFubm91bmNlZDsgaXRzIHJldHVybiBicmluZ3MgbW92aW5nIGN1cnZlcycsIG9wdGlvbiwgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuQ3VydmVzKCk7XG4gIGNvbnN0IGJhbm5lciA9IHBhZ2UuZ2V0QnlUZXh0KCdEaXNjb25uZWN0ZWQgZnJvbSB0aGUgc2VydmVyJyk7XG4gIGF3YWl0IHNob3Auc3RvcFNlcnZpbmcoKTtcbiAgYXdhaXQgYmFubmVyLndhaXRGb3IoKTtcbiAgY29uc3QgYmVmb3JlID0gcG9pbnRzKGF3YWl0IGZvb3QoKSk7XG4gIGF3YWl0IHNob3Auc2VydmUoKTtcbiAgYXdhaXQgYmFubmVyLndhaXRGb3IoeyBzdGF0ZTogJ2hpZGRlbicgfSk7XG4gIGF3YWl0IHVudGlsKCdtb3JlIHBvaW50cycsIGZvb3QsICh0ZXh0KSA9PiBwb2ludHModGV4dCkgPiBiZWZvcmUsIGtTbG93KTtcbn0pO1xuXG50ZXN0KCdhIHRyYWluaW5nIHRoYXQgZW5kcyBpcyBmaW5pc2hlZCcsIG9wdGlvbiwgYXN5bmMgKCkgPT4ge1xuICBhd2FpdCBvcGVuQ3VydmVzKCk7XG4gIGF3YWl0IHN0YXR1cygvcnVubmluZy8sIGtTbG93KTtcbiAgY29uc3QgY29kZSA9IGF3YWl0IHF1aWNrLnByb2Nlc3MuZW5kKCdTSUdJTlQnKTtcbiAgYXNzZXJ0LmVxdWFsKGNvZGUsIDAsIHF1aWNrLnByb2Nlc3Mub3V0cHV0LnNsaWNlKC0yMDAwKSk7XG4gIGF3YWl0IHN0YXR1cygvZmluaXNoZWQvLCAxMF8wMDApO1xufSk7XG5cbnRlc3QoJ3RoZSBiYXRjaCBpbiB0cmFpbmluZyBpcyBzZWVuIGxpdmU7IGEga2lsbGVkIHRyYWluaW5nIGhhcyBsb3N0IGNvbnRhY3QnLCBvcHRpb24sIGFzeW5jICgpID0+IHtcbiAgY29uc3QgcnVuID0gYXdhaXQgc2hvcC50cmFpbignaW1hZ2VzJywgWyctLW1vZGVsJywgJ2NvbnYnXSk7XG4gIGF3YWl0IG9wZW4oYCNydW5zPSR7cnVuLmlkfSZ0YWI9SW1hZ2VzYCk7XG4gIGNvbnN0IGxpdmUgPSBwYW5lbChwYWdlLCAnYmF0Y2gvaW1hZ2VzJyk7XG4gIGNvbnN0IHN0ZXAgPSBhc3luYyAoKSA9PiB7XG4gICAgY29uc3QgdGV4dCA9IChhd2FpdCBsaXZlLmNvdW50KCkpID4gMCA/IGF3YWl0IGxpdmUubG9jYXRvcignLmltYWdlcycpLmlubmVyVGV4dCgpIDogJyc7XG4gICAgcmV0dXJuIE51bWJlcigvc3RlcCAoW1xcZCxdKykvLmV4ZWModGV4dCk/LlsxXT8ucmVwbGFjZSgvLC9nLCAnJykgPz8gJy0xJyk7XG4gIH07XG4gIGNvbnN0IGZpcnN0ID0gYXdhaXQgdW50aWwoJ2EgbGl2ZSBpbWFnZScsIHN0ZXAsIChub3cpID0+IG5vdyA+PSAwLCBrU2xvdyk7XG4gIGNvbnN0IHBpY3R1cmUgPSBhd2FpdCBwaXhlbHMocGFnZSwgJ2JhdGNoL2ltYWdlcycpO1xuICBhd2FpdCB1bnRpbCgnYSBsYXRlciBzdGVwJywgc3RlcCwgKG5vdykgPT4gbm93ID4gZmlyc3QsIGtTbG93KTtcbiAgY29uc3QgcmVhZCA9ICgpID0+IHBpeGVscyhwYWdlLCAnYmF0Y2gvaW1hZ2VzJyk7XG4gIGF3YWl0IHVudGlsKCdhbm90aGVyIHBpY3R1cmUnLCByZWFkLCAobm93KSA9PiBub3cgIT09IHBpY3R1cmUsIGtTbG93KTtcbiAgYXdhaXQgc3RhdHVzKC9ydW5uaW5nLywga1Nsb3cpO1xuICBhd2FpdCBydW4ucHJvY2Vzcy5lbmQoJ1NJR0tJTEwnKTtcbiAgYXdhaXQgc3RhdHVzKC9sb3N0IGNvbnRhY3QvLCAxMF8wMDApO1xufSk7XG4iLCAiLy8gV2hhdCB0aGUgYnJvd3NlciB0ZXN0cyBzaGFyZTogRGViaWFuJ3MgQ2hyb21pdW0sIGEgcGFnZSB0aGF0IHJlcG9ydHMgZXZlcnkgYnJlYWNoIG9mIHRoZSBwb2xpY3kgYW5kXG4vLyBldmVyeSBlcnJvciwgYW5kIHRoZSBhY2Nlc3NpYmlsaXR5IGF1ZGl0LlxuXG5pbXBvcnQgYXNzZXJ0IGZyb20gJ25vZGU6YXNzZXJ0L3N0cmljdCc7XG5pbXBvcnQgeyByZWFkRmlsZVN5bmMgfSBmcm9tICdub2RlOmZzJztcbmltcG9ydCB7IGNyZWF0ZVJlcXVpcmUgfSBmcm9tICdub2RlOm1vZHVsZSc7XG5pbXBvcnQgeyBjaHJvbWl1bSwgdHlwZSBCcm93c2VyLCB0eXBlIFBhZ2UgfSBmcm9tICdwbGF5d3JpZ2h0LWNvcmUnO1xuXG5jb25zdCBrQXhlID0gY3JlYXRlUmVxdWlyZShpbXBvcnQubWV0YS51cmwpLnJlc29sdmUoJ2F4ZS1jb3JlL2F4ZS5taW4uanMnKTtcblxuZXhwb3J0IGFzeW5jIGZ1bmN0aW9uIGxhdW5jaCgpOiBQcm9taXNlPEJyb3dzZXI+IHtcbiAgY29uc3Qgcm9vdCA9IHByb2Nlc3MuZ2V0dWlkPy4oKSA9PT0gMDtcbiAgcmV0dXJuIGNocm9taXVtLmxhdW5jaCh7XG4gICAgZXhlY3V0YWJsZVBhdGg6IHByb2Nlc3MuZW52LkNIUk9NSVVNID8/ICcvdXNyL2Jpbi9jaHJvbWl1bScsXG4gICAgaGVhZGxlc3M6IHRydWUsXG4gICAgYXJnczogW1xuICAgICAgLi4uKHJvb3QgPyBbJy0tbm8tc2FuZGJveCddIDogW10pLFxuICAgICAgJy0tZGlzYWJsZS1iYWNrZ3JvdW5kLW5ldHdvcmtpbmcnLFxuICAgICAgJy0tZGlzYWJsZS1jb21wb25lbnQtdXBkYXRlJyxcbiAgICAgICctLWRpc2FibGUtZGV2LXNobS11c2FnZScsXG4gICAgICAnLS1uby1maXJzdC1ydW4nLFxuICAgIF0sXG4gIH0pO1xufVxuXG5leHBvcnQgaW50ZXJmYWNlIFdhdGNoZWQge1xuICBwYWdlOiBQYWdlO1xuICAvKiogQnJlYWNoZXMgb2YgdGhlIGNvbnRlbnQgc2VjdXJpdHkgcG9saWN5LCBlcnJvcnMgYW5kIGZhaWxlZCByZXF1ZXN0cyBzbyBmYXIuICovXG4gIGZhdWx0czogc3RyaW5nW107XG59XG5cbmV4cG9ydCBpbnRlcmZhY2UgUGFnZU9wdGlvbnMge1xuICB3aWR0aD86IG51bWJlcjtcbiAgaGVpZ2h0PzogbnVtYmVyO1xuICB0aGVtZT86ICdsaWdodCcgfCAnZGFyayc7XG4gIHJlZHVjZWRNb3Rpb24/OiBib29sZWFuO1xufVxuXG5leHBvcnQgYXN5bmMgZnVuY3Rpb24gb3BlblBhZ2UoYnJvd3NlcjogQnJvd3Nlciwgb3B0aW9uczogUGFnZU9wdGlvbnMgPSB7fSk6IFByb21pc2U8V2F0Y2hlZD4ge1xuICBjb25zdCBjb250ZXh0ID0gYXdhaXQgYnJvd3Nlci5uZXdDb250ZXh0KHtcbiAgICB2aWV3cG9ydDogeyB3aWR0aDogb3B0aW9ucy53aWR0aCA/PyAxNDQwLCBoZWlnaHQ6IG9wdGlvbnMuaGVpZ2h0ID8/IDkwMCB9LFxuICAgIGNvbG9yU2NoZW1lOiBvcHRpb25zLnRoZW1lID8/ICdsaWdodCcsXG4gICAgcmVkdWNlZE1vdGlvbjogb3B0aW9ucy5yZWR1Y2VkTW90aW9uID8gJ3JlZHVjZScgOiAnbm8tcHJlZmVyZW5jZScsXG4gICAgYWNjZXB0RG93bmxvYWRzOiB0cnVlLFxuICB9KTtcbiAgY29uc3QgcGFnZSA9IGF3YWl0IGNvbnRleHQubmV3UGFnZSgpO1xuICBwYWdlLnNldERlZmF1bHRUaW1lb3V0KDEwXzAwMCk7XG4gIGNvbnN0IGZhdWx0czogc3RyaW5nW10gPSBbXTtcbiAgcGFnZS5vbigncGFnZWVycm9yJywgKGVycm9yKSA9PiBmYXVsdHMucHVzaChgZXJyb3I6ICR7ZXJyb3IubWVzc2FnZX1gKSk7XG4gIHBhZ2Uub24oJ2NvbnNvbGUnLCAobWVzc2FnZSkgPT4ge1xuICAgIC8vIEEgc2VydmVyIHRoYXQgaXMgYXdheSBvbiBwdXJwb3NlIG1ha2VzIHRoZSBicm93c2VyIGNvbXBsYWluOyBldmVyeXRoaW5nIGVsc2UgY291bnRzLlxuICAgIGNvbnN0IGV4cGVjdGVkID0gL1dlYlNvY2tldCBjb25uZWN0aW9ufEVSUl9DT05ORUNUSU9OfG5ldDo6RVJSLy50ZXN0KG1lc3NhZ2UudGV4dCgpKTtcbiAgICBpZiAobWVzc2FnZS50eXBlKCkgPT09ICdlcnJvcicgJiYgIWV4cGVjdGVkKSBmYXVsdHMucHVzaChgY29uc29sZTogJHttZXNzYWdlLnRleHQoKX1gKTtcbiAgfSk7XG4gIGF3YWl0IHBhZ2UuZXhwb3NlRnVuY3Rpb24oJ29yaWVsQnJlYWNoJywgKHdoYXQ6IHN0cmluZykgPT4gZmF1bHRzLnB1c2goYHBvbGljeTogJHt3aGF0fWApKTtcbiAgYXdhaXQgcGFnZS5hZGRJbml0U2NyaXB0KCgpID0+IHtcbiAgICBkb2N1bWVudC5hZGRFdmVudExpc3RlbmVyKCdzZWN1cml0eXBvbGljeXZpb2xhdGlvbicsIChldmVudCkgPT4ge1xuICAgICAgY29uc3QgcmVwb3J0ID0gKHdpbmRvdyBhcyB1bmtub3duIGFzIHsgb3JpZWxCcmVhY2g6ICh3aGF0OiBzdHJpbmcpID0+IHZvaWQgfSkub3JpZWxCcmVhY2g7XG4gICAgICByZXBvcnQoYCR7ZXZlbnQudmlvbGF0ZWREaXJlY3RpdmV9ICR7ZXZlbnQuYmxvY2tlZFVSSX0gJHtldmVudC5zYW1wbGV9YCk7XG4gICAgfSk7XG4gIH0pO1xuICByZXR1cm4geyBwYWdlLCBmYXVsdHMgfTtcbn1cblxuaW50ZXJmYWNlIEF4ZVJlc3VsdCB7XG4gIHZpb2xhdGlvbnM6IHtcbiAgICBpZDogc3RyaW5nO1xuICAgIGhlbHA6IHN0cmluZztcbiAgICBub2RlczogeyB0YXJnZXQ6IHVua25vd25bXTsgZmFpbHVyZVN1bW1hcnk/OiBzdHJpbmcgfVtdO1xuICB9W107XG59XG5cbi8qKiBGYWlscyB3aXRoIGV2ZXJ5IHZpb2xhdGlvbiB0aGF0IGF4ZS1jb3JlIGZpbmRzLiBUaGUgdG9vbCBlbnRlcnMgcGFzdCB0aGUgcG9saWN5LCBhcyBhIGRlYnVnZ2VyIGRvZXMuICovXG5leHBvcnQgYXN5bmMgZnVuY3Rpb24gYXVkaXQocGFnZTogUGFnZSwgd2hlcmU6IHN0cmluZyk6IFByb21pc2U8dm9pZD4ge1xuICBhd2FpdCBwYWdlLmV2YWx1YXRlKHJlYWRGaWxlU3luYyhrQXhlLCAndXRmOCcpKTtcbiAgY29uc3QgcmVzdWx0ID0gKGF3YWl0IHBhZ2UuZXZhbHVhdGUoKCkgPT4ge1xuICAgIGNvbnN0IGF4ZSA9ICh3aW5kb3cgYXMgdW5rbm93biBhcyB7IGF4ZTogeyBydW46ICgpID0+IFByb21pc2U8dW5rbm93bj4gfSB9KS5heGU7XG4gICAgcmV0dXJuIGF4ZS5ydW4oKTtcbiAgfSkpIGFzIEF4ZVJlc3VsdDtcbiAgY29uc3QgZm91bmQgPSByZXN1bHQudmlvbGF0aW9ucy5tYXAoKG9uZSkgPT4ge1xuICAgIGNvbnN0IG5vZGVzID0gb25lLm5vZGVzXG4gICAgICAuc2xpY2UoMCwgNClcbiAgICAgIC5tYXAoKG5vZGUpID0+IGAgICAgJHtub2RlLnRhcmdldC5qb2luKCcgJyl9OiAke25vZGUuZmFpbHVyZVN1bW1hcnkgPz8gJyd9YCk7XG4gICAgcmV0dXJuIGAgICR7b25lLmlkfTogJHtvbmUuaGVscH1cXG4ke25vZGVzLmpvaW4oJ1xcbicpfWA7XG4gIH0pO1xuICBhc3NlcnQuZXF1YWwoZm91bmQubGVuZ3RoLCAwLCBgJHt3aGVyZX06XFxuJHtmb3VuZC5qb2luKCdcXG4nKX1gKTtcbn1cblxuLyoqIFdhaXRzIHVudGlsIGBjaGVja2AgaG9sZHMsIGFuZCBmYWlscyB3aXRoIHdoYXQgaXQgbGFzdCBzYWlkIG90aGVyd2lzZS4gKi9cbmV4cG9ydCBhc3luYyBmdW5jdGlvbiB1bnRpbDxUPihcbiAgd2hhdDogc3RyaW5nLFxuICByZWFkOiAoKSA9PiBQcm9taXNlPFQ+IHwgVCxcbiAgY2hlY2s6ICh2YWx1ZTogVCkgPT4gYm9vbGVhbixcbiAgbXMgPSAxMF8wMDAsXG4pOiBQcm9taXNlPFQ+IHtcbiAgY29uc3QgZW5kID0gRGF0ZS5ub3coKSArIG1zO1xuICBmb3IgKDs7KSB7XG4gICAgY29uc3QgdmFsdWUgPSBhd2FpdCByZWFkKCk7XG4gICAgaWYgKGNoZWNrKHZhbHVlKSkgcmV0dXJuIHZhbHVlO1xuICAgIGlmIChEYXRlLm5vdygpID4gZW5kKSB0aHJvdyBuZXcgRXJyb3IoYCR7d2hhdH06IHN0aWxsICR7SlNPTi5zdHJpbmdpZnkodmFsdWUpfSBhZnRlciAke21zfSBtc2ApO1xuICAgIGF3YWl0IG5ldyBQcm9taXNlKChyZXNvbHZlKSA9PiBzZXRUaW1lb3V0KHJlc29sdmUsIDI1KSk7XG4gIH1cbn1cblxuLyoqIEEgcGFuZWwgYnkgaXRzIHRpdGxlLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHBhbmVsKHBhZ2U6IFBhZ2UsIHRpdGxlOiBzdHJpbmcpIHtcbiAgcmV0dXJuIHBhZ2UubG9jYXRvcignc2VjdGlvbi5wYW5lbCcsIHtcbiAgICBoYXM6IHBhZ2UuZ2V0QnlSb2xlKCdoZWFkaW5nJywgeyBuYW1lOiB0aXRsZSwgZXhhY3Q6IHRydWUgfSksXG4gIH0pO1xufVxuXG4vKiogQSBmaW5nZXJwcmludCBvZiBhIHBhbmVsJ3MgY3VydmVzLiAqL1xuZXhwb3J0IGFzeW5jIGZ1bmN0aW9uIHBpeGVscyhwYWdlOiBQYWdlLCB0aXRsZTogc3RyaW5nKTogUHJvbWlzZTxudW1iZXI+IHtcbiAgcmV0dXJuIHBhbmVsKHBhZ2UsIHRpdGxlKVxuICAgIC5sb2NhdG9yKCdjYW52YXMnKVxuICAgIC5maXJzdCgpXG4gICAgLmV2YWx1YXRlKChlbGVtZW50KSA9PiB7XG4gICAgICBjb25zdCBjYW52YXMgPSBlbGVtZW50IGFzIEhUTUxDYW52YXNFbGVtZW50O1xuICAgICAgY29uc3QgZGF0YSA9IGNhbnZhcy5nZXRDb250ZXh0KCcyZCcpIS5nZXRJbWFnZURhdGEoMCwgMCwgY2FudmFzLndpZHRoLCBjYW52YXMuaGVpZ2h0KS5kYXRhO1xuICAgICAgbGV0IGhhc2ggPSAwO1xuICAgICAgZm9yIChsZXQgaSA9IDA7IGkgPCBkYXRhLmxlbmd0aDsgaSArPSA0KSB7XG4gICAgICAgIGhhc2ggPSAoTWF0aC5pbXVsKGhhc2gsIDMxKSArIGRhdGFbaV0hICogNyArIGRhdGFbaSArIDFdISAqIDMgKyBkYXRhW2kgKyAzXSEpIHwgMDtcbiAgICAgIH1cbiAgICAgIHJldHVybiBoYXNoO1xuICAgIH0pO1xufVxuXG5leHBvcnQgYXN5bmMgZnVuY3Rpb24gZHJhZyhwYWdlOiBQYWdlLCB0aXRsZTogc3RyaW5nLCBmcm9tOiBudW1iZXIsIHRvOiBudW1iZXIpOiBQcm9taXNlPHZvaWQ+IHtcbiAgY29uc3QgYm94ID0gKGF3YWl0IHBhbmVsKHBhZ2UsIHRpdGxlKS5sb2NhdG9yKCcuY2hhcnQnKS5ib3VuZGluZ0JveCgpKSE7XG4gIGNvbnN0IHkgPSBib3gueSArIGJveC5oZWlnaHQgLyAyO1xuICBhd2FpdCBwYWdlLm1vdXNlLm1vdmUoYm94LnggKyBmcm9tICogYm94LndpZHRoLCB5KTtcbiAgYXdhaXQgcGFnZS5tb3VzZS5kb3duKCk7XG4gIGF3YWl0IHBhZ2UubW91c2UubW92ZShib3gueCArIHRvICogYm94LndpZHRoLCB5LCB7IHN0ZXBzOiA2IH0pO1xuICBhd2FpdCBwYWdlLm1vdXNlLnVwKCk7XG59XG4iLCAiLy8gQSByZWFsIGBvcmllbCBzZXJ2ZWAgYW5kIHJlYWwgdHJhaW5pbmdzLCBhcyBjaGlsZHJlbiB0aGF0IGRvIG5vdCBvdXRsaXZlIHRoZSB0ZXN0OiBPUklFTF9CSU4gYW5kXG4vLyBPUklFTF9UUkFJTl9CSU4gbmFtZSB0aGUgcHJvZ3JhbXMsIE9SSUVMX0RBVEEgdGhlIGZvbGRlciB3aXRoIHRyYWluLmNzdi5neiBhbmQgdmFsLmNzdi5nei5cblxuaW1wb3J0IHsgc3Bhd24sIHR5cGUgQ2hpbGRQcm9jZXNzIH0gZnJvbSAnbm9kZTpjaGlsZF9wcm9jZXNzJztcbmltcG9ydCB7IG1rZHRlbXBTeW5jLCBybVN5bmMgfSBmcm9tICdub2RlOmZzJztcbmltcG9ydCB7IHRtcGRpciB9IGZyb20gJ25vZGU6b3MnO1xuaW1wb3J0IHsgam9pbiB9IGZyb20gJ25vZGU6cGF0aCc7XG5pbXBvcnQgeyB1bnRpbCB9IGZyb20gJy4vYnJvd3Nlcic7XG5cbmV4cG9ydCBjb25zdCBrU2VydmUgPSBwcm9jZXNzLmVudi5PUklFTF9CSU4gPz8gJyc7XG5leHBvcnQgY29uc3Qga1RyYWluID0gcHJvY2Vzcy5lbnYuT1JJRUxfVFJBSU5fQklOID8/ICcnO1xuY29uc3Qga0RhdGEgPSBwcm9jZXNzLmVudi5PUklFTF9EQVRBID8/ICcnO1xuY29uc3Qga1N0YXJ0TXMgPSAzMF8wMDA7IC8vIG1hY2hpbmVzIG9mIHR3byBidXN5IGNvcmVzIGxvYWQgTGliVG9yY2ggc2xvd2x5XG5cbmNsYXNzIENoaWxkIHtcbiAgb3V0cHV0ID0gJyc7XG4gIHByaXZhdGUgcmVhZG9ubHkgcHJvY2VzczogQ2hpbGRQcm9jZXNzO1xuICBwcml2YXRlIHJlYWRvbmx5IGdvbmU6IFByb21pc2U8bnVtYmVyIHwgbnVsbD47XG5cbiAgY29uc3RydWN0b3IocHJvZ3JhbTogc3RyaW5nLCBhcmdzOiBzdHJpbmdbXSwgZW52OiBSZWNvcmQ8c3RyaW5nLCBzdHJpbmc+ID0ge30pIHtcbiAgICB0aGlzLnByb2Nlc3MgPSBzcGF3bignc2V0cHJpdicsIFsnLS1wZGVhdGhzaWcnLCAnS0lMTCcsIHByb2dyYW0sIC4uLmFyZ3NdLCB7XG4gICAgICBlbnY6IHsgLi4ucHJvY2Vzcy5lbnYsIC4uLmVudiB9LFxuICAgICAgc3RkaW86IFsnaWdub3JlJywgJ3BpcGUnLCAncGlwZSddLFxuICAgIH0pO1xuICAgIHRoaXMucHJvY2Vzcy5zdGRvdXQhLm9uKCdkYXRhJywgKGJ5dGVzKSA9PiAodGhpcy5vdXRwdXQgKz0gYnl0ZXMpKTtcbiAgICB0aGlzLnByb2Nlc3Muc3RkZXJyIS5vbignZGF0YScsIChieXRlcykgPT4gKHRoaXMub3V0cHV0ICs9IGJ5dGVzKSk7XG4gICAgdGhpcy5nb25lID0gbmV3IFByb21pc2UoKHJlc29sdmUpID0+IHtcbiAgICAgIHRoaXMucHJvY2Vzcy5vbignZXhpdCcsIChjb2RlKSA9PiByZXNvbHZlKGNvZGUpKTtcbiAgICAgIHRoaXMucHJvY2Vzcy5vbignZXJyb3InLCAoZXJyb3IpID0+IHtcbiAgICAgICAgdGhpcy5vdXRwdXQgKz0gZXJyb3IubWVzc2FnZTtcbiAgICAgICAgcmVzb2x2ZShudWxsKTtcbiAgICAgIH0pO1xuICAgIH0pO1xuICB9XG5cbiAgZ2V0IHJ1bm5pbmcoKTogYm9vbGVhbiB7XG4gICAgcmV0dXJuIHRoaXMucHJvY2Vzcy5leGl0Q29kZSA9PT0gbnVsbCAmJiB0aGlzLnByb2Nlc3Muc2lnbmFsQ29kZSA9PT0gbnVsbDtcbiAgfVxuXG4gIC8qKiBXYWl0cyBmb3IgYSBsaW5lIG9mIGl0cyBvdXRwdXQuICovXG4gIGFzeW5jIHNheXMocGF0dGVybjogUmVnRXhwKTogUHJvbWlzZTxSZWdFeHBFeGVjQXJyYXk+IHtcbiAgICBjb25zdCByZWFkID0gKCkgPT4gKHsgcnVubmluZzogdGhpcy5ydW5uaW5nLCBvdXRwdXQ6IHRoaXMub3V0cHV0LnNsaWNlKC0yMDAwKSB9KTtcbiAgICBjb25zdCBvayA9ICgpID0+IHBhdHRlcm4udGVzdCh0aGlzLm91dHB1dCkgfHwgIXRoaXMucnVubmluZztcbiAgICBhd2FpdCB1bnRpbChgJHtwYXR0ZXJufSBmcm9tICR7dGhpcy5wcm9jZXNzLnNwYXduYXJncy5qb2luKCcgJyl9YCwgcmVhZCwgb2ssIGtTdGFydE1zKTtcbiAgICBjb25zdCBmb3VuZCA9IHBhdHRlcm4uZXhlYyh0aGlzLm91dHB1dCk7XG4gICAgaWYgKCFmb3VuZCkgdGhyb3cgbmV3IEVycm9yKGBpdCBlbmRlZCB3aXRob3V0ICR7cGF0dGVybn06XFxuJHt0aGlzLm91dHB1dH1gKTtcbiAgICByZXR1cm4gZm91bmQ7XG4gIH1cblxuICBhc3luYyBlbmQoc2lnbmFsOiBOb2RlSlMuU2lnbmFscyk6IFByb21pc2U8bnVtYmVyIHwgbnVsbD4ge1xuICAgIGlmICh0aGlzLnJ1bm5pbmcpIHRoaXMucHJvY2Vzcy5raWxsKHNpZ25hbCk7XG4gICAgcmV0dXJuIHRoaXMuZ29uZTtcbiAgfVxufVxuXG5leHBvcnQgY2xhc3MgV29ya3Nob3Age1xuICByZWFkb25seSBmb2xkZXIgPSBta2R0ZW1wU3luYyhqb2luKHRtcGRpcigpLCAnb3JpZWwtZTJlLScpKTtcbiAgdXJsID0gJyc7XG4gIHByaXZhdGUgcG9ydCA9ICcwJztcbiAgcHJpdmF0ZSBzZXJ2ZXI6IENoaWxkIHwgbnVsbCA9IG51bGw7XG4gIHByaXZhdGUgcmVhZG9ubHkgdHJhaW5pbmdzOiBDaGlsZFtdID0gW107XG5cbiAgLyoqIFN0YXJ0cyB0aGUgc2VydmVyOyBhZ2FpbiBhZnRlciBzdG9wKCksIGl0IGhhcyB0aGUgc2FtZSBhZGRyZXNzLiAqL1xuICBhc3luYyBzZXJ2ZSgpOiBQcm9taXNlPHZvaWQ+IHtcbiAgICB0aGlzLnNlcnZlciA9IG5ldyBDaGlsZChrU2VydmUsIFsnc2VydmUnLCBqb2luKHRoaXMuZm9sZGVyLCAncnVucycpLCAnLS1wb3J0JywgdGhpcy5wb3J0XSk7XG4gICAgY29uc3QgZm91bmQgPSBhd2FpdCB0aGlzLnNlcnZlci5zYXlzKC9odHRwOlxcL1xcLzEyN1xcLjBcXC4wXFwuMTooXFxkKykvKTtcbiAgICB0aGlzLnBvcnQgPSBmb3VuZFsxXSE7XG4gICAgdGhpcy51cmwgPSBgaHR0cDovLzEyNy4wLjAuMToke3RoaXMucG9ydH0vYDtcbiAgfVxuXG4gIGFzeW5jIHN0b3BTZXJ2aW5nKCk6IFByb21pc2U8dm9pZD4ge1xuICAgIGF3YWl0IHRoaXMuc2VydmVyPy5lbmQoJ1NJR0tJTEwnKTtcbiAgfVxuXG4gIC8qKiBBIHRyYWluaW5nIHRoYXQgZ29lcyBvbiB1bnRpbCBpdCBpcyBlbmRlZDsgcmVzb2x2ZXMgdG8gaXRzIHJ1biBhbmQgdGhlIHByb2Nlc3MuICovXG4gIGFzeW5jIHRyYWluKG5hbWU6IHN0cmluZywgb3B0aW9uczogc3RyaW5nW10pOiBQcm9taXNlPHsgaWQ6IHN0cmluZzsgcHJvY2VzczogQ2hpbGQgfT4ge1xuICAgIGNvbnN0IGZpbGUgPSAod2hpY2g6IHN0cmluZykgPT4gam9pbihrRGF0YSwgYCR7d2hpY2h9LmNzdi5nemApO1xuICAgIGNvbnN0IGNoaWxkID0gbmV3IENoaWxkKFxuICAgICAga1RyYWluLFxuICAgICAgW1xuICAgICAgICAuLi5bJy0tdHJhaW4nLCBmaWxlKCd0cmFpbicpLCAnLS12YWwnLCBmaWxlKCd2YWwnKSwgJy0tZXBvY2hzJywgJzEwMDAwMCcsICctLXRocmVhZHMnLCAnMSddLFxuICAgICAgICAuLi5bJy0tbG9nZGlyJywgam9pbih0aGlzLmZvbGRlciwgJ3J1bnMnKSwgJy0tb3V0LWRpcicsIGpvaW4odGhpcy5mb2xkZXIsICdtb2RlbCcpXSxcbiAgICAgICAgLi4uWyctLW5hbWUnLCBuYW1lLCAuLi5vcHRpb25zXSxcbiAgICAgIF0sXG4gICAgICB7IE9NUF9XQUlUX1BPTElDWTogJ3Bhc3NpdmUnIH0sXG4gICAgKTtcbiAgICB0aGlzLnRyYWluaW5ncy5wdXNoKGNoaWxkKTtcbiAgICBhd2FpdCBjaGlsZC5zYXlzKC9SZWNvcmRpbmcgdG8vKTtcbiAgICByZXR1cm4geyBpZDogYCR7bmFtZX0vcnVuXzAwMWAsIHByb2Nlc3M6IGNoaWxkIH07XG4gIH1cblxuICBhc3luYyBjbG9zZSgpOiBQcm9taXNlPHZvaWQ+IHtcbiAgICBmb3IgKGNvbnN0IGNoaWxkIG9mIHRoaXMudHJhaW5pbmdzKSBhd2FpdCBjaGlsZC5lbmQoJ1NJR0tJTEwnKTtcbiAgICBhd2FpdCB0aGlzLnN0b3BTZXJ2aW5nKCk7XG4gICAgcm1TeW5jKHRoaXMuZm9sZGVyLCB7IHJlY3Vyc2l2ZTogdHJ1ZSwgZm9yY2U6IHRydWUgfSk7XG4gIH1cbn1cbiJdLAogICJtYXBwaW5ncyI6ICI7QUFHQSxPQUFPQSxhQUFZO0FBQ25CLFNBQVMsT0FBTyxXQUFXLFFBQVEsWUFBWTs7O0FDRC9DLE9BQU8sWUFBWTtBQUNuQixTQUFTLG9CQUFvQjtBQUM3QixTQUFTLHFCQUFxQjtBQUM5QixTQUFTLGdCQUF5QztBQUVsRCxJQUFNLE9BQU8sY0FBYyxZQUFZLEdBQUcsRUFBRSxRQUFRLHFCQUFxQjtBQUV6RSxlQUFzQixTQUEyQjtBQUMvQyxRQUFNLE9BQU8sUUFBUSxTQUFTLE1BQU07QUFDcEMsU0FBTyxTQUFTLE9BQU87QUFBQSxJQUNyQixnQkFBZ0IsUUFBUSxJQUFJLFlBQVk7QUFBQSxJQUN4QyxVQUFVO0FBQUEsSUFDVixNQUFNO0FBQUEsTUFDSixHQUFJLE9BQU8sQ0FBQyxjQUFjLElBQUksQ0FBQztBQUFBLE1BQy9CO0FBQUEsTUFDQTtBQUFBLE1BQ0E7QUFBQSxNQUNBO0FBQUEsSUFDRjtBQUFBLEVBQ0YsQ0FBQztBQUNIO0FBZUEsZUFBc0IsU0FBU0MsVUFBa0IsVUFBdUIsQ0FBQyxHQUFxQjtBQUM1RixRQUFNLFVBQVUsTUFBTUEsU0FBUSxXQUFXO0FBQUEsSUFDdkMsVUFBVSxFQUFFLE9BQU8sUUFBUSxTQUFTLE1BQU0sUUFBUSxRQUFRLFVBQVUsSUFBSTtBQUFBLElBQ3hFLGFBQWEsUUFBUSxTQUFTO0FBQUEsSUFDOUIsZUFBZSxRQUFRLGdCQUFnQixXQUFXO0FBQUEsSUFDbEQsaUJBQWlCO0FBQUEsRUFDbkIsQ0FBQztBQUNELFFBQU1DLFFBQU8sTUFBTSxRQUFRLFFBQVE7QUFDbkMsRUFBQUEsTUFBSyxrQkFBa0IsR0FBTTtBQUM3QixRQUFNLFNBQW1CLENBQUM7QUFDMUIsRUFBQUEsTUFBSyxHQUFHLGFBQWEsQ0FBQyxVQUFVLE9BQU8sS0FBSyxVQUFVLE1BQU0sT0FBTyxFQUFFLENBQUM7QUFDdEUsRUFBQUEsTUFBSyxHQUFHLFdBQVcsQ0FBQyxZQUFZO0FBRTlCLFVBQU0sV0FBVywrQ0FBK0MsS0FBSyxRQUFRLEtBQUssQ0FBQztBQUNuRixRQUFJLFFBQVEsS0FBSyxNQUFNLFdBQVcsQ0FBQyxTQUFVLFFBQU8sS0FBSyxZQUFZLFFBQVEsS0FBSyxDQUFDLEVBQUU7QUFBQSxFQUN2RixDQUFDO0FBQ0QsUUFBTUEsTUFBSyxlQUFlLGVBQWUsQ0FBQyxTQUFpQixPQUFPLEtBQUssV0FBVyxJQUFJLEVBQUUsQ0FBQztBQUN6RixRQUFNQSxNQUFLLGNBQWMsTUFBTTtBQUM3QixhQUFTLGlCQUFpQiwyQkFBMkIsQ0FBQyxVQUFVO0FBQzlELFlBQU0sU0FBVSxPQUE4RDtBQUM5RSxhQUFPLEdBQUcsTUFBTSxpQkFBaUIsSUFBSSxNQUFNLFVBQVUsSUFBSSxNQUFNLE1BQU0sRUFBRTtBQUFBLElBQ3pFLENBQUM7QUFBQSxFQUNILENBQUM7QUFDRCxTQUFPLEVBQUUsTUFBQUEsT0FBTSxPQUFPO0FBQ3hCO0FBV0EsZUFBc0IsTUFBTUEsT0FBWSxPQUE4QjtBQUNwRSxRQUFNQSxNQUFLLFNBQVMsYUFBYSxNQUFNLE1BQU0sQ0FBQztBQUM5QyxRQUFNLFNBQVUsTUFBTUEsTUFBSyxTQUFTLE1BQU07QUFDeEMsVUFBTSxNQUFPLE9BQStEO0FBQzVFLFdBQU8sSUFBSSxJQUFJO0FBQUEsRUFDakIsQ0FBQztBQUNELFFBQU0sUUFBUSxPQUFPLFdBQVcsSUFBSSxDQUFDLFFBQVE7QUFDM0MsVUFBTSxRQUFRLElBQUksTUFDZixNQUFNLEdBQUcsQ0FBQyxFQUNWLElBQUksQ0FBQyxTQUFTLE9BQU8sS0FBSyxPQUFPLEtBQUssR0FBRyxDQUFDLEtBQUssS0FBSyxrQkFBa0IsRUFBRSxFQUFFO0FBQzdFLFdBQU8sS0FBSyxJQUFJLEVBQUUsS0FBSyxJQUFJLElBQUk7QUFBQSxFQUFLLE1BQU0sS0FBSyxJQUFJLENBQUM7QUFBQSxFQUN0RCxDQUFDO0FBQ0QsU0FBTyxNQUFNLE1BQU0sUUFBUSxHQUFHLEdBQUcsS0FBSztBQUFBLEVBQU0sTUFBTSxLQUFLLElBQUksQ0FBQyxFQUFFO0FBQ2hFO0FBR0EsZUFBc0IsTUFDcEIsTUFDQSxNQUNBLE9BQ0EsS0FBSyxLQUNPO0FBQ1osUUFBTSxNQUFNLEtBQUssSUFBSSxJQUFJO0FBQ3pCLGFBQVM7QUFDUCxVQUFNLFFBQVEsTUFBTSxLQUFLO0FBQ3pCLFFBQUksTUFBTSxLQUFLLEVBQUcsUUFBTztBQUN6QixRQUFJLEtBQUssSUFBSSxJQUFJLElBQUssT0FBTSxJQUFJLE1BQU0sR0FBRyxJQUFJLFdBQVcsS0FBSyxVQUFVLEtBQUssQ0FBQyxVQUFVLEVBQUUsS0FBSztBQUM5RixVQUFNLElBQUksUUFBUSxDQUFDLFlBQVksV0FBVyxTQUFTLEVBQUUsQ0FBQztBQUFBLEVBQ3hEO0FBQ0Y7QUFHTyxTQUFTLE1BQU1BLE9BQVksT0FBZTtBQUMvQyxTQUFPQSxNQUFLLFFBQVEsaUJBQWlCO0FBQUEsSUFDbkMsS0FBS0EsTUFBSyxVQUFVLFdBQVcsRUFBRSxNQUFNLE9BQU8sT0FBTyxLQUFLLENBQUM7QUFBQSxFQUM3RCxDQUFDO0FBQ0g7QUFHQSxlQUFzQixPQUFPQSxPQUFZLE9BQWdDO0FBQ3ZFLFNBQU8sTUFBTUEsT0FBTSxLQUFLLEVBQ3JCLFFBQVEsUUFBUSxFQUNoQixNQUFNLEVBQ04sU0FBUyxDQUFDLFlBQVk7QUFDckIsVUFBTSxTQUFTO0FBQ2YsVUFBTSxPQUFPLE9BQU8sV0FBVyxJQUFJLEVBQUcsYUFBYSxHQUFHLEdBQUcsT0FBTyxPQUFPLE9BQU8sTUFBTSxFQUFFO0FBQ3RGLFFBQUksT0FBTztBQUNYLGFBQVMsSUFBSSxHQUFHLElBQUksS0FBSyxRQUFRLEtBQUssR0FBRztBQUN2QyxhQUFRLEtBQUssS0FBSyxNQUFNLEVBQUUsSUFBSSxLQUFLLENBQUMsSUFBSyxJQUFJLEtBQUssSUFBSSxDQUFDLElBQUssSUFBSSxLQUFLLElBQUksQ0FBQyxJQUFNO0FBQUEsSUFDbEY7QUFDQSxXQUFPO0FBQUEsRUFDVCxDQUFDO0FBQ0w7OztBQzFIQSxTQUFTLGFBQWdDO0FBQ3pDLFNBQVMsYUFBYSxjQUFjO0FBQ3BDLFNBQVMsY0FBYztBQUN2QixTQUFTLFlBQVk7QUFHZCxJQUFNLFNBQVMsUUFBUSxJQUFJLGFBQWE7QUFDeEMsSUFBTSxTQUFTLFFBQVEsSUFBSSxtQkFBbUI7QUFDckQsSUFBTSxRQUFRLFFBQVEsSUFBSSxjQUFjO0FBQ3hDLElBQU0sV0FBVztBQUVqQixJQUFNLFFBQU4sTUFBWTtBQUFBLEVBS1YsWUFBWSxTQUFpQixNQUFnQixNQUE4QixDQUFDLEdBQUc7QUFKL0Usa0JBQVM7QUFLUCxTQUFLLFVBQVUsTUFBTSxXQUFXLENBQUMsZUFBZSxRQUFRLFNBQVMsR0FBRyxJQUFJLEdBQUc7QUFBQSxNQUN6RSxLQUFLLEVBQUUsR0FBRyxRQUFRLEtBQUssR0FBRyxJQUFJO0FBQUEsTUFDOUIsT0FBTyxDQUFDLFVBQVUsUUFBUSxNQUFNO0FBQUEsSUFDbEMsQ0FBQztBQUNELFNBQUssUUFBUSxPQUFRLEdBQUcsUUFBUSxDQUFDLFVBQVcsS0FBSyxVQUFVLEtBQU07QUFDakUsU0FBSyxRQUFRLE9BQVEsR0FBRyxRQUFRLENBQUMsVUFBVyxLQUFLLFVBQVUsS0FBTTtBQUNqRSxTQUFLLE9BQU8sSUFBSSxRQUFRLENBQUMsWUFBWTtBQUNuQyxXQUFLLFFBQVEsR0FBRyxRQUFRLENBQUMsU0FBUyxRQUFRLElBQUksQ0FBQztBQUMvQyxXQUFLLFFBQVEsR0FBRyxTQUFTLENBQUMsVUFBVTtBQUNsQyxhQUFLLFVBQVUsTUFBTTtBQUNyQixnQkFBUSxJQUFJO0FBQUEsTUFDZCxDQUFDO0FBQUEsSUFDSCxDQUFDO0FBQUEsRUFDSDtBQUFBLEVBRUEsSUFBSSxVQUFtQjtBQUNyQixXQUFPLEtBQUssUUFBUSxhQUFhLFFBQVEsS0FBSyxRQUFRLGVBQWU7QUFBQSxFQUN2RTtBQUFBO0FBQUEsRUFHQSxNQUFNLEtBQUssU0FBMkM7QUFDcEQsVUFBTSxPQUFPLE9BQU8sRUFBRSxTQUFTLEtBQUssU0FBUyxRQUFRLEtBQUssT0FBTyxNQUFNLElBQUssRUFBRTtBQUM5RSxVQUFNLEtBQUssTUFBTSxRQUFRLEtBQUssS0FBSyxNQUFNLEtBQUssQ0FBQyxLQUFLO0FBQ3BELFVBQU0sTUFBTSxHQUFHLE9BQU8sU0FBUyxLQUFLLFFBQVEsVUFBVSxLQUFLLEdBQUcsQ0FBQyxJQUFJLE1BQU0sSUFBSSxRQUFRO0FBQ3JGLFVBQU0sUUFBUSxRQUFRLEtBQUssS0FBSyxNQUFNO0FBQ3RDLFFBQUksQ0FBQyxNQUFPLE9BQU0sSUFBSSxNQUFNLG9CQUFvQixPQUFPO0FBQUEsRUFBTSxLQUFLLE1BQU0sRUFBRTtBQUMxRSxXQUFPO0FBQUEsRUFDVDtBQUFBLEVBRUEsTUFBTSxJQUFJLFFBQWdEO0FBQ3hELFFBQUksS0FBSyxRQUFTLE1BQUssUUFBUSxLQUFLLE1BQU07QUFDMUMsV0FBTyxLQUFLO0FBQUEsRUFDZDtBQUNGO0FBRU8sSUFBTSxXQUFOLE1BQWU7QUFBQSxFQUFmO0FBQ0wsU0FBUyxTQUFTLFlBQVksS0FBSyxPQUFPLEdBQUcsWUFBWSxDQUFDO0FBQzFELGVBQU07QUFDTixTQUFRLE9BQU87QUFDZixTQUFRLFNBQXVCO0FBQy9CLFNBQWlCLFlBQXFCLENBQUM7QUFBQTtBQUFBO0FBQUEsRUFHdkMsTUFBTSxRQUF1QjtBQUMzQixTQUFLLFNBQVMsSUFBSSxNQUFNLFFBQVEsQ0FBQyxTQUFTLEtBQUssS0FBSyxRQUFRLE1BQU0sR0FBRyxVQUFVLEtBQUssSUFBSSxDQUFDO0FBQ3pGLFVBQU0sUUFBUSxNQUFNLEtBQUssT0FBTyxLQUFLLDZCQUE2QjtBQUNsRSxTQUFLLE9BQU8sTUFBTSxDQUFDO0FBQ25CLFNBQUssTUFBTSxvQkFBb0IsS0FBSyxJQUFJO0FBQUEsRUFDMUM7QUFBQSxFQUVBLE1BQU0sY0FBNkI7QUFDakMsVUFBTSxLQUFLLFFBQVEsSUFBSSxTQUFTO0FBQUEsRUFDbEM7QUFBQTtBQUFBLEVBR0EsTUFBTSxNQUFNLE1BQWMsU0FBNEQ7QUFDcEYsVUFBTSxPQUFPLENBQUMsVUFBa0IsS0FBSyxPQUFPLEdBQUcsS0FBSyxTQUFTO0FBQzdELFVBQU0sUUFBUSxJQUFJO0FBQUEsTUFDaEI7QUFBQSxNQUNBO0FBQUEsUUFDRSxHQUFHLENBQUMsV0FBVyxLQUFLLE9BQU8sR0FBRyxTQUFTLEtBQUssS0FBSyxHQUFHLFlBQVksVUFBVSxhQUFhLEdBQUc7QUFBQSxRQUMxRixHQUFHLENBQUMsWUFBWSxLQUFLLEtBQUssUUFBUSxNQUFNLEdBQUcsYUFBYSxLQUFLLEtBQUssUUFBUSxPQUFPLENBQUM7QUFBQSxRQUNsRixHQUFHLENBQUMsVUFBVSxNQUFNLEdBQUcsT0FBTztBQUFBLE1BQ2hDO0FBQUEsTUFDQSxFQUFFLGlCQUFpQixVQUFVO0FBQUEsSUFDL0I7QUFDQSxTQUFLLFVBQVUsS0FBSyxLQUFLO0FBQ3pCLFVBQU0sTUFBTSxLQUFLLGNBQWM7QUFDL0IsV0FBTyxFQUFFLElBQUksR0FBRyxJQUFJLFlBQVksU0FBUyxNQUFNO0FBQUEsRUFDakQ7QUFBQSxFQUVBLE1BQU0sUUFBdUI7QUFDM0IsZUFBVyxTQUFTLEtBQUssVUFBVyxPQUFNLE1BQU0sSUFBSSxTQUFTO0FBQzdELFVBQU0sS0FBSyxZQUFZO0FBQ3ZCLFdBQU8sS0FBSyxRQUFRLEVBQUUsV0FBVyxNQUFNLE9BQU8sS0FBSyxDQUFDO0FBQUEsRUFDdEQ7QUFDRjs7O0FGdkZBLElBQU0sUUFBUTtBQUNkLElBQU0sUUFBUSxXQUFXLE1BQU0sV0FBVztBQUMxQyxJQUFNLFNBQVM7QUFBQSxFQUNiLE1BQU0sUUFBUSxRQUFRO0FBQUEsRUFDdEIsU0FBUztBQUNYO0FBRUEsSUFBSTtBQUNKLElBQUk7QUFDSixJQUFJO0FBQ0osSUFBSSxVQUEwQjtBQUM5QixJQUFJO0FBRUosT0FBTyxZQUFZO0FBQ2pCLE1BQUksQ0FBQyxNQUFPO0FBQ1osU0FBTyxJQUFJLFNBQVM7QUFDcEIsUUFBTSxLQUFLLE1BQU07QUFDakIsVUFBUSxNQUFNLEtBQUssTUFBTSxTQUFTLENBQUMsV0FBVyxPQUFPLFlBQVksTUFBTSxnQkFBZ0IsR0FBRyxDQUFDO0FBQzNGLFlBQVUsTUFBTSxPQUFPO0FBQ3pCLENBQUM7QUFDRCxNQUFNLFlBQVk7QUFDaEIsUUFBTSxTQUFTLE1BQU07QUFDckIsUUFBTSxNQUFNLE1BQU07QUFDcEIsQ0FBQztBQUNELFVBQVUsWUFBWTtBQUNwQixNQUFJLENBQUMsUUFBUztBQUNkLFFBQU0sRUFBRSxPQUFPLElBQUk7QUFDbkIsWUFBVTtBQUNWLFFBQU0sS0FBSyxRQUFRLEVBQUUsTUFBTTtBQUMzQixFQUFBQyxRQUFPLFVBQVUsUUFBUSxDQUFDLEdBQUcsbUNBQW1DO0FBQ2xFLENBQUM7QUFFRCxlQUFlLEtBQUssT0FBTyxJQUFJLFFBQTBCLFNBQXdCO0FBQy9FLFlBQVUsTUFBTSxTQUFTLFNBQVMsRUFBRSxPQUFPLGVBQWUsS0FBSyxDQUFDO0FBQ2hFLFNBQU8sUUFBUTtBQUNmLE9BQUssa0JBQWtCLEtBQUs7QUFDNUIsUUFBTSxLQUFLLEtBQUssS0FBSyxNQUFNLElBQUk7QUFDakM7QUFFQSxlQUFlLFdBQVcsUUFBMEIsU0FBd0I7QUFDMUUsUUFBTSxLQUFLLElBQUksS0FBSztBQUNwQixRQUFNLE1BQU0sdUJBQXVCLE1BQU0sQ0FBQyxTQUFTLFFBQVEsS0FBSyxJQUFJLEdBQUcsS0FBSztBQUM5RTtBQUVBLGVBQWUsT0FBd0I7QUFDckMsUUFBTSxPQUFPLE1BQU0sTUFBTSxNQUFNLEVBQUUsUUFBUSxhQUFhO0FBQ3RELFNBQVEsTUFBTSxLQUFLLE1BQU0sSUFBSyxJQUFJLEtBQUssVUFBVSxJQUFJO0FBQ3ZEO0FBRUEsU0FBUyxPQUFPLE1BQXNCO0FBQ3BDLFNBQU8sUUFBUSxtQkFBbUIsS0FBSyxJQUFJLElBQUksQ0FBQyxLQUFLLEtBQUssUUFBUSxNQUFNLEVBQUUsQ0FBQztBQUM3RTtBQUdBLGVBQWUsT0FBTyxNQUFjLElBQTJCO0FBQzdELFFBQU0sT0FBTyxNQUFNLEtBQUssUUFBUSxXQUFXLEVBQUUsVUFBVTtBQUN2RCxRQUFNLE1BQU0sY0FBYyxJQUFJLElBQUksTUFBTSxDQUFDLFNBQVMsS0FBSyxLQUFLLElBQUksR0FBRyxFQUFFO0FBQ3ZFO0FBRUEsS0FBSyxzREFBc0QsUUFBUSxZQUFZO0FBQzdFLFFBQU0sV0FBVztBQUNqQixFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLFNBQVMsTUFBTSxTQUFTLElBQUksR0FBRyxTQUFTLE1BQU0sRUFBRSxFQUFFO0FBQzFFLFFBQU0sT0FBTyxXQUFXLEtBQUs7QUFDN0IsUUFBTSxVQUFVLE1BQU0sS0FBSyxRQUFRLElBQUksS0FBSyxHQUFHLEdBQUcsUUFBUSxFQUFFLHlCQUF5QixLQUFLO0FBQzFGLEVBQUFBLFFBQU8sTUFBTSxRQUFRLG9CQUFvQjtBQUN6QyxFQUFBQSxRQUFPLEdBQUcsQ0FBQyxTQUFTLEtBQUssTUFBTSxHQUFHLE1BQU07QUFDMUMsQ0FBQztBQUVELEtBQUssMkNBQTJDLFFBQVEsWUFBWTtBQUNsRSxRQUFNLFdBQVc7QUFDakIsUUFBTUMsVUFBUyxPQUFPLE1BQU0sS0FBSyxDQUFDO0FBQ2xDLFFBQU0sVUFBVSxNQUFNLE9BQU8sTUFBTSxNQUFNO0FBQ3pDLFFBQU0sTUFBTSxlQUFlLE1BQU0sQ0FBQyxTQUFTLE9BQU8sSUFBSSxJQUFJQSxTQUFRLEtBQUs7QUFDdkUsUUFBTSxPQUFPLE1BQU0sT0FBTyxNQUFNLE1BQU07QUFDdEMsUUFBTSxNQUFNLG1CQUFtQixNQUFNLENBQUMsUUFBUSxRQUFRLFNBQVMsS0FBSztBQUN0RSxDQUFDO0FBRUQsS0FBSyw2REFBNkQsUUFBUSxZQUFZO0FBQ3BGLFFBQU0sV0FBVztBQUNqQixRQUFNLE1BQU0sV0FBVyxNQUFNLENBQUMsU0FBUyx1QkFBdUIsS0FBSyxJQUFJLEdBQUcsS0FBSztBQUMvRSxRQUFNLFFBQVEsTUFBTSxNQUFNLE1BQU0sRUFBRSxRQUFRLFFBQVE7QUFDbEQsV0FBUyxNQUFNLE9BQU8sTUFBTSxLQUFLLENBQUMsR0FBRyxJQUFJLEdBQUcsTUFBTSxHQUFHLEtBQUs7QUFDeEQsSUFBQUQsUUFBTyxHQUFHLElBQUksSUFBSSxHQUFHLEdBQUcsaUNBQWlDO0FBQ3pELFVBQU0sTUFBTyxNQUFNLE1BQU0sWUFBWTtBQUNyQyxVQUFNLElBQUksSUFBSSxJQUFJLElBQUksU0FBUztBQUMvQixVQUFNLEtBQUssTUFBTSxLQUFLLElBQUksSUFBSSxJQUFJLFFBQVEsS0FBSyxDQUFDO0FBQ2hELFVBQU0sS0FBSyxNQUFNLEtBQUs7QUFDdEIsVUFBTSxLQUFLLE1BQU0sS0FBSyxJQUFJLElBQUksSUFBSSxRQUFRLE1BQU0sR0FBRyxFQUFFLE9BQU8sRUFBRSxDQUFDO0FBQy9ELFVBQU0sS0FBSyxNQUFNLEdBQUc7QUFDcEIsVUFBTSxRQUFRLENBQUMsU0FBaUIsV0FBVyxLQUFLLElBQUksS0FBSyxPQUFPLElBQUksSUFBSTtBQUN4RSxVQUFNLE9BQU8sTUFBTSxNQUFNLGdCQUFnQixNQUFNLE9BQU8sS0FBSyxDQUFDO0FBQUEsRUFDOUQ7QUFDQSxFQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLEdBQUcsaUJBQWlCO0FBQzVDLFFBQU0sTUFBTSxPQUFPLE1BQU0sS0FBSyxDQUFDO0FBQy9CLEVBQUFBLFFBQU8sR0FBRyxPQUFPLEtBQUssT0FBTyxHQUFHLEdBQUcsR0FBRyxTQUFTO0FBQy9DLFFBQU0sTUFBTSxTQUFTO0FBQ3JCLFFBQU0sTUFBTSxjQUFjLE1BQU0sQ0FBQyxTQUFTLE9BQU8sSUFBSSxJQUFJLEtBQU0sS0FBSztBQUNwRSxFQUFBQSxRQUFPLGFBQWEsTUFBTSxLQUFLLFNBQVMsTUFBTSxTQUFTLElBQUksR0FBRyxRQUFRO0FBQ3hFLENBQUM7QUFFRCxLQUFLLCtCQUErQixRQUFRLFlBQVk7QUFDdEQsUUFBTSxXQUFXO0FBQ2pCLFFBQU0sTUFBTSxNQUFNLE1BQU0sRUFBRSxRQUFRLFFBQVEsRUFBRSxNQUFNO0FBQ2xELFFBQU0sS0FBSyxTQUFTLE1BQU0sS0FBSztBQUMvQixRQUFNLFVBQVUsTUFBTSxNQUFNLE1BQU0sTUFBTSxFQUFFLFFBQVEsVUFBVSxFQUFFLFVBQVU7QUFDeEUsUUFBTSxNQUFNLFdBQVcsU0FBUyxDQUFDLFNBQVMsMkJBQTJCLEtBQUssSUFBSSxDQUFDO0FBQ2pGLENBQUM7QUFFRCxLQUFLLCtCQUErQixRQUFRLFlBQVk7QUFDdEQsUUFBTSxXQUFXO0FBQ2pCLGFBQVcsUUFBUSxDQUFDLFFBQVEsVUFBVSxPQUFPLFFBQVEsR0FBRztBQUN0RCxVQUFNLEtBQUssVUFBVSxPQUFPLEVBQUUsTUFBTSxPQUFPLEtBQUssQ0FBQyxFQUFFLE1BQU07QUFDekQsVUFBTSxLQUFLLFFBQVEsZUFBZSxFQUFFLE1BQU0sRUFBRSxRQUFRO0FBQ3BELFVBQU0sVUFBVSxNQUFNLEtBQUssUUFBUSxzQ0FBc0MsRUFBRSxNQUFNO0FBQ2pGLFVBQU0sTUFBTSxHQUFHLElBQUksY0FBYyxTQUFTLENBQUMsVUFBVSxVQUFVLEdBQUcsS0FBSztBQUN2RSxJQUFBQSxRQUFPLE1BQU0sTUFBTSxLQUFLLFFBQVEsNEJBQTRCLEVBQUUsTUFBTSxHQUFHLEdBQUcsSUFBSTtBQUFBLEVBQ2hGO0FBQ0YsQ0FBQztBQUVELFdBQVcsU0FBUyxDQUFDLFNBQVMsTUFBTSxHQUFZO0FBQzlDLE9BQUssa0NBQWtDLEtBQUssSUFBSSxRQUFRLFlBQVk7QUFDbEUsVUFBTSxXQUFXLEtBQUs7QUFDdEIsSUFBQUEsUUFBTyxNQUFNLE1BQU0sS0FBSyxTQUFTLE1BQU0sU0FBUyxnQkFBZ0IsUUFBUSxLQUFLLEdBQUcsS0FBSztBQUNyRixVQUFNLE1BQU0sTUFBTSxLQUFLO0FBQ3ZCLFVBQU0sS0FBSyxVQUFVLE9BQU8sRUFBRSxNQUFNLE9BQU8sT0FBTyxLQUFLLENBQUMsRUFBRSxNQUFNO0FBQ2hFLFVBQU0sS0FBSyxVQUFVLFVBQVUsRUFBRSxNQUFNLFVBQVUsQ0FBQyxFQUFFLE1BQU07QUFDMUQsVUFBTSxNQUFNLE1BQU0sR0FBRyxLQUFLLGNBQWM7QUFBQSxFQUMxQyxDQUFDO0FBQ0g7QUFFQSxLQUFLLGlFQUFpRSxRQUFRLFlBQVk7QUFDeEYsUUFBTSxXQUFXO0FBQ2pCLFFBQU0sU0FBUyxLQUFLLFVBQVUsOEJBQThCO0FBQzVELFFBQU0sS0FBSyxZQUFZO0FBQ3ZCLFFBQU0sT0FBTyxRQUFRO0FBQ3JCLFFBQU1DLFVBQVMsT0FBTyxNQUFNLEtBQUssQ0FBQztBQUNsQyxRQUFNLEtBQUssTUFBTTtBQUNqQixRQUFNLE9BQU8sUUFBUSxFQUFFLE9BQU8sU0FBUyxDQUFDO0FBQ3hDLFFBQU0sTUFBTSxlQUFlLE1BQU0sQ0FBQyxTQUFTLE9BQU8sSUFBSSxJQUFJQSxTQUFRLEtBQUs7QUFDekUsQ0FBQztBQUVELEtBQUssb0NBQW9DLFFBQVEsWUFBWTtBQUMzRCxRQUFNLFdBQVc7QUFDakIsUUFBTSxPQUFPLFdBQVcsS0FBSztBQUM3QixRQUFNLE9BQU8sTUFBTSxNQUFNLFFBQVEsSUFBSSxRQUFRO0FBQzdDLEVBQUFELFFBQU8sTUFBTSxNQUFNLEdBQUcsTUFBTSxRQUFRLE9BQU8sTUFBTSxJQUFLLENBQUM7QUFDdkQsUUFBTSxPQUFPLFlBQVksR0FBTTtBQUNqQyxDQUFDO0FBRUQsS0FBSywwRUFBMEUsUUFBUSxZQUFZO0FBQ2pHLFFBQU0sTUFBTSxNQUFNLEtBQUssTUFBTSxVQUFVLENBQUMsV0FBVyxNQUFNLENBQUM7QUFDMUQsUUFBTSxLQUFLLFNBQVMsSUFBSSxFQUFFLGFBQWE7QUFDdkMsUUFBTSxPQUFPLE1BQU0sTUFBTSxjQUFjO0FBQ3ZDLFFBQU0sT0FBTyxZQUFZO0FBQ3ZCLFVBQU0sT0FBUSxNQUFNLEtBQUssTUFBTSxJQUFLLElBQUksTUFBTSxLQUFLLFFBQVEsU0FBUyxFQUFFLFVBQVUsSUFBSTtBQUNwRixXQUFPLE9BQU8sZ0JBQWdCLEtBQUssSUFBSSxJQUFJLENBQUMsR0FBRyxRQUFRLE1BQU0sRUFBRSxLQUFLLElBQUk7QUFBQSxFQUMxRTtBQUNBLFFBQU0sUUFBUSxNQUFNLE1BQU0sZ0JBQWdCLE1BQU0sQ0FBQyxRQUFRLE9BQU8sR0FBRyxLQUFLO0FBQ3hFLFFBQU0sVUFBVSxNQUFNLE9BQU8sTUFBTSxjQUFjO0FBQ2pELFFBQU0sTUFBTSxnQkFBZ0IsTUFBTSxDQUFDLFFBQVEsTUFBTSxPQUFPLEtBQUs7QUFDN0QsUUFBTSxPQUFPLE1BQU0sT0FBTyxNQUFNLGNBQWM7QUFDOUMsUUFBTSxNQUFNLG1CQUFtQixNQUFNLENBQUMsUUFBUSxRQUFRLFNBQVMsS0FBSztBQUNwRSxRQUFNLE9BQU8sV0FBVyxLQUFLO0FBQzdCLFFBQU0sSUFBSSxRQUFRLElBQUksU0FBUztBQUMvQixRQUFNLE9BQU8sZ0JBQWdCLEdBQU07QUFDckMsQ0FBQzsiLAogICJuYW1lcyI6IFsiYXNzZXJ0IiwgImJyb3dzZXIiLCAicGFnZSIsICJhc3NlcnQiLCAiYmVmb3JlIl0KfQo=
