import type { Spool } from '../../ports/spool.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fetch } from '../../http/send.ts';
import type { Backoffs } from '../flow/backoff.ts';
import type { DownloadUrls } from './download-urls.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { ExistingFiles } from './existing-files.ts';
import type { ProgressBoard } from '../progress/progress-board.ts';
import type { ConcurrencyLimiter } from '../flow/concurrency.ts';
import type { FailureBudget } from '../flow/failure-budget.ts';
import type { Thumbnails } from '../progress/thumbnails.ts';
import type { SpoolBudget } from '../spool/spool-budget.ts';
import type { Semaphore } from '../flow/semaphore.ts';
import type { PartSize } from '../../domain/progress/part-size.ts';
import { MiB } from '../../units.ts';
import type { KnownContent, QueuedFile, WorkQueue } from '../../ports/work-queue.ts';
import type { Bytes } from '../../http/bytes.ts';
import type { BothWays } from '../../domain/progress/progress.ts';
import type { FileEvent } from '../../domain/file/file.ts';
import type { HashPool } from './content-hash.ts';

/** All that the way of one file needs. */
export interface FileTools {
  store: Omit<WorkQueue, 'recover' | 'openOrders'>;
  spool: Pick<Spool, 'create' | 'open' | 'remove'>;
  clock: Clock;
  fetch: Fetch;
  /** Apple's byte hosts are not known to ignore `Range`. */
  rangeWorks: boolean;
  backoffs: Backoffs;
  downloadUrls: DownloadUrls;
  jottacloud: Pick<JottacloudClient, 'allocate' | 'sendPart' | 'readStored' | 'readText'>;
  destinationFolder: string;
  existing: ExistingFiles;
  board: ProgressBoard;
  downloads: ConcurrencyLimiter;
  uploads: ConcurrencyLimiter;
  hashes: HashPool;
  failureBudget: FailureBudget;
  thumbnails: Thumbnails;
  spoolBudget: SpoolBudget;
  /** Bytes of parts that are in memory because the spool has not got them. */
  partMemory: Semaphore;
  partSize: PartSize;
  /** Apple tells a wrong size of the file with this key. */
  onOddSize(key: string): void;
}

/** Files up to this size lie in memory on their way: of what happens to them only the end, or an error, is stored. */
const LIGHT_BYTES = 8 * MiB;

/** Whether a file lies in memory on its way. */
export const isLight = ({ sizeBytes }: QueuedFile): boolean => sizeBytes <= LIGHT_BYTES;

/** One file on its way, and what it holds of the common room. */
export interface FileTransfer {
  readonly current: QueuedFile;
  /** Bytes that were fetched in this life of the engine; null if there are none, or if there was no room for them. */
  content: Bytes | null;
  /** What the log knows of its bytes; undefined: to be asked. */
  known: KnownContent | null | undefined;
  /** Gives back its share of the spool. */
  releaseSpool: () => void;
  /** So many bytes of it are safe, here or at Jottacloud: when they grow, its tries begin anew. */
  held(way: keyof BothWays, bytes: number): void;
  /** Whether they have grown since the last error. */
  hasGrown: boolean;
  /** Enters an event in the log; the effect comes after. Of a light file, passing ones are stored with the next that is not. */
  record(event: FileEvent): Promise<QueuedFile>;
  /** Takes over what the log changed by other means. @param checksum of the content that is meant from now on */
  replace(file: QueuedFile, checksum?: string): void;
}
