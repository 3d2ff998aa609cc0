import { expect, test } from 'vitest';
import { completedUploads } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { type Arrangement, defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const UNFILED = 'iCloud Photos/Not in any album/2024';
const paths = ({ jottacloud }: World): string[] =>
  jottacloud.tree
    .files()
    .map(({ path }) => path)
    .toSorted();

/** A press that asks only for changes, and sends nothing. */
async function pressForNothing(world: World, arrangement: Arrangement): Promise<void> {
  const before = completedUploads(world.jottacloud).length;
  const run = await (await startEngine(world)).transfer({ arrangement });
  expect(run).toMatchObject({ status: 'finished', listing: 'changes' });
  expect(completedUploads(world.jottacloud)).toHaveLength(before);
  expect((await readReport(world.log))?.totals).toEqual(await recount(world.log));
}

test('photos that leave their last album, or lose it, are filed outside albums by the next press', async () => {
  const library = createLibrary(5);
  const [left, lost, kept] = ['A.JPG', 'B.JPG', 'C.JPG'].map((name) =>
    library.addPhoto({ name, bytes: 2_000 + name.charCodeAt(0) }),
  );
  if (!left || !lost || !kept) throw new Error('there are three');
  const [rom, oslo] = ['Rom', 'Oslo'].map((name) => library.albums.addAlbum(name));
  if (!rom || !oslo) throw new Error('there are two');
  library.albums.addTo(rom, left, kept);
  library.albums.addTo(oslo, lost);
  await using world = await startWorld(library);
  const arrangement = { ...defaultArrangement };
  await (await startEngine(world)).transfer({ arrangement });

  library.albums.removeFrom(rom, left);
  library.albums.remove(oslo);
  await pressForNothing(world, arrangement);

  expect(paths(world)).toEqual([
    `${UNFILED}/A.JPG`,
    `${UNFILED}/B.JPG`,
    ...['Oslo/B.JPG', 'Rom/A.JPG', 'Rom/C.JPG'].map((path) => `iCloud Photos/${path}`),
  ]);
});

test('details and the list of the album follow a photo that leaves it', async () => {
  const library = createLibrary(5);
  const photo = library.addPhoto({ name: 'A.JPG', bytes: 2_000 });
  const album = library.albums.addAlbum('Rom');
  library.albums.addTo(album, photo, library.addPhoto({ name: 'B.JPG', bytes: 2_001 }));
  await using world = await startWorld(library);
  const request = { arrangement: { ...defaultArrangement, details: 'json' as const } };
  await (await startEngine(world)).transfer(request);

  library.albums.removeFrom(album, photo);
  const run = await (await startEngine(world)).transfer(request);

  expect(run).toMatchObject({ listing: 'changes', shortfalls: [] });
  const read = async (path: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await world.jottacloud.tree.file(`iCloud Photos/${path}`)?.bytes()));
  for (const path of ['Rom/A.JPG.json', 'Not in any album/2024/A.JPG.json'])
    expect(await read(path)).toMatchObject({ albums: [] });
  expect(await read('Rom/album.json')).toMatchObject({ photos: [{ files: ['B.JPG'] }] });
});

test('photos that are restored, un-hidden or hidden are filed correctly by the next press', async () => {
  const library = createLibrary(5);
  const [restored, shown, hidden] = ['A.JPG', 'B.JPG', 'C.JPG'].map((name) =>
    library.addPhoto({ name, bytes: 2_000 + name.charCodeAt(0) }),
  );
  if (!restored || !shown || !hidden) throw new Error('there are three');
  library.delete(restored);
  library.setHidden(shown, true);
  await using world = await startWorld(library);
  const arrangement = { ...defaultArrangement, hidden: true, recentlyDeleted: true };
  await (await startEngine(world)).transfer({ arrangement });

  library.restore(restored);
  library.setHidden(shown, false);
  library.setHidden(hidden, true);
  await pressForNothing(world, arrangement);

  expect(paths(world)).toEqual([
    ...['Hidden/2024/B.JPG', 'Hidden/2024/C.JPG'].map((path) => `iCloud Photos/${path}`),
    ...['A', 'B', 'C'].map((name) => `${UNFILED}/${name}.JPG`),
    'iCloud Photos/Recently Deleted/2024/A.JPG',
  ]);
});

test.each([
  ['is not copied', defaultArrangement],
  ['is copied', { ...defaultArrangement, recentlyDeleted: true }],
])(
  'a restored photo is filed in its albums by the next press, where Recently Deleted %s',
  async (_, arrangement) => {
    const library = createLibrary(5);
    const [kept, filed, restored] = ['A.JPG', 'B.JPG', 'C.JPG'].map((name) =>
      library.addPhoto({ name, bytes: 2_000 + name.charCodeAt(0) }),
    );
    if (!kept || !filed || !restored) throw new Error('there are three');
    const [rom, oslo] = ['Rom', 'Oslo'].map((name) => library.albums.addAlbum(name));
    if (!rom || !oslo) throw new Error('there are two');
    library.albums.addTo(rom, kept, restored);
    library.albums.addTo(oslo, restored);
    library.delete(restored);
    await using world = await startWorld(library);
    await (await startEngine(world)).transfer({ arrangement });

    library.restore(restored);
    library.albums.addTo(oslo, filed);
    const run = await (await startEngine(world)).transfer({ arrangement });

    expect(run).toMatchObject({ status: 'finished', listing: 'changes', shortfalls: [] });
    expect(paths(world).filter((path) => !path.includes('Recently Deleted'))).toEqual(
      [
        ...['Oslo/B.JPG', 'Oslo/C.JPG', 'Rom/A.JPG', 'Rom/C.JPG'].map((path) => `iCloud Photos/${path}`),
        // A photo that moves from "Not in any album" to an album keeps its file there.
        `${UNFILED}/B.JPG`,
      ].toSorted(),
    );
    const report = await readReport(world.log);
    expect(report?.albums.map(({ appleCount, placesListed }) => [appleCount, placesListed])).toEqual([
      [2, 2],
      [2, 2],
    ]);
  },
);

test('album lists are read again for a restored photo, and not for a new one', async () => {
  const library = createLibrary(5);
  const restored = library.addPhoto({ name: 'A.JPG' });
  library.albums.addTo(library.albums.addAlbum('Rom'), restored);
  library.delete(restored);
  library.addPhoto({ name: 'B.JPG' });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const albumCalls = async (): Promise<number> => {
    const before = world.icloud.requests.entries.length;
    await (await startEngine(world)).transfer();
    const calls = world.icloud.requests.entries.slice(before);
    return calls.filter(({ body }) => body?.includes('CPLContainerRelationLiveByAssetDate')).length;
  };

  library.addPhoto({ name: 'NEW.JPG', addedAt: world.clock.now() + 2 * 3_600_000 });
  expect(await albumCalls()).toBe(0);
  library.restore(restored);
  expect(await albumCalls()).toBeGreaterThan(0);
  expect(await albumCalls()).toBe(0);
});
