import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import { everything } from '../../domain/album/choice.ts';
import type { RunRequest } from '../../domain/run/run-request.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { recount } from '../../../tests/integration/support/recount.ts';
import type { Store } from '../../ports/store.ts';
import type { FileEvent } from '../../domain/file/file.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { epochMs } from '../../units.ts';
import { toDone } from '../../domain/testing/to-done.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { readFolderLanguage } from './folder-language.ts';
import { pauseRun, resumeRun, startRun } from './runs.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../testing/sample-log.ts';
import { sampleRequest } from '../testing/sample-request.ts';
import type { LogDatabase } from '../schema.ts';

const at = epochMs(1_000);
const start = async (change: Partial<RunRequest> = {}) => {
  await startRun(log, at, { ...sampleRequest, ...change });
  return store.readRun();
};
const fileKey = (id: string) => `${SAMPLE_LIBRARY}/${id}#original@`;

const three = samplePage(
  ['A', 'B', 'C'].map((id) => sampleItem(id)),
  true,
);

let logs = 0;
let log: LogDatabase;
let store: Store;
const statuses = async () => (await log.getAll('files')).map(({ state }) => state.status);
const giveUp = (code: 'name-refused' | 'record-gone'): FileEvent => ({
  type: 'errored',
  error: { code, detail: '' },
  retryAt: null,
  resume: 'same',
});

beforeEach(async () => {
  logs += 1;
  log = await openLog(`runs ${logs}`);
  store = createLogStore(log);
});

test('of two presses at the same moment the second waits, and none is lost', async () => {
  const rome = { ...everything, albums: ['library/ROME'] };
  const results = [everything, rome].map((choice) =>
    startRun(log, at, { ...sampleRequest, choice, isConfirmed: true }),
  );
  expect(await Promise.all(results)).toEqual(['begun', 'waits']);
  expect((await store.readRun())?.choice).toEqual(everything);
});

test('before the first press there is no run', async () => {
  expect(await store.readRun()).toBeNull();
  await pauseRun(log);
  expect(await store.readRun()).toBeNull();
});

test('a press begins a run, and a second press resumes it', async () => {
  const first = await start();
  await pauseRun(log);
  const second = await start({ destinationFolder: 'Elsewhere' });
  expect(first).toMatchObject({
    id: 1,
    status: 'active',
    phase: 'counting',
    destinationFolder: 'iCloud Photos',
  });
  expect(second).toEqual(first);
});

test.each([
  ['paused', 'active'],
  ['attention', 'active'],
  ['finished', 'finished'],
] as const)('a run that is %s becomes %s on resume', async (status, expected) => {
  await start();
  await changeRow(log, {
    status,
    attention: status === 'attention' ? { code: 'network', detail: '' } : null,
  });
  await resumeRun(log);
  expect((await log.getAll('runs')).at(-1)).toMatchObject({ status: expected, attention: null });
});

test('a run that has ended is not paused', async () => {
  await start();
  await changeRow(log, { status: 'finished' });
  await pauseRun(log);
  expect(await store.readRun()).toMatchObject({ status: 'finished' });
});

describe('a run after one that has ended', () => {
  beforeEach(async () => {
    await start();
    await store.saveLibraries([sampleZone], ['CMM-1']);
    await savePage(store, {
      ...three,
      unusable: [{ recordName: 'X', reason: 'NOT_FOUND' }],
    });
    await placeAll(store, sampleRun(sampleRequest));
    for (const event of toDone) await store.apply(fileKey('A'), event);
    await store.apply(fileKey('B'), giveUp('name-refused'));
    await store.apply(fileKey('C'), giveUp('record-gone'));
    await changeRow(log, { status: 'finished', shortfalls: [{ code: 'list-short', detail: '' }] });
  });

  test('reads all lists again and keeps verified files', async () => {
    await start();
    expect((await log.getAll('runs')).at(-1)).toMatchObject({
      id: 2,
      status: 'active',
      shortfalls: [],
      endedAt: null,
    });
    expect(await store.libraries()).toMatchObject([
      { lists: { main: { rank: 0, seenItems: 0, pass: 2, isListed: false } } },
    ]);
    expect(await store.unusableCount()).toBe(0);
    expect(await store.readTotals()).toMatchObject({ itemsFound: 2, filesFound: 2, filesDone: 1 });
  });

  test('tries again what was given up, and forgets what Apple did not have until a list names it again', async () => {
    await start();
    expect(await statuses()).toEqual(['done', 'queued']);
    expect(await store.readTotals()).toMatchObject({ filesFailed: 0, itemsFailed: 0, itemsFound: 2 });
    expect(await store.readTotals()).toEqual(await recount(log));

    await savePage(store, three);
    await placeAll(store, sampleRun(sampleRequest));
    expect(await statuses()).toEqual(['done', 'queued', 'queued']);
    expect(await store.readTotals()).toEqual(await recount(log));
  });

  test('if only changes are asked for, failed files queue behind the others and are checked alone', async () => {
    await store.saveStartToken(SAMPLE_LIBRARY, 'state');
    await store.saveRead(SAMPLE_LIBRARY, at);
    const { lastOrder = 0 } = (await log.get('log', 'log')) ?? {};

    const run = await start();

    const files = await log.getAll('files');
    expect(run).toMatchObject({ listing: 'changes', firstOrder: lastOrder });
    expect(files.map(({ order }) => order > lastOrder)).toEqual([false, true]);
    expect((await log.get('log', 'log'))?.lastOrder).toBe(Math.max(...files.map(({ order }) => order)));
  });

  test('files everything at another destination without sending its bytes', async () => {
    const run = await start({ destinationFolder: 'Bilder' });
    await savePage(store, three);
    await placeAll(store, sampleRun(run ?? {}));
    expect(await statuses()).toEqual(['queued', 'queued', 'queued']);
    expect(await store.readTotals()).toMatchObject({ itemsFound: 3, filesDone: 0, bytesDone: 0 });
    expect(await store.readTotals()).toEqual(await recount(log));
    expect(await store.knownContent('A-original')).toMatchObject({ sizeBytes: 100 });
  });

  test('does not place what Apple does not list any more, and forgets that it had failed', async () => {
    await start();
    await savePage(store, samplePage([sampleItem('A'), sampleItem('B')], true));
    await placeAll(store, sampleRun(sampleRequest));
    expect(await statuses()).toEqual(['done', 'queued']);
    expect(await store.readTotals()).toEqual(await recount(log));
  });
});

describe('the language of our folders', () => {
  test('is that of the browser at the first copy', async () => {
    expect(await readFolderLanguage(log, 'nb-NO')).toBe('nb');
    expect(await readFolderLanguage(log, 'en-US')).toBe('en');
  });

  test('stays that of the first copy in a browser with another language', async () => {
    await start({ arrangement: { ...sampleRequest.arrangement, folderLanguage: 'nb' } });
    expect(await readFolderLanguage(log, 'en-US')).toBe('nb');
  });

  test('is English where an earlier version made the first copy', async () => {
    await start();
    expect(await readFolderLanguage(log, 'nb-NO')).toBe('en');
  });
});
