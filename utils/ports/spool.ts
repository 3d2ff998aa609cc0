import type { Bytes } from '../http/bytes.ts';
import type { QueuedFile } from './work-queue.ts';

/** What the spool knows a file by. */
export type SpooledFile = Pick<QueuedFile, 'order' | 'sizeBytes' | 'checksum'>;

/** A place for the bytes of one file on their way. It ends with `finish`, `leave` or `discard`. */
export interface SpoolWriter {
  /** Bytes of the file's beginning that a former try, in this life of the engine or an earlier one, has left here; what is written comes after them. */
  readonly keptBytes: number;
  /** Whether everything so far is kept. Once false it stays so, and what is written is dropped: the disk is full. */
  readonly hasRoom: boolean;
  /** The kept bytes, a few at a time; only before the first `write`. */
  readKept(): Iterable<Uint8Array<ArrayBuffer>>;
  /** Takes the bytes over at once: the memory they lie in is used again for the next. */
  write(chunk: Uint8Array<ArrayBuffer>): void;
  /** The whole file, to be read as often as needed; null if there was no room. */
  finish(): Promise<Bytes | null>;
  /** Stops here; what can be kept stays for the next try, also in the engine's next life. @returns bytes that are kept */
  leave(): Promise<number>;
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
