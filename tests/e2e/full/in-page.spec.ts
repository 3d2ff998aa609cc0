import { expect, test } from '@playwright/test';
import { marksOf } from '../in-page.ts';
import { expectMarks, openPhotos } from '../open-photos.ts';

const SEND = 'Send to Jottacloud';

test('the keyboard alone reaches the button, opens its menu and leaves it', async () => {
  await using opened = await openPhotos();
  const { photosPage } = opened;
  const { keyboard } = photosPage.page;
  await photosPage.find('button', SEND);
  const isFocused = async () => (await photosPage.find('button', SEND)).properties['focused'] === true;
  for (let tabs = 0; tabs < 12 && !(await isFocused()); tabs += 1) await keyboard.press('Tab');
  expect(await isFocused()).toBe(true);

  await keyboard.press('Enter');
  const focused = async (name: string) => (await photosPage.find('menuitem', name)).properties['focused'];
  await expect.poll(() => focused('Whole library')).toBe(true);
  expect((await photosPage.spoken('menuitem')).map(({ name }) => name)).toEqual([
    'Whole library',
    'Choose photos…',
  ]);
  await keyboard.press('ArrowUp');
  await expect.poll(() => focused('Choose photos…')).toBe(true);
  await keyboard.press('Escape');
  await photosPage.expectGone('menuitem', 'Whole library');
  await expect.poll(isFocused).toBe(true);
});

test('the page’s scripts can neither read, style, press nor hear the button', async () => {
  await using opened = await openPhotos();
  const { photosPage, played } = opened;
  await photosPage.find('button', SEND);
  const seen = await photosPage.grid.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const type of ['click', 'keydown', 'pointerdown']) addEventListener(type, () => heard.push(type));
    const style = document.createElement('style');
    style.textContent =
      ':root > div { display: none !important; opacity: 0 !important; transform: scale(9) !important }';
    document.head.append(style);
    return [...document.querySelectorAll(':root > div')].map((host) => {
      for (const type of ['click', 'pointerdown', 'mousedown'])
        host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
      if (host instanceof HTMLElement) host.click();
      const { display, opacity, transform } = getComputedStyle(host);
      return { root: host.shadowRoot, text: host.textContent, display, opacity, transform };
    });
  });
  expect(seen.length).toBeGreaterThan(0);
  for (const host of seen)
    expect(host).toMatchObject({ root: null, text: '', display: 'block', opacity: '1', transform: 'none' });
  expect(await photosPage.spoken('menuitem')).toEqual([]);

  await photosPage.grid.evaluate(
    () => void ((globalThis as unknown as { heard: string[] }).heard.length = 0),
  );
  await photosPage.press('button', SEND);
  await photosPage.find('menuitem', 'Whole library');
  await photosPage.page.keyboard.press('ArrowDown');
  expect(await photosPage.grid.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual(
    [],
  );
  expect((await played.questions()).some(({ name }) => name === 'sendItems')).toBe(false);
});

for (const [variant, tile, locale] of [
  ['described', '.PhotoItemView', 'nb-no'],
  ['renamed', '[aria-selected]', 'en-us'],
  ['shell', '.PhotoItemView', 'en-us'],
] as const)
  test(`on the page "${variant}" (${locale}) the one button counts the selection and sends it, with Undo`, async () => {
    await using opened = await openPhotos({ variant, locale });
    const { photosPage, played, library, errors } = opened;
    await photosPage.find('button', SEND);
    const tiles = photosPage.grid.locator(tile);
    await tiles.nth(0).click();
    await tiles.nth(8).click({ modifiers: ['Control'] });
    await tiles.nth(9).click({ modifiers: ['Control'] });
    await photosPage.press('button', 'Send 3 to Jottacloud');

    await photosPage.press('button', 'Undo');
    const sent = (await played.questions()).find(({ name }) => name === 'sendItems');
    const newest = library.primary.assets.toReversed();
    expect(sent?.request).toEqual({
      assetNames: [],
      thumbs: [0, 8, 9].map((index) => newest[index]?.master.resources.get('resJPEGThumb')?.fileChecksum),
    });
    await expect
      .poll(async () => (await played.questions()).find(({ name }) => name === 'undoSend')?.request)
      .toEqual({ undoId: 'u1' });
    expect(errors).toEqual([]);
  });

test('the button and our own window work on a page without information', async () => {
  await using opened = await openPhotos({ variant: 'drawn', photos: 320 });
  const { photosPage, played, library, errors } = opened;
  const { keyboard } = photosPage.page;
  await photosPage.grid.locator('canvas').first().click();
  await photosPage.press('button', SEND);
  await photosPage.press('menuitem', 'Choose photos…');

  await expect
    .poll(
      async () => (await photosPage.spoken('option')).filter(({ name }) => name.startsWith('Photo, ')).length,
    )
    .toBeGreaterThan(10);
  const [first] = await photosPage
    .spoken('option')
    .then((all) => all.filter(({ name }) => name.startsWith('Photo, ')));
  if (!first) throw new Error('no photo');
  const { x, y } = await first.middle();
  await photosPage.page.mouse.click(x, y);
  await photosPage.find('button', 'Send 1 to Jottacloud');
  for (let tab = 0; tab < 8; tab += 1) {
    const { properties } = await photosPage.find('listbox', 'Choose photos');
    if (properties['focused'] === true) break;
    await keyboard.press('Tab');
  }
  await keyboard.press('Home');
  await keyboard.press('Shift+End');
  await photosPage.press('button', 'Send 320 to Jottacloud');
  await expect
    .poll(async () => (await played.questions()).find(({ name }) => name === 'sendItems')?.request)
    .toMatchObject({ thumbs: [] });
  const sent = (await played.questions()).find(({ name }) => name === 'sendItems');
  const { assetNames } = (sent?.request ?? {}) as { assetNames?: string[] };
  expect(new Set(assetNames)).toEqual(new Set(library.primary.assets.map(({ recordName }) => recordName)));
  expect(errors).toEqual([]);
});

test('the state of an open photo is shown, and the button sends that photo', async () => {
  await using opened = await openPhotos();
  const { photosPage, played, library } = opened;
  const [proved, , , unknown] = library.primary.assets;
  await photosPage.find('button', SEND);
  const openPhoto = (name = '') =>
    photosPage.page.evaluate((recordName) => void (location.hash = `#/i,pz,${recordName},1/`), name);
  await openPhoto(proved?.recordName);
  await photosPage.find('StaticText', 'In Jottacloud ✓ verified');
  await photosPage.expectGone('button', SEND);

  await openPhoto(unknown?.recordName);
  await photosPage.find('StaticText', 'Not yet in Jottacloud');
  await photosPage.press('button', SEND);
  await expect
    .poll(async () => (await played.questions()).find(({ name }) => name === 'sendItems')?.request)
    .toEqual({ assetNames: [unknown?.recordName], thumbs: [] });
});

test('marks are on the right tiles, also after scrolling replaced tiles', async () => {
  await using opened = await openPhotos({ photos: 300 });
  const { photosPage, library } = opened;
  await expectMarks(photosPage, library);
  const before = await photosPage.grid
    .locator('.grid-item')
    .first()
    .evaluate((cell) => cell.outerHTML);
  await photosPage.page.mouse.move(300, 400);
  await photosPage.page.mouse.wheel(0, 3_000);
  await expect
    .poll(() =>
      photosPage.grid
        .locator('.grid-item')
        .first()
        .evaluate((cell) => cell.outerHTML),
    )
    .not.toBe(before);
  await expect.poll(async () => (await marksOf(photosPage)).length).toBe(0);
  await expectMarks(photosPage, library);
});
