import { type ErrorCode, type ErrorFacts, remedyOf, TransferError } from '../../errors.ts';
import { waitMs } from '../../domain/file/retry.ts';
import { type Backoff, isAboutService } from './backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import { isNotThere } from '../../icloud/errors.ts';

/** Answers that make no sense, after which a call is given up; busy services are waited for without end. */
const MAX_SENSELESS = 4;
/** Codes of answers that make no sense. */
export const MALFORMED_RESPONSE: ReadonlySet<ErrorCode> = new Set(['bad-response', 'list-endless']);

/**
 * Repeats a call until it is answered, waiting longer each time.
 *
 * @throws {TransferError} what needs a person, what nobody can mend, and answers that make no sense again and again
 */
export async function retryUntilAnswered<T>(
  { backoff, clock }: { backoff: Backoff; clock: Clock },
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0, senseless = 0; ; attempt += 1) {
    try {
      return await backoff.run(signal, call);
    } catch (error) {
      if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) !== 'retry')
        throw error;
      if (MALFORMED_RESPONSE.has(error.code)) senseless += 1;
      if (senseless >= MAX_SENSELESS) throw error;
      // The backoff makes others wait too, and "Try now" opens it.
      if (isAboutService(error.code)) continue;
      await clock.sleep(waitMs(error, attempt, clock.chance()), signal);
      signal.throwIfAborted();
    }
  }
}

/**
 * What Apple answers again and again in a way that nobody understands is a change of its service: the run stops to be
 * safe.
 */
export async function orChanged<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof TransferError) || error.code !== 'bad-response') throw error;
    throw icloudChanged(error.message, error.facts);
  }
}

export const icloudChanged = (detail: string, facts?: ErrorFacts): TransferError =>
  new TransferError('icloud-changed', detail, { service: 'icloud', ...(facts && { facts }) });

/** Tries of a call that the run can do without. */
const MAX_TRIES = 3;

/** Longest wait between two of them: the rest of the run waits meanwhile. Where other calls are answered it is the call. */
const MAX_WAIT_MS = 15_000;

const MAX_WAIT_OF_ONE_MS = 3_000;

/** An answer, or why there is none. */
export type Outcome<T> = { answer: T } | { error: TransferError };

/** Errors of one call while others are answered: it makes no sense, or fails at Apple. */
export const PER_CALL_ERRORS: ReadonlySet<ErrorCode> = new Set(['bad-response', 'service-down']);

/** Errors of the way to Apple; they are waited out, whatever the call. */
const OF_THE_WAY: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'icloud-page-silent']);

/**
 * Asks for what the run can do without, three times at most, once with `isBrief`. Errors of such a call close the backoff
 * for nobody: a library is read all the same while Apple does not count it.
 *
 * @param given codes of errors that are given back; without it all but those of the way to Apple
 * @throws {TransferError} any other
 */
export async function attemptOptional<T>(
  { backoff, clock, isBrief = false }: { backoff: Backoff; clock: Clock; isBrief?: boolean },
  signal: AbortSignal,
  call: () => Promise<T>,
  given?: ReadonlySet<ErrorCode>,
): Promise<Outcome<T>> {
  const maxTries = isBrief ? 1 : MAX_TRIES;
  for (let tries = 1; ; tries += 1) {
    const outcome = await attemptOnce({ backoff, clock }, signal, call, given);
    if ('answer' in outcome || tries >= maxTries || isNotThere(outcome.error)) return outcome;
    const longest = given ? MAX_WAIT_OF_ONE_MS : MAX_WAIT_MS;
    await clock.sleep(Math.min(waitMs(outcome.error, tries - 1, clock.chance()), longest), signal);
    signal.throwIfAborted();
  }
}

/** The same with one try: the call has failed before. */
export function attemptOnce<T>(
  tools: { backoff: Backoff; clock: Clock },
  signal: AbortSignal,
  call: () => Promise<T>,
  given?: ReadonlySet<ErrorCode>,
): Promise<Outcome<T>> {
  const isGiven = (code: ErrorCode): boolean => given?.has(code) ?? !OF_THE_WAY.has(code);
  return retryUntilAnswered(tools, signal, () => outcomeOf(call, isGiven, signal));
}

/** Makes a call once. @throws {TransferError} errors that are not `isGiven` back */
export async function outcomeOf<T>(
  call: () => Promise<T>,
  isGiven: (code: ErrorCode) => boolean,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  try {
    return { answer: await call() };
  } catch (error) {
    if (signal.aborted || !(error instanceof TransferError) || !isGiven(error.code)) throw error;
    return { error };
  }
}

/** The answer, or null where there is none. */
export const orNull = <T>(outcome: Outcome<T>): T | null => ('answer' in outcome ? outcome.answer : null);
