import type { FileState } from '../transfer/file.ts';
import type { Totals } from '../transfer/run.ts';
import type { FileRecord, ItemRecord } from './database.ts';

/** A file that neither is proved nor was given up. */
const isOpen = ({ status }: FileState): boolean => status !== 'done' && status !== 'failed';

/** Sums after one file was entered (`before` null) or changed. */
export function totalsAfterFile(totals: Totals, before: FileRecord | null, after: FileRecord): Totals {
  if (before && isOpen(before.state) && isOpen(after.state) && before.sizeBytes === after.sizeBytes)
    return totals;
  const by = (count: (state: FileState) => boolean): number =>
    Number(count(after.state)) - Number(before !== null && count(before.state));
  const doneBytes = (file: FileRecord | null): number => (file?.state.status === 'done' ? file.sizeBytes : 0);
  return {
    ...totals,
    filesFound: totals.filesFound + Number(before === null),
    filesDone: totals.filesDone + by(({ status }) => status === 'done'),
    filesFailed: totals.filesFailed + by(({ status }) => status === 'failed'),
    filesProved: totals.filesProved + by((state) => state.status === 'done' && state.proof === 'checksum'),
    filesSizeChecked:
      totals.filesSizeChecked + by((state) => state.status === 'done' && state.proof === 'size'),
    filesUploaded:
      totals.filesUploaded + by((state) => state.status === 'done' && state.outcome === 'uploaded'),
    bytesFound: totals.bytesFound + after.sizeBytes - (before?.sizeBytes ?? 0),
    bytesDone: totals.bytesDone + doneBytes(after) - doneBytes(before),
  };
}

/** Sums after one item was entered (`before` null) or changed. */
export function totalsAfterItem(totals: Totals, before: ItemRecord | null, after: ItemRecord): Totals {
  if (before && before.openFiles === after.openFiles && before.failedFiles === after.failedFiles)
    return totals;
  const by = (count: (item: ItemRecord) => boolean): number =>
    Number(count(after)) - Number(before !== null && count(before));
  return {
    ...totals,
    itemsFound: totals.itemsFound + Number(before === null),
    itemsDone: totals.itemsDone + by((item) => item.openFiles === 0 && item.failedFiles === 0),
    itemsFailed: totals.itemsFailed + by((item) => item.openFiles === 0 && item.failedFiles > 0),
  };
}

/** An item after one of its files was entered (`before` null) or changed. */
export function itemAfterFile(item: ItemRecord, before: FileRecord | null, after: FileRecord): ItemRecord {
  const by = (count: (state: FileState) => boolean): number =>
    Number(count(after.state)) - Number(before !== null && count(before.state));
  return {
    ...item,
    openFiles: item.openFiles + by(isOpen),
    failedFiles: item.failedFiles + by(({ status }) => status === 'failed'),
  };
}
