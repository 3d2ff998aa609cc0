import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';
import { toDone } from '../../domain/testing/to-done.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { epochMs, recordName } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../testing/sample-log.ts';
import type { LogDatabase } from '../schema.ts';

let logs = 0;
let log: LogDatabase;
let store: Store;

/** A is in three albums, B in one, C in none; each has 100 bytes. */
beforeEach(async () => {
  logs += 1;
  log = await openLog(`further ${logs}`);
  store = createLogStore(log);
  await store.saveLibraries([sampleZone], []);
  await savePage(store, samplePage([sampleItem('A'), sampleItem('B'), sampleItem('C')], true));
  await store.saveAlbums(
    SAMPLE_LIBRARY,
    ['X', 'Y', 'Z'].map((id) => ({
      recordName: recordName(id),
      name: id,
      kind: 'album' as const,
      parent: null,
      createdAt: 0,
      position: 0,
    })),
  );
  await join('X', ['A', 'B']);
  await join('Y', ['A']);
  await join('Z', ['A']);
});
const join = (album: string, names: string[]): Promise<void> =>
  store.saveMembers(`${SAMPLE_LIBRARY}/${album}`, {
    members: names.map((name, position) => ({ assetName: recordName(name), position, isCover: false })),
    rankCount: names.length,
    isLast: true,
    passToken: null,
  });

test('two more albums need a photo’s bytes two more times', async () => {
  const plan = await store.countPlan(sampleRun(), epochMs(1));
  expect(plan.further).toEqual({ files: 2, bytes: 200 });
});

test.each([
  ['in folders by year and month', { arrangement: { ...defaultArrangement, layout: 'year-month' as const } }],
  ['of one chosen album', { choice: { ...everything, albums: [`${SAMPLE_LIBRARY}/X`] } }],
])('%s there is one place for each photo', async (_, change) => {
  expect((await store.countPlan(sampleRun(change), epochMs(1))).further).toEqual({ files: 0, bytes: 0 });
});

test('placed photos need no further bytes', async () => {
  await placeAll(store, sampleRun());
  for (const { key } of await log.getAll('files')) await store.apply(key, ...toDone);
  const plan = await store.countPlan(sampleRun({ id: 2 }), epochMs(1));
  expect(plan).toMatchObject({ further: { files: 0, bytes: 0 }, inPlace: { items: 3, bytes: 300 } });
});

test('a copy that left a photo open is no copy to add to', async () => {
  await placeAll(store, sampleRun());
  for (const { key } of (await log.getAll('files')).slice(1)) await store.apply(key, ...toDone);
  expect(await store.countPlan(sampleRun({ id: 2 }), epochMs(1))).not.toHaveProperty('inPlace');
});

test('another choice than before has nothing to add to', async () => {
  await placeAll(store, sampleRun());
  for (const { key } of await log.getAll('files')) await store.apply(key, ...toDone);
  const choice = { ...everything, kinds: ['photo' as const] };
  expect(await store.countPlan(sampleRun({ id: 2, choice }), epochMs(1))).not.toHaveProperty('inPlace');
});
