import {
  countsOf,
  minusCounts,
  type MonthCounts,
  monthOf,
  noCounts,
  plusCounts,
} from '../../domain/years/month-counts.ts';
import { bulkPut } from '../bulk-put.ts';
import type { ItemRecord, LogRecord, MonthRecord, PhotoRecord, WriteTransaction } from '../schema.ts';

/** A photo as its month counts it. */
interface CountedPhoto {
  photo: Pick<PhotoRecord, 'key' | 'libraryKey' | 'list' | 'isFrame' | 'day' | 'seenInPass'>;
  /** Present pass of its list: a photo that this pass has not shown is not counted. */
  pass: number | undefined;
  /** Undefined before it has its place. */
  item: Pick<ItemRecord, 'openFiles' | 'failedFiles'> | undefined;
}

/** Collects changes of photos, and adds them to the kept counts of their months in the same transaction. */
export interface MonthChanges {
  /** Notes one photo as it was and as it is; null: not in the log. */
  add(before: CountedPhoto | null, after: CountedPhoto | null): void;
  /** Writes the counts of all months that changed. */
  write(transaction: WriteTransaction): Promise<void>;
}

/** The counts of one month in one list, before they have a record. */
type Month = Omit<MonthRecord, keyof MonthCounts>;

/**
 * Collects changes of the photos of one transaction. Photos that the count of an older log has not reached yet are left
 * to it.
 */
export function collectMonths({ monthsCountedTo }: Pick<LogRecord, 'monthsCountedTo'>): MonthChanges {
  const changes = new Map<string, { month: Month; counts: MonthCounts }>();
  const change = (counted: CountedPhoto | null, sum: typeof plusCounts): void => {
    if (!counted || (monthsCountedTo !== undefined && counted.photo.key > monthsCountedTo)) return;
    const { photo, pass, item } = counted;
    if (pass === undefined || photo.seenInPass !== pass) return;
    const month = monthRecordOf(photo, pass);
    const { counts } = changes.get(month.key) ?? { counts: noCounts };
    changes.set(month.key, { month, counts: sum(counts, countsOf(item)) });
  };
  return {
    add(before, after) {
      change(before, minusCounts);
      change(after, plusCounts);
    },
    async write(transaction) {
      const changed = [...changes.values()].filter(({ counts }) => Object.values(counts).some(Boolean));
      if (changed.length === 0) return;
      const months = transaction.objectStore('months');
      const known = await Promise.all(changed.map(({ month }) => months.get(month.key)));
      bulkPut(
        months,
        changed.map(({ month, counts }, index) => {
          const old = known[index];
          // Counts of an earlier pass are those of photos that the list has yet to show again.
          const isPresent = old?.pass === month.pass;
          return { ...month, ...plusCounts(isPresent ? old : noCounts, counts) };
        }),
      );
    },
  };
}

/** Files of a photo as they were and as they are; null: it no longer has one. */
export type ItemChange = [before: ItemRecord, after: ItemRecord | null];

/** Adds changes of files to the counts of their months. Reads only photos whose state has changed. */
export async function writeItemChanges(
  transaction: WriteTransaction,
  log: Pick<LogRecord, 'monthsCountedTo'>,
  changes: readonly ItemChange[],
): Promise<void> {
  const changed = changes.filter(([before, after]) => before.isPhoto && isOtherState(before, after));
  if (changed.length === 0) return;
  const photos = transaction.objectStore('photos');
  const [libraries, read] = await Promise.all([
    transaction.objectStore('libraries').getAll(),
    Promise.all(changed.map(([{ key }]) => photos.get(key))),
  ]);
  const libraryByKey = new Map(libraries.map((library) => [library.key, library]));
  const months = collectMonths(log);
  for (const [index, [before, after]] of changed.entries()) {
    const photo = read[index];
    if (!photo) continue;
    const pass = libraryByKey.get(photo.libraryKey)?.lists[photo.list].pass;
    months.add({ photo, pass, item: before }, { photo, pass, item: after ?? undefined });
  }
  await months.write(transaction);
}

const isOtherState = (before: ItemRecord, after: ItemRecord | null): boolean =>
  JSON.stringify(countsOf(before)) !== JSON.stringify(countsOf(after ?? undefined));

function monthRecordOf({ libraryKey, list, isFrame, day }: CountedPhoto['photo'], pass: number): Month {
  const month = monthOf(day);
  return {
    key: `${libraryKey}|${list}${isFrame ? '+' : ''}|${month}`,
    libraryKey,
    list,
    ...(isFrame && { isFrame }),
    month,
    pass,
  };
}
