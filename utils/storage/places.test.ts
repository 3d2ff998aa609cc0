import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { recount } from '../../tests/integration/recount.ts';
import type { ItemStore } from '../engine/ports.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import { type Arrangement, usualArrangement } from '../photos/arrangement.ts';
import { type Choice, everything } from '../photos/choice.ts';
import type { ListName } from '../photos/destination-path.ts';
import type { PhotoItem } from '../photos/item.ts';
import type { FileEvent } from '../transfer/file.ts';
import type { Run } from '../transfer/run.ts';
import { sampleRun } from '../transfer/testing/sample-run.ts';
import { epochMs, md5, recordName } from '../units.ts';
import { type LogDatabase, openLog } from './database.ts';
import { createLogStore } from './log-store.ts';
import { startRun } from './runs.ts';
import { placeAll, SAMPLE_LIBRARY, sampleItem, samplePage, sampleZone } from './testing/sample-log.ts';

const SHARED = 'private:SharedSync-1';
const sharedZone: LibraryZone = { ...sampleZone, zoneName: 'SharedSync-1' };
const at = epochMs(1_000);
const toDone: FileEvent[] = [
  { type: 'started' },
  { type: 'hashComputed', md5: md5('d41d8cd98f00b204e9800998ecf8427e'), proof: 'checksum' },
  { type: 'uploadStarted' },
  { type: 'confirmed', outcome: 'uploaded', at },
];

let logs = 0;
let log: LogDatabase;
let store: ItemStore;

/** What Apple has: photos of each list, and albums with what is in them, each named like its record. */
interface Apple {
  main?: PhotoItem[];
  hidden?: PhotoItem[];
  deleted?: PhotoItem[];
  shared?: PhotoItem[];
  albums?: Record<string, string[]>;
}
interface Wish extends Partial<Arrangement> {
  folder?: string;
  choice?: Partial<Choice>;
}

/** A press: lists what Apple has, and makes everything done that is placed. */
async function run(
  apple: Apple,
  { folder = 'iCloud Photos', choice = {}, ...arrangement }: Wish = {},
): Promise<Run> {
  const wish = {
    destinationFolder: folder,
    choice: { ...everything, ...choice },
    arrangement: { ...usualArrangement, ...arrangement },
    isConfirmed: true,
  };
  await startRun(log, at, wish);
  const albums = Object.entries(apple.albums ?? {});
  await store.saveAlbums(
    SAMPLE_LIBRARY,
    albums.map(([name], index) => ({
      recordName: recordName(name),
      name,
      kind: 'album' as const,
      parent: null,
      createdAt: index,
      position: index,
    })),
  );
  for (const [name, assets] of albums)
    await store.saveMembers(albumKey(name), {
      members: assets.map((assetName, position) => ({ assetName, position, isCover: false })),
      rankCount: assets.length,
      isLast: true,
      passToken: null,
    });
  const lists: [string, ListName, PhotoItem[]][] = [
    [SAMPLE_LIBRARY, 'main', apple.main ?? []],
    [SHARED, 'main', apple.shared ?? []],
    ...(wish.arrangement.hidden
      ? [[SAMPLE_LIBRARY, 'hidden', apple.hidden ?? []] as [string, ListName, PhotoItem[]]]
      : []),
    ...(wish.arrangement.recentlyDeleted
      ? [[SAMPLE_LIBRARY, 'deleted', apple.deleted ?? []] as [string, ListName, PhotoItem[]]]
      : []),
  ];
  for (const [library, list, items] of lists) await store.savePhotos(library, list, samplePage(items, true));
  const begun = sampleRun({ ...wish });
  await placeAll(store, begun);
  await moveAll();
  await store.changeRun({ status: 'finished' });
  expect(await store.readTotals()).toEqual(await recount(log));
  return begun;
}

async function moveAll(): Promise<void> {
  for (const { key, state } of await log.getAll('files'))
    if (state.status === 'queued') for (const event of toDone) await store.apply(key, event);
}

const albumKey = (name: string): string => `${SAMPLE_LIBRARY}/${name}`;
const photo = (id: string, change: Parameters<typeof sampleItem>[1] = {}): PhotoItem =>
  sampleItem(id, { name: `${id}.JPG`, addedAt: id.charCodeAt(0), ...change });
