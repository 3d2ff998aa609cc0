/** Prefix that Apple's checksum puts before the bytes. Source: docs/icloud-photos.md 5.1. */
export const CHECKSUM_SALT = new TextEncoder().encode(
  'com.apple.XattrObjectSalt\0com.apple.DataObjectSalt\0',
);
/** First byte of a checksum that we can compute. */
export const CHECKSUM_KIND = 0x01;

/** Computes Apple's `fileChecksum` of a small file, in standard base64. */
export async function fileChecksum(parts: readonly Uint8Array[]): Promise<string> {
  const salted = [CHECKSUM_SALT, ...parts];
  const bytes = new Uint8Array(salted.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of salted) {
    bytes.set(part, at);
    at += part.length;
  }
  const sha1 = await crypto.subtle.digest('SHA-1', bytes);
  return btoa(String.fromCharCode(CHECKSUM_KIND, ...new Uint8Array(sha1)));
}
