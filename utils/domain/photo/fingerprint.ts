/**
 * Returns a short hash that reveals changed bytes but proves nothing (MD5 does that). It is FNV-1a with 64 bits.
 */
export function fingerprint(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
