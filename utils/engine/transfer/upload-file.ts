import { type ErrorCode, TransferError } from '../../errors.ts';
import { partOf } from '../../http/bytes.ts';
import type { StoredContent } from '../../jottacloud/responses/responses.ts';
import { isSameSubject } from '../../domain/photo/own-subject.ts';
import type { Checkpoint } from '../../domain/file/file.ts';
import { MiB } from '../../units.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { isOwn } from './download-file.ts';
import { refetchedBytes } from './refetched-bytes.ts';
import { type ByteSource, upload, type UploadResult } from './upload.ts';
import type { FileTransfer, FileTools } from './file-context.ts';

/** Names that are tried when the first ones are taken or refused. */
const MAX_NAMES = 5;

type Hashed = Extract<Checkpoint, { status: 'hashed' }>;

/** From the hash to done: filed by its hash alone where Jottacloud has the bytes, else sent. What Apple has changed since it was hashed goes back to the queue. */
export async function uploadFile(
  transfer: FileTransfer,
  { md5 }: Hashed,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = tools;
  await transfer.record({ type: 'uploadStarted' });
  const result = await uploadUnderFreeName(transfer, md5, tools, signal);
  if (result.kind === 'bytes-wanted') {
    await transfer.record({ type: 'bytesLost' });
    return;
  }
  const { path } = transfer.current;
  const stored = await transfer.record({ type: 'confirmed', outcome: result.outcome, at: clock.now() });
  // The other file of a Live Photo found the name taken meanwhile: this one goes with it, filed again by its hash.
  if (stored.path !== path) await transfer.record({ type: 'missingAtDestination' });
}

/**
 * It is looked first, and Jottacloud is asked to refuse conflicts too. Where a name is taken by the very same content, that is the file; by other content, ours gets another name. A name
 * that Jottacloud does not allow, against all we know of its rules, is made plainer. Nothing is ever overwritten but a
 * details file of our own that is still as we wrote it.
 */
async function uploadUnderFreeName(
  transfer: FileTransfer,
  md5: Hashed['md5'],
  tools: FileTools,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { store, backoffs, jottacloud, existing, destinationFolder, clock, partSize, board, uploads } = tools;
  let replaces = false;
  let sentBytes = 0;
  for (let name = 1; ; name += 1) {
    const file = transfer.current;
    const stranger: StoredContent | null = replaces ? null : await existing.at(file.path, signal);
    if (stranger && (stranger.md5 !== md5 || stranger.sizeBytes !== file.sizeBytes)) {
      replaces = await mayReplace(file, stranger, tools, signal);
      if (!replaces && name < MAX_NAMES) {
        transfer.replace(await store.rename(file, 'taken'));
        continue;
      }
      if (!replaces) throw new TransferError('name-taken', 'all names are taken', { service: 'jottacloud' });
    }
    try {
      return await upload(
        file,
        md5,
        {
          jottacloud,
          backoff: backoffs.jottacloud,
          ahead: uploads.ahead(file.sizeBytes),
          acquireSlot: () => uploads.acquire(file.sizeBytes, signal),
          destinationFolder,
          clock,
          partSize,
          replaces,
          bytes: () => bytesOf(transfer, tools, signal),
          onHeld: (bytes) => transfer.held('sent', bytes),
          onSent: (bytes) => {
            uploads.moved(file.sizeBytes, Math.max(0, bytes - sentBytes));
            sentBytes = bytes;
            board.sent(file.key, bytes);
          },
        },
        signal,
      );
    } catch (error) {
      const reason = error instanceof TransferError ? renameReasons[error.code] : undefined;
      if (!reason || name >= MAX_NAMES) throw error;
      if (reason === 'taken') {
        const segments = [...destinationFolder.split('/'), ...file.path.split('/')];
        const stored = await backoffs.jottacloud.run(signal, () => jottacloud.readStored(segments, signal));
        if (stored?.md5 === md5 && stored.sizeBytes === file.sizeBytes)
          return { kind: 'confirmed', outcome: 'already-stored' };
        if (stored && !replaces && (await mayReplace(file, stored, tools, signal))) {
          replaces = true;
          continue;
        }
      }
      transfer.replace(await store.rename(file, reason));
    }
  }
}

/** A file of our own whose bytes are gone: it is written again, from what is listed now. */
const unwritten: ByteSource = {
  maxBytes: Infinity,
  lend: async () => null,
  close: async () => undefined,
};

/** Longest file of ours that is read: an album of fifty thousand photos. */
const MAX_OWN_BYTES = 16 * MiB;

/** What lies there is ours, as the log knows it, or an older file of ours about the same photo or album, of which the log was lost. */
async function mayReplace(
  file: QueuedFile,
  there: StoredContent,
  { store, backoffs, jottacloud, destinationFolder }: FileTools,
  signal: AbortSignal,
): Promise<boolean> {
  if (file.replaces === there.md5) return true;
  if (file.role !== 'details' && file.role !== 'album') return false;
  if (there.sizeBytes > MAX_OWN_BYTES) return false;
  const segments = [...destinationFolder.split('/'), ...file.path.split('/')];
  const theirs = await backoffs.jottacloud.run(signal, () => jottacloud.readText(segments, signal));
  const { bytes } = await store.readOwnFile(file);
  return isSameSubject(theirs, new TextDecoder().decode(bytes));
}

/** Takes the bytes from the spool where it has them, else from Apple again. */
async function bytesOf(transfer: FileTransfer, tools: FileTools, signal: AbortSignal): Promise<ByteSource> {
  const here = transfer.content ?? (await tools.spool.open(transfer.current));
  if (!here) return isOwn(transfer.current) ? unwritten : refetchedBytes(transfer, tools, signal);
  return {
    maxBytes: Infinity,
    lend: (start, end, send) => send(partOf(here, start, end)),
    close: async () => undefined,
  };
}

const renameReasons: Partial<Record<ErrorCode, 'taken' | 'refused'>> = {
  'name-taken': 'taken',
  'name-refused': 'refused',
};
