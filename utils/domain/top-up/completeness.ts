import type { EpochMs } from '../../units.ts';
import type { FinishedRun } from '../run/run.ts';
import { type LookNote, noteFor } from './look-note.ts';
import type { TopUpMode } from './top-up-mode.ts';

const DAY_MS = 24 * 3_600_000;
/** Days without a check after which pages warn. */
export const MAX_UNCHECKED_DAYS = 45;

/** The last complete copy of a log, and what was found since. */
export interface LastCompleteCopy {
  /** Null: none, or a later one is not complete. */
  complete: FinishedRun | null;
  note: LookNote | undefined;
  /** A run after it may have left photos that no look counts. */
  hasLeftover: boolean;
}

/** Facts about the last complete copy for badge and pages. */
export interface Completeness {
  /** When it was complete. */
  completeAt: EpochMs;
  /** When Apple was last asked for changes, or read completely. */
  checkedAt: EpochMs;
  /** Photos that Apple has added since. */
  newPhotos: number;
  /** Photos may be left that no look counts, so nothing can be said to be new or not. */
  hasLeftover?: true;
}

/** Returns what is known about the last complete copy. */
export function completenessOf({ complete, note, hasLeftover }: LastCompleteCopy): Completeness | null {
  if (!complete) return null;
  const { answeredAt, newPhotos } = noteFor(note, complete);
  const { endedAt } = complete;
  return {
    completeAt: endedAt,
    checkedAt: answeredAt ?? endedAt,
    newPhotos,
    ...(hasLeftover && { hasLeftover }),
  };
}

/** Returns the whole days since the last check. */
export const daysUnchecked = ({ checkedAt }: Completeness, now: EpochMs): number =>
  Math.max(0, Math.floor((now - checkedAt) / DAY_MS));

/** Returns whether the last check is so long ago that pages warn. */
export const isUnchecked = (completeness: Completeness, now: EpochMs): boolean =>
  daysUnchecked(completeness, now) >= MAX_UNCHECKED_DAYS;

/** What the toolbar button shows of it: new photos, that nothing was checked for too long, or that more may be left. */
export type News = 'unchecked' | 'leftover' | number;

/** Returns what the toolbar button shows. Nobody who wants no reminder gets a warning there. */
export function newsOf(known: Completeness | null, mode: TopUpMode, now: EpochMs): News {
  if (!known) return 0;
  if (mode !== 'off' && isUnchecked(known, now)) return 'unchecked';
  return known.newPhotos === 0 && known.hasLeftover ? 'leftover' : known.newPhotos;
}
