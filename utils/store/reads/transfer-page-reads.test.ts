import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import { deleteDB, openDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import { recount } from '../../../tests/integration/support/recount.ts';
import type { Store } from '../../ports/store.ts';
import type { ErrorCode } from '../../errors.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';
import { groupProblems } from '../../domain/run/problem.ts';
import { startSeries } from '../../domain/progress/speed-series.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { epochMs } from '../../units.ts';
import { openLog, saveRun } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { readRunIds, readRuns } from './read-history.ts';
import { readProblems } from './read-problems.ts';
import { retryNow } from '../runs/retry-now.ts';
import { startRun } from '../runs/runs.ts';
import { readSpeeds, saveSpeeds } from '../runs/speeds.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../testing/sample-log.ts';
import type { LogDatabase } from '../schema.ts';

const at = epochMs(1_000);
const arrangement = { ...defaultArrangement, layout: 'year-month' } as const;
const request = { destinationFolder: 'Bilder', choice: everything, arrangement, speed: 'normal' } as const;

let logs = 0;
let log: LogDatabase;
let store: Store;
const statuses = async () => (await log.getAll('files')).map(({ state }) => state.status);

async function fail(id: string, code: ErrorCode): Promise<void> {
  const key = `${SAMPLE_LIBRARY}/${id}#original@`;
  await store.apply(key, { type: 'started' });
  const error = { code, detail: 'see https://a.test/b?token=secret' };
  await store.apply(key, { type: 'errored', error, retryAt: null, resume: 'same' });
}

beforeEach(async () => {
  logs += 1;
  log = await openLog(`transfer page ${logs}`);
  store = createLogStore(log);
  await store.saveLibraries([sampleZone], []);
  await startRun(log, at, { ...request, isConfirmed: true });
  const items = ['A', 'B', 'C'].map((id) => sampleItem(id, { name: `${id}.JPG` }));
  await savePage(store, samplePage(items, true));
  await placeAll(store, sampleRun(request));
  await fail('A', 'record-refused');
  await fail('B', 'record-gone');
});

describe('problems', () => {
  test('have the file’s name, its photo and the reason, without addresses that hold secrets', async () => {
    const problems = await readProblems(log);
    expect(problems).toMatchObject([
      { name: 'A.JPG', assetName: 'A', error: { code: 'record-refused' } },
      { name: 'B.JPG', assetName: 'B', error: { code: 'record-gone' } },
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  test('are grouped by reason, the largest group first', async () => {
    await fail('C', 'record-gone');
    const groups = groupProblems(await readProblems(log));
    expect(groups.map(({ code, problems }) => [code, problems.length])).toEqual([
      ['record-gone', 2],
      ['record-refused', 1],
    ]);
  });
});

describe('“Try these again”', () => {
  test('gives a run that is under way its files back; what Apple did not have waits for a new list', async () => {
    await retryNow(log, at, null);
    expect(await statuses()).toEqual(['queued', 'failed', 'queued']);
    expect(await store.readRun()).toMatchObject({ id: 1, status: 'active' });
    expect(await store.readTotals()).toEqual(await recount(log));
  });

  test.each(['paused', 'attention'] as const)('resumes a run that is %s', async (status) => {
    await changeRow(log, { status });
    await retryNow(log, at, null);
    expect((await log.getAll('runs')).at(-1)).toMatchObject({ id: 1, status: 'active', attention: null });
    expect(await statuses()).toEqual(['queued', 'queued']);
    expect(await store.readTotals()).toEqual(await recount(log));
  });

  test('begins a new run with the same wish after one that has ended, and asks nothing', async () => {
    await changeRow(log, { status: 'finished', endedAt: at });
    await retryNow(log, epochMs(2_000), null);
    expect(await store.readRun()).toMatchObject({ ...request, id: 2, status: 'active', isConfirmed: true });
    expect(await statuses()).not.toContain('failed');
  });

  test.each([
    ['a run that is under way', 'active'],
    ['one that has ended', 'finished'],
  ] as const)('for one reason leaves the others as they are: %s', async (_, status) => {
    await fail('C', 'damaged-twice');
    await changeRow(log, { status });
    await retryNow(log, at, 'damaged-twice');
    expect(await statuses()).toEqual(['failed', 'failed', 'queued']);
    expect(await store.readRun()).not.toHaveProperty('retryOnly');
    expect(await store.readTotals()).toEqual(await recount(log));
  });

  test('does nothing before the first run', async () => {
    await log.clear('runs');
    await retryNow(log, at, null);
    expect(await store.readRun()).toBeNull();
  });
});

describe('history', () => {
  test('lists the latest run first, and reads only the requested runs', async () => {
    for (let id = 2; id <= 30; id += 1) await saveRun(log, sampleRun({ id }));
    const ids = await readRunIds(log);
    expect(ids).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index));
    const runs = await readRuns(log, ids.slice(4, 7));
    expect(runs.map(({ id }) => id)).toEqual([26, 25, 24]);
    expect(await readRuns(log, [])).toEqual([]);
  });
});

describe('speeds', () => {
  test('are kept of the latest run alone', async () => {
    await saveSpeeds(log, startSeries(1));
    await saveSpeeds(log, { ...startSeries(2), points: [{ at, received: 1, sent: 2 }] });
    expect(await readSpeeds(log, 1)).toBeNull();
    expect(await readSpeeds(log, 2)).toMatchObject({ points: [{ received: 1, sent: 2 }] });
  });

  test('have their place in a log of version 2 too, where all else stays as it was', async () => {
    const name = `version 2 of ${logs}`;
    const old = await openDB(name, 2, {
      upgrade(fresh) {
        for (const table of log.objectStoreNames)
          if (!['speeds', 'months', 'priorities', 'remembered'].includes(table))
            fresh.createObjectStore(table, { keyPath: log.transaction(table).store.keyPath ?? 'key' });
      },
    });
    const copied = ['runs', 'log', 'files', 'items', 'photos'] as const;
    for (const table of copied) for (const record of await log.getAll(table)) await old.put(table, record);
    old.close();

    const upgraded = await openLog(name);
    for (const table of copied) {
      const before: object[] = await log.getAll(table);
      // Version 4 looks at all photos once more, and version 5 counts their months.
      const changed = { placedFor: null, monthsCountedTo: '' };
      const after = table === 'log' ? before.map((record) => ({ ...record, ...changed })) : before;
      expect(await upgraded.getAll(table)).toEqual(after);
    }
    await saveSpeeds(upgraded, startSeries(1));
    expect(await readSpeeds(upgraded, 1)).toEqual(startSeries(1));
    upgraded.close();
    await deleteDB(name);
  });
});
