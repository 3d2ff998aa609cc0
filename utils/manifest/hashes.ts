import { hexOf } from '../units.ts';
import { pathKey } from '../domain/layout/destination-path.ts';

/** Hex digits of a hashed path: 128 bits, so that no two of a million paths get the same one. */
const PATH_DIGITS = 32;

/** Returns the SHA-256 of salt and account in hex, by which a manifest names an account. */
export const accountHash = (salt: string, account: string): Promise<string> => sha256(salt + account);

/** Returns what stands for a path in a manifest without names. Equal names of Jottacloud have equal hashes. */
export const pathHash = async (salt: string, path: string): Promise<string> =>
  (await sha256(salt + pathKey(path))).slice(0, PATH_DIGITS);

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hexOf(new Uint8Array(digest));
}
