import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import type { Library } from '../../../fakes/icloud/library/library.ts';
import { differentPhotos } from '../../in-page-answers.ts';
import { drawnCovers, followPhotos } from '../../in-page.ts';
import { expectState } from '../../popup.ts';
import { type Session, startSession } from '../../../support/session.ts';
import { connect } from '../../../support/set-up.ts';

/** Holds what arrived against photos of the library, by their places in the grid: the newest is 0. */
function expectOnlyCopied({ icloud, jottacloud }: Session, library: Library, indexes: number[]): void {
  const newest = library.primary.assets.toReversed();
  const names = indexes.map((index) => newest[index]?.recordName);
  const wanted = library.expectedOriginals().filter(({ assetRecordName }) => names.includes(assetRecordName));
  const sumsOf = (files: readonly { md5: string }[]): string[] => files.map(({ md5 }) => md5).toSorted();
  expect(sumsOf(copiedFiles(jottacloud))).toEqual(sumsOf(wanted));
  icloud.assertNeverWritten();
}

test(
  'exactly two selected photos are sent from the page, which then shows them as verified',
  { tag: '@firefox' },
  async () => {
    const library = differentPhotos(30);
    await using session = await startSession(library);
    const { browser, jottacloud } = session;
    await connect(browser, jottacloud.createLoginToken());
    const photosPage = await followPhotos(browser, await browser.signInToIcloud());
    const tiles = photosPage.grid.locator('.PhotoItemView');
    await tiles.nth(0).click();
    await tiles.nth(2).click({ modifiers: ['ControlOrMeta'] });

    await photosPage.press('button', 'Send 2 to Jottacloud');
    await photosPage.find('StaticText', '2 photos added to the queue');

    const popup = await browser.openPopup();
    await expectState(popup, 'done');
    await expect(popup.getByRole('heading', { name: 'Your selection is in Jottacloud' })).toBeVisible();
    expectOnlyCopied(session, library, [0, 2]);

    const [newest] = library.primary.assets.toReversed();
    await photosPage.page.evaluate(
      (recordName) => void (location.hash = `#/i,pz,${recordName},1/`),
      newest?.recordName ?? '',
    );
    await photosPage.find('StaticText', 'In Jottacloud ✓ verified');
  },
);

test('“Undo” within ten seconds takes a press back, and nothing is sent', { tag: '@firefox' }, async () => {
  const library = differentPhotos(12);
  await using session = await startSession(library);
  const { browser, jottacloud } = session;
  await connect(browser, jottacloud.createLoginToken());
  const photosPage = await followPhotos(browser, await browser.signInToIcloud());
  await photosPage.grid.locator('.PhotoItemView').nth(1).click();
  await photosPage.press('button', 'Send 1 to Jottacloud');

  await photosPage.press('button', 'Undo');

  const popup = await browser.openPopup();
  const pending = (): Promise<unknown> =>
    popup.evaluate<unknown>(
      `Promise.resolve(navigator.storageBuckets?.open('fotoflytt-key') ?? window).then(({ indexedDB }) => new Promise((resolve, reject) => {
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
  expect(copiedFiles(jottacloud)).toEqual([]);
});

test(
  'the keyboard alone opens our own window, chooses two photos there and sends them, and only those',
  { tag: '@firefox' },
  async () => {
    const library = differentPhotos(30);
    await using session = await startSession(library);
    const { browser, jottacloud } = session;
    await connect(browser, jottacloud.createLoginToken());
    const photosPage = await followPhotos(browser, await browser.signInToIcloud());
    const { keyboard } = photosPage.page;
    await photosPage.find('button', 'Send to Jottacloud');
    await photosPage.tabTo('button', 'Send to Jottacloud');
    await keyboard.press('Enter');
    await photosPage.find('menuitem', 'Choose photos…');
    await keyboard.press('End');
    await photosPage.expectFocus('menuitem', 'Choose photos…');
    await keyboard.press('Enter');
    await photosPage.find('StaticText', '30 photos and videos');

    await photosPage.tabTo('listbox', 'Choose photos');
    await keyboard.press('ArrowRight');
    await keyboard.press('Space');
    await keyboard.press('End');
    await keyboard.press('Space');
    await photosPage.tabTo('button', 'Send 2 to Jottacloud');
    await keyboard.press('Enter');

    await photosPage.find('StaticText', '2 photos added to the queue');
    await expectState(await browser.openPopup(), 'done');
    expectOnlyCopied(session, library, [1, 29]);
  },
);

test(
  'after a copy our own window lists each album with its cover, and with how much of it is in Jottacloud',
  { tag: '@firefox' },
  async () => {
    const library = differentPhotos(6);
    const { albums, primary } = library;
    const rome = albums.addAlbum('Rome');
    const oslo = albums.addAlbum('Oslo');
    albums.addTo(rome, ...primary.assets.slice(4));
    albums.addTo(oslo, ...primary.assets.slice(1, 5));
    await using session = await startSession(library);
    const { browser, jottacloud } = session;
    await connect(browser, jottacloud.createLoginToken());
    const photosPage = await followPhotos(browser, await browser.signInToIcloud());
    const openAlbums = async (): Promise<void> => {
      await photosPage.press('button', 'Send to Jottacloud');
      await photosPage.press('menuitem', 'Choose photos…');
      await photosPage.press('button', 'Show: All photos');
      await photosPage.find('button', 'Rome');
    };
    const asOf = async (): Promise<number> =>
      (await photosPage.spoken('StaticText')).filter(({ name }) => name.startsWith('In Jottacloud: your'))
        .length;
    await openAlbums();
    await photosPage.find('StaticText', '4 photos');
    // nothing was copied yet
    expect(await asOf()).toBe(0);
    await photosPage.press('button', 'Close');

    const tiles = photosPage.grid.locator('.PhotoItemView');
    await tiles.nth(0).click();
    await tiles.nth(1).click({ modifiers: ['ControlOrMeta'] });
    await photosPage.press('button', 'Send 2 to Jottacloud');
    await expectState(await browser.openPopup(), 'done');
    await photosPage.page.bringToFront();
    await tiles.nth(0).click();
    await tiles.nth(0).click({ modifiers: ['ControlOrMeta'] });
    await openAlbums();

    await photosPage.find('StaticText', '2 of 2 in Jottacloud');
    await photosPage.find('StaticText', '1 of 4 in Jottacloud');
    expect(await asOf()).toBe(1);
    if (browser.name === 'chromium')
      await expect
        .poll(async () => (await drawnCovers(photosPage)).filter((width) => width > 0).length)
        .toBe(2);

    // a page that knew the address of a cover could read it
    const timed = await photosPage.grid.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(timed.length).toBeGreaterThan(0);
    expect(timed.filter((name) => name.startsWith('blob:'))).toEqual([]);

    // the log knows both albums as they were listed
    const [, added] = primary.assets;
    if (added) albums.addTo(rome, added);
    await photosPage.press('button', 'Close');
    await openAlbums();
    await photosPage.find('StaticText', '2 of 3 in Jottacloud');
    await photosPage.expectGone('StaticText', '2 of 2 in Jottacloud');
    session.icloud.assertNeverWritten();
  },
);
