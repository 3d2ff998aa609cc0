import type { Service } from '../../errors.ts';
import type { BothWays } from '../../domain/progress/progress.ts';
import type { EpochMs } from '../../units.ts';
import type { Backoffs } from './backoff.ts';
import type { Clock } from '../../ports/clock.ts';

/** Tries of one file that may fail while others get through. */
const MAX_STRIKES = 8;
/** Tries that fail in a row while the service answers nobody, after which it is asked for something else. */
const TRIES_UNANSWERED = 3;
/** Weight of a try that fails while the service answers a question that was put just for that. */
const PROBED_STRIKE = 2;
/** What one answer of a service says of it holds for so long. */
const PROBE_LASTS_MS = 30_000;
/** More files that fail together than these look like trouble of the service, whatever it answers to other questions. */
const FEW_FILES = 3;
/** Such trouble counts against each of them only once in so long. */
const SELDOM_MS = 60 * 60_000;

/** Asks a service for something harmless; rejects if it does not answer. */
export type Probes = Partial<Record<keyof Backoffs, (signal: AbortSignal) => Promise<unknown>>>;

/**
 * Tells trouble of a service from trouble of one file. A failure counts against a file only if the same service has
 * answered well since the file's last failure: who is offline, or waits for a busy service, loses nothing by it. Where
 * nobody else asks the service anything, it is asked for something harmless, so that the last file of a run cannot keep
 * it from ending.
 */
export interface FailureBudget {
  /**
   * A try has failed.
   *
   * @param service whose answer, or silence, it was
   * @returns true if the file alone is to blame by now
   */
  add(key: string, service: Service | undefined, signal: AbortSignal): Promise<boolean>;
  /** Bytes of the file that are safe at an end. @returns true if they have grown: its tries begin anew */
  held(key: string, way: keyof BothWays, bytes: number): boolean;
  forget(key: string): void;
}

/** The failures of one file in a row. */
interface FailureRow {
  service: Service | undefined;
  /** Good answers of the service at the last failure. */
  successes: number;
  count: number;
  /** Failures since the service has answered anybody. */
  unanswered: number;
  struckAt: number;
}

export function createFailureBudget(
  backoffs: Backoffs,
  clock: Pick<Clock, 'now'>,
  probes: Probes = {},
): FailureBudget {
  const rows = new Map<string, FailureRow>();
  const heldBytes = new Map<string, BothWays>();
  const answers = new Map<Service, { at: EpochMs; isAlive: Promise<boolean> }>();

  const isGated = (service: Service | undefined): service is keyof Backoffs =>
    service !== undefined && service in backoffs;
  const successesOf = (service: Service | undefined): number =>
    isGated(service)
      ? backoffs[service].successes
      : Object.values(backoffs).reduce((sum, backoff) => sum + backoff.successes, 0);
  const isAlive = (service: Service | undefined, signal: AbortSignal): Promise<boolean> => {
    const probe = isGated(service) ? probes[service] : undefined;
    if (!isGated(service) || !probe) return Promise.resolve(false);
    const before = answers.get(service);
    if (before && Math.abs(clock.now() - before.at) < PROBE_LASTS_MS) return before.isAlive;
    const asked = probe(signal).then(
      () => true,
      () => false,
    );
    answers.set(service, { at: clock.now(), isAlive: asked });
    return asked;
  };
  const mayStrike = ({ service, struckAt }: FailureRow): boolean => {
    const failing = [...rows.values()].filter((row) => row.service === service && row.unanswered > 0);
    return failing.length <= FEW_FILES || clock.now() - struckAt >= SELDOM_MS;
  };

  return {
    async add(key, service, signal) {
      const successes = successesOf(service);
      const before = rows.get(key);
      const row: FailureRow =
        before?.service === service && before
          ? before
          : { service, successes, count: before?.count ?? 0, unanswered: 0, struckAt: clock.now() };
      const hasAnswered = successes > row.successes;
      row.successes = successes;
      row.unanswered = hasAnswered ? 0 : row.unanswered + 1;
      rows.set(key, row);
      if (hasAnswered) row.count += 1;
      else if (row.unanswered >= TRIES_UNANSWERED && mayStrike(row) && (await isAlive(service, signal))) {
        row.count += PROBED_STRIKE;
        row.struckAt = clock.now();
      }
      return row.count >= MAX_STRIKES;
    },
    held(key, way, bytes) {
      const before = heldBytes.get(key) ?? { received: 0, sent: 0 };
      if (bytes <= before[way]) return false;
      heldBytes.set(key, { ...before, [way]: bytes });
      rows.delete(key);
      return true;
    },
    forget(key) {
      rows.delete(key);
      heldBytes.delete(key);
    },
  };
}
