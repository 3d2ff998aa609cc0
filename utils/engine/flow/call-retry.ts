import { type ErrorCode, type ErrorFacts, remedyOf, TransferError } from '../../errors.ts';
import { waitMs } from '../../domain/file/retry.ts';
import { type Backoff, isAboutService } from './backoff.ts';
import type { Clock } from '../../ports/clock.ts';

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
