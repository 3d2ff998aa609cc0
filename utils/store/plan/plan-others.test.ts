import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';
import { itemCounts } from '../../domain/run/item-counts.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { epochMs, md5 } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';
import type { LogDatabase } from '../schema.ts';

const SUM = md5('d41d8cd98f00b204e9800998ecf8427e');
const at = epochMs(1_000);
const onlyA = { ...everything, items: [`${SAMPLE_LIBRARY}/A`] };

let logs = 0;
let log: LogDatabase;

/** Three photos that an earlier run has moved. */
beforeEach(async () => {
  logs += 1;
  log = await openLog(`others ${logs}`);
  const store = createLogStore(log);
  await store.saveLibraries([sampleZone], []);
  const items = ['A', 'B', 'C'].map((id) => sampleItem(id, { name: `${id}.JPG` }));
  await savePage(store, samplePage(items, true));
  await store.preparePlacing(sampleRun());
  while (await store.placeNext(sampleRun()));
  for (const { key } of await log.getAll('files'))
    await store.apply(
      key,
      { type: 'started' },
      { type: 'hashComputed', md5: SUM, proof: 'checksum' },
      { type: 'uploadStarted' },
      { type: 'confirmed', outcome: 'uploaded', at },
    );
});

test('a narrower run after a whole one has its own figures: one of one', async () => {
  const store = createLogStore(log);
  const run = sampleRun({ id: 2, choice: onlyA });
  const plan = await store.countPlan(run, at);
  expect(plan).toMatchObject({
    all: { items: 1 },
    already: { items: 1 },
    notChosen: 2,
    others: { items: 2, bytes: 200 },
  });
  expect(plan.notChosenInPlace).toBe(2);
  expect(itemCounts({ ...run, plan }, await store.readTotals())).toEqual({ done: 1, all: 1 });
});

test('another layout places everything again, without regard to earlier placements', async () => {
  const store = createLogStore(log);
  const arrangement = { ...defaultArrangement, layout: 'one-folder' as const };
  const run = sampleRun({ id: 2, choice: onlyA, arrangement });
  const plan = await store.countPlan(run, at);
  expect(plan.others).toEqual({ items: 0, bytes: 0 });
  expect(plan.notChosenInPlace).toBe(0);
  await store.preparePlacing(run);
  while (await store.placeNext(run));
  expect(itemCounts({ ...run, plan }, await store.readTotals())).toEqual({ done: 0, all: 1 });
});
