import { retryTable } from '../../domain/retry/retry-table.ts';
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
import { createConnectionStability } from './connection-stability.ts';

const SERVICE_ERRORS = new Set<ErrorCode>([
  'network',
  'offline',
  'rate-limited',
  'service-down',
  'icloud-refused',
  'icloud-page-silent',
]);

/** Whether an error concerns the whole service, not one file. Such an error pauses all calls to the service. */
export const isAboutService = (code: ErrorCode): boolean => SERVICE_ERRORS.has(code);

/**
 * Calls in flight that read lists: the eight that Apple may see, those that wait in the page (icloud-limiter.ts), and answers that
 * travel through the browser meanwhile. Decision: docs/decisions/011-pace-of-cloudkit-calls.md.
 */
export const MAX_ICLOUD_CALLS = 16;

/** A pause of all calls to one service. */
interface Pause {
  /** The error that caused it. */
  error: ErrorRecord;
  since: EpochMs;
  until: EpochMs;
}

/** Backoff that all calls to one service share. */
export interface Backoff {
  /** The current pause; null while calls may go out. */
  readonly paused: Pause | null;
  /** Number of calls that have succeeded. */
  readonly successes: number;
  /** The connection breaks repeatedly, though calls succeed in between. */
  readonly isShaky: boolean;
  /**
   * Makes a call after the current pause. Pauses the other calls if it fails in a way that concerns the service. Callers
   * repeat failed calls, so pass only idempotent ones: reads, and Jottacloud's allocate and parts, which continue at the
   * resume position of its answer.
   */
  run<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T>;
  /** Ends the pause, because somebody pressed "Try now". Calls made before the press can no longer pause the service. */
  resume(): void;
}

/** Creates the shared backoff of one service. */
function createBackoff(clock: Clock, isOnline: () => boolean, maxConcurrentCalls = Infinity): Backoff {
  const permits = createSemaphore(maxConcurrentCalls);
  const pauses = createPauses(clock);
  const stability = createConnectionStability(clock.now);
  const failingCalls = createCallBudget(clock, retryTable.anyCall);
  let successes = 0;

  /** Acquires a permit while the service is not paused. */
  const acquire = async (signal: AbortSignal): Promise<() => void> => {
    for (;;) {
      await pauses.wait(signal);
      const release = await permits.acquire(1, signal);
      if (!pauses.current()) return release;
      release();
    }
  };

  return {
    get paused() {
      return pauses.current();
    },
    get successes() {
      return successes;
    },
    get isShaky() {
      return stability.isShaky;
    },
    async run(signal, call) {
      await failingCalls.take(signal);
      const release = await acquire(signal).catch((error: unknown) => {
        failingCalls.refund();
        throw error;
      });
      const start = pauses.markStart();
      try {
        const result = await call();
        pauses.reset();
        successes += 1;
        stability.recordSuccess();
        failingCalls.refund();
        return result;
      } catch (error) {
        if (!isRetried(error)) failingCalls.refund();
        const record = withOffline(toErrorRecord(error), isOnline());
        if (record.code === 'network') stability.recordBreak();
        if (error instanceof TransferError && isAboutService(record.code)) pauses.begin(record, start);
        throw error;
      } finally {
        release();
      }
    },
    resume() {
      pauses.end();
      failingCalls.refill();
    },
  };
}

/** State of a service when a call to it began. */
interface CallStart {
  failures: number;
  /** Identifies the time between two presses of "Try now". */
  period: AbortController;
}

/** Creates the pauses of one service, which grow with each failure in a row. */
function createPauses(clock: Clock) {
  let latest: Pause | null = null;
  let failures = 0;
  let period = new AbortController();

  const current = (): Pause | null => (latest && !isOver(latest, clock.now()) ? latest : null);
  return {
    current,
    /** Waits until the service is not paused. */
    async wait(signal: AbortSignal): Promise<void> {
      for (let pause = current(); pause; pause = current()) {
        await clock.sleep(pause.until - clock.now(), AbortSignal.any([signal, period.signal]));
        signal.throwIfAborted();
      }
    },
    markStart: (): CallStart => ({ failures, period }),
    /** Pauses the service. Calls that fail together count as one failure; a call from before "Try now" does not count. */
    begin(error: ErrorRecord, start: CallStart): void {
      if (start.period !== period) return;
      if (failures === start.failures || failures === 0) failures += 1;
      const since = clock.now();
      const until = epochMs(since + waitMs(error, failures - 1, clock.chance()));
      if ((current()?.until ?? 0) < until) latest = { error, since, until };
    },
    /** Makes the next pause as short as the first. */
    reset(): void {
      failures = 0;
    },
    /** Ends the current pause. */
    end(): void {
      latest = null;
      period.abort();
      period = new AbortController();
    },
  };
}

/** Errors that need a person, errors that nobody can fix and aborts are not retried. */
const isRetried = (error: unknown): boolean =>
  error instanceof TransferError && remedyOf(error.code) === 'retry';

/** Without any network, the service is not at fault. */
const withOffline = (record: ErrorRecord, isOnline: boolean): ErrorRecord =>
  record.code === 'network' && !isOnline ? { ...record, code: 'offline' } : record;

/** One backoff for each service, so that a pause of one does not delay the others. */
export type Backoffs = Record<Exclude<Service, 'browser'>, Backoff>;

/**
 * Creates the backoffs of all services.
 *
 * @param isOnline whether the computer has any network; browsers are reliable only when they report none
 */
export const createBackoffs = (clock: Clock, isOnline: () => boolean = () => true): Backoffs => ({
  icloud: createBackoff(clock, isOnline, MAX_ICLOUD_CALLS),
  'icloud-bytes': createBackoff(clock, isOnline),
  jottacloud: createBackoff(clock, isOnline),
});
