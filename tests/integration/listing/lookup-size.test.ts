import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

test.each([
  [200, 0],
  [50, 2],
])('names are looked up together, and in halves after a limit of %i', async (limit, refused) => {
  const library = createLibrary(23);
  const album = library.albums.addAlbum('Rome');
  const other = library.albums.addAlbum('Oslo');
  library.addPhoto();
  await using world = await startWorld(library);
  world.icloud.switches.lookupLimit = limit;
  await (await startEngine(world)).transfer();
  for (const one of [album, other])
    for (let orphan = 0; orphan < 120; orphan += 1) library.albums.addRelation(one, library.random.uuid());
  const asked: number[] = [];
  const watch = (call: { path: string; body: string }) => {
    const { records } = JSON.parse(call.body === 'null' ? '{}' : call.body) as { records?: unknown[] };
    if (call.path.includes('records/lookup') && records) asked.push(records.length);
    return () => undefined;
  };

  const run = await (await startEngine(world, { watch })).transfer();

  expect(run).toMatchObject({ status: 'finished' });
  expect(asked.reduce((sum, size) => sum + (size <= limit ? size : 0), 0)).toBe(240);
  expect(Math.max(...asked)).toBeGreaterThan(24);
  expect(asked.filter((size) => size > limit).length).toBe(refused);
});
