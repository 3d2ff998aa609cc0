import type { Bytes } from '../http/bytes.ts';
import type { QueuedFile } from './work-queue.ts';

/** Identity of a file in the spool. */
export type SpooledFile = Pick<QueuedFile, 'order' | 'sizeBytes' | 'checksum'>;

/** Returns a file's bytes so far, behind the prefix of Apple's checksum (`CHECKSUM_SALT`), without copying them. */
export type ReadSalted = () => Uint8Array<ArrayBuffer>;

/** Spools the bytes of one file. Ends with `finish`, `leave` or `discard`. */
export interface SpoolWriter {
  /** Bytes from the start of the file that an earlier attempt left, even of an earlier engine life. Writes append to them. */
  readonly keptBytes: number;
  /** Whether all bytes so far are kept. Once false (the disk is full) it stays false, and writes are dropped. */
  readonly hasSpace: boolean;
  /** Null if the bytes are not in memory. */
  readonly readSalted: ReadSalted | null;
  /** Yields the kept bytes in chunks; only before the first `write`. */
  readKept(): Iterable<Uint8Array<ArrayBuffer>>;
  /** Copies the bytes before it returns: the caller reuses their memory. */
  write(chunk: Uint8Array<ArrayBuffer>): void;
  /** Returns the whole file, readable any number of times; null if space ran out. */
  finish(): Promise<Bytes | null>;
  /** Stops, and keeps what it can for the next attempt, even in the engine's next life. @returns bytes kept */
  leave(): Promise<number>;
  /** Deletes the spooled bytes. */
  discard(): Promise<void>;
}

/** Temporary bytes: small files in memory, large ones on disk while there is space. */
export interface Spool {
  create(file: SpooledFile): Promise<SpoolWriter>;
  /** Opens a file that an earlier engine life finished; null if there is none. */
  open(file: SpooledFile): Promise<Blob | null>;
  remove(file: SpooledFile): Promise<void>;
  /** Lists the queue positions of spooled files. */
  orders(): Promise<number[]>;
  /** Removes spooled bytes whose queue position is not wanted. */
  clean(isWanted: (order: number) => boolean): Promise<void>;
}
