import { describe, expect, test } from 'vitest';
import { newProfile } from '../support/new-profile.ts';
import { archivePath, entriesOf, headerOf, putManifest, putPart } from '../support/put-manifest.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { ManifestHeader } from '../../../utils/domain/manifest/manifest.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { epochMs, relativePath } from '../../../utils/units.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const PHOTOS = 12;

/** A library that was copied, before its browser profile is deleted. */
async function copiedWorld(): Promise<World> {
  const library = createLibrary(7);
  const album = library.albums.addAlbum('Trip');
  for (let photo = 0; photo < PHOTOS; photo += 1) {
    const asset = library.addPhoto({ bytes: 900 + photo, name: `IMG_${photo}.JPG` });
    if (photo % 3 === 0) library.albums.addTo(album, asset);
  }
  const world = await startWorld(library);
  await (await startEngine(world)).transfer();
  return world;
}

/** Requests for originals, and bodies that Jottacloud got. */
const moved = ({ icloud, jottacloud }: World) => ({
  downloads: icloud.requests.to(/icloud-content/).length,
  uploads: jottacloud.uploads.length,
});

/** Presses "Copy" in a new profile. @returns the run, and what it moved */
async function copyAgain(world: World): Promise<{ run: Run; downloads: number; uploads: number }> {
  await newProfile(world);
  const before = moved(world);
  const run = await (await startEngine(world)).transfer();
  const { totals } = await readLogRecord(world.log);
  expect(isComplete(run, totals)).toBe(true);
  expect(totals).toEqual(await recount(world.log));
  expect(totals).toMatchObject({ itemsDone: PHOTOS });
  const after = moved(world);
  return { run, downloads: after.downloads - before.downloads, uploads: after.uploads - before.uploads };
}

const codesOf = (run: Run) => (run.remarks ?? []).map(({ code }) => code);

describe('a manifest that', () => {
  test('is cut in its middle is used as far as it goes, and the rest is compared', async () => {
    await using world = await copiedWorld();
    const header = await headerOf(world);
    const entries = await entriesOf(world, header);
    const half = entries.slice(0, PHOTOS / 2);
    const whole = await putPart(world, header, half);
    world.jottacloud.tree.put(archivePath(header), whole.subarray(0, whole.length - 4));

    const { run, downloads, uploads } = await copyAgain(world);

    expect(uploads).toBe(0);
    expect(downloads).toBe(PHOTOS / 2);
    expect(run.earlierCopy).toMatchObject({ status: 'known', files: PHOTOS / 2, problems: ['damaged'] });
    expect(codesOf(run)).toEqual(['manifest-damaged']);
  });

  test.each([
    ['of the same layout', {}, {}],
    ['of another layout', { layout: 'one-folder' as const }, {}],
    ['without names', {}, { hasNames: false }],
  ])('is newer and has only a few files hides no whole one %s before it', async (_, layout, change) => {
    await using world = await copiedWorld();
    const { arrangement } = await headerOf(world);
    await putManifest(world, {
      id: '0000000a',
      arrangement: { ...arrangement, ...layout },
      writtenAt: epochMs(1_000),
      ...change,
    });
    const header = await headerOf(world, { id: '0000000b', writtenAt: epochMs(2_000) });
    await putPart(world, header, (await entriesOf(world, header)).slice(0, 2));

    const { run, downloads, uploads } = await copyAgain(world);

    expect([downloads, uploads]).toEqual([0, 0]);
    expect(run.earlierCopy).toMatchObject({ status: 'known', problems: [] });
    expect(codesOf(run)).toEqual([]);
  });

  test('is damaged leaves the base before it', async () => {
    await using world = await copiedWorld();
    await putManifest(world, { generation: 1 });
    const { header, bytes } = await putManifest(world, { generation: 2 });
    world.jottacloud.tree.put(archivePath(header), bytes.subarray(0, 300));

    const { run, downloads, uploads } = await copyAgain(world);

    expect([downloads, uploads]).toEqual([0, 0]);
    expect(run.earlierCopy).toMatchObject({ files: PHOTOS, inPlace: PHOTOS, problems: ['damaged'] });
  });

  test('has segments is used with them, and those of another base are left alone', async () => {
    await using world = await copiedWorld();
    const base = await headerOf(world, { generation: 2 });
    const [first, second, ...others] = await entriesOf(world, base);
    if (!first || !second) throw new Error('photos were copied');
    const old = { ...first, path: relativePath('elsewhere.jpg') };
    await putPart(world, base, [old, second, ...others]);
    await putPart(world, { ...base, part: 1 }, [{ kind: 'gone', fileKey: first.fileKey }]);
    await putPart(world, { ...base, part: 2 }, [first, { kind: 'gone', fileKey: second.fileKey }]);
    await putPart(world, { ...base, generation: 1, part: 3 }, [second]);

    const { run, downloads, uploads } = await copyAgain(world);

    expect(run.earlierCopy).toMatchObject({ files: PHOTOS - 1, inPlace: PHOTOS - 1, problems: [] });
    expect([downloads, uploads]).toEqual([1, 0]);
  });

  test.each<[string, Partial<ManifestHeader>, string]>([
    ['is of a later version', { version: 2 }, 'manifest-newer'],
    ['is of another Apple account', { appleAccount: 'c'.repeat(64) }, 'manifest-other-account'],
    ['is of another Jottacloud account', { jottacloudAccount: 'c'.repeat(64) }, 'manifest-other-account'],
  ])('%s is not used, and the run says so', async (_, change, code) => {
    await using world = await copiedWorld();
    await putManifest(world, change);

    const { run, downloads, uploads } = await copyAgain(world);

    expect([downloads, uploads]).toEqual([PHOTOS, 0]);
    expect(run.earlierCopy).toMatchObject({ status: 'unusable', files: 0 });
    expect(codesOf(run)).toEqual([code]);
  });

  test('of another account beside one of ours is no news', async () => {
    await using world = await copiedWorld();
    await putManifest(world, { id: 'ffffffff', appleAccount: 'c'.repeat(64) });
    await putManifest(world);

    const { run, downloads } = await copyAgain(world);

    expect(downloads).toBe(0);
    expect(codesOf(run)).toEqual([]);
  });

  test('names a wrong MD5 is not believed for that file, which is compared and reported', async () => {
    await using world = await copiedWorld();
    const header = await headerOf(world);
    const [first, second, ...others] = await entriesOf(world, header);
    if (!first || !second) throw new Error('photos were copied');
    const forged = first.md5.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    await putPart(world, header, [{ ...first, md5: forged as typeof first.md5 }, second, ...others]);

    const { run, downloads, uploads } = await copyAgain(world);

    expect([downloads, uploads]).toEqual([1, 0]);
    expect(run.earlierCopy).toMatchObject({ files: PHOTOS, inPlace: PHOTOS - 1, changed: 1 });
    expect(run.remarks).toMatchObject([{ code: 'manifest-differs', facts: { files: 1 } }]);
    expect(world.jottacloud.tree.files().filter(({ path }) => path.endsWith('.JPG'))).toHaveLength(PHOTOS);
  });

  test('names files that were deleted or moved sends only what is gone', async () => {
    await using world = await copiedWorld();
    const { tree } = world.jottacloud;
    await putManifest(world);
    const [gone, wandered] = tree.files().filter(({ path }) => path.endsWith('.JPG'));
    if (!gone || !wandered) throw new Error('photos were copied');
    tree.trash(gone.path);
    tree.put('iCloud Photos/by hand/other name.jpg', await wandered.bytes());
    tree.trash(wandered.path);

    const { run, downloads } = await copyAgain(world);

    expect(downloads).toBe(1);
    expect(run.earlierCopy).toMatchObject({ files: PHOTOS, inPlace: PHOTOS - 2, moved: 1, changed: 0 });
    expect(run.remarks).toMatchObject([{ code: 'files-moved', facts: { files: 1 } }]);
  });
});

