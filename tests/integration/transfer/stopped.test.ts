import type { Run, RunPhase } from '../../../utils/domain/run/run.ts';
import { expect, test } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine, defaultRequest } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { everything } from '../../../utils/domain/album/choice.ts';
import { libraryKey } from '../../../utils/icloud/zone.ts';
import {
  confirmRun,
  copyChosen,
  dropPlan,
  followSettings,
  startRun,
  stopRun,
} from '../../../utils/store/runs/runs.ts';
import { placeNext, preparePlacing } from '../../../utils/store/placing/place-photos.ts';
import { createChangeTracker } from '../../../utils/store/manifest/changed-files.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const manyPhotos = (count: number): Library => {
  const library = createLibrary(6);
  for (let photo = 0; photo < count; photo += 1)
    library.addPhoto({ name: `IMG_${photo}.JPG`, bytes: 20_000 + photo });
  return library;
};
const stop = async (world: World, life: Awaited<ReturnType<typeof startEngine>>): Promise<void> => {
  await stopRun(world.log, world.clock.now());
  await life.engine.wake();
  await life.engine.settled();
};
const isIn =
  (phase: RunPhase) =>
  (run: Run): boolean =>
    'phase' in run && run.phase === phase;
const isAllThere = async (world: World): Promise<boolean> => {
  const report = await readReport(world.log);
  return report !== null && isComplete(report.run, report.totals);
};

test.each([
  ['while its lists are read', isIn('counting')],
  ['while it copies', isIn('copying')],
])('a copy stopped %s is never complete; the next press sends only the rest', async (_, isSo) => {
  const library = manyPhotos(60);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await life.until(isSo);

  await stop(world, life);

  expect(await isAllThere(world)).toBe(false);
  const calls = world.icloud.requests.entries.length;
  expect(await life.transfer()).toMatchObject({ id: 2, status: 'finished', shortfalls: [] });
  expect(world.icloud.requests.entries.length).toBeGreaterThan(calls);
  expect(await isAllThere(world)).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const paths = completedUploads(world.jottacloud);
  expect(paths).toHaveLength(new Set(paths).size);
});

