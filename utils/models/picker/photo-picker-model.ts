import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../../errors.ts';

/** One photo to choose. */
export interface PickerPhoto {
  assetName: string;
  /** ms since 1970; null if the photo has no date. */
  capturedAt: number | null;
  thumbUrl: string | null;
  durationMs: number;
}

/** A list of photos: a library by date, or an album. */
export interface PickerList {
  id: string;
  kind: 'own-library' | 'shared-library' | 'album';
  /** Of an album, with the folders it is in before it; empty for libraries. */
  titles: string[];
  /** Record name of an album. */
  albumName: string | null;
  /** Photos in one page. */
  pageSize: number;
}

/** Where the photos come from. Everything throws {@link TransferError}. */
export interface PhotoLists {
  readLibraries(signal: AbortSignal): Promise<PickerList[]>;
  readAlbums(signal: AbortSignal): Promise<PickerList[]>;
  count(list: PickerList, signal: AbortSignal): Promise<number>;
  /** @param page 0 has the newest */
  readPage(list: PickerList, page: number, signal: AbortSignal): Promise<PickerPhoto[]>;
}

/** Why the window opened, where it was not asked for. */
export type PickerReason = { kind: 'unrecognised'; unrecognised: number; count: number } | { kind: 'album' };

/** The window in which photos are chosen from lists of our own. Holds a few pages, however long the list. */
export interface PhotoPickerModel {
  reason: PickerReason | null;
  lists: ReadonlySignal<readonly PickerList[]>;
  /** The one that is shown. */
  list: ReadonlySignal<PickerList | null>;
  /** Photos in it; null until it is known. */
  count: ReadonlySignal<number | null>;
  error: ReadonlySignal<ErrorRecord | null>;
  pickedCount: ReadonlySignal<number>;
  /** No more can be picked at once. */
  isFull: ReadonlySignal<boolean>;
  /** A range is being read. */
  isPicking: ReadonlySignal<boolean>;
  /** Changes whenever {@link photoAt} or {@link isPicked} may answer differently. */
  version: ReadonlySignal<number>;
  showList(id: string): void;
  /** Null while its page is not there. */
  photoAt(index: number): PickerPhoto | null;
  isPicked(assetName: string): boolean;
  /** Tells what is in view: its pages are read, others are forgotten. */
  show(first: number, last: number): void;
  toggle(index: number): void;
  /** Picks everything between two places, both included. */
  pickRange(from: number, to: number): Promise<void>;
  /** Place of the newest photo that is not newer; null if it cannot be told. */
  findDate(at: number): Promise<number | null>;
  tryAgain(): void;
  send(): Promise<void>;
  /** Sends the album that is shown, with all photos in it. */
  sendList(): Promise<void>;
  close(): void;
}
