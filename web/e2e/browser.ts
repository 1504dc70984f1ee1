// What the browser tests share: Debian's Chromium, a page that reports every breach of the policy and
// every error, and the accessibility audit.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';

const kAxe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export async function launch(): Promise<Browser> {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      ...(root ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--no-first-run',
    ],
  });
}

export interface Watched {
  page: Page;
  /** Breaches of the content security policy, errors and failed requests so far. */
  faults: string[];
}

export interface PageOptions {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  reducedMotion?: boolean;
}

export async function openPage(browser: Browser, options: PageOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A server that is away on purpose makes the browser complain; everything else counts.
    const expected = /WebSocket connection|ERR_CONNECTION|net::ERR/.test(message.text());
    if (message.type() === 'error' && !expected) faults.push(`console: ${message.text()}`);
  });
  await page.exposeFunction('orielBreach', (what: string) => faults.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { orielBreach: (what: string) => void }).orielBreach;
      report(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return { page, faults };
}

interface AxeResult {
  violations: {
    id: string;
    help: string;
    nodes: { target: unknown[]; failureSummary?: string }[];
  }[];
}

/** Fails with every violation that axe-core finds. The tool enters past the policy, as a debugger does. */
export async function audit(page: Page, where: string): Promise<void> {
  await page.evaluate(readFileSync(kAxe, 'utf8'));
  const result = (await page.evaluate(() => {
    const axe = (window as unknown as { axe: { run: () => Promise<unknown> } }).axe;
    return axe.run();
  })) as AxeResult;
  const found = result.violations.map((one) => {
    const nodes = one.nodes
      .slice(0, 4)
      .map((node) => `    ${node.target.join(' ')}: ${node.failureSummary ?? ''}`);
    return `  ${one.id}: ${one.help}\n${nodes.join('\n')}`;
  });
  assert.equal(found.length, 0, `${where}:\n${found.join('\n')}`);
}

/** Waits until `check` holds, and fails with what it last said otherwise. */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  check: (value: T) => boolean,
  ms = 10_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (check(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: still ${JSON.stringify(value)} after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A panel by its title. */
export function panel(page: Page, title: string) {
  return page.locator('section.panel', {
    has: page.getByRole('heading', { name: title, exact: true }),
  });
}

/** A fingerprint of a panel's curves. */
export async function pixels(page: Page, title: string): Promise<number> {
  return panel(page, title)
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const data = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
      let hash = 0;
      for (let i = 0; i < data.length; i += 4) {
        hash = (Math.imul(hash, 31) + data[i]! * 7 + data[i + 1]! * 3 + data[i + 3]!) | 0;
      }
      return hash;
    });
}

export async function drag(page: Page, title: string, from: number, to: number): Promise<void> {
  const box = (await panel(page, title).locator('.chart').boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + to * box.width, y, { steps: 6 });
  await page.mouse.up();
}
