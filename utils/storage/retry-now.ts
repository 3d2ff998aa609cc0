import type { EpochMs } from '../units.ts';
import { type LogDatabase, readLatestRun } from './database.ts';
import { putBackFailed, retryFailedFiles } from './retry-failed.ts';
import { resumeRun, startRun } from './runs.ts';

/**
 * "Try these again": a run that is under way takes the files up as it goes on; one that stands still goes on with them;
 * after one that has ended a new one begins, with the same wish and without asking again. Without a run nothing is done.
 */
export async function retryNow(database: LogDatabase, at: EpochMs): Promise<void> {
  const run = await readLatestRun(database);
  if (!run) return;
  if (run.status === 'active') {
    await putBackFailed(database);
    return;
  }
  if (run.status === 'finished') {
    const { destinationFolder, choice, arrangement, speed } = run;
    return startRun(database, at, { destinationFolder, choice, arrangement, speed, isConfirmed: true });
  }
  await retryFailedFiles(database);
  await resumeRun(database);
}
