import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { recount } from '../../../tests/integration/support/recount.ts';
import { everything } from '../../domain/album/choice.ts';
import type { PhotoItem } from '../../domain/photo/item.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage, savePage } from '../testing/sample-log.ts';
import {
  albumKey,
  type Apple,
  newRuns,
  type SampleRuns,
  type SampleRequest,
} from '../testing/sample-runs.ts';

let logs = 0;
let world: SampleRuns;
const photo = (id: string, change: Parameters<typeof sampleItem>[1] = {}): PhotoItem =>
  sampleItem(id, { name: `${id}.JPG`, addedAt: id.charCodeAt(0), ...change });
const UNFILED = 'Not in any album/2024';

beforeEach(async () => {
  logs += 1;
  world = await newRuns(`places ${logs}`);
});

describe('albums', () => {
  test('a photo lies in each of its albums, its bytes are counted once', async () => {
    await world.run({ main: [photo('A'), photo('B')], albums: { Rom: ['A'], Oslo: ['A'] } });
    expect(await world.paths()).toEqual([`${UNFILED}/B.JPG`, 'Oslo/A.JPG', 'Rom/A.JPG'].toSorted());
    expect(await world.store.readTotals()).toMatchObject({
      itemsDone: 2,
      filesDone: 3,
      bytesFound: 200,
      bytesDone: 200,
    });
    expect((await world.log.getAll('files')).filter(({ isCopy }) => isCopy).map(({ path }) => path)).toEqual([
      'Oslo/A.JPG',
    ]);
  });

  test('our folders have the names of the language that the first copy chose', async () => {
    await world.run(
      { main: [photo('A')], hidden: [photo('B')], shared: [photo('S')] },
      { folderLanguage: 'nb', hidden: true },
    );
    expect(await world.paths()).toEqual([
      'Delt bibliotek/Ikke i noe album/2024/S.JPG',
      'Ikke i noe album/2024/A.JPG',
      'Skjult/2024/B.JPG',
    ]);
  });

  test('a photo that comes into an album later lies there too', async () => {
    await world.run({ main: [photo('A')] });
    await world.run({ main: [photo('A')], albums: { Rom: ['A'] } });
    expect(await world.paths()).toEqual([`${UNFILED}/A.JPG`, 'Rom/A.JPG']);
    expect(await world.bytesFound()).toBe(100);
  });

  test.each<[string, Apple['albums']]>([
    ['its album', { Rom: [] }],
    ['its album, which is gone', {}],
  ])(
    'a photo that leaves %s belongs among those in no album, at no bytes, and stays where it was',
    async (_, albums = {}) => {
      await world.run({ main: [photo('A')], albums: { Rom: ['A'] } });
      await world.run({ main: [photo('A')], albums });
      await world.run({ main: [photo('A')], albums }, { choice: { from: '2000-01-01' } });
      expect(await world.paths()).toEqual([`${UNFILED}/A.JPG`, 'Rom/A.JPG']);
      expect(await world.bytesFound()).toBe(100);
    },
  );

  test('an edit of a photo that has left its albums lies beside the original, where both belong', async () => {
    await world.run({ main: [photo('A')], albums: { Rom: ['A'] } });
    await world.run({ main: [photo('A', { roles: ['original', 'edited-still'] })], albums: {} });
    expect(await world.paths()).toEqual([`${UNFILED}/A-edited.JPG`, `${UNFILED}/A.JPG`, 'Rom/A.JPG']);
  });

  test('details files of a photo list its current albums, in every place', async () => {
    const request: SampleRequest = { details: 'json' };
    await world.run({ main: [photo('A')], albums: { Rom: ['A'], Oslo: ['A'] } }, request);
    const before = await world.log.getAll('files');
    await world.run({ main: [photo('A')], albums: { Rom: [], Oslo: [] } }, request);
    const after = (await world.log.getAll('files')).filter(({ role }) => role === 'details');
    expect(after.map(({ path }) => path)).toEqual([
      `${UNFILED}/A.JPG.json`,
      'Oslo/A.JPG.json',
      'Rom/A.JPG.json',
    ]);
    expect(new Set(after.map(({ checksum }) => checksum)).size).toBe(1);
    expect(before.map(({ checksum }) => checksum)).not.toContain(after[0]?.checksum);
  });

  test('an album that comes back after it was gone has its folder', async () => {
    await world.run({ main: [photo('A')], albums: { Rom: ['A'] } });
    await world.run({ main: [photo('A'), photo('B')], albums: {} });
    await world.run({ main: [photo('A'), photo('B')], albums: { Rom: ['A', 'B'] } });
    expect(await world.paths()).toEqual([`${UNFILED}/A.JPG`, `${UNFILED}/B.JPG`, 'Rom/A.JPG', 'Rom/B.JPG']);
  });

  test('one album may hold photos of both libraries', async () => {
    await world.run({ main: [photo('A')], shared: [photo('S'), photo('T')], albums: { Rom: ['A', 'S'] } });
    expect(await world.paths()).toEqual(['Rom/A.JPG', 'Rom/S.JPG', `Shared Library/${UNFILED}/T.JPG`]);
  });

  test('a leftover relation costs nothing, and an album of only such relations is an empty folder', async () => {
    await world.run({
      main: [photo('A')],
      albums: { Rom: ['gone', 'A'], Empty: [], Orphans: ['gone'], Unchosen: ['A'] },
    });
    expect(await world.paths()).toEqual(['Rom/A.JPG', 'Unchosen/A.JPG']);
    expect((await world.store.emptyFolders()).map(({ path }) => path)).toEqual(['Empty', 'Orphans']);
  });

  test('an album none of whose photos is chosen is not empty', async () => {
    await world.run({ main: [photo('A')], albums: { Rom: ['A'] } }, { choice: { from: '2030-01-01' } });
    expect(await world.paths()).toEqual([]);
    expect(await world.store.emptyFolders()).toEqual([]);
  });
});

