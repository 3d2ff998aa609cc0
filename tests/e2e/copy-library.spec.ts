import { expect, test } from '@playwright/test';
import { plainLibrary } from '../fakes/icloud/library/plain-library.ts';
import { createProfile, launchBrowser } from '../practice/launch-browser.ts';
import { startServices } from '../practice/start-services.ts';
import { connect } from './connect.ts';
import { storedContent, wantedContent } from './far-end.ts';

test('one press copies a library of 300 items, and every original is at the far end with the right bytes', async () => {
  await using services = await startServices(plainLibrary({ items: 300, seed: 7 }));
  await using profile = await createProfile();
  const browser = await launchBrowser(services, profile.path);
  await connect(browser, services.jottacloud.createLoginToken());
  await browser.signInToIcloud();

  const popup = await browser.openPopup();
  await popup.getByRole('button', { name: 'Copy to Jottacloud' }).click();
  await expect(popup.locator('main')).toHaveAttribute('data-state', 'done', { timeout: 100_000 });

  expect(storedContent(services.jottacloud)).toEqual(wantedContent(services.icloud.library));
  await browser.quit();
});
