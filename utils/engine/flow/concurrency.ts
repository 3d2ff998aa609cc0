import { MiB } from '../../units.ts';
import {
  adjust,
  type Bounds,
  type Concurrency,
  startConcurrency,
} from '../../domain/progress/concurrency.ts';
import type { Backoffs } from './backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import { createSemaphore, type Semaphore } from './semaphore.ts';

/** Files above this size are large: a few of them keep a link busy for a long time. */
export const LARGE_BYTES = 24 * MiB;
/** Bounds on a shaky connection: the fewer transfers are in flight, the less each break loses. */
const ONE: Bounds = { min: 1, max: 1 };

/**
 * Size classes, with the concurrency that each starts with. Four is as careful as comparable programs
 * (docs/jottacloud.md 3.8, docs/icloud-photos.md 6.5).
 *
 * Up to 1 MiB the round trip takes the time, above it the link. Large files go one after another until more prove to be
 * faster, first tried after `rest` samples. Side by side they would all arrive late and all leave then, while the other
 * direction is idle. Small files finish fast enough to judge each sample; larger ones need `samplesPerStep` samples.
 * Decision: docs/decisions/003-large-files-one-after-another.md.
 */
const SIZE_CLASSES = [
  { maxBytes: MiB, start: 4, rest: 0, samplesPerStep: 1, maxAhead: 4 },
  { maxBytes: LARGE_BYTES, start: 4, rest: 0, samplesPerStep: 2, maxAhead: 0 },
  { maxBytes: Infinity, start: 1, rest: 15, samplesPerStep: 2, maxAhead: 0 },
];

/**
 * Limits the transfers in one direction. Small, ordinary and large files have separate permits, so that no class waits
 * for another. Each class adapts its limit to the link.
 */
export interface ConcurrencyLimiter {
  /** Acquires a permit for a file of this size. Call the returned function to release it. */
  acquire(sizeBytes: number, signal: AbortSignal): Promise<() => void>;
  /** Permits to prepare files of this size before they have a permit to transfer; null where preparing gains nothing. */
  ahead(sizeBytes: number): Semaphore | null;
  /** Records bytes that were transferred of a file of this size. */
  moved(sizeBytes: number, bytes: number): void;
  /**
   * Adapts the limits to what was transferred since the last call.
   *
   * @param seconds since the last call
   * @param hadTrouble the service refused, was busy or was out of reach
   * @param isShaky the connection breaks repeatedly: one file at a time in each size class
   */
  adjust(seconds: number, hadTrouble: boolean, isShaky: boolean): void;
}

/** Counts since the limit was last adjusted. */
interface Counts {
  samples: number;
  seconds: number;
  bytes: number;
  hadTrouble: boolean;
}

interface SizeClass extends Counts {
  maxBytes: number;
  permits: Semaphore;
  /** Number of permits. At the start it may be below the limit. */
  admitted: number;
  ahead: Semaphore | null;
  state: Concurrency;
  samplesPerStep: number;
}

/**
 * Creates the limiter of one direction.
 *
 * @param firstAlone the first file of a class has the link for itself, so that the other direction has something to do
 * soon. Each file that ends, or a second, admits one more.
 */
export function createConcurrencyLimiter(bounds: Bounds, { firstAlone = false } = {}): ConcurrencyLimiter {
  const zero: Counts = { samples: 0, seconds: 0, bytes: 0, hadTrouble: false };
  const sizeClasses = SIZE_CLASSES.map(({ maxBytes, start, rest, samplesPerStep, maxAhead }): SizeClass => {
    const limit = Math.min(Math.max(start, bounds.min), bounds.max);
    const ahead = maxAhead > 0 ? createSemaphore(Math.min(maxAhead, bounds.max)) : null;
    const state = startConcurrency(limit, rest);
    const admitted = firstAlone ? 1 : limit;
    return { maxBytes, permits: createSemaphore(admitted), admitted, ahead, state, samplesPerStep, ...zero };
  });
  const classOf = (sizeBytes: number): SizeClass => {
    const found = sizeClasses.find(({ maxBytes }) => sizeBytes <= maxBytes);
    if (!found) throw new RangeError(`expected a size in bytes, received ${sizeBytes}`);
    return found;
  };
  const admit = (sizeClass: SizeClass, count: number): void => {
    sizeClass.admitted = count;
    sizeClass.permits.resize(count);
  };
  return {
    async acquire(sizeBytes, signal) {
      const sizeClass = classOf(sizeBytes);
      const release = await sizeClass.permits.acquire(1, signal);
      return () => {
        release();
        if (sizeClass.admitted < sizeClass.state.limit) admit(sizeClass, sizeClass.admitted + 1);
      };
    },
    ahead: (sizeBytes) => classOf(sizeBytes).ahead,
    moved(sizeBytes, bytes) {
      classOf(sizeBytes).bytes += bytes;
    },
    adjust(seconds, hadTrouble, isShaky) {
      for (const sizeClass of sizeClasses) {
        sizeClass.samples += 1;
        sizeClass.seconds += seconds;
        sizeClass.hadTrouble ||= hadTrouble;
        if (sizeClass.admitted < sizeClass.state.limit) admit(sizeClass, sizeClass.state.limit);
        if (sizeClass.samples < sizeClass.samplesPerStep && !hadTrouble) continue;
        const sample = {
          rate: sizeClass.bytes / sizeClass.seconds,
          isSaturated: sizeClass.permits.waiting > 0,
          hadTrouble: sizeClass.hadTrouble,
        };
        Object.assign(sizeClass, zero);
        sizeClass.state = adjust(sizeClass.state, sample, isShaky ? ONE : bounds);
        admit(sizeClass, sizeClass.state.limit);
      }
    },
  };
}

/** Time between two samples of the throughput. */
const SAMPLE_INTERVAL_MS = 1_000;

/** Adapts the limits of both directions until aborted. */
export async function adjustConcurrency(
  {
    downloads,
    uploads,
    backoffs,
    clock,
  }: { downloads: ConcurrencyLimiter; uploads: ConcurrencyLimiter; backoffs: Backoffs; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  for (let sampledAt = clock.now(); !signal.aborted;) {
    await clock.sleep(SAMPLE_INTERVAL_MS, signal);
    const seconds = Math.max(0.001, (clock.now() - sampledAt) / 1_000);
    sampledAt = clock.now();
    for (const [limiter, backoff] of [
      [downloads, backoffs['icloud-bytes']],
      [uploads, backoffs.jottacloud],
    ] as const)
      limiter.adjust(seconds, backoff.paused !== null, backoff.isShaky);
  }
}
