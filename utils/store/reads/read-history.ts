import { runOfRow } from '../../domain/run/run-row.ts';
import type { Run } from '../../domain/run/run.ts';
import type { LogDatabase } from '../schema.ts';

/** Reads the numbers of all runs, latest first. Fast even for many runs. */
export const readRunIds = async (database: LogDatabase): Promise<number[]> =>
  (await database.getAllKeys('runs')).toReversed();

/** Reads runs, latest first. @param ids consecutive numbers from {@link readRunIds} */
export async function readRuns(database: LogDatabase, ids: readonly number[]): Promise<Run[]> {
  const [newest, oldest] = [ids.at(0), ids.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  return (await database.getAll('runs', IDBKeyRange.bound(oldest, newest))).map(runOfRow).toReversed();
}
