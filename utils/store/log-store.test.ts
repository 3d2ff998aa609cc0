import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { recount } from '../../tests/integration/support/recount.ts';
import type { PhotoPage } from '../ports/listed.ts';
import type { Store } from '../ports/store.ts';
import { defaultArrangement } from '../domain/layout/arrangement.ts';
import type { PhotoItem } from '../domain/photo/item.ts';
import type { Role } from '../domain/photo/role.ts';
import type { FileEvent } from '../domain/file/file.ts';
import { epochMs, md5, relativePath } from '../units.ts';
import { openLog } from './database.ts';
import { createLogStore } from './log-store.ts';
import { sampleRun } from '../domain/testing/sample-run.ts';
import { toDone } from '../domain/testing/to-done.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from './testing/sample-log.ts';
import type { LogDatabase } from './schema.ts';

const SUM = md5('d41d8cd98f00b204e9800998ecf8427e');
const at = epochMs(1_000);
const error = { code: 'network', detail: 'cut' } as const;
const hashed: FileEvent = { type: 'hashComputed', md5: SUM, proof: 'checksum' };
const fileKey = (id: string, role: Role = 'original') => `${SAMPLE_LIBRARY}/${id}#${role}@`;

let logs = 0;
let log: LogDatabase;
let store: Store;
const run = sampleRun({ arrangement: { ...defaultArrangement, layout: 'year-month' } });
/** Enters a page and gives its photos their places. */
const enter = async (page: PhotoPage): Promise<void> => {
  await savePage(store, page);
  await placeAll(store, run);
};
const applyAll = async (key: string, events: FileEvent[]): Promise<void> => {
  for (const event of events) await store.apply(key, event);
};
const paths = async () => (await log.getAll('files')).map(({ path }) => path).toSorted();
const statuses = async () =>
  Object.fromEntries(
    (await log.getAll('files')).map(({ key, state }) => [key.replace(/^.*\/|@$/g, ''), state.status]),
  );

beforeEach(async () => {
  logs += 1;
  log = await openLog(`log ${logs}`);
  store = createLogStore(log);
  await store.saveLibraries([sampleZone], []);
});

