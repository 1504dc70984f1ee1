// A page on the fake server: importing this starts both, gives every test a fresh page, and fails
// the test whose page complained.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, openPage, panel, until, type PageOptions, type Watched } from '../browser';
import { makePanels, makeRuns } from './data';
import { FakeServer } from './server';

export const server = new FakeServer('dist');
/** The page of the present test, once it is opened. */
export let page: Page;
let browser: Browser;
let watched: Watched | null = null;

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
  server.asked = [];
  watched = null;
});
afterEach(async () => {
  if (!watched) return;
  await page.context().close();
  assert.deepEqual(watched.faults, [], 'errors and breaches of the policy');
});

export async function open(hash = '', options: PageOptions = {}): Promise<void> {
  watched = await openPage(browser, options);
  page = watched.page;
  await page.goto(server.url + hash);
}

export async function shown(title = 'Loss'): Promise<void> {
  await until(
    `${title} shows a figure`,
    () => footer(title),
    (text) => /point/.test(text),
  );
}

export function footer(title: string): Promise<string> {
  return panel(page, title).locator('.panel-foot').innerText();
}

export const hash = () => page.evaluate(() => location.hash);
