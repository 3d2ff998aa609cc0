import type { WantedPhotos } from '../../utils/messaging/protocol.ts';
import type { PhotoState } from '../../utils/transfer/photo-state.ts';

/** What the background must be given to answer iCloud Photos: the log, the queue and the setup. */
export interface PageActions {
  isSetUp(): Promise<boolean>;
  /** Whether the user wants marks on the tiles. */
  wantsMarks(): Promise<boolean>;
  /** Asset record names by thumb (28 characters of standard base64); unknown thumbs are left out. One thumb can be of several assets. */
  itemsByThumb(thumbs: readonly string[]): Promise<Map<string, string[]>>;
  itemStates(assetNames: readonly string[]): Promise<Map<string, PhotoState>>;
  /** Adds to the queue what is not in it yet. `undoId` names what this call added, null if that is nothing. */
  add(wanted: WantedPhotos): Promise<{ added: number; undoId: string | null }>;
  /** Takes out again what one call added, unless it is under way or done. */
  undo(undoId: string): Promise<void>;
  openSetup(): Promise<void>;
}
