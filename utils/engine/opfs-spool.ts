import { TransferError } from '../errors.ts';
import { MiB } from '../units.ts';
import { memorySpool } from './memory-spool.ts';
import type { QueuedFile, Spool, SpoolWriter } from './ports.ts';

/** Files up to this size pass through memory: a file on disk costs more than they do. */
const IN_MEMORY_BYTES = 8 * MiB;
const FOLDER = 'spool';

const full = (): TransferError =>
  new TransferError('browser-storage-full', 'no room for the temporary copy', { service: 'browser' });

/** @throws {TransferError} `browser-storage-full` for a full disk or quota */
function orFull<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof DOMException && error.name === 'QuotaExceededError' ? full() : error;
  }
}

/**
 * Large files in the browser's private file system, small ones in memory. Dedicated workers only: nowhere else is
 * there a synchronous access handle. What was written survives a killed browser.
 */
export async function createOpfsSpool(): Promise<Spool> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  const nameOf = ({ order }: QueuedFile): string => String(order);

  const onDisk = async (file: QueuedFile): Promise<SpoolWriter> => {
    const handle = await folder.getFileHandle(nameOf(file), { create: true });
    const access = await handle.createSyncAccessHandle();
    let at = 0;
    access.truncate(0);
    return {
      write(chunk) {
        const written = orFull(() => access.write(chunk, { at }));
        at += written;
        if (written < chunk.length) throw full();
      },
      restart() {
        access.truncate(0);
        at = 0;
      },
      async finish() {
        orFull(() => access.flush());
        access.close();
        return handle.getFile();
      },
      async discard() {
        access.close();
        await remove(nameOf(file));
      },
    };
  };
  const remove = async (name: string): Promise<void> => {
    try {
      await folder.removeEntry(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
  };

  return {
    create: (file) => (file.sizeBytes <= IN_MEMORY_BYTES ? memorySpool.create(file) : onDisk(file)),
    async open(file) {
      if (file.sizeBytes <= IN_MEMORY_BYTES) return null;
      try {
        const content = await (await folder.getFileHandle(nameOf(file))).getFile();
        return content.size === file.sizeBytes ? content : null;
      } catch {
        return null;
      }
    },
    remove: async (file) => (file.sizeBytes <= IN_MEMORY_BYTES ? undefined : remove(nameOf(file))),
    async clean(isWanted) {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      for (const name of names) if (!isWanted(Number(name))) await remove(name);
    },
  };
}