describe('another destination or layout', () => {
  test.each<[string, SampleRequest, string[]]>([
    ['destination', { folder: 'Bilder' }, ['Rom/A.JPG', 'Rom/B.JPG', 'Oslo/A.JPG']],
    ['layout', { layout: 'year-month' }, ['2024/2024-06/A.JPG', '2024/2024-06/B.JPG']],
    ['layout', { layout: 'one-folder' }, ['A.JPG', 'B.JPG']],
  ])('places everything again, and knows the bytes (%s)', async (_, request, expected) => {
    const apple = { main: [photo('A'), photo('B')], albums: { Rom: ['A', 'B'], Oslo: ['A'] } };
    await world.run(apple);
    await world.run(apple, request);
    expect(await world.paths()).toEqual(expected.toSorted());
    expect(await world.store.knownContent('A-original')).not.toBeNull();
    expect(await world.bytesFound()).toBe(200);
  });
});

describe('what is chosen', () => {
  const apple: Apple = {
    main: [photo('A'), photo('B'), photo('C', { takenAt: Date.UTC(2020, 0, 1) })],
    albums: { Rom: ['A'], Oslo: ['A', 'B'] },
  };

  test('is added to what earlier runs have moved', async () => {
    await world.run(apple, { choice: { albums: [albumKey('Rom')] } });
    expect(await world.paths()).toEqual(['Rom/A.JPG']);
    await world.run(apple, { choice: { albums: [], unfiled: true } });
    expect(await world.paths()).toEqual(['Not in any album/2020/C.JPG', 'Rom/A.JPG']);
    await world.run(apple, { choice: { from: '2024-06-15', to: '2024-06-15' } });
    expect(await world.paths()).toEqual([
      'Not in any album/2020/C.JPG',
      'Oslo/A.JPG',
      'Oslo/B.JPG',
      'Rom/A.JPG',
    ]);
    expect(await world.bytesFound()).toBe(300);
  });

  test('may be kinds, or single photos', async () => {
    await world.run(apple, { choice: { kinds: ['video'] } });
    expect(await world.paths()).toEqual([]);
    await world.run(apple, { choice: { items: [`${SAMPLE_LIBRARY}/C`] } });
    expect(await world.paths()).toEqual(['Not in any album/2020/C.JPG']);
  });

  test.each<[string, Apple['albums']]>([
    ['the photo left its album', { Rom: ['A'], Oslo: ['A'] }],
    ['the album is gone', { Rom: ['A'] }],
  ])('of what is in no album, is also what came to be so: %s', async (_, albums) => {
    await world.run(apple, { choice: { albums: [], unfiled: true } });
    expect(await world.paths()).toEqual(['Not in any album/2020/C.JPG']);
    await world.run({ ...apple, albums: albums ?? {} }, { choice: { albums: [], unfiled: true } });
    expect(await world.paths()).toEqual(['Not in any album/2020/C.JPG', `${UNFILED}/B.JPG`]);
  });
});

