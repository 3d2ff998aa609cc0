import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';
import type { PhotoPickerModel } from './picker/photo-picker-model.ts';

/** What is selected on the page, as far as it can be told. */
export interface PageSelection {
  /** All that is selected, whether or not it can be told what it is. */
  count: number;
  /** Previews of those that can be told; two photos of equal bytes have one. */
  thumbs: string[];
  unrecognised: number;
}

/** What the page shows now. */
export interface PageSight {
  /** Asset record name of the one photo that is open. */
  openPhoto: string | null;
  /** Names in the address, of which one may be the open album's. */
  addressNames: string[];
  selection: PageSelection;
}

/** Whether nothing would look different. */
export const isSameSight = (one: PageSight, other: PageSight): boolean =>
  one.openPhoto === other.openPhoto &&
  one.selection.count === other.selection.count &&
  one.selection.unrecognised === other.selection.unrecognised &&
  isSameList(one.selection.thumbs, other.selection.thumbs) &&
  isSameList(one.addressNames, other.addressNames);

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, place) => word === other[place]);

/** Said for some seconds after a press. */
export type InPageToast =
  | { kind: 'added'; count: number; undoId: string | null }
  /** A plan is made of it; nothing is sent before "Start". */
  | { kind: 'planned'; undoId: string | null }
  | { kind: 'undone' }
  /** It was taken on already when "Undo" was pressed. */
  | { kind: 'too-late' }
  | { kind: 'setup' }
  | { kind: 'failed'; error: ErrorRecord };

/** Our button on iCloud Photos, and what it leads to. Actions never throw: the toast says what went wrong. */
export interface InPageModel {
  /** The photo that is open; its state is null until it is known. */
  openPhoto: ReadonlySignal<{ state: PhotoState | null } | null>;
  selectedCount: ReadonlySignal<number>;
  /** The address names something that may be an album. */
  hasAlbum: ReadonlySignal<boolean>;
  toast: ReadonlySignal<InPageToast | null>;
  /** Our own window to choose photos in, while it is open. */
  picker: ReadonlySignal<PhotoPickerModel | null>;
  sendSelection(): Promise<void>;
  sendOpenPhoto(): Promise<void>;
  /** Sends the album whose name stands in the address; where that is no album, the window opens to choose it. */
  sendAlbum(): Promise<void>;
  sendLibrary(): Promise<void>;
  choosePhotos(): void;
  closePicker(): void;
  undo(): Promise<void>;
  /** While someone points at the toast or is in it, it stays. */
  holdToast(held: boolean): void;
}
