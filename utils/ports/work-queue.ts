import type { FileEvent, FileState } from '../domain/file/file.ts';
import type { Role } from '../domain/photo/role.ts';
import type { EpochMs, Md5, RecordName, RelativePath } from '../units.ts';

/** One file of an item in one place at Jottacloud, and its state. */
export interface QueuedFile {
  /** `<item key>#<role>@<place>`; the place is an album's record name, or a list's `listPlace`. */
  key: string;
  /** Queue position: counts up in the order of placing. */
  order: number;
  itemKey: string;
  libraryKey: string;
  role: Role;
  holder: RecordName;
  field: string;
  checksum: string;
  sizeBytes: number;
  /** Size according to Apple, where the checksum proved another one; absent: Apple is right. */
  toldBytes?: number;
  takenAt: EpochMs;
  path: RelativePath;
  /** A second or later place of the same bytes, which are counted once. */
  isCopy: boolean;
  /** The name before it had to be changed; null if it was kept. */
  wantedName: string | null;
  /** Content of an earlier run that this file may replace; own files only. */
  replaces: Md5 | null;
  state: FileState;
}

/** Bytes that are in Jottacloud. */
export interface KnownContent {
  md5: Md5;
  sizeBytes: number;
}

/** The next files to work on. */
export interface Work {
  files: QueuedFile[];
  /** Contents of these files that Jottacloud has, by checksum. */
  known: ReadonlyMap<string, KnownContent>;
  /** When the next waiting file is due; null if none is waiting. */
  nextDue: EpochMs | null;
}

/** Bytes of a file of our own. `checksum` is in place of Apple's, and changes with the bytes. */
export interface OwnFileContent {
  bytes: Uint8Array<ArrayBuffer>;
  checksum: string;
}

/** Moves files from the queue to done. */
export interface WorkQueue {
  /** Returns interrupted files to their checkpoint after a death. */
  recover(): Promise<void>;
  /** Returns those of the queue positions whose files are neither done nor failed. */
  openOrders(orders: readonly number[]): Promise<Set<number>>;
  /**
   * Returns the next files in order: those of photos that go first, then hashed ones, waiting ones that are due, and queued
   * ones.
   *
   * @param isTaken files already in transfer; at most `takenCount` of them
   */
  takeWork(now: EpochMs, limit: number, isTaken: (key: string) => boolean, takenCount: number): Promise<Work>;
  /**
   * Applies events to one file in order. Events about other content than the file's current one change nothing.
   *
   * @returns the file as it is now, with the checksum of its content
   */
  apply(key: string, ...events: FileEvent[]): Promise<QueuedFile>;
  /**
   * Gives a file a name that is free in the log, because its own is taken by other content or refused at the destination.
   * Files of its photo with the same stem get the new stem too.
   *
   * @param file with the unusable name; a file that was renamed meanwhile keeps its newer name
   */
  rename(file: Pick<QueuedFile, 'key' | 'path'>, reason: 'taken' | 'refused'): Promise<QueuedFile>;
  /** Saves Apple's current content, if it is not what was listed. Changes nothing if the file has other content by now. */
  saveContentOf(
    file: Pick<QueuedFile, 'key' | 'checksum'>,
    checksum: string,
    sizeBytes: number,
  ): Promise<QueuedFile>;
  /** Saves the size that Apple's checksum proved, whatever size Apple reports. */
  saveVerifiedSize(file: Pick<QueuedFile, 'key' | 'checksum'>, sizeBytes: number): Promise<QueuedFile>;
  /**
   * Puts a file that is missing at the destination back into the queue. Changes nothing if it is not done by now: another
   * file of its photo may have taken it along to a new name.
   */
  requeueMissing(file: Pick<QueuedFile, 'key' | 'checksum'>): Promise<QueuedFile>;
  knownContent(checksum: string): Promise<KnownContent | null>;
  forgetContent(checksum: string): Promise<void>;
  /** Builds the bytes of an own file: a details file, the list of an album, or a page of a gallery. */
  readOwnFile(file: QueuedFile): Promise<OwnFileContent>;
}
