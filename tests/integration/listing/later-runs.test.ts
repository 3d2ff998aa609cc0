import { expect, test } from 'vitest';
import { storedContent, storedNames, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const threePhotos = () => {
  const library = createLibrary(6);
  const photos = ['IMG_0001.JPG', 'IMG_0002.JPG', 'IMG_0003.JPG'].map((name) => library.addPhoto({ name }));
  return { library, photos };
};
const traffic = ({ icloud, jottacloud }: World) => ({
  downloads: icloud.requests.to(/icloud-content/).length,
  uploads: jottacloud.uploads.length,
});
const cloudkitCalls = ({ icloud }: World) => ({
  queries: icloud.requests.to(/ckdatabasews/, /(private|shared)\/records\/query/).length,
});
const totals = async ({ log }: World) => (await readReport(log))?.totals;

test('a second run copies only new photos', async () => {
  const { library } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  library.addLivePhoto({ name: 'IMG_0004.HEIC' });
  const before = traffic(world);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ id: 2, status: 'finished', shortfalls: [] });
  expect(traffic(world)).toEqual({ downloads: before.downloads + 2, uploads: before.uploads + 2 });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a second run over an unchanged library copies nothing', async () => {
  const { library } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const before = { traffic: traffic(world), totals: await totals(world) };

  await (await startEngine(world)).transfer();

  expect({ traffic: traffic(world), totals: await totals(world) }).toEqual(before);
});

test('a photo that was edited after the first run gets its edit beside the original', async () => {
  const { library, photos } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const [first] = photos;
  if (first) library.edit(first);

  await (await startEngine(world)).transfer();

  expect(storedNames(world.jottacloud)).toEqual([
    'IMG_0001-edited.JPG',
    'IMG_0001.JPG',
    'IMG_0002.JPG',
    'IMG_0003.JPG',
  ]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a photo that was edited again gets the new edit beside the old one', async () => {
  const { library, photos } = threePhotos();
  const [first] = photos;
  await using world = await startWorld(library);
  if (first) library.edit(first, { editedStill: { bytes: 30_000 } });
  await (await startEngine(world)).transfer();
  if (first) library.edit(first, { editedStill: { bytes: 31_000 } });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(expect.arrayContaining(wantedContent(library)));
  expect(world.jottacloud.tree.files().map(({ versions }) => versions)).toEqual([1, 1, 1, 1, 1]);
});

test('a file deleted at Jottacloud is copied again by the next run', async () => {
  const { library } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const [gone] = world.jottacloud.tree.files();
  if (gone) world.jottacloud.tree.trash(gone.path);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('files whose bytes Jottacloud lost are downloaded and sent again', async () => {
  const { library } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const before = traffic(world);
  world.jottacloud.forgetBlobs();

  const run = await (await startEngine(world)).transfer({ destinationFolder: 'Bilder' });

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(traffic(world)).toEqual({ downloads: before.downloads + 3, uploads: before.uploads + 3 });
  expect(await storedContent(world.jottacloud)).toEqual(
    [...wantedContent(library), ...wantedContent(library)].toSorted(),
  );
});

test('a new destination folder is filled without sending a byte', async () => {
  const { library } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const before = traffic(world);

  const run = await (await startEngine(world)).transfer({ destinationFolder: 'Bilder' });

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], destinationFolder: 'Bilder' });
  expect(traffic(world)).toEqual(before);
  expect(world.jottacloud.tree.files().filter(({ path }) => path.startsWith('Bilder/'))).toHaveLength(3);
});

test('a photo whose original reaches Apple later is copied by a later run', async () => {
  const library = createLibrary(6);
  const photo = library.addPhoto({ name: 'IMG_0001.JPG' });
  const original = photo.master.resources.get('resOriginal');
  photo.master.resources.delete('resOriginal');
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  expect(await totals(world)).toMatchObject({ itemsFailed: 1, itemsDone: 0 });
  if (original) photo.master.resources.set('resOriginal', original);

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(await totals(world)).toMatchObject({ itemsFailed: 0, itemsDone: 1, filesFound: 1 });
});

