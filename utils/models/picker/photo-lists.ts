import type { EpochMs } from '../../units.ts';
import type { PickerPhoto } from './picker-pages.ts';

/** A list of photos: a library by date, or an album. */
export interface PickerList {
  id: string;
  kind: 'own-library' | 'shared-library' | 'album';
  /** Title of an album after those of its folders; empty for libraries. */
  titles: string[];
  /** Record name of an album. */
  albumName: string | null;
  /** When an album was made; null: not known. */
  createdAt: EpochMs | null;
  /** Photos in one page. */
  pageSize: number;
}

/** Source of the photos. Every call throws {@link TransferError}. */
export interface PhotoLists {
  readLibraries(signal: AbortSignal): Promise<PickerList[]>;
  readAlbums(signal: AbortSignal): Promise<PickerList[]>;
  count(list: PickerList, signal: AbortSignal): Promise<number>;
  /** Counts several lists of one library in one call; null where Apple gives no count. */
  countEach(lists: readonly PickerList[], signal: AbortSignal): Promise<(number | null)[]>;
  /** @param page 0 holds the newest photos */
  readPage(list: PickerList, page: number, signal: AbortSignal): Promise<PickerPhoto[]>;
}
