import { TransferError } from '../errors.ts';
import { segmentsBelow } from '../domain/layout/destination-folder.ts';
import { type Bytes, partOf, sizeOf } from '../http/bytes.ts';
import type { EpochMs, Md5, RelativePath } from '../units.ts';
import type { JottacloudClient } from './client.ts';
import { allocatePath } from './jfs-path.ts';

/** A small file of our own that belongs to no photo, and has one name for ever. */
interface OwnFile {
  destinationFolder: string;
  path: RelativePath;
  bytes: Bytes;
  md5: Md5;
  savedAt: EpochMs;
}

type Client = Pick<JottacloudClient, 'readStored' | 'allocate' | 'sendPart'>;

/**
 * Saves an own file as a new revision of what we wrote before, and returns once Jottacloud has confirmed its MD5. Takes at
 * most three requests.
 *
 * @returns false if the path holds content of somebody else, which stays
 * @throws {TransferError} `md5-mismatch` or `upload-incomplete` if Jottacloud does not have the file now
 */
export async function saveOwnFile(
  client: Client,
  { written, ...file }: OwnFile & { written: readonly Md5[] },
  signal: AbortSignal,
): Promise<boolean> {
  const there = await client.readStored(segmentsBelow(file.destinationFolder, file.path), signal);
  if (there?.md5 === file.md5) return true;
  if (there && !written.includes(there.md5)) return false;
  return replaceOwnFile(client, { ...file, replaces: there !== null }, signal);
}

/**
 * Saves an own file whose path the caller has just read. Takes two requests. The older revision stays until the new one is
 * complete. Source: docs/jottacloud.md 3.5.
 *
 * @param file `replaces` false: there was no file at the path
 * @returns false if there is one by now
 * @throws {TransferError} as {@link saveOwnFile}
 */
export async function replaceOwnFile(
  client: Client,
  { destinationFolder, path, bytes, md5, savedAt, replaces }: OwnFile & { replaces: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const sizeBytes = sizeOf(bytes);
  const target = { path: allocatePath(destinationFolder, path), sizeBytes, md5, takenAt: savedAt, replaces };
  try {
    const answer = await client.allocate(target, signal);
    if (answer.kind === 'upload') await sendAll(client, { answer, bytes, md5 }, signal);
    return true;
  } catch (error) {
    if (error instanceof TransferError && error.code === 'name-taken') return false;
    throw error;
  }
}

async function sendAll(
  client: Client,
  {
    answer: { uploadUrl, resumePosition },
    bytes,
    md5,
  }: { answer: { uploadUrl: string; resumePosition: number }; bytes: Bytes; md5: Md5 },
  signal: AbortSignal,
): Promise<void> {
  const sizeBytes = sizeOf(bytes);
  const target = { uploadUrl, start: resumePosition, sizeBytes };
  const part = partOf(bytes, resumePosition, sizeBytes);
  const result = await client.sendPart(target, part, () => undefined, signal);
  if (result.kind === 'incomplete')
    throw new TransferError('upload-incomplete', `expected ${sizeBytes} bytes to arrive`, {
      service: 'jottacloud',
    });
  if (result.content.md5 !== md5)
    throw new TransferError('md5-mismatch', `expected MD5 ${md5}, received ${result.content.md5}`, {
      service: 'jottacloud',
    });
}
