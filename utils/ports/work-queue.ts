import type { FileEvent, FileState } from '../domain/file/file.ts';
import type { Role } from '../domain/photo/record.ts';
import type { EpochMs, Md5, RecordName, RelativePath } from '../units.ts';

/** A file as the engine works on it. */
export interface QueuedFile {
  key: string;
  order: number;
  itemKey: string;
  libraryKey: string;
  role: Role;
  holder: RecordName;
  field: string;
  checksum: string;
  /** Bytes that it has. */
  sizeBytes: number;
  /** Bytes that Apple says it has, where that is another number, and its checksum proved that Apple is wrong. */
  toldBytes?: number;
  takenAt: EpochMs;
  path: RelativePath;
  /** Content of ours that it may take the place of. */
  replaces: Md5 | null;
  state: FileState;
}

/** Bytes that are in Jottacloud. */
export interface KnownContent {
  md5: Md5;
  sizeBytes: number;
}

/** What there is to do. */
export interface Work {
  files: QueuedFile[];
  known: ReadonlyMap<string, KnownContent>;
  nextDue: EpochMs | null;
}

/** Files on their way from the queue to done. */
export interface WorkQueue {
  /** After a death: files that were in the middle of something go back to their checkpoint. */
  recover(): Promise<void>;
  /** Which of these places in the queue are of files that are neither done nor failed. */
  openOrders(orders: readonly number[]): Promise<Set<number>>;
  /**
   * Next files to work on, in order: hashed ones, then waiting ones that are due, then queued ones; contents among theirs
   * that Jottacloud has, by checksum; and when the next waiting one is due, null if none is left to wait for.
   */
  takeWork(now: EpochMs, limit: number, isTaken: (key: string) => boolean, takenCount: number): Promise<Work>;
  /**
   * Moves one file along its table, by one event or by several in a row. Where its record is about other content by now
   * than they are, nothing happens.
   *
   * @returns the file as it is now, with the checksum of what it is about
   */
  apply(key: string, ...events: FileEvent[]): Promise<QueuedFile>;
  /**
   * Gives a file another name, free in the log: its own is taken by other content at the destination, or refused there.
   * Files of its photo that have the same stem go with it.
   *
   * @param file with the name that is of no use; where it has another one by now, it keeps that
   */
  rename(file: Pick<QueuedFile, 'key' | 'path'>, reason: 'taken' | 'refused'): Promise<QueuedFile>;
  /** What Apple holds now, where it is not what was listed; nothing where the record is about something else by now. */
  saveContentOf(
    file: Pick<QueuedFile, 'key' | 'checksum'>,
    checksum: string,
    sizeBytes: number,
  ): Promise<QueuedFile>;
  /** Apple's checksum proved that the file has this size, whatever Apple tells. */
  saveProvedSize(file: Pick<QueuedFile, 'key' | 'checksum'>, sizeBytes: number): Promise<QueuedFile>;
  knownContent(checksum: string): Promise<KnownContent | null>;
  forgetContent(checksum: string): Promise<void>;
  /** Bytes of a file that we write ourselves: a details file, the list of an album. */
  readOwnFile(file: QueuedFile): Promise<{ bytes: Uint8Array<ArrayBuffer>; checksum: string }>;
}
