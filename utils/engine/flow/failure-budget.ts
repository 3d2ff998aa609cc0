import { retryTable } from '../../domain/retry/retry-table.ts';
import type { Service } from '../../errors.ts';
import type { BothDirections } from '../../domain/progress/progress.ts';
import type { EpochMs } from '../../units.ts';
import type { Backoffs } from './backoff.ts';
import type { Clock } from '../../ports/clock.ts';

/** Makes a harmless call to a service; rejects if it does not answer. */
type Probe = (signal: AbortSignal) => Promise<unknown>;

/** A probe for each service. */
export type Probes = Partial<Record<keyof Backoffs, Probe>>;

/**
 * Separates trouble of one file from trouble of a service. A failure counts against a file only if the same service has
 * succeeded since the file's previous failure, so being offline or waiting for a busy service costs nothing. If nothing
 * else calls the service, a harmless probe does, so that the last file of a run cannot keep it from ending.
 */
export interface FailureBudget {
  /**
   * Records a failed try.
   *
   * @param service that failed or did not answer
   * @returns true if the file has used up its budget
   */
  add(key: string, service: Service | undefined, signal: AbortSignal): Promise<boolean>;
  /**
   * Records the bytes of a file that are safe in one direction. If they have grown, its budget is full again.
   *
   * @returns whether they have grown
   */
  held(key: string, direction: keyof BothDirections, bytes: number): boolean;
  forget(key: string): void;
}

/** Failures of one file in a row. */
interface Failures {
  service: Service | undefined;
  /** Successful calls to the service at the latest failure. */
  successes: number;
  count: number;
  /** Failures since the service last answered anybody. */
  unanswered: number;
  /** When a probed failure last counted. */
  countedAt: number;
}

/** Creates full budgets for all files. */
export function createFailureBudget(
  backoffs: Backoffs,
  clock: Pick<Clock, 'now'>,
  probes: Probes = {},
): FailureBudget {
  const failuresByFile = new Map<string, Failures>();
  const heldBytes = new Map<string, BothDirections>();
  const answersProbe = createCachedProbes(clock, probes);

  const successesOf = (service: Service | undefined): number =>
    service !== undefined && service !== 'browser'
      ? backoffs[service].successes
      : Object.values(backoffs).reduce((sum, backoff) => sum + backoff.successes, 0);
  const mayCountProbed = ({ service, countedAt }: Failures): boolean => {
    const failing = [...failuresByFile.values()].filter(
      (other) => other.service === service && other.unanswered > 0,
    );
    return (
      failing.length <= retryTable.fileAlone.maxFilesAtFault ||
      clock.now() - countedAt >= retryTable.fileAlone.sharedIntervalMs
    );
  };

  return {
    async add(key, service, signal) {
      const successes = successesOf(service);
      const before = failuresByFile.get(key);
      const failures: Failures =
        before?.service === service && before
          ? before
          : { service, successes, count: before?.count ?? 0, unanswered: 0, countedAt: clock.now() };
      const hasAnswered = successes > failures.successes;
      failures.successes = successes;
      failures.unanswered = hasAnswered ? 0 : failures.unanswered + 1;
      failuresByFile.set(key, failures);
      if (hasAnswered) failures.count += 1;
      else if (
        failures.unanswered >= retryTable.probe.maxUnanswered &&
        mayCountProbed(failures) &&
        (await answersProbe(service, signal))
      ) {
        failures.count += retryTable.fileAlone.probedWeight;
        failures.countedAt = clock.now();
      }
      return failures.count >= retryTable.fileAlone.maxFailures;
    },
    held(key, direction, bytes) {
      const before = heldBytes.get(key) ?? { received: 0, sent: 0 };
      if (bytes <= before[direction]) return false;
      heldBytes.set(key, { ...before, [direction]: bytes });
      failuresByFile.delete(key);
      return true;
    },
    forget(key) {
      failuresByFile.delete(key);
      heldBytes.delete(key);
    },
  };
}

/** Creates a function that reports whether a service answers its probe; false without a probe. Results are cached. */
function createCachedProbes(clock: Pick<Clock, 'now'>, probes: Probes) {
  const results = new Map<Service, { at: EpochMs; hasAnswered: Promise<boolean> }>();
  return (service: Service | undefined, signal: AbortSignal): Promise<boolean> => {
    const probe = service !== undefined && service !== 'browser' ? probes[service] : undefined;
    if (service === undefined || !probe) return Promise.resolve(false);
    const latest = results.get(service);
    if (latest && Math.abs(clock.now() - latest.at) < retryTable.probe.cacheMs) return latest.hasAnswered;
    const hasAnswered = probe(signal).then(
      () => true,
      () => false,
    );
    results.set(service, { at: clock.now(), hasAnswered });
    return hasAnswered;
  };
}
