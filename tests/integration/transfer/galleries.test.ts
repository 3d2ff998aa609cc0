import { describe, expect, test } from 'vitest';
import { countReads } from '../support/counted-reads.ts';
import { completedUploads } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { type Arrangement, defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import { openLog } from '../../../utils/store/database.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const withGalleries = (change: Partial<Arrangement> = {}): { arrangement: Arrangement } => ({
  arrangement: { ...defaultArrangement, details: 'json', gallery: true, ...change },
});
const FOREIGN = new TextEncoder().encode('<!doctype html><title>a page of somebody else</title>');
const DESTINATION = 'iCloud Photos';

/** Copies, and expects that all is there. */
async function copy(world: World, request = withGalleries()): Promise<void> {
  const run = await (await startEngine(world)).transfer(request);
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  const report = await readReport(world.log);
  expect(report?.totals).toEqual(await recount(world.log));
  expect(report && isComplete(report.run, report.totals)).toBe(true);
}

const textOf = async ({ jottacloud }: World, path: string): Promise<string> =>
  Buffer.from((await jottacloud.tree.file(`${DESTINATION}/${path}`)?.bytes()) ?? []).toString('utf8');
const pagePaths = ({ jottacloud }: World): string[] =>
  jottacloud.tree
    .files()
    .map(({ path }) => path.slice(DESTINATION.length + 1))
    .filter((path) => path.endsWith('.html'))
    .toSorted();
const linksIn = (html: string): string[] =>
  [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].flatMap(([, to]) => to ?? []);

/** Every relative link of every page leads to a file that is there. */
async function expectLinks(world: World): Promise<void> {
  const there = new Set(world.jottacloud.tree.files().map(({ path }) => path));
  for (const path of pagePaths(world)) {
    const base = new URL(`${DESTINATION}/${path}`.split('/').map(encodeURIComponent).join('/'), 'file:///');
    const links = linksIn(await textOf(world, path)).filter((to) => !to.startsWith('data:'));
    const missing = links.filter((to) => !there.has(decodeURIComponent(new URL(to, base).pathname).slice(1)));
    expect({ path, missing }).toEqual({ path, missing: [] });
  }
}

/** Uploads of pages that were taken to their end. */
const pageUploads = ({ jottacloud }: World): string[] =>
  completedUploads(jottacloud).filter((path) => path.endsWith('.html'));

const threeAlbums = (): { library: Library; rome: ReturnType<Library['albums']['addAlbum']> } => {
  const library = createLibrary(5);
  const folder = library.albums.addFolder('Resor');
  const rome = library.albums.addAlbum('Rom #1', { parent: folder });
  const oslo = library.albums.addAlbum('Oslo');
  const [late, early] = [
    library.addPhoto({ name: 'IMG_0002.JPG', bytes: 3_000, takenAt: Date.UTC(2024, 5, 2) }),
    library.addPhoto({
      name: 'IMG_0001.JPG',
      bytes: 3_100,
      takenAt: Date.UTC(2024, 5, 1),
      details: { title: 'Trevi & co' },
    }),
  ];
  library.albums.addTo(rome, late, early);
  library.albums.addTo(
    oslo,
    library.addLivePhoto({ name: 'IMG_0003.HEIC', bytes: 4_000, liveVideo: { bytes: 2_000 } }),
  );
  library.addPhoto({ name: 'IMG_0004.JPG', bytes: 3_200, takenAt: Date.UTC(2023, 1, 1) });
  return { library, rome };
};

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

describe('a page of somebody else', () => {
  test('is kept, and all links lead to the other name of ours', async () => {
    await using world = await startWorld(threeAlbums().library);
    const taken = ['Resor/index.html', 'Resor/Rom #1/index.html'];
    for (const path of taken) world.jottacloud.tree.put(`${DESTINATION}/${path}`, FOREIGN);
    await copy(world);
    for (const path of taken) {
      const file = world.jottacloud.tree.file(`${DESTINATION}/${path}`);
      expect(await file?.bytes()).toEqual(FOREIGN);
      expect(file?.versions).toBe(1);
    }
    expect(linksIn(await textOf(world, 'index.html'))).toContainEqual(
      expect.stringMatching(/^Resor\/index%20\(\w+\)\.html$/),
    );
    const own = pagePaths(world).filter((path) => path.includes('('));
    expect(own).toHaveLength(2);
    await expectLinks(world);
  });

  test('is kept if it is ours with a change, and the next copy writes beside it', async () => {
    await using world = await startWorld(threeAlbums().library);
    await copy(world);
    const path = `${DESTINATION}/Oslo/index.html`;
    const changed = new TextEncoder().encode(
      (await textOf(world, 'Oslo/index.html')).replace('</h1>', ', sommer</h1>'),
    );
    world.jottacloud.tree.put(path, changed);
    await copy(world);
    expect(await world.jottacloud.tree.file(path)?.bytes()).toEqual(changed);
    expect(pagePaths(world).filter((one) => one.startsWith('Oslo/'))).toHaveLength(2);
    await expectLinks(world);
  });
});

test('with the log of a new profile, pages that nobody has changed are replaced', async () => {
  const { library, rome } = threeAlbums();
  await using world = await startWorld(library);
  await copy(world);
  const before = pagePaths(world);
  library.albums.addTo(rome, library.addPhoto({ name: 'IMG_0009.JPG', bytes: 5_000 }));
  const logName = `${world.logName} of a new profile`;
  const later: World = { ...world, logName, log: await openLog(logName) };
  await copy(later);
  later.log.close();
  expect(pagePaths(world)).toEqual(before);
  expect(world.jottacloud.tree.file(`${DESTINATION}/Resor/Rom #1/index.html`)?.versions).toBe(2);
  expect(world.jottacloud.tree.file(`${DESTINATION}/Oslo/index.html`)?.versions).toBe(1);
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
