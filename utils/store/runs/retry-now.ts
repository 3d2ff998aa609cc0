import type { ErrorCode } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import { readLatestRun } from '../database.ts';
import { putBackFailed, retryFailedFiles } from './retry-failed.ts';
import { resumeRun, startRun } from './runs.ts';
import type { LogDatabase } from '../schema.ts';

/**
 * "Try these again": a run that is under way takes the files up as it goes on; one that stands still goes on with them;
 * after one that has ended a new one begins, with the same wish and without asking again. Without a run nothing is done.
 *
 * @param only the one reason that is tried again; null for all
 */
export async function retryNow(database: LogDatabase, at: EpochMs, only: ErrorCode | null): Promise<void> {
  const run = await readLatestRun(database);
  if (!run) return;
  if (run.status === 'active') {
    await putBackFailed(database, only);
    return;
  }
  if (run.status === 'finished') {
    const { destinationFolder, choice, arrangement, speed } = run;
    const wish = { destinationFolder, choice, arrangement, speed, isConfirmed: true };
    await startRun(database, at, { ...wish, retryOnly: only });
    return;
  }
  await retryFailedFiles(database, only);
  await resumeRun(database);
}
