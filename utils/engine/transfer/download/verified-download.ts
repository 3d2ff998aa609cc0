import { TransferError } from '../../../errors.ts';
import type { Proof } from '../../../domain/file/file.ts';
import type { Md5 } from '../../../units.ts';
import { type ContentHash, isVerifiable } from '../content-hash.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SpoolWriter } from '../../../ports/spool.ts';
import type { RemoteBytes } from './remote-bytes.ts';

/** All bytes arrived, and do not match Apple's checksum. */
class WrongContentError extends TransferError {}

/** Whether the bytes themselves are wrong, including those that the spool kept. */
export const isWrongContent = (error: unknown): boolean => error instanceof WrongContentError;

/** Dependencies of a download. */
export interface DownloadTools {
  remote: RemoteBytes;
  hash: ContentHash;
  writer: SpoolWriter;
  clock: Clock;
  /** @param bytes negative when received bytes turn out to be useless */
  onReceived(bytes: number): void;
}

/**
 * Reads and hashes one file from its first byte to its last: the bytes that an earlier life left in the spool, the rest
 * from Apple. Holds only the latest chunk in memory.
 *
 * @throws {TransferError} `arrived-damaged` if the bytes do not match Apple's checksum, and errors of reading
 */
export async function download(
  expected: { checksum: string; sizeBytes: number },
  { remote, hash, writer, clock, onReceived }: DownloadTools,
  signal: AbortSignal,
): Promise<{ md5: Md5; proof: Proof }> {
  let received = 0;
  const take = (chunk: Uint8Array): void => {
    hash.update(chunk);
    received += chunk.length;
    onReceived(chunk.length);
  };
  try {
    for (const chunk of writer.readKept()) {
      take(chunk);
      // Hashing from the disk never waits. The pause lets responses and messages through.
      await clock.sleep(0, signal);
      signal.throwIfAborted();
    }
    await remote.read(received, expected.sizeBytes, (chunk) => {
      take(chunk);
      writer.write(chunk);
    });
    return await verify(expected.checksum, hash);
  } catch (error) {
    onReceived(-received);
    throw error;
  }
}

/** Compares the bytes with the record's checksum. Invariant I7. */
async function verify(checksum: string, hash: ContentHash): Promise<{ md5: Md5; proof: Proof }> {
  const sums = await hash.finish();
  if (!isVerifiable(checksum)) return { md5: sums.md5, proof: 'size' };
  if (sums.checksum !== checksum)
    throw new WrongContentError(
      'arrived-damaged',
      `expected checksum ${checksum}, received ${sums.checksum}`,
      {
        service: 'icloud-bytes',
      },
    );
  return { md5: sums.md5, proof: 'checksum' };
}
