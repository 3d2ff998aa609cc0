import type { Totals } from '../../../utils/domain/run/run.ts';
import {
  countsOf,
  type MonthCounts,
  noCounts,
  plusCounts,
} from '../../../utils/domain/years/month-counts.ts';
import { isListedNow } from '../../../utils/store/records.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

/** Counts of months by list: `<library key>|<list>|<month>`. */
type Months = Record<string, MonthCounts>;

/** Counts the months from every photo and item of the log, as the product never does. */
export async function recountMonths(log: LogDatabase): Promise<Months> {
  const libraries = new Map((await log.getAll('libraries')).map((library) => [library.key, library]));
  const items = new Map((await log.getAll('items')).map((item) => [item.key, item]));
  const months: Months = {};
  for (const photo of await log.getAll('photos')) {
    if (!isListedNow(photo, libraries)) continue;
    const { libraryKey, list, isFrame, day, key } = photo;
    const name = `${libraryKey}|${list}${isFrame ? '+' : ''}|${day?.slice(0, 7) ?? ''}`;
    months[name] = plusCounts(months[name] ?? noCounts, countsOf(items.get(key)));
  }
  return sorted(months);
}

/** Reads the kept counts of months that count something now. */
export async function keptMonths(log: LogDatabase): Promise<Months> {
  const libraries = new Map((await log.getAll('libraries')).map((library) => [library.key, library]));
  const kept = (await log.getAll('months')).flatMap(
    ({ key, libraryKey, list, pass, listed, found, done, missing }): [string, MonthCounts][] => {
      const library = libraries.get(libraryKey);
      const isPresent = !library?.isGone && library?.lists[list].pass === pass;
      const counts = { listed, found, done, missing };
      return isPresent && Object.values(counts).some(Boolean) ? [[key, counts]] : [];
    },
  );
  return sorted(Object.fromEntries(kept));
}

const sorted = (months: Months): Months =>
  Object.fromEntries(Object.entries(months).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Counts the totals from every file and item of the log, as the product never does. */
export async function recount(log: LogDatabase): Promise<Totals> {
  const files = await log.getAll('files');
  const items = (await log.getAll('items')).filter(({ isPhoto }) => isPhoto);
  const done = files.flatMap(({ state, sizeBytes, isCopy }) =>
    state.status === 'done' ? [{ ...state, sizeBytes: isCopy ? 0 : sizeBytes }] : [],
  );
  const statusesOf = (itemKey: string) =>
    files.filter((file) => file.itemKey === itemKey).map(({ state }) => state.status);
  const ends = items
    .map(({ key }) => statusesOf(key))
    .filter((all) => all.every((one) => one === 'done' || one === 'failed'));
  return {
    itemsFound: items.length,
    itemsDone: ends.filter((all) => all.every((one) => one === 'done')).length,
    itemsFailed: ends.filter((all) => all.includes('failed')).length,
    filesFound: files.length,
    filesDone: done.length,
    filesFailed: files.filter(({ state }) => state.status === 'failed').length,
    filesProved: done.filter(({ proof }) => proof === 'checksum').length,
    filesSizeChecked: done.filter(({ proof }) => proof === 'size').length,
    filesOwn: done.filter(({ proof }) => proof === 'own').length,
    filesUploaded: done.filter(({ outcome }) => outcome === 'uploaded').length,
    bytesFound: files.reduce((sum, { sizeBytes, isCopy }) => sum + (isCopy ? 0 : sizeBytes), 0),
    bytesDone: done.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}
