import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { startRun } from '../runs/runs.ts';
import { placeAll, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';
import { sampleRequest } from '../testing/sample-request.ts';
import { readMissing } from './read-missing.ts';
import { readYears } from './read-years.ts';

test('photos that Apple lacks are named in their year and month', async () => {
  const log = await openLog('missing photos');
  const store = createLogStore(log);
  await startRun(log, epochMs(1_000), sampleRequest);
  await store.saveLibraries([sampleZone], []);
  const missing = (id: string, takenAt: number) =>
    sampleItem(id, { missing: true, takenAt, name: `${id}.JPG` });
  await savePage(
    store,
    samplePage([
      missing('A', Date.UTC(2019, 5, 1)),
      missing('B', Date.UTC(2019, 11, 31, 23)),
      missing('C', Date.UTC(2020, 0, 1)),
      missing('D', Date.UTC(5000, 0, 1)),
      sampleItem('E', { takenAt: Date.UTC(2019, 5, 2) }),
    ]),
  );
  await placeAll(store, sampleRun());

  expect((await readMissing(log, '2019')).map(({ name, month }) => [name, month])).toEqual([
    ['A.JPG', '2019-06'],
    ['B.JPG', '2019-12'],
  ]);
  expect((await readMissing(log, '2020')).map(({ name, error }) => [name, error.code])).toEqual([
    ['C.JPG', 'original-missing'],
  ]);
  expect((await readMissing(log, '')).map(({ name, month }) => [name, month])).toEqual([['D.JPG', '']]);
  expect(await readMissing(log, '2018')).toEqual([]);
  expect((await readYears(log))?.rows.map(({ year, missing: count }) => [year, count])).toEqual([
    ['2020', 1],
    ['2019', 2],
    ['', 1],
  ]);
  log.close();
});
