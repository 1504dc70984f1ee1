// The interface against the fake server: what a person does, and what must come of it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { audit, drag, panel, pixels, until } from './browser';
import { makeMany, makePanels, makeRuns, valueOf } from './fake/data';
import { footer, hash, open, page, server, shown } from './fake/session';

function reading(title: string): Promise<string> {
  return panel(page, title).locator('.reading').innerText();
}

test('the newest running run is shown by itself, and its curves move', async () => {
  server.speed = 5;
  await open();
  await shown();
  assert.equal(await hash(), '#runs=digits/run_005');
  await page.getByRole('heading', { level: 1, name: /run_005/ }).waitFor();
  const before = await pixels(page, 'Loss');
  await until(
    'the curve moves',
    () => pixels(page, 'Loss'),
    (now) => now !== before,
  );
  const step = await page.locator('.run-head').innerText();
  await until(
    'the header moves',
    () => page.locator('.run-head').innerText(),
    (now) => now !== step,
  );
});

test('an address without runs shows the newest; unticking all is a choice that stays', async () => {
  await open('#tab=System');
  await shown('CPU');
  assert.equal(await hash(), '#runs=digits/run_005&tab=System');
  await page.getByRole('checkbox', { checked: true }).uncheck();
  await page.getByText('Choose a run').waitFor();
  server.announce();
  const ticked = () => page.getByRole('checkbox', { checked: true }).count();
  await page.getByRole('button', { name: 'Help and keys' }).click();
  assert.equal(await ticked(), 0);
});

test('dragging zooms every panel, down to single true points, and a double click undoes it', async () => {
  await open('#runs=digits/run_001');
  await shown();
  assert.match(await footer('Loss'), /5,050 points, min to max per pixel/);
  const whole = await pixels(page, 'Accuracy');
  await drag(page, 'Loss', 0.3, 0.4);
  await until(
    'points are true',
    () => footer('Loss'),
    (text) => /every one drawn/.test(text),
  );
  assert.match(await hash(), /range=/);
  assert.notEqual(await pixels(page, 'Accuracy'), whole);
  for (let i = 0; i < 3; i++) {
    await drag(page, 'Loss', 0.4, 0.5);
    await page.waitForTimeout(250);
  }
  await until(
    'few are left',
    () => footer('Loss'),
    (text) => Number(/(\d+) points?,/.exec(text)?.[1] ?? 99) <= 6,
  );
  await panel(page, 'Loss').locator('.chart').dblclick();
  await until(
    'everything is back',
    () => footer('Loss'),
    (text) => /5,050 points/.test(text),
  );
  assert.doesNotMatch(await hash(), /range=/);
  await page.goBack();
  await until('back is zoomed again', hash, (now) => /range=/.test(now));
});

