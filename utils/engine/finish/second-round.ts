import { retryTable } from '../../domain/retry/retry-table.ts';
import { type ErrorCode, remedyOf } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RunLog } from '../../ports/run-log.ts';

/** The part of the log that a round needs. */
type RoundLog = Pick<RunLog, 'readRun' | 'readTotals' | 'failedCodes' | 'tryAgain' | 'changeRun'>;

/** Whether another attempt may help: the error was not about the file itself, or its bytes were damaged on the way. */
const mayHelp = (code: ErrorCode): boolean => remedyOf(code) === 'retry' || code === 'damaged-twice';

/**
 * Queues files that were given up once more, once in a run and after a quiet minute. Many errors are bad luck, or
 * trouble that has passed by then.
 *
 * @param lastFailedAt time of the latest failure in this life of the engine; null if no file failed
 * @returns true if the queue has files again
 */
export async function beginSecondRound(
  { store, clock }: { store: RoundLog; clock: Clock },
  lastFailedAt: EpochMs | null,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await store.readRun())?.hadSecondRound) return false;
  if ((await store.readTotals()).filesFailed === 0) return false;
  const codes = (await store.failedCodes()).filter(mayHelp);
  if (codes.length === 0) return false;
  // Never waits longer than that, even if the clock was set back meanwhile.
  const passedMs = lastFailedAt === null ? 0 : Math.max(0, clock.now() - lastFailedAt);
  await clock.sleep(Math.max(0, retryTable.secondRound.quietMs - passedMs), signal);
  signal.throwIfAborted();
  const files = await store.tryAgain(codes);
  await store.changeRun({ hadSecondRound: true });
  return files > 0;
}
