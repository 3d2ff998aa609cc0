import { expect, test } from 'vitest';
import { countReads } from '../support/counted-reads.ts';
import { recount } from '../support/recount.ts';
import { fillFarEnd } from '../support/fill-far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { fillLog } from '../../bench/fill-moved.ts';
import { factsOf } from '../../bench/idle-cases.ts';
import { likeMoved } from '../../bench/moved-records.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

/** Above it paths are looked at one by one before a file is sent: utils/engine/copy-all.ts. */
const LARGE = 5_200;
/** Photos whose bytes are really moved; the others are entered like them. */
const MOVED = 10;

/** Creates a world in which `items` photos were copied. */
async function movedWorld(items: number): Promise<World> {
  const library = createLibrary(9);
  for (let photo = 0; photo < MOVED; photo += 1) library.addPhoto({ bytes: 1_400 });
  const world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const sample = factsOf(library.primary.assets[0]);
  await fillLog({ logName: world.logName, items, sample }, likeMoved);
  library.primary.countedOnly = items - MOVED;
  await fillFarEnd(world);
  return world;
}

/** Cost of a press: calls to both services, and records read from the log. */
async function press(world: World, news: number): Promise<{ calls: number; reads: number; files: number }> {
  for (let photo = 0; photo < news; photo += 1) world.library.addPhoto({ bytes: 1_400 });
  const made = (): number => world.icloud.requests.entries.length + world.jottacloud.requests.entries.length;
  const before = made();
  const reads = await countReads(async () => {
    const run = await (await startEngine(world)).transfer();
    expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  });
  return { calls: made() - before, reads, files: world.jottacloud.tree.files().length };
}

test('a press costs only new photos and one listing of the destination, which reads each finished file once', async () => {
  await using small = await movedWorld(LARGE);
  await using large = await movedWorld(2 * LARGE);
  expect((await small.log.get('log', 'log'))?.totals).toEqual(await recount(small.log));

  const idle = [await press(small, 0), await press(large, 0)] as const;
  const ten = [await press(small, 10), await press(large, 10)] as const;

  expect(idle[0].calls).toBeLessThanOrEqual(10);
  expect(idle[1].calls).toBe(idle[0].calls);
  expect(idle[0].reads - LARGE).toBeLessThan(400);
  expect(idle[1].reads - 2 * LARGE).toBeLessThan(400);
  expect(ten[1].files).toBe(2 * LARGE + 10);
  expect(ten[1].calls - ten[0].calls).toBeLessThan(10);
  // Progress is reported by the clock: a slower run reads a little more, but far less than one record a photo.
  expect(ten[1].reads - 2 * LARGE).toBeLessThan(LARGE / 4);
}, 120_000);
