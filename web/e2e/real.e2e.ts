// The interface against a real server, from outside: ORIEL_URL is the address that `oriel serve`
// printed, with a training running into its logdir. ORIEL_RESTART_CMD, if set, restarts that server.
// Without ORIEL_URL there is nothing to test and everything is skipped.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { audit, launch, openPage, until, type Watched } from './browser';

const url = process.env.ORIEL_URL ?? '';
const restart = process.env.ORIEL_RESTART_CMD ?? '';
const kGrowing = Number(process.env.ORIEL_WAIT_MS ?? 20_000); // for a training to log something

let browser: Browser;
let watched: Watched;
let page: Page;

before(async () => {
  if (url) browser = await launch();
});
after(async () => {
  await browser?.close();
});
afterEach(async () => {
  if (!watched) return;
  await page.context().close();
  assert.deepEqual(watched.faults, [], 'errors and breaches of the policy');
});

async function open(theme: 'light' | 'dark' = 'light'): Promise<void> {
  watched = await openPage(browser, { theme, reducedMotion: true });
  page = watched.page;
  await page.goto(url);
  await until('a panel with points', firstFooter, (text) => /point/.test(text), kGrowing);
}

const panels = () => page.locator('section.panel:has(.chart)');

async function firstFooter(): Promise<string> {
  return (await panels().count()) > 0 ? panels().first().locator('.panel-foot').innerText() : '';
}

function points(text: string): number {
  return Number((/([\d,]+) points?/.exec(text)?.[1] ?? '0').replace(/,/g, ''));
}

const option = { skip: url ? false : 'ORIEL_URL is not set' };

test('the page loads, picks a run and shows its curves', option, async () => {
  await open();
  assert.match(await page.evaluate(() => location.hash), /runs=/);
  const policy = (await page.request.get(url)).headers()['content-security-policy'] ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.ok(!/unsafe/.test(policy), policy);
});

test('the curve moves while the training runs', option, async () => {
  await open();
  const before = points(await firstFooter());
  await until('more points', firstFooter, (text) => points(text) > before, kGrowing);
});

test('zoom refines to true points and finds the way back', option, async () => {
  await open();
  const chart = panels().first().locator('.chart');
  for (let i = 0; i < 12 && !/every one drawn/.test(await firstFooter()); i++) {
    const box = (await chart.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.45, y, { steps: 5 });
    await page.mouse.up();
    await page.waitForTimeout(400);
  }
  assert.match(await firstFooter(), /every one drawn/);
  const few = points(await firstFooter());
  await chart.dblclick();
  await until('everything', firstFooter, (text) => points(text) >= few);
  assert.doesNotMatch(await page.evaluate(() => location.hash), /range=/);
});

test('values are read by keyboard', option, async () => {
  await open();
  const panel = panels().first();
  await panel.locator('.chart').focus();
  await page.keyboard.press('End');
  const reading = () => panel.locator('.reading').innerText();
  await until('a value', reading, (text) => /^step [\d,\u2212]+: .*\d/.test(text));
});

for (const theme of ['light', 'dark'] as const) {
  test(`no accessibility violations in ${theme}`, option, async () => {
    await open(theme);
    await audit(page, theme);
  });
}

test('every tab shows what it has', option, async () => {
  await open();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await page.locator('section.panel').first().waitFor();
    await page.waitForTimeout(300);
    assert.equal(
      await page.locator('.panel-message[role=alert]').count(),
      0,
      await tab.innerText(),
    );
  }
});

test(
  'the page comes back after the server was restarted',
  { skip: url && restart ? false : 'ORIEL_RESTART_CMD is not set' },
  async () => {
    await open();
    const code = await new Promise((resolve) => {
      spawn('sh', ['-c', restart], { stdio: 'ignore' }).on('exit', resolve);
    });
    assert.equal(code, 0, 'the restart command');
    const banner = page.getByText('Disconnected from the server');
    await banner.waitFor({ timeout: 15_000 }).catch(() => undefined); // a fast restart may hide it
    await banner.waitFor({ state: 'hidden', timeout: 45_000 });
    await page.reload();
    await until('curves again', firstFooter, (text) => /point/.test(text), kGrowing);
  },
);
