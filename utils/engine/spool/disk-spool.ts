import { MiB } from '../../units.ts';
import { memorySpool } from './memory-spool.ts';
import type { Spool, SpoolWriter, SpooledFile } from '../../ports/spool.ts';

/** Files up to this size pass through memory: a file on disk costs more than they do. */
const IN_MEMORY_BYTES = 8 * MiB;
/** Room that is never taken: a tenth of what the browser may use, this much at most. A disk that is full to its last byte harms everybody. */
const MAX_RESERVE_BYTES = 1024 * MiB;
/** Beginnings of files that wait for their next try take so much room; two of them may be of any size. */
const MAX_LEFT_BYTES = 512 * MiB;
const MAX_LEFT_FILES = 2;
/** Read at once when a file is hashed again: this much of it is in memory. */
const READ_BYTES = 4 * MiB;

/** The part of a synchronous access handle that is used. */
interface AccessHandle {
  getSize(): number;
  truncate(size: number): void;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(chunk: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** The part of a folder in the private file system that is used; tests have one of their own. */
export interface SpoolFolder {
  getFileHandle(
    name: string,
    options?: { create: boolean },
  ): Promise<{ getFile(): Promise<Blob>; createSyncAccessHandle(): Promise<AccessHandle> }>;
  removeEntry(name: string): Promise<void>;
  keys(): AsyncIterable<string>;
}

/** Where there is no room at all: the bytes pass by. */
const noRoom: SpoolWriter = {
  keptBytes: 0,
  hasRoom: false,
  readKept: () => [],
  write: () => undefined,
  finish: async () => null,
  leave: async () => 0,
  discard: async () => undefined,
};

/** Place in the queue, size and checksum: bytes of another content are never taken for this one's. */
const nameOf = ({ order, sizeBytes, checksum }: SpooledFile): string =>
  `${order}-${sizeBytes}-${checksum.replaceAll(/[^A-Za-z0-9]/g, '_').slice(0, 64)}`;
const orderOf = (name: string): number => Number(name.split('-', 1)[0]);

/**
 * Large files on disk, small ones in memory. What was written survives a killed browser. A file that does not fit,
 * before it begins or while it comes, is given up without an error; its bytes are dropped.
 *
 * @param estimate what the browser may use of the disk, in bytes: `navigator.storage.estimate`. With the permission
 * `unlimitedStorage` Chrome's quota is what the disk has free and what is used already.
 */
export function createDiskSpool(
  folder: SpoolFolder,
  estimate: () => Promise<{ quota?: number; usage?: number }>,
): Spool {
  /** Bytes that open writers will still need, by name. */
  const promised = new Map<string, number>();
  /** Bytes of files that were begun in this life and wait for their next try, by name, the oldest first. */
  const left = new Map<string, number>();

  const remove = async (name: string): Promise<void> => {
    left.delete(name);
    try {
      await folder.removeEntry(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
  };
  const fits = async (bytes: number): Promise<boolean> => {
    const { quota, usage } = await estimate().catch(() => ({ quota: undefined, usage: undefined }));
    if (quota === undefined || usage === undefined) return true;
    const others = [...promised.values()].reduce((sum, each) => sum + each, 0);
    return quota - usage - others - Math.min(quota / 10, MAX_RESERVE_BYTES) >= bytes;
  };

  /** A line that breaks again and again leaves beginnings of many files: all of them together must not fill the disk. */
  const removeOldest = async (): Promise<void> => {
    const total = (): number => [...left.values()].reduce((sum, each) => sum + each, 0);
    for (const name of [...left.keys()]) {
      if (left.size <= MAX_LEFT_FILES || total() <= MAX_LEFT_BYTES) return;
      left.delete(name);
      await remove(name);
    }
  };

  const onDisk = async (file: SpooledFile): Promise<SpoolWriter> => {
    const name = nameOf(file);
    left.delete(name);
    const handle = await folder.getFileHandle(name, { create: true });
    const access = await handle.createSyncAccessHandle();
    if (access.getSize() > file.sizeBytes) access.truncate(0);
    const keptBytes = access.getSize();
    let at = keptBytes;
    let hasRoom = await fits(file.sizeBytes - keptBytes);
    if (hasRoom) promised.set(name, file.sizeBytes - at);

    const close = (): void => {
      promised.delete(name);
      access.close();
    };
    /**
     * @returns false for a full disk or quota: browsers tell it by different errors, or by nothing being written.
     * Source: the File System standard has QuotaExceededError and InvalidStateError for it.
     */
    const tryTo = (work: () => number | void): boolean => {
      try {
        return work() !== 0;
      } catch (error) {
        if (error instanceof DOMException) return false;
        throw error;
      }
    };
    /** What is there already only takes room from others now. */
    const giveUp = (): void => {
      hasRoom = false;
      promised.delete(name);
      tryTo(() => access.truncate(0));
    };

    return {
      keptBytes,
      get hasRoom() {
        return hasRoom;
      },
      *readKept() {
        for (let from = 0; from < keptBytes; from += READ_BYTES) {
          const chunk = new Uint8Array(Math.min(READ_BYTES, keptBytes - from));
          access.read(chunk, { at: from });
          yield chunk;
        }
      },
      write(chunk) {
        for (let done = 0, written = 0; done < chunk.length; done += written) {
          if (!hasRoom) return;
          const rest = chunk.subarray(done);
          if (!tryTo(() => (written = access.write(rest, { at })))) return giveUp();
          at += written;
          promised.set(name, file.sizeBytes - at);
        }
      },
      async finish() {
        if (hasRoom && !tryTo(() => access.flush())) giveUp();
        close();
        if (hasRoom) return handle.getFile();
        await remove(name);
        return null;
      },
      async leave() {
        close();
        if (!hasRoom || at === 0) {
          await remove(name);
          return 0;
        }
        left.delete(name);
        left.set(name, at);
        await removeOldest();
        return at;
      },
      async discard() {
        close();
        await remove(name);
      },
    };
  };

  const isSmall = ({ sizeBytes }: SpooledFile): boolean => sizeBytes <= IN_MEMORY_BYTES;
  const names = (): Promise<string[]> => Array.fromAsync(folder.keys());
  return {
    async create(file) {
      if (isSmall(file)) return memorySpool.create(file);
      try {
        return await onDisk(file);
      } catch (error) {
        // A disk that cannot take a new file at all.
        if (error instanceof DOMException) return noRoom;
        throw error;
      }
    },
    async open(file) {
      if (isSmall(file)) return null;
      try {
        const content = await (await folder.getFileHandle(nameOf(file))).getFile();
        return content.size === file.sizeBytes ? content : null;
      } catch {
        return null;
      }
    },
    remove: async (file) => (isSmall(file) ? undefined : remove(nameOf(file))),
    orders: async () => (await names()).map(orderOf).filter(Number.isSafeInteger),
    async clean(isWanted) {
      for (const name of await names()) if (!isWanted(orderOf(name))) await remove(name);
    },
  };
}
