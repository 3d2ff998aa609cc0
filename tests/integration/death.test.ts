import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completedUploads, storedContent, wantedContent } from './far-end.ts';
import { startEngine, usualWish } from './start-engine.ts';
import { startWorld, type World } from './start-world.ts';
import { readReport } from '../../utils/storage/read-report.ts';
import { startRun } from '../../utils/storage/runs.ts';
import { isComplete } from '../../utils/transfer/run.ts';
import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import { recount } from './recount.ts';

const mixedLibrary = (): Library => {
  const library = createLibrary(8);
  for (let photo = 0; photo < 105; photo += 1) library.addPhoto({ bytes: 1_000 + photo });
  library.duplicateOf(library.addLivePhoto({ bytes: 50_000 }));
  library.addEditedPhoto({ name: 'IMG_0001.JPG' });
  library.addPhoto({ name: 'IMG_0001.JPG', bytes: 400_000 });
  return library;
};

/** Lives one after the other on one log, each killed after so many calls to the outside; the last one is left alive. */
const liveAndDie = async (world: World, deaths: readonly number[]): Promise<number> => {
  await startRun(world.log, world.clock.now(), usualWish);
  let died = 0;
  for (const mostCalls of [...deaths, Infinity]) {
    const life = await startEngine(world, { mostCalls });
    void life.engine.wake();
    if ((await life.end()) !== 'died') return died;
    died += 1;
  }
  throw new Error('the last life died too');
};

test('killed at any point it goes on, finishes, and sends nothing twice that was finished', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 3, max: 350 }), { minLength: 2, maxLength: 6 }),
      async (deaths) => {
        const library = mixedLibrary();
        await using world = await startWorld(library);

        const died = await liveAndDie(world, deaths);

        expect(died).toBeGreaterThan(0);
        expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
        const report = await readReport(world.log);
        expect(report && isComplete(report.run, report.totals)).toBe(true);
        expect(report?.totals).toEqual(await recount(world.log));
        const paths = completedUploads(world.jottacloud);
        expect(paths).toHaveLength(new Set(paths).size);
      },
    ),
    { numRuns: 3, seed: 20_261_123 },
  );
});

test('paused in the middle nothing moves, and it goes on where it stood', async () => {
  const library = mixedLibrary();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await life.until(({ phase }) => phase === 'copying');

  await life.pause();
  await life.engine.settled();
  const sent = world.jottacloud.requests.entries.length;
  await life.goOn();
  const run = await life.until(({ status }) => status === 'finished');

  expect(sent).toBeLessThan(world.jottacloud.requests.entries.length);
  expect(run.shortfalls).toEqual([]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const paths = completedUploads(world.jottacloud);
  expect(paths).toHaveLength(new Set(paths).size);
});
