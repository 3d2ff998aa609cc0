import { createMD5, createSHA1 } from 'hash-wasm';
import { CHECKSUM_KIND, CHECKSUM_SALT } from '../../icloud/file-checksum.ts';
import { type Md5, md5 } from '../../units.ts';

/** Length of a checksum of the kind that can be computed. */
const CHECKSUM_BYTES = 21;

/** Both sums of one file in one pass. */
export interface ContentHash {
  update(chunk: Uint8Array): void;
  /** Begins anew, for a file that is read again from its start. */
  restart(): void;
  /** @returns md5, and Apple's `fileChecksum` of the same bytes */
  finish(): { md5: Md5; checksum: string };
}

/** Bytes that both hashes read one after the other: the second finds them in the processor's cache. */
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

/** Whether a checksum is of the kind that proves bytes; any other kind only leaves the size. Source: docs/icloud-photos.md 5.2. */
export function isProvable(checksum: string): boolean {
  try {
    const bytes = atob(checksum);
    return bytes.length === CHECKSUM_BYTES && bytes.charCodeAt(0) === CHECKSUM_KIND;
  } catch {
    return false;
  }
}

/** Hashes that are used again and again: making one costs more than hashing a small photo. */
export interface HashPool {
  /** Gives a fresh hash to the work, for its time. */
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
