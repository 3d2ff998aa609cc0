import { createMD5, createSHA1 } from 'hash-wasm';
import { CHECKSUM_KIND, CHECKSUM_SALT } from '../../icloud/file-checksum.ts';
import { type Md5, md5 } from '../../units.ts';

/** Length of a checksum of the kind that we can compute. */
const CHECKSUM_BYTES = 21;

/** Computes both hashes of one file in one pass. Decision: docs/decisions/001-hash-wasm.md. */
export interface ContentHash {
  update(chunk: Uint8Array): void;
  /** Starts over with another file, or with the same one from its first byte. */
  restart(): void;
  /** @returns the MD5, and Apple's `fileChecksum` of the same bytes */
  finish(): { md5: Md5; checksum: string };
}

/** Bytes that one hash reads before the other does: the second finds them in the processor's cache. */
const PIECE_BYTES = 64 * 1024;

export async function createContentHash(): Promise<ContentHash> {
  const [md5Hash, sha1Hash] = await Promise.all([createMD5(), createSHA1()]);
  const restart = (): void => {
    md5Hash.init();
    sha1Hash.init().update(CHECKSUM_SALT);
  };
  restart();
  return {
    restart,
    update(chunk) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        md5Hash.update(piece);
        sha1Hash.update(piece);
      }
    },
    finish: () => ({
      md5: md5(md5Hash.digest('hex')),
      checksum: btoa(String.fromCharCode(CHECKSUM_KIND, ...sha1Hash.digest('binary'))),
    }),
  };
}

/** Whether a checksum is of the kind that verifies bytes. With any other kind only the size is checked. Source: docs/icloud-photos.md 5.2. */
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
  /** Lends a restarted hash to the work while it runs. */
  lend<T>(work: (hash: ContentHash) => Promise<T>): Promise<T>;
}

export function createHashPool(): HashPool {
  const idle: ContentHash[] = [];
  return {
    async lend(work) {
      const hash = idle.pop() ?? (await createContentHash());
      try {
        hash.restart();
        return await work(hash);
      } finally {
        idle.push(hash);
      }
    },
  };
}
