import { describe, expect, test } from 'vitest';
import { countReads } from '../support/counted-reads.ts';
import { libraryOfSorts } from '../support/compatible-library.ts';
import { completedUploads } from '../support/far-end.ts';
import {
  copy,
  DESTINATION,
  expectLinks,
  linksIn,
  pagePaths,
  textOf,
  threeAlbums,
  withGalleries,
} from '../support/gallery-world.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

/** Uploads of pages that were taken to their end. */
const pageUploads = ({ jottacloud }: World): string[] =>
  completedUploads(jottacloud).filter((path) => path.endsWith('.html'));

test('each folder gets a page that links to its photos, to the folders in it and to the one above', async () => {
  await using world = await startWorld(threeAlbums().library);
  await copy(world);
  expect(pagePaths(world)).toEqual([
    'Not in any album/2023/index.html',
    'Not in any album/index.html',
    'Oslo/index.html',
    'Resor/Rom #1/index.html',
    'Resor/index.html',
    'index.html',
  ]);
  await expectLinks(world);
  const rome = await textOf(world, 'Resor/Rom #1/index.html');
  // In the order of the album, not by date.
  expect(linksIn(rome)).toEqual([
    ...['data:,', '../index.html', 'IMG_0002.JPG', 'IMG_0002.JPG', 'IMG_0002.JPG', 'IMG_0002.JPG.json'],
    ...['IMG_0001.JPG', 'IMG_0001.JPG', 'IMG_0001.JPG', 'IMG_0001.JPG.json'],
  ]);
  expect(rome).toContain('Trevi &amp; co');
  expect(linksIn(await textOf(world, 'index.html'))).toEqual([
    ...['data:,', 'Not%20in%20any%20album/index.html', 'Oslo/index.html', 'Resor/index.html'],
  ]);
  expect(linksIn(await textOf(world, 'Oslo/index.html'))).toContain('IMG_0003.MOV');
  expect((await readReport(world.log))?.totals).toMatchObject({ itemsFound: 4, itemsDone: 4 });
});

test.each([
  [
    'year-month',
    [
      '2023/2023-02/index.html',
      '2023/index.html',
      '2024/2024-06/index.html',
      '2024/index.html',
      'index.html',
    ],
  ],
  ['one-folder', ['index.html']],
] as const)('pages follow the layout %s, oldest photo first', async (layout, pages) => {
  const library = createLibrary(5);
  for (const [name, month] of [
    ['IMG_0001.JPG', 5],
    ['IMG_0002.JPG', 5],
  ] as const)
    library.addPhoto({
      name,
      bytes: 3_000,
      takenAt: Date.UTC(2024, month, name === 'IMG_0001.JPG' ? 20 : 10),
    });
  library.addPhoto({ name: 'IMG_0003.JPG', bytes: 3_200, takenAt: Date.UTC(2023, 1, 1) });
  await using world = await startWorld(library);
  await copy(world, withGalleries({ layout }));
  expect(pagePaths(world)).toEqual(pages);
  await expectLinks(world);
  const sources = pages.map(async (path) =>
    [...(await textOf(world, path)).matchAll(/<img [^>]*src="([^"]+)"/g)].map(([, to]) => to),
  );
  const shown = (await Promise.all(sources)).flat();
  expect(shown).toEqual(['IMG_0003.JPG', 'IMG_0002.JPG', 'IMG_0001.JPG']);
});

test('only the pages of what has changed are written again', async () => {
  const { library, rome } = threeAlbums();
  await using world = await startWorld(library);
  await copy(world);
  const first = pageUploads(world).length;
  expect(first).toBe(6);

  await copy(world);
  expect(pageUploads(world)).toHaveLength(first);
  // One look at the marks, none at files or photos.
  const press = () => copy(world);
  expect(await countReads(press, 'members')).toBeLessThanOrEqual(4);

  library.albums.addTo(rome, library.addPhoto({ name: 'IMG_0009.JPG', bytes: 5_000 }));
  await copy(world);
  expect(
    pageUploads(world)
      .slice(first)
      .map((path) => path.split('/').slice(-2).join('/')),
  ).toEqual(['Rom #1/index.html']);
  expect(await textOf(world, 'Resor/Rom #1/index.html')).toContain('IMG_0009.JPG');
  expect(world.jottacloud.tree.file(`${DESTINATION}/Resor/Rom #1/index.html`)?.versions).toBe(2);
  await expectLinks(world);
});

