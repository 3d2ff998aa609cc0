import { type ErrorCode, type ErrorRecord, remedyOf } from '../../errors.ts';
import { type EpochMs, epochMs } from '../../units.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** First wait and longest wait after an error of the kind; the wait doubles in between. */
const waits: Partial<Record<ErrorCode, { firstMs: number; maxMs: number }>> = {
  'rate-limited': { firstMs: 15 * SECOND, maxMs: 30 * MINUTE },
  'service-down': { firstMs: 5 * SECOND, maxMs: 15 * MINUTE },
  'icloud-refused': { firstMs: 5 * MINUTE, maxMs: 60 * MINUTE },
  'link-expired': { firstMs: 0, maxMs: 30 * SECOND },
  'upload-incomplete': { firstMs: 0, maxMs: 30 * SECOND },
  'access-token-refused': { firstMs: 0, maxMs: 30 * SECOND },
};
const usual = { firstMs: 1 * SECOND, maxMs: 5 * MINUTE };

/** Attempts after which a file is given up, for errors that another try rarely mends. Waits for a service have no end. */
const maxAttempts: Partial<Record<ErrorCode, number>> = {
  'arrived-damaged': 2,
  'record-refused': 4,
  'link-expired': 6,
  'md5-mismatch': 2,
  unexpected: 5,
  'bad-response': 8,
};

/**
 * When a file is tried again: never (null) when nobody can help or it was tried often enough.
 *
 * @param attempts tries in a row that ended in an error of this kind before this one
 * @param chance 0 ≤ chance < 1, spreads tries that failed together
 */
export function retryAt(error: ErrorRecord, attempts: number, now: EpochMs, chance: number): EpochMs | null {
  if (remedyOf(error.code) === 'nobody') return null;
  const most = maxAttempts[error.code];
  if (most !== undefined && attempts + 1 >= most) return null;
  return epochMs(now + waitMs(error, attempts, chance));
}

/**
 * Milliseconds to wait after the `attempts`-th error of a kind in a row: doubling with jitter of a quarter. Where the
 * service gave its own word, that is the least of it, and our own wait grows beside it from one second: a service that
 * says "0" for ever is asked ever more seldom.
 */
export function waitMs(
  error: { code: ErrorCode; retryAfterMs?: number | undefined },
  attempts: number,
  chance: number,
): number {
  const { firstMs, maxMs } = waits[error.code] ?? usual;
  const isTold = error.retryAfterMs !== undefined;
  const first = isTold ? SECOND : attempts === 0 ? firstMs : Math.max(firstMs, SECOND);
  const ownMs = Math.min(first * 2 ** Math.min(attempts, 30), maxMs) * (0.75 + chance / 2);
  return error.retryAfterMs === undefined ? ownMs : Math.max(ownMs, error.retryAfterMs + chance * SECOND);
}

/** Whether a wait is over: its time has come, or the computer's clock was set back behind its beginning. */
export const isOver = ({ since, until }: { since: EpochMs; until: EpochMs }, now: EpochMs): boolean =>
  now >= until || now < since;

/** Answers in a row that an upload is not there, after which its bytes are doubted. */
const MAX_LOST_UPLOADS = 3;

/**
 * Whether a file is read anew before it is sent again: Jottacloud found other bytes than were announced. Its 421 for
 * that rarely gets here: browsers send the body once more by themselves and tell the answer to that, for an upload that is gone.
 * Source: docs/jottacloud.md 1.8.
 */
export const isReadAnew = (code: ErrorCode, attempts: number): boolean =>
  code === 'md5-mismatch' || (code === 'not-at-destination' && attempts + 1 >= MAX_LOST_UPLOADS);

/** Errors after which the bytes that are here may be doubted. */
export const mayBeReadAnew = (code: ErrorCode): boolean =>
  code === 'md5-mismatch' || code === 'not-at-destination';

/** Errors that stop the bytes on their way, and say nothing against those that got through before. */
export const isOfTheWay = (code: ErrorCode): boolean => code !== 'arrived-damaged' && !mayBeReadAnew(code);

/** What an error is called once its last try was in vain. */
const whenInVain: Partial<Record<ErrorCode, ErrorCode>> = {
  'arrived-damaged': 'damaged-twice',
  'link-expired': 'record-refused',
};

/** What a file is failed with when its last try was in vain. */
export const finalError = (error: ErrorRecord): ErrorRecord => ({
  ...error,
  code: whenInVain[error.code] ?? error.code,
});
