import { type EpochMs, epochMs } from '../../units.ts';
import { adjust, type Concurrency, startConcurrency } from './concurrency.ts';

/** Calls to Apple at a time that every account is known to take. Source: docs/icloud-photos.md 6.5. */
export const MIN_CALLS = 2;
/** As many as rclone's eight workers, which list from the same service. Source: docs/real-clients.md. */
export const MAX_CALLS = 8;

/** An answer that takes this much longer than usual, and this many ms more, shows that Apple queues our calls. */
const SLOWER = 1.5;
const SLOWER_BY_MS = 100;
/** Share by which the usual time follows slower answers, so that a slow evening is not taken for a full queue. */
const DRIFT = 0.05;

/** Time for which a number of calls that Apple refused is not tried again. It spans the longest first listing. */
const REFUSED_FOR_MS = 6 * 3_600_000;

/** How many calls are made at a time, and what the answers taught. */
export interface CallPace {
  concurrency: Concurrency;
  /** Usual time of an answer, in ms; null before the first window. */
  usualMs: number | null;
  /** The window: answers since it began that count, and the sum of their times in ms. */
  answers: number;
  sumMs: number;
  /** A number of calls that Apple refused, avoided until then. */
  refused: { limit: number; until: EpochMs } | null;
}

/** One answer. */
export interface TimedAnswer {
  at: EpochMs;
  tookMs: number;
  /** Meanwhile, all permits were in use. Otherwise more permits would change nothing, and only the first window counts. */
  isSaturated: boolean;
  /** Apple refused because of its load: 429, 503 or throttled. */
  isRefused: boolean;
}

/** The pace before the first call. */
export const firstPace: CallPace = {
  concurrency: startConcurrency(MIN_CALLS),
  usualMs: null,
  answers: 0,
  sumMs: 0,
  refused: null,
};

/**
 * Returns the pace after an answer. A window has as many answers as calls are made at a time. After each one: twice as many
 * calls, while that brings more answers a second; as few as before when it did not; half when answers become slower. After
 * any of these, growth begins again with one call more, then two, then four. A refusal halves the number at once, and the
 * refused number is avoided for hours.
 *
 * The first window counts every answer: a small library has too few calls to wait for each other, and its start is as long
 * as their rounds.
 *
 * @param limit upper limit; the polite speed allows only {@link MIN_CALLS}
 */
export function paceAfter(pace: CallPace, answer: TimedAnswer, limit: number): CallPace {
  const refused = refusedAfter(pace, answer);
  const bounds = {
    min: MIN_CALLS,
    max: Math.max(MIN_CALLS, Math.min(limit, MAX_CALLS, (refused?.limit ?? Infinity) - 1)),
  };
  const firstStep = pace.usualMs === null ? MIN_CALLS : 1;
  const next = (hadTrouble: boolean, rate: number): Concurrency =>
    adjust(pace.concurrency, { rate, isSaturated: true, hadTrouble }, { ...bounds, firstStep });
  if (answer.isRefused) return { ...pace, refused, concurrency: next(true, 0), answers: 0, sumMs: 0 };
  if (pace.concurrency.limit > bounds.max)
    return { ...pace, refused, concurrency: next(false, 0), answers: 0, sumMs: 0 };
  if (!answer.isSaturated && pace.usualMs !== null) return { ...pace, refused };
  const answers = pace.answers + 1;
  const sumMs = pace.sumMs + answer.tookMs;
  if (answers < pace.concurrency.limit) return { ...pace, refused, answers, sumMs };
  const meanMs = sumMs / answers;
  const usualMs = pace.usualMs ?? meanMs;
  const isSlower = meanMs > usualMs * SLOWER + SLOWER_BY_MS;
  return {
    concurrency: next(isSlower, (answers * 1_000) / Math.max(1, meanMs)),
    usualMs: meanMs < usualMs ? meanMs : usualMs + (meanMs - usualMs) * DRIFT,
    answers: 0,
    sumMs: 0,
    refused,
  };
}

/** Returns the lowest number that was refused and is still avoided. */
function refusedAfter({ concurrency, refused }: CallPace, answer: TimedAnswer): CallPace['refused'] {
  const known = refused !== null && answer.at < refused.until ? refused : null;
  if (!answer.isRefused) return known;
  // Calls that fail together have one cause, and the first of them has lowered the limit already.
  // Of several calls that were added at once, any may have been the one too many.
  const limit = Math.max((concurrency.before?.limit ?? concurrency.limit - 1) + 1, MIN_CALLS + 1);
  return known !== null && known.limit <= limit
    ? known
    : { limit, until: epochMs(answer.at + REFUSED_FOR_MS) };
}