const paths = async (): Promise<string[]> => (await log.getAll('files')).map(({ path }) => path).toSorted();
const bytesFound = async (): Promise<number> => (await store.readTotals()).bytesFound;
const UNFILED = 'Not in any album/2024';

beforeEach(async () => {
  logs += 1;
  log = await openLog(`places ${logs}`);
  store = createLogStore(log);
  await store.saveLibraries([sampleZone, sharedZone], []);
});

describe('albums', () => {
  test('a photo lies in each of its albums, its bytes are counted once', async () => {
    await run({ main: [photo('A'), photo('B')], albums: { Rom: ['A'], Oslo: ['A'] } });
    expect(await paths()).toEqual([`${UNFILED}/B.JPG`, 'Oslo/A.JPG', 'Rom/A.JPG'].toSorted());
    expect(await store.readTotals()).toMatchObject({
      itemsDone: 2,
      filesDone: 3,
      bytesFound: 200,
      bytesDone: 200,
    });
    expect((await log.getAll('files')).filter(({ isCopy }) => isCopy).map(({ path }) => path)).toEqual([
      'Oslo/A.JPG',
    ]);
  });

  test('a photo that comes into an album later lies there too', async () => {
    await run({ main: [photo('A')] });
    await run({ main: [photo('A')], albums: { Rom: ['A'] } });
    expect(await paths()).toEqual([`${UNFILED}/A.JPG`, 'Rom/A.JPG']);
    expect(await bytesFound()).toBe(100);
  });

  test('a photo that leaves its albums keeps its place, and gets no other', async () => {
    await run({ main: [photo('A')], albums: { Rom: ['A'] } });
    await run({ main: [photo('A')], albums: { Rom: [] } });
    await run({ main: [photo('A')], albums: {} }, { choice: { from: '2000-01-01' } });
    expect(await paths()).toEqual(['Rom/A.JPG']);
  });

  test('an edit of a photo that has left its albums lies beside the original', async () => {
    await run({ main: [photo('A')], albums: { Rom: ['A'] } });
    await run({ main: [photo('A', { roles: ['original', 'edited-still'] })], albums: {} });
    expect(await paths()).toEqual(['Rom/A-edited.JPG', 'Rom/A.JPG']);
  });

  test('an album that comes back after it was gone has its folder', async () => {
    await run({ main: [photo('A')], albums: { Rom: ['A'] } });
    await run({ main: [photo('A'), photo('B')], albums: {} });
    await run({ main: [photo('A'), photo('B')], albums: { Rom: ['A', 'B'] } });
    expect(await paths()).toEqual([`${UNFILED}/B.JPG`, 'Rom/A.JPG', 'Rom/B.JPG']);
  });

  test('one album may hold photos of both libraries', async () => {
    await run({ main: [photo('A')], shared: [photo('S'), photo('T')], albums: { Rom: ['A', 'S'] } });
    expect(await paths()).toEqual(['Rom/A.JPG', 'Rom/S.JPG', `Shared Library/${UNFILED}/T.JPG`]);
  });

  test('a relation to a photo that is none costs nothing, and an album of nothing else is an empty folder', async () => {
    await run({
      main: [photo('A')],
      albums: { Rom: ['gone', 'A'], Empty: [], Orphans: ['gone'], Unchosen: ['A'] },
    });
    expect(await paths()).toEqual(['Rom/A.JPG', 'Unchosen/A.JPG']);
    expect((await store.emptyFolders()).map(({ path }) => path)).toEqual(['Empty', 'Orphans']);
  });

  test('an album none of whose photos is chosen is not empty', async () => {
    await run({ main: [photo('A')], albums: { Rom: ['A'] } }, { choice: { from: '2030-01-01' } });
    expect(await paths()).toEqual([]);
    expect(await store.emptyFolders()).toEqual([]);
  });
});

