import { TransferError } from '../errors.ts';
import { relativePath, type EpochMs, type Md5 } from '../units.ts';
import type { JottacloudClient } from './client.ts';
import { allocatePath } from './jfs-path.ts';

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
    if (!(await send(client, file, name, signal))) continue;
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

/** @returns false if another client has taken the name meanwhile */
async function send(
  client: Client,
  { folder, bytes, md5, savedAt }: NewFile,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const path = allocatePath(folder, relativePath(name));
  try {
    const wanted = { path, sizeBytes: bytes.length, md5, takenAt: savedAt, replaces: false };
    const answer = await client.allocate(wanted, signal);
    if (answer.kind === 'stored') return true;
    const { uploadUrl, resumePosition } = answer;
    const target = { uploadUrl, start: resumePosition, sizeBytes: bytes.length };
    await client.sendPart(target, bytes.subarray(resumePosition), () => undefined, signal);
    return true;
  } catch (error) {
    if (error instanceof TransferError && error.code === 'name-taken') return false;
    throw error;
  }
}
