import type { Totals } from '../../../utils/domain/run/run.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

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
