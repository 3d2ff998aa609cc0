import type { Run } from '../../domain/run/run.ts';
import type { LogDatabase } from '../schema.ts';

/** Numbers of all runs, the latest first; quick also for very many. */
export const readRunIds = async (database: LogDatabase): Promise<number[]> =>
  (await database.getAllKeys('runs')).toReversed();

/** Some runs, the latest first. @param ids as {@link readRunIds} has them, following one another */
export async function readRuns(database: LogDatabase, ids: readonly number[]): Promise<Run[]> {
  const [newest, oldest] = [ids.at(0), ids.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  return (await database.getAll('runs', IDBKeyRange.bound(oldest, newest))).toReversed();
}
