import { nothingWaits } from '../../../utils/domain/testing/nothing-waits.ts';
import { oneLog } from '../../../utils/domain/testing/one-log.ts';
import { expect, test } from 'vitest';
import { storedContent, storedNames, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { countAlbumPhotos, photosNotShown } from '../../../utils/store/listing/album-photos.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { copyStateOf } from '../../../utils/models/copy-state.ts';
import { missingInAlbum } from '../../../utils/domain/album/album-shortfall.ts';
import { itemCounts, isComplete } from '../../../utils/domain/run/item-counts.ts';
import { type Run } from '../../../utils/domain/run/run.ts';
import { dropPlan } from '../../../utils/store/runs/runs.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const threePhotos = () => {
  const library = createLibrary(6);
  const photos = ['IMG_0001.JPG', 'IMG_0002.JPG', 'IMG_0003.JPG'].map((name) => library.addPhoto({ name }));
  return { library, photos };
};
const totals = async ({ log }: World) => (await readReport(log))?.totals;

test('a Live Photo’s video and an edit that Apple does not have yet are named and copied by a later run', async () => {
  const library = createLibrary(6);
  const unread = { type: 'ASSETID' };
  const live = library.addLivePhoto({
    name: 'IMG_0001.HEIC',
    oddMasterFields: { resOriginalVidComplRes: unread },
  });
  const edited = library.addPhoto({
    name: 'IMG_0002.JPG',
    editedStill: {},
    oddAssetFields: { resJPEGFullRes: unread },
  });
  await using world = await startWorld(library);

  const first = await (await startEngine(world)).transfer();

  const report = await readReport(world.log);
  expect(report && isComplete(first, report.totals)).toBe(false);
  const problems = report?.problems.toSorted((a, b) => Number(a.name > b.name) - 0.5) ?? [];
  expect(problems.map(({ name, error }) => [name, error.code])).toEqual(
    ['IMG_0001.HEIC', 'IMG_0002.JPG'].map((name) => [name, 'part-missing']),
  );
  expect(storedNames(world.jottacloud)).toEqual(['IMG_0001.HEIC', 'IMG_0002.JPG']);

  live.master.oddFields.clear();
  edited.oddFields.clear();
  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(await totals(world)).toMatchObject({ itemsFailed: 0, itemsDone: 2, filesFailed: 0 });
});

test('an incomplete copy does not become complete when the plan of the next one is dropped', async () => {
  const library = createLibrary(6);
  library.addLivePhoto({
    name: 'IMG_0001.HEIC',
    oddMasterFields: { resOriginalVidComplRes: { type: 'ASSETID' } },
  });
  await using world = await startWorld(library);
  const first = await (await startEngine(world)).transfer();
  const isCompleteNow = async (): Promise<boolean> => {
    const report = await readReport(world.log);
    return report !== null && isComplete(report.run, report.totals);
  };
  expect(await isCompleteNow()).toBe(false);

  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  await life.until(({ status }) => status === 'planned');
  await dropPlan(world.log);

  expect((await readReport(world.log))?.run.id).toBe(first.id);
  expect(await isCompleteNow()).toBe(false);
});

/** A run's state, and its numbers of copied and all photos, as the pages show them. */
async function said(world: World, run: Run): Promise<unknown> {
  const sums = await totals(world);
  if (!sums) throw new Error('there was a run');
  const facts = {
    connected: true,
    session: 'signed-in',
    hasOpenedTab: true,
    resumedAt: null,
    completeness: null,
    waiting: nothingWaits,
    ...oneLog,
  } as const;
  const { done, all } = itemCounts(run, sums);
  return [copyStateOf({ ...facts, run, totals: sums }, null), done, all];
}

test('a missing original counts as one photo until it arrives', async () => {
  const { library, photos } = threePhotos();
  const late = photos[0]?.master.resources.get('resOriginal');
  photos[0]?.master.resources.delete('resOriginal');
  await using world = await startWorld(library);
  const copy = async () => said(world, await (await startEngine(world)).transfer());
  for (let tries = 0; tries < 3; tries += 1) expect(await copy()).toEqual(['done-with-problems', 2, 3]);

  if (late) photos[0]?.master.resources.set('resOriginal', late);

  expect(await copy()).toEqual(['done', 3, 3]);
  expect(await copy()).toEqual(['done', 3, 3]);
  expect((await world.log.get('runs', 5))?.plan).toMatchObject({
    all: { items: 3, files: 3, bytes: (await totals(world))?.bytesFound },
  });
});

test('photos deleted at Apple are not counted as being in iCloud Photos', async () => {
  const { library, photos } = threePhotos();
  const [expunged, deleted] = photos;
  if (!expunged || !deleted) throw new Error('there are photos');
  await using world = await startWorld(library);
  expect(await said(world, await (await startEngine(world)).transfer())).toEqual(['done', 3, 3]);
  library.delete(expunged);
  library.expunge(expunged);
  library.delete(deleted);
  library.edit(photos[2] ?? deleted);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ listing: 'changes', plan: { all: { items: 1, files: 2 } } });
  expect(await said(world, run)).toEqual(['done', 1, 1]);
});

test('a deleted photo in an album is not missing there, and Apple’s count is left as it is', async () => {
  const { library, photos } = threePhotos();
  const album = library.albums.addAlbum('Tom');
  const [deleted] = photos;
  if (!deleted) throw new Error('there are photos');
  library.delete(deleted);
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  library.albums.addTo(album, deleted);
  library.edit(deleted);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  const [reported] = (await readReport(world.log))?.albums ?? [];
  expect(reported).toMatchObject({ name: 'Tom', appleCount: null, placesListed: 1 });
  const keys = new Set([reported?.key ?? '']);
  const { byAlbum } = await countAlbumPhotos(world.log, keys, await photosNotShown(world.log));
  const none = { wantedByAlbum: new Map(), storedByAlbum: new Map() };
  expect(reported && missingInAlbum(reported, none, byAlbum, run)).toBe(0);
});
