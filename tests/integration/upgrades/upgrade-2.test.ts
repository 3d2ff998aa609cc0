import { type IDBPDatabase, openDB } from 'idb';
import { expect, test } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { openLog } from '../../../utils/store/database.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const STORES = [
  ...['runs', 'log', 'libraries', 'albums', 'members', 'photos'],
  ...['items', 'files', 'paths', 'contents'],
] as const;

/** The schema of version 2, written out by hand. */
function createVersion2(fresh: IDBPDatabase): void {
  for (const name of STORES) {
    const keyPath = name === 'runs' ? 'id' : name === 'contents' ? 'checksum' : 'key';
    fresh.createObjectStore(name, { keyPath });
  }
}

function createIndexes(store: (name: string) => IDBObjectStore): void {
  store('files').createIndex('byStatus', ['state.status', 'order'], { unique: true });
  store('files').createIndex('byItem', 'itemKey');
  store('members').createIndex('byAsset', 'assetName');
  store('members').createIndex('byAlbum', ['albumKey', 'position']);
  const photos = store('photos');
  photos.createIndex('byAdded', ['addedOrder', 'key'], { unique: true });
  photos.createIndex('toPlace', ['toPlace', 'addedOrder', 'key'], { unique: true });
  photos.createIndex('byAsset', 'assetName');
  photos.createIndex('byMaster', 'photo.asset.masterName');
  photos.createIndex('byThumb', 'thumbs', { multiEntry: true });
}

/** States as version 2 counted tries: all kinds together, damaged arrivals apart. */
const asVersion2 = (state: object): object => {
  const { tries: _, waitsSince: __, ...rest } = state as Record<string, unknown>;
  return 'mismatches' in rest && rest['status'] !== 'hashed' ? { ...rest, attempts: 3, damaged: 1 } : rest;
};

/** The world with the same log, as version 2 had it. */
async function withVersion2(world: World): Promise<World> {
  const logName = `${world.logName} of version 2`;
  const old = await openDB(logName, 2, {
    upgrade(fresh, _, __, transaction) {
      createVersion2(fresh);
      createIndexes((name) => {
        const store: unknown = transaction.objectStore(name);
        return store as IDBObjectStore;
      });
    },
  });
  for (const name of STORES)
    for (const record of await world.log.getAll(name))
      await old.put(name, 'state' in record ? { ...record, state: asVersion2(record.state) } : record);
  old.close();
  return { ...world, logName, log: await openLog(logName) };
}

test('a run of version 2 that was killed resumes where it stopped and sends nothing twice', async () => {
  const library = createLibrary(6);
  for (let photo = 0; photo < 30; photo += 1) library.addPhoto({ bytes: 20_000 + photo });
  library.addLivePhoto({ name: 'IMG_0099.HEIC' });
  library.albums.addTo(library.albums.addAlbum('Rom'), ...library.primary.assets.slice(0, 5));
  await using world = await startWorld(library);
  world.jottacloud.faults.add({ host: /^up-/, skip: 3, times: 3, action: { kind: 'loseReply' } });
  const life = await startEngine(world, { maxCalls: 225 });
  await life.press();
  expect(await life.end()).toBe('died');
  const statuses = new Set((await world.log.getAll('files')).map(({ state }) => state.status));
  expect([...statuses]).toEqual(expect.arrayContaining(['done', 'queued']));

  const old = await withVersion2(world);
  const second = await startEngine(old);
  await second.engine.wake();
  const ended = await second.end();

  expect(ended).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect((await old.log.get('log', 'log'))?.totals).toEqual(await recount(old.log));
  expect([...old.log.objectStoreNames]).toContain('speeds');
  const paths = completedUploads(world.jottacloud);
  expect(paths).toHaveLength(new Set(paths).size);
  old.log.close();
});
