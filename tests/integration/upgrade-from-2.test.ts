import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { fillFarEnd } from './fill-far-end.ts';
import { startEngine } from './start-engine.ts';
import { startWorld, type World } from './start-world.ts';
import { fillLog } from '../bench/fill-moved.ts';
import { factsOf } from '../bench/idle-cases.ts';
import { likeMoved } from '../bench/moved-records.ts';
import { openLog } from '../../utils/storage/database.ts';
import { createLibrary } from '../fakes/icloud/library/library.ts';

const MOVED = 10;
const ITEMS = 5_200;

/** Stores of version 2 with their keys and indexes, written out by hand as that version made them. */
const VERSION_2 = {
  runs: { key: 'id' },
  log: { key: 'key' },
  libraries: { key: 'key' },
  albums: { key: 'key' },
  members: { key: 'key', indexes: { byAsset: 'assetName', byAlbum: ['albumKey', 'position'] } },
  photos: {
    key: 'key',
    indexes: {
      byAdded: ['addedOrder', 'key'],
      toPlace: ['toPlace', 'addedOrder', 'key'],
      byAsset: 'assetName',
      byMaster: 'photo.asset.masterName',
      byThumb: 'thumbs',
    },
  },
  items: { key: 'key' },
  files: { key: 'key', indexes: { byStatus: ['state.status', 'order'], byItem: 'itemKey' } },
  paths: { key: 'key' },
  contents: { key: 'checksum' },
} as const;
const UNIQUE = ['byAdded', 'toPlace', 'byStatus'];

/** The world with its log as version 2 had it, opened by the product of today. */
async function throughVersion2(world: World): Promise<World> {
  const logName = `${world.logName} of version 2`;
  const stores = Object.entries(VERSION_2) as [
    keyof typeof VERSION_2,
    { key: string; indexes?: Record<string, string | readonly string[]> },
  ][];
  const old = await openDB(logName, 2, {
    upgrade(fresh) {
      for (const [name, { key, indexes = {} }] of stores) {
        const store = fresh.createObjectStore(name, { keyPath: key });
        for (const [index, path] of Object.entries(indexes))
          store.createIndex(index, typeof path === 'string' ? path : [...path], {
            unique: UNIQUE.includes(index),
            multiEntry: index === 'byThumb',
          });
      }
    },
  });
  for (const [name] of stores) {
    const records: unknown[] = await world.log.getAll(name);
    const { store, done } = old.transaction(name, 'readwrite');
    for (const record of records) void store.put(record);
    await done;
  }
  old.close();
  return { ...world, logName, log: await openLog(logName) };
}

test('a log of version 2 with thousands of moved photos stays what it is: nothing is listed or sent again', async () => {
  const library = createLibrary(9);
  for (let photo = 0; photo < MOVED; photo += 1) library.addPhoto({ bytes: 1_400 });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const sample = factsOf(library.primary.assets[0]);
  await fillLog({ logName: world.logName, items: ITEMS, sample }, likeMoved);
  library.primary.countedOnly = ITEMS - MOVED;
  await fillFarEnd(world);
  const before = await world.log.get('log', 'log');

  const later = await throughVersion2(world);

  expect(later.log.version).toBe(4);
  // Version 4 looks at all photos once more.
  expect(await later.log.get('log', 'log')).toEqual({ ...before, placedFor: null });
  expect(await later.log.count('files')).toBe(ITEMS);
  library.addPhoto({ bytes: 1_400, name: 'NEW.JPG' });
  const run = await (await startEngine(later)).transfer();
  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(world.jottacloud.tree.files()).toHaveLength(ITEMS + 1);
  expect(world.jottacloud.uploads).toHaveLength(MOVED + 1);
  expect((await later.log.get('log', 'log'))?.totals).toMatchObject({
    ...{ itemsFound: ITEMS + 1, itemsDone: ITEMS + 1, filesDone: ITEMS + 1 },
  });
  later.log.close();
}, 120_000);
