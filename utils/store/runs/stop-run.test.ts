import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import type { RunRequest } from '../../domain/run/run-request.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { everything } from '../../domain/album/choice.ts';
import { noTotals, type Run } from '../../domain/run/run.ts';
import { epochMs } from '../../units.ts';
import { toDone } from '../../domain/testing/to-done.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { savePlan, startRun, stopRun } from './runs.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../testing/sample-log.ts';
import { sampleRequest } from '../testing/sample-request.ts';
import { isComplete } from '../../domain/run/item-counts.ts';
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

beforeEach(async () => {
  logs += 1;
  log = await openLog(`runs ${logs}`);
  store = createLogStore(log);
});

describe('a run that is stopped', () => {
  const giveTokens = async (): Promise<void> => {
    await store.saveStartToken(SAMPLE_LIBRARY, 'state');
    await store.saveRead(SAMPLE_LIBRARY, at);
  };
  const begin = async (choice = everything): Promise<Run> => {
    const run = await start({ choice });
    if (!run) throw new Error('no run');
    return (await savePlan(log, run, await store.countPlan(run, at), [])) ?? run;
  };
  const stop = () => stopRun(log, epochMs(at + 1));

  beforeEach(() => store.saveLibraries([sampleZone], []));

  test.each(['active', 'paused', 'attention'] as const)(
    'while it is %s has ended and is never complete, and the next press begins a new one',
    async (status) => {
      await start();
      await changeRow(log, { status });
      await stop();
      const run = await store.readRun();
      expect(run).toMatchObject({ id: 1, status: 'finished', isStopped: true, endedAt: at + 1 });
      expect(run && isComplete(run, noTotals)).toBe(false);
      expect(await start()).toMatchObject({ id: 2, status: 'active' });
    },
  );

  test('before anybody has confirmed it leaves nothing', async () => {
    await start({ isConfirmed: false });
    await stop();
    expect(await store.readRun()).toBeNull();
  });

  test('writes nothing more, neither to itself nor to the next run', async () => {
    await start();
    await stop();
    const late = { type: 'obstructed', error: { code: 'network', detail: '' } } as const;
    await expect(store.moveRun(late, 1)).rejects.toThrow('stopped');
    await start();
    await expect(store.moveRun(late, 1)).rejects.toThrow('stopped');
    expect((await log.getAll('runs')).at(-1)).toMatchObject({ id: 2, status: 'active', attention: null });
  });

  test('has its new photos placed by the next run, though it had taken them up for another choice', async () => {
    await savePage(store, three);
    await giveTokens();
    const whole = await begin();
    await placeAll(store, whole);
    await changeRow(log, { status: 'finished' });
    await savePage(store, samplePage([sampleItem('D'), sampleItem('E')], true));
    const narrow = await begin({ ...everything, items: [`${SAMPLE_LIBRARY}/A`] });
    await store.preparePlacing(narrow);
    await store.placeNext(narrow);
    await stop();

    const again = await begin();
    await placeAll(store, again);

    expect((await log.getAllKeys('items')).toSorted()).toEqual(
      ['A', 'B', 'C', 'D', 'E'].map((id) => `${SAMPLE_LIBRARY}/${id}`),
    );
    expect(again.plan?.all.items).toBe(5);
  });

  test('has the next run begin its walk from the first photo where that has another choice', async () => {
    await savePage(store, three);
    await giveTokens();
    const narrow = await begin({ ...everything, items: [`${SAMPLE_LIBRARY}/A`] });
    await store.preparePlacing(narrow);
    await store.placeNext(narrow);
    await stop();
    const whole = await begin();
    await placeAll(store, whole);
    expect(await log.count('items')).toBe(3);
  });

  test('has checked nothing, so the next run checks what it copied', async () => {
    await savePage(store, three);
    await giveTokens();
    const run = await begin();
    await placeAll(store, run);
    for (const id of ['A', 'B', 'C']) for (const event of toDone) await store.apply(fileKey(id), event);
    await stop();
    expect(await start()).toMatchObject({ listing: 'changes', firstOrder: 0 });
  });
});
