// `npm run screenshots -- --store`: the pictures that both stores ask for, of a real run of the practice library, in .output/store.
import type { Page } from '@playwright/test';
import { mkdir, readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { sampleLibrary } from '../fakes/sample-library/sample-library.ts';
import { buildExtension } from '../support/build-extension.ts';
import { readPopup } from '../support/follow-run.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../support/launch-browser.ts';
import { setUp } from '../support/set-up.ts';
import { startServices } from '../support/start-services.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = resolve(ROOT, '.output/store');
/** What both stores take. Source: Chrome for Developers, "Supplying images". */
const PICTURE = { width: 1_280, height: 800 };
const TILE = { width: 440, height: 280 };
/** A link at which the running copy shows a speed that people know, in bytes a second. */
const HOME_LINK = { latencyMs: 20, downBytesPerSecond: 4e6, upBytesPerSecond: 2e6 };
/** Part of the photos that are there when the pictures of the running copy are taken. */
const SHARE = 0.3;
/** Sizes of pages in a picture, beside or under its headline. */
const POPUP_PX = { width: 360, height: 480 };
const PAGE_PX = { width: 860, height: 620 };

/** A page of the extension in the light theme. */
async function open(
  { context, extensionId }: ExtensionBrowser,
  path: string,
  size: { width: number; height: number },
): Promise<Page> {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(size);
  await page.goto(`chrome-extension://${extensionId}/${path}`);
  return page;
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { background: linear-gradient(160deg, #0e5a66, #093c45); color: #fff; font-family: system-ui, sans-serif;
    height: 100vh; display: flex; gap: 24px; align-items: center; justify-content: center; overflow: hidden }
  body.page { flex-direction: column; text-align: center; justify-content: flex-start; padding-top: 40px }
  h1 { font-size: 46px; line-height: 1.15; font-weight: 650; max-width: 560px }
  p { font-size: 22px; line-height: 1.4; margin-top: 20px; max-width: 520px; color: #cfe3e6 }
  body.page h1 { font-size: 38px; max-width: none } body.page p { display: none }
  .shown { border-radius: 14px; box-shadow: 0 18px 50px #0008; display: block; background: #fff }
  body.popup { gap: 90px }
  body.tile { gap: 18px; background: #f2f6f7; color: #093c45 } body.tile p { color: #35585e } body.tile h1 { font-size: 34px } body.tile p { font-size: 17px; margin-top: 8px }
  body.tile img { width: 112px; height: 112px }`;

interface Frame {
  name: string;
  kind: 'popup' | 'page' | 'tile';
  headline: string;
  text: string;
  /** Of the picture in it; its size in CSS pixels. */
  shown: { address: string; width: number };
}

/** Draws one picture for the stores around what was taken of a page. */
async function frame(
  { context }: ExtensionBrowser,
  { name, kind, headline, text, shown }: Frame,
): Promise<void> {
  const page = await context.newPage();
  const size = kind === 'tile' ? TILE : PICTURE;
  await page.setViewportSize(size);
  const picture = `<img class="${kind === 'tile' ? '' : 'shown'}" width="${shown.width}" src="${shown.address}" alt="">`;
  const words = `<div><h1>${headline}</h1><p>${text}</p></div>`;
  const inside = kind === 'tile' ? `${picture}${words}` : `${words}${picture}`;
  await page.setContent(`<style>${STYLE}</style><body class="${kind}">${inside}`);
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  // without an alpha channel, as the stores want it: the background covers everything
  await page.screenshot({ path: resolve(FOLDER, `${name}.png`), scale: 'css', animations: 'disabled' });
  await page.close();
}

const dataOf = (bytes: Buffer, type = 'image/png'): string =>
  `data:${type};base64,${bytes.toString('base64')}`;

/** A page as it looks now, down to the end of its content at the most. */
async function taken(page: Page): Promise<{ address: string; width: number }> {
  const { width } = page.viewportSize() ?? PAGE_PX;
  return { address: dataOf(await page.screenshot({ animations: 'disabled' })), width };
}

/** Waits until so much is copied that the pages have something to show. */
async function untilUnderWay(popup: Page, details: Page): Promise<void> {
  for await (const _ of setInterval(100)) {
    const { state, itemsDone, itemsInAll } = await readPopup(popup);
    if (state === 'running' && itemsDone / itemsInAll > SHARE) break;
  }
  await details.locator('.photo-picture img').nth(2).waitFor();
  await popup.getByText(/left$/).waitFor();
}

async function takeAll(browser: ExtensionBrowser, slowDown: () => void): Promise<void> {
  const first = await open(browser, 'options.html#welcome', PAGE_PX);
  await press(first, 'Get started');
  await press(first, 'Yes, count the photos');
  await press(first, 'Copy 5 photos first');
  await first.getByText('All 5 photos arrived').waitFor();
  await frame(browser, {
    ...{
      name: '2-first-run',
      kind: 'page',
      headline: 'Five photos first, so that you see it work',
      text: '',
    },
    shown: await taken(first),
  });

  slowDown();
  const details = await open(browser, 'transfer.html#now', PAGE_PX);
  const popup = await open(browser, 'popup.html', POPUP_PX);
  await press(first, 'Copy everything');
  await details.bringToFront();
  await untilUnderWay(popup, details);
  // the files on their way are the picture, not the numbers that the popup shows too
  await details.getByRole('tablist').evaluate((tabs) => tabs.scrollIntoView());
  const running = await taken(details);
  const main = await popup.locator('main').boundingBox();
  await popup.setViewportSize({
    ...POPUP_PX,
    height: Math.ceil((main?.y ?? 0) + (main?.height ?? POPUP_PX.height)),
  });
  const small = await taken(popup);
  await frame(browser, {
    ...{ name: '1-popup', kind: 'popup', headline: 'Your iCloud Photos, in your own Jottacloud' },
    text: 'Byte for byte, straight from your browser. Pause or interrupt it: the copy goes on where it was.',
    shown: small,
  });
  await frame(browser, {
    ...{ name: '3-details', kind: 'page', headline: 'See every file on its way', text: '' },
    shown: running,
  });

  await popup.locator('main[data-state=done]').waitFor();
  const report = await open(browser, 'report.html', PAGE_PX);
  await report.locator('main').waitFor();
  await frame(browser, {
    ...{ name: '4-report', kind: 'page', headline: 'Every photo verified, or named', text: '' },
    shown: await taken(report),
  });
  const icon = await readFile(resolve(ROOT, 'public/icon/icon.svg'));
  await frame(browser, {
    ...{ name: 'tile-440x280', kind: 'tile', headline: 'Fotoflytt', text: 'iCloud Photos to Jottacloud' },
    shown: { address: dataOf(icon, 'image/svg+xml'), width: 112 },
  });
}

await buildExtension();
await mkdir(FOLDER, { recursive: true });
await using services = await startServices(sampleLibrary({ withUnfinished: false }));
await using profile = await createProfile();
const browser = await launchBrowser(services, profile.path, true, ['--force-device-scale-factor=2']);
try {
  await setUp(browser, services);
  await takeAll(browser, () => services.link.set(HOME_LINK));
  console.log(`4 pictures and the tile in ${relative(process.cwd(), FOLDER)}`);
} finally {
  await browser.quit();
}
