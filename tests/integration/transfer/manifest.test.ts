import { describe, expect, test } from 'vitest';
import { statusFault } from '../faults/fault-kinds.ts';
import { listedFiles, ownNames, readParts, storedFiles } from '../support/read-manifest.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const withPhotos = (count: number): Library => {
  const library = createLibrary(6);
  addPhotos(library, 0, count);
  return library;
};
const addPhotos = (library: Library, from: number, count: number): void => {
  for (let photo = from; photo < from + count; photo += 1)
    library.addPhoto({ name: `IMG_${photo}.JPG`, bytes: 2_000 + photo });
};
const isAllThere = async (world: World): Promise<boolean> => {
  const report = await readReport(world.log);
  return report !== null && isComplete(report.run, report.totals);
};
const bases = (names: readonly string[]): string[] => names.filter((name) => /-[ab]\.jsonl/.test(name));
const segments = (names: readonly string[]): string[] => names.filter((name) => /-\d{3}\.jsonl/.test(name));
const requestsTo = ({ icloud, jottacloud }: World): number =>
  icloud.requests.entries.length + jottacloud.requests.entries.length;

describe('the list at the destination', () => {
  test('names every file with its path, MD5 and size, and the albums', async () => {
    const library = withPhotos(12);
    const album = library.albums.addAlbum('Rom');
    library.albums.addTo(
      album,
      library.addLivePhoto({ name: 'IMG_L.HEIC', bytes: 100, liveVideo: { bytes: 200 } }),
    );
    await using world = await startWorld(library);
    const run = await (await startEngine(world, { manifest: 'names' })).transfer();
    expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(run.remarks ?? []).toEqual([]);
    expect(await listedFiles(world.jottacloud)).toEqual(storedFiles(world.jottacloud));
    expect(storedFiles(world.jottacloud)).toHaveLength(14);
    const [base] = await readParts(world.jottacloud);
    expect(base?.entries).toContainEqual(expect.objectContaining({ t: ['Rom'] }));
    expect(base?.header).toMatchObject({ generation: 1, part: 0, hasNames: true });
    expect(base?.text).not.toContain('10000000001');
  });

  test('is no photo: counts, totals and the final check do not see it', async () => {
    const library = withPhotos(3);
    await using world = await startWorld(library);
    const life = await startEngine(world, { manifest: 'names' });
    await life.transfer();
    expect(await life.transfer({ thorough: true })).toMatchObject({ status: 'finished', checkedFiles: 3 });
    expect((await readLogRecord(world.log)).totals).toMatchObject({
      itemsFound: 3,
      filesDone: 3,
      filesFound: 3,
    });
    expect(await isAllThere(world)).toBe(true);
  });

  test('gets a segment with what is new, and everything in a new base when segments hold much', async () => {
    const library = withPhotos(20);
    await using world = await startWorld(library);
    const life = await startEngine(world, { manifest: 'names' });
    await life.transfer();
    const first = ownNames(world.jottacloud);
    expect([bases(first).length, segments(first).length]).toEqual([1, 0]);
    for (let copies = 1; copies <= 2; copies += 1) {
      addPhotos(library, 20 * copies, 3);
      await life.transfer();
      expect(segments(ownNames(world.jottacloud))).toHaveLength(copies);
      expect(await listedFiles(world.jottacloud)).toEqual(storedFiles(world.jottacloud));
    }
    const [segment] = (await readParts(world.jottacloud)).filter(({ header }) => header.part === 2);
    expect(segment?.entries).toHaveLength(3);

    addPhotos(library, 100, 20);
    await life.transfer();
    const later = ownNames(world.jottacloud);
    expect([bases(later).length, segments(later).length]).toEqual([2, 2]);
    expect(await listedFiles(world.jottacloud)).toEqual(storedFiles(world.jottacloud));
    addPhotos(library, 200, 1);
    await life.transfer();
    // The slot of the older generation is used again, and nothing is deleted.
    expect(ownNames(world.jottacloud)).toEqual(later);
    expect(await listedFiles(world.jottacloud)).toEqual(storedFiles(world.jottacloud));
  });

  test('is not written by a press with nothing new', async () => {
    await using world = await startWorld(withPhotos(5));
    const life = await startEngine(world, { manifest: 'names' });
    await life.transfer();
    const versions = (): number[] => world.jottacloud.tree.files().map((file) => file.versions);
    const before = { versions: versions(), requests: requestsTo(world) };
    expect(await life.transfer()).toMatchObject({ status: 'finished' });
    expect(versions()).toEqual(before.versions);
    expect(requestsTo(world) - before.requests).toBeLessThanOrEqual(10);
  });

  test('has what a pause interrupts, at once', async () => {
    const library = withPhotos(200);
    await using world = await startWorld(library, { speed: 1 });
    const life = await startEngine(world, { manifest: 'names' });
    await life.press();
    await life.until((run) => run.status === 'active' && run.phase === 'copying');
    await expect.poll(() => storedFiles(world.jottacloud).length, { timeout: 20_000 }).toBeGreaterThan(10);
    await life.pause();
    await life.engine.settled();
    const listed = await listedFiles(world.jottacloud);
    expect(listed.length).toBeGreaterThan(10);
    const { totals } = await readLogRecord(world.log);
    expect(listed).toHaveLength(totals.filesDone);
    await life.resume();
    await life.engine.settled();
    expect(await listedFiles(world.jottacloud)).toEqual(storedFiles(world.jottacloud));
    expect(await isAllThere(world)).toBe(true);
  });

  test.each([50, 130, 170, 200, 260])('is whole after a death at call %d', async (maxCalls) => {
    const library = withPhotos(30);
    await using world = await startWorld(library);
    const first = await startEngine(world, { manifest: 'names' });
    await first.transfer();
    first.kill();
    addPhotos(library, 100, 10);
    const mortal = await startEngine(world, { manifest: 'names', maxCalls });
    await mortal.press();
    await mortal.end();
    const last = await startEngine(world, { manifest: 'names' });
    await last.engine.wake();
    await last.engine.settled();
    await last.transfer();
    expect(await isAllThere(world)).toBe(true);
    expect(await listedFiles(world.jottacloud)).toEqual(storedFiles(world.jottacloud));
    // One manifest: a part that a dead life has written is known as ours.
    const ids = (await readParts(world.jottacloud)).map(({ header }) => header.id);
    expect(new Set(ids).size).toBe(1);
  });

  test('leaves a file of somebody else that has its name, and takes other names', async () => {
    const library = withPhotos(5);
    await using world = await startWorld(library);
    const life = await startEngine(world, { manifest: 'names' });
    await life.transfer();
    const [base = ''] = bases(ownNames(world.jottacloud));
    const taken = `iCloud Photos/Fotoflytt/${base.replace('-a.', '-001.')}`;
    const foreign = new TextEncoder().encode('of somebody else');
    world.jottacloud.tree.put(taken, foreign);
    addPhotos(library, 50, 1);
    await life.transfer();
    expect(await world.jottacloud.tree.file(taken)?.bytes()).toEqual(foreign);
    expect(world.jottacloud.tree.file(taken)?.versions).toBe(1);
    expect(bases(ownNames(world.jottacloud))).toHaveLength(2);
  });

  test('is written again as a whole if its base was deleted', async () => {
    const library = withPhotos(9);
    await using world = await startWorld(library);
    const life = await startEngine(world, { manifest: 'names' });
    await life.transfer();
    const [base = ''] = bases(ownNames(world.jottacloud));
    world.jottacloud.tree.trash(`iCloud Photos/Fotoflytt/${base}`);
    addPhotos(library, 50, 1);
    await life.transfer();
    expect(segments(ownNames(world.jottacloud))).toEqual([]);
    expect(await listedFiles(world.jottacloud)).toEqual(storedFiles(world.jottacloud));
  });

  test('is kept away from by the setting', async () => {
    await using world = await startWorld(withPhotos(5));
    await (await startEngine(world, { manifest: 'off' })).transfer();
    expect(ownNames(world.jottacloud)).toEqual([]);
  });

  test('without names has no name of an album or a file, also where names were before', async () => {
    const library = withPhotos(8);
    const album = library.albums.addAlbum('Secret holiday');
    library.albums.addTo(album, library.addPhoto({ name: 'IMG_SECRET.JPG', bytes: 5_000 }));
    await using world = await startWorld(library);
    const withNames = await startEngine(world, { manifest: 'names' });
    await withNames.transfer();
    addPhotos(library, 100, 1);
    await withNames.transfer();
    withNames.kill();
    const without = await startEngine(world, { manifest: 'hashes' });
    addPhotos(library, 200, 1);
    await without.transfer();
    const parts = await readParts(world.jottacloud);
    expect(parts.length).toBe(3);
    for (const { text } of parts) expect(text).not.toMatch(/secret|IMG_|JPG|Not in any album/i);
    expect(await listedFiles(world.jottacloud)).toHaveLength(storedFiles(world.jottacloud).length);
    expect(parts.filter(({ entries }) => entries.length > 0)).toHaveLength(1);
    const versions = world.jottacloud.tree.files().map((file) => file.versions);
    await without.transfer();
    expect(world.jottacloud.tree.files().map((file) => file.versions)).toEqual(versions);
  });

  test('begins again below another destination', async () => {
    await using world = await startWorld(withPhotos(5));
    const life = await startEngine(world, { manifest: 'names' });
    await life.transfer();
    await life.transfer({ destinationFolder: 'Photos/Other' });
    expect(await listedFiles(world.jottacloud, 'Photos/Other/Fotoflytt/')).toEqual(
      storedFiles(world.jottacloud, 'Photos/Other/'),
    );
    expect(storedFiles(world.jottacloud, 'Photos/Other/')).toHaveLength(5);
  });

  test('is a new base after another layout', async () => {
    await using world = await startWorld(withPhotos(5));
    const life = await startEngine(world, { manifest: 'names' });
    await life.transfer();
    await life.transfer({ arrangement: { ...defaultArrangement, layout: 'year-month' } });
    const listed = await listedFiles(world.jottacloud);
    expect(listed).toHaveLength(5);
    expect(listed.every((line) => line.startsWith('2024/2024-'))).toBe(true);
    expect(bases(ownNames(world.jottacloud))).toHaveLength(2);
  });

  test('that cannot be written is a remark, and the copy is complete', async () => {
    await using world = await startWorld(withPhotos(5));
    const { jottacloud } = world;
    jottacloud.faults.add({ path: /manifest-/, times: Infinity, action: statusFault(400).action });
    const run = await (await startEngine(world, { manifest: 'names' })).transfer();
    expect(run.remarks).toEqual([expect.objectContaining({ code: 'manifest-unwritten' })]);
    expect(await isAllThere(world)).toBe(true);
  });
});
