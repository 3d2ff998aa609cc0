/** About the size of one of Apple's small pictures. */
const PICTURE_BYTES = 30_000;
/** Two screens full, which a page gets at once. */
const MAX_BYTES = 24 * PICTURE_BYTES;
/** Part of what a running copy receives that may be spent on pictures. */
const PART = 0.02;
/** Bytes per second that no link misses. */
const MIN_PER_SECOND = 20_000;

/** Bytes that pictures may use while a copy runs. Refills with the copy's own speed. */
export interface PictureBudget {
  /** Returns how many pictures may be read now. @param copySpeed bytes per second that a copy receives; 0: none runs */
  pictures(copySpeed: number): number;
  spend(bytes: number): void;
}

/** Creates a full budget. @param now in ms */
export function createPictureBudget(now: () => number): PictureBudget {
  let level = MAX_BYTES;
  let at = now();
  return {
    pictures(copySpeed) {
      if (copySpeed <= 0) return Infinity;
      const perSecond = Math.max(MIN_PER_SECOND, copySpeed * PART);
      level = Math.min(MAX_BYTES, level + ((now() - at) / 1_000) * perSecond);
      at = now();
      return level > 0 ? Math.ceil(level / PICTURE_BYTES) : 0;
    },
    spend: (bytes) => void (level -= bytes),
  };
}
