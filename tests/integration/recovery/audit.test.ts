import { expect, test } from 'vitest';
import { newProfile } from '../support/new-profile.ts';
import { putManifest } from '../support/put-manifest.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const PHOTOS = 150;

/** A library that was copied, with every photo in an album and some in two. */
async function copiedWorld(): Promise<World> {
  const library = createLibrary(11);
  const [trip, best] = [library.albums.addAlbum('Trip'), library.albums.addAlbum('Best')];
  for (let photo = 0; photo < PHOTOS; photo += 1) {
    const asset = library.addPhoto({ bytes: 700 + photo, name: `IMG_${photo}.JPG` });
    library.albums.addTo(trip, asset);
    if (photo % 50 === 0) library.albums.addTo(best, asset);
  }
  const world = await startWorld(library);
  await (await startEngine(world)).transfer();
  return world;
}

const DESTINATION = 'iCloud Photos';
const pathOf = (folder: string, photo: number): string => `${DESTINATION}/${folder}/IMG_${photo}.JPG`;

/** Moves a file at Jottacloud, as its owner does on the web site. */
async function move(world: World, from: string, to: string): Promise<void> {
  const { tree } = world.jottacloud;
  const bytes = await tree.file(from)?.bytes();
  if (!bytes) throw new Error(`no file at ${from}`);
  tree.put(to, bytes);
  tree.trash(from);
}

const checkAgain = async (world: World): Promise<Run> =>
  (await startEngine(world)).transfer({ thorough: true });

const moved = ({ icloud, jottacloud }: World) => ({
  downloads: icloud.requests.to(/icloud-content/).length,
  uploads: jottacloud.uploads.length,
});

async function expectComplete(world: World, run: Run): Promise<void> {
  const { totals } = await readLogRecord(world.log);
  expect(totals).toEqual(await recount(world.log));
  expect([isComplete(run, totals), run.shortfalls]).toEqual([true, []]);
}

const remarkOf = (run: Run, code: string) => run.remarks?.find((remark) => remark.code === code);

test('moved files are recognised, reported and not sent again, and the log follows them', async () => {
  await using world = await copiedWorld();
  const { tree } = world.jottacloud;
  for (let photo = 1; photo <= 12; photo += 1)
    await move(world, pathOf('Trip', photo), `${DESTINATION}/Sorted/${photo} renamed.jpg`);
  const files = tree.files().length;
  const before = moved(world);

  const run = await checkAgain(world);

  expect(moved(world)).toEqual(before);
  expect(remarkOf(run, 'files-moved')).toMatchObject({ facts: { files: 12 } });
  expect(remarkOf(run, 'files-repaired')).toBeUndefined();
  expect(tree.files()).toHaveLength(files);
  await expectComplete(world, run);
  const allocated = world.jottacloud.requests.to('api.jottacloud.com', /allocate/).length;

  const next = await checkAgain(world);

  expect(next.remarks ?? []).toEqual([]);
  expect(world.jottacloud.requests.to('api.jottacloud.com', /allocate/)).toHaveLength(allocated);
  await expectComplete(world, next);
});

test('deleted and changed files are reported and sent again, and nothing else is', async () => {
  await using world = await copiedWorld();
  const { tree } = world.jottacloud;
  const stranger = new TextEncoder().encode('somebody else’s work');
  for (const photo of [1, 2, 3]) tree.trash(pathOf('Trip', photo));
  for (const photo of [4, 5]) tree.put(pathOf('Trip', photo), stranger);
  await move(world, pathOf('Trip', 6), `${DESTINATION}/elsewhere.jpg`);
  // Its other copy stays, and is not taken for the lost one.
  tree.trash(pathOf('Trip', 50));

  const run = await checkAgain(world);

  expect(remarkOf(run, 'files-repaired')).toMatchObject({ facts: { files: 4, changedFiles: 2 } });
  expect(remarkOf(run, 'files-moved')).toMatchObject({ facts: { files: 1 } });
  await expectComplete(world, run);
  for (const photo of [4, 5]) expect(await tree.file(pathOf('Trip', photo))?.bytes()).toEqual(stranger);
  for (const folder of ['Trip', 'Best']) expect(tree.file(pathOf(folder, 50))?.isTrashed).toBe(false);
  const { checkedAt } = (await readReport(world.log)) ?? {};
  expect(checkedAt).toBeGreaterThan(run.startedAt);
});

test('a file that was moved while another took its name is followed', async () => {
  await using world = await copiedWorld();
  const { tree } = world.jottacloud;
  await move(world, pathOf('Trip', 1), `${DESTINATION}/kept.jpg`);
  tree.put(pathOf('Trip', 1), new Uint8Array(33));
  const before = moved(world);

  const run = await checkAgain(world);

  expect(moved(world)).toEqual(before);
  expect(remarkOf(run, 'files-moved')).toMatchObject({ facts: { files: 1 } });
  await expectComplete(world, run);
});

test('a folder that was renamed with more files than are looked up is followed in two listings', async () => {
  await using world = await copiedWorld();
  for (let photo = 0; photo < PHOTOS; photo += 1)
    await move(world, pathOf('Trip', photo), `${DESTINATION}/Holiday/IMG_${photo}.JPG`);
  const listings = (): number => world.jottacloud.requests.to('jfs.jottacloud.com', /liststream/).length;
  const [before, listed] = [moved(world), listings()];

  const run = await checkAgain(world);

  expect(moved(world)).toEqual(before);
  expect(listings() - listed).toBe(2);
  expect(remarkOf(run, 'files-moved')).toMatchObject({ facts: { files: PHOTOS } });
  await expectComplete(world, run);
});

test('an audit from another computer reports what is there, missing and moved', async () => {
  await using world = await copiedWorld();
  const { tree } = world.jottacloud;
  await putManifest(world);
  tree.trash(pathOf('Trip', 1));
  await move(world, pathOf('Trip', 2), `${DESTINATION}/elsewhere.jpg`);
  const before = moved(world);
  await newProfile(world);

  const run = await (await startEngine(world)).transfer();

  expect(moved(world).downloads - before.downloads).toBe(1);
  expect(run.earlierCopy).toMatchObject({ files: PHOTOS + 3, inPlace: PHOTOS + 1, moved: 1 });
  await expectComplete(world, run);
  const last = await checkAgain(world);
  expect(last.remarks ?? []).toEqual([]);
  await expectComplete(world, last);
});
