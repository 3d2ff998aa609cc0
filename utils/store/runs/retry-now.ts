import type { ErrorCode } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import { readLatestRun } from '../database.ts';
import { createChangeTracker } from '../manifest/changed-files.ts';
import { putBackFailed, retryFailedFiles } from './retry-failed.ts';
import { resumeRun, startRun } from './runs.ts';
import type { LogDatabase } from '../schema.ts';

/**
 * Handles "Try these again". An active run takes up the files, and a stopped one resumes with them. After a finished run a
 * new one begins with the same wish, without asking. Without any run it does nothing.
 *
 * @param only the one reason to retry; null for all
 */
export async function retryNow(database: LogDatabase, at: EpochMs, only: ErrorCode | null): Promise<void> {
  const run = await readLatestRun(database);
  if (!run) return;
  if (run.status === 'active') {
    await putBackFailed(database, only, createChangeTracker());
    return;
  }
  if (run.status === 'finished') {
    const { destinationFolder, choice, arrangement, speed } = run;
    const request = { destinationFolder, choice, arrangement, speed, isConfirmed: true };
    await startRun(database, at, { ...request, retryOnly: only });
    return;
  }
  await retryFailedFiles(database, only);
  await resumeRun(database);
}
