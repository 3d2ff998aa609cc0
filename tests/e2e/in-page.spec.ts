import { expect, test } from '@playwright/test';
import { photos } from './libraries.ts';
import { followPhotos, playBackground } from './in-page.ts';
import { startSession } from './session.ts';

const SEND = 'Send to Jottacloud';

test('the button has a menu; the keyboard alone reaches it and works it', async () => {
  await using session = await startSession(photos(30, 500));
  const photosPage = await followPhotos(await session.browser.signInToIcloud());
  const { page } = photosPage;
  await photosPage.press('button', SEND);
  const entries = await photosPage.spoken('menuitem');
  expect(entries.map(({ name }) => name)).toEqual(['This album', 'Whole library', 'Choose photos…']);
  await page.keyboard.press('Escape');
  await photosPage.expectGone('menuitem', 'This album');
});