describe('another destination or layout', () => {
  test.each<[string, Wish, string[]]>([
    ['destination', { folder: 'Bilder' }, ['Rom/A.JPG', 'Rom/B.JPG', 'Oslo/A.JPG']],
    ['layout', { layout: 'year-month' }, ['2024/2024-06/A.JPG', '2024/2024-06/B.JPG']],
    ['layout', { layout: 'one-folder' }, ['A.JPG', 'B.JPG']],
  ])('places everything anew, and knows the bytes (%s)', async (_, wish, expected) => {
    const apple = { main: [photo('A'), photo('B')], albums: { Rom: ['A', 'B'], Oslo: ['A'] } };
    await run(apple);
    await run(apple, wish);
    expect(await paths()).toEqual(expected.toSorted());
    expect(await store.knownContent('A-original')).not.toBeNull();
    expect(await bytesFound()).toBe(200);
  });
});

describe('what is chosen', () => {
  const apple: Apple = {
    main: [photo('A'), photo('B'), photo('C', { takenAt: Date.UTC(2020, 0, 1) })],
    albums: { Rom: ['A'], Oslo: ['A', 'B'] },
  };

  test('is added to what earlier runs have moved', async () => {
    await run(apple, { choice: { albums: [albumKey('Rom')] } });
    expect(await paths()).toEqual(['Rom/A.JPG']);
    await run(apple, { choice: { albums: [], unfiled: true } });
    expect(await paths()).toEqual(['Not in any album/2020/C.JPG', 'Rom/A.JPG']);
    await run(apple, { choice: { from: '2024-06-15', to: '2024-06-15' } });
    expect(await paths()).toEqual(['Not in any album/2020/C.JPG', 'Oslo/A.JPG', 'Oslo/B.JPG', 'Rom/A.JPG']);
    expect(await bytesFound()).toBe(300);
  });

  test('may be kinds, or single photos', async () => {
    await run(apple, { choice: { kinds: ['video'] } });
    expect(await paths()).toEqual([]);
    await run(apple, { choice: { items: [`${SAMPLE_LIBRARY}/C`] } });
    expect(await paths()).toEqual(['Not in any album/2020/C.JPG']);
  });

  test.each<[string, Apple['albums']]>([
    ['the photo left its album', { Rom: ['A'], Oslo: ['A'] }],
    ['the album is gone', { Rom: ['A'] }],
  ])('of what is in no album, is also what came to be so: %s', async (_, albums) => {
    await run(apple, { choice: { albums: [], unfiled: true } });
    expect(await paths()).toEqual(['Not in any album/2020/C.JPG']);
    await run({ ...apple, albums: albums ?? {} }, { choice: { albums: [], unfiled: true } });
    expect(await paths()).toEqual(['Not in any album/2020/C.JPG', `${UNFILED}/B.JPG`]);
  });
});

describe('lists', () => {
  const apple: Apple = { main: [photo('A')], hidden: [photo('H')], deleted: [photo('D')] };

  test('Hidden and Recently Deleted are copied when they are wanted, into folders of their own', async () => {
    await run(apple);
    expect(await paths()).toEqual([`${UNFILED}/A.JPG`]);
    await run(apple, { hidden: true, recentlyDeleted: true });
    expect(await paths()).toEqual(['Hidden/2024/H.JPG', `${UNFILED}/A.JPG`, 'Recently Deleted/2024/D.JPG']);
    await run(apple);
    expect(await store.readTotals()).toMatchObject({ itemsFound: 3, itemsDone: 3 });
  });

  test('a photo that was copied and is hidden now stays where it is', async () => {
    await run({ main: [photo('A')] }, { hidden: true });
    await run({ hidden: [photo('A')] }, { hidden: true });
    expect(await paths()).toEqual([`${UNFILED}/A.JPG`]);
  });

  test('the Shared Library has a folder of its own, or none', async () => {
    const both: Apple = { main: [photo('A')], shared: [photo('S', { name: 'A.JPG' })] };
    await run(both, { layout: 'year-month' });
    expect(await paths()).toEqual(['2024/2024-06/A.JPG', 'Shared Library/2024/2024-06/A.JPG']);
    await run(both, { layout: 'year-month', sharedLibrary: 'together' });
    expect(await paths()).toEqual(['2024/2024-06/A (S).JPG', '2024/2024-06/A.JPG']);
  });
});

