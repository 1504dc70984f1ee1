// Panels with marks of every kind: painted, read by pointer, by keys and by a screen reader.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { audit, launch, openPage, panel, pixels, until, type Watched } from './browser';
import { makePanels, makeRuns } from './fake/data';
import { kPanelDescriptors, kPlacedDescriptors } from './fake/panels';
import { FakeServer } from './fake/server';

const server = new FakeServer('dist');
let browser: Browser;
let watched: Watched | null = null;
let page: Page;

before(async () => {
  server.runs = makeRuns();
  server.panels = [...makePanels(), ...kPanelDescriptors, ...kPlacedDescriptors];
  await server.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server.stop();
});
afterEach(async () => {
  if (!watched) return;
  await page.context().close();
  assert.deepEqual(watched.faults, [], 'errors and breaches of the policy');
});

async function open(hash: string, options = {}): Promise<void> {
  watched = await openPage(browser, { reducedMotion: true, height: 2200, ...options });
  page = watched.page;
  await page.goto(`${server.url}#runs=digits/run_001&${hash}`);
  await panel(page, hash.startsWith('tab=Dashboard') ? 'placed right' : 'training curves')
    .getByText('a reading of')
    .waitFor();
}

const part = (name: string) =>
  page.locator('.part', { has: page.getByRole('heading', { name, level: 3, exact: true }) });

test('a figure of several panels shows each of them, painted', async () => {
  await open('tab=Diagnosis');
  assert.equal(await panel(page, 'training curves').locator('canvas').count(), 4);
  const blank = await pixels(page, 'training curves');
  assert.notEqual(blank, 0);
  await part('Losses').locator('.chart').focus();
  await page.keyboard.press('End');
  const words = () => part('Losses').locator('.part-head').innerText();
  await until('a value', words, (text) => /epoch 6: train 0.1, val 0.6/s.test(text));
  const gap = () => part('Gap').locator('.part-head').innerText();
  await until('the same epoch in the other', gap, (text) => /epoch 6: .*0.5/s.test(text));
});

test('zooming one plot of a figure zooms its neighbours', async () => {
  await open('tab=Diagnosis');
  const marks = () => part('Gap').locator('canvas').first().screenshot();
  const before = await marks();
  await part('Losses').locator('.chart').focus();
  await page.keyboard.press('+');
  await until('the gap moves', marks, (now) => !now.equals(before));
});

test('a finding is reached by keyboard and says what, why and what to try', async () => {
  await open('tab=Diagnosis');
  const flag = page.getByRole('button', { name: 'Warning: Overfitting since epoch 5' });
  await flag.focus();
  const card = part('Losses').locator('.finding-card');
  await card.getByText('The validation loss rises.').waitFor();
  await card.getByText('Stop early').waitFor();
  await card.getByText('docs/diagnosis.md, Overfitting').waitFor();
  const hidden = await card.evaluate((box) => box.scrollHeight - box.clientHeight);
  assert.ok(hidden <= 1, `${hidden} px of the words are hidden`);
  assert.equal(await flag.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
  await part('Gap').locator('.chart').hover();
  await flag.hover();
  await card.waitFor();
});

test('the cells of a heat map are read by pointer and by arrows', async () => {
  await open('tab=Diagnosis');
  const reading = () => panel(page, 'confusion matrix').locator('.reading').innerText();
  await panel(page, 'confusion matrix').locator('.chart').focus();
  await page.keyboard.press('ArrowRight');
  await until('the first', reading, (text) => /true cat, predicted cat: 8/.test(text));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await until('another', reading, (text) => /true dog, predicted dog: 9/.test(text));
  await page.keyboard.press('Escape');
  await until('none', reading, (text) => !/predicted/.test(text));
  const rows = panel(page, 'confusion matrix').getByRole('row');
  await until(
    'a table for the ear',
    () => rows.count(),
    (count) => count === 4,
  );
});

test('tables are tables, and bars have one behind them', async () => {
  await open('tab=Diagnosis');
  const cell = part('Numbers').getByRole('cell', { name: '0.4' });
  await cell.waitFor();
  await part('By class').locator('.chart').focus();
  await page.keyboard.press('End');
  const words = () => part('By class').locator('.part-head').innerText();
  await until('the last bar', words, (text) => /dog: .*0.4/.test(text));
});

test('findings show all their words; none are said once', async () => {
  await open('tab=Diagnosis', { height: 900 });
  const feed = panel(page, 'findings').locator('.findings');
  await feed.scrollIntoViewIfNeeded();
  const hidden = () => feed.evaluate((box) => box.scrollHeight - box.clientHeight);
  assert.ok((await hidden()) <= 1, 'nothing is cut off');
  for (const one of await feed.getByText('Raise the weight decay').all()) {
    assert.ok(await one.isVisible());
  }
});

test('the feed lists findings by seriousness; the head of the page counts those that hold', async () => {
  await open('tab=Diagnosis');
  const titles = await panel(page, 'findings').getByRole('heading', { level: 3 }).allInnerTexts();
  assert.deepEqual(titles, ['NaN since step 400', 'Overfitting since step 300', 'Instability']);
  await page.getByRole('button', { name: '2 findings' }).waitFor();
  await page.getByRole('button', { name: 'step 400' }).click();
  assert.match(await page.evaluate(() => location.hash), /at=400/);
});

for (const theme of ['light', 'dark'] as const) {
  test(`no accessibility violations in ${theme}`, async () => {
    await open('tab=Diagnosis', { theme });
    await page.getByRole('button', { name: /^Warning/ }).focus();
    await page.locator('.finding-card').waitFor();
    await audit(page, theme);
  });
}

test('a narrow screen puts the plots below each other', async () => {
  await open('tab=Diagnosis', { width: 400 });
  const losses = (await part('Losses').boundingBox())!;
  const gap = (await part('Gap').boundingBox())!;
  assert.ok(gap.y >= losses.y + losses.height - 1);
  assert.ok(losses.height > 150, `${losses.height} px high`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 400, `${wide} px wide`);
  await page.evaluate(() => (location.hash = '#runs=digits/run_005&tab=Diagnosis'));
  await page.getByRole('button', { name: 'Pause the training' }).waitFor();
  await page.getByRole('button', { name: '2 findings' }).waitFor();
  const head = (await page.locator('header').boundingBox())!.height;
  assert.ok(head < 90, `the head of the page takes ${head} px: two lines`);
});

test('a layout of the training is followed, below each other where it is narrow', async () => {
  const boxes = async () => [
    (await panel(page, 'placed left').boundingBox())!,
    (await panel(page, 'placed right').boundingBox())!,
  ];
  await open('tab=Dashboard', { width: 1440 });
  const [left, right] = await boxes();
  assert.ok(Math.abs(right!.width / left!.width - 2) < 0.1, `${left!.width} ${right!.width}`);
  assert.ok(right!.x >= left!.x + left!.width && right!.y > left!.y + 50);
  await page.setViewportSize({ width: 1100, height: 900 });
  const low = () => boxes().then((all) => Math.min(...all.map((box) => box!.height)));
  await until('panels stay high enough to read', low, (height) => height > 200);
  const [one, other] = await boxes();
  assert.ok(other!.x >= one!.x + one!.width, 'and beside each other');
  await page.context().close();
  await open('tab=Dashboard', { width: 400 });
  const [above, below] = await boxes();
  assert.ok(below!.y >= above!.y + above!.height && below!.x === above!.x);
  await page.getByRole('tab', { name: 'All', exact: true }).click(); // which has each panel once
  await panel(page, 'placed left').waitFor({ state: 'detached' });
});