test('a new folder gets a page, and a link on the page above', async () => {
  const { library } = threeAlbums();
  await using world = await startWorld(library);
  await copy(world);
  library.albums.addTo(
    library.albums.addAlbum('Bergen'),
    library.addPhoto({ name: 'IMG_0010.JPG', bytes: 5_000 }),
  );
  await copy(world);
  expect(linksIn(await textOf(world, 'index.html'))).toContain('Bergen/index.html');
  await expectLinks(world);
});

test('a changed title is on the page after the next copy', async () => {
  const { library } = threeAlbums();
  await using world = await startWorld(library);
  await copy(world);
  const [photo] = library.primary.assets;
  if (!photo) throw new Error('there is a photo');
  photo.details = { title: 'Fossen' };
  photo.zone.touch(photo, library.nowMs);
  await copy(world);
  expect(await textOf(world, 'Resor/Rom #1/index.html')).toContain('Fossen');
});

test('places are on the pages only if places are wanted', async () => {
  const library = createLibrary(5);
  library.addPhoto({
    name: 'IMG_0001.JPG',
    bytes: 3_000,
    details: { location: { lat: 59.5, lon: 10.25 } },
  });
  await using world = await startWorld(library);
  const path = 'Not in any album/2024/index.html';
  await copy(world);
  expect(await textOf(world, path)).toContain('59.50000, 10.25000');
  await copy(world, withGalleries({ places: false }));
  expect(await textOf(world, path)).not.toContain('59.5');
});

test('a photo that browsers do not draw is drawn by its compatible copy, once that is wanted', async () => {
  await using world = await startWorld(libraryOfSorts());
  const pictures = async (): Promise<string[]> => {
    const html = await textOf(world, '2024/2024-06/index.html');
    return [...html.matchAll(/<img [^>]*src="([^"]+)"/g)].map(([, to = '']) => to);
  };
  await copy(world, withGalleries({ layout: 'year-month' }));
  const before = await pictures();
  await copy(world, withGalleries({ layout: 'year-month', compatible: true }));
  const added = (await pictures()).filter((to) => !before.includes(to));
  expect(added.length).toBeGreaterThan(0);
  for (const to of added) expect(to).toMatch(/^\.\.\/\.\.\/Compatible%20copies\/2024\/2024-06\/[^/]+\.jpg$/i);
  expect(pagePaths(world)).toContain('Compatible copies/2024/2024-06/index.html');
  await expectLinks(world);
});

describe('switched off', () => {
  test('there is no page without details files, nor by default', async () => {
    await using world = await startWorld(threeAlbums().library);
    await copy(world, { arrangement: defaultArrangement });
    await copy(world, withGalleries({ details: 'off' }));
    expect(pagePaths(world)).toEqual([]);
  });

  test('pages that are there stay as they are, and are brought up to date once they are wanted again', async () => {
    const { library, rome } = threeAlbums();
    await using world = await startWorld(library);
    await copy(world);
    const [before, html] = [pagePaths(world), await textOf(world, 'Resor/Rom #1/index.html')];
    library.albums.addTo(rome, library.addPhoto({ name: 'IMG_0009.JPG', bytes: 5_000 }));
    await copy(world, withGalleries({ gallery: false }));
    expect(pagePaths(world)).toEqual(before);
    expect(await textOf(world, 'Resor/Rom #1/index.html')).toBe(html);
    await copy(world);
    expect(await textOf(world, 'Resor/Rom #1/index.html')).toContain('IMG_0009.JPG');
  });

  test('folders of an earlier copy get their pages when pages are switched on', async () => {
    await using world = await startWorld(threeAlbums().library);
    await copy(world, { arrangement: { ...defaultArrangement, details: 'json' } });
    await copy(world);
    expect(pagePaths(world)).toHaveLength(6);
    await expectLinks(world);
  });
});

test('a photo that could not be copied is on no page, and is there after the copy that brings it', async () => {
  const library = createLibrary(5);
  library.addPhoto({ name: 'IMG_0001.JPG', bytes: 40_000 });
  library.addPhoto({ name: 'IMG_0002.JPG', bytes: 41_000 });
  await using world = await startWorld(library, { speed: 1_200 });
  const checksum = library.expectedOriginals()[0]?.checksum ?? '^$';
  const address = new RegExp(checksum.replaceAll('+', '-').replaceAll('/', '_'));
  world.icloud.faults.add({ path: address, times: 4, action: { kind: 'flipByte', at: 5 } });
  await (await startEngine(world)).transfer(withGalleries());
  expect((await readReport(world.log))?.problems).toHaveLength(1);
  const path = 'Not in any album/2024/index.html';
  expect(linksIn(await textOf(world, path))).not.toContain('IMG_0001.JPG');
  await expectLinks(world);

  await copy(world);
  expect(linksIn(await textOf(world, path))).toContain('IMG_0001.JPG');
  await expectLinks(world);
});
