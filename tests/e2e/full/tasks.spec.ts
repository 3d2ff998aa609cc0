import { expect, type Page, test } from '@playwright/test';
import { copiedFiles } from '../../support/copied-files.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { arrivedShare, expectEverythingCopied, untilArrived } from '../far-end.ts';
import { followPhotos } from '../in-page.ts';
import { expectState, press, startCopy } from '../popup.ts';
import { type Session, startSession } from '../../support/session.ts';
import { connect } from '../../support/set-up.ts';

/** Far more than the 96 files that may be under way, which no press overtakes. */
const PHOTOS = 240;
/** All photos take about fifty seconds, those under way twenty, the undo window of a press ten. */
const SLOW = { upBytesPerSecond: 200_000 };
const FAST = { upBytesPerSecond: Infinity };

/** Photos of which Apple's page shows previews that differ. */
function slowLibrary(): Library {
  const library = createLibrary(3);
  for (let photo = 0; photo < PHOTOS; photo += 1)
    library.addPhoto({ bytes: 40_000 + photo, largePreview: true });
  return library;
}

/** A copy of the whole library that has begun, with iCloud Photos and the task list open. */
async function startWholeLibrary(session: Session) {
  const { browser, jottacloud } = session;
  await connect(browser, jottacloud.createLoginToken());
  const photosPage = await followPhotos(browser, await browser.signInToIcloud());
  session.link.set(SLOW);
  const popup = await startCopy(browser);
  await expectState(popup, 'running');
  await untilArrived(session, 0.02);
  const details = await browser.context.newPage();
  await details.goto(`${browser.origin}/transfer.html#tasks`);
  return { photosPage, popup, details };
}

const tasks = (details: Page) => details.getByRole('region', { name: 'Now and next' }).getByRole('listitem');

/** The newest photos, which the copy would send last. */
const newest = (library: Library, count: number): Set<string> => {
  const names = new Set(library.primary.assets.slice(-count).map(({ recordName }) => recordName));
  const files = library.expectedOriginals().filter(({ assetRecordName }) => names.has(assetRecordName));
  return new Set(files.map(({ md5 }) => md5));
};

test('photos picked on iCloud Photos go before the running library, and everything is copied', async () => {
  test.slow();
  const library = slowLibrary();
  await using session = await startSession(library);
  const { photosPage, details } = await startWholeLibrary(session);
  await expect(tasks(details)).toHaveCount(1);
  await expect(tasks(details).first()).toContainText('Whole library');
  const tiles = photosPage.grid.locator('.PhotoItemView');
  await tiles.nth(0).click();
  await tiles.nth(1).click({ modifiers: ['ControlOrMeta'] });
  await photosPage.press('button', 'Send 2 to Jottacloud');
  await photosPage.find('StaticText', '2 photos added to the queue');

  await details.bringToFront();
  const picked = tasks(details).filter({ hasText: '2 photos from iCloud' });
  await expect(picked).toContainText(/In Jottacloud.*2 of 2/, { timeout: 120_000 });

  const stored = new Set(copiedFiles(session.jottacloud).map(({ md5 }) => md5));
  expect([...newest(library, 2)].filter((md5) => !stored.has(md5))).toEqual([]);
  expect(arrivedShare(session)).toBeLessThan(0.9);
  session.link.set(FAST);
  await expectState(details, 'done');
  expectEverythingCopied(session);
});

test('a whole-library copy is stopped and replaced by one album in three presses', async () => {
  const library = slowLibrary();
  const album = library.albums.addAlbum('Italia 2012');
  library.albums.addTo(album, ...library.primary.assets.slice(-3));
  await using session = await startSession(library);
  const { photosPage, details } = await startWholeLibrary(session);
  await photosPage.page.bringToFront();
  await photosPage.page.evaluate((name) => void (location.hash = `#/${name}/`), album.recordName);
  await photosPage.press('button', 'Send to Jottacloud');
  await photosPage.press('menuitem', 'This album');
  await photosPage.find('StaticText', '3 photos added to the queue');
  await details.bringToFront();
  await expect(tasks(details).filter({ hasText: 'Album Italia 2012' })).toBeVisible();

  await press(details, 'Stop this copy');
  await press(details, 'Stop this copy');
  await expectState(details, 'plan');
  await expect(tasks(details).first()).toContainText('Album Italia 2012');
  session.link.set(FAST);
  await press(details, 'Start');

  await expectState(details, 'done');
  const stored = new Set(copiedFiles(session.jottacloud).map(({ md5 }) => md5));
  expect([...newest(library, 3)].filter((md5) => !stored.has(md5))).toEqual([]);
  expect(arrivedShare(session)).toBeLessThan(0.9);
  const finished = details.getByRole('group', { name: 'Finished' }).getByRole('listitem');
  await expect(finished.nth(0)).toContainText('Album Italia 2012');
  await expect(finished.nth(1)).toContainText(/Whole library.*Stopped/);
  session.icloud.assertNeverWritten();
});
