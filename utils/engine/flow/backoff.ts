import {
  type ErrorCode,
  type ErrorRecord,
  remedyOf,
  type Service,
  TransferError,
  toErrorRecord,
} from '../../errors.ts';
import { isOver, waitMs } from '../../domain/file/retry.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { createCallBudget } from './call-budget.ts';
import type { Clock } from '../../ports/clock.ts';
import { createSemaphore } from './semaphore.ts';
import { createSteadiness } from './connection-stability.ts';

/** Errors that say something about the whole service, not about one file. */
const ABOUT_THE_SERVICE = new Set<ErrorCode>([
  'network',
  'offline',
  'rate-limited',
  'service-down',
  'icloud-refused',
  'icloud-page-silent',
]);

/** Says something about the service, so that the backoff closes for everybody. */
export const isAboutService = (code: ErrorCode): boolean => ABOUT_THE_SERVICE.has(code);

/**
 * Calls that end in an error that is tried again. Waits bound those about the service; this bounds the rest: files that
 * each have a reason of their own, and loops of ours that go wrong.
 */
const FAILING_CALLS = { burst: 120, perMinute: 120 };

/** Whether calls to one service may go out now; closed for a while when it is busy or out of reach. */
export interface Backoff {
  readonly paused: { error: ErrorRecord; since: EpochMs; until: EpochMs } | null;
  /** Calls that went well so far. */
  readonly successes: number;
  /** The connection to it breaks again and again, though calls get through in between. */
  readonly isShaky: boolean;
  /** Runs a call when the backoff is open, and closes it for the others when the call says that the service wants a rest. */
  run<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T>;
  /** Opens it at once: somebody pressed "Try now". What calls from before the press say closes it for nobody. */
  resume(): void;
}

/** Calls that read lists, at once: two are with Apple at most (icloud-limiter.ts), the others on their way through the browser. */
export const MAX_ICLOUD_CALLS = 4;

function createBackoff(clock: Clock, isOnline: () => boolean, maxAtOnce = Infinity): Backoff {
  const calls = createSemaphore(maxAtOnce);
  let closed: Backoff['paused'] = null;
  let failures = 0;
  let successes = 0;
  const steadiness = createSteadiness(clock.now);
  const failing = createCallBudget(clock, FAILING_CALLS);
  let opened = new AbortController();

  const closedNow = (): Backoff['paused'] => (closed && !isOver(closed, clock.now()) ? closed : null);
  /** A place among the calls, taken while the backoff is open. */
  const enter = async (signal: AbortSignal): Promise<() => void> => {
    for (;;) {
      for (let wait = closedNow(); wait; wait = closedNow()) {
        await clock.sleep(wait.until - clock.now(), AbortSignal.any([signal, opened.signal]));
        signal.throwIfAborted();
      }
      const leave = await calls.acquire(1, signal);
      if (!closedNow()) return leave;
      leave();
    }
  };
  /** @param failuresBefore when the call began: calls that fail together are one failure of the service */
  const close = (error: ErrorRecord, failuresBefore: number): void => {
    if (failures === failuresBefore || failures === 0) failures += 1;
    const since = clock.now();
    const until = epochMs(since + waitMs(error, failures - 1, clock.chance()));
    if ((closedNow()?.until ?? 0) < until) closed = { error, since, until };
  };

  return {
    get paused() {
      return closedNow();
    },
    get successes() {
      return successes;
    },
    get isShaky() {
      return steadiness.isShaky;
    },
    async run(signal, call) {
      await failing.take(signal);
      const leave = await enter(signal).catch((error: unknown) => {
        failing.refund();
        throw error;
      });
      const before = { opened, failures };
      try {
        const result = await call();
        failures = 0;
        successes += 1;
        steadiness.reached();
        failing.refund();
        return result;
      } catch (error) {
        if (!isTriedAgain(error)) failing.refund();
        const record = inPlainWords(toErrorRecord(error), isOnline());
        if (record.code === 'network') steadiness.broken();
        if (error instanceof TransferError && isAboutService(record.code) && before.opened === opened)
          close(record, before.failures);
        throw error;
      } finally {
        leave();
      }
    },
    resume() {
      closed = null;
      failing.refill();
      opened.abort();
      opened = new AbortController();
    },
  };
}

/** What needs a person, or nobody can mend, is not asked again; nor is what was stopped. */
const isTriedAgain = (error: unknown): boolean =>
  error instanceof TransferError && remedyOf(error.code) === 'retry';

/** Without any network nothing is wrong with the service. */
const inPlainWords = (record: ErrorRecord, isOnline: boolean): ErrorRecord =>
  record.code === 'network' && !isOnline ? { ...record, code: 'offline' } : record;

/** One backoff a service: a wait for one lets the others go on. */
export type Backoffs = Record<Exclude<Service, 'browser'>, Backoff>;

/** @param isOnline whether the computer has any network; browsers are only sure when it has none */
export const createBackoffs = (clock: Clock, isOnline: () => boolean = () => true): Backoffs => ({
  icloud: createBackoff(clock, isOnline, MAX_ICLOUD_CALLS),
  'icloud-bytes': createBackoff(clock, isOnline),
  jottacloud: createBackoff(clock, isOnline),
});
