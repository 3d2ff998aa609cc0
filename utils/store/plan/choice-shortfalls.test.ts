import 'fake-indexeddb/auto';
import { changedRun } from '../../domain/testing/sample-run.ts';
import { changeRow } from '../testing/change-row.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { type Choice, everything } from '../../domain/album/choice.ts';
import { noTotals, type Run } from '../../domain/run/run.ts';
import { epochMs, recordName } from '../../units.ts';
import { unlistedAlbumKey } from './choice-shortfalls.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { savePlan, startRun } from '../runs/runs.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage, sampleZone } from '../testing/sample-log.ts';
import { isComplete } from '../../domain/run/item-counts.ts';
import type { LogDatabase } from '../schema.ts';

let logs = 0;
let log: LogDatabase;
let store: Store;

beforeEach(async () => {
  logs += 1;
  log = await openLog(`choice ${logs}`);
  store = createLogStore(log);
});

/** Two photos, one with a small picture, of a library of some name, one of them in an album. */
async function planFor(choice: Partial<Choice>, zoneName = 'PrimarySync'): Promise<Run> {
  const request = {
    destinationFolder: 'iCloud Photos',
    arrangement: defaultArrangement,
    speed: 'normal',
  } as const;
  await startRun(log, epochMs(0), { ...request, choice: { ...everything, ...choice }, isConfirmed: true });
  await store.saveLibraries([{ ...sampleZone, zoneName }], []);
  const key = `private:${zoneName}`;
  const progress = { fromRank: 0, assetCount: 2, skippedRanks: 0, isLast: true, passToken: null };
  const page = samplePage([{ ...sampleItem('A'), thumbs: ['small'] }, sampleItem('B')], true);
  await store.savePhotos(key, 'main', { ...page, progress });
  await store.saveAlbums(key, [
    {
      recordName: recordName('SOMMER'),
      name: 'Sommer',
      kind: 'album',
      parent: null,
      createdAt: 0,
      position: 0,
    },
  ]);
  const run = await store.readRun();
  const planned = run && (await savePlan(log, run, await store.countPlan(run, epochMs(0)), []));
  if (!planned) throw new Error('the plan was not wanted');
  return planned;
}

const found = (counted: number, shown: number) => ({ facts: { counted, shown } });

test.each<[string, Partial<Choice>, object[]]>([
  ['all that was picked', { picks: { assets: ['B'], thumbs: ['small'] } }, []],
  ['a photo that no list has', { picks: { assets: ['B', 'C'], thumbs: [] } }, [found(2, 1)]],
  ['two small pictures that nobody knows', { picks: { assets: [], thumbs: ['x', 'y'] } }, [found(2, 0)]],
  ['a photo by its key', { items: [`${SAMPLE_LIBRARY}/A`, `${SAMPLE_LIBRARY}/Z`] }, [found(2, 1)]],
  ['an album that is there', { albums: [`${SAMPLE_LIBRARY}/SOMMER`] }, []],
  ['an album that is not', { albums: [`${SAMPLE_LIBRARY}/VINTER`] }, [found(1, 0)]],
  ['dates with a photo', { from: '2024-06-01' }, []],
  ['dates without one', { from: '2030-01-01' }, [{ code: 'dates-empty' }]],
  ['everything', {}, []],
])('%s is compared with what was found', async (_, choice, shortfalls) => {
  expect((await planFor(choice)).shortfalls).toMatchObject(shortfalls);
});

test('a run that finds none of the picked photos is not complete', async () => {
  const run = await planFor({ picks: { assets: [], thumbs: ['x', 'y'] } });
  expect(isComplete(changedRun(run, { status: 'finished' }), noTotals)).toBe(false);
});

test('a picked photo that is left out as hidden counts as not found', async () => {
  await planFor({});
  const photo = await log.get('photos', `${SAMPLE_LIBRARY}/A`);
  if (photo) await log.put('photos', { ...photo, list: 'hidden' });
  await changeRow(log, { choice: { ...everything, picks: { assets: ['A'], thumbs: [] } }, plan: null });
  const run = await store.readRun();
  const planned = run && (await savePlan(log, run, await store.countPlan(run, epochMs(0)), []));
  expect(planned?.shortfalls).toMatchObject([{ code: 'picks-not-found' }]);
});

test('an album pressed before it was listed is found in its library', async () => {
  const run = await planFor({ albums: [unlistedAlbumKey('SOMMER')] }, 'PrimarySync1');
  expect(run).toMatchObject({
    choice: { albums: ['private:PrimarySync1/SOMMER'] },
    plan: { albums: 1 },
    shortfalls: [],
  });
});
