import { MiB } from '../../units.ts';

/** Target time of a part: long enough to amortise the request, short enough that a dropped connection costs little. */
const PART_SECONDS = 15;
/** Half of the ten minutes that the token of an upload stays valid at least (docs/jottacloud.md 1.4). */
const MAX_PART_SECONDS = 5 * 60;
/** Smaller parts cost more in requests than they save after a cut. */
const MIN_BYTES = 8 * MiB;
/** A cut loses at most this much. */
const MAX_BYTES = 128 * MiB;
/** Slowest speed to assume, so that a stalled connection does not lead to empty parts. */
const SLOWEST_BYTES_PER_SECOND = 1_024;
/** Smaller bodies measure latency, not throughput. */
const MIN_MEASURED_BYTES = MiB;

/** Size of the next part of an upload, from the speed of the last ones. */
export interface PartSize {
  /** Bytes of a part that starts now: 8 to 128 MiB, less only if 8 MiB would take over five minutes. */
  readonly bytes: number;
  /** Records a finished part. @param elapsedMs from its first byte to the answer */
  measured(sentBytes: number, elapsedMs: number): void;
}

/** Begins with the smallest part, which serves as the first measurement. */
export function createPartSize(): PartSize {
  let bytesPerSecond: number | null = null;
  return {
    get bytes() {
      if (bytesPerSecond === null) return MIN_BYTES;
      const wanted = Math.min(Math.max(bytesPerSecond * PART_SECONDS, MIN_BYTES), MAX_BYTES);
      return Math.round(Math.min(wanted, bytesPerSecond * MAX_PART_SECONDS));
    },
    measured(sentBytes, elapsedMs) {
      if (sentBytes < MIN_MEASURED_BYTES && elapsedMs < PART_SECONDS * 1_000) return;
      const speed = Math.max((sentBytes / Math.max(elapsedMs, 1)) * 1_000, SLOWEST_BYTES_PER_SECOND);
      // A slower connection counts at once, a faster one by half.
      bytesPerSecond =
        bytesPerSecond === null || speed < bytesPerSecond ? speed : (bytesPerSecond + speed) / 2;
    },
  };
}

/**
 * Returns the end of a part that begins at `start`. Splits the rest of the file evenly into parts of at most `maxBytes`, so
 * that no small part remains. An empty file has one empty part.
 */
export function partEnd(start: number, sizeBytes: number, maxBytes: number): number {
  if (sizeBytes <= start) return start;
  const parts = Math.max(1, Math.ceil((sizeBytes - start) / maxBytes));
  return start + Math.ceil((sizeBytes - start) / parts);
}
