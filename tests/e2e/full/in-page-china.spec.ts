import { expect, test } from '@playwright/test';
import { createProfile, launchBrowser } from '../../support/launch-browser.ts';
import { startServices } from '../../support/start-services.ts';
import { chinaBuild } from '../china-build.ts';
import { followPhotos } from '../in-page.ts';
import { photos } from '../libraries.ts';

test('the button appears on icloud.com.cn once the site is allowed', async () => {
  await using services = await startServices(photos(30, 20_000));
  await using profile = await createProfile();
  await using build = await chinaBuild();
  const browser = await launchBrowser(services, profile.path, true, [
    `--disable-extensions-except=${build.path}`,
    `--load-extension=${build.path}`,
  ]);
  try {
    const [worker] = browser.context.serviceWorkers();
    if (!worker) throw new Error('no service worker');
    await expect
      .poll(() =>
        worker.evaluate(async () => {
          const { chrome } = globalThis as unknown as {
            chrome: { scripting: { getRegisteredContentScripts(): Promise<{ matches: string[] }[]> } };
          };
          return (await chrome.scripting.getRegisteredContentScripts()).map(({ matches }) => matches);
        }),
      )
      .toEqual([['https://www.icloud.com.cn/*']]);
    const page = await browser.context.newPage();
    await page.goto('https://www.icloud.com.cn/practice/sign-in');
    const photosPage = await followPhotos(browser, page);
    await photosPage.press('button', 'Send to Jottacloud');
    await photosPage.press('menuitem', 'Choose photos…');
    await expect
      .poll(
        async () =>
          (await photosPage.spoken('option')).filter(({ name }) => name.startsWith('Photo, ')).length,
      )
      .toBeGreaterThan(10);
  } finally {
    await browser.quit();
  }
});