describe('what is not there', () => {
  test('a photo that Apple does not list any more is not placed; if it comes back, it is', async () => {
    const rom: SampleRequest = { choice: { albums: [albumKey('Rom')] } };
    await world.run({ main: [photo('A'), photo('B')], albums: { Rom: ['A'] } }, rom);
    await world.run({ main: [photo('A')], albums: { Rom: ['A'] } });
    expect(await world.paths()).toEqual(['Rom/A.JPG']);
    await world.run({ main: [photo('A'), photo('B')], albums: { Rom: ['A'] } });
    expect(await world.paths()).toEqual([`${UNFILED}/B.JPG`, 'Rom/A.JPG']);
  });

  test('a copied photo that is gone at Apple still counts as done', async () => {
    await world.run({ main: [photo('A'), photo('B')] });
    await world.run({ main: [photo('A')] });
    expect(await world.store.readTotals()).toMatchObject({ itemsFound: 2, itemsDone: 2, filesFailed: 0 });
  });

  test('an original that comes later takes its place in every album, the rest of the photo first', async () => {
    const albums = { Rom: ['A'], Oslo: ['A'] };
    const roles = ['original', 'live-video'] as const;
    await world.run({ main: [photo('A', { missing: true, roles: [...roles] })], albums });
    expect(await world.store.readTotals()).toMatchObject({ itemsFailed: 1, filesDone: 2, filesFailed: 2 });
    expect(await world.store.missingFiles()).toMatchObject([{ list: 'main', roles: ['original'] }]);

    await world.run({ main: [photo('A', { roles: [...roles] })], albums });
    expect(await world.store.readTotals()).toMatchObject({
      itemsDone: 1,
      itemsFailed: 0,
      filesDone: 4,
      bytesFound: 201,
    });
    expect(await world.paths()).toEqual(['Oslo/A.JPG', 'Oslo/A.MOV', 'Rom/A.JPG', 'Rom/A.MOV']);
  });

  test('an original missing in Hidden is looked for there', async () => {
    await world.run({ hidden: [photo('H', { missing: true })] }, { hidden: true });
    expect(await world.store.missingFiles()).toMatchObject([{ list: 'hidden' }]);
  });
});

test('an edit of a photo in two albums is counted once, and so is its second edit', async () => {
  const edited = (checksum: string): Apple => ({
    main: [photo('A', { roles: ['original', 'edited-still'], checksum })],
    albums: { Rom: ['A'], Oslo: ['A'] },
  });
  await world.run({ ...edited(''), main: [photo('A')] });
  await world.run(edited('A'));
  expect(await world.bytesFound()).toBe(201);
  await world.run(edited('other'));
  expect(await world.bytesFound()).toBe(201);
  expect(await world.store.readTotals()).toMatchObject({ filesDone: 4 });
});

test('a death between any two steps of placing changes no path and no sum', async () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    sampleItem(`P${index}`, { name: `IMG_${index % 40}.JPG`, addedAt: index }),
  );
  const albums = {
    Rom: many.filter((_, index) => index % 4 === 0).map(({ asset }) => asset.recordName as string),
  };
  await world.run({ main: many, albums });
  const whole = { paths: await world.paths(), totals: await world.store.readTotals() };

  logs += 1;
  world = await newRuns(`places ${logs}`);
  const begun = await world.run({ main: [], albums });
  await savePage(world.store, samplePage(many, true));
  await world.store.saveMembers(albumKey('Rom'), {
    members: [],
    rankCount: 0,
    isLast: false,
    passToken: null,
  });
  const narrowed = { ...begun, choice: { ...everything, from: '2000-01-01' } };
  for (let step = 0; ; step += 1) {
    const reborn = await openLog(`places ${logs}`);
    const nextStore = createLogStore(reborn);
    await nextStore.preparePlacing(narrowed);
    const isMore = await nextStore.placeNext(narrowed);
    reborn.close();
    if (!isMore) break;
    expect(step).toBeLessThan(5);
    expect((await world.log.get('log', 'log'))?.placedUpTo).not.toBeNull();
  }
  await world.moveAll();
  expect({ paths: await world.paths(), totals: await world.store.readTotals() }).toEqual(whole);
  expect(await world.store.readTotals()).toEqual(await recount(world.log));
});
