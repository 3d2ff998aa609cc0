import { describe, expect, test } from 'vitest';
import { noTotals, type Run, type Totals } from '../../domain/run/run.ts';
import type { RunChange } from '../../ports/run-log.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import type { ErrorCode } from '../../errors.ts';
import { epochMs } from '../../units.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { beginSecondRound } from './second-round.ts';

const MINUTE = 60_000;

/** A log with files that were given up for these reasons. */
function createLog(codes: ErrorCode[], change: RunChange = {}, filesFailed = codes.length) {
  let run: Run = sampleRun(change);
  const retried: ErrorCode[] = [];
  const store = {
    readRun: async (): Promise<Run> => run,
    readTotals: async (): Promise<Totals> => ({ ...noTotals, filesFailed }),
    failedCodes: async () => codes,
    async tryAgain(again: readonly ErrorCode[]) {
      retried.push(...again);
      return again.length;
    },
    changeRun: async (changed: RunChange) => (run = { ...run, ...changed }),
  };
  return { store, retried, run: () => run };
}

describe('files that were given up', () => {
  test('are tried once more, those for which it may help', async () => {
    const { store, retried, run } = createLog([
      'network',
      'damaged-twice',
      'original-missing',
      'jottacloud-full',
    ]);
    const clock = createManualClock();
    const round = beginSecondRound({ store, clock }, null, AbortSignal.any([]));
    await clock.advance(MINUTE);
    expect(await round).toBe(true);
    expect(retried).toEqual(['network', 'damaged-twice']);
    expect(run().hadSecondRound).toBe(true);
  });

  test.each<[string, ErrorCode[], Partial<Run>, number]>([
    ['a second time', ['network'], { hadSecondRound: true }, 1],
    ['if none is left', ['network'], {}, 0],
    ['if another attempt cannot help', ['original-missing', 'record-gone'], {}, 2],
  ])('are not tried %s', async (_, codes, change, failed) => {
    const { store, retried } = createLog(codes, change, failed);
    const clock = createManualClock();
    expect(await beginSecondRound({ store, clock }, null, AbortSignal.any([]))).toBe(false);
    expect(retried).toEqual([]);
  });

  test.each([
    ['a whole minute if none failed in this life', null, MINUTE],
    ['the rest of a minute since the latest failure', 0, MINUTE - 20_000],
    ['a whole minute if the clock was set back since', 90_000, MINUTE],
  ])('wait %s', async (_, failedAt, waitMs) => {
    const { store } = createLog(['network']);
    const clock = createManualClock();
    await clock.advance(20_000);
    const at = failedAt === null ? null : epochMs(failedAt);
    const round = beginSecondRound({ store, clock }, at, AbortSignal.any([]));
    await clock.advance(0);
    expect(clock.waits).toEqual([waitMs]);
    await clock.advance(waitMs);
    expect(await round).toBe(true);
  });

  test('are not tried after a pause during the wait', async () => {
    const { store, retried } = createLog(['network']);
    const clock = createManualClock();
    const pause = new AbortController();
    const round = beginSecondRound({ store, clock }, null, pause.signal);
    await clock.advance(0);
    pause.abort();
    await expect(round).rejects.toThrow('abort');
    expect(retried).toEqual([]);
  });
});