test('a later run asks only for changes: edits, new photos, albums and deletions', async () => {
  const library = createLibrary(8);
  const photos = Array.from({ length: 230 }, (_, index) =>
    library.addPhoto({ name: `IMG_${index}.JPG`, bytes: 2_000 }),
  );
  const album = library.albums.addAlbum('Sommar');
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const before = { calls: cloudkitCalls(world), traffic: traffic(world) };
  library.nowMs = world.clock.now() + 86_400_000;
  const [edited, filed, deleted, expunged, hidden] = photos;
  if (!edited || !filed || !deleted || !expunged || !hidden) throw new Error('there are photos');
  library.edit(edited);
  library.albums.addTo(album, filed);
  library.delete(deleted);
  library.delete(expunged);
  library.expunge(expunged);
  library.setHidden(hidden, true);
  library.addPhoto({ name: 'NEW.JPG', bytes: 3_000, addedAt: library.nowMs });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(world.icloud.requests.to(/ckdatabasews/, /(private|shared)\/records\/query/).length).toBe(
    before.calls.queries,
  );
  expect(traffic(world)).toEqual({
    downloads: before.traffic.downloads + 2,
    uploads: before.traffic.uploads + 2,
  });
  const paths = world.jottacloud.tree.files().map(({ path }) => path);
  expect(paths).toContain('iCloud Photos/Sommar/IMG_1.JPG');
  expect(paths).toHaveLength(233);
});

test('a Live Photo’s video that arrives later is copied by a run that only follows changes', async () => {
  const { library } = threePhotos();
  const live = library.addLivePhoto({ name: 'IMG_0004.HEIC' });
  const { master, zone } = live;
  const video = master.resources.get('resOriginalVidCompl');
  master.resources.delete('resOriginalVidCompl');
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const before = traffic(world);
  if (video) master.resources.set('resOriginalVidCompl', video);
  zone.touch(master, library.nowMs);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(traffic(world)).toEqual({ downloads: before.downloads + 1, uploads: before.uploads + 1 });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a later run over an unchanged library makes a few calls', async () => {
  const { library } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const before = world.icloud.requests.entries.length + world.jottacloud.requests.entries.length;

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  const calls = world.icloud.requests.entries.length + world.jottacloud.requests.entries.length - before;
  expect(calls).toBeLessThanOrEqual(10);
});

test('a sync token that Apple no longer knows causes a full reading', async () => {
  const { library } = threePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  library.addPhoto({ name: 'IMG_0009.JPG', bytes: 3_000 });
  for (const stored of await world.log.getAll('libraries'))
    await world.log.put('libraries', { ...stored, syncToken: 'bm9uc2Vuc2U=' });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'all' });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a run after a reading with missing photos follows changes and copies the missing ones', async () => {
  const { library, photos } = threePhotos();
  await using world = await startWorld(library);
  const [late] = photos;
  if (!late) throw new Error('there are photos');
  const { unlisted } = world.icloud.switches;
  for (const list of ['ByAssetDateWithoutHiddenOrDeleted', 'ByAddedDate'])
    unlisted.set(`CPLAssetAndMaster${list}`, new Set([late.recordName]));
  const mend = world.icloud.faults.add({
    path: /changes\/zone/,
    times: Infinity,
    action: {
      kind: 'answer',
      status: 200,
      body: JSON.stringify({ zones: [{ serverErrorCode: 'BAD_REQUEST' }] }),
    },
  });
  const first = await (await startEngine(world)).transfer();
  expect(first.remarks).toMatchObject([{ code: 'list-short', detail: 'PrimarySync: 2 of 3' }]);
  unlisted.clear();
  mend();
  library.setFavourite(late, true);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], remarks: [], listing: 'changes' });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a cleared log is rebuilt without sending a byte again', async () => {
  const { library } = threePhotos();
  library.addVideo({ bytes: 200_000 });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const before = { traffic: traffic(world), files: world.jottacloud.tree.files().map(({ path }) => path) };
  for (const store of world.log.objectStoreNames) await world.log.clear(store);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(traffic(world).uploads).toBe(before.traffic.uploads);
  expect(world.jottacloud.tree.files().map(({ path, versions }) => [path, versions])).toEqual(
    before.files.map((path) => [path, 1]),
  );
});
