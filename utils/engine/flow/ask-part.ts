import { retryTable } from '../../domain/retry/retry-table.ts';
import type { ErrorCode } from '../../errors.ts';
import type { IcloudClient } from '../../icloud/client.ts';
import { waitMs } from '../../domain/file/retry.ts';
import type { Backoff } from './backoff.ts';
import {
  outcomeOf,
  outcomeOfRetries,
  type Outcome,
  orNull,
  PER_CALL_ERRORS,
  retryUntilAnswered,
} from './call-retry.ts';
import type { Clock } from '../../ports/clock.ts';

/** Dependencies of {@link askPart}. */
export interface PartTools {
  icloud: IcloudClient;
  backoff: Backoff;
  clock: Clock;
  /** Tries each call once, because the library also failed in the previous run. */
  isBrief?: boolean;
}

/**
 * Asks for one part of a library and separates a failure of that part from a failure of the service. After each failure
 * it makes another, unrelated call. While that call fails too, the part waits for the service. A part that fails alone
 * returns its error after a few tries.
 *
 * @param limit fewer tries
 * @throws {TransferError} if a person has to act
 */
export async function askPart<T>(
  tools: PartTools,
  signal: AbortSignal,
  call: () => Promise<T>,
  limit: number = retryTable.part.maxTries,
): Promise<Outcome<T>> {
  const { clock } = tools;
  const maxTries = tools.isBrief ? 1 : limit;
  for (let tries = 1; ; tries += 1) {
    const outcome = await outcomeOfRetries(tools, signal, call, isPerCallError);
    if ('answer' in outcome) return outcome;
    const { error } = outcome;
    if (error.code === 'service-down') await untilServiceAnswers(tools, signal);
    const ofThisError = retryTable.part[error.code === 'bad-response' ? 'maxMalformed' : 'maxTries'];
    if (tries >= Math.min(maxTries, ofThisError)) return outcome;
    await clock.sleep(Math.min(waitMs(error, tries - 1, clock.chance()), retryTable.part.maxWaitMs), signal);
    signal.throwIfAborted();
  }
}

/** Returns the answer of {@link askPart}, or null if the part cannot be read. */
export const askPartOrNull = async <T>(
  tools: PartTools,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T | null> => orNull(await askPart(tools, signal, call));

/** Returns the answer of {@link askPart}. @throws {TransferError} also if the part cannot be read */
export async function askPartOrThrow<T>(
  tools: PartTools,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  const outcome = await askPart(tools, signal, call);
  if ('error' in outcome) throw outcome.error;
  return outcome.answer;
}

const isPerCallError = (code: ErrorCode): boolean => PER_CALL_ERRORS.has(code);

/** Waits until Apple answers a call that is unrelated to the part. A malformed response counts as an answer. */
const untilServiceAnswers = ({ icloud, ...tools }: PartTools, signal: AbortSignal): Promise<unknown> =>
  retryUntilAnswered(tools, signal, () =>
    outcomeOf(
      () => icloud.readZones('private', signal),
      (code) => code === 'bad-response',
      signal,
    ),
  );
