import { withOwnDatabase } from './key-database.ts';

const ALGORITHM = 'AES-GCM';
const IV_BYTES = 12;

/**
 * The key that seals what must not lie on the disk as readable text. No script can take it out of the browser, not even
 * ours. It is no protection from somebody who has the whole profile folder: Chromium writes the key's bytes into the
 * database, so whoever can read these files can open the seal. Nor is it one from malware that runs as the user.
 */
const sealingKey = (): Promise<CryptoKey> =>
  withOwnDatabase(async (database) => {
    const known: unknown = await database.get('keys', 'seal');
    if (known instanceof CryptoKey) return known;
    const key = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    // Two contexts at once: the first key stays.
    const { store, done } = database.transaction('keys', 'readwrite', { durability: 'strict' });
    const first: unknown = await store.get('seal');
    const isFirst = !(first instanceof CryptoKey);
    if (isFirst) await store.put(key, 'seal');
    await done;
    return isFirst ? key : first;
  });

/** @returns base64 of a random start value and the sealed text */
export async function seal(text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: ALGORITHM, iv },
    await sealingKey(),
    new TextEncoder().encode(text),
  );
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

/** @returns null if it was sealed by a key that is gone */
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
