// Asking a training for something, against the fake server: who may, and what comes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, until } from './browser';
import { hash, open, page, server, shown } from './fake/session';

const stopButton = () => page.getByRole('button', { name: 'Stop the training' });
const pauseButton = () => page.getByRole('button', { name: 'Pause the training' });

test('without a token the control of a training says what is missing', async () => {
  await open('#runs=digits/run_005');
  await shown();
  assert.equal(await stopButton().getAttribute('aria-disabled'), 'true');
  await pauseButton().focus();
  await page.keyboard.press('Enter');
  await page.getByText(/open the address that oriel serve printed/).waitFor();
  assert.equal(server.asked.length, 0);
  await audit(page, 'without a token');
});

test('only a training that runs can be controlled', async () => {
  await open('#runs=digits/run_001&token=f00d');
  await shown();
  assert.equal(await stopButton().count(), 0);
});

test('a token opens the control, and leaves the address', async () => {
  await open('#token=f00d&runs=digits/run_005');
  await shown();
  assert.equal(await hash(), '#runs=digits/run_005');
  const enabled = () => pauseButton().getAttribute('aria-disabled');
  await until('enabled', enabled, (now) => now === 'false');
  await pauseButton().click();
  await page.getByText('paused by browser').waitFor();
  await page.getByRole('button', { name: 'Resume the training' }).click();
  await pauseButton().waitFor();
  await page.getByRole('button', { name: 'Save a checkpoint now' }).click();
  await until(
    'all asked',
    () => server.asked.map((one) => one.ask).join(),
    (now) => now === 'pause,resume,checkpoint',
  );
  await page.reload(); // this tab keeps the right
  await until('enabled', enabled, (now) => now === 'false');
});

test('stopping is chosen and confirmed by keyboard', async () => {
  await open('#runs=digits/run_005&token=f00d');
  await shown();
  const enabled = () => stopButton().getAttribute('aria-disabled');
  await until('enabled', enabled, (now) => now === 'false');
  await stopButton().focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Stop digits/run_005?' });
  await dialog.waitFor();
  await audit(page, 'the question');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(server.asked.length, 0);
  await stopButton().click();
  await dialog.getByRole('button', { name: 'After epoch 51' }).click();
  await page.getByText('stopping after epoch 51').waitFor();
  await stopButton().click();
  await dialog.getByRole('button', { name: 'Stop now' }).click();
  await page.getByText('stopping now').waitFor();
  assert.deepEqual(
    server.asked.map((one) => one.ask),
    ['stop_after_epoch', 'stop'],
  );
});

test('a token of another server is said to be stale', async () => {
  await open('#runs=digits/run_005&token=beef');
  await shown();
  await until(
    'stale',
    async () => (await stopButton().getAttribute('title')) ?? '',
    (now) => /restarted/.test(now),
  );
  assert.equal(await stopButton().getAttribute('aria-disabled'), 'true');
});
