import { type EpochMs, MiB } from '../../units.ts';

/** Files and bytes that were transferred per second. */
export interface UseRate {
  filesPerSecond: number;
  bytesPerSecond: number;
}

/** Assumed until something is measured: a slow link, and a computer that is busy with other work. */
export const firstUseRate: UseRate = { filesPerSecond: 4, bytesPerSecond: MiB };

/** Shortest time over which a rate is measured. */
const MIN_WINDOW_MS = 5_000;

/** Measures how fast the files of the queue are used up. */
export interface UseMeter {
  /** Counts a file that was transferred. */
  add(sizeBytes: number): void;
  /** Returns the rate of the latest window. After a pause it falls slowly: by half a window. */
  read(at: EpochMs): UseRate;
}

/** Creates a meter. @param startedAt time at which the first transfer may begin */
export function createUseMeter(startedAt: EpochMs): UseMeter {
  let window = { since: startedAt, files: 0, bytes: 0 };
  let rate = firstUseRate;
  return {
    add: (sizeBytes) => {
      window = { ...window, files: window.files + 1, bytes: window.bytes + sizeBytes };
    },
    read(at) {
      const { since, files, bytes } = window;
      if (files === 0 || at - since < MIN_WINDOW_MS) return rate;
      const perSecond = (count: number, before: number): number =>
        Math.max((count * 1_000) / (at - since), before / 2);
      rate = {
        filesPerSecond: perSecond(files, rate.filesPerSecond),
        bytesPerSecond: perSecond(bytes, rate.bytesPerSecond),
      };
      window = { since: at, files: 0, bytes: 0 };
      return rate;
    },
  };
}

/**
 * Returns those of the next files that are probably transferred within a time, in their order. Large files are
 * transferred beside the others, so each of the two kinds has its own sums.
 *
 * @param largeBytes files above this size are large
 * @param minFiles of each kind that are always among them, because they may all be under way at once
 */
export function usedWithin<File extends { sizeBytes: number }>(
  next: readonly File[],
  { filesPerSecond, bytesPerSecond }: UseRate,
  { seconds, largeBytes, minFiles }: { seconds: number; largeBytes: number; minFiles: number },
): File[] {
  const sums = { large: { files: 0, bytes: 0 }, other: { files: 0, bytes: 0 } };
  return next.filter(({ sizeBytes }) => {
    const sum = sums[sizeBytes > largeBytes ? 'large' : 'other'];
    sum.files += 1;
    sum.bytes += sizeBytes;
    const isInTime = sum.files <= filesPerSecond * seconds && sum.bytes <= bytesPerSecond * seconds;
    return sum.files <= minFiles || isInTime;
  });
}
