import { storage } from 'wxt/utils/storage';
import type { WantedSend } from '../photos/wanted-send.ts';

/** Something that was pressed on iCloud Photos and waits for its run. */
export interface PendingSend {
  id: string;
  wanted: WantedSend;
  /** Milliseconds since 1970; for some seconds it can be taken back. */
  pressedAt: number;
}

/** What was pressed on iCloud Photos, oldest first; each is a run of its own once the one before has ended. */
export const pendingSends = storage.defineItem<PendingSend[]>('local:pendingSends', {
  fallback: [],
  version: 1,
});
