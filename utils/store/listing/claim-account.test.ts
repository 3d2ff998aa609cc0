import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import type { RunRequest } from '../../domain/run/run-request.ts';
import { beforeEach, expect, test } from 'vitest';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';
import { epochMs } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import type { Store } from '../../ports/store.ts';
import { dropPlan, savePlan, startRun } from '../runs/runs.ts';
import { placeAll, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';
import type { LogDatabase } from '../schema.ts';

const kari = { accountNumber: '1', account: 'kari@example.no' };
const ola = { accountNumber: '2', account: 'ola@example.no' };
const request: RunRequest = {
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: defaultArrangement,
  speed: 'normal',
  isConfirmed: false,
};

let logs = 0;
let log: LogDatabase;
let store: Store;

/** Kari's library is counted; the plan is not saved yet. */
beforeEach(async () => {
  logs += 1;
  log = await openLog(`claim ${logs}`);
  store = createLogStore(log);
  await startRun(log, epochMs(0), request);
  await store.claimAccount(kari);
  await store.saveLibraries([sampleZone], []);
  await savePage(store, samplePage([sampleItem('A')], true));
});

const plan = async () => {
  const run = await store.readRun();
  if (!run) throw new Error('the run has just begun');
  return savePlan(log, run, await store.countPlan(run, epochMs(0)), []);
};

test('a plan that was counted but never shown binds no account, and its lists are deleted', async () => {
  await plan();
  await dropPlan(log);
  await startRun(log, epochMs(0), request);
  expect(await store.claimAccount(ola)).toEqual(ola);
  expect([await log.count('photos'), await log.count('libraries')]).toEqual([0, 0]);
  expect(await store.readRun()).toMatchObject({ listing: 'all' });
});

test('a shown plan binds the log to the account that was counted', async () => {
  await plan();
  expect(await store.claimAccount(ola)).toEqual(kari);
  expect(await log.count('photos')).toBe(1);
});

test('the first placed photo binds the log, even after the run', async () => {
  const run = await plan();
  if (run) await placeAll(store, run);
  await changeRow(log, { status: 'finished' });
  await startRun(log, epochMs(0), request);
  expect(await store.claimAccount(ola)).toEqual(kari);
});

test('the same account keeps its lists', async () => {
  expect(await store.claimAccount(kari)).toEqual(kari);
  expect(await log.count('photos')).toBe(1);
});
