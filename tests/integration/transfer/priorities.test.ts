import { expect, test, vi } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { PendingSend } from '../../../utils/settings/pending-sends.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { countPriorities } from '../../../utils/store/queue/priorities.ts';
import { joinWaiting } from '../../../utils/store/runs/join-run.ts';
import { pauseRun, resumeRun } from '../../../utils/store/runs/runs.ts';
import { epochMs } from '../../../utils/units.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const PHOTOS = 400;
/** Photos that may be copied before: those in transfer, and those that begin until the next look at the queue. */
const MAX_BEFORE = 40;

const manyPhotos = (): Library => {
  const library = createLibrary(6);
  for (let photo = 0; photo < PHOTOS; photo += 1)
    library.addPhoto({ name: `IMG_${photo}.JPG`, bytes: 20_000 + photo });
  return library;
};
const send = (wanted: PendingSend['wanted']): PendingSend => ({ id: 'press', wanted, pressedAt: 0 });

/** A copy of everything, paused as soon as each photo has its place: those that go first are found at once. */
async function pausedCopy(world: World) {
  const life = await startEngine(world);
  await life.press();
  const hasPlaces = async (): Promise<boolean> =>
    (await readLogRecord(world.log)).totals.itemsFound === PHOTOS;
  await vi.waitUntil(hasPlaces, { timeout: 20_000, interval: 2 });
  await pauseRun(world.log);
  await life.engine.wake();
  await life.engine.settled();
  life.kill();
}

const join = async (world: World, wanted: PendingSend['wanted']): Promise<PendingSend | undefined> =>
  (await joinWaiting(world.log, epochMs(1e9), [send(wanted)]))[0];

test('picked photos go before the rest of a running copy, through deaths, and nothing is sent twice', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  await pausedCopy(world);
  const before = new Set(completedUploads(world.jottacloud));
  const newest = library.primary.assets.slice(-3).map(({ recordName }) => recordName);

  const joined = await join(world, { assetNames: newest, thumbs: [] });

  expect(joined?.joined).toEqual({ runId: 1, photos: 3 });
  // A background that dies before it has stored the press takes it up once more.
  expect(await join(world, { assetNames: newest, thumbs: [] })).toEqual(joined);
  expect(await countPriorities(world.log, 'press')).toBe(3);
  await resumeRun(world.log);
  for (const maxCalls of [40, 60, 80]) {
    const life = await startEngine(world, { maxCalls });
    void life.engine.wake();
    expect(await life.end()).toBe('died');
  }
  const last = await startEngine(world);
  void last.engine.wake();
  expect(await last.end()).toMatchObject({ id: 1, status: 'finished', shortfalls: [] });

  const uploads = completedUploads(world.jottacloud).filter((path) => !before.has(path));
  const places = [PHOTOS - 3, PHOTOS - 2, PHOTOS - 1].map((photo) =>
    uploads.findIndex((path) => path.endsWith(`/IMG_${photo}.JPG`)),
  );
  expect(Math.max(...places)).toBeLessThan(MAX_BEFORE);
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  expect(uploads.length).toBeGreaterThan(MAX_BEFORE + 20);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(uploads).toHaveLength(new Set(uploads).size);
  expect(await countPriorities(world.log, 'press')).toBe(0);
});

test.each([
  ['a photo that the copy does not know', { assetNames: ['NOT-THERE'], thumbs: [] }],
  ['a photo and one that it does not know', null],
  ['everything', { everything: true as const }],
])('%s waits for a run of its own', async (_, wanted) => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  await pausedCopy(world);
  const known = library.primary.assets[0]?.recordName ?? '';
  const joined = await join(world, wanted ?? { assetNames: [known, 'NOT-THERE'], thumbs: [] });
  expect(joined?.joined).toEqual({ runId: 1, photos: 0 });
  expect(await countPriorities(world.log, 'press')).toBe(0);
});

test('an album goes first too', async () => {
  const library = manyPhotos();
  const album = library.albums.addAlbum('Italia 2012');
  library.albums.addTo(album, ...library.primary.assets.slice(-5));
  await using world = await startWorld(library);
  await pausedCopy(world);
  const before = new Set(completedUploads(world.jottacloud));

  expect((await join(world, { albumName: album.recordName }))?.joined).toEqual({ runId: 1, photos: 5 });
  const life = await startEngine(world);
  await resumeRun(world.log);
  void life.engine.wake();
  await life.end();

  const uploads = completedUploads(world.jottacloud).filter((path) => !before.has(path));
  const last = uploads.findLastIndex((path) => path.includes('/Italia 2012/'));
  expect(last).toBeGreaterThanOrEqual(4);
  expect(last).toBeLessThan(MAX_BEFORE);
});

test('before the copy has counted its photos, no press can be taken up', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await life.until((run) => 'phase' in run && run.phase === 'counting');
  await pauseRun(world.log);
  await life.engine.wake();
  await life.engine.settled();
  life.kill();
  const names = library.primary.assets.slice(-1).map(({ recordName }) => recordName);
  expect((await join(world, { assetNames: names, thumbs: [] }))?.joined).toBeUndefined();
});
