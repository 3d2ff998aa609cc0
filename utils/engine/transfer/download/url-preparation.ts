import { retryTable } from '../../../domain/retry/retry-table.ts';
import { isAtApple } from '../../../domain/photo/item.ts';
import { remedyOf, TransferError } from '../../../errors.ts';
import { checkpointOf } from '../../../domain/file/file.ts';
import type { EpochMs } from '../../../units.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { QueuedFile } from '../../../ports/work-queue.ts';
import { LARGE_BYTES } from '../../flow/concurrency.ts';
import { LOOKUP_BATCH } from '../../../icloud/client.ts';
import { createUseMeter, firstUseRate, type UseRate, usedWithin } from '../../../domain/progress/use-rate.ts';
import type { DownloadUrls } from './download-urls.ts';

/** A lookup is for the files of this time. A URL may be used for five minutes, so an estimate may be wrong by half. */
const USE_SECONDS = 120;
/** As many large files are under way at once. */
const MIN_FILES = 6;
/** Files of this time have their URL when the next lookup begins. They last until it is answered. */
const READY_SECONDS = 10;
const MAX_READY = 60;
/** Files that this needs to know of, for a full lookup behind those that are ready. With fewer, the log is read first. */
export const PREPARED_FILES = MAX_READY + LOOKUP_BATCH;

/** Requests the signed URLs of the next files in batches, while files that have theirs are transferred. */
export interface UrlPreparation {
  /** Whether it requests URLs now: none are on their way, and few are ready. */
  isDue(next: readonly QueuedFile[]): boolean;
  /** Requests the URLs of the next files if that is due. */
  prepare(next: readonly QueuedFile[]): void;
  /** Counts a file whose transfer has ended. The next lookup is for as many files as are used in a short time. */
  ended(file: QueuedFile): void;
  /** Whether a file has its URL, needs none, or has to request its own because the batch brought none. */
  mayBegin(file: QueuedFile): boolean;
  /** Forgets files that are not among the next ones. */
  keepOnly(next: readonly QueuedFile[]): void;
  /** Resolves when no request is on its way. */
  settled(): Promise<void>;
}

/** Dependencies of the preparation. */
interface PreparationTools {
  downloadUrls: DownloadUrls;
  clock: Clock;
  /** Called after each batch and each file: others may begin. */
  onChange(): void;
  /** Called for an error that needs a person. */
  onFatal(error: unknown): void;
}

/** Returns those of the next files whose URLs would be used in time. @param rate default: assumed before anything is measured */
export const filesOfLookup = <File extends { sizeBytes: number }>(
  next: readonly File[],
  rate: UseRate = firstUseRate,
): File[] => usedWithin(next, rate, { seconds: USE_SECONDS, largeBytes: LARGE_BYTES, minFiles: MIN_FILES });

/** Creates the preparation of signed URLs for the next files. */
export function createUrlPreparation(
  { downloadUrls, clock, onChange, onFatal }: PreparationTools,
  signal: AbortSignal,
): UrlPreparation {
  let batch: Promise<void> | null = null;
  /** Files that a batch brought no URL for, and when it ended. */
  let unprepared = new Map<string, EpochMs>();

  const needsUrl = (file: QueuedFile): boolean =>
    isAtApple(file) && checkpointOf(file.state)?.status === 'queued' && !downloadUrls.isReady(file);

  const meter = createUseMeter(clock.now());
  const isDue = (next: readonly QueuedFile[]): boolean => {
    if (batch) return false;
    const { filesPerSecond } = meter.read(clock.now());
    const enough = Math.min(MAX_READY, Math.max(MIN_FILES, Math.ceil(filesPerSecond * READY_SECONDS)));
    let ready = 0;
    return !next.some((file) => downloadUrls.isReady(file) && ++ready >= enough);
  };

  return {
    isDue,
    ended({ sizeBytes }) {
      meter.add(sizeBytes);
      onChange();
    },
    prepare(next) {
      if (!isDue(next)) return;
      const retried = clock.now() - retryTable.nextUrls.waitMs;
      const wanted = filesOfLookup(next, meter.read(clock.now()))
        .filter((file) => needsUrl(file) && (unprepared.get(file.key) ?? -Infinity) <= retried)
        .slice(0, LOOKUP_BATCH);
      if (wanted.length === 0) return;
      batch = downloadUrls
        .prepare(wanted, signal)
        .catch((error: unknown) => {
          // Any other error occurs again, file by file, when a URL is needed.
          if (error instanceof TransferError && remedyOf(error.code) === 'user') onFatal(error);
        })
        .finally(() => {
          batch = null;
          for (const file of wanted)
            if (downloadUrls.isReady(file)) unprepared.delete(file.key);
            else unprepared.set(file.key, clock.now());
          onChange();
        });
    },
    mayBegin: (file) => !needsUrl(file) || unprepared.has(file.key),
    keepOnly(next) {
      const keys = new Set(next.map(({ key }) => key));
      unprepared = new Map([...unprepared].filter(([key]) => keys.has(key)));
    },
    settled: async () => void (await batch),
  };
}
