import { TransferError } from '../../../errors.ts';
import { MiB } from '../../../units.ts';
import { remoteTools } from '../download/download-file.ts';
import { reportedSizeOf } from '../../../domain/file/file.ts';
import { openRemoteBytes } from '../download/remote-bytes.ts';
import type { ByteSource } from './upload.ts';
import type { FileTransfer, FileTools } from '../file-context.ts';

/** Longest part that is downloaded into memory. */
const MAX_PART_BYTES = 16 * MiB;
/** Bytes of all parts in memory at a time; briefly twice that, while the browser copies a part into a Blob. */
export const MAX_PART_MEMORY_BYTES = 32 * MiB;

/**
 * Downloads the bytes of a file again, part by part, and only those that Jottacloud asks for. Does not verify them:
 * the whole file was verified with Apple's checksum when it was hashed, and Jottacloud must confirm the same MD5.
 */
export function refetchedBytes(transfer: FileTransfer, tools: FileTools, signal: AbortSignal): ByteSource {
  const { store, downloadUrls, downloads, partMemory, board } = tools;
  const file = transfer.current;
  const remote = openRemoteBytes(file.sizeBytes, remoteTools(file, tools), signal);

  return {
    maxBytes: MAX_PART_BYTES,
    close: () => remote.close(),
    async lend(start, end, send) {
      // Jottacloud asks for bytes, so it does not have them, whatever the log says.
      await store.forgetContent(file.checksum);
      const { checksum, sizeBytes } = await downloadUrls.of(file, signal);
      if (checksum !== file.checksum || sizeBytes !== reportedSizeOf(file)) return null;
      const releaseMemory = await partMemory.acquire(end - start, signal);
      try {
        const releaseDownload = await downloads.acquire(transfer.current.sizeBytes, signal);
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
          releaseDownload();
        }
        return await send(part);
      } finally {
        releaseMemory();
      }
    },
  };
}

/** @throws {TransferError} `browser-storage-full` if there is no memory for a part */
function allocate(bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new TransferError('browser-storage-full', `no memory for a part of ${bytes} bytes`, {
      service: 'browser',
      facts: { neededBytes: bytes },
      cause,
    });
  }
}
