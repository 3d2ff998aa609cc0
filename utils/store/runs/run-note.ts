import { itemOfLog } from '../../domain/account/logs.ts';
import type { RunRequest } from '../../domain/run/run-request.ts';
import { parseArrangement } from '../../domain/layout/arrangement.ts';
import { parseStoredChoice } from '../../domain/album/choice.ts';
import { destinationProblem } from '../../domain/layout/destination-folder.ts';
import { parseSpeed } from '../../domain/progress/concurrency.ts';
import type { Run } from '../../domain/run/run.ts';
import type { EpochMs } from '../../units.ts';
import { changeLatestRun, readLatestRun } from '../database.ts';
import { type DatabaseItem, defineDatabaseItem } from '../../settings/database-item.ts';
import { startRun } from './runs.ts';
import type { LogDatabase } from '../schema.ts';

/** The wish of the open run of a log, kept outside it; null while there is none. */
export const runUnderWayOf = (log: string): DatabaseItem<RunRequest | null> =>
  defineDatabaseItem(itemOfLog('runUnderWay', log), parseNote);

/** Parses a note. Rejects a damaged one: it must not start a copy of something else. */
export function parseNote(value: unknown): RunRequest | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: Record<string, unknown> = { ...value };
  const choice = parseStoredChoice(given['choice']);
  const folder = given['destinationFolder'];
  if (!choice || typeof folder !== 'string' || destinationProblem(folder) !== null) return null;
  return {
    destinationFolder: folder,
    choice,
    arrangement: parseArrangement(given['arrangement']),
    speed: parseSpeed(given['speed']),
    isConfirmed: true,
  };
}

/**
 * Saves the wish of the open run. If the log was lost meanwhile (browsers delete damaged databases), the run starts again:
 * files in Jottacloud are found by their content, and nothing is sent twice.
 */
export async function followRunNote(database: LogDatabase, at: EpochMs): Promise<Run | null> {
  const runUnderWay = runUnderWayOf(database.name);
  const [run, note] = await Promise.all([readLatestRun(database), runUnderWay.getValue()]);
  if (!run && note) {
    await startRun(database, at, { ...note, isConfirmed: true });
    return changeLatestRun(database, (rebuilt) => ({ ...rebuilt, isRebuilt: true }));
  }
  // A top-up begins again when it is due.
  const isWish = run !== null && run.isConfirmed && run.status !== 'finished' && !run.isAutomatic;
  if (isWish && !note) await runUnderWay.setValue(requestOf(run));
  if ((!run || run.status === 'finished') && note) await runUnderWay.setValue(null);
  return run;
}

const requestOf = ({ destinationFolder, choice, arrangement, speed }: Run): RunRequest => ({
  destinationFolder,
  choice,
  arrangement,
  speed,
  isConfirmed: true,
});
