import { MiB } from '../../units.ts';
import { createSemaphore } from '../flow/semaphore.ts';

/** Bytes of ordinary files that may lie between the two services. What a former life has left comes on top, at most as much again. */
const SPOOL_BYTES = 512 * MiB;
/** Larger files are counted, not weighed: while one goes out the next one comes in, and neither stops the others. */
const LONE_BYTES = 128 * MiB;
const MAX_LONE = 2;

/** Room for bytes between the two services. On disk there may be less: then files go without it. */
export interface SpoolRoom {
  /** Waits until there is room; give it back by calling what comes. */
  take(sizeBytes: number, signal: AbortSignal): Promise<() => void>;
}

export function createSpoolRoom(): SpoolRoom {
  const [ordinary, lone] = [createSemaphore(SPOOL_BYTES), createSemaphore(MAX_LONE)];
  return {
    take: (sizeBytes, signal) =>
      sizeBytes > LONE_BYTES ? lone.acquire(1, signal) : ordinary.acquire(sizeBytes, signal),
  };
}
