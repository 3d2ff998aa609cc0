import { withoutAddresses } from '../../errors.ts';
import { monthOf } from '../../domain/years/month-counts.ts';
import type { MissingPhoto } from '../../domain/years/years.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { readLatestRun } from '../database.ts';
import { allOfAfter } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

/** Failed files per read. */
const BATCH = 2_000;

/** Photos named at most in one year: more is not a list that anybody reads. */
const MAX_PHOTOS = 200;

/** A photo taken at the end of a year may have its local day in the next one. */
const DAY_MS = 24 * 3_600_000;

/**
 * Names photos of one year that could not be copied, the oldest place in the queue first. Reads the photos of failed files
 * of that time alone.
 *
 * @param year `2024`; '' for photos without a date
 */
export async function readMissing(database: LogDatabase, year: string): Promise<MissingPhoto[]> {
  const isInChina = (await readLatestRun(database))?.isInChina === true;
  const found = new Map<string, MissingPhoto>();
  const isOfYear = mayBeOf(year);
  for (let after = -Infinity; ;) {
    const range = allOfAfter('failed', after);
    const files = await database.getAllFromIndex('files', 'byStatus', range, BATCH);
    for (const file of files.filter(isOfYear)) {
      if (found.size === MAX_PHOTOS) return [...found.values()];
      const photo = found.has(file.itemKey) ? null : await missingPhoto(database, file, year);
      if (photo) found.set(file.itemKey, { ...photo, ...(isInChina && { isInChina }) });
    }
    const last = files.at(-1);
    if (!last || files.length < BATCH) return [...found.values()];
    after = last.order;
  }
}

/** Returns whether a file may be of a year, by its moment alone. A file without a date has the moment 0. */
function mayBeOf(year: string): (file: QueuedFile) => boolean {
  if (year === '') return ({ takenAt }) => takenAt === 0;
  const from = Date.parse(`${year}-01-01T00:00:00Z`) - DAY_MS;
  const to = Date.parse(`${year}-12-31T23:59:59Z`) + DAY_MS;
  return ({ takenAt }) => takenAt >= from && takenAt <= to;
}

async function missingPhoto(
  database: LogDatabase,
  { itemKey, state }: QueuedFile,
  year: string,
): Promise<MissingPhoto | null> {
  const [photo, item] = await Promise.all([database.get('photos', itemKey), database.get('items', itemKey)]);
  const isMissing = item !== undefined && item.openFiles === 0;
  if (!photo || !isMissing || state.status !== 'failed') return null;
  const month = monthOf(photo.day);
  if (month.slice(0, 4) !== year) return null;
  const { error } = state;
  return {
    key: itemKey,
    name: item.name,
    assetName: photo.assetName,
    month,
    error: { ...error, detail: withoutAddresses(error.detail) },
  };
}
