import { isPart } from '../../domain/run/part.ts';
import { isListWanted } from '../../domain/plan/selection.ts';
import { noCounts, plusCounts } from '../../domain/years/month-counts.ts';
import { type Years, yearsOf } from '../../domain/years/years.ts';
import { runOfRow } from '../../domain/run/run-row.ts';
import { emptyLog } from '../database.ts';
import type { LogDatabase } from '../schema.ts';
import { unusableOf } from '../listing/photo-entry.ts';

/**
 * Reads the years of the library, as the latest run counts them: lists that it leaves out are left out here too. Reads one
 * record per month and list, whatever the size of the library.
 *
 * @returns null before the first run
 */
export async function readYears(database: LogDatabase): Promise<Years | null> {
  const transaction = database.transaction(['runs', 'log', 'libraries', 'months']);
  const [cursor, log = emptyLog, libraries, months] = await Promise.all([
    transaction.objectStore('runs').openCursor(null, 'prev'),
    transaction.objectStore('log').get('log'),
    transaction.objectStore('libraries').getAll(),
    transaction.objectStore('months').getAll(),
  ]);
  if (!cursor) return null;
  const run = runOfRow(cursor.value);
  const present = new Map(libraries.filter(({ isGone }) => !isGone).map((library) => [library.key, library]));
  const counted = months.filter(
    (month) =>
      present.get(month.libraryKey)?.lists[month.list].pass === month.pass &&
      isListWanted(month, run.arrangement),
  );
  const rows = yearsOf(counted);
  const all = rows.reduce(plusCounts, noCounts);
  return {
    rows,
    all,
    unreadable: unusableOf(log, libraries),
    beside: Math.max(0, log.totals.itemsDone - all.done),
    isCounting: run.plan === null && run.status !== 'finished',
    isWhole: log.monthsCountedTo === undefined,
    isPart: isPart(run),
    isEnded: run.status === 'finished',
  };
}
