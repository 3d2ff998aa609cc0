import { hexOf } from '../../units.ts';
import type { ReportFile, ReportItem } from './report.ts';

/** Computes SHA-256. */
export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

/** Fingerprint of a list of files, which needs 32 bytes of memory for each file. */
export interface ListFingerprint {
  add(items: readonly ReportItem[]): Promise<void>;
  /** Returns the fingerprint in hexadecimal. */
  finish(): Promise<string>;
}

const DIGEST_BYTES = 32;

/** Returns the line of a file: path in the Archive, MD5 and size in bytes, separated by tabs. Source: docs/report.md. */
export const fingerprintLine = (
  folder: string,
  { path, md5, sizeBytes }: Pick<ReportFile, 'path' | 'md5' | 'sizeBytes'>,
): string => `${folder}/${path}\t${md5}\t${sizeBytes}`;

/**
 * Starts a fingerprint: SHA-256 over the sorted SHA-256 of all lines. The order of the files makes no difference, so that
 * a listing of Jottacloud gives the same one.
 *
 * @param folder destination folder in the Archive
 */
export function createFingerprint(folder: string, sha256: Sha256): ListFingerprint {
  const encoder = new TextEncoder();
  let digests = new Uint8Array(1_024 * DIGEST_BYTES);
  let count = 0;
  const keep = (digest: Uint8Array): void => {
    if ((count + 1) * DIGEST_BYTES > digests.length) {
      const larger = new Uint8Array(2 * digests.length);
      larger.set(digests);
      digests = larger;
    }
    digests.set(digest, count * DIGEST_BYTES);
    count += 1;
  };
  return {
    async add(items) {
      const files = items.flatMap((item) => item.files.filter(({ md5 }) => md5 !== null));
      const lines = files.map((file) => sha256(encoder.encode(fingerprintLine(folder, file))));
      for (const digest of await Promise.all(lines)) keep(digest);
    },
    finish: async () => hexOf(await sha256(sorted(digests, count))),
  };
}

/** Sorts digests by their places, so that none becomes an object of its own. */
function sorted(digests: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  const compare = (a: number, b: number): number => {
    for (let at = 0; at < DIGEST_BYTES; at += 1) {
      const difference = (digests[a * DIGEST_BYTES + at] ?? 0) - (digests[b * DIGEST_BYTES + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const all = new Uint8Array(count * DIGEST_BYTES);
  for (const [index, place] of Uint32Array.from({ length: count }, (_, at) => at)
    .toSorted(compare)
    .entries())
    all.set(digests.subarray(place * DIGEST_BYTES, (place + 1) * DIGEST_BYTES), index * DIGEST_BYTES);
  return all;
}
