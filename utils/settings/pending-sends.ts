import { type Choice, parseStoredChoice } from '../domain/album/choice.ts';
import { parseWanted, type WantedSend } from '../domain/photo/wanted-send.ts';
import type { WaitingSends } from '../domain/run/snapshot.ts';
import { defineDatabaseItem } from './database-item.ts';

/** A press on one of our pages while another run was open. */
export interface WaitingChoice {
  choice: Choice;
  /** The press was to begin without showing the plan. */
  isConfirmed: boolean;
  thorough: boolean;
}

/** A press that waits for its run. */
export interface PendingSend {
  id: string;
  wanted: WantedSend | WaitingChoice;
  /** Milliseconds since 1970. The press can be undone for some seconds. */
  pressedAt: number;
  /** Pressed on iCloud Photos before the setup was done. Waits until the user confirms whose iCloud it is. */
  isKept?: true;
  /** Cannot be undone. */
  isFinal?: true;
}

/** Most presses that may wait. A page can forge them, and each may hold a megabyte. */
export const MAX_PENDING_SENDS = 50;

/** Pending presses, oldest first. Each becomes a run once the one before has ended. Invariant I10. */
export const pendingSends = defineDatabaseItem('pendingSends', parsePendingSends);

/** Parses pending presses. Drops malformed ones, and those over the limit. */
export function parsePendingSends(stored: unknown): PendingSend[] {
  const list: unknown[] = Array.isArray(stored) ? stored : [];
  return list.flatMap((each) => parsePendingSend(each) ?? []).slice(0, MAX_PENDING_SENDS);
}

function parsePendingSend(value: unknown): PendingSend | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, wanted, pressedAt, isKept, isFinal }: { [Field in keyof PendingSend]?: unknown } = value;
  const parsed = parseWanted(wanted) ?? parseWaitingChoice(wanted);
  if (typeof id !== 'string' || typeof pressedAt !== 'number' || !parsed) return null;
  return {
    id,
    wanted: parsed,
    pressedAt,
    ...(isKept === true && { isKept }),
    ...(isFinal === true && { isFinal }),
  };
}

function parseWaitingChoice(value: unknown): WaitingChoice | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: { [Field in keyof WaitingChoice]?: unknown } = value;
  const choice = parseStoredChoice(given.choice);
  return choice && { choice, isConfirmed: given.isConfirmed === true, thorough: given.thorough === true };
}

/** Counts photos and albums of pending presses, each once. */
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
