import { storage } from 'wxt/utils/storage';
import type { Run } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import { changeLatestRun, type LogDatabase, readLatestRun } from './database.ts';
import { type RunWish, startRun } from './runs.ts';

/** What the run under way is to do, kept apart from the log; null while there is none. */
const runUnderWay = storage.defineItem<RunWish | null>('local:runUnderWay', { fallback: null, version: 1 });

/**
 * Keeps in mind what is under way. Where the log was lost meanwhile (browsers throw damaged databases away) the run
 * begins anew: what is in Jottacloud is found there by its content, and nothing is sent twice.
 */
export async function followRunNote(database: LogDatabase, at: EpochMs): Promise<Run | null> {
  const [run, note] = await Promise.all([readLatestRun(database), runUnderWay.getValue()]);
  if (!run && note) {
    await startRun(database, at, { ...note, isConfirmed: true });
    return changeLatestRun(database, (anew) => ({ ...anew, isRebuilt: true }));
  }
  if (run?.isConfirmed && run.status !== 'finished' && !note) await runUnderWay.setValue(wishOf(run));
  if ((!run || run.status === 'finished') && note) await runUnderWay.setValue(null);
  return run;
}

const wishOf = ({ destinationFolder, choice, arrangement, speed }: Run): RunWish => ({
  destinationFolder,
  choice,
  arrangement,
  speed,
  isConfirmed: true,
});
