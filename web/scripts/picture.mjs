// Photographs the dashboard, light and dark: node scripts/picture.mjs ADDRESS RUN EPOCH FOLDER
// Waits until the run has passed EPOCH; scripts/picture does the rest.
import { chromium } from 'playwright-core';

const [address, run, epoch, folder] = process.argv.slice(2);
const kLongest = 10 * 60_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
});

async function photograph(theme) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: Number(process.env.ORIEL_PICTURE_SCALE ?? 1),
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(kLongest);
  // Compact: all the usual curves find room.
  await page.addInitScript(() => localStorage.setItem('oriel.density', 'compact'));
  await page.goto(`${address}#runs=${run}&tab=Curves&smooth=0.6`);
  await page.waitForFunction(
    (least) => {
      const head = document.querySelector('.run-head')?.textContent ?? '';
      return Number(/epoch\s*(\d+)/.exec(head)?.[1] ?? 0) >= least || /finished/.test(head);
    },
    Number(epoch),
    { polling: 200 },
  );
  await page.waitForFunction(() => {
    const feet = [...document.querySelectorAll('.panel-foot')];
    const drawn =
      feet.length >= 4 && feet.slice(0, 4).every((foot) => /point/.test(foot.textContent));
    return drawn && !document.querySelector('.busy');
  });
  await page.mouse.move(4, 4);
  await page.screenshot({ path: `${folder}/dashboard-${theme}.png` });
  await context.close();
}

try {
  await Promise.all([photograph('light'), photograph('dark')]);
} finally {
  await browser.close();
}
