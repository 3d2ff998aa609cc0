import type { Spool } from '../../ports/spool.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fetch } from '../../http/send.ts';
import type { Backoffs } from '../flow/backoff.ts';
import type { DownloadUrls } from './download/download-urls.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { ExistingFiles } from './upload/existing-files.ts';
import type { ProgressBoard } from '../progress/progress-board.ts';
import type { ConcurrencyLimiter } from '../flow/concurrency.ts';
import type { FailureBudget } from '../flow/failure-budget.ts';
import type { SpoolBudget } from '../spool/spool-budget.ts';
import type { Semaphore } from '../flow/semaphore.ts';
import type { PartSize } from '../../domain/progress/part-size.ts';
import { MiB } from '../../units.ts';
import type { KnownContent, QueuedFile, WorkQueue } from '../../ports/work-queue.ts';
import type { Bytes } from '../../http/bytes.ts';
import type { BothDirections } from '../../domain/progress/progress.ts';
import type { FileEvent } from '../../domain/file/file.ts';
import type { HashPool } from './content-hash.ts';

/** Everything that the transfer of one file needs. */
export interface FileTools {
  store: Omit<WorkQueue, 'recover' | 'openOrders' | 'requeueMissing'>;
  spool: Pick<Spool, 'create' | 'open' | 'remove'>;
  clock: Clock;
  fetch: Fetch;
  /** False if Apple's byte hosts are known to ignore `Range`. */
  rangeWorks: boolean;
  backoffs: Backoffs;
  downloadUrls: DownloadUrls;
  jottacloud: Pick<JottacloudClient, 'allocate' | 'sendPart' | 'readStored' | 'readText'>;
  destinationFolder: string;
  /** Resolves once files may be sent. */
  lease: Promise<void>;
  existing: ExistingFiles;
  board: ProgressBoard;
  downloads: ConcurrencyLimiter;
  uploads: ConcurrencyLimiter;
  hashes: HashPool;
  failureBudget: FailureBudget;
  spoolBudget: SpoolBudget;
  /** Bytes in memory of parts that the spool does not have. */
  partMemory: Semaphore;
  partSize: PartSize;
  /** Called for a file whose size Apple reports wrongly. */
  onOddSize(key: string): void;
}

/** Largest file that stays in memory during its transfer. The log stores only its end, or an error. */
const MAX_LIGHT_BYTES = 8 * MiB;

/** Whether a file stays in memory during its transfer. */
export const isLight = ({ sizeBytes }: QueuedFile): boolean => sizeBytes <= MAX_LIGHT_BYTES;

/** One file under way, with its share of the spool. */
export interface FileTransfer {
  readonly current: QueuedFile;
  /** Bytes that were downloaded in this life of the engine; null if there are none, or there was no space for them. */
  content: Bytes | null;
  /** What the log knows of its content; undefined if it must be asked. */
  known: KnownContent | null | undefined;
  /** Releases its share of the spool. */
  releaseSpool: () => void;
  /** Notes how many of its bytes are safe, here or at Jottacloud. More than before reset its count of attempts. */
  held(direction: keyof BothDirections, bytes: number): void;
  /** Whether more bytes are safe than at the last error. */
  hasGrown: boolean;
  /** Records an event in the log before its effect. A passing event of a light file waits for the next one that is stored. */
  record(event: FileEvent): Promise<QueuedFile>;
  /** Adopts a change that the log made by other means. @param checksum of the content that the file now has */
  replace(file: QueuedFile, checksum?: string): void;
}
