import type { FileState } from '../../domain/file/file.ts';
import type { Totals } from '../../domain/run/run.ts';
import type { FileRecord, ItemRecord } from '../records.ts';

/** A file that neither is proved nor was given up. */
const isOpen = ({ status }: FileState): boolean => status !== 'done' && status !== 'failed';

/** By how much a count grows when one thing takes another's place; null stands for nothing. */
const growth = <Thing>(
  before: Thing | null,
  after: Thing | null,
  count: (thing: Thing) => number | boolean,
): number => Number(after !== null && count(after)) - Number(before !== null && count(before));

/** Sums after one file was entered (`before` null), changed, or forgotten (`after` null). */
export function totalsAfterFile(totals: Totals, before: FileRecord | null, after: FileRecord | null): Totals {
  if (before && after && isOpen(before.state) && isOpen(after.state) && before.sizeBytes === after.sizeBytes)
    return totals;
  const by = (count: (file: FileRecord) => number | boolean): number => growth(before, after, count);
  return {
    ...totals,
    filesFound: totals.filesFound + by(() => true),
    filesDone: totals.filesDone + by(({ state }) => state.status === 'done'),
    filesFailed: totals.filesFailed + by(({ state }) => state.status === 'failed'),
    filesProved:
      totals.filesProved + by(({ state }) => state.status === 'done' && state.proof === 'checksum'),
    filesSizeChecked:
      totals.filesSizeChecked + by(({ state }) => state.status === 'done' && state.proof === 'size'),
    filesOwn: totals.filesOwn + by(({ state }) => state.status === 'done' && state.proof === 'own'),
    filesUploaded:
      totals.filesUploaded + by(({ state }) => state.status === 'done' && state.outcome === 'uploaded'),
    bytesFound: totals.bytesFound + by(({ sizeBytes, isCopy }) => (isCopy ? 0 : sizeBytes)),
    bytesDone:
      totals.bytesDone +
      by(({ state, sizeBytes, isCopy }) => (state.status === 'done' && !isCopy ? sizeBytes : 0)),
  };
}

/** Sums after one item was entered (`before` null), changed, or forgotten (`after` null). */
export function totalsAfterItem(totals: Totals, before: ItemRecord | null, after: ItemRecord | null): Totals {
  if (before && after && before.openFiles === after.openFiles && before.failedFiles === after.failedFiles)
    return totals;
  const by = (count: (item: ItemRecord) => boolean): number =>
    growth(before, after, (item) => item.isPhoto && count(item));
  return {
    ...totals,
    itemsFound: totals.itemsFound + by(() => true),
    itemsDone: totals.itemsDone + by((item) => item.openFiles === 0 && item.failedFiles === 0),
    itemsFailed: totals.itemsFailed + by((item) => item.openFiles === 0 && item.failedFiles > 0),
  };
}

/** An item after one of its files was entered (`before` null), changed, or forgotten (`after` null). */
export function itemAfterFile(
  item: ItemRecord,
  before: FileRecord | null,
  after: FileRecord | null,
): ItemRecord {
  return {
    ...item,
    openFiles: item.openFiles + growth(before, after, ({ state }) => isOpen(state)),
    failedFiles: item.failedFiles + growth(before, after, ({ state }) => state.status === 'failed'),
  };
}
