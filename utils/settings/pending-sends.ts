import { itemOfLog } from '../domain/account/logs.ts';
import { type Choice, parseStoredChoice } from '../domain/album/choice.ts';
import { parseWanted, type WantedSend } from '../domain/photo/wanted-send.ts';
import type { WaitingSends } from '../domain/run/snapshot.ts';
import type { EpochMs } from '../units.ts';
import { type DatabaseItem, defineDatabaseItem } from './database-item.ts';

/** A press on one of our pages while another run was open. */
export interface WaitingChoice {
  choice: Choice;
  /** The press was to begin without showing the plan. */
  isConfirmed: boolean;
  thorough: boolean;
}

/**
 * `kept`: pressed on iCloud Photos before the setup was done, and waits until the user confirms whose iCloud it is.
 * `final`: cannot be undone.
 */
type PendingStage = 'kept' | 'final';

/** A press that waits for its run. */
export interface PendingSend {
  id: string;
  wanted: WantedSend | WaitingChoice;
  /** Milliseconds since 1970. The press can be undone for some seconds. */
  pressedAt: number;
  /** Absent: it can still be undone for {@link UNDO_MS}. */
  stage?: PendingStage;
  /** The copy that was running took it up, or could not. */
  joined?: JoinedRun;
}

/** What a running copy made of a press. */
export interface JoinedRun {
  runId: number;
  /** Photos of the press that go first; 0 if the run does not copy all of them, so that the press only waits. */
  photos: number;
}

/** Undo window of a press; nothing is sent before. */
export const UNDO_MS = 10_000;

/** Whether a press may start a run now. */
export const isDue = ({ pressedAt, stage }: PendingSend, at: EpochMs): boolean =>
  stage === 'final' || (stage !== 'kept' && Math.abs(at - pressedAt) >= UNDO_MS);

/** Most presses that may wait. A page can forge them, and each may hold a megabyte. */
export const MAX_PENDING_SENDS = 50;

/** Pending presses of a log, the next one first. Each becomes a run once the one before has ended. Invariant I10. */
export const pendingSendsOf = (log: string): DatabaseItem<PendingSend[]> =>
  defineDatabaseItem(itemOfLog('pendingSends', log), parsePendingSends);

/** Parses pending presses. Drops malformed ones, and those over the limit. */
export function parsePendingSends(stored: unknown): PendingSend[] {
  const list: unknown[] = Array.isArray(stored) ? stored : [];
  return list.flatMap((each) => parsePendingSend(each) ?? []).slice(0, MAX_PENDING_SENDS);
}

function parsePendingSend(value: unknown): PendingSend | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, wanted, pressedAt, joined }: { [Field in keyof PendingSend]?: unknown } = value;
  const parsed = parseWanted(wanted) ?? parseWaitingChoice(wanted);
  if (typeof id !== 'string' || typeof pressedAt !== 'number' || !parsed) return null;
  return {
    id,
    wanted: parsed,
    pressedAt,
    ...parseStage(value),
    ...parseJoined(joined),
  };
}

/** Parses the stage of a press. Presses of earlier builds have two fields for it, and a kept press has both. */
function parseStage(value: object): Pick<PendingSend, 'stage'> {
  const { stage, isKept, isFinal }: { stage?: unknown; isKept?: unknown; isFinal?: unknown } = value;
  if (stage === 'kept' || isKept === true) return { stage: 'kept' };
  return stage === 'final' || isFinal === true ? { stage: 'final' } : {};
}

function parseJoined(value: unknown): Pick<PendingSend, 'joined'> {
  const { runId, photos }: { [Field in keyof JoinedRun]?: unknown } = Object(value);
  return typeof runId === 'number' && typeof photos === 'number' ? { joined: { runId, photos } } : {};
}

function parseWaitingChoice(value: unknown): WaitingChoice | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: { [Field in keyof WaitingChoice]?: unknown } = value;
  const choice = parseStoredChoice(given.choice);
  return choice && { choice, isConfirmed: given.isConfirmed === true, thorough: given.thorough === true };
}

const isPicked = ({ wanted }: PendingSend): boolean => 'assetNames' in wanted;

/** Adds a press to the queue. Picked photos go behind other picks and before plans, which may wait for days. */
export function withSend(pending: readonly PendingSend[], send: PendingSend): PendingSend[] {
  const index = isPicked(send) ? pending.findLastIndex(isPicked) + 1 : pending.length;
  return pending.toSpliced(index, 0, send);
}

/** Moves a press one place forward. */
export function movedUp(pending: readonly PendingSend[], id: string): PendingSend[] {
  const index = pending.findIndex((send) => send.id === id);
  const send = pending[index];
  return index < 1 || !send ? [...pending] : pending.toSpliced(index, 1).toSpliced(index - 1, 0, send);
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
  return { photos: photos.size, albums: albums.size, isEverything, tasks: pending.length };
}
