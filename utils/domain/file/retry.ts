import { DEFAULT_WAIT, maxAttemptsByCode, retryTable, waitsByCode } from '../retry/retry-table.ts';
import { type ErrorCode, type ErrorRecord, remedyOf } from '../../errors.ts';
import { type EpochMs, epochMs } from '../../units.ts';

const SECOND = 1_000;

/**
 * Returns when to retry a file; null if nobody can help or its attempts are used up.
 *
 * @param attempts consecutive failures with this code before this one
 * @param chance 0 ≤ chance < 1, the jitter that spreads files that failed together
 */
export function retryAt(error: ErrorRecord, attempts: number, now: EpochMs, chance: number): EpochMs | null {
  if (remedyOf(error.code) === 'nobody') return null;
  const limit = maxAttemptsByCode[error.code];
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
  const { firstMs, maxMs } = waitsByCode[error.code] ?? DEFAULT_WAIT;
  const hasServiceWait = error.retryAfterMs !== undefined;
  const first = hasServiceWait ? SECOND : attempts === 0 ? firstMs : Math.max(firstMs, SECOND);
  const ownMs = Math.min(first * 2 ** Math.min(attempts, 30), maxMs) * (0.75 + chance / 2);
  return error.retryAfterMs === undefined ? ownMs : Math.max(ownMs, error.retryAfterMs + chance * SECOND);
}

/** Returns whether a wait is over: its time has come, or the clock was set back to before its beginning. */
export const isOver = ({ since, until }: { since: EpochMs; until: EpochMs }, now: EpochMs): boolean =>
  now >= until || now < since;

/**
 * Returns whether to download a file again before the next upload, because Jottacloud got other bytes than announced. Its
 * status 421 for that rarely arrives: browsers resend the body automatically and report the second answer, which is about
 * an upload that is gone. Source: docs/jottacloud.md 1.8.
 */
export const needsNewDownload = (code: ErrorCode, attempts: number): boolean =>
  code === 'md5-mismatch' ||
  (code === 'not-at-destination' && attempts + 1 >= retryTable.lostUpload.maxTries);

/** Returns whether an error may make us distrust the bytes that we hold. */
export const mayMeanWrongBytes = (code: ErrorCode): boolean =>
  code === 'md5-mismatch' || code === 'not-at-destination';

/** Returns whether an error concerns the transport alone, so that bytes that got through before stay valid. */
export const isTransportError = (code: ErrorCode): boolean =>
  code !== 'arrived-damaged' && !mayMeanWrongBytes(code);

/** Code that replaces another after the last attempt. */
const finalCodes: Partial<Record<ErrorCode, ErrorCode>> = {
  'arrived-damaged': 'damaged-twice',
  'link-expired': 'record-refused',
};

/** Returns the error that a file fails with after its last attempt. */
export const finalError = (error: ErrorRecord): ErrorRecord => ({
  ...error,
  code: finalCodes[error.code] ?? error.code,
});
