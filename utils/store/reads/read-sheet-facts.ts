import type { ListName } from '../../domain/layout/destination-path.ts';
import type { SheetFacts } from '../../domain/plan/sheet-facts.ts';
import { readLogRecord } from '../database.ts';
import type { LogDatabase } from '../schema.ts';

/** Reads what the plan's sheet shows beside the plan: a few records, whatever the size of the library. */
export async function readSheetFacts(database: LogDatabase): Promise<SheetFacts> {
  const [log, libraries] = await Promise.all([readLogRecord(database), database.getAll('libraries')]);
  const countOf = (list: ListName): number | null => {
    const counts = libraries.filter(({ isGone }) => !isGone).map(({ lists }) => lists[list].appleCount);
    return counts.every((count) => count === null)
      ? null
      : counts.reduce((sum: number, count) => sum + (count ?? 0), 0);
  };
  return {
    hidden: countOf('hidden'),
    recentlyDeleted: countOf('deleted'),
    account: log.account ?? null,
  };
}
