import type { UnusableRecord } from '../icloud/responses.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import type { PhotoItem } from '../photos/item.ts';
import type { Role } from '../photos/record.ts';
import type { FileEvent, FileState } from '../transfer/file.ts';
import type { LiveProgress } from '../transfer/progress.ts';
import type { Run, Totals } from '../transfer/run.ts';
import type { EpochMs, Md5, RecordName, RelativePath } from '../units.ts';

/** A file as the engine works on it. */
export interface QueuedFile {
  key: string;
  order: number;
  libraryKey: string;
  role: Role;
  holder: RecordName;
  field: string;
  checksum: string;
  sizeBytes: number;
  takenAt: EpochMs;
  path: RelativePath;
  state: FileState;
}

/** A library as the lister works on it. */
export interface ListedLibrary {
  key: string;
  zone: LibraryZone;
  appleCount: number | null;
  rank: number;
  seenItems: number;
  pass: number;
  isListed: boolean;
  passToken: string | null;
  itemsFound: number;
}

/** One page of a list, put together. */
export interface ItemPage {
  items: PhotoItem[];
  unusable: UnusableRecord[];
  /** Assets received: the rank goes on by so many. */
  assetCount: number;
  /** It was the last page. */
  isLast: boolean;
  /** Apple's token of the library's state at the first page of this pass; null if it gave none. */
  passToken: string | null;
}

/** The resume log. Every change is durable when its promise resolves. */
export interface ItemStore {
  readRun(): Promise<Run | null>;
  changeRun(change: Partial<Omit<Run, 'id'>>): Promise<Run>;
  readTotals(): Promise<Totals>;

  /** @throws {TransferError} `icloud-other-account` if the log is of another account */
  claimAccount(accountNumber: string): Promise<void>;
  saveLibraries(zones: LibraryZone[], skipped: string[]): Promise<void>;
  libraries(): Promise<ListedLibrary[]>;
  saveCount(libraryKey: string, appleCount: number | null): Promise<void>;
  /** Enters what is new on a page and moves the library's rank, in one step. */
  savePage(libraryKey: string, page: ItemPage): Promise<void>;
  /** Begins the list of a library anew. */
  listAgain(libraryKey: string): Promise<void>;
  /** After a death: files that were in the middle of something go back to their checkpoint. */
  recover(): Promise<void>;
  /** Which of these places in the queue are of files that are neither done nor failed. */
  openOrders(orders: readonly number[]): Promise<Set<number>>;
  /**
   * Next files to work on, in order: hashed ones, then waiting ones that are due, then queued ones; and when the next
   * waiting one is due, null if none is left to wait for.
   */
  takeWork(
    now: EpochMs,
    limit: number,
    isTaken: (key: string) => boolean,
    takenCount: number,
  ): Promise<{ files: QueuedFile[]; nextDue: EpochMs | null }>;
  apply(key: string, event: FileEvent): Promise<QueuedFile>;
  /** Gives a file another name, free in the log: its own is taken by other content at the destination, or refused there. */
  rename(key: string, reason: 'taken' | 'refused'): Promise<QueuedFile>;
  /** What Apple holds now, where it is not what was listed. */
  saveContentOf(key: string, checksum: string, sizeBytes: number): Promise<QueuedFile>;

  knownContent(checksum: string): Promise<{ md5: Md5; sizeBytes: number } | null>;
  forgetContent(checksum: string): Promise<void>;

  /** The file that a path belongs to; null for what is not ours. */
  fileAt(path: string): Promise<QueuedFile | null>;
  /** Records that could not be read as photos. */
  unusableCount(): Promise<number>;
  /** All finished files, a part at a time. */
  doneFiles(afterOrder: number, limit: number): Promise<QueuedFile[]>;
}

/** What the spool knows a file by. */
export type SpooledFile = Pick<QueuedFile, 'order' | 'sizeBytes' | 'checksum'>;

/** A place for the bytes of one file on their way. It ends with `finish`, `leave` or `discard`. */
export interface SpoolWriter {
  /** Bytes of the file's beginning that a former life of the engine has left here; what is written comes after them. */
  readonly keptBytes: number;
  /** Whether everything so far is kept. Once false it stays so, and what is written is dropped: the disk is full. */
  readonly hasRoom: boolean;
  /** The kept bytes, a few at a time; only before the first `write`. */
  readKept(): Iterable<Uint8Array<ArrayBuffer>>;
  write(chunk: Uint8Array<ArrayBuffer>): void;
  /** The whole file, to be read as often as needed; null if there was no room. */
  finish(): Promise<Blob | null>;
  /** Stops here; what outlives the engine stays for its next life. */
  leave(): Promise<void>;
  /** Gives the place up. */
  discard(): Promise<void>;
}

/** Temporary bytes: small files in memory, large ones on disk as long as there is room. */
export interface Spool {
  create(file: SpooledFile): Promise<SpoolWriter>;
  /** Bytes that a former life of the engine has finished; null if there are none. */
  open(file: SpooledFile): Promise<Blob | null>;
  remove(file: SpooledFile): Promise<void>;
  /** Places in the queue of the files that have bytes here. */
  orders(): Promise<number[]>;
  /** Removes everything that belongs to no file that `isWanted`, by its order. */
  clean(isWanted: (order: number) => boolean): Promise<void>;
}

/** Time and chance, so that tests own them. */
export interface Clock {
  now(): EpochMs;
  /** 0 ≤ chance < 1 */
  chance(): number;
  /** Resolves after the wait, or at once when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Where the engine tells how it goes. */
export interface Reporter {
  /** Something else than progress has changed in the log. */
  stored(): void;
  /** How it goes, with what the log says now. */
  live(progress: LiveProgress, run: Run | null, totals: Totals): void;
  /** The run began, stopped or ended. */
  turned(change: { idle: boolean; percent: number | null }): void;
}
