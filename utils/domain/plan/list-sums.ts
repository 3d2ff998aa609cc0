import type { Arrangement } from '../layout/arrangement.ts';

/** Counts of one list of a library: Apple's, and those of the photos that it has shown. */
interface ListCounts {
  /** Null while Apple has given none. */
  appleCount: number | null;
  seenItems: number;
  seenFrames?: number;
}

/** Counts of several lists together. */
export interface ListSums {
  /** Burst frames that the run copies. Apple's lists leave them out, and so do its counts. */
  frames: number;
  /** By Apple's counts, with the frames; a list without a count adds nothing. */
  counted: number;
  /** Shown by the lists, with the frames. */
  seen: number;
}

/** Adds up the counts of lists. */
export function sumsOfLists(lists: readonly ListCounts[], bursts: Arrangement['bursts']): ListSums {
  const frames = bursts === 'all' ? lists.reduce((sum, { seenFrames = 0 }) => sum + seenFrames, 0) : 0;
  return {
    frames,
    counted: lists.reduce((sum, { appleCount }) => sum + (appleCount ?? 0), frames),
    seen: lists.reduce((sum, { seenItems }) => sum + seenItems, frames),
  };
}
