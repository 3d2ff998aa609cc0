import type { Totals } from '../run/run.ts';
import type { FileState } from './file.ts';

/** A file, as far as totals count it. */
export interface CountedFile {
  state: FileState;
  sizeBytes: number;
  /** A second or later place of the same bytes, which are counted once. */
  isCopy: boolean;
}

/** An item and how many of its files are open or failed. */
export interface CountedItem {
  /** Only photos are counted, not the list of an album. */
  isPhoto: boolean;
  openFiles: number;
  failedFiles: number;
}

/** A file that is neither verified nor given up. */
const isOpen = ({ status }: FileState): boolean => status !== 'done' && status !== 'failed';

/** Returns whether every file of an item is done. */
export const isItemDone = ({
  openFiles,
  failedFiles,
}: Pick<CountedItem, 'openFiles' | 'failedFiles'>): boolean => openFiles === 0 && failedFiles === 0;

/** Returns whether some files are neither done nor failed. */
export const hasOpenFiles = ({ filesDone, filesFailed, filesFound }: Totals): boolean =>
  filesDone + filesFailed < filesFound;

/** Change in a count when `before` becomes `after` (null: absent). */
const growth = <Thing>(
  before: Thing | null,
  after: Thing | null,
  count: (thing: Thing) => number | boolean,
): number => Number(after !== null && count(after)) - Number(before !== null && count(before));

/** Returns the totals after one file was added (`before` null), changed, or removed (`after` null). Invariant I6. */
export function totalsAfterFile(
  totals: Totals,
  before: CountedFile | null,
  after: CountedFile | null,
): Totals {
  if (before && after && isOpen(before.state) && isOpen(after.state) && before.sizeBytes === after.sizeBytes)
    return totals;
  const by = (count: (file: CountedFile) => number | boolean): number => growth(before, after, count);
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

/** Returns the totals after one item was added (`before` null), changed, or removed (`after` null). */
export function totalsAfterItem(
  totals: Totals,
  before: CountedItem | null,
  after: CountedItem | null,
): Totals {
  if (before && after && before.openFiles === after.openFiles && before.failedFiles === after.failedFiles)
    return totals;
  const by = (count: (item: CountedItem) => boolean): number =>
    growth(before, after, (item) => item.isPhoto && count(item));
  return {
    ...totals,
    itemsFound: totals.itemsFound + by(() => true),
    itemsDone: totals.itemsDone + by(isItemDone),
    itemsFailed: totals.itemsFailed + by((item) => item.openFiles === 0 && item.failedFiles > 0),
  };
}

/** Returns an item after one of its files was added (`before` null), changed, or removed (`after` null). */
export function itemAfterFile<Item extends CountedItem>(
  item: Item,
  before: CountedFile | null,
  after: CountedFile | null,
): Item {
  return {
    ...item,
    openFiles: item.openFiles + growth(before, after, ({ state }) => isOpen(state)),
    failedFiles: item.failedFiles + growth(before, after, ({ state }) => state.status === 'failed'),
  };
}
