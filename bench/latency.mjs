// From log() in a training to the pixel in the browser, end to end:
//   node bench/latency.mjs --serve ORIEL --trainer LATENCY_TRAINER --logdir DIR --points N
//
// A server and a headless Chromium look at a trainer that logs one point every 150 to 250 ms and
// prints the wall time just before each. In the page, every animation frame compares the curve's
// canvas with the frame before; the time of the first change after a log() is that point's. The
// frame that sees a change is the one that drew it or the next, so what is printed errs on the
// late side by up to 17 ms. Motion is reduced, so that one point is one change. Prints JSON.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');

function argument(name) {
  const at = process.argv.indexOf(`--${name}`);
  if (at < 0) throw new Error(`--${name} is missing`);
  return process.argv[at + 1];
}

const points = Number(argument('points'));
const kWarmUp = 10; // the page loads, the axes grow
const logdir = argument('logdir');
const children = [];

function start(command, ...args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

async function serverUrl(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/\S+/.exec(line);
    if (url) return url[0].replace(/\/?$/, '/');
  }
  throw new Error('the server ended before it said where it is');
}

// Runs in the page: remembers when the first panel's curve changed.
function watchCanvas() {
  const changes = [];
  let before = null;
  const look = () => {
    const canvas = document.querySelector('section.panel .chart canvas');
    if (canvas && canvas.width > 0) {
      const { data } = canvas
        .getContext('2d')
        .getImageData(0, 0, canvas.width, canvas.height);
      const words = new Uint32Array(data.buffer);
      let hash = 0;
      for (let i = 0; i < words.length; i++) hash = (Math.imul(hash, 31) + words[i]) | 0;
      if (before !== null && hash !== before) {
        const foot = document.querySelector('section.panel .panel-foot')?.textContent ?? '';
        changes.push({ us: (performance.timeOrigin + performance.now()) * 1000, foot });
      }
      before = hash;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.orielChanges = changes;
}

function pair(logs, changes) {
  const latencies = [];
  let at = 0;
  for (let i = kWarmUp; i < logs.length; i++) {
    const until = logs[i + 1]?.us ?? Infinity;
    while (at < changes.length && changes[at].us < logs[i].us) at++;
    if (at < changes.length && changes[at].us < until) latencies.push(changes[at].us - logs[i].us);
  }
  return latencies.sort((a, b) => a - b).map((us) => us / 1000);
}

async function main() {
  const url = await serverUrl(start(argument('serve'), 'serve', logdir, '--port', '0'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--no-first-run',
    ],
  });
  try {
    const trainer = start(argument('trainer'), logdir, String(points));
    const logs = [];
    createInterface({ input: trainer.stdout }).on('line', (line) => {
      logs.push({ us: Number(line.split(' ')[1]) });
    });
    const ended = new Promise((resolve) => trainer.on('exit', resolve));
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('section.panel .chart canvas', { timeout: 20_000 });
    await page.evaluate(watchCanvas);
    const seen = logs.length;
    await ended;
    await page.waitForTimeout(500);
    const { changes, drift } = await page.evaluate(() => ({
      changes: window.orielChanges,
      drift: performance.timeOrigin + performance.now() - Date.now(),
    }));
    if (seen > kWarmUp) logs.splice(0, seen - kWarmUp);
    const ms = pair(logs, changes);
    const measured = logs.length - kWarmUp;
    if (Math.abs(drift) > 2) throw new Error(`the page's clock is off by ${drift} ms`);
    if (ms.length === 0) throw new Error('no pixel ever changed');
    const quantile = (q) => ms[Math.min(ms.length - 1, Math.floor(q * ms.length))];
    console.log(
      JSON.stringify({
        logged: measured,
        seen: ms.length,
        changes: changes.filter((one) => one.us >= logs[kWarmUp].us).length,
        p50_ms: quantile(0.5),
        p95_ms: quantile(0.95),
        max_ms: ms[ms.length - 1],
      }),
    );
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(`latency: ${error.message}`);
  process.exitCode = 1;
} finally {
  for (const child of children) child.kill();
}
