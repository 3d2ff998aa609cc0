import { type ErrorCode, remedyOf } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RunLog } from '../../ports/run-log.ts';

/** So long nothing was tried before the files that were given up are tried once more. */
const QUIET_MS = 60_000;

/** Another try may help: the answer was no word about the file itself, or bytes that suffered on their way. */
const isWorthAnother = (code: ErrorCode): boolean => remedyOf(code) === 'retry' || code === 'damaged-twice';

/**
 * One more round for files that were given up, once in a run and after a quiet minute: many faults are bad luck, or
 * trouble of an hour that is over by now.
 *
 * @param lastFailedAt when a file was given up in this life of the engine; null if none was
 * @returns true if files are in the queue again
 */
export async function beginSecondRound(
  { store, clock }: { store: RunLog; clock: Clock },
  lastFailedAt: EpochMs | null,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await store.readRun())?.hadSecondRound) return false;
  if ((await store.readTotals()).filesFailed === 0) return false;
  const codes = (await store.failedCodes()).filter(isWorthAnother);
  if (codes.length === 0) return false;
  // Never longer, though the clock was set back meanwhile.
  const passedMs = lastFailedAt === null ? 0 : Math.max(0, clock.now() - lastFailedAt);
  await clock.sleep(Math.max(0, QUIET_MS - passedMs), signal);
  signal.throwIfAborted();
  const files = await store.tryAgain(codes);
  await store.changeRun({ hadSecondRound: true });
  return files > 0;
}
