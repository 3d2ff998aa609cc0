import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import type { RunRequest } from '../../domain/run/run-request.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { everything } from '../../domain/album/choice.ts';
import { type Run } from '../../domain/run/run.ts';
import { epochMs } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import {
  changeChoice,
  confirmRun,
  copyChosen,
  dropPlan,
  followSettings,
  pauseRun,
  resumeRun,
  savePlan,
  startRun,
} from '../runs/runs.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';
import { sampleRequest } from '../testing/sample-request.ts';
import type { LogDatabase } from '../schema.ts';

const at = epochMs(1_000);
const start = async (change: Partial<RunRequest> = {}) => {
  await startRun(log, at, { ...sampleRequest, ...change });
  return store.readRun();
};

const three = samplePage(
  ['A', 'B', 'C'].map((id) => sampleItem(id)),
  true,
);

let logs = 0;
let log: LogDatabase;
let store: Store;

beforeEach(async () => {
  logs += 1;
  log = await openLog(`runs ${logs}`);
  store = createLogStore(log);
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
    expect(await store.readRun()).toMatchObject({
      status: 'active',
      isConfirmed: true,
      plan: null,
      listing: 'all',
    });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: false, rank: 0 } } }]);
  });

  test('of another choice is made from what was listed', async () => {
    await planned();
    await listed();
    await changeChoice(log, { ...everything, kinds: ['video'] });
    expect(await store.readRun()).toMatchObject({ status: 'active', plan: null, isConfirmed: false });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: true } } }]);
  });

  test('can be seen for everything and a few photos of it be copied at once, from what was listed', async () => {
    await planned();
    await listed();
    const choice = { ...everything, items: [`${SAMPLE_LIBRARY}/A`] };
    await copyChosen(log, at, { ...sampleRequest, choice });
    expect(await store.readRun()).toMatchObject({
      id: 1,
      status: 'active',
      isConfirmed: true,
      plan: null,
      choice,
    });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: true } } }]);
    await pauseRun(log);
    await copyChosen(log, at, { ...sampleRequest, choice: everything });
    expect(await store.readRun()).toMatchObject({ id: 1, status: 'active', choice });
    await changeRow(log, { status: 'finished' });
    await copyChosen(log, at, { ...sampleRequest, choice: everything });
    expect(await store.readRun()).toMatchObject({
      id: 2,
      status: 'active',
      isConfirmed: true,
      choice: everything,
    });
  });

  test('is not kept when another choice was made while it was counted', async () => {
    const run = await start({ isConfirmed: false });
    await changeChoice(log, { ...everything, kinds: ['video'] });
    if (!run) throw new Error('no run');
    expect(await savePlan(log, run, await store.countPlan(run, at), [])).toBeNull();
    expect(await store.readRun()).toMatchObject({ status: 'active', plan: null });
  });

  test('a second press while lists are read continues them', async () => {
    await start({ isConfirmed: false });
    await listed();
    const run = await start({ isConfirmed: false, destinationFolder: 'Bilder' });
    expect(run).toMatchObject({ id: 1, destinationFolder: 'Bilder', status: 'active' });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: true, pass: 2 } } }]);
  });

  test('a press on a waiting plan counts it again', async () => {
    await planned();
    await listed();
    expect(await start({ isConfirmed: false })).toMatchObject({ id: 1, status: 'active', plan: null });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: false } } }]);
  });

  test('of other settings is counted again, and not confirmed by that', async () => {
    await planned();
    await listed();
    await followSettings(log, { ...sampleRequest, destinationFolder: 'Mine bilder' });
    expect(await store.readRun()).toMatchObject({
      status: 'active',
      plan: null,
      isConfirmed: false,
      destinationFolder: 'Mine bilder',
    });
    expect(await store.libraries()).toMatchObject([{ lists: { main: { isListed: true } } }]);
  });

  test('stays the same if only the speed changed', async () => {
    await planned();
    await followSettings(log, { ...sampleRequest, speed: 'polite' });
    expect(await store.readRun()).toMatchObject({
      status: 'planned',
      speed: 'polite',
      plan: { countedAt: at },
    });
  });

  test('that was confirmed keeps the settings it was begun with', async () => {
    await planned();
    await confirmRun(log, at);
    const before = await store.readRun();
    await followSettings(log, { ...sampleRequest, destinationFolder: 'Mine bilder' });
    expect(await store.readRun()).toEqual(before);
  });

  test('for which a list is wanted that nobody has read has all lists read, while it is counted too', async () => {
    await store.saveStartToken(SAMPLE_LIBRARY, 'state');
    await store.saveRead(SAMPLE_LIBRARY, at);
    const withHidden = { ...sampleRequest.arrangement, hidden: true };
    expect(await start({ isConfirmed: false })).toMatchObject({ listing: 'changes' });
    await followSettings(log, { ...sampleRequest, arrangement: withHidden });
    expect(await store.readRun()).toMatchObject({ listing: 'all', arrangement: { hidden: true } });
    expect(await store.libraries()).toMatchObject([
      { syncToken: null, lists: { main: { isListed: false } } },
    ]);
  });

  test.each([
    ['whose lists are read', false],
    ['that waits for "Start"', true],
  ])('%s is not replaced by a press on something else', async (_, isPlanned) => {
    await (isPlanned ? planned() : start({ isConfirmed: false }));
    const before = await store.readRun();
    const choice = { ...everything, albums: ['an album'] };
    expect(await startRun(log, at, { ...sampleRequest, choice })).toBe('waits');
    expect(await startRun(log, at, { ...sampleRequest, thorough: true })).toBe('waits');
    expect(await store.readRun()).toEqual(before);
  });

  test('of an album is not replaced by "Copy everything", which was pressed for another', async () => {
    const run = await start({ isConfirmed: false, choice: { ...everything, albums: ['an album'] } });
    if (run) await savePlan(log, run, await store.countPlan(run, at), []);
    const before = await store.readRun();
    expect(await copyChosen(log, at, { ...sampleRequest, choice: everything })).toBe('waits');
    expect(await store.readRun()).toEqual(before);
  });

  test('that nobody wants is deleted, and a confirmed run stays', async () => {
    await planned();
    await dropPlan(log);
    expect(await store.readRun()).toBeNull();
    await start();
    await dropPlan(log);
    expect(await store.readRun()).toMatchObject({ status: 'active' });
  });
});
