import { createMD5, createSHA1 } from 'hash-wasm';
import { CHECKSUM_KIND, CHECKSUM_SALT } from '../../icloud/file-checksum.ts';
import type { ReadSalted } from '../../ports/spool.ts';
import { type Md5, md5 } from '../../units.ts';

/** Length of a checksum of the kind that we can compute. */
const CHECKSUM_BYTES = 21;

/** Both hashes of one file. */
interface ContentSums {
  md5: Md5;
  /** Apple's `fileChecksum` of the same bytes. */
  checksum: string;
}

/** Computes both hashes of one file in one pass. Decision: docs/decisions/001-hash-wasm.md. */
export interface ContentHash {
  update(chunk: Uint8Array): void;
  /**
   * Starts over with another file, or with the same one from its first byte.
   *
   * @param readSalted returns all bytes at the end, if they are in memory: SHA-1 is then the browser's own, which takes a
   * file only as a whole and computes beside this thread. Without it both hashes are computed here, chunk by chunk
   */
  restart(readSalted?: ReadSalted | null): void;
  finish(): Promise<ContentSums>;
}

/** Bytes that one hash reads before the other does: the second finds them in the processor's cache. */
const PIECE_BYTES = 64 * 1024;

/** Creates the hash of one file. */
export async function createContentHash(): Promise<ContentHash> {
  const [md5Hash, sha1Hash] = await Promise.all([createMD5(), createSHA1()]);
  let whole: ReadSalted | null = null;
  const restart: ContentHash['restart'] = (readSalted = null) => {
    whole = readSalted;
    md5Hash.init();
    sha1Hash.init().update(CHECKSUM_SALT);
  };
  const updateBoth = (chunk: Uint8Array): void => {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      md5Hash.update(piece);
      sha1Hash.update(piece);
    }
  };
  restart();
  return {
    restart,
    update(chunk) {
      if (whole) md5Hash.update(chunk);
      else updateBoth(chunk);
    },
    async finish() {
      const sha1 = whole ? await sha1Of(whole()) : sha1Hash.digest('binary');
      return {
        md5: md5(md5Hash.digest('hex')),
        checksum: btoa(String.fromCharCode(CHECKSUM_KIND, ...sha1)),
      };
    },
  };
}

const sha1Of = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));

/**
 * Whether a checksum is of the kind that verifies bytes. With any other kind only the size is checked. Source:
 * docs/icloud-photos.md 5.2.
 */
export function isVerifiable(checksum: string): boolean {
  try {
    const bytes = atob(checksum);
    return bytes.length === CHECKSUM_BYTES && bytes.charCodeAt(0) === CHECKSUM_KIND;
  } catch {
    return false;
  }
}

/** Reuses hashes: creating one costs more than hashing a small photo. */
export interface HashPool {
  /** Lends a hash, restarted with `readSalted`, to the work while it runs. */
  lend<T>(readSalted: ReadSalted | null, work: (hash: ContentHash) => Promise<T>): Promise<T>;
}

/** Creates a pool without hashes. */
export function createHashPool(): HashPool {
  const idle: ContentHash[] = [];
  return {
    async lend(readSalted, work) {
      const hash = idle.pop() ?? (await createContentHash());
      try {
        hash.restart(readSalted);
        return await work(hash);
      } finally {
        // Lets go of the file's bytes.
        hash.restart();
        idle.push(hash);
      }
    },
  };
}
