import type { EpochMs } from '../../units.ts';
import { completenessOf, daysUnchecked, type LastCompleteCopy, MAX_UNCHECKED_DAYS } from './completeness.ts';
import { noteFor } from './look-note.ts';
import type { TopUpMode } from './top-up-mode.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Apple is not asked automatically more often, whatever the answer was. */
const MIN_LOOK_MS = 6 * HOUR_MS;
/** A month of the reminder. */
const MONTH_MS = 30 * DAY_MS;
/** Changes without a new photo, for instance edits, are copied after this time. */
const CHANGES_WAIT_MS = 7 * DAY_MS;
/** Days after which a person who wants to be reminded is reminded even if Apple could not be asked. */
const REMIND_UNASKED_DAYS = 31;

/** The clock may have been set back: a moment in the future is no reason to wait for years. */
const hasPassed = (since: EpochMs | null, now: EpochMs, ms: number): boolean =>
  since === null || Math.abs(now - since) >= ms;

/** Facts that the rules decide by. */
export interface Situation extends LastCompleteCopy {
  mode: TopUpMode;
  /** To the Jottacloud account that has the copy. */
  isConnected: boolean;
  /** A run is open, or a press waits. */
  isBusy: boolean;
  now: EpochMs;
}

/** Why nothing happens now. */
export type NotNow = 'off' | 'not-connected' | 'busy' | 'not-complete' | 'too-early';

/** Returns whether to look at Apple now. In the mode `remind`, a month after the last check; in `copy`, every few hours. */
export function lookDue(situation: Situation): 'due' | NotNow {
  const { mode, isConnected, isBusy, complete, now } = situation;
  if (mode === 'off') return 'off';
  if (!isConnected) return 'not-connected';
  if (isBusy) return 'busy';
  if (!complete) return 'not-complete';
  const note = noteFor(situation.note, complete);
  const checkedAt = note.answeredAt ?? complete.endedAt;
  const waitMs = mode === 'remind' ? MONTH_MS : MIN_LOOK_MS;
  const isDue = hasPassed(note.askedAt, now, MIN_LOOK_MS) && hasPassed(checkedAt, now, waitMs);
  return isDue ? 'due' : 'too-early';
}

/** What the computer reports; a browser that reports nothing has neither. */
export interface PowerState {
  /** On battery, below 20 percent. */
  hasLowBattery: boolean;
  /** The connection is metered, or the person saves data. */
  isMetered: boolean;
}

/** Returns whether a connection is metered, as far as the browser says. */
export const isMetered = ({ saveData, type }: { saveData?: boolean; type?: string }): boolean =>
  saveData === true || type === 'cellular';

/** Returns whether a top-up is wanted now, before the computer is asked for its power. */
export function topUpDue(situation: Situation): 'due' | NotNow | 'nothing-new' {
  const { mode, isConnected, isBusy, complete, hasLeftover, now } = situation;
  if (mode !== 'copy') return 'off';
  if (!isConnected) return 'not-connected';
  if (isBusy) return 'busy';
  if (!complete) return 'not-complete';
  const { newPhotos, hasChanged } = noteFor(situation.note, complete);
  const isLate = hasChanged && hasPassed(complete.endedAt, now, CHANGES_WAIT_MS);
  return newPhotos > 0 || isLate || hasLeftover ? 'due' : 'nothing-new';
}

/** Returns whether the computer allows a start. Nothing starts with a low battery or on a metered connection. */
export const mayStart = (power: PowerState): boolean => !power.hasLowBattery && !power.isMetered;

/** A reminder: of new photos, or of the days without a check. */
export type Reminder = { kind: 'news'; photos: number } | { kind: 'unchecked'; days: number };

/** Returns the reminder to show now, at most one a month; null: none. An automatic copy needs none for new photos. */
export function reminderDue(situation: Situation): Reminder | null {
  const { mode, complete, note, now } = situation;
  const known = completenessOf(situation);
  if (mode === 'off' || !complete || !known) return null;
  if (!hasPassed(noteFor(note, complete).remindedAt, now, MONTH_MS)) return null;
  const days = daysUnchecked(known, now);
  if (days >= (mode === 'remind' ? REMIND_UNASKED_DAYS : MAX_UNCHECKED_DAYS))
    return { kind: 'unchecked', days };
  return mode === 'remind' && known.newPhotos > 0 ? { kind: 'news', photos: known.newPhotos } : null;
}
