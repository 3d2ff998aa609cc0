import { MiB } from '../../units.ts';

/** What a part should take: long enough that asking between parts costs little, short enough that a cut does not cost much. */
const PART_SECONDS = 15;
/** A body is begun with a token that lives ten minutes more (docs/jottacloud.md 1.4); half of them is what a part may take. */
const MAX_PART_SECONDS = 5 * 60;
const MIN_BYTES = 8 * MiB;
const MAX_BYTES = 128 * MiB;
/** A slower line than this is no line; without it a standstill would make parts of nothing. */
const SLOWEST_BYTES_PER_SECOND = 1_024;
/** Smaller bodies tell how long an answer takes, not how fast bytes go. */
const MIN_MEASURED_BYTES = MiB;

/** How large the next part of an upload is, by how fast the last ones went. */
export interface PartSize {
  /** Bytes of a part that starts now; between 8 and 128 MiB, less only on a line that needs five minutes for 8 MiB. */
  readonly bytes: number;
  /** A part has gone. @param elapsedMs from its first byte to the answer */
  measured(sentBytes: number, elapsedMs: number): void;
}

/** Begins with the smallest part: the first one is the measurement. */
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
      // A line that has become slow is believed at once, one that has become fast by halves.
      bytesPerSecond =
        bytesPerSecond === null || speed < bytesPerSecond ? speed : (bytesPerSecond + speed) / 2;
    },
  };
}

/**
 * Where a part ends that begins at `start`: the rest of the file in even parts of at most `maxBytes`, so that no
 * small one is left over. A file without bytes has one part without bytes.
 */
export function partEnd(start: number, sizeBytes: number, maxBytes: number): number {
  if (sizeBytes <= start) return start;
  const parts = Math.max(1, Math.ceil((sizeBytes - start) / maxBytes));
  return start + Math.ceil((sizeBytes - start) / parts);
}
