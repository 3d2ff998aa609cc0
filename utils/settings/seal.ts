import { withOwnDatabase } from './key-database.ts';

const ALGORITHM = 'AES-GCM';
/** 96 bits, the length that AES-GCM is made for. Source: NIST SP 800-38D, 5.2.1.1. */
const IV_BYTES = 12;

/**
 * Returns the key that encrypts text on disk. No script can export it, not even ours. It does not protect against
 * someone who has the whole profile folder: Chromium writes the key's bytes into the database. Nor does it protect against
 * malware that runs as the user.
 */
const sealingKey = (): Promise<CryptoKey> =>
  withOwnDatabase(async (database) => {
    const known: unknown = await database.get('keys', 'seal');
    if (known instanceof CryptoKey) return known;
    const key = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    // If two contexts create a key at once, the first one stays.
    const { store, done } = database.transaction('keys', 'readwrite', { durability: 'strict' });
    const first: unknown = await store.get('seal');
    const isFirst = !(first instanceof CryptoKey);
    if (isFirst) await store.put(key, 'seal');
    await done;
    return isFirst ? key : first;
  });

/** Encrypts a text. @returns base64 of a random IV and the ciphertext */
export async function seal(text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: ALGORITHM, iv },
    await sealingKey(),
    new TextEncoder().encode(text),
  );
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

/** Decrypts a text. @returns null if its key is gone */
export async function unseal(sealed: string): Promise<string | null> {
  try {
    const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
    const iv = bytes.subarray(0, IV_BYTES);
    const text = await crypto.subtle.decrypt(
      { name: ALGORITHM, iv },
      await sealingKey(),
      bytes.subarray(IV_BYTES),
    );
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}
