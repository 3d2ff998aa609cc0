import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../support/copied-files.ts';
import { startSession } from '../../support/session.ts';
import { connect } from '../../support/set-up.ts';
import { differentPhotos } from '../in-page-answers.ts';
import { followPhotos, marksOf } from '../in-page.ts';
import { expectObjectUrls } from '../open-photos.ts';
import { expectState } from '../popup.ts';

test('a finished copy recognises tiles by the larger preview that they show', async () => {
  const library = differentPhotos(30);
  await using session = await startSession(library);
  const { browser, icloud, jottacloud } = session;
  Object.assign(icloud.switches, { tilePictures: 'blob', tilePreview: 'resJPEGLarge' });
  await connect(browser, jottacloud.createLoginToken());
  const photosPage = await followPhotos(browser, await browser.signInToIcloud());
  await expectObjectUrls(photosPage);
  await photosPage.grid.locator('.PhotoItemView').nth(2).click();

  await photosPage.press('button', 'Send 1 to Jottacloud');

  await photosPage.find('StaticText', '1 photo added to the queue');
  await expectState(await browser.openPopup(), 'done');
  const chosen = library.primary.assets.toReversed()[2]?.recordName;
  const wanted = library.expectedOriginals().filter(({ assetRecordName }) => assetRecordName === chosen);
  expect(copiedFiles(jottacloud).map(({ md5 }) => md5)).toEqual(wanted.map(({ md5 }) => md5));
  await photosPage.page.bringToFront();
  await expect
    .poll(async () => (await marksOf(photosPage)).map(({ state }) => state), { timeout: 40_000 })
    .toEqual(['proved']);
  icloud.assertNeverWritten();
});
