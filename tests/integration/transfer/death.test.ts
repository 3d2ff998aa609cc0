import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine, defaultRequest } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { createDiskSpool } from '../../../utils/engine/spool/disk-spool.ts';
import type { Spool } from '../../../utils/ports/spool.ts';
import { createFakeDisk, type FakeDisk } from '../../../utils/engine/testing/fake-disk.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { startRun } from '../../../utils/store/runs/runs.ts';
import { MiB } from '../../../utils/units.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { recount } from '../support/recount.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const mixedLibrary = (): Library => {
  const library = createLibrary(8);
  for (let photo = 0; photo < 105; photo += 1) library.addPhoto({ bytes: 1_000 + photo });
  library.duplicateOf(library.addLivePhoto({ bytes: 50_000 }));
  library.addEditedPhoto({ name: 'IMG_0001.JPG' });
  library.addPhoto({ name: 'IMG_0001.JPG', bytes: 400_000 });
  return library;
};

const spoolOn = (disk: FakeDisk): Spool => {
  const { folder, estimate } = disk.mount();
  return createDiskSpool(folder, estimate);
};

/** Lives one after the other on one log, each killed after its number of outside calls; the last one is left alive. */
const liveAndDie = async (world: World, deaths: readonly number[], disk?: FakeDisk): Promise<number> => {
  await startRun(world.log, world.clock.now(), defaultRequest);
  let died = 0;
  for (const maxCalls of [...deaths, Infinity]) {
    const life = await startEngine(world, { maxCalls, ...(disk && { spool: spoolOn(disk) }) });
    void life.engine.wake();
    if ((await life.end()) !== 'died') return died;
    died += 1;
  }
  throw new Error('the last life died too');
};

test('a run killed at any point resumes, finishes and sends no finished file twice', async () => {
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

test('a run killed at any point with space for one video finishes and leaves nothing on the disk', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 8, max: 60 }), { minLength: 2, maxLength: 6 }),
      async (deaths) => {
        const library = createLibrary(8);
        for (let video = 0; video < 3; video += 1) library.addVideo({ bytes: 10 * MiB + video });
        library.addPhoto({ bytes: 30_000 });
        await using world = await startWorld(library);
        const disk = createFakeDisk(15 * MiB);

        const died = await liveAndDie(world, deaths, disk);

        expect(died).toBeGreaterThan(0);
        expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
        const report = await readReport(world.log);
        expect(report && isComplete(report.run, report.totals)).toBe(true);
        const paths = completedUploads(world.jottacloud);
        expect(paths).toHaveLength(new Set(paths).size);
        expect(disk.names).toEqual([]);
      },
    ),
    { numRuns: 4, seed: 20_261_124 },
  );
});

test('a paused run transfers nothing and resumes where it stopped', async () => {
  const library = mixedLibrary();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await life.until((run) => 'phase' in run && run.phase === 'copying');

  await life.pause();
  await life.engine.settled();
  const sent = world.jottacloud.requests.entries.length;
  await life.resume();
  const run = await life.until(({ status }) => status === 'finished');

  expect(sent).toBeLessThan(world.jottacloud.requests.entries.length);
  expect(run.shortfalls).toEqual([]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const paths = completedUploads(world.jottacloud);
  expect(paths).toHaveLength(new Set(paths).size);
});
