// `npm run screenshots -- --picker`: the albums in the picker on iCloud Photos after a copy of the practice library, in both
// themes and widths, in .output/picker. `--languages=fi,de` takes other languages than English and Norwegian.
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { drawnCovers, followPhotos } from '../e2e/in-page.ts';
import { expectState } from '../e2e/popup.ts';
import { sampleLibrary } from '../fakes/sample-library/sample-library.ts';
import { buildExtension } from '../support/build-extension.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../support/launch-browser.ts';
import { type ReadText, readTexts } from '../support/read-texts.ts';
import { setUp } from '../support/set-up.ts';
import { startServices } from '../support/start-services.ts';

const FOLDER = resolve(import.meta.dirname, '../../.output/picker');
const WIDTHS = { wide: 900, narrow: 340 };
const languages = (
  process.argv.find((argument) => argument.startsWith('--languages='))?.slice('--languages='.length) ??
  'en,nb'
).split(',');

/** Copies the whole library. */
async function copy(browser: ExtensionBrowser, text: ReadText): Promise<void> {
  const popup = await browser.openPopup();
  await popup.getByRole('button', { name: text('copyToJottacloud'), exact: true }).click();
  await popup.getByRole('button', { name: text('startCopying'), exact: true }).click();
  await expectState(popup, /^done/);
}

/** Takes a page once two pictures of it are alike: no option of Playwright ends a transition in a closed root. */
async function takeStill(page: Page, path: string): Promise<void> {
  let before: Buffer = Buffer.alloc(0);
  await expect
    .poll(async () => {
      const last = before;
      before = await page.screenshot({ path });
      return before.equals(last);
    })
    .toBe(true);
}

async function takeAll(language: string): Promise<void> {
  await using services = await startServices(sampleLibrary({ withUnfinished: false }));
  await using profile = await createProfile();
  const args = [`--lang=${language}`, '--force-device-scale-factor=1'];
  const browser = await launchBrowser(services, profile.path, true, args, { LANGUAGE: language });
  const text = readTexts(language);
  try {
    const page = await setUp(browser, services, text);
    await copy(browser, text);
    await page.bringToFront();
    const photosPage = await followPhotos(browser, page);
    await photosPage.press('button', text('pageSend'));
    await photosPage.press('menuitem', text('pageChoosePhotos'));
    await photosPage.press('button', text('pickerShow', text('pickerAllPhotos')));
    for (const [widthName, width] of Object.entries(WIDTHS)) {
      await page.setViewportSize({ width, height: 800 });
      await expect
        .poll(async () => (await drawnCovers(photosPage)).filter((drawn) => drawn > 0).length)
        .toBeGreaterThan(2);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const path = resolve(FOLDER, language, colorScheme, `${widthName}.png`);
        await takeStill(page, path);
      }
    }
  } finally {
    await browser.quit();
  }
}

await buildExtension();
for (const language of languages) await takeAll(language);
