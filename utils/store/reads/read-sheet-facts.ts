import type { Choice } from '../../domain/album/choice.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import { MAX_NAMED_ALBUMS, type SheetFacts } from '../../domain/plan/sheet-facts.ts';
import { readLogRecord } from '../database.ts';
import type { LogDatabase } from '../schema.ts';

/** Reads what the plan's sheet shows beside the plan: a few records, whatever the size of the library. */
export async function readSheetFacts(
  database: LogDatabase,
  { albums }: Pick<Choice, 'albums'>,
): Promise<SheetFacts> {
  const named = (albums ?? []).slice(0, MAX_NAMED_ALBUMS);
  const [log, libraries, records] = await Promise.all([
    readLogRecord(database),
    database.getAll('libraries'),
    Promise.all(named.map((key) => database.get('albums', key))),
  ]);
  const countOf = (list: ListName): number | null => {
    const counts = libraries.filter(({ isGone }) => !isGone).map(({ lists }) => lists[list].appleCount);
    return counts.every((count) => count === null)
      ? null
      : counts.reduce((sum: number, count) => sum + (count ?? 0), 0);
  };
  return {
    albumNames: records.map((album) => album?.name ?? null),
    hidden: countOf('hidden'),
    recentlyDeleted: countOf('deleted'),
    account: log.account ?? null,
  };
}
