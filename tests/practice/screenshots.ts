// `npm run screenshots`: pictures of every state of every page, in both themes, in English and Norwegian.
// `-- --languages=fi,de` takes other languages, `-- --narrow` pages as wide as a phone.
import type { Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fillLog } from '../support/fill-log.ts';
import { fillReportLog } from '../support/fill-report-log.ts';
import { labelledSample } from '../fakes/sample-library/sample-library.ts';
import { buildExtension } from '../support/build-extension.ts';
import { createProfile, launchBrowser } from '../support/launch-browser.ts';
import { PHOTOS, pageStates } from '../support/page-states.ts';
import { showState, writeState } from '../support/show-state.ts';
import { startServices } from '../support/start-services.ts';
import { storePhotos } from '../support/states/store-photos.ts';
import { thumbnailsOf } from './preview-thumbnails.ts';

const FOLDER = resolve(import.meta.dirname, '../../.output/screenshots');
/** Words of which a state's name contains one; none: all states. */
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const states = pageStates.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);
const languages = (
  process.argv.find((argument) => argument.startsWith('--languages='))?.slice('--languages='.length) ??
  'en,nb'
).split(',');
const themes = ['light', 'dark'] as const;
const isNarrow = process.argv.includes('--narrow');
/** A popup is as tall as a browser lets it be, so that its buttons stand at its lower edge; a page as tall as its content. */
const VIEWPORTS = {
  popup: { width: 360, height: 600 },
  page: { width: isNarrow ? 360 : 900, height: 300 },
};

/** Pictures of one language. @returns how many */
async function takeAll(language: string): Promise<number> {
  const { library } = labelledSample();
  await using services = await startServices(library);
  await using profile = await createProfile();
  const args = [`--lang=${language}`, '--force-device-scale-factor=2'];
  const browser = await launchBrowser(services, profile.path, true, args, { LANGUAGE: language });
  let count = 0;
  for (const path of ['iCloud Photos/Rome/1.jpg', 'Photos/Italy 2022/1.jpg', 'Work/1.txt', '100 %/1.txt'])
    services.jottacloud.tree.put(path, new Uint8Array(1));
  storePhotos(services.jottacloud, PHOTOS);
  const [picture] = thumbnailsOf(library).values();
  services.jottacloud.previewSwitches.pictureOf = () => picture;
  try {
    const desk = await browser.openPopup();
    // it has made the log by then
    await desk.locator('main').waitFor();
    await fillLog(desk, PHOTOS);
    await fillReportLog(desk, PHOTOS, 4);
    const page = await browser.context.newPage();
    let isConnected = false;
    let icloud: Page | null = null;
    for (const state of states) {
      if (state.isConnected && !isConnected) {
        await writeState(desk, { ...state, run: null });
        await page.goto('about:blank');
        await page.goto(`chrome-extension://${browser.extensionId}/options.html`);
        await page.locator('#token').fill(services.jottacloud.createLoginToken());
        await page.locator('form:has(#token) button').click();
        await page.locator('.connected-account').waitFor();
        isConnected = true;
      }
      // the plan shows whose photos are copied
      if (state.path.startsWith('plan')) icloud ??= await browser.signInToIcloud();
      else {
        await icloud?.close();
        icloud = null;
      }
      await writeState(desk, state);
      const isPopup = state.path.startsWith('popup');
      await page.setViewportSize(isPopup ? VIEWPORTS.popup : VIEWPORTS.page);
      await showState(page, browser.origin, state);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({
          path: resolve(FOLDER, language, isNarrow ? 'narrow' : '', colorScheme, `${state.name}.png`),
          fullPage: !isPopup,
          animations: 'disabled',
        });
        count += 1;
      }
    }
    return count;
  } finally {
    await browser.quit();
  }
}

await buildExtension();
await mkdir(FOLDER, { recursive: true });
let pictures = 0;
for (const language of languages) pictures += await takeAll(language);
console.log(`${pictures} pictures in ${relative(process.cwd(), FOLDER)}`);
