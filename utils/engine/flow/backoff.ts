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
import { createSlots } from './semaphore.ts';
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

/** Says something about the service, so that the gate closes for everybody. */
export const isAboutService = (code: ErrorCode): boolean => ABOUT_THE_SERVICE.has(code);

/**
 * Calls that end in an error that is tried again. Waits bound those about the service; this bounds the rest: files that
 * each have a reason of their own, and loops of ours that go wrong.
 */
const FAILING_CALLS = { burst: 120, perMinute: 120 };

/** Whether calls to one service may go out now; closed for a while when it is busy or out of reach. */
export interface Gate {
  readonly closed: { error: ErrorRecord; since: EpochMs; until: EpochMs } | null;
  /** Calls that went well so far. */
  readonly successes: number;
  /** The connection to it breaks again and again, though calls get through in between. */
  readonly isShaky: boolean;
  /** Runs a call when the gate is open, and closes it for the others when the call says that the service wants a rest. */
  through<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T>;
  /** Opens it at once: somebody pressed "Try now". What calls from before the press say closes it for nobody. */
  open(): void;
}

/** Calls that read lists, at once: two are with Apple at most (icloud-limiter.ts), the others on their way through the browser. */
export const MOST_ICLOUD_CALLS = 4;

function createGate(clock: Clock, isOnline: () => boolean, mostAtOnce = Infinity): Gate {
  const calls = createSlots(mostAtOnce);
  let closed: Gate['closed'] = null;
  let failures = 0;
  let successes = 0;
  const steadiness = createSteadiness(clock.now);
  const failing = createCallBudget(clock, FAILING_CALLS);
  let opened = new AbortController();

  const closedNow = (): Gate['closed'] => (closed && !isOver(closed, clock.now()) ? closed : null);
  /** A place among the calls, taken while the gate is open. */
  const enter = async (signal: AbortSignal): Promise<() => void> => {
    for (;;) {
      for (let wait = closedNow(); wait; wait = closedNow()) {
        await clock.sleep(wait.until - clock.now(), AbortSignal.any([signal, opened.signal]));
        signal.throwIfAborted();
      }
      const leave = await calls.take(1, signal);
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
    get closed() {
      return closedNow();
    },
    get successes() {
      return successes;
    },
    get isShaky() {
      return steadiness.isShaky;
    },
    async through(signal, call) {
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
    open() {
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

/** One gate a service: a wait for one lets the others go on. */
export type Gates = Record<Exclude<Service, 'browser'>, Gate>;

/** @param isOnline whether the computer has any network; browsers are only sure when it has none */
export const createGates = (clock: Clock, isOnline: () => boolean = () => true): Gates => ({
  icloud: createGate(clock, isOnline, MOST_ICLOUD_CALLS),
  'icloud-bytes': createGate(clock, isOnline),
  jottacloud: createGate(clock, isOnline),
});