test('hovering reads the true values in every panel', async () => {
  await open('#runs=digits/run_001&range=1200,1260');
  await until(
    'zoomed',
    () => footer('Loss'),
    (text) => /every one drawn/.test(text),
  );
  const box = (await panel(page, 'Loss').locator('.chart').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  const text = await until(
    'Loss is read',
    () => reading('Loss'),
    (now) => /^step/.test(now),
  );
  const step = Number(/step ([\d,]+)/.exec(text)![1]!.replace(',', ''));
  const value = Number(/train ([\d.]+)/.exec(text)![1]);
  const truth = valueOf(server.runs[0]!, 'train/loss', step);
  assert.ok(Math.abs(value - truth) < 5e-4, `${value} is not ${truth} at ${step}`);
  const other = await reading('Learning rate');
  assert.match(other, new RegExp(`^step ${step.toLocaleString('en')}: `));
  await panel(page, 'Loss').locator('.tip').waitFor();
  await page.mouse.move(5, 5);
  await until(
    'the reading returns',
    () => reading('Loss'),
    (now) => !/^step/.test(now),
  );
});

test('several runs are compared, and keep their colours', async () => {
  await open('#runs=digits/run_001');
  await shown();
  await page.getByLabel('Compare digits/run_002').check();
  await page.getByLabel('Compare digits/run_003').check();
  assert.equal(await hash(), '#runs=digits/run_001,digits/run_002,digits/run_003');
  await until(
    'three runs',
    () => panel(page, 'Loss').locator('.legend').innerText(),
    (text) => {
      return ['run_001', 'run_002', 'run_003', 'train', 'val'].every((word) => text.includes(word));
    },
  );
  await page.getByLabel('Compare digits/run_001').uncheck();
  assert.equal(await hash(), '#runs=,digits/run_002,digits/run_003');
  await until(
    'NaN is named',
    () => footer('Loss'),
    (text) => text.includes('NaN'),
  );
  assert.match(await footer('Loss'), /dropped 128 points/);
  await page.getByRole('button', { name: /^run_004/ }).click();
  assert.equal(await hash(), '#runs=digits/run_004');
  await page.getByText('damaged log').click();
  await page.getByText('steps 1,200 to 1,280 are missing').waitFor();
});

test('axes, scales and smoothing are asked for and kept in the address', async () => {
  await open('#runs=digits/run_001');
  await shown();
  await page.getByLabel('Vertical scale').selectOption('log');
  await until(
    'log',
    () => footer('Loss'),
    (text) => /log scale/.test(text),
  );
  await page.getByLabel('Vertical scale').selectOption('symlog');
  await until(
    'symlog',
    () => footer('Loss'),
    (text) => /symlog scale/.test(text),
  );
  for (const [axis, pattern] of [
    ['relative', /\d.s/],
    ['wall', /2026-03-/],
    ['series:epoch', /^epoch/],
  ] as const) {
    await page.getByLabel('Horizontal axis').selectOption(axis);
    assert.match(await hash(), new RegExp(`x=${axis}`));
    await until(`asked for ${axis}`, () => server.requests.some((one) => one.x === axis), Boolean);
    await page.mouse.move(5, 5);
    const box = (await panel(page, 'Loss').locator('.chart').boundingBox())!;
    await until(
      `read on ${axis}`,
      async () => {
        await page.mouse.move(box.x + box.width / 2 + Math.random() * 9, box.y + 60);
        return reading('Loss');
      },
      (text) => pattern.test(text) && !text.startsWith('step'),
    );
  }
  await page.getByLabel('Smoothing').fill('90');
  await until('smoothed', () => server.requests.some((one) => one.smoothing === 0.9), Boolean);
  assert.match(await hash(), /smooth=0.9/);
});

test('a link is a saved view', async () => {
  await open('#runs=digits/run_002&tab=System&range=100,300&y=log&smooth=0.5');
  await panel(page, 'CPU').waitFor();
  await until(
    'zoomed',
    () => footer('CPU'),
    (text) => /^log scale · 21 points/.test(text),
  );
  assert.equal(await page.getByLabel('Vertical scale').inputValue(), 'log');
  await page.getByText('100 – 300').click();
  await until(
    'whole',
    () => footer('CPU'),
    (text) => /420 points/.test(text),
  );
});

test('everything in a chart is reached by keyboard, and spoken', async () => {
  await open('#runs=digits/run_001', { reducedMotion: true });
  await shown();
  await panel(page, 'Loss').locator('.chart').focus();
  await page.keyboard.press('Home');
  await until(
    'the first',
    () => reading('Loss'),
    (text) => /^step 0:/.test(text),
  );
  for (let i = 0; i < 6; i++) await page.keyboard.press('+');
  await until(
    'true points',
    () => footer('Loss'),
    (text) => /every one drawn/.test(text),
  );
  await page.keyboard.press('ArrowRight');
  await until(
    'the second',
    () => reading('Loss'),
    (text) => /^step 1:/.test(text),
  );
  await page.keyboard.press('Shift+ArrowRight');
  const text = await until(
    'ten on',
    () => reading('Loss'),
    (now) => /^step 11:/.test(now),
  );
  await until(
    'spoken',
    () => page.locator('[aria-live=polite]').innerText(),
    (now) => now === text,
  );
  await page.keyboard.press('Enter');
  assert.match(await hash(), /at=11/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  assert.doesNotMatch(await hash(), /range/);
  const rows = await panel(page, 'Loss').locator('table tbody tr').count();
  assert.ok(rows > 3, 'a table stands behind the chart');
  await page.keyboard.press('/');
  await page.keyboard.type('tag:baseline');
  await until(
    'one run',
    () => page.locator('.run').count(),
    (count) => count === 1,
  );
  await page.keyboard.press('Escape');
  await page.locator('body').press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('enlarge, PNG, CSV and table', async () => {
  await open('#runs=digits/run_001');
  await shown();
  await panel(page, 'Loss').hover();
  await page.getByRole('button', { name: 'Enlarge Loss' }).click();
  assert.match(await hash(), /panel=loss/);
  await until(
    'one panel',
    () => page.locator('section.panel').count(),
    (count) => count === 1,
  );
  const save = async (name: string) => {
    await page.getByRole('button', { name: 'More for Loss' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name }).click(),
    ]);
    return readFileSync((await download.path())!);
  };
  const png = await save('Save as PNG');
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.readUInt32BE(16) > 1000);
  const lines = (await save('Save every point as CSV')).toString().trim().split('\n');
  assert.equal(lines.length, 1 + 5000 + 50);
  await page.getByRole('button', { name: 'More for Loss' }).click();
  await page.getByRole('menuitem', { name: 'Show as a table' }).click();
  await page.locator('.table-box tbody tr').nth(50).waitFor();
  await page.keyboard.press('Escape');
  await until(
    'all panels',
    () => page.locator('section.panel').count(),
    (count) => count === 6,
  );
});

test('images and texts follow the step; markup stays text', async () => {
  await open('#runs=digits/run_001&tab=All&at=1234');
  const image = panel(page, 'First image of the batch');
  await image.scrollIntoViewIfNeeded();
  await until(
    'the image of step 1,200',
    () => image.innerText(),
    (text) => /step 1,200/.test(text),
  );
  await page.getByRole('slider', { name: 'Step' }).fill('2500');
  await until(
    'the image of step 2,500',
    () => image.innerText(),
    (text) => /step 2,500/.test(text),
  );
  const notes = panel(page, 'Notes');
  await notes.scrollIntoViewIfNeeded();
  await until(
    'the text',
    () => notes.innerText(),
    (text) => text.includes('<b>not bold</b>'),
  );
  assert.equal(await notes.locator('b').count(), 0);
});

test('only visible panels are asked for', async () => {
  server.panels = Array.from({ length: 200 }, (_, i) => ({
    ...makePanels()[0]!,
    key: `loss${i}`,
    title: `Loss ${i}`,
  }));
  await open('#runs=digits/run_001');
  await shown('Loss 0');
  assert.ok(server.followCount < 16, `${server.followCount} panels asked for`);
  assert.ok((await page.locator('canvas').count()) < 100, 'far panels hold no canvas');
  await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
  await shown('Loss 199');
  await until(
    'the others are let go',
    () => server.followCount,
    (count) => count < 16,
  );
});

test('a frozen view stands still and catches up', async () => {
  server.speed = 5;
  await open();
  await shown();
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.waitForTimeout(600);
  const still = await pixels(page, 'Loss');
  const sent = server.figures;
  await page.waitForTimeout(600);
  assert.equal(await pixels(page, 'Loss'), still);
  assert.ok(server.figures - sent <= 1, 'nothing is sent to a frozen view');
  await page.getByRole('button', { name: /follow again/ }).click();
  await until(
    'it moves again',
    () => pixels(page, 'Loss'),
    (now) => now !== still,
  );
});

test('a lost server is announced, and everything comes back with it', async () => {
  server.speed = 5;
  await open();
  await shown();
  await server.stop();
  await page.getByText('Disconnected from the server').waitFor();
  const still = await pixels(page, 'Loss');
  await server.start();
  await page
    .getByText('Disconnected from the server')
    .waitFor({ state: 'hidden', timeout: 15_000 });
  await until(
    'the curve moves again',
    () => pixels(page, 'Loss'),
    (now) => now !== still,
  );
});

test('an empty logdir teaches; a first run appears by itself', async () => {
  server.runs = [];
  await open();
  await page.getByText('No runs yet').waitFor();
  await page.getByText('oriel::Run run').waitFor();
  await audit(page, 'no runs');
  server.runs = makeRuns();
  server.announce();
  await shown();
});

test('ten thousand runs scroll like ten', async () => {
  server.runs = makeMany(10_000);
  await open('#runs=digits/run_001');
  await until(
    'counted',
    () => page.locator('.run-count').innerText(),
    (text) => /10,000 runs/.test(text),
  );
  assert.ok((await page.locator('.run').count()) < 60);
  const slowest = await page.locator('.run-rows').evaluate(async (list) => {
    let worst = 0;
    for (let i = 0; i < 60; i++) {
      const start = performance.now();
      list.scrollTop = (i * 8191) % list.scrollHeight;
      await new Promise(requestAnimationFrame);
      worst = Math.max(worst, performance.now() - start);
    }
    return worst;
  });
  assert.ok(slowest < 250, `a frame took ${slowest.toFixed(0)} ms`);
  await page.locator('#run-search').fill('run_9999');
  await until(
    'found',
    () => page.locator('.run').count(),
    (count) => count === 1,
  );
});

for (const theme of ['light', 'dark'] as const) {
  test(`no accessibility violations in ${theme}, wide and narrow`, async () => {
    await open('#runs=digits/run_001,digits/run_002,digits/run_003&tab=All', { theme });
    await shown();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    await page.getByRole('button', { name: 'Details' }).click();
    await audit(page, `${theme}, everything`);
    await page.getByRole('button', { name: 'Help and keys' }).click();
    await audit(page, `${theme}, help`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close the details' }).click();
    await page.setViewportSize({ width: 400, height: 800 });
    await page.getByRole('button', { name: 'Show the run list' }).click();
    await audit(page, `${theme}, 400 pixels`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 400, `${wide} pixels wide`);
  });
}

test('the theme follows the system, can be chosen, and is remembered', async () => {
  await open('', { theme: 'dark' });
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await until('as the system', theme, (now) => now === 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await until('follows', theme, (now) => now === 'light');
  await page.getByRole('button', { name: /Colours/ }).click();
  await page.getByRole('button', { name: /Colours: light/ }).click();
  await until('chosen', theme, (now) => now === 'dark');
  await page.reload();
  await until('remembered', theme, (now) => now === 'dark');
});

test('a link to a run that is not there says so, offers a way out, and shows it when it comes', async () => {
  await open('#runs=digits/run_009');
  const words = page.getByText('There is no run digits/run_009 here (yet)');
  await words.waitFor();
  assert.equal(await page.locator('.loading').count(), 0, 'nothing turns');
  await audit(page, 'no such run');
  const came = makeRuns()[0]!;
  came.info.id = 'digits/run_009';
  came.info.label = 'run_009';
  server.runs.push(came);
  server.announce();
  await shown();
  await words.waitFor({ state: 'detached' });
  await page.goto(`${server.url}#runs=nosuch/run_1`);
  await page.getByRole('button', { name: 'Show the newest run' }).click();
  await shown();
  assert.equal(await hash(), '#runs=digits/run_005');
});

test('runs that are there are shown beside the words about one that is not', async () => {
  await open('#runs=digits/run_001,nosuch/run_1');
  await shown();
  await page.getByText('There is no run nosuch/run_1 here (yet)').waitFor();
  const asked = server.requests.flatMap((one) => one.runs ?? []);
  assert.ok(!asked.includes('nosuch/run_1'), 'the server is asked for what it has');
  await page.getByRole('button', { name: 'Leave out' }).click();
  assert.equal(await hash(), '#runs=digits/run_001');
});

test('a run that could not be read says why', async () => {
  const broken = server.runs[0]!.info;
  Object.assign(broken, {
    status: 'failed',
    series: 0,
    damage: 'line 1, column 21: "," is expected',
  });
  server.panels = [];
  await open('#runs=digits/run_001');
  await page.getByText('This could not be read: digits/run_001').waitFor();
  await page.locator('main').getByText('line 1, column 21').waitFor();
  assert.equal(await page.getByText('brings the first panel').count(), 0);
});

test('a narrow screen names the run, and shows that there are more tabs', async () => {
  server.panels.push(
    ...['Classes', 'Histograms', 'Tensors', 'Table'].map((tab) => ({
      ...makePanels()[0]!,
      key: tab,
      tab,
    })),
  );
  await open('#runs=digits/run_005', { width: 390, height: 800 });
  await shown();
  const name = await page.locator('h1').innerText();
  assert.match(name, /run_005/);
  const label = page.locator('h1 span').last();
  const cut = () => label.evaluate((one) => one.scrollWidth > one.clientWidth + 1);
  assert.equal(await cut(), false, 'the name is whole');
  const more = () => page.locator('.tabs').getAttribute('data-more');
  assert.equal(await more(), 'right');
  await page.evaluate(() => (location.hash = '#runs=digits/run_005&tab=Table'));
  await until('both sides', more, (now) => now === 'left right');
  const tab = (await page.getByRole('tab', { name: 'Table' }).boundingBox())!;
  assert.ok(tab.x >= 0 && tab.x + tab.width <= 390, `the tab stands at ${tab.x}`);
});

test('the run list is one stop of the Tab key; arrows go from run to run', async () => {
  server.runs = makeMany(200);
  await open('#runs=digits/run_003');
  await until(
    'counted',
    () => page.locator('.run-count').innerText(),
    (text) => /200 runs/.test(text),
  );
  const stops = () => page.locator('.run-rows').locator('button, input');
  const inOrder = () =>
    stops().evaluateAll((all) => all.filter((one) => (one as HTMLElement).tabIndex >= 0).length);
  assert.equal(await inOrder(), 1);
  await page.locator('#run-search').focus();
  await page.keyboard.press('ArrowDown');
  const where = () =>
    page.evaluate(() => {
      const { row, part } = (document.activeElement as HTMLElement).dataset;
      return `${row} ${part}`;
    });
  await until('the first run', where, (now) => now === '0 run');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await until('its tick', where, (now) => now === '1 tick');
  await page.keyboard.press('Space');
  await until('compared', hash, (now) => now === '#runs=digits/run_003,digits/run_199');
  await page.keyboard.press('End');
  await until('the last', where, (now) => now === '199 tick');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  await until('the first again', where, (now) => now === '0 run');
  assert.equal(await inOrder(), 1);
  await page.keyboard.press('Tab');
  const left = await page.evaluate(() => document.activeElement?.closest('.run-rows') === null);
  assert.ok(left, 'one more Tab leaves the list');
});

test('many runs have room, and names that do not fit are counted', async () => {
  server.runs = makeMany(30);
  const ids = server.runs.map((run) => run.info.id).join(',');
  await open(`#runs=${ids}`);
  await shown();
  const height = (await panel(page, 'Loss').locator('.chart').boundingBox())!.height;
  assert.ok(height > 240, `the chart is ${height} px high`);
  const more = panel(page, 'Loss').locator('.legend-more');
  const before = Number((await more.innerText()).slice(1));
  assert.ok(before > 0);
  await more.click();
  const now = async () => Number((await more.allInnerTexts())[0]?.slice(1) ?? 0);
  await until('fewer are left', now, (count) => count < before);
});
