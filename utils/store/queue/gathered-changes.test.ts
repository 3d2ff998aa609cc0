import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { epochMs } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { toDone } from '../../domain/testing/to-done.ts';
import { placeAll, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';

const at = epochMs(1_000);

/** @param checksums of photos that have not one of their own */
async function startLog(name: string, photos: string[], checksums: Record<string, string> = {}) {
  const log = await openLog(name);
  const store = createLogStore(log);
  await store.saveLibraries([sampleZone], []);
  const items = photos.map((id) => sampleItem(id, { checksum: checksums[id] ?? id }));
  await savePage(store, samplePage(items));
  await placeAll(store, sampleRun());
  const keys = (await log.getAll('files')).map(({ key }) => key);
  const written = vi.spyOn(log, 'transaction');
  return { log, store, keys, written };
}

test('confirmations within a moment of each other are all written together', async () => {
  const { log, store, keys, written } = await startLog('gathered', ['A', 'B', 'C', 'D', 'E', 'F']);
  const [first = '', ...others] = keys;
  await store.apply(first, ...toDone);
  const rest = others.map(async (key, index) => {
    await new Promise((resolve) => setTimeout(resolve, index));
    return store.apply(key, ...toDone);
  });
  await Promise.all(rest);
  expect(written).toHaveBeenCalledTimes(2);
  expect((await log.getAll('files')).map(({ state }) => state.status)).toEqual(keys.map(() => 'done'));
  expect(await store.readTotals()).toMatchObject({ filesDone: 6, itemsDone: 6 });
});

test('an error is written at once, together with waiting confirmations', async () => {
  const { store, keys, written } = await startLog('not kept', ['A', 'B', 'C']);
  const [first = '', second = '', third = ''] = keys;
  await store.apply(first, ...toDone);
  const error = { code: 'network', detail: 'cut' } as const;
  const confirmed = store.apply(second, ...toDone);
  await store.apply(third, { type: 'errored', error, at, retryAt: at, resume: 'same' });
  await confirmed;
  expect(written).toHaveBeenCalledTimes(2);
});

test('the next files come with those of their contents that Jottacloud has', async () => {
  const { store, keys } = await startLog('known contents', ['A', 'B', 'C'], { B: 'A' });
  const [first = '', ...others] = keys;
  await store.apply(first, ...toDone);
  const { files, known } = await store.takeWork(at, 10, () => false, 0);
  expect(files.map(({ key }) => key)).toEqual(others);
  expect([...known]).toMatchObject([['A-original', { sizeBytes: 100 }]]);
});
