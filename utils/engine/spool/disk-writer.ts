import { MiB } from '../../units.ts';
import type { SpoolWriter } from '../../ports/spool.ts';
import type { DiskSpace } from './disk-space.ts';
import type { AccessHandle, SpoolFolder } from './spool-folder.ts';

/** Bytes of a partial file that are in memory at a time while it is hashed again. */
const READ_BYTES = 4 * MiB;

/** Dependencies of a writer: parts of its spool. */
export interface DiskWriterTools {
  folder: Pick<SpoolFolder, 'getFileHandle'>;
  space: DiskSpace;
  remove(name: string): Promise<void>;
  /** Keeps the first `bytes` of a file for its next attempt. */
  keep(name: string, bytes: number): Promise<void>;
}

/**
 * Opens a file of the spool for writing, behind the bytes that an earlier attempt wrote. A full disk is no error: the
 * writer then drops its bytes.
 */
export async function openDiskWriter(
  name: string,
  sizeBytes: number,
  { folder, space, remove, keep }: DiskWriterTools,
): Promise<SpoolWriter> {
  const handle = await folder.getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle();
  if (access.getSize() > sizeBytes) access.truncate(0);
  const keptBytes = access.getSize();
  let at = keptBytes;
  let hasSpace = await space.fits(sizeBytes - keptBytes);
  if (hasSpace) space.reserve(name, sizeBytes - at);

  const close = (): void => {
    space.release(name);
    access.close();
  };
  /** Empties the file: its bytes would only take space from other files now. */
  const giveUp = (): void => {
    hasSpace = false;
    space.release(name);
    succeeds(() => access.truncate(0));
  };

  return {
    keptBytes,
    get hasSpace() {
      return hasSpace;
    },
    readSalted: null,
    readKept: () => readStart(access, keptBytes),
    write(chunk) {
      for (let done = 0, written = 0; done < chunk.length; done += written) {
        if (!hasSpace) return;
        const rest = chunk.subarray(done);
        if (!succeeds(() => (written = access.write(rest, { at })))) return giveUp();
        at += written;
        space.reserve(name, sizeBytes - at);
      }
    },
    async finish() {
      if (hasSpace && !succeeds(() => access.flush())) giveUp();
      close();
      if (hasSpace) return handle.getFile();
      await remove(name);
      return null;
    },
    async leave() {
      close();
      if (!hasSpace || at === 0) {
        await remove(name);
        return 0;
      }
      await keep(name, at);
      return at;
    },
    async discard() {
      close();
      await remove(name);
    },
  };
}

function* readStart(access: AccessHandle, lengthBytes: number): Generator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < lengthBytes; from += READ_BYTES) {
    const chunk = new Uint8Array(Math.min(READ_BYTES, lengthBytes - from));
    access.read(chunk, { at: from });
    yield chunk;
  }
}

/**
 * Runs an operation on the disk.
 *
 * @returns false for a full disk or quota: browsers throw different errors, or write nothing. Source: the File System
 * standard has QuotaExceededError and InvalidStateError for it.
 */
function succeeds(operation: () => number | void): boolean {
  try {
    return operation() !== 0;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
