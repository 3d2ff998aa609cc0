import { expect, test } from '@playwright/test';
import { startSession } from '../../support/session.ts';
import { connect } from '../../support/set-up.ts';
import { differentPhotos } from '../in-page-answers.ts';
import { followPhotos, marksOf, type PhotosPage } from '../in-page.ts';
import { expectMarks, openPhotos } from '../open-photos.ts';
import { expectState } from '../popup.ts';

/** Waits until the grid shows pictures by object URLs, all of them drawn. */
const expectObjectUrls = ({ grid }: PhotosPage) =>
  expect
    .poll(() =>
      grid.evaluate(() => {
        const pictures = [...document.querySelectorAll('img')];
        const areDrawn = pictures.every(
          ({ src, naturalWidth }) => src.startsWith('blob:') && naturalWidth > 0,
        );
        return areDrawn ? pictures.length : 0;
      }),
    )
    .toBeGreaterThan(20);

for (const tilePreview of ['resJPEGThumb', 'resJPEGMed', 'resJPEGLarge'] as const)
  test(`where tiles show ${tilePreview} by object URLs, marks stand on the right ones, also after a scroll`, async () => {
    await using opened = await openPhotos({ photos: 300, pictures: { tilePictures: 'blob', tilePreview } });
    const { photosPage, library, errors } = opened;
    await expectObjectUrls(photosPage);
    await expectMarks(photosPage, library);

    const first = photosPage.grid.locator('.grid-item').first();
    const before = await first.evaluate((cell) => cell.outerHTML);
    await photosPage.page.mouse.move(300, 400);
    await photosPage.page.mouse.wheel(0, 3_000);
    await expect.poll(() => first.evaluate((cell) => cell.outerHTML)).not.toBe(before);
    await expect.poll(async () => (await marksOf(photosPage)).length).toBe(0);
    await expectMarks(photosPage, library);
    expect(errors).toEqual([]);
  });

for (const [variant, tile] of [
  ['described', '.PhotoItemView'],
  ['renamed', '[aria-selected]'],
] as const)
  test(`on the page "${variant}" with object URLs a selection is sent by what its pictures are`, async () => {
    await using opened = await openPhotos({ variant, pictures: { tilePictures: 'blob' } });
    const { photosPage, played, library } = opened;
    await photosPage.find('button', 'Send to Jottacloud');
    await expectObjectUrls(photosPage);
    await expect
      .poll(async () => (await marksOf(photosPage)).length, { timeout: 20_000 })
      .toBeGreaterThan(10);
    const tiles = photosPage.grid.locator(tile);
    await tiles.nth(0).click();
    await tiles.nth(8).click({ modifiers: ['Control'] });

    await photosPage.press('button', 'Send 2 to Jottacloud');

    const newest = library.primary.assets.toReversed();
    await expect
      .poll(async () => (await played.questions()).find(({ name }) => name === 'sendItems')?.request)
      .toEqual({
        assetNames: [],
        thumbs: [0, 8].map((index) => newest[index]?.master.resources.get('resJPEGThumb')?.fileChecksum),
      });
  });

test('where object URLs have ended no tile is marked, and a selection leads to our own window', async () => {
  await using opened = await openPhotos({ pictures: { tilePictures: 'revoked-blob' } });
  const { photosPage, played, errors } = opened;
  await photosPage.find('button', 'Send to Jottacloud');
  await expectObjectUrls(photosPage);
  await photosPage.grid.locator('.PhotoItemView').nth(1).click();

  await photosPage.press('button', 'Send 1 to Jottacloud');

  await photosPage.find('listbox', 'Choose photos');
  const questions = await played.questions();
  expect(questions.filter(({ name }) => name === 'sendItems')).toEqual([]);
  // no picture was recognised, so no state was requested
  expect(questions.filter(({ name }) => name === 'thumbStates')).toEqual([]);
  expect(await marksOf(photosPage)).toEqual([]);
  expect(errors).toEqual([]);
});

test('pictures that the page has redrawn get no mark', async () => {
  await using opened = await openPhotos({ pictures: { tilePictures: 'redrawn-blob' } });
  const { photosPage, played, library } = opened;
  const asked = async () =>
    (await played.questions())
      .filter(({ name }) => name === 'thumbStates')
      .flatMap(({ request }) => (request as { thumbs: string[] }).thumbs);
  await expect.poll(async () => (await asked()).length, { timeout: 20_000 }).toBeGreaterThan(20);
  const known = new Set(
    library.primary.assets.flatMap(({ master }) =>
      [...master.resources.values()].map(({ fileChecksum }) => fileChecksum),
    ),
  );
  expect((await asked()).filter((thumb) => known.has(thumb))).toEqual([]);
  expect(await marksOf(photosPage)).toEqual([]);
});

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
  expect(jottacloud.tree.files().map(({ md5 }) => md5)).toEqual(wanted.map(({ md5 }) => md5));
  await photosPage.page.bringToFront();
  await expect
    .poll(async () => (await marksOf(photosPage)).map(({ state }) => state), { timeout: 40_000 })
    .toEqual(['proved']);
  icloud.assertNeverWritten();
});
