import { segmentsBelow } from '../../../domain/layout/destination-folder.ts';
import { type ErrorCode, TransferError } from '../../../errors.ts';
import { partOf } from '../../../http/bytes.ts';
import type { StoredContent } from '../../../jottacloud/responses/responses.ts';
import { isSameSubject } from '../../../domain/sidecar/own-subject.ts';
import type { Checkpoint } from '../../../domain/file/file.ts';
import { MiB } from '../../../units.ts';
import type { QueuedFile } from '../../../ports/work-queue.ts';
import { isOwn } from '../download/download-file.ts';
import { refetchedBytes } from './refetched-bytes.ts';
import { type ByteSource, upload, type UploadResult, type UploadTools } from './upload.ts';
import type { FileTransfer, FileTools } from '../file-context.ts';

/** Names that are tried when names are taken or refused. */
const MAX_NAMES = 5;

type Hashed = Extract<Checkpoint, { status: 'hashed' }>;

/**
 * Takes a file from its hash to done: by its hash alone if Jottacloud has the bytes, else by sending them. A file whose
 * bytes are gone goes back to the queue.
 */
export async function uploadFile(
  transfer: FileTransfer,
  { md5 }: Hashed,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  const { clock, lease } = tools;
  await lease;
  await transfer.record({ type: 'uploadStarted' });
  const result = await uploadUnderFreeName(transfer, md5, tools, signal);
  if (result.kind === 'bytes-wanted') {
    await transfer.record({ type: 'bytesLost' });
    return;
  }
  const { path } = transfer.current;
  const stored = await transfer.record({ type: 'confirmed', outcome: result.outcome, at: clock.now() });
  // The other file of a Live Photo found the name taken meanwhile. This file takes the new name too, by its hash.
  if (stored.path !== path) await transfer.record({ type: 'missingAtDestination' });
}

/**
 * Uploads a file under the first free name. We check the path first, and also ask Jottacloud to reject conflicts.
 *
 * - If the path holds the same content, the file is done.
 * - If it holds other content, the file gets another name.
 * - If Jottacloud refuses the name, against all that we know of its rules, the file gets a plainer name.
 *
 * Overwrites nothing but an own file that is still as we wrote it.
 */
async function uploadUnderFreeName(
  transfer: FileTransfer,
  md5: Hashed['md5'],
  tools: FileTools,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { store, existing } = tools;
  const onSent = sentCounter(transfer, tools);
  let replaces = false;
  for (let attempt = 1; ; attempt += 1) {
    const file = transfer.current;
    const present = replaces ? null : await existing.at(file.path, signal);
    if (present && !isSameContent(present, md5, file)) {
      replaces = await mayReplace(file, present, tools, signal);
      if (!replaces && attempt >= MAX_NAMES)
        throw new TransferError('name-taken', `${MAX_NAMES} names are taken`, { service: 'jottacloud' });
      if (!replaces) {
        transfer.replace(await store.rename(file, 'taken'));
        continue;
      }
    }
    try {
      return await upload(file, md5, uploadTools(transfer, { replaces, onSent }, tools, signal), signal);
    } catch (error) {
      const reason = error instanceof TransferError ? renameReasons[error.code] : undefined;
      if (!reason || attempt >= MAX_NAMES) throw error;
      const stored = reason === 'taken' ? await readStored(file, tools, signal) : null;
      if (stored && isSameContent(stored, md5, file)) return { kind: 'confirmed', outcome: 'already-stored' };
      if (stored && !replaces && (await mayReplace(file, stored, tools, signal))) replaces = true;
      else transfer.replace(await store.rename(file, reason));
    }
  }
}

const isSameContent = (stored: StoredContent, md5: Hashed['md5'], { sizeBytes }: QueuedFile): boolean =>
  stored.md5 === md5 && stored.sizeBytes === sizeBytes;

/** Reports sent bytes to the board and to the concurrency of uploads. */
function sentCounter(transfer: FileTransfer, { uploads, board }: FileTools): (totalBytes: number) => void {
  let countedBytes = 0;
  return (totalBytes) => {
    const { key, sizeBytes } = transfer.current;
    uploads.moved(sizeBytes, Math.max(0, totalBytes - countedBytes));
    countedBytes = totalBytes;
    board.sent(key, totalBytes);
  };
}

function uploadTools(
  transfer: FileTransfer,
  { replaces, onSent }: Pick<UploadTools, 'replaces' | 'onSent'>,
  tools: FileTools,
  signal: AbortSignal,
): UploadTools {
  const { jottacloud, backoffs, uploads, destinationFolder, clock, partSize } = tools;
  const { sizeBytes } = transfer.current;
  return {
    jottacloud,
    backoff: backoffs.jottacloud,
    ahead: uploads.ahead(sizeBytes),
    acquireSlot: () => uploads.acquire(sizeBytes, signal),
    destinationFolder,
    clock,
    partSize,
    replaces,
    bytes: () => bytesOf(transfer, tools, signal),
    onHeld: (bytes) => transfer.held('sent', bytes),
    onSent,
  };
}

/** Looks up the content at the path of a file. */
function readStored(
  file: QueuedFile,
  { backoffs, jottacloud, destinationFolder }: FileTools,
  signal: AbortSignal,
): Promise<StoredContent | null> {
  const segments = segmentsBelow(destinationFolder, file.path);
  return backoffs.jottacloud.run(signal, () => jottacloud.readStored(segments, signal));
}

/** An own file whose bytes are gone. It is written again, from the present listing. */
const unwritten: ByteSource = {
  maxBytes: Infinity,
  lend: async () => null,
  close: async () => undefined,
};

/** Largest own file that is read back: an album of fifty thousand photos. */
const MAX_OWN_BYTES = 16 * MiB;

/**
 * Whether the content at the path is ours: the log knows it, or it is an older own file about the same photo, album or
 * folder from before the log was lost.
 */
async function mayReplace(
  file: QueuedFile,
  present: StoredContent,
  { store, backoffs, jottacloud, destinationFolder }: FileTools,
  signal: AbortSignal,
): Promise<boolean> {
  if (file.replaces === present.md5) return true;
  if (!isOwn(file)) return false;
  if (present.sizeBytes > MAX_OWN_BYTES) return false;
  const segments = segmentsBelow(destinationFolder, file.path);
  const stored = await backoffs.jottacloud.run(signal, () => jottacloud.readText(segments, signal));
  const { bytes } = await store.readOwnFile(file);
  return isSameSubject(stored, new TextDecoder().decode(bytes));
}

/** Opens the bytes in memory or in the spool, else at Apple again. */
async function bytesOf(transfer: FileTransfer, tools: FileTools, signal: AbortSignal): Promise<ByteSource> {
  const content = transfer.content ?? (await tools.spool.open(transfer.current));
  if (!content) return isOwn(transfer.current) ? unwritten : refetchedBytes(transfer, tools, signal);
  return {
    maxBytes: Infinity,
    lend: (start, end, send) => send(partOf(content, start, end)),
    close: async () => undefined,
  };
}

const renameReasons: Partial<Record<ErrorCode, 'taken' | 'refused'>> = {
  'name-taken': 'taken',
  'name-refused': 'refused',
};