describe('entering a page', () => {
  test('twice counts it once', async () => {
    const page = samplePage([sampleItem('A'), sampleItem('B', { roles: ['original', 'live-video'] })]);
    await enter(page);
    const before = { files: await log.getAll('files'), totals: await store.readTotals() };
    await enter(page);

    expect({ files: await log.getAll('files'), totals: await store.readTotals() }).toEqual(before);
    expect(before.totals).toMatchObject({ itemsFound: 2, filesFound: 3, bytesFound: 301 });
  });

  test('that does not follow the one before it enters nothing', async () => {
    await store.savePhotos(SAMPLE_LIBRARY, 'main', samplePage([sampleItem('A'), sampleItem('B')]));
    const ahead = { fromRank: 3, assetCount: 1, skippedRanks: 0, isLast: true, passToken: null };
    const lost = { ...samplePage([sampleItem('C')]), progress: ahead };
    await expect(store.savePhotos(SAMPLE_LIBRARY, 'main', lost)).rejects.toThrow('does not follow');
    expect(await log.count('photos')).toBe(2);
    expect((await store.libraries())[0]?.lists.main).toMatchObject({ rank: 2, isListed: false });
  });

  test('moves the rank by the assets received', async () => {
    const page = (items: PhotoItem[], assetCount: number, isLast: boolean) => ({
      ...samplePage(items),
      progress: { fromRank: 0, assetCount, skippedRanks: 0, isLast, passToken: 'T' },
    });
    await enter(page([sampleItem('A')], 7, false));
    await enter(page([], 2, true));
    expect(await store.libraries()).toMatchObject([
      { lists: { main: { rank: 9, isListed: true, seenItems: 9, passToken: 'T' }, hidden: { rank: 0 } } },
    ]);
  });

  test('gives photos of one name different paths, in any letter case and over pages', async () => {
    await enter(samplePage([sampleItem('AAAA1'), sampleItem('BBBB2', { name: 'img_0001.jpg' })]));
    await enter(samplePage([sampleItem('CCCC3', { roles: ['original', 'live-video'] })]));
    expect(await paths()).toEqual([
      '2024/2024-06/IMG_0001 (CCCC).JPG',
      '2024/2024-06/IMG_0001 (CCCC).MOV',
      '2024/2024-06/IMG_0001.JPG',
      '2024/2024-06/img_0001 (BBBB).jpg',
    ]);
  });

  test('of a photo that was edited again leaves the old file’s place and opens the new one', async () => {
    await enter(samplePage([sampleItem('A')]));
    await applyAll(fileKey('A'), toDone);
    await enter(samplePage([sampleItem('A', { checksum: 'other' })]));
    expect(await statuses()).toEqual({ 'A#original': 'queued' });
    expect(await store.readTotals()).toEqual(await recount(log));
  });

  test('names a photo whose original is missing, and takes it up when it comes', async () => {
    await enter(samplePage([sampleItem('A', { missing: true })]));
    expect(await store.readTotals()).toMatchObject({ itemsFound: 1, itemsFailed: 1, filesFailed: 1 });
    await enter(samplePage([sampleItem('A')]));
    expect(await store.readTotals()).toMatchObject({
      itemsFound: 1,
      itemsFailed: 0,
      filesFound: 1,
      filesFailed: 0,
    });
  });

  test('names each unusable record once', async () => {
    const page = { ...samplePage([]), unusable: [{ recordName: 'X', reason: 'NOT_FOUND' }] };
    await enter(page);
    await enter(page);
    expect(await store.unusableCount()).toBe(1);
  });
});

const anyEvent = fc.constantFrom<FileEvent>(
  { type: 'started' },
  hashed,
  { type: 'uploadStarted' },
  { type: 'confirmed', outcome: 'uploaded', at },
  { type: 'confirmed', outcome: 'already-stored', at },
  { type: 'bytesLost' },
  { type: 'errored', error, retryAt: at, resume: 'same' },
  { type: 'errored', error, retryAt: null, resume: 'same' },
  { type: 'missingAtDestination' },
  { type: 'triedAgain' },
);
const anyFile = fc.constantFrom(fileKey('A'), fileKey('A', 'live-video'), fileKey('B'), fileKey('C'));

test('whatever happens to files, in whatever order and at once, the totals are what a recount gives', async () => {
  await enter(
    samplePage([sampleItem('A', { roles: ['original', 'live-video'] }), sampleItem('B'), sampleItem('C')]),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyFile, anyEvent), { maxLength: 30 }),
      fc.boolean(),
      async (events, isListedAgain) => {
        await Promise.allSettled(events.map(([key, event]) => store.apply(key, event)));
        if (isListedAgain) await enter(samplePage([sampleItem('B', { checksum: `new ${events.length}` })]));
        expect(await store.readTotals()).toEqual(await recount(log));
      },
    ),
    { numRuns: 60 },
  );
});

