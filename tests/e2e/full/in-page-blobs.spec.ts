import { expect, test } from '@playwright/test';
import { marksOf } from '../in-page.ts';
import { expectMarks, expectObjectUrls, openPhotos } from '../open-photos.ts';

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
