import { storage } from 'wxt/utils/storage';
import type { Choice } from '../photos/choice.ts';
import type { WantedSend } from '../photos/wanted-send.ts';
import type { WaitingSends } from '../transfer/snapshot.ts';

/** A press on a page of ours that came while another run was under way. */
export interface WaitingChoice {
  choice: Choice;
  /** Without the plan, as it was pressed. */
  isConfirmed: boolean;
  thorough: boolean;
}

/** A press that waits for its run. */
export interface PendingSend {
  id: string;
  wanted: WantedSend | WaitingChoice;
  /** Milliseconds since 1970; for some seconds it can be taken back. */
  pressedAt: number;
  /** Pressed on iCloud Photos before the setup was done: waits until somebody has said whose iCloud it is. */
  isKept?: true;
  /** Cannot be taken back. */
  isFinal?: true;
}

/** All presses that wait, oldest first; each is a run of its own once the one before has ended. */
export const pendingSends = storage.defineItem<PendingSend[]>('local:pendingSends', {
  fallback: [],
  version: 1,
});

/** The presses that wait, in numbers. */
export function countWaiting(pending: readonly PendingSend[]): WaitingSends {
  const photos = new Set<string>();
  const albums = new Set<string>();
  let isEverything = false;
  for (const { wanted } of pending)
    if ('assetNames' in wanted) for (const name of [...wanted.assetNames, ...wanted.thumbs]) photos.add(name);
    else if ('albumName' in wanted) albums.add(wanted.albumName);
    else if ('choice' in wanted && wanted.choice.albums)
      for (const key of wanted.choice.albums) albums.add(key);
    else isEverything = true;
  return { photos: photos.size, albums: albums.size, isEverything };
}
