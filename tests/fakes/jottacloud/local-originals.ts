import { createCipheriv, createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Bytes without repetition, other ones for each seed. */
export function patternBytes(length: number, seed = 1): Uint8Array {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  return new Uint8Array(cipher.update(Buffer.alloc(length)));
}

/** Lower-case hex. */
export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** A folder with these files, all of 2024-06-01; gone at the end of the test. */
export async function createLocalFolder(files: Record<string, Uint8Array>) {
  const path = await mkdtemp(join(tmpdir(), 'originals-'));
  const write = async (name: string, bytes: Uint8Array) => {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), bytes);
    const time = new Date('2024-06-01T07:30:00Z');
    await utimes(join(path, name), time, time);
  };
  for (const [name, bytes] of Object.entries(files)) await write(name, bytes);
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
