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
import type { FileOnItsWay, FileTools } from './file-context.ts';

/** Names that are tried when the first ones are taken or refused. */
const MOST_NAMES = 5;

type Hashed = Extract<Checkpoint, { status: 'hashed' }>;

/** From the hash to done: filed by its hash alone where Jottacloud has the bytes, else sent. What Apple has changed since it was hashed goes back to the queue. */
export async function storeFile(
  way: FileOnItsWay,
  { md5 }: Hashed,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = tools;
  await way.move({ type: 'uploadStarted' });
  const result = await uploadUnderFreeName(way, md5, tools, signal);
  if (result.kind === 'bytes-wanted') {
    await way.move({ type: 'bytesLost' });
    return;
  }
  const { path } = way.current;
  const stored = await way.move({ type: 'confirmed', outcome: result.outcome, at: clock.now() });
  // The other file of a Live Photo found the name taken meanwhile: this one goes with it, filed again by its hash.
  if (stored.path !== path) await way.move({ type: 'missingAtDestination' });
}

/**
 * It is looked first, and Jottacloud is asked to refuse conflicts too. Where a name is taken by the very same content, that is the file; by other content, ours gets another name. A name
 * that Jottacloud does not allow, against all we know of its rules, is made plainer. Nothing is ever overwritten but a
 * details file of our own that is still as we wrote it.
 */
async function uploadUnderFreeName(
  way: FileOnItsWay,
  md5: Hashed['md5'],
  tools: FileTools,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { store, gates, jottacloud, foreign, destinationFolder, clock, partSize, board, uploads } = tools;
  let replaces = false;
  let sentBytes = 0;
  for (let name = 1; ; name += 1) {
    const file = way.current;
    const stranger: StoredContent | null = replaces ? null : await foreign.at(file.path, signal);
    if (stranger && (stranger.md5 !== md5 || stranger.sizeBytes !== file.sizeBytes)) {
      replaces = await mayReplace(file, stranger, tools, signal);
      if (!replaces && name < MOST_NAMES) {
        way.replace(await store.rename(file, 'taken'));
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
          gate: gates.jottacloud,
          ahead: uploads.ahead(file.sizeBytes),
          takePlace: () => uploads.take(file.sizeBytes, signal),
          destinationFolder,
          clock,
          partSize,
          replaces,
          bytes: () => bytesOf(way, tools, signal),
          onHeld: (bytes) => way.held('sent', bytes),
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
      if (!reason || name >= MOST_NAMES) throw error;
      if (reason === 'taken') {
        const segments = [...destinationFolder.split('/'), ...file.path.split('/')];
        const stored = await gates.jottacloud.through(signal, () => jottacloud.readStored(segments, signal));
        if (stored?.md5 === md5 && stored.sizeBytes === file.sizeBytes)
          return { kind: 'confirmed', outcome: 'already-stored' };
        if (stored && !replaces && (await mayReplace(file, stored, tools, signal))) {
          replaces = true;
          continue;
        }
      }
      way.replace(await store.rename(file, reason));
    }
  }
}

/** A file of our own whose bytes are gone: it is written again, from what is listed now. */
const unwritten: ByteSource = {
  mostBytes: Infinity,
  lend: async () => null,
  close: async () => undefined,
};

/** Longest file of ours that is read: an album of fifty thousand photos. */
const MOST_OWN_BYTES = 16 * MiB;

/** What lies there is ours, as the log knows it, or an older file of ours about the same photo or album, of which the log was lost. */
async function mayReplace(
  file: QueuedFile,
  there: StoredContent,
  { store, gates, jottacloud, destinationFolder }: FileTools,
  signal: AbortSignal,
): Promise<boolean> {
  if (file.replaces === there.md5) return true;
  if (file.role !== 'details' && file.role !== 'album') return false;
  if (there.sizeBytes > MOST_OWN_BYTES) return false;
  const segments = [...destinationFolder.split('/'), ...file.path.split('/')];
  const theirs = await gates.jottacloud.through(signal, () => jottacloud.readText(segments, signal));
  const { bytes } = await store.readOwnFile(file);
  return isSameSubject(theirs, new TextDecoder().decode(bytes));
}

/** Takes the bytes from the spool where it has them, else from Apple again. */
async function bytesOf(way: FileOnItsWay, tools: FileTools, signal: AbortSignal): Promise<ByteSource> {
  const here = way.content ?? (await tools.spool.open(way.current));
  if (!here) return isOwn(way.current) ? unwritten : refetchedBytes(way, tools, signal);
  return {
    mostBytes: Infinity,
    lend: (start, end, send) => send(partOf(here, start, end)),
    close: async () => undefined,
  };
}

const renameReasons: Partial<Record<ErrorCode, 'taken' | 'refused'>> = {
  'name-taken': 'taken',
  'name-refused': 'refused',
};
