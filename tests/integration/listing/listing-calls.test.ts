import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import type { IcloudCall } from '../../../utils/icloud/transport.ts';

const ITEMS = 10_000;
const ALBUMS = 200;
/** More than the fake’s picture has: with fewer, all photos would be one. */
const PHOTO_BYTES = 1_400;

test('listing 10,000 photos and 200 albums in three levels takes at most 5 % more than the fewest calls', async () => {
  const library = createLibrary(31);
  for (let photo = 0; photo < ITEMS; photo += 1) library.addPhoto({ bytes: PHOTO_BYTES });
  const folders = Array.from({ length: 5 }, (_, top) => library.albums.addFolder(`Folder ${top}`)).flatMap(
    (parent) => [
      parent,
      ...Array.from({ length: 4 }, (_, below) => library.albums.addFolder(`Below ${below}`, { parent })),
    ],
  );
  const albums = Array.from({ length: ALBUMS }, (_, index) => {
    const parent = folders[index % folders.length];
    return library.albums.addAlbum(`Album ${index}`, parent ? { parent } : {});
  });
  for (const [index, photo] of library.primary.assets.entries())
    if (index % 4 === 0)
      for (const offset of [0, 7]) {
        const album = albums[(index / 4 + offset) % ALBUMS];
        if (album) library.albums.addTo(album, photo);
      }
  await using world = await startWorld(library);
  let [calls, underWay, most] = [0, 0, 0];
  const life = await startEngine(world, {
    watch: ({ host }) => {
      calls += Number(host === 'cloudkit');
      underWay += 1;
      most = Math.max(most, underWay);
      return () => (underWay -= 1);
    },
  });

  await life.press({ isConfirmed: false });
  const run = await life.end();

  expect(run).toMatchObject({
    ...{ status: 'planned', shortfalls: [], listedItems: ITEMS },
    plan: { albums: ALBUMS, all: { items: ITEMS, files: ITEMS, bytes: ITEMS * PHOTO_BYTES } },
  });
  expect(await world.log.count('members')).toBe((ITEMS / 4) * 2);
  // Two lists of zones, counts of lists and of albums by 50, the state of the index, the tree folder by folder, 25 photos an album, 100 a page.
  const fewest = 2 + 1 + ALBUMS / 50 + 1 + (1 + folders.length) + ALBUMS + ITEMS / 100;
  expect(calls).toBeLessThanOrEqual(fewest * 1.05);
  expect(most).toBeGreaterThan(2);
  expect(most).toBeLessThanOrEqual(8);
}, 120_000);

test('an Apple that takes two calls at a time refuses a few in a long listing, and nothing is missing', async () => {
  const library = createLibrary(32);
  for (let photo = 0; photo < 6_000; photo += 1) library.addPhoto({ bytes: PHOTO_BYTES });
  await using world = await startWorld(library);
  let [underWay, refusals] = [0, 0];
  const tooMany = new Set<IcloudCall>();
  const life = await startEngine(world, {
    watch: (call) => {
      underWay += 1;
      if (underWay > 2) tooMany.add(call);
      return () => (underWay -= 1);
    },
    forge: (call, reply) => {
      if (!tooMany.delete(call)) return reply;
      refusals += 1;
      return { status: 429, body: '{"serverErrorCode":"THROTTLED"}', retryAfter: null };
    },
  });

  await life.press({ isConfirmed: false });
  const run = await life.end();

  expect(run).toMatchObject({ status: 'planned', shortfalls: [], listedItems: 6_000 });
  expect(refusals).toBeGreaterThan(0);
  expect(refusals).toBeLessThanOrEqual(2);
}, 60_000);
