import { MiB } from '../../units.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { LARGE_BYTES } from '../flow/concurrency.ts';
import { isLight } from './file-context.ts';

/**
 * Files under way at once: downloading, waiting for an upload, uploading. Downloads may run ahead by that many, so that
 * uploads have work while a large file arrives.
 */
const MAX_UNDER_WAY = 96;
/** Files that begin at the start, when first uploads matter most. Each finished file admits one more. */
const FIRST_UNDER_WAY = 24;
/** Bytes of files that pass through memory. A death or a pause loses what has arrived of them. */
const MAX_LIGHT_BYTES = 128 * MiB;
/** Large files under way, so that small files are never stuck behind them. */
const MAX_LARGE = 6;

const isLarge = ({ sizeBytes }: QueuedFile): boolean => sizeBytes > LARGE_BYTES;

/** Limits the files that are under way at once. */
export interface Admission {
  admits(file: QueuedFile): boolean;
  enter(file: QueuedFile): void;
  leave(file: QueuedFile): void;
}

/** Creates the admission of files to transfer. */
export function createAdmission(): Admission {
  let underWay = 0;
  let finished = 0;
  let large = 0;
  let lightBytes = 0;
  const count = (file: QueuedFile, by: 1 | -1): void => {
    underWay += by;
    if (isLarge(file)) large += by;
    if (isLight(file)) lightBytes += by * file.sizeBytes;
  };
  return {
    admits: (file) =>
      underWay < Math.min(MAX_UNDER_WAY, FIRST_UNDER_WAY + finished) &&
      (!isLarge(file) || large < MAX_LARGE) &&
      (!isLight(file) || lightBytes < MAX_LIGHT_BYTES),
    enter: (file) => count(file, 1),
    leave(file) {
      count(file, -1);
      finished += 1;
    },
  };
}
