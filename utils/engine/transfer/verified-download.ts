import { TransferError } from '../../errors.ts';
import type { Proof } from '../../domain/file/file.ts';
import type { Md5 } from '../../units.ts';
import { type ContentHash, isProvable } from './content-hash.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SpoolWriter } from '../../ports/spool.ts';
import type { RemoteBytes } from './remote-bytes.ts';

/** All bytes came, and they are not those that Apple's checksum is of. */
class WrongContentError extends TransferError {}

/** The bytes themselves are wrong, and with them all that was kept of them. */
export const isWrongContent = (error: unknown): boolean => error instanceof WrongContentError;

/** What a download needs of its surroundings. */
export interface DownloadTools {
  remote: RemoteBytes;
  hash: ContentHash;
  writer: SpoolWriter;
  clock: Clock;
  /** @param bytes negative when they turned out to be worth nothing */
  onReceived(bytes: number): void;
}

/**
 * Reads one file from its first byte to its last, hashing on the way: what a former life has left in the spool from
 * there, the rest from Apple. Nothing but the piece that came last is held in memory.
 *
 * @throws {TransferError} `arrived-damaged` if the bytes are not those that Apple's checksum is of, and what reading throws
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
      // Hashing from the disk waits for nothing; answers and messages must come through all the same.
      await clock.sleep(0, signal);
      signal.throwIfAborted();
    }
    await remote.read(received, expected.sizeBytes, (chunk) => {
      take(chunk);
      writer.write(chunk);
    });
    return prove(expected.checksum, hash);
  } catch (error) {
    onReceived(-received);
    throw error;
  }
}

function prove(checksum: string, hash: ContentHash): { md5: Md5; proof: Proof } {
  const sums = hash.finish();
  if (!isProvable(checksum)) return { md5: sums.md5, proof: 'size' };
  if (sums.checksum !== checksum)
    throw new WrongContentError('arrived-damaged', 'the checksum is another one', {
      service: 'icloud-bytes',
    });
  return { md5: sums.md5, proof: 'checksum' };
}
