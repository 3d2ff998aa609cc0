// `npm run screenshots -- --store`: the pictures that both stores ask for, of a real run of the practice library, in .output/store.
import type { Page } from '@playwright/test';
import { mkdir, readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { setInterval } from 'node:timers/promises';
import type { LinkSettings } from '../fakes/http/link.ts';
import { sampleLibrary } from '../fakes/sample-library/sample-library.ts';
import { buildExtension } from '../support/build-extension.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../support/launch-browser.ts';
import { type ReadText, readTexts } from '../support/read-texts.ts';
import { setUp } from '../support/set-up.ts';
import { startServices } from '../support/start-services.ts';
import { previewThumbnails } from './preview-thumbnails.ts';
import { dataOf, frame, type Shown, STORE_FOLDER, take } from './store-frame.ts';
import { type Language, type PictureName, storeWords } from './store-words.ts';

const NO_LIMIT = { latencyMs: 0, downBytesPerSecond: Infinity, upBytesPerSecond: Infinity };
/** A link at which the running copy shows a speed that people know, in bytes a second. */
const HOME_LINK: LinkSettings = { latencyMs: 20, downBytesPerSecond: 4e6, upBytesPerSecond: 8e5 };
/** How much the chart shows when the pictures of the running copy are taken. */
const CHART_SECONDS = 15;
/** Photos of the first run that the picture shows. */
const PAIRS_IN_SIGHT = 3;
const PICTURES_UNDER_WAY = 4;
/** Sizes of pages in a picture, beside or under its headline. */
const POPUP_PX = { width: 360, height: 480 };
const PAGE_PX = { width: 860, height: 620 };
/** The page with the details is shown smaller: a chart and a list belong together. */
const DETAILS_PX = { width: 1_000, height: 720 };
/** Seven tiles of iCloud Photos side by side, also shown smaller. */
const PHOTOS_PX = { width: 1_092, height: 787 };
/** Tiles that are selected, by their places in the grid. */
const SELECTED = [8, 10, 18];
const POLL_MS = 100;
const STILL_MS = 1_500;

/** A browser in one language, with everything that a picture needs. */
interface Studio {
  browser: ExtensionBrowser;
  text: ReadText;
  /** iCloud Photos, signed in. */
  photos: Page;
  setLink(link: LinkSettings): void;
  put(name: PictureName, shown: Shown): Promise<void>;
}

/** A page of the extension in the light theme. */
async function open(
  { browser: { context, origin } }: Studio,
  path: string,
  size: { width: number; height: number },
): Promise<Page> {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(size);
  await page.goto(`${origin}/${path}`);
  return page;
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** Waits until the pages have something to show: a chart, and photos with their pictures on their way. */
async function untilUnderWay(popup: Page, details: Page, text: ReadText): Promise<void> {
  const summary = details.locator('.speed-chart figcaption');
  for await (const _ of setInterval(POLL_MS)) {
    const [seconds = 0] = ((await summary.textContent()) ?? '').match(/\d+/) ?? [];
    const pictures = await details.locator('.file-row img').count();
    if ((await popup.locator('main[data-state=done]').count()) > 0)
      throw new Error('The copy was over before its pictures. Try again when the computer is less busy.');
    if (Number(seconds) >= CHART_SECONDS && pictures >= PICTURES_UNDER_WAY) break;
  }
  await popup.getByText(new RegExp(`${text('timeLeft', '.+')}|${text('timeLeftShort')}`)).waitFor();
}

async function takeFirstRun(studio: Studio): Promise<Page> {
  const { text } = studio;
  const first = await open(studio, 'options.html#welcome', PAGE_PX);
  await press(first, text('firstBegin'));
  await press(first, text('firstYesCount'));
  await press(first, text('firstSendOther', '5'));
  await first.getByText(text('firstAllArrivedOther', '5')).waitFor();
  await first.waitForFunction(
    (least) => document.querySelectorAll('.photo-pair img').length >= least,
    2 * PAIRS_IN_SIGHT,
  );
  await studio.put('2-first-run', await take(first));
  return first;
}

async function takeRun(studio: Studio, first: Page): Promise<void> {
  const { text } = studio;
  studio.setLink(HOME_LINK);
  const details = await open(studio, 'transfer.html#now', DETAILS_PX);
  const popup = await open(studio, 'popup.html', POPUP_PX);
  await press(first, text('firstCopyEverything'));
  await details.bringToFront();
  await untilUnderWay(popup, details, text);
  // the files on their way are the picture, not the numbers that the popup shows too
  await details.getByRole('tablist').evaluate((tabs) => tabs.scrollIntoView());
  const running = await take(details, PAGE_PX.width);
  const main = await popup.locator('main').boundingBox();
  await popup.setViewportSize({
    ...POPUP_PX,
    height: Math.ceil((main?.y ?? 0) + (main?.height ?? POPUP_PX.height)),
  });
  await studio.put('1-popup', await take(popup));
  await studio.put('3-details', running);

  studio.setLink(NO_LIMIT);
  await popup.locator('main[data-state=done]').waitFor();
  const report = await open(studio, 'report.html', PAGE_PX);
  await report.locator('main').waitFor();
  // both accounts are read after the page is drawn
  await report.getByText('kari@example.org').waitFor();
  await studio.put('4-report', await take(report));
}

/** Takes a page when it looks the same for a while: its button moves to a place where it covers nothing. */
async function takeStill(page: Page): Promise<Shown> {
  let before = '';
  for await (const _ of setInterval(STILL_MS)) {
    const shown = await take(page, PAGE_PX.width);
    if (shown.address === before) return shown;
    before = shown.address;
  }
  throw new Error('the page never rests');
}

/** Some photos are selected on iCloud Photos, and the button offers to send them. */
async function takeIcloudPhotos({ browser, photos, text, put }: Studio): Promise<void> {
  await photos.bringToFront();
  await photos.emulateMedia({ colorScheme: 'light' });
  await photos.setViewportSize(PHOTOS_PX);
  await photos.reload();
  const tiles = photos.frameLocator('iframe').locator('.PhotoItemView');
  for (const [index, place] of SELECTED.entries())
    await tiles.nth(place).click({ modifiers: index === 0 ? [] : ['ControlOrMeta'] });
  const name = text('pageSendSelected', String(SELECTED.length));
  // it is in a closed shadow root, where only a screen reader finds it
  for await (const _ of setInterval(POLL_MS))
    if ((await browser.readSpoken(photos)).some((element) => element.name === name)) break;
  await put('5-icloud-photos', await takeStill(photos));
}

async function takeAll(language: Language): Promise<void> {
  await mkdir(resolve(STORE_FOLDER, language), { recursive: true });
  const library = sampleLibrary({ withUnfinished: false });
  await using services = await startServices(library);
  previewThumbnails(services, library);
  await using profile = await createProfile();
  const args = [`--lang=${language}`, '--force-device-scale-factor=2'];
  const browser = await launchBrowser(services, profile.path, true, args, { LANGUAGE: language });
  const text = readTexts(language);
  try {
    const studio: Studio = {
      ...{ browser, text, photos: await setUp(browser, services, text) },
      setLink: (link) => services.link.set(link),
      put: (name, shown) => frame(browser, language, name, shown),
    };
    await takeRun(studio, await takeFirstRun(studio));
    await takeIcloudPhotos(studio);
    const icon = await readFile(resolve(import.meta.dirname, '../../public/icon/icon.svg'));
    await studio.put('tile-440x280', { address: dataOf(icon, 'image/svg+xml'), width: 112 });
  } finally {
    await browser.quit();
  }
}

const asked = process.argv
  .find((argument) => argument.startsWith('--languages='))
  ?.split(/[=,]/)
  .slice(1);
const languages = (Object.keys(storeWords) as Language[]).filter(
  (language) => asked?.includes(language) ?? true,
);
if (languages.length === 0) throw new Error(`there are no words in ${asked?.join(', ')}`);
await buildExtension();
for (const language of languages) await takeAll(language);
console.log(
  `5 pictures and the tile in each of ${languages.join(', ')} in ${relative(process.cwd(), STORE_FOLDER)}`,
);
