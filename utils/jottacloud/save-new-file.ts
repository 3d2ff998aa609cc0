import { TransferError } from '../errors.ts';
import { relativePath, type EpochMs, type Md5 } from '../units.ts';
import type { JottacloudClient } from './client.ts';
import { replaceOwnFile } from './save-own-file.ts';

/** A small file of our own that belongs to no photo. */
export interface NewFile {
  /** Folder in the Archive. */
  folder: string;
  /** Names to try, best first. */
  names: Iterable<string>;
  bytes: Uint8Array<ArrayBuffer>;
  md5: Md5;
  savedAt: EpochMs;
}

type Client = Pick<JottacloudClient, 'readStored' | 'allocate' | 'sendPart'>;

/**
 * Saves a file under the first free name, and returns once Jottacloud confirms its MD5. Overwrites nothing. The same file
 * is saved once: a second call finds it.
 *
 * @returns the name that the file has
 * @throws {TransferError} `md5-mismatch` if Jottacloud has other bytes; `name-taken` without a free name
 */
export async function saveNewFile(client: Client, file: NewFile, signal: AbortSignal): Promise<string> {
  let tried = 0;
  for (const name of file.names) {
    tried += 1;
    const segments = [...file.folder.split('/'), name];
    const there = await client.readStored(segments, signal);
    if (there) {
      if (there.md5 === file.md5) return name;
      continue;
    }
    const { folder: destinationFolder, bytes, md5, savedAt } = file;
    const own = { destinationFolder, path: relativePath(name), bytes, md5, savedAt, replaces: false };
    if (!(await replaceOwnFile(client, own, signal))) continue;
    const stored = await client.readStored(segments, signal);
    if (stored?.md5 === file.md5) return name;
    throw new TransferError(
      'md5-mismatch',
      `expected MD5 ${file.md5}, received ${stored?.md5 ?? 'no file'}`,
      {
        service: 'jottacloud',
      },
    );
  }
  throw new TransferError('name-taken', `expected a free name, received ${tried} that are taken`, {
    service: 'jottacloud',
  });
}
