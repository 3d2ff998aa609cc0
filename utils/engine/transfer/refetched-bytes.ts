import { TransferError } from '../../errors.ts';
import { MiB } from '../../units.ts';
import { remoteTools } from './download-file.ts';
import { toldSizeOf } from '../../domain/file/file.ts';
import { openRemoteBytes } from './remote-bytes.ts';
import type { ByteSource } from './upload.ts';
import type { FileTransfer, FileTools } from './file-context.ts';

/** Longest part that is fetched into memory. */
const PART_BYTES = 16 * MiB;
/** All parts that are in memory at a time; twice that for the moment in which the browser takes a part over as a Blob. */
export const MAX_PART_MEMORY_BYTES = 32 * MiB;

/**
 * The bytes of a file that are not here, fetched from Apple part by part, and only those that Jottacloud asks for.
 * That they are the right ones is not looked at here: the whole was held against Apple's checksum when it was hashed,
 * and Jottacloud must answer with the very md5 of that.
 */
export function refetchedBytes(transfer: FileTransfer, tools: FileTools, signal: AbortSignal): ByteSource {
  const { store, downloadUrls, downloads, partMemory, board } = tools;
  const file = transfer.current;
  const remote = openRemoteBytes(file.sizeBytes, remoteTools(file, tools), signal);

  return {
    maxBytes: PART_BYTES,
    close: () => remote.close(),
    async lend(start, end, send) {
      // That Jottacloud asks for bytes means that it has not got them, whatever the log says.
      await store.forgetContent(file.checksum);
      const { checksum, sizeBytes } = await downloadUrls.of(file, signal);
      if (checksum !== file.checksum || sizeBytes !== toldSizeOf(file)) return null;
      const releaseMemory = await partMemory.acquire(end - start, signal);
      try {
        const freeSlot = await downloads.acquire(transfer.current.sizeBytes, signal);
        let part: Blob;
        try {
          const buffer = allocate(end - start);
          let at = 0;
          await remote.read(start, end, (chunk) => {
            buffer.set(chunk, at);
            at += chunk.length;
            downloads.moved(file.sizeBytes, chunk.length);
            board.refetched(chunk.length);
          });
          part = new Blob([buffer]);
        } finally {
          freeSlot();
        }
        return await send(part);
      } finally {
        releaseMemory();
      }
    },
  };
}

/** @throws {TransferError} `browser-storage-full` if not even a part fits anywhere */
function allocate(bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch {
    throw new TransferError('browser-storage-full', 'no room for a part', {
      service: 'browser',
      facts: { neededBytes: bytes },
    });
  }
}
