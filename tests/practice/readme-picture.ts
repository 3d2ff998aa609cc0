// Makes the README's pictures from a real run: `node tests/practice/readme-picture.ts`, after a build.
import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { sampleLibrary } from '../fakes/sample-library/sample-library.ts';
import { readPopup } from '../support/follow-run.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../support/launch-browser.ts';
import { setUp } from '../support/set-up.ts';
import { startServices } from '../support/start-services.ts';
import { previewThumbnails } from './preview-thumbnails.ts';

const HOME_LINK = { latencyMs: 20, downBytesPerSecond: 4e6, upBytesPerSecond: 0.6e6 };
const WIDTH = { popup: 360, page: 720 };
/** So much of the details is shown: the list of files is long. */
const DETAILS_PX = 1_140;
/** Space below the last photo that is shown. */
const GAP_PX = 12;
/** High enough for everything on a page. */
const HIGH_PX = 2_400;
/** How much the chart shows at least. */
const CHART_SECONDS = 12;
/** Part of the photos that are there when the pictures of the running copy are taken. */
const SHARE = 0.3;
/** Both pictures of each of the first photos. */
const FIRST_PICTURES = 10;

/** A page of the extension in the light theme, as wide as it is shown. */
async function open({ context, extensionId }: ExtensionBrowser, path: string, width: number): Promise<Page> {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width, height: 600 });
  await page.goto(`chrome-extension://${extensionId}/${path}`);
  return page;
}

/** Waits until enough pictures are drawn. They are read only on the screen, which is high enough meanwhile. */
async function untilDrawn(page: Page, selector: string, count: number): Promise<void> {
  const usual = page.viewportSize();
  if (usual) await page.setViewportSize({ ...usual, height: HIGH_PX });
  await page.waitForFunction(
    ([wanted, least]) =>
      [...document.querySelectorAll<HTMLImageElement>(wanted)].filter(({ naturalWidth }) => naturalWidth > 0)
        .length >= least,
    [selector, count] as const,
  );
  if (usual) await page.setViewportSize(usual);
}

/** Takes the picture of a page down to the end of its content. @param maxPx where it ends at the latest */
async function take(page: Page, name: string, maxPx = Infinity): Promise<void> {
  const box = await page.locator('main').boundingBox();
  if (!box) throw new Error('the page is empty');
  const path = resolve(import.meta.dirname, '../../docs', `${name}.png`);
  const { width } = page.viewportSize() ?? { width: box.width };
  await page.screenshot({
    ...{ path, fullPage: true },
    clip: { x: 0, y: 0, width, height: Math.min(maxPx, Math.ceil(box.y + box.height)) },
  });
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

const library = sampleLibrary({ withUnfinished: false });
await using services = await startServices(library);
previewThumbnails(services, library);
await using profile = await createProfile();
const browser = await launchBrowser(services, profile.path, true, ['--force-device-scale-factor=2']);
try {
  await setUp(browser, services);
  const first = await open(browser, 'options.html#welcome', WIDTH.page);
  await press(first, 'Get started');
  await press(first, 'Yes, this is me');
  await press(first, 'Copy 5 photos first');
  await first.getByText('All 5 photos arrived').waitFor();
  await untilDrawn(first, '.first-photos img', FIRST_PICTURES);
  const third = await first.locator('.first-photos > li').nth(2).boundingBox();
  await take(first, 'first-run', third ? third.y + third.height + GAP_PX : undefined);

  services.link.set(HOME_LINK);
  const details = await open(browser, 'transfer.html#now', WIDTH.page);
  const popup = await open(browser, 'popup.html', WIDTH.popup);
  await press(first, 'Copy everything');
  await details.bringToFront();
  for await (const _ of setInterval(100)) {
    const { state, itemsDone, itemsInAll } = await readPopup(popup);
    if (state === 'running' && itemsDone / itemsInAll > SHARE) break;
  }
  const summary = details.locator('.speed-chart figcaption');
  for await (const _ of setInterval(100)) {
    const [seconds = 0] = ((await summary.textContent()) ?? '').match(/\d+/) ?? [];
    if (Number(seconds) >= CHART_SECONDS) break;
  }
  await untilDrawn(details, '.file-row img', 4);
  await take(details, 'details', DETAILS_PX);
  await popup.bringToFront();
  await popup.getByText(/left$/).waitFor();
  await untilDrawn(popup, '.live-figures__last img', 1);
  await take(popup, 'popup-running');
} finally {
  await browser.quit();
}
