import type { IcloudClient } from '../../icloud/client.ts';
import { waitMs } from '../../domain/file/retry.ts';
import type { Backoff } from './backoff.ts';
import { retryUntilAnswered, PER_CALL_ERRORS, orNull, type Outcome, outcomeOf } from './call-retry.ts';
import type { Clock } from '../../ports/clock.ts';

/** What asking needs of its surroundings. */
export interface PartTools {
  icloud: IcloudClient;
  backoff: Backoff;
  clock: Clock;
  /** Each call is tried once: the library failed at the last press too. */
  isBrief?: boolean;
}

/** Tries of a call that fails at Apple while other calls are answered, and of one whose answer makes no sense. */
const MAX_TRIES = 6;
const MAX_SENSELESS_TRIES = 4;
/** Longest wait between two of them. */
const MAX_WAIT_MS = 60_000;

/**
 * Asks for one part of a library, and tells a failure of that part from a failure of the service: after each failure
 * Apple is asked for something else. As long as that fails too, the call waits like every other one. A part that fails
 * alone is given back with its error after a few tries.
 *
 * @param limit fewer tries
 * @throws {TransferError} what needs a person
 */
export async function askPart<T>(
  tools: PartTools,
  signal: AbortSignal,
  call: () => Promise<T>,
  limit = MAX_TRIES,
): Promise<Outcome<T>> {
  const { clock } = tools;
  const maxTries = tools.isBrief ? 1 : limit;
  for (let tries = 1; ; tries += 1) {
    const outcome = await retryUntilAnswered(tools, signal, () => outcomeOf(call, isOfOneCall, signal));
    if ('answer' in outcome) return outcome;
    const { error } = outcome;
    if (error.code === 'service-down') await untilServiceAnswers(tools, signal);
    if (tries >= Math.min(maxTries, error.code === 'bad-response' ? MAX_SENSELESS_TRIES : MAX_TRIES))
      return outcome;
    await clock.sleep(Math.min(waitMs(error, tries - 1, clock.chance()), MAX_WAIT_MS), signal);
    signal.throwIfAborted();
  }
}

/** The answer of {@link askPart}, or null where the part cannot be read. */
export const askPartOrNull = async <T>(
  tools: PartTools,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T | null> => orNull(await askPart(tools, signal, call));

/** The answer of {@link askPart}. @throws {TransferError} also where the part cannot be read */
export async function askPartOrThrow<T>(
  tools: PartTools,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  const outcome = await askPart(tools, signal, call);
  if ('error' in outcome) throw outcome.error;
  return outcome.answer;
}

const isOfOneCall = (code: Parameters<typeof PER_CALL_ERRORS.has>[0]): boolean => PER_CALL_ERRORS.has(code);

/** Waits as long as Apple fails with a call that has nothing to do with the part. An answer without sense is one. */
const untilServiceAnswers = ({ icloud, ...tools }: PartTools, signal: AbortSignal): Promise<unknown> =>
  retryUntilAnswered(tools, signal, () =>
    outcomeOf(
      () => icloud.readZones('private', signal),
      (code) => code === 'bad-response',
      signal,
    ),
  );
