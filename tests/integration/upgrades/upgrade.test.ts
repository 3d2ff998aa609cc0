import { type DBSchema, openDB } from 'idb';
import { expect, test } from 'vitest';
import { recount } from '../support/recount.ts';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine, defaultRequest } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { openLog } from '../../../utils/store/database.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

/** Stores of version 1, written out by hand as that version made them. */
interface Version1 extends DBSchema {
  runs: { key: number; value: Record<string, unknown> };
  log: { key: string; value: Record<string, unknown> };
  libraries: { key: string; value: Record<string, unknown> };
  items: { key: string; value: Record<string, unknown> };
  files: { key: string; value: Record<string, unknown>; indexes: { byStatus: never; byItem: string } };
  paths: { key: string; value: Record<string, unknown> };
  contents: { key: string; value: { checksum: string; md5: string; sizeBytes: number } };
}

const asVersion1 = { ...defaultArrangement, layout: 'year-month', sharedLibrary: 'together' } as const;
const run = {
  ...{
    id: 1,
    startedAt: 1,
    endedAt: null,
    destinationFolder: 'iCloud Photos',
    appleCount: 6,
    checkedFiles: 0,
  },
  ...{ attention: null, shortfalls: [] },
};
const noSums = {
  ...{ itemsFound: 0, itemsDone: 0, itemsFailed: 0, filesFound: 0, filesDone: 0, filesFailed: 0 },
  ...{ filesProved: 0, filesSizeChecked: 0, filesUploaded: 0, bytesFound: 0, bytesDone: 0 },
};

/** A world whose log is of version 1, with the contents that a first run has moved and files in several states. */
async function withVersion1(world: World, state: { status: string; phase: string }): Promise<World> {
  const logName = `${world.logName} of version 1`;
  const known = await world.log.getAll('contents');
  const done = (await world.log.getAll('files')).map(({ itemKey, role, path, state: now }) => ({
    ...{ key: `${itemKey}#${role}`, order: 0, itemKey, libraryKey: 'private:PrimarySync', role, path },
    ...{ holder: 'M', field: 'resOriginalRes', checksum: 'C', sizeBytes: 1, takenAt: 1, state: now },
  }));
  const database = await openDB<Version1>(logName, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('runs', { keyPath: 'id' });
      fresh.createObjectStore('log', { keyPath: 'key' });
      fresh.createObjectStore('libraries', { keyPath: 'key' });
      fresh.createObjectStore('items', { keyPath: 'key' });
      const files = fresh.createObjectStore('files', { keyPath: 'key' });
      files.createIndex('byStatus', ['state.status', 'order'] as never, { unique: true });
      files.createIndex('byItem', 'itemKey');
      fresh.createObjectStore('paths', { keyPath: 'key' });
      fresh.createObjectStore('contents', { keyPath: 'checksum' });
    },
  });
  await database.put('runs', { ...run, ...state });
  await database.put('log', {
    ...{
      key: 'log',
      lastOrder: 9,
      skippedZones: ['CMM-1'],
      unusable: [{ name: 'X', error: { code: 'record-unusable', detail: '' } }],
    },
    ...{
      totals: { ...noSums, itemsFound: 4, filesFound: 4 },
      accountNumber: (await world.log.get('log', 'log'))?.accountNumber,
    },
  });
  await database.put('libraries', {
    ...{
      key: 'private:PrimarySync',
      zone: { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null },
    },
    ...{ appleCount: 6, rank: 4, seenItems: 4, pass: 1, isListed: false, passToken: 't', itemsFound: 4 },
  });
  const states = [
    { status: 'queued' },
    { status: 'uploading', md5: 'd'.repeat(32), proof: 'checksum', attempts: 1, mismatches: 0 },
  ];
  for (const [index, file] of [
    ...done,
    ...states.map((now, at) => ({ ...done[0], key: `new ${at}`, state: now })),
  ].entries())
    await database.put('files', { ...file, order: index + 1 });
  for (const { itemKey, path, key } of done) {
    await database.put('items', {
      key: itemKey,
      libraryKey: 'private:PrimarySync',
      openFiles: 0,
      failedFiles: 0,
      seenInPass: 1,
    });
    await database.put('paths', { key: path.toLowerCase(), itemKey, fileKey: key });
  }
  for (const content of known) await database.put('contents', content);
  database.close();
  return { ...world, logName, log: await openLog(logName) };
}

const traffic = ({ icloud, jottacloud }: World) => ({
  downloads: icloud.requests.to(/icloud-content/).length,
  uploads: jottacloud.uploads.length,
});
const threePhotos = () => {
  const library = createLibrary(6);
  for (const name of ['IMG_0001.JPG', 'IMG_0002.JPG', 'IMG_0003.JPG']) library.addPhoto({ name });
  library.albums.addTo(library.albums.addAlbum('Rom'), ...library.primary.assets);
  return library;
};

test('a run of version 1 in progress resumes where it stopped and sends nothing twice', async () => {
  const library = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer({ arrangement: asVersion1 });
  const [before, tree] = [traffic(world), world.jottacloud.tree.files().map(({ path }) => path)];
  for (const name of ['IMG_0001.JPG', 'IMG_0005.JPG']) library.addPhoto({ name });

  const old = await withVersion1(world, { status: 'active', phase: 'copying' });
  expect(await old.log.getAll('files')).toEqual([]);
  expect(await old.log.getAll('runs')).toMatchObject([
    { id: 1, status: 'active', phase: 'counting', isConfirmed: true, plan: null, arrangement: asVersion1 },
  ]);
  const life = await startEngine(old);
  await life.engine.wake();
  const ended = await life.end();

  expect(ended).toMatchObject({
    id: 1,
    status: 'finished',
    shortfalls: [],
    plan: { all: { items: 5 }, already: { items: 3 } },
  });
  expect(traffic(world)).toEqual({ downloads: before.downloads + 2, uploads: before.uploads + 2 });
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toEqual(expect.arrayContaining(tree));
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect((await old.log.get('log', 'log'))?.totals).toEqual(await recount(old.log));
  old.log.close();
});

test('the run after a finished run of version 1 adds the albums and sends no byte', async () => {
  const library = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer({ arrangement: asVersion1 });
  const before = traffic(world);

  const old = await withVersion1(world, { status: 'finished', phase: 'checking' });
  const ended = await (await startEngine(old)).transfer(defaultRequest);

  expect(ended).toMatchObject({ id: 2, status: 'finished', shortfalls: [], plan: { already: { items: 3 } } });
  expect(traffic(world)).toEqual(before);
  const inAlbum = world.jottacloud.tree.files().filter(({ path }) => path.includes('/Rom/'));
  expect(inAlbum).toHaveLength(3);
  expect(await old.log.get('log', 'log')).toMatchObject({
    totals: { itemsDone: 3, filesDone: 3 },
    unusable: [],
  });
  old.log.close();
});
