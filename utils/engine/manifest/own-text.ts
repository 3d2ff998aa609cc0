import { createMD5 } from 'hash-wasm';
import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import { TransferError } from '../../errors.ts';
import { replaceOwnFile } from '../../jottacloud/save-own-file.ts';
import { md5, type Md5, type RelativePath } from '../../units.ts';
import type { ManifestTools } from './write-manifest.ts';

/** Reads a small text of ours below the destination; null if there is no such file. */
export async function readOwnText(
  { ports: { jottacloud }, backoff, run }: ManifestTools,
  path: RelativePath,
  signal: AbortSignal,
): Promise<string | null> {
  const segments = segmentsBelow(run.destinationFolder, path);
  try {
    return await backoff.run(signal, () => jottacloud.readText(segments, signal));
  } catch (error) {
    if (error instanceof TransferError && error.code === 'not-at-destination') return null;
    throw error;
  }
}

/**
 * Saves a small text of ours whose path was just read.
 *
 * @param file `replaces` false: there was no file at the path
 * @returns false if somebody has put a file there meanwhile
 */
export async function saveOwnText(
  { ports: { jottacloud, clock }, backoff, run: { destinationFolder } }: ManifestTools,
  { path, text, replaces }: { path: RelativePath; text: string; replaces: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(text);
  const file = { destinationFolder, path, bytes, md5: await md5OfText(text), savedAt: clock.now(), replaces };
  return backoff.run(signal, () => replaceOwnFile(jottacloud, file, signal));
}

/** Returns the MD5 of a text in UTF-8. */
export const md5OfText = async (text: string): Promise<Md5> =>
  md5((await createMD5()).update(new TextEncoder().encode(text)).digest('hex'));
