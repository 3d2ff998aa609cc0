import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { libraryKey } from '../icloud/zone.ts';
import { type LogDatabase } from './schema.ts';
import { openLog } from './database.ts';
import { createLogStore } from './log-store.ts';
import { createPhotosOfAsset } from './photos-of-asset.ts';
import { sampleItem, samplePage, sampleZone } from './testing/sample-log.ts';

const zones = ['PrimarySync', 'SharedSync-1', 'SharedCollection-1', 'SharedCollection-2'].map((zoneName) => ({
  ...sampleZone,
  zoneName,
}));
/** Photos of each of these zones. */
const photos = [['A', 'B'], ['B'], ['B', 'C'], ['D']];

const photosOf = (log: LogDatabase, name: string) =>
  createPhotosOfAsset(log.transaction(['photos', 'libraries']))(name);

async function fill(name: string) {
  const log = await openLog(name);
  const store = createLogStore(log);
  await store.saveLibraries(zones, []);
  for (const [index, zone] of zones.entries())
    await store.savePhotos(
      libraryKey(zone),
      'main',
      samplePage((photos[index] ?? []).map((id) => sampleItem(id))),
    );
  return log;
}

test('a photo is found by its record name in every library, and else in the shared albums', async () => {
  const log = await fill('photos of asset');
  const found = async (name: string) => (await photosOf(log, name)).map(({ key }) => key);
  expect(await found('A')).toEqual(['private:PrimarySync/A']);
  expect(await found('B')).toEqual(['private:PrimarySync/B', 'private:SharedSync-1/B']);
  expect(await found('C')).toEqual(['private:SharedCollection-1/C']);
  expect(await found('D')).toEqual(['private:SharedCollection-2/D']);
  expect(await found('E')).toEqual([]);
  log.close();
});

test('a log of version 7 loses its index by record name, and nothing else', async () => {
  const source = await fill('log of version 8');
  const old = await openDB('log of version 7', 7, {
    upgrade(fresh) {
      fresh.createObjectStore('libraries', { keyPath: 'key' });
      fresh.createObjectStore('photos', { keyPath: 'key' }).createIndex('byAsset', 'assetName');
    },
  });
  for (const store of ['libraries', 'photos'] as const)
    for (const record of await source.getAll(store)) await old.put(store, record);
  old.close();

  const log = await openLog('log of version 7');
  expect([...log.transaction('photos').store.indexNames]).toEqual([]);
  expect(await log.getAll('photos')).toEqual(await source.getAll('photos'));
  expect(await photosOf(log, 'A')).toHaveLength(1);
  log.close();
  source.close();
});
