import { type ErrorCode, type ErrorRecord, remedyOf } from '../../errors.ts';
import { type EpochMs, epochMs } from '../../units.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * First and longest wait by code; the wait doubles in between. Waits without a source are our choice: long where the
 * service asked for fewer requests, none where a new URL, token or offset helps at once.
 */
const waits: Partial<Record<ErrorCode, { firstMs: number; maxMs: number }>> = {
  'rate-limited': { firstMs: 15 * SECOND, maxMs: 30 * MINUTE },
  'service-down': { firstMs: 5 * SECOND, maxMs: 15 * MINUTE },
  'icloud-refused': { firstMs: 5 * MINUTE, maxMs: 60 * MINUTE },
  'link-expired': { firstMs: 0, maxMs: 30 * SECOND },
  'upload-incomplete': { firstMs: 0, maxMs: 30 * SECOND },
  'access-token-refused': { firstMs: 0, maxMs: 30 * SECOND },
};
const DEFAULT_WAIT = { firstMs: 1 * SECOND, maxMs: 5 * MINUTE };

/** Attempts after which a file is given up, for errors that a retry rarely resolves. Waits for a service have no limit. */
const maxAttempts: Partial<Record<ErrorCode, number>> = {
  'arrived-damaged': 2,
  'record-refused': 4,
  'link-expired': 6,
  'md5-mismatch': 2,
  unexpected: 5,
  'bad-response': 8,
};

/**
 * Returns when to retry a file; null if nobody can help or its attempts are used up.
 *
 * @param attempts consecutive failures with this code before this one
 * @param chance 0 ≤ chance < 1, the jitter that spreads files that failed together
 */
export function retryAt(error: ErrorRecord, attempts: number, now: EpochMs, chance: number): EpochMs | null {
  if (remedyOf(error.code) === 'nobody') return null;
  const limit = maxAttempts[error.code];
  if (limit !== undefined && attempts + 1 >= limit) return null;
  return epochMs(now + waitMs(error, attempts, chance));
}

/**
 * Returns the milliseconds to wait after `attempts` consecutive failures, doubling, with a jitter of 25 %. A wait that the
 * service asks for is the minimum. Our own wait still grows from one second, so that a service that always answers "0"
 * gets fewer and fewer requests.
 */
export function waitMs(
  error: { code: ErrorCode; retryAfterMs?: number | undefined },
  attempts: number,
  chance: number,
): number {
  const { firstMs, maxMs } = waits[error.code] ?? DEFAULT_WAIT;
  const hasServiceWait = error.retryAfterMs !== undefined;
  const first = hasServiceWait ? SECOND : attempts === 0 ? firstMs : Math.max(firstMs, SECOND);
  const ownMs = Math.min(first * 2 ** Math.min(attempts, 30), maxMs) * (0.75 + chance / 2);
  return error.retryAfterMs === undefined ? ownMs : Math.max(ownMs, error.retryAfterMs + chance * SECOND);
}

/** Returns whether a wait is over: its time has come, or the clock was set back to before its beginning. */
export const isOver = ({ since, until }: { since: EpochMs; until: EpochMs }, now: EpochMs): boolean =>
  now >= until || now < since;

/** Consecutive reports of a missing upload after which we distrust its bytes. */
const MAX_LOST_UPLOADS = 3;

/**
 * Returns whether to download a file again before the next upload, because Jottacloud got other bytes than announced. Its
 * status 421 for that rarely arrives: browsers resend the body automatically and report the second answer, which is about
 * an upload that is gone. Source: docs/jottacloud.md 1.8.
 */
export const isReadAnew = (code: ErrorCode, attempts: number): boolean =>
  code === 'md5-mismatch' || (code === 'not-at-destination' && attempts + 1 >= MAX_LOST_UPLOADS);

/** Returns whether an error may make us distrust the bytes that we hold. */
export const mayBeReadAnew = (code: ErrorCode): boolean =>
  code === 'md5-mismatch' || code === 'not-at-destination';

/** Returns whether an error concerns the transport alone, so that bytes that got through before stay valid. */
export const isOfTheWay = (code: ErrorCode): boolean => code !== 'arrived-damaged' && !mayBeReadAnew(code);

/** Code that replaces another after the last attempt. */
const whenInVain: Partial<Record<ErrorCode, ErrorCode>> = {
  'arrived-damaged': 'damaged-twice',
  'link-expired': 'record-refused',
};

/** Returns the error that a file fails with after its last attempt. */
export const finalError = (error: ErrorRecord): ErrorRecord => ({
  ...error,
  code: whenInVain[error.code] ?? error.code,
});