test('an impossible event does not affect other files', async () => {
  await enter(samplePage([sampleItem('A'), sampleItem('B')]));
  const outcomes = await Promise.allSettled([
    store.apply(fileKey('A'), { type: 'confirmed', outcome: 'uploaded', at }),
    store.apply(fileKey('B'), { type: 'started' }),
    store.apply('nobody', { type: 'started' }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  expect(await statuses()).toEqual({ 'A#original': 'queued', 'B#original': 'hashing' });
});

describe('the queue', () => {
  beforeEach(() => enter(samplePage(['A', 'B', 'C', 'D', 'E'].map((id) => sampleItem(id)))));
  const keys = async (now: number, taken: string[] = []) =>
    (await store.takeWork(epochMs(now), 10, (key) => taken.includes(key), taken.length)).files.map(
      ({ key }) => key.replace(/^.*\/|#.*$/g, ''),
    );
  const nextDue = async (now: number) => (await store.takeWork(epochMs(now), 10, () => false, 0)).nextDue;

  test('begins with what is hashed, then what is due, then the list in its order', async () => {
    await applyAll(fileKey('D'), [{ type: 'started' }, hashed]);
    await applyAll(fileKey('C'), [
      { type: 'started' },
      { type: 'errored', error, retryAt: epochMs(500), resume: 'same' },
    ]);
    await applyAll(fileKey('B'), [
      { type: 'started' },
      { type: 'errored', error, retryAt: epochMs(900), resume: 'same' },
    ]);
    expect(await keys(600)).toEqual(['D', 'C', 'A', 'E']);
    expect(await keys(600, [fileKey('D'), fileKey('A')])).toEqual(['C', 'E']);
    expect([await nextDue(400), await nextDue(600), await nextDue(900)]).toEqual([500, 900, null]);
  });

  test('is empty when all is done or given up', async () => {
    for (const id of ['A', 'B', 'C', 'D']) await applyAll(fileKey(id), toDone);
    await store.apply(fileKey('E'), { type: 'errored', error, retryAt: null, resume: 'same' });
    expect([await keys(1e9), await nextDue(1e9)]).toEqual([[], null]);
  });

  test('has everything at its checkpoint after a death', async () => {
    await applyAll(fileKey('A'), [{ type: 'started' }]);
    await applyAll(fileKey('B'), [{ type: 'started' }, hashed, { type: 'uploadStarted' }]);
    await applyAll(fileKey('C'), toDone);
    await store.recover();
    expect(await statuses()).toEqual({
      'A#original': 'queued',
      'B#original': 'hashed',
      'C#original': 'done',
      'D#original': 'queued',
      'E#original': 'queued',
    });
    expect(await store.openOrders([2, 3, 4, 99])).toEqual(new Set([2, 4]));
    expect(await store.readTotals()).toEqual(await recount(log));
  });
});

test('a renamed file reserves its old name, and is found by its new one', async () => {
  await enter(samplePage([sampleItem('7f3a-0c11'), sampleItem('B', { name: 'img_0001 (7f3a).jpg' })]));
  const file = { key: fileKey('7f3a-0c11'), path: relativePath('2024/2024-06/IMG_0001.JPG') };
  const first = await store.rename(file, 'taken');
  expect(await store.rename(file, 'taken')).toEqual(first);
  const second = await store.rename(first, 'taken');
  expect([first.path, second.path]).toEqual([
    '2024/2024-06/IMG_0001 (7F3A0C11).JPG',
    expect.stringMatching(/IMG_0001 \(.{9,}\)\.JPG$/),
  ]);
  const files = await store.filesAt([second.path.toLowerCase(), first.path, 'somebody else.jpg']);
  expect(files.map((found) => found && found.key)).toEqual([fileKey('7f3a-0c11'), null, null]);
});

test('content that was confirmed is known by Apple’s checksum until it is forgotten', async () => {
  await enter(samplePage([sampleItem('A')]));
  await applyAll(fileKey('A'), toDone);
  expect(await store.knownContent('A-original')).toMatchObject({ md5: SUM, sizeBytes: 100 });
  await store.forgetContent('A-original');
  expect(await store.knownContent('A-original')).toBeNull();
});

test('the log belongs to the first account with a placed photo', async () => {
  const kari = { accountNumber: '1', account: 'kari@example.no' };
  expect(await store.claimAccount({ ...kari, account: null })).toEqual({ ...kari, account: null });
  expect(await store.claimAccount(kari)).toEqual(kari);
  await enter(samplePage([sampleItem('A')], true));
  expect(await store.claimAccount({ accountNumber: '2', account: 'anna@example.com' })).toEqual(kari);
});
