import { retryTable } from '../../../domain/retry/retry-table.ts';
import { isAtApple } from '../../../domain/photo/item.ts';
import { remedyOf, TransferError } from '../../../errors.ts';
import { checkpointOf } from '../../../domain/file/file.ts';
import type { EpochMs } from '../../../units.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { QueuedFile } from '../../../ports/work-queue.ts';
import { type DownloadUrls, URL_BATCH_FILES } from './download-urls.ts';

/** Requests the signed URLs of the next files in batches, while files that have theirs are transferred. */
export interface UrlPreparation {
  /** Requests the next batch, unless one is on its way or enough URLs are ready. */
  prepare(next: readonly QueuedFile[]): void;
  /** Whether a file has its URL, needs none, or has to request its own because the batch brought none. */
  mayBegin(file: QueuedFile): boolean;
  /** Forgets files that are not among the next ones. */
  keepOnly(next: readonly QueuedFile[]): void;
  /** Resolves when no request is on its way. */
  settled(): Promise<void>;
}

/** What the preparation needs of its surroundings. */
interface PreparationTools {
  downloadUrls: DownloadUrls;
  clock: Clock;
  /** Called after each batch. */
  onPrepared(): void;
  /** Called for an error that needs a person. */
  onFatal(error: unknown): void;
}

/** Creates the preparation of signed URLs for the next files. */
export function createUrlPreparation(
  { downloadUrls, clock, onPrepared, onFatal }: PreparationTools,
  signal: AbortSignal,
): UrlPreparation {
  let batch: Promise<void> | null = null;
  /** Files that a batch brought no URL for, and when it ended. */
  let unprepared = new Map<string, EpochMs>();

  const needsUrl = (file: QueuedFile): boolean =>
    isAtApple(file) && checkpointOf(file.state)?.status === 'queued' && !downloadUrls.isReady(file);

  return {
    prepare(next) {
      const retried = clock.now() - retryTable.nextUrls.waitMs;
      const wanted = next
        .filter((file) => needsUrl(file) && (unprepared.get(file.key) ?? -Infinity) <= retried)
        .slice(0, URL_BATCH_FILES);
      const ready = next.filter((file) => downloadUrls.isReady(file)).length;
      if (batch || wanted.length === 0 || ready >= URL_BATCH_FILES) return;
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
          onPrepared();
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