describe('what is not there', () => {
  test('a photo that Apple does not list any more is not placed; if it comes back, it is', async () => {
    const rom: Wish = { choice: { albums: [albumKey('Rom')] } };
    await run({ main: [photo('A'), photo('B')], albums: { Rom: ['A'] } }, rom);
    await run({ main: [photo('A')], albums: { Rom: ['A'] } });
    expect(await paths()).toEqual(['Rom/A.JPG']);
    await run({ main: [photo('A'), photo('B')], albums: { Rom: ['A'] } });
    expect(await paths()).toEqual([`${UNFILED}/B.JPG`, 'Rom/A.JPG']);
  });

  test('a photo that was copied and is gone at Apple stays counted as done', async () => {
    await run({ main: [photo('A'), photo('B')] });
    await run({ main: [photo('A')] });
    expect(await store.readTotals()).toMatchObject({ itemsFound: 2, itemsDone: 2, filesFailed: 0 });
  });

  test('an original that comes later takes its place in every album, the rest of the photo first', async () => {
    const albums = { Rom: ['A'], Oslo: ['A'] };
    const roles = ['original', 'live-video'] as const;
    await run({ main: [photo('A', { missing: true, roles: [...roles] })], albums });
    expect(await store.readTotals()).toMatchObject({ itemsFailed: 1, filesDone: 2, filesFailed: 2 });
    expect(await store.missingOriginals()).toMatchObject([{ list: 'main' }, { list: 'main' }]);

    await run({ main: [photo('A', { roles: [...roles] })], albums });
    expect(await store.readTotals()).toMatchObject({
      itemsDone: 1,
      itemsFailed: 0,
      filesDone: 4,
      bytesFound: 201,
    });
    expect(await paths()).toEqual(['Oslo/A.JPG', 'Oslo/A.MOV', 'Rom/A.JPG', 'Rom/A.MOV']);
  });

  test('an original missing in Hidden is looked for there', async () => {
    await run({ hidden: [photo('H', { missing: true })] }, { hidden: true });
    expect(await store.missingOriginals()).toMatchObject([{ list: 'hidden' }]);
  });
});

test('an edit of a photo in two albums is counted once, and so is its second edit', async () => {
  const edited = (checksum: string): Apple => ({
    main: [photo('A', { roles: ['original', 'edited-still'], checksum })],
    albums: { Rom: ['A'], Oslo: ['A'] },
  });
  await run({ ...edited(''), main: [photo('A')] });
  await run(edited('A'));
  expect(await bytesFound()).toBe(201);
  await run(edited('other'));
  expect(await bytesFound()).toBe(201);
  expect(await store.readTotals()).toMatchObject({ filesDone: 4 });
});

test('a death between any two steps of placing changes no path and no sum', async () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    sampleItem(`P${index}`, { name: `IMG_${index % 40}.JPG`, addedAt: index }),
  );
  const albums = {
    Rom: many.filter((_, index) => index % 4 === 0).map(({ asset }) => asset.recordName as string),
  };
  await run({ main: many, albums });
  const whole = { paths: await paths(), totals: await store.readTotals() };

  logs += 1;
  log = await openLog(`places ${logs}`);
  store = createLogStore(log);
  await store.saveLibraries([sampleZone, sharedZone], []);
  const begun = await run({ main: [], albums });
  await store.savePhotos(SAMPLE_LIBRARY, 'main', samplePage(many, true));
  await store.saveMembers(albumKey('Rom'), { members: [], rankCount: 0, isLast: false, passToken: null });
  const anew = { ...begun, choice: { ...everything, from: '2000-01-01' } };
  for (let step = 0; ; step += 1) {
    const reborn = await openLog(`places ${logs}`);
    const nextStore = createLogStore(reborn);
    await nextStore.preparePlaces(anew);
    const isMore = await nextStore.placeNext(anew);
    reborn.close();
    if (!isMore) break;
    expect(step).toBeLessThan(5);
    expect((await log.get('log', 'log'))?.placedUpTo).not.toBeNull();
  }
  await moveAll();
  expect({ paths: await paths(), totals: await store.readTotals() }).toEqual(whole);
  expect(await store.readTotals()).toEqual(await recount(log));
});
