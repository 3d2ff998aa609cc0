import { retryTable } from '../../domain/retry/retry-table.ts';
import { type ErrorCode, type ErrorFacts, remedyOf, TransferError } from '../../errors.ts';
import { waitMs } from '../../domain/file/retry.ts';
import { type Backoff, isAboutService } from './backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import { isNotThere } from '../../icloud/errors.ts';

/** Codes of malformed responses. */
export const MALFORMED_RESPONSE: ReadonlySet<ErrorCode> = new Set(['bad-response', 'list-endless']);

/**
 * Repeats a call until it is answered, and waits longer each time.
 *
 * @throws {TransferError} if a person has to act, if nobody can help, or after repeated malformed responses
 */
export async function retryUntilAnswered<T>(
  { backoff, clock }: { backoff: Backoff; clock: Clock },
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0, malformed = 0; ; attempt += 1) {
    try {
      return await backoff.run(signal, call);
    } catch (error) {
      if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) !== 'retry')
        throw error;
      if (MALFORMED_RESPONSE.has(error.code)) malformed += 1;
      if (malformed >= retryTable.neededCall.maxMalformed) throw error;
      // The backoff waits instead: it also pauses the other calls, and "Try now" ends it.
      if (isAboutService(error.code)) continue;
      await clock.sleep(waitMs(error, attempt, clock.chance()), signal);
      signal.throwIfAborted();
    }
  }
}

/** Reports repeated malformed responses as a change of Apple's service. The run then stops, to be safe. */
export async function orChanged<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof TransferError) || error.code !== 'bad-response') throw error;
    throw icloudChanged(error.message, { facts: error.facts, cause: error });
  }
}

/** Builds the error that stops a run because Apple's service seems to have changed. */
export const icloudChanged = (
  detail: string,
  { facts, cause }: { facts?: ErrorFacts | undefined; cause?: TransferError } = {},
): TransferError =>
  new TransferError('icloud-changed', detail, { service: 'icloud', ...(facts && { facts }), cause });

/** An answer, or the error in its place. */
export type Outcome<T> = { answer: T } | { error: TransferError };

/** Errors that may concern one call while others are answered: a malformed response, or a failure at Apple. */
export const PER_CALL_ERRORS: ReadonlySet<ErrorCode> = new Set(['bad-response', 'service-down']);

/** Transport errors on the way to Apple. Every call is retried until they end. */
const TRANSPORT_ERRORS: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'icloud-page-silent']);

/**
 * Makes a call that the run can do without: at most three times, or once with `isBrief`. Returned errors do not pause
 * other calls: a library is read even while Apple does not count it.
 *
 * @param returned codes of errors to return instead of throwing; default: all but transport errors
 * @throws {TransferError} any other error
 */
export async function attemptOptional<T>(
  { backoff, clock, isBrief = false }: { backoff: Backoff; clock: Clock; isBrief?: boolean },
  signal: AbortSignal,
  call: () => Promise<T>,
  returned?: ReadonlySet<ErrorCode>,
): Promise<Outcome<T>> {
  const maxTries = isBrief ? 1 : retryTable.optionalCall.maxTries;
  for (let tries = 1; ; tries += 1) {
    const outcome = await attemptOnce({ backoff, clock }, signal, call, returned);
    if ('answer' in outcome || tries >= maxTries || isNotThere(outcome.error)) return outcome;
    const maxWaitMs = retryTable.optionalCall[returned ? 'maxPerCallWaitMs' : 'maxWaitMs'];
    await clock.sleep(Math.min(waitMs(outcome.error, tries - 1, clock.chance()), maxWaitMs), signal);
    signal.throwIfAborted();
  }
}

/** Like {@link attemptOptional} with one try, for a call that has failed before. */
export function attemptOnce<T>(
  tools: { backoff: Backoff; clock: Clock },
  signal: AbortSignal,
  call: () => Promise<T>,
  returned?: ReadonlySet<ErrorCode>,
): Promise<Outcome<T>> {
  const isReturned = (code: ErrorCode): boolean => returned?.has(code) ?? !TRANSPORT_ERRORS.has(code);
  return outcomeOfRetries(tools, signal, call, isReturned);
}

/** An error on its way to who returns it. The backoff sees neither a failure of the service nor a success. */
class ReturnedError extends Error {
  override readonly name = 'ReturnedError';
  readonly error: TransferError;

  constructor(error: TransferError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}

/**
 * Repeats a call until it is answered, or fails with an error that is returned. Such an error does not pause other calls,
 * and does not shorten a pause that other calls caused.
 *
 * @throws {TransferError} as {@link retryUntilAnswered}
 */
export async function outcomeOfRetries<T>(
  tools: { backoff: Backoff; clock: Clock },
  signal: AbortSignal,
  call: () => Promise<T>,
  isReturned: (code: ErrorCode) => boolean,
): Promise<Outcome<T>> {
  const callOnce = async (): Promise<T> => {
    const outcome = await outcomeOf(call, isReturned, signal);
    if ('error' in outcome) throw new ReturnedError(outcome.error);
    return outcome.answer;
  };
  try {
    return { answer: await retryUntilAnswered(tools, signal, callOnce) };
  } catch (error) {
    if (error instanceof ReturnedError) return { error: error.error };
    throw error;
  }
}

/** Makes a call once. @throws {TransferError} an error that `isReturned` rejects */
export async function outcomeOf<T>(
  call: () => Promise<T>,
  isReturned: (code: ErrorCode) => boolean,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  try {
    return { answer: await call() };
  } catch (error) {
    if (signal.aborted || !(error instanceof TransferError) || !isReturned(error.code)) throw error;
    return { error };
  }
}

/** Returns the answer, or null for an error. */
export const orNull = <T>(outcome: Outcome<T>): T | null => ('answer' in outcome ? outcome.answer : null);
