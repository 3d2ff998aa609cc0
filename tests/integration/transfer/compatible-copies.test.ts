import { expect, test } from 'vitest';
import {
  below,
  COPIES,
  copies,
  JUNE,
  libraryOfSorts,
  off,
  on,
  originals,
} from '../support/compatible-library.ts';
import { storedContent, storedNames } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { expectedCompatibleOf } from '../../fakes/icloud/library/expected-originals.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const downloads = ({ icloud }: World): number => icloud.requests.to(/icloud-content/).length;

/** Collects requests of lists of photos. */
function watchLists(): { lists: string[]; watch: (call: { body: string }) => () => undefined } {
  const lists: string[] = [];
  return {
    lists,
    watch: ({ body }) => {
      if (body.includes('CPLAssetAndMaster')) lists.push(body);
      return () => undefined;
    },
  };
}

test('copies what opens everywhere into a folder of its own, in the same tree', async () => {
  const library = libraryOfSorts();
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(below(world, COPIES)).toEqual(copies);
  expect(below(world, 'iCloud Photos/2024/2024-06/')).toEqual(originals);
  const wanted = library.primary.assets
    .flatMap(expectedCompatibleOf)
    .map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`);
  expect(wanted).toHaveLength(copies.length);
  expect(await storedContent(world.jottacloud)).toEqual(expect.arrayContaining(wanted));
  const { totals } = await readLogRecord(world.log);
  expect(totals).toMatchObject({ itemsDone: 9, filesProved: originals.length + copies.length });
});

test('the plan says what they add, how large they are, and of how many photos Apple has none', async () => {
  const library = libraryOfSorts();
  await using world = await startWorld(library);

  const { plan } = await (await startEngine(world)).transfer(on);

  const bytes = library.primary.assets.flatMap(expectedCompatibleOf).map(({ sizeBytes }) => sizeBytes);
  const sum = bytes.reduce((total, each) => total + each, 0);
  expect(plan?.all).toMatchObject({ items: 9, files: originals.length + copies.length });
  expect(plan?.compatible).toMatchObject({
    stills: { files: 6, fullSize: 0, longEdge: 2048 },
    videos: { files: 1, fullSize: 0, longEdge: 1280 },
    none: 1,
  });
  expect((plan?.compatible?.stills.bytes ?? 0) + (plan?.compatible?.videos.bytes ?? 0)).toBe(sum);
});

test('without the option nothing of them is requested, copied or counted', async () => {
  await using world = await startWorld(libraryOfSorts());
  const { lists, watch } = watchLists();

  const run = await (await startEngine(world, { watch })).transfer(off);

  expect(run.plan?.compatible).toBeUndefined();
  expect(run.plan?.all).toMatchObject({ items: 9, files: originals.length });
  expect(storedNames(world.jottacloud)).toEqual(originals);
  expect(lists.filter((body) => body.includes('resJPEGMedRes'))).toEqual([]);
});

test('switched on later, the lists are read once more, and no byte of an original comes or goes again', async () => {
  const library = libraryOfSorts();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(off);
  const sent = world.jottacloud.uploads.length;
  const fetched = downloads(world);

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'all' });
  expect(below(world, COPIES)).toEqual(copies);
  expect(world.jottacloud.uploads).toHaveLength(sent + copies.length);
  expect(downloads(world)).toBe(fetched + copies.length);
  const added = library.primary.assets.flatMap(expectedCompatibleOf);
  expect((run.plan?.all.bytes ?? 0) - (run.plan?.already.bytes ?? 0)).toBe(
    added.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
  );
  expect(run.plan?.largestBytes).toBe(Math.max(...added.map(({ sizeBytes }) => sizeBytes)));
});

test('with the option on, a press with nothing new reads no list', async () => {
  await using world = await startWorld(libraryOfSorts());
  await (await startEngine(world)).transfer(on);
  const { lists, watch } = watchLists();

  const run = await (await startEngine(world, { watch })).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(lists).toEqual([]);
  expect(run.plan?.compatible).toMatchObject({ stills: { files: 6 }, videos: { files: 1 }, none: 1 });
});

test('new photos bring their copies, and a new edit brings the copy of its own', async () => {
  const library = libraryOfSorts();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(on);
  library.addPhoto({ name: 'NEW.HEIC', type: 'public.heic', takenAt: JUNE });
  const edited = library.primary.assets.find(
    ({ master: { fileName } }) => 'text' in fileName && fileName.text === 'HEIC.HEIC',
  );
  if (edited) library.edit(edited, { editedStill: { type: 'public.heic' } });

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(below(world, COPIES)).toEqual([...copies, 'HEIC-edited.JPG', 'NEW.JPG'].toSorted());
});

test('switched off again, the files stay, and are no longer counted or missed', async () => {
  const library = libraryOfSorts();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(on);
  library.addPhoto({ name: 'NEW.HEIC', type: 'public.heic', takenAt: JUNE });

  const run = await (await startEngine(world)).transfer(off);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(below(world, COPIES)).toEqual(copies);
  expect((await readLogRecord(world.log)).totals).toMatchObject({
    itemsFound: 10,
    itemsDone: 10,
    filesFound: originals.length + 1,
    filesDone: originals.length + 1,
  });
  expect(run.plan?.others).toEqual({ items: 0, bytes: 0 });
  // Nobody needs the folder any more, so it may go.
  for (const name of copies) world.jottacloud.tree.trash(`${COPIES}${name}`);
  expect(below(world, COPIES)).toEqual([]);
  const sent = world.jottacloud.uploads.length;
  const again = await (await startEngine(world)).transfer(off);
  expect(again).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(world.jottacloud.uploads).toHaveLength(sent);
});

test('switched on once more, the same files get the same names without a byte', async () => {
  await using world = await startWorld(libraryOfSorts());
  await (await startEngine(world)).transfer(on);
  const before = world.jottacloud.tree.files().map(({ path }) => path);
  await (await startEngine(world)).transfer(off);
  const sent = world.jottacloud.uploads.length;

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toEqual(before);
  expect(world.jottacloud.uploads).toHaveLength(sent);
  const { totals } = await readLogRecord(world.log);
  expect(totals).toMatchObject({ itemsDone: 9, filesDone: originals.length + copies.length });
});

test('the names of originals do not depend on their copies', async () => {
  const library = createLibrary(31);
  library.addPhoto({ name: 'A.HEIC', type: 'public.heic', takenAt: JUNE, recordName: 'AAAA-1' });
  library.addPhoto({ name: 'A.DNG', type: 'com.adobe.raw-image', takenAt: JUNE, recordName: 'BBBB-2' });
  library.addPhoto({ name: 'A.HEIC', type: 'public.heic', takenAt: JUNE, recordName: 'CCCC-3' });
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(below(world, 'iCloud Photos/2024/2024-06/')).toEqual(['A (CCCC).HEIC', 'A.DNG', 'A.HEIC']);
  expect(below(world, COPIES)).toEqual(['A (BBBB).JPG', 'A (CCCC).JPG', 'A.JPG']);
});
