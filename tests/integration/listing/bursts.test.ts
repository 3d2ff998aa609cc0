import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const [OTHER, KEY] = [2, 16];

test('an album with a burst is complete with only the picked frame', async () => {
  const library = createLibrary(20);
  const burstId = library.random.uuid();
  const key = library.addPhoto({ name: 'KEY.JPG', burstId, burstFlags: KEY });
  const other = library.addPhoto({ name: 'OTHER.JPG', burstId, burstFlags: OTHER });
  library.albums.addTo(library.albums.addAlbum('Hopp'), key, other);
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(run.remarks ?? []).toEqual([]);
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toEqual(['iCloud Photos/Hopp/KEY.JPG']);
});

test('only the picked frame of a new burst is copied, and no list is read', async () => {
  const library = createLibrary(19);
  library.addPhoto({ name: 'A.JPG' });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const burstId = library.random.uuid();
  const key = library.addPhoto({ name: 'KEY.JPG', burstId, burstFlags: KEY });
  const other = library.addPhoto({ name: 'OTHER.JPG', burstId, burstFlags: OTHER });
  library.addPhoto({ name: 'THIRD.JPG', burstId, burstFlags: OTHER });
  const lists: string[] = [];
  const watch = (call: { body: string }) => {
    if (call.body.includes('CPLAssetAndMaster')) lists.push(call.body);
    return () => undefined;
  };
  const names = () =>
    world.jottacloud.tree
      .files()
      .map(({ path }) => path.split('/').at(-1) ?? '')
      .toSorted((a, b) => (a < b ? -1 : 1));

  const run = await (await startEngine(world, { watch })).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(names()).toEqual(['A.JPG', 'KEY.JPG']);

  library.setBurstFlags(key, OTHER);
  library.setBurstFlags(other, KEY);
  const next = await (await startEngine(world, { watch })).transfer();
  expect(next).toMatchObject({ status: 'finished', shortfalls: [] });
  // Files copied before stay.
  expect(names()).toEqual(['A.JPG', 'KEY.JPG', 'OTHER.JPG']);
  expect(lists).toEqual([]);
});
