import { type ErrorRecord, type Service, TransferError, toErrorRecord } from '../errors.ts';
import { waitMs } from '../transfer/retry.ts';
import { type EpochMs, epochMs } from '../units.ts';
import type { Clock } from './ports.ts';
import { createSlots } from './slots.ts';
import { createSteadiness } from './steadiness.ts';

/** Errors that say something about the whole service, not about one file. */
const ABOUT_THE_SERVICE = new Set([
  'network',
  'offline',
  'rate-limited',
  'service-down',
  'icloud-refused',
  'icloud-page-silent',
]);

/** Whether calls to one service may go out now; closed for a while when it is busy or out of reach. */
export interface Gate {
  readonly closed: { error: ErrorRecord; until: EpochMs } | null;
  /** When a call went well the last time; null before the first. */
  readonly lastSuccessAt: EpochMs | null;
  /** The connection to it breaks again and again, though calls get through in between. */
  readonly isShaky: boolean;
  /** Runs a call when the gate is open, and closes it for the others when the call says that the service wants a rest. */
  through<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T>;
  /** Opens it at once: somebody pressed "Try now". */
  open(): void;
}

/** CloudKit's calls are what Apple throttles: never more at a time. Source: docs/icloud-photos.md 6.5. */
const MOST_ICLOUD_CALLS = 2;

function createGate(clock: Clock, isOnline: () => boolean, mostAtOnce = Infinity): Gate {
  const calls = createSlots(mostAtOnce);
  let closed: Gate['closed'] = null;
  let failures = 0;
  let lastSuccessAt: EpochMs | null = null;
  const steadiness = createSteadiness(clock.now);
  let opened = new AbortController();

  const closedUntil = (): number => closed?.until ?? 0;
  const pass = async (signal: AbortSignal): Promise<void> => {
    for (let until = closedUntil(); until > clock.now(); until = closedUntil()) {
      await clock.sleep(until - clock.now(), AbortSignal.any([signal, opened.signal]));
      signal.throwIfAborted();
    }
  };

  return {
    get closed() {
      return closed && closed.until > clock.now() ? closed : null;
    },
    get lastSuccessAt() {
      return lastSuccessAt;
    },
    get isShaky() {
      return steadiness.isShaky;
    },
    async through(signal, call) {
      await pass(signal);
      const free = await calls.take(1, signal);
      try {
        const result = await call();
        failures = 0;
        lastSuccessAt = clock.now();
        steadiness.reached();
        return result;
      } catch (error) {
        const record = inPlainWords(toErrorRecord(error), isOnline());
        if (record.code === 'network') steadiness.broken();
        if (error instanceof TransferError && ABOUT_THE_SERVICE.has(record.code)) {
          const until = epochMs(clock.now() + waitMs(record, failures, clock.chance()));
          failures += 1;
          if (!closed || closed.until < until) closed = { error: record, until };
        }
        throw error;
      } finally {
        free();
      }
    },
    open() {
      closed = null;
      opened.abort();
      opened = new AbortController();
    },
  };
}

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
