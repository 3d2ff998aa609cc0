// `npm run screenshots -- --real`: pages with pictures of photos, of a real run of the practice library, in both themes, in
// English and Norwegian and in a narrow window, in .output/real.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Library } from '../fakes/icloud/library/library.ts';
import type { PreviewKind } from '../fakes/jottacloud/service.ts';
import { sampleLibrary } from '../fakes/sample-library/sample-library.ts';
import { buildExtension } from '../support/build-extension.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../support/launch-browser.ts';
import { type Services, startServices } from '../support/start-services.ts';
import { previewThumbnails } from './preview-thumbnails.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = resolve(ROOT, '.output/real');
const WIDTHS = { wide: 900, narrow: 340 };
const SLOW = { upBytesPerSecond: 300_000 };
const FAST = { upBytesPerSecond: Infinity };
/** Files for which Jottacloud has no good preview. */
const PREVIEWS: readonly [RegExp, PreviewKind][] = [
  [/\.dng$/i, 'none'],
  [/\.mov$/i, 'broken'],
];

type Texts = Record<string, { message: string }>;

/** One language's walk through the product. */
interface Walk {
  services: Services;
  browser: ExtensionBrowser;
  language: string;
  texts: Texts;
}

const press = (page: Page, { texts }: Walk, key: string): Promise<void> =>
  page.getByRole('button', { name: texts[key]?.message ?? key, exact: true }).click();

async function open({ browser: { context, origin } }: Walk, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: WIDTHS.wide, height: 800 });
  await page.goto(`${origin}/${path}`);
  return page;
}

/** Takes a page in both themes and widths. */
async function take(page: Page, { language }: Walk, name: string, isWide = true): Promise<void> {
  await page.bringToFront();
  for (const [widthName, width] of Object.entries(WIDTHS)) {
    if (!isWide && widthName === 'wide') continue;
    await page.setViewportSize({ width, height: 1_600 });
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = resolve(FOLDER, language, colorScheme, `${name}-${widthName}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    }
  }
}

/** Waits until enough pictures are drawn. */
const untilDrawn = (page: Page, selector: string, count: number): Promise<unknown> =>
  page.waitForFunction(
    ({ wanted, least }) =>
      [...document.querySelectorAll<HTMLImageElement>(wanted)].filter(({ naturalWidth }) => naturalWidth > 0)
        .length >= least,
    { wanted: selector, least: count },
    { timeout: 60_000 },
  );

async function walk(on: Walk): Promise<void> {
  const { services, browser } = on;
  const page = await open(on, 'options.html#welcome');
  await page.locator('#token').fill(services.jottacloud.createLoginToken());
  await page.locator('form:has(#token) button').click();
  await browser.signInToIcloud();
  await page.bringToFront();
  await untilDrawn(page, '.latest-photos img', 3);
  await take(page, on, 'account');
  await press(page, on, 'firstYesCount');
  await page.locator('.plan-sheet__actions .action-button--main').click();
  await page.locator('.first-photos').waitFor();
  await untilDrawn(page, '.first-photos img', 8);
  await page.locator('.photo-pair__comparison button').first().click();
  await page.locator('.photo-pair__same').first().waitFor();
  await take(page, on, 'first-five');
  await press(page, on, 'firstCopyEverything');
  await takeRunning(on);
  await takeEnd(on);
}

/** The copy under way: details and popup. */
async function takeRunning(on: Walk): Promise<void> {
  on.services.link.set(SLOW);
  const details = await open(on, 'transfer.html#now');
  await untilDrawn(details, '.file-row img', 2);
  await untilDrawn(details, '.now__finished img', 5);
  await take(details, on, 'details');
  const popup = await open(on, 'popup.html');
  await untilDrawn(popup, '.live-figures img', 1);
  await take(popup, on, 'popup', false);
  await details.bringToFront();
}

/** The problems and the report. */
async function takeEnd(on: Walk): Promise<void> {
  on.services.link.set(FAST);
  const details = await open(on, 'transfer.html#problems');
  await details.waitForFunction(
    () => document.querySelector('main')?.dataset['state']?.startsWith('done'),
    null,
    { timeout: 120_000 },
  );
  await untilDrawn(details, '.problems-panel__row img', 1);
  await take(details, on, 'problems');
  // only a complete copy has a certificate
  on.services.icloud.faults.clear();
  await press(details, on, 'tryTheseAgain');
  await details.locator('main[data-state=done]').waitFor({ timeout: 120_000 });
  const report = await open(on, 'report.html');
  await report.locator('.sample-photos').scrollIntoViewIfNeeded();
  await untilDrawn(report, '.sample-photos img', 10);
  await take(report, on, 'report');
}

/** Walks through the product in one language. */
async function takeAll(language: string): Promise<void> {
  const library = sampleLibrary({ withUnfinished: false });
  await using services = await startServices(library);
  await using profile = await createProfile();
  previewThumbnails(services, library);
  services.jottacloud.previewSwitches.kindOf = (name) =>
    PREVIEWS.find(([pattern]) => pattern.test(name))?.[1] ?? 'jpeg';
  failOne(services, library);
  const args = [`--lang=${language}`, '--force-device-scale-factor=1'];
  const browser = await launchBrowser(services, profile.path, true, args, { LANGUAGE: language });
  const texts = JSON.parse(
    readFileSync(resolve(ROOT, 'public/_locales', language, 'messages.json'), 'utf8'),
  ) as Texts;
  try {
    await walk({ services, browser, language, texts });
  } finally {
    await browser.quit();
  }
}

/** One original with a picture arrives damaged each time. */
function failOne({ icloud }: Services, library: Library): void {
  const photos = library.expectedOriginals().filter(({ fileName }) => fileName.endsWith('.HEIC'));
  const checksum = photos.at(-1)?.checksum.replaceAll('+', '-').replaceAll('/', '_');
  icloud.faults.add({
    path: new RegExp(checksum ?? '^$'),
    times: Infinity,
    action: { kind: 'flipByte', at: 5 },
  });
}

await buildExtension();
for (const language of ['en', 'nb']) await takeAll(language);
