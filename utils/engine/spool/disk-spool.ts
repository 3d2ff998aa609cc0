import { MiB } from '../../units.ts';
import { createDiskSpace, type EstimateStorage } from './disk-space.ts';
import { openDiskWriter } from './disk-writer.ts';
import { memorySpool } from './memory-spool.ts';
import type { SpoolFolder } from './spool-folder.ts';
import type { Spool, SpoolWriter, SpooledFile } from '../../ports/spool.ts';

/** Largest file that stays in memory: writing a small file to disk costs more than its memory. */
const MAX_IN_MEMORY_BYTES = 8 * MiB;
/** Limits of partial files that wait for their next attempt, all together. Up to two of them may have any size. */
const MAX_PARTIAL_BYTES = 512 * MiB;
const MAX_PARTIAL_FILES = 2;

/** Drops all bytes: the disk cannot take a new file at all. */
const droppingWriter: SpoolWriter = {
  keptBytes: 0,
  hasSpace: false,
  readSalted: null,
  readKept: () => [],
  write: () => undefined,
  finish: async () => null,
  leave: async () => 0,
  discard: async () => undefined,
};

/** Queue position, size and checksum, so that bytes of other content are never mistaken for this file's. */
const nameOf = ({ order, sizeBytes, checksum }: SpooledFile): string =>
  `${order}-${sizeBytes}-${checksum.replaceAll(/[^A-Za-z0-9]/g, '_').slice(0, 64)}`;
const orderOf = (name: string): number => Number(name.split('-', 1)[0]);

const isSmall = ({ sizeBytes }: SpooledFile): boolean => sizeBytes <= MAX_IN_MEMORY_BYTES;

/**
 * Keeps large files on disk and small ones in memory. Bytes on disk survive a killed browser. A file that does not fit,
 * before its first byte or later, causes no error: the spool drops its bytes.
 */
export function createDiskSpool(folder: SpoolFolder, estimate: EstimateStorage): Spool {
  const space = createDiskSpace(estimate);
  /** Bytes of partial files of this life of the engine, by name, the oldest first. */
  const partial = new Map<string, number>();

  const remove = async (name: string): Promise<void> => {
    partial.delete(name);
    try {
      await folder.removeEntry(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
  };
  /** Removes the oldest partial files over the limits: an unstable link leaves many, which must not fill the disk. */
  const keep = async (name: string, bytes: number): Promise<void> => {
    partial.delete(name);
    partial.set(name, bytes);
    const total = (): number => [...partial.values()].reduce((sum, each) => sum + each, 0);
    // Removing the current key of a Map does not disturb its iteration.
    for (const oldest of partial.keys()) {
      if (partial.size <= MAX_PARTIAL_FILES || total() <= MAX_PARTIAL_BYTES) return;
      await remove(oldest);
    }
  };

  const names = (): Promise<string[]> => Array.fromAsync(folder.keys());
  return {
    async create(file) {
      if (isSmall(file)) return memorySpool.create(file);
      const name = nameOf(file);
      partial.delete(name);
      try {
        return await openDiskWriter(name, file.sizeBytes, { folder, space, remove, keep });
      } catch (error) {
        if (error instanceof DOMException) return droppingWriter;
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