test('a part can be chosen after a stop, and everything after that', async () => {
  const library = manyPhotos(40);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await life.until(isIn('copying'));
  await stop(world, life);
  const [library1] = await world.log.getAll('libraries');
  const key = library1 ? libraryKey(library1.zone) : '';
  const [photo] = library.primary.assets;

  const part = await life.transfer({ choice: { ...everything, items: [`${key}/${photo?.recordName}`] } });
  expect(part).toMatchObject({ status: 'finished', shortfalls: [], plan: { all: { items: 1 } } });
  const whole = await life.transfer();

  expect(whole).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await isAllThere(world)).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a new press right after a stop begins a run that the old one does not disturb', async () => {
  const library = manyPhotos(60);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await life.until(isIn('copying'));

  await stopRun(world.log, world.clock.now());
  const run = await life.transfer();

  expect(run).toMatchObject({ id: 2, status: 'finished', shortfalls: [] });
  expect(await world.log.get('runs', 1)).toMatchObject({ status: 'finished', isStopped: true });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('picked photos that cannot be found make the copy incomplete, with both numbers', async () => {
  await using world = await startWorld(manyPhotos(3));
  const picks = { assets: [], thumbs: ['AQf0OcZ+T/8aVZd1kqzsQ4y0aB3c', 'AQf0OcZ+T/8aVZd1kqzsQ4y0aB3d'] };

  const run = await (await startEngine(world)).transfer({ choice: { ...everything, picks } });

  expect(run).toMatchObject({
    status: 'finished',
    shortfalls: [{ code: 'picks-not-found', facts: { counted: 2, shown: 0 } }],
  });
  expect(await isAllThere(world)).toBe(false);
});

test('a person who dropped a plan of the wrong account copies with the right one', async () => {
  const library = manyPhotos(3);
  await using world = await startWorld(library);
  const { account } = world.icloud.session;
  const right = account.dsid;
  account.dsid = '20000000002';
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  await life.until(({ status }) => status === 'planned');
  await dropPlan(world.log);
  account.dsid = right;

  expect(await life.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('switching Hidden on while changes are counted reads Hidden and copies its photos', async () => {
  const library = manyPhotos(3);
  library.setHidden(library.addPhoto({ name: 'HIDDEN.JPG', bytes: 5_000 }), true);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.transfer();
  await startRun(world.log, world.clock.now(), { ...defaultRequest, isConfirmed: false });
  const arrangement = { ...defaultRequest.arrangement, hidden: true };

  await startRun(world.log, world.clock.now(), { ...defaultRequest, arrangement, isConfirmed: false });
  await life.engine.wake();
  await life.until(({ status }) => status === 'planned');
  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();
  await life.engine.settled();

  expect(await isAllThere(world)).toBe(true);
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toContainEqual(
    expect.stringContaining('HIDDEN.JPG'),
  );
});

test('a plan changed to another folder fills that folder', async () => {
  const library = manyPhotos(3);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  await life.until(({ status }) => status === 'planned');

  await followSettings(world.log, { ...defaultRequest, destinationFolder: 'Mine bilder' });
  await life.engine.wake();
  const plan = await life.until(({ status }) => status === 'planned');
  expect(plan).toMatchObject({ destinationFolder: 'Mine bilder', isConfirmed: false });
  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();
  await life.engine.settled();

  const folders = world.jottacloud.tree.files().map(({ path }) => path.split('/')[0]);
  expect([...new Set(folders)]).toEqual(['Mine bilder']);
});

test('an album sent before any listing is found, also in a library that Apple has moved', async () => {
  const library = manyPhotos(3);
  const album = library.albums.addAlbum('Sommar');
  const [photo] = library.primary.assets;
  if (photo) library.albums.addTo(album, photo);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  const choice = { ...everything, albums: [`/${album.recordName}`] };
  await copyChosen(world.log, world.clock.now(), { ...defaultRequest, choice });
  await life.engine.wake();
  await life.engine.settled();
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toEqual(['iCloud Photos/Sommar/IMG_0.JPG']);
  expect(await isAllThere(world)).toBe(true);
});

/** A copy of everything, stopped when the first hundred photos have their places and none is copied. */
const stopAtFirstPlacing = async (
  world: World,
  life: Awaited<ReturnType<typeof startEngine>>,
): Promise<void> => {
  await life.press({ isConfirmed: false });
  const planned = await life.until(({ status }) => status === 'planned');
  await confirmRun(world.log, world.clock.now());
  await preparePlacing(world.log, planned);
  await placeNext(world.log, planned, createChangeTracker());
  await stop(world, life);
};

test('a photo placed before a stop and edited after it is copied in its latest form', async () => {
  const library = manyPhotos(150);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await stopAtFirstPlacing(world, life);
  const [photo] = library.primary.assets;
  if (!photo) throw new Error('no photo');
  library.edit(photo);

  expect(await life.transfer()).toMatchObject({ id: 2, listing: 'changes', shortfalls: [] });

  expect(await isAllThere(world)).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('the next choice copies only its part of a stopped queue, and the next full copy the rest', async () => {
  const library = manyPhotos(40);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await stopAtFirstPlacing(world, life);
  const [item] = await world.log.getAllKeys('photos');

  const part = await life.transfer({ choice: { ...everything, items: [item ?? ''] } });

  expect(part).toMatchObject({ status: 'finished', shortfalls: [], plan: { all: { items: 1 } } });
  expect(world.jottacloud.tree.files()).toHaveLength(1);
  expect(await isAllThere(world)).toBe(true);
  await life.transfer();
  expect(await isAllThere(world)).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect((await readReport(world.log))?.totals).toEqual(await recount(world.log));
});
