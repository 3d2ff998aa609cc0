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
/** What is left on a shaky connection: the fewer are under way, the less is lost with each break. */
const ONE: Bounds = { least: 1, most: 1 };

/**
 * The lanes, by the size of the files that go there, and how many go at once at the start: four are as careful as the
 * peers (docs/jottacloud.md 3.8, docs/icloud-photos.md 6.5). Up to 1 MiB it is the way to the server and back that takes
 * the time, above it the link. Large files go one after the other unless more are found to be faster, `rest` looks later:
 * side by side they would all arrive late and all leave then, while the other direction has nothing to do. Of small
 * files so many go through in a second that `every` look tells enough; larger ones are judged by every second one.
 */
const SIZE_CLASSES = [
  { maxBytes: MiB, start: 4, rest: 0, every: 1, maxAhead: 4 },
  { maxBytes: LARGE_BYTES, start: 4, rest: 0, every: 2, maxAhead: 0 },
  { maxBytes: Infinity, start: 1, rest: 15, every: 2, maxAhead: 0 },
];

/**
 * Places for transfers in one direction: lanes for small files, ordinary and large ones, so that none waits for
 * another, each as wide as it is found to be worth.
 */
export interface ConcurrencyLimiter {
  /** A place for a file of this size; give it back by calling what comes. */
  acquire(sizeBytes: number, signal: AbortSignal): Promise<() => void>;
  /** Room for files of this size that are prepared before they have a place; null where that brings nothing: their way takes long. */
  ahead(sizeBytes: number): Semaphore | null;
  /** So many bytes of a file of this size went through. */
  moved(sizeBytes: number, bytes: number): void;
  /**
   * Looks at what went through since the last time.
   *
   * @param hadTrouble the service refused, was busy or out of reach
   * @param isShaky the connection breaks again and again: one file at a time in each lane
   */
  adjust(seconds: number, hadTrouble: boolean, isShaky: boolean): void;
}

interface SizeClass {
  maxBytes: number;
  slots: Semaphore;
  ahead: Semaphore | null;
  state: Concurrency;
  every: number;
  /** Since it was last adjusted. */
  looks: number;
  seconds: number;
  bytes: number;
  hadTrouble: boolean;
}

export function createConcurrencyLimiter(bounds: Bounds): ConcurrencyLimiter {
  const fresh = { looks: 0, seconds: 0, bytes: 0, hadTrouble: false };
  const lanes = SIZE_CLASSES.map(({ maxBytes, start, rest, every, maxAhead }): SizeClass => {
    const limit = Math.min(Math.max(start, bounds.least), bounds.most);
    const ahead = maxAhead > 0 ? createSemaphore(Math.min(maxAhead, bounds.most)) : null;
    const state = startConcurrency(limit, rest);
    return { maxBytes, slots: createSemaphore(limit), ahead, state, every, ...fresh };
  });
  const laneOf = (sizeBytes: number): SizeClass => {
    const lane = lanes.find(({ maxBytes }) => sizeBytes <= maxBytes);
    if (!lane) throw new RangeError('a file without a size');
    return lane;
  };
  return {
    acquire: (sizeBytes, signal) => laneOf(sizeBytes).slots.acquire(1, signal),
    ahead: (sizeBytes) => laneOf(sizeBytes).ahead,
    moved(sizeBytes, bytes) {
      laneOf(sizeBytes).bytes += bytes;
    },
    adjust(seconds, hadTrouble, isShaky) {
      for (const each of lanes) {
        each.looks += 1;
        each.seconds += seconds;
        each.hadTrouble ||= hadTrouble;
        if (each.looks < each.every && !hadTrouble) continue;
        const rate = each.bytes / each.seconds;
        const isSaturated = each.slots.waiting > 0;
        const sample = { rate, isSaturated, hadTrouble: each.hadTrouble };
        Object.assign(each, fresh);
        each.state = adjust(each.state, sample, isShaky ? ONE : bounds);
        each.slots.resize(each.state.limit);
      }
    },
  };
}

/** How often the lanes are looked at. */
const LOOK_MS = 1_000;

/** Keeps both directions as wide as is worth it, until aborted. */
export async function adjustConcurrency(
  {
    downloads,
    uploads,
    backoffs,
    clock,
  }: { downloads: ConcurrencyLimiter; uploads: ConcurrencyLimiter; backoffs: Backoffs; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  for (let lookedAt = clock.now(); !signal.aborted;) {
    await clock.sleep(LOOK_MS, signal);
    const seconds = Math.max(0.001, (clock.now() - lookedAt) / 1_000);
    lookedAt = clock.now();
    for (const [lanes, backoff] of [
      [downloads, backoffs['icloud-bytes']],
      [uploads, backoffs.jottacloud],
    ] as const)
      lanes.adjust(seconds, backoff.paused !== null, backoff.isShaky);
  }
}
