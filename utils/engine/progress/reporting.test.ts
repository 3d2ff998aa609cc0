import type { Run } from '../../domain/run/run.ts';
import { describe, expect, test } from 'vitest';
import type { LiveProgress } from '../../domain/progress/progress.ts';
import { noTotals, type Totals } from '../../domain/run/run.ts';
import { sampleRun, changedRun } from '../../domain/testing/sample-run.ts';
import { createBackoffs } from '../flow/backoff.ts';
import { reportProgress } from './reporting.ts';
import { createProgressBoard } from './progress-board.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { queuedFile } from '../testing/queued-file.ts';

const sampleFile = queuedFile();

/** Reports two photos of the log with the real board until stopped. */
function startReporting() {
  const clock = createManualClock();
  const backoffs = createBackoffs(clock);
  const stop = new AbortController();
  const reports: LiveProgress[] = [];
  const percents: (number | null)[] = [];
  const totals: Totals = { ...noTotals, itemsFound: 2, filesFound: 2, bytesFound: 2_000 };
  const log: { reads: number; run: Run } = { reads: 0, run: sampleRun() };
  const board = createProgressBoard(clock.now());
  const reporting = reportProgress(
    {
      clock,
      backoffs,
      board,
      isClockWrong: () => false,
      store: {
        readRun: async () => log.run,
        changeRun: async (change) => (log.run = { ...log.run, ...change }),
        readTotals: async () => {
          log.reads += 1;
          return { ...totals };
        },
        readSpeeds: async () => null,
        saveSpeeds: async () => undefined,
      },
      reporter: {
        stored: () => undefined,
        live: (progress) => reports.push(progress),
        turned: ({ percent }) => percents.push(percent),
      },
    },
    stop.signal,
  );
  return {
    clock,
    backoffs,
    board,
    told: reports,
    percents,
    totals,
    log,
    async stop() {
      stop.abort();
      await reporting;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await reporting;
    },
  };
}

test('reports twice a second, with one read of the totals each time', async () => {
  await using world = startReporting();
  await world.clock.advance(9_900);
  expect([world.told.length, world.log.reads]).toEqual([20, 20]);
});

test('sends each percentage to the icon once', async () => {
  await using world = startReporting();
  await world.clock.advance(2_000);
  world.totals.itemsDone = 1;
  await world.clock.advance(2_000);
  expect(world.percents).toEqual([0, 50]);
});

test('reports for ten minutes that the computer was asleep', async () => {
  await using world = startReporting();
  await world.clock.advance(1_000);
  world.clock.jump(3_600_000);
  await world.clock.advance(1_000);
  expect(world.told.at(-1)?.notes).toEqual(['woken']);
  await world.clock.advance(600_000);
  expect(world.told.at(-1)?.notes).toEqual([]);
});

describe('bytes that were under way when it stopped', () => {
  test.each([
    ['paused', 700],
    ['attention', 700],
    ['finished', 0],
  ] as const)('in a run that is %s then, %d of them are kept', async (status, bytes) => {
    await using world = startReporting();
    world.board.begin(sampleFile);
    world.board.sent(sampleFile.key, 700);
    await world.clock.advance(1_000);
    world.log.run = changedRun(world.log.run, { status });
    world.board.end(sampleFile, false);
    await world.stop();
    expect(world.log.run.bytesUnderWay ?? 0).toBe(bytes);
  });

  test('are not saved in a run that began meanwhile', async () => {
    await using world = startReporting();
    world.board.begin(sampleFile);
    world.board.sent(sampleFile.key, 700);
    await world.clock.advance(1_000);
    world.log.run = { ...world.log.run, id: world.log.run.id + 1 };
    await world.stop();
    expect(world.log.run.bytesUnderWay).toBeUndefined();
  });
});
