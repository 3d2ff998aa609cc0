import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import { expect, test } from 'vitest';
import { itemCounts, itemsMissing } from '../../domain/run/item-counts.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { epochMs } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { readReport } from '../reads/read-report.ts';
import { startRun } from '../runs/runs.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../testing/sample-log.ts';

/** One photo, one that lacks its original, and a Live Photo whose still is missing and whose video is there. */
async function listed(name: string) {
  const log = await openLog(name);
  const store = createLogStore(log);
  await startRun(log, epochMs(0), sampleRun());
  await store.saveLibraries([sampleZone], []);
  const items = [
    sampleItem('A'),
    sampleItem('B', { missing: true }),
    sampleItem('C', { missing: true, roles: ['original', 'live-video'] }),
  ];
  await savePage(store, samplePage(items, true));
  const run = await store.readRun();
  if (!run) throw new Error('the run has just begun');
  return { log, store, run };
}

test('a photo without its original has the same count in plan, figures and report', async () => {
  const { log, store, run } = await listed('absent');
  const plan = await store.countPlan(run, epochMs(5));
  expect(plan).toMatchObject({ all: { items: 1, files: 2 }, absent: 2 });
  expect(plan.cannot).toEqual([{ reason: 'still-uploading', count: 2 }]);

  await changeRow(log, { plan });
  await placeAll(store, run);
  const report = await readReport(log);
  expect(report).toMatchObject({ filesAbsent: 2, totals: { filesFound: 4, filesFailed: 2 } });
  expect(report?.problems).toHaveLength(2);
  expect(report?.leftOut.cannot).toEqual([]);
  const totals = await store.readTotals();
  const withPlan = { ...run, plan };
  expect(itemCounts(withPlan, { ...totals, itemsDone: 1 })).toEqual({ done: 1, all: 3 });
  expect(itemsMissing(withPlan, { ...totals, itemsDone: 1 })).toBe(2);
});

test('the next plan counts such a photo once, although only new photos are read', async () => {
  const { log, store, run } = await listed('absent again');
  await changeRow(log, { plan: await store.countPlan(run, epochMs(5)) });
  await placeAll(store, run);
  await changeRow(log, { status: 'finished' });
  const library = await log.get('libraries', SAMPLE_LIBRARY);
  if (!library) throw new Error('the library was listed');
  await log.put('libraries', { ...library, syncToken: 'read to its end' });
  await startRun(log, epochMs(9), sampleRun());
  const next = await store.readRun();
  if (!next) throw new Error('the run has just begun');
  expect(next.listing).toBe('changes');
  const plan = await store.countPlan(next, epochMs(10));
  expect(plan).toMatchObject({ all: { items: 1, files: 2 }, absent: 2 });
});
