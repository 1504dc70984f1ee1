// The interface against the real server, while a real training writes (real.ts says what it needs;
// without that everything is skipped).

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { audit, launch, openPage, panel, pixels, until, type Watched } from './browser';
import { kServe, kTrain, Workshop } from './real';

const kSlow = 30_000; // for a training on a busy machine to log something
const there = kServe !== '' && kTrain !== '';
const option = {
  skip: there ? false : 'ORIEL_BIN and ORIEL_TRAIN_BIN are not set',
  timeout: 90_000,
};

let shop: Workshop;
let quick: Awaited<ReturnType<Workshop['train']>>; // thousands of steps per second
let browser: Browser;
let watched: Watched | null = null;
let page: Page;

before(async () => {
  if (!there) return;
  shop = new Workshop();
  await shop.serve();
  quick = await shop.train('quick', ['--model', 'mlp', '--hidden', '16', '--batch-size', '8']);
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
  assert.deepEqual(faults, [], 'errors and breaches of the policy');
});

async function open(hash = '', theme: 'light' | 'dark' = 'light'): Promise<void> {
  watched = await openPage(browser, { theme, reducedMotion: true });
  page = watched.page;
  page.setDefaultTimeout(kSlow);
  await page.goto(shop.url + hash);
}

async function openCurves(theme: 'light' | 'dark' = 'light', hash = ''): Promise<void> {
  await open(hash, theme);
  await until('the loss has points', foot, (text) => /point/.test(text), kSlow);
}

async function foot(): Promise<string> {
  const loss = panel(page, 'Loss').locator('.panel-foot');
  return (await loss.count()) > 0 ? loss.innerText() : '';
}

function points(text: string): number {
  return Number((/([\d,]+) points?/.exec(text)?.[1] ?? '0').replace(/,/g, ''));
}

/** Panels in sight that have no figure yet; others ask for none. */
function waitingPanels(): Promise<number> {
  return page
    .locator('section.panel .panel-message.loading')
    .evaluateAll(
      (all) => all.filter((one) => one.getBoundingClientRect().top < innerHeight).length,
    );
}

/** A status in the header, in words. */
async function status(word: RegExp, ms: number): Promise<void> {
  const read = () => page.locator('.run-head').innerText();
  await until(`the status ${word}`, read, (text) => word.test(text), ms);
}

test('the page loads, picks the run and shows its curves', option, async () => {
  await openCurves();
  assert.equal(await page.evaluate(() => location.hash), `#runs=${quick.id}`);
  await status(/running/, kSlow);
  const policy = (await page.request.get(shop.url)).headers()['content-security-policy'] ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.ok(!/unsafe/.test(policy), policy);
});

test('the curve moves while the training runs', option, async () => {
  await openCurves();
  const before = points(await foot());
  const picture = await pixels(page, 'Loss');
  await until('more points', foot, (text) => points(text) > before, kSlow);
  const read = () => pixels(page, 'Loss');
  await until('another picture', read, (now) => now !== picture, kSlow);
});

test('zoom refines to single true points and finds the way back', option, async () => {
  await openCurves();
  await until('columns', foot, (text) => /min to max per pixel/.test(text), kSlow);
  const chart = panel(page, 'Loss').locator('.chart');
  for (let now = points(await foot()), i = 0; now > 8; i++) {
    assert.ok(i < 20, `${now} points are left after 20 zooms`);
    const box = (await chart.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.45, y, { steps: 3 });
    await page.mouse.up();
    const fewer = (text: string) => /points?,/.test(text) && points(text) < now;
    now = points(await until('fewer points', foot, fewer, kSlow));
  }
  assert.match(await foot(), /every one drawn/);
  const few = points(await foot());
  assert.ok(few >= 1 && few <= 8, `${few} points`);
  await chart.dblclick();
  await until('everything', foot, (text) => points(text) > 1000, kSlow);
  assert.doesNotMatch(await page.evaluate(() => location.hash), /range=/);
});

test('values are read by keyboard', option, async () => {
  await openCurves();
  await panel(page, 'Loss').locator('.chart').focus();
  await page.keyboard.press('End');
  const reading = () => panel(page, 'Loss').locator('.reading').innerText();
  await until('a value', reading, (text) => /^step [\d,\u2212]+: .*\d/.test(text));
});

test('every tab shows what it has', option, async () => {
  await openCurves();
  for (const name of ['Text', 'System', 'All', 'Curves']) {
    await page.getByRole('tab', { name, exact: true }).click();
    await page.locator('section.panel').first().waitFor();
    await until(`${name} is loaded`, waitingPanels, (count) => count === 0, kSlow);
    assert.equal(await page.locator('.panel-message[role=alert]').count(), 0, name);
  }
});

for (const theme of ['light', 'dark'] as const) {
  test(`no accessibility violations in ${theme}`, option, async () => {
    await openCurves(theme);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    await audit(page, theme);
    await page.getByRole('tab', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Details' }).click();
    await audit(page, `${theme}, everything`);
  });
}

test('a killed server is announced; its return brings moving curves', option, async () => {
  await openCurves();
  const banner = page.getByText('Disconnected from the server');
  await shop.stopServing();
  await banner.waitFor();
  const before = points(await foot());
  await shop.serve();
  await banner.waitFor({ state: 'hidden' });
  await until('more points', foot, (text) => points(text) > before, kSlow);
});

test(
  'a training is paused, goes on, and is stopped after its epoch from the page',
  option,
  async () => {
    const small = ['--model', 'mlp', '--hidden', '16', '--batch-size', '8'];
    const run = await shop.train('asked', small);
    await open(`#runs=${run.id}&token=${shop.token}`);
    const pause = page.getByRole('button', { name: 'Pause the training' });
    await pause.waitFor();
    const enabled = () => pause.getAttribute('aria-disabled');
    await until('the token is known', enabled, (now) => now === 'false', kSlow);
    assert.equal(await page.evaluate(() => location.hash), `#runs=${run.id}`);
    await pause.click();
    await page.getByText('paused by browser').waitFor();
    await page.getByRole('button', { name: 'Resume the training' }).click();
    await pause.waitFor();
    await page.getByRole('button', { name: 'Stop the training' }).click();
    await page.getByRole('button', { name: /^After (this epoch|epoch \d+)$/ }).click();
    await status(/finished/, kSlow);
    assert.equal(await run.process.end('SIGCONT'), 0, run.process.output.slice(-2000));
    assert.match(run.process.output, /stop/i);
  },
);

test('a training that ends is finished', option, async () => {
  await openCurves('light', `#runs=${quick.id}`);
  await status(/running/, kSlow);
  const code = await quick.process.end('SIGINT');
  assert.equal(code, 0, quick.process.output.slice(-2000));
  await status(/finished/, 10_000);
});

test('the batch in training is seen live; a killed training has lost contact', option, async () => {
  const run = await shop.train('images', ['--model', 'conv']);
  await open(`#runs=${run.id}&tab=Images`);
  const live = panel(page, 'batch/images');
  const step = async () => {
    const text = (await live.count()) > 0 ? await live.locator('.images').innerText() : '';
    return Number(/step ([\d,]+)/.exec(text)?.[1]?.replace(/,/g, '') ?? '-1');
  };
  const first = await until('a live image', step, (now) => now >= 0, kSlow);
  const picture = await pixels(page, 'batch/images');
  await until('a later step', step, (now) => now > first, kSlow);
  const read = () => pixels(page, 'batch/images');
  await until('another picture', read, (now) => now !== picture, kSlow);
  await status(/running/, kSlow);
  await run.process.end('SIGKILL');
  await status(/lost contact/, 10_000);
});