test('a photo that was edited since gets its edited version, and its original stays', async () => {
  await using world = await copiedWorld();
  await putManifest(world);
  const before = world.jottacloud.tree.files();
  const [asset] = world.library.primary.assets;
  if (!asset) throw new Error('there are photos');
  world.library.edit(asset, { editedStill: { bytes: 5_000 } });

  await newProfile(world);
  const { downloads } = moved(world);
  const run = await (await startEngine(world)).transfer();

  expect(moved(world).downloads - downloads).toBe(1);
  const stored = new Set(world.jottacloud.tree.files().map(({ path, md5 }) => `${path} ${md5}`));
  for (const { path, md5 } of before) expect(stored).toContain(`${path} ${md5}`);
  expect(run.shortfalls).toEqual([]);
});

test('a destination without a manifest costs a first run two requests, and later runs none', async () => {
  const library = createLibrary(1);
  library.addPhoto({});
  await using world = await startWorld(library);
  const asked = (): number => world.jottacloud.requests.to('jfs.jottacloud.com', /Archive(\/|$)/).length;

  await (await startEngine(world)).transfer();
  const first = asked();
  const manifests = () => world.jottacloud.requests.to('jfs.jottacloud.com', /Fotoflytt/).length;
  expect(manifests()).toBe(1);
  await (await startEngine(world)).transfer();

  expect(manifests()).toBe(1);
  expect(asked() - first).toBeLessThanOrEqual(2);
});

test('a recovery that dies at any moment begins again, and no file counts before its end', async () => {
  await using world = await copiedWorld();
  await putManifest(world);
  for (let maxCalls = 1; ; maxCalls += 3) {
    await newProfile(world);
    const life = await startEngine(world, { maxCalls });
    await life.press({ isConfirmed: false });
    const end = await life.end();
    const { recovery, totals } = await readLogRecord(world.log);
    if (!recovery) expect(totals.filesFound).toBe(0);
    life.kill();

    const before = moved(world);
    const next = await startEngine(world);
    await next.press({ isConfirmed: true });
    await next.engine.settled();
    expect(moved(world)).toEqual(before);
    expect((await readLogRecord(world.log)).totals).toMatchObject({ itemsDone: PHOTOS });
    if (end !== 'died') break;
  }
}, 240_000);

test('a file without a declared type keeps its name, and its first bytes are not read again', async () => {
  const library = createLibrary(3);
  library.addPhoto({ name: 'SCAN', type: 'com.example.odd', bytes: 2_000 });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  await putManifest(world);
  const [paths, before] = [(await world.log.getAll('files')).map(({ path }) => path), moved(world)];
  expect(before.downloads).toBeGreaterThan(0);
  await newProfile(world);

  await (await startEngine(world)).transfer();

  expect(moved(world)).toEqual(before);
  expect((await world.log.getAll('files')).map(({ path }) => path)).toEqual(paths);
});
