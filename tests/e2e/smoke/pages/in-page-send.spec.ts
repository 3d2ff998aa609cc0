import { expect, test } from '@playwright/test';
import { differentPhotos } from '../../in-page-answers.ts';
import { followPhotos } from '../../in-page.ts';
import { expectState } from '../../popup.ts';
import { startSession } from '../../../support/session.ts';
import { connect } from '../../../support/set-up.ts';

test(
  'exactly two selected photos are sent from the page, which then shows them as verified',
  { tag: '@chromium-alone' },
  async () => {
    const library = differentPhotos(30);
    await using session = await startSession(library);
    const { browser, jottacloud } = session;
    await connect(browser, jottacloud.createLoginToken());
    const photosPage = await followPhotos(await browser.signInToIcloud());
    const tiles = photosPage.grid.locator('.PhotoItemView');
    await tiles.nth(0).click();
    await tiles.nth(2).click({ modifiers: ['ControlOrMeta'] });

    await photosPage.press('button', 'Send 2 to Jottacloud');
    await photosPage.find('StaticText', '2 photos added to the queue');

    const popup = await browser.openPopup();
    await expectState(popup, 'done');
    await expect(popup.getByRole('heading', { name: 'Your selection is in Jottacloud' })).toBeVisible();
    const newest = library.primary.assets.toReversed();
    const wanted = library
      .expectedOriginals()
      .filter(({ assetRecordName }) =>
        [newest[0], newest[2]].some((asset) => asset?.recordName === assetRecordName),
      );
    expect(
      jottacloud.tree
        .files()
        .map(({ md5 }) => md5)
        .toSorted(),
    ).toEqual(wanted.map(({ md5 }) => md5).toSorted());
    session.icloud.assertNeverWritten();

    await photosPage.page.evaluate(
      (recordName) => void (location.hash = `#/i,pz,${recordName},1/`),
      newest[0]?.recordName ?? '',
    );
    await photosPage.find('StaticText', 'In Jottacloud ✓ verified');
  },
);

test(
  '“Undo” within ten seconds takes a press back, and nothing is sent',
  { tag: '@chromium-alone' },
  async () => {
    const library = differentPhotos(12);
    await using session = await startSession(library);
    const { browser, jottacloud } = session;
    await connect(browser, jottacloud.createLoginToken());
    const photosPage = await followPhotos(await browser.signInToIcloud());
    await photosPage.grid.locator('.PhotoItemView').nth(1).click();
    await photosPage.press('button', 'Send 1 to Jottacloud');

    await photosPage.press('button', 'Undo');

    const popup = await browser.openPopup();
    const pending = (): Promise<unknown> =>
      popup.evaluate<unknown>(
        `navigator.storageBuckets.open('fotoflytt-key').then(({ indexedDB }) => new Promise((resolve, reject) => {
        const opened = indexedDB.open('fotoflytt-key');
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const read = opened.result.transaction('kept').objectStore('kept').get('pendingSends');
          read.onsuccess = () => resolve(read.result ?? []);
          opened.result.close();
        };
      }))`,
      );
    await expect.poll(pending).toEqual([]);
    await expectState(popup, 'ready');
    expect(jottacloud.tree.files()).toEqual([]);
  },
);
