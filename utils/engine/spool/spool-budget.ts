import { MiB } from '../../units.ts';
import { createSemaphore } from '../flow/semaphore.ts';

/** Bytes of ordinary files between download and upload. Partial files of an earlier life may add as much again. */
const MAX_SPOOL_BYTES = 512 * MiB;
/** Larger files are limited by number instead: while one uploads the next downloads, and neither delays other files. */
const LARGE_BYTES = 128 * MiB;
const MAX_LARGE = 2;

/** Limits the bytes between download and upload. A disk with less space drops them instead. */
export interface SpoolBudget {
  /** Waits until the budget has space for a file. @returns a function that releases it */
  acquire(sizeBytes: number, signal: AbortSignal): Promise<() => void>;
}

/** Creates the budget of spooled bytes. */
export function createSpoolBudget(): SpoolBudget {
  const ordinary = createSemaphore(MAX_SPOOL_BYTES);
  const large = createSemaphore(MAX_LARGE);
  return {
    acquire: (sizeBytes, signal) =>
      sizeBytes > LARGE_BYTES ? large.acquire(1, signal) : ordinary.acquire(sizeBytes, signal),
  };
}
