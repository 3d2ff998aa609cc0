/**
 * Short mark of some bytes, to see that they have changed; no proof of anything (that is md5's part).
 * The function is FNV-1a over 64 bits.
 */
export function fingerprint(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
