import { createDoubleHash } from '../hashing/double-hash.ts';
import { type Md5, md5 } from '../units.ts';

/** What Apple's checksum puts before the bytes. Source: docs/icloud-photos.md 5.1. */
const SALT = new TextEncoder().encode('com.apple.XattrObjectSalt\0com.apple.DataObjectSalt\0');
/** First byte of a checksum of the kind that can be computed, and its length with it. */
const KNOWN_KIND = 0x01;
const CHECKSUM_BYTES = 21;

/** Both sums of one file in one pass. */
export interface ContentHash {
  update(chunk: Uint8Array): void;
  /** Begins anew, for a file that is read again from its start. */
  restart(): void;
  /** @returns md5, and Apple's `fileChecksum` of the same bytes */
  finish(): { md5: Md5; checksum: string };
}

export async function createContentHash(): Promise<ContentHash> {
  const hash = await createDoubleHash(SALT);
  return {
    restart: hash.restart,
    update: hash.update,
    finish() {
      const sums = hash.finish();
      return {
        md5: md5(hex(sums.md5)),
        checksum: btoa(String.fromCharCode(KNOWN_KIND, ...sums.sha1)),
      };
    },
  };
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whether a checksum is of the kind that proves bytes; any other kind only leaves the size. Source: docs/icloud-photos.md 5.2. */
export function isProvable(checksum: string): boolean {
  try {
    const bytes = atob(checksum);
    return bytes.length === CHECKSUM_BYTES && bytes.charCodeAt(0) === KNOWN_KIND;
  } catch {
    return false;
  }
}
