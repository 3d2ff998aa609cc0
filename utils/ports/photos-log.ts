import type { ListName } from '../domain/layout/destination-path.ts';
import type { AssetRecord } from '../domain/photo/record.ts';
import type { RecordName } from '../units.ts';
import type { PhotoPage, SettledDifference } from './listed.ts';

/** The lists of a library and their photos, as far as they were read. */
export interface PhotosLog {
  saveCount(libraryKey: string, list: ListName, appleCount: number | null): Promise<void>;
  /** Saves the new photos of a page and advances the list's rank, in one transaction. */
  savePhotos(libraryKey: string, list: ListName, page: PhotoPage): Promise<void>;
  /** Restarts a list of a library. */
  listAgain(libraryKey: string, list: ListName): Promise<void>;
  /** Notes that a list which changed while it was read lacks no photo. */
  saveSteady(libraryKey: string, list: ListName): Promise<void>;
  /** Saves the difference between a count and its list; null removes it. */
  saveSettled(libraryKey: string, list: ListName, settled: SettledDifference | null): Promise<void>;
  /** Notes that the log holds all burst frames of a library. */
  saveFramesRead(libraryKey: string): Promise<void>;
  /** Marks photos that are gone for good at Apple. Copied files stay. */
  saveGone(libraryKey: string, recordNames: readonly string[]): Promise<void>;
  /** Whether a photo is in the log and was listed in the last reading. */
  isListed(libraryKey: string, recordName: string): Promise<boolean>;
  /** Lists keys of photos in main lists that have no place yet, without the frames of bursts. */
  unplacedPhotos(limit: number): Promise<string[]>;
  /** Lists the assets in the log whose files these masters hold. */
  assetsOfMasters(libraryKey: string, masterNames: readonly RecordName[]): Promise<AssetRecord[]>;
}
