import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { recount } from '../../tests/integration/recount.ts';
import type { ItemStore } from '../engine/ports.ts';
import { usualArrangement } from '../photos/arrangement.ts';
import { everything } from '../photos/choice.ts';
import type { FileEvent } from '../transfer/file.ts';
import { type Run } from '../transfer/run.ts';
import { sampleRun } from '../transfer/testing/sample-run.ts';
import { epochMs, md5 } from '../units.ts';
import { changeLatestRun, type LogDatabase, openLog } from './database.ts';
import { createLogStore } from './log-store.ts';
import {
  chooseAnew,
  confirmRun,
  copyChosen,
  dropPlan,
  pauseRun,
  resumeRun,
  type RunWish,
  savePlan,
  startRun,
} from './runs.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from './testing/sample-log.ts';

const at = epochMs(1_000);
const wish: RunWish = {
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: { ...usualArrangement, layout: 'year-month' },
  speed: 'normal',
  isConfirmed: true,
};
const start = async (change: Partial<RunWish> = {}) => {
  await startRun(log, at, { ...wish, ...change });
  return store.readRun();
};
const fileKey = (id: string) => `${SAMPLE_LIBRARY}/${id}#original@`;
const toDone: FileEvent[] = [
  { type: 'started' },
  { type: 'hashComputed', md5: md5('d41d8cd98f00b204e9800998ecf8427e'), proof: 'checksum' },
  { type: 'uploadStarted' },
  { type: 'confirmed', outcome: 'uploaded', at },
];

const three = samplePage(
  ['A', 'B', 'C'].map((id) => sampleItem(id)),
  true,
);

let logs = 0;
let log: LogDatabase;
let store: ItemStore;
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

test('before the first press there is no run', async () => {
  expect(await store.readRun()).toBeNull();
  await pauseRun(log);
  expect(await store.readRun()).toBeNull();
});

test('a press begins a run, a second press goes on with it', async () => {
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
] as const)('a run that is %s becomes %s when it is to go on', async (status, expected) => {
  await start();
  await store.changeRun({
    status,
    attention: status === 'attention' ? { code: 'network', detail: '' } : null,
  });
  await resumeRun(log);
  expect(await store.readRun()).toMatchObject({ status: expected, attention: null });
});

test('a run that has ended is not paused', async () => {
  await start();
  await store.changeRun({ status: 'finished' });
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
    await placeAll(store, sampleRun(wish));
    for (const event of toDone) await store.apply(fileKey('A'), event);
    await store.apply(fileKey('B'), giveUp('name-refused'));
    await store.apply(fileKey('C'), giveUp('record-gone'));
    await store.changeRun({ status: 'finished', shortfalls: [{ code: 'list-short', detail: '' }] });
  });

  test('reads all lists anew and keeps what is proved', async () => {
    expect(await start()).toMatchObject({ id: 2, status: 'active', shortfalls: [], endedAt: null });
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
    await placeAll(store, sampleRun(wish));
    expect(await statuses()).toEqual(['done', 'queued', 'queued']);
    expect(await store.readTotals()).toEqual(await recount(log));
  });

  test('where only changes are asked for, what was given up stands behind what was there: it alone is checked', async () => {
    await store.saveStartToken(SAMPLE_LIBRARY, 'state');
    await store.saveListed(['main'], { private: 'zones', shared: null });
    const { lastOrder = 0 } = (await log.get('log', 'log')) ?? {};

    const run = await start();

    const files = await log.getAll('files');
    expect(run).toMatchObject({ listing: 'changes', firstOrder: lastOrder });
    expect(files.map(({ order }) => order > lastOrder)).toEqual([false, true]);
    expect((await log.get('log', 'log'))?.lastOrder).toBe(Math.max(...files.map(({ order }) => order)));
  });

  test('files everything anew at another destination, without its bytes', async () => {
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
    await placeAll(store, sampleRun(wish));
    expect(await statuses()).toEqual(['done', 'queued']);
    expect(await store.readTotals()).toEqual(await recount(log));
  });
});

describe('a plan', () => {
  const hour = 3_600_000;
  const planned = async (countedAt = at): Promise<Run | null> => {
    const run = await start({ isConfirmed: false });
    return run && savePlan(log, run, await store.countPlan(run, countedAt), []);
  };
  const listed = () => savePage(store, three);

  beforeEach(() => store.saveLibraries([sampleZone], []));

  test('waits for "Start", also after a pause', async () => {
    expect(await planned()).toMatchObject({ status: 'planned', isConfirmed: false });
    await pauseRun(log);
    await resumeRun(log);
    expect(await store.readRun()).toMatchObject({ status: 'planned' });
    await confirmRun(log, at);
    expect(await store.readRun()).toMatchObject({
      status: 'active',
      isConfirmed: true,
      plan: { countedAt: at },
    });
  });

  test('that is older than an hour is counted again, from new lists', async () => {
    await planned();
    await listed();
    await confirmRun(log, epochMs(at + hour + 1));
    expect(await store.readRun()).toMatchObject({ status: 'active', isConfirmed: true, plan: null });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: false, rank: 0 } } }]);
  });

  test('of another choice is made from what was listed', async () => {
    await planned();
    await listed();
    await chooseAnew(log, { ...everything, kinds: ['video'] });
    expect(await store.readRun()).toMatchObject({ status: 'active', plan: null, isConfirmed: false });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: true } } }]);
  });

  test('can be seen for everything and a few photos of it be copied at once, from what was listed', async () => {
    await planned();
    await listed();
    const choice = { ...everything, items: [`${SAMPLE_LIBRARY}/A`] };
    await copyChosen(log, at, { ...wish, choice });
    expect(await store.readRun()).toMatchObject({
      id: 1,
      status: 'active',
      isConfirmed: true,
      plan: null,
      choice,
    });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: true } } }]);
    await pauseRun(log);
    await copyChosen(log, at, { ...wish, choice: everything });
    expect(await store.readRun()).toMatchObject({ id: 1, status: 'active', choice });
    await changeLatestRun(log, (run) => ({ ...run, status: 'finished' }));
    await copyChosen(log, at, { ...wish, choice: everything });
    expect(await store.readRun()).toMatchObject({
      id: 2,
      status: 'active',
      isConfirmed: true,
      choice: everything,
    });
  });

  test('is not kept when another choice was made while it was counted', async () => {
    const run = await start({ isConfirmed: false });
    await chooseAnew(log, { ...everything, kinds: ['video'] });
    if (!run) throw new Error('no run');
    expect(await savePlan(log, run, await store.countPlan(run, at), [])).toBeNull();
    expect(await store.readRun()).toMatchObject({ status: 'active', plan: null });
  });

  test('a second press while the lists are read goes on with them', async () => {
    await start({ isConfirmed: false });
    await listed();
    const run = await start({ isConfirmed: false, destinationFolder: 'Bilder' });
    expect(run).toMatchObject({ id: 1, destinationFolder: 'Bilder', status: 'active' });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: true, pass: 2 } } }]);
  });

  test('a press on a plan that waits makes it anew', async () => {
    await planned();
    await listed();
    expect(await start({ isConfirmed: false })).toMatchObject({ id: 1, status: 'active', plan: null });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: false } } }]);
  });

  test('that nobody wants is gone; a run that was confirmed stays', async () => {
    await planned();
    await dropPlan(log);
    expect(await store.readRun()).toBeNull();
    await start();
    await dropPlan(log);
    expect(await store.readRun()).toMatchObject({ status: 'active' });
  });
});
