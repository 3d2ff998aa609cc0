import type { EpochMs } from '../../units.ts';
import { isComplete } from '../run/item-counts.ts';
import { isPart, notInJottacloud } from '../run/part.ts';
import { endTotalsOf, type FinishedRun, type Run, type Totals } from '../run/run.ts';

/** What happens after a complete copy: nothing, a reminder every month, or an automatic copy of what is new. */
const topUpModes = ['off', 'remind', 'copy'] as const;
/** One of these. */
export type TopUpMode = (typeof topUpModes)[number];

/** Parses the stored setting; anything unknown is off. */
export const parseTopUpMode = (stored: unknown): TopUpMode =>
  topUpModes.find((mode) => mode === stored) ?? 'off';

/** Result of the looks at Apple since a complete copy. */
export interface LookNote {
  /** Id of the copy that it belongs to: after another complete copy it means nothing. */
  runId: number;
  /** When Apple was last about to be asked automatically; null: never. */
  askedAt: EpochMs | null;
  /** When Apple last answered; null: not since that copy. */
  answeredAt: EpochMs | null;
  /** Photos that Apple has added since that copy. */
  newPhotos: number;
  /** Anything has changed at Apple since that copy, for instance an edit. */
  hasChanged: boolean;
  /** When the last notification was shown; kept over copies. Null: never. */
  remindedAt: EpochMs | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Apple is not asked automatically more often, whatever the answer was. */
const MIN_LOOK_MS = 6 * HOUR_MS;
/** A month of the reminder. */
const MONTH_MS = 30 * DAY_MS;
/** Changes without a new photo, for instance edits, are copied after this time. */
const CHANGES_WAIT_MS = 7 * DAY_MS;
/** Days without a check after which pages warn. */
const MAX_UNCHECKED_DAYS = 45;
/** Days after which a person who wants to be reminded is reminded even if Apple could not be asked. */
const REMIND_UNASKED_DAYS = 31;

/** The clock may have been set back: a moment in the future is no reason to wait for years. */
const hasPassed = (since: EpochMs | null, now: EpochMs, ms: number): boolean =>
  since === null || Math.abs(now - since) >= ms;

/** Returns the note as it applies to a copy. */
export const noteFor = (note: LookNote | undefined, { id }: Pick<Run, 'id'>): LookNote =>
  note?.runId === id
    ? note
    : {
        runId: id,
        askedAt: note?.askedAt ?? null,
        answeredAt: null,
        newPhotos: 0,
        hasChanged: false,
        remindedAt: note?.remindedAt ?? null,
      };

/**
 * Returns whether a run is a finished copy of the whole library. The latest such run decides about top-ups: they repeat its
 * choices if it is complete, and otherwise none begins. A top-up that gave way to a press does not count.
 */
export const isWhole = (run: Run): run is FinishedRun =>
  run.status === 'finished' && run.gaveWay !== true && !isPart(run);

/**
 * Returns the last complete copy of the whole library. A later copy of it that is incomplete, or that a person stopped,
 * leaves none.
 *
 * @param newestFirst the latest runs
 * @param totals those of the log, for a run that ended before version 3 of it
 */
export function lastCompleteOf(newestFirst: Iterable<Run>, totals: Totals): FinishedRun | null {
  for (const run of newestFirst)
    if (isWhole(run)) return isComplete(run, endTotalsOf(run) ?? totals) ? run : null;
  return null;
}

/**
 * Returns whether photos may be left that no later look counts. A run after the last complete copy has listed them, but not
 * copied all: a top-up that ended early for a press, or a copy of a part.
 */
export const hasLeftoverAfter = (runs: readonly Run[], after: Pick<Run, 'id'> | null): boolean =>
  after !== null &&
  runs.some(
    (run) => run.id > after.id && (run.gaveWay === true || (isPart(run) && notInJottacloud(run) !== 0)),
  );

/** Facts that the rules decide by. */
export interface Situation {
  mode: TopUpMode;
  /** To the Jottacloud account that has the copy. */
  isConnected: boolean;
  /** A run is open, or a press waits. */
  isBusy: boolean;
  /** {@link lastCompleteOf} the log. */
  complete: FinishedRun | null;
  note: LookNote | undefined;
  /** {@link hasLeftoverAfter} since that copy. */
  hasLeftover: boolean;
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

/** Facts about the last complete copy for badge and pages. */
export interface Completeness {
  /** When it was complete. */
  completeAt: EpochMs;
  /** When Apple was last asked for changes, or read completely. */
  checkedAt: EpochMs;
  /** Photos that Apple has added since. */
  newPhotos: number;
  /** {@link hasLeftoverAfter} since: then no look can say that there is nothing new. */
  hasLeftover?: true;
}

/** Returns what is known about the last complete copy. */
export function completenessOf({
  complete,
  note,
  hasLeftover,
}: Pick<Situation, 'complete' | 'note' | 'hasLeftover'>): Completeness | null {
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

/** What the toolbar button shows of it: new photos, or that nothing was checked for too long. */
export type News = 'unchecked' | number;

/** Returns what the toolbar button shows. Nobody who wants no reminder gets a warning there. */
export const newsOf = (known: Completeness | null, mode: TopUpMode, now: EpochMs): News =>
  known && mode !== 'off' && isUnchecked(known, now) ? 'unchecked' : (known?.newPhotos ?? 0);

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
