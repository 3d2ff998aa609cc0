import { TransferError } from '../../errors.ts';
import { type Bytes, sizeOf } from '../../http/bytes.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { allocatePath } from '../../jottacloud/jfs-path.ts';
import type { Outcome } from '../../domain/file/file.ts';
import { partEnd, type PartSize } from '../../domain/progress/part-size.ts';
import type { Md5 } from '../../units.ts';
import type { Backoff } from '../flow/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { Semaphore } from '../flow/semaphore.ts';

/** Allocations in a row whose resume position does not move, after which the file is put back. */
const MAX_STANDSTILLS = 3;

/** What Jottacloud said so long before there was a place for the body is asked again. */
const STALE_MS = 30_000;

/** What happened: Jottacloud has it, or it wants bytes that nobody has any more. */
export type UploadResult = { kind: 'confirmed'; outcome: Outcome } | { kind: 'bytes-wanted' };

/** Where the bytes of one file come from. */
export interface ByteSource {
  /** Longest part that can be had at once. */
  readonly maxBytes: number;
  /** Gives one part, for the time of its sending. @returns null if these bytes are not to be had any more */
  lend<T>(start: number, end: number, send: (part: Bytes) => Promise<T>): Promise<T | null>;
  close(): Promise<void>;
}

/** What an upload needs of its surroundings. */
export interface UploadTools {
  jottacloud: Pick<JottacloudClient, 'allocate' | 'sendPart'>;
  backoff: Backoff;
  /** Room for files that Jottacloud is asked about before there is a place for their bodies; null: the place comes first. */
  ahead: Semaphore | null;
  /** A place for a body, given back by calling what comes. */
  acquireSlot(): Promise<() => void>;
  destinationFolder: string;
  clock: Clock;
  partSize: PartSize;
  /** What is at the path is an older one of ours. */
  replaces: boolean;
  /** The file's bytes, asked for only when Jottacloud wants them. */
  bytes(): Promise<ByteSource>;
  /** Bytes that Jottacloud says it holds. */
  onHeld(totalBytes: number): void;
  /** Bytes of the file that Jottacloud has or that are on their way to it. */
  onSent(totalBytes: number): void;
}

/** An empty original has nothing to fetch. */
const noBytes: ByteSource = {
  maxBytes: Infinity,
  lend: (_start, _end, send) => send(new Uint8Array(0)),
  close: async () => undefined,
};

/**
 * Files one original: says what it is, sends what Jottacloud has not got, and holds its answer against ours.
 * Where to go on after a cut is always Jottacloud's word. Bodies take places; about the next small files Jottacloud is
 * asked before there is one, so that the link is not idle meanwhile.
 *
 * @throws {TransferError} `name-taken`, `md5-mismatch`, `upload-incomplete`, `jottacloud-full` and others
 */
export async function upload(
  file: QueuedFile,
  md5: Md5,
  { jottacloud, backoff, ahead, acquireSlot, bytes, ...tools }: UploadTools,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { destinationFolder, clock, partSize, replaces, onHeld, onSent } = tools;
  const wanted = {
    path: allocatePath(destinationFolder, file.path),
    sizeBytes: file.sizeBytes,
    md5,
    takenAt: file.takenAt,
    replaces,
  };
  let source: ByteSource | null = null;
  const freeAhead = await ahead?.acquire(1, signal);
  let freePlace = ahead ? null : await acquireSlot();
  let furthest = -1;
  try {
    for (let standstills = 0; standstills < MAX_STANDSTILLS;) {
      const allocation = await backoff.run(signal, () => jottacloud.allocate(wanted, signal));
      if (allocation.kind === 'stored')
        return { kind: 'confirmed', outcome: source ? 'uploaded' : 'already-stored' };
      source ??= file.sizeBytes === 0 ? noBytes : await bytes();
      if (!freePlace) {
        const askedAt = clock.now();
        freePlace = await acquireSlot();
        freeAhead?.();
        if (clock.now() - askedAt > STALE_MS) continue;
      }
      const { maxBytes } = source;
      const { uploadUrl, resumePosition } = allocation;
      // All bytes held and yet not complete: there is no range left to send, only the whole can end it.
      const isFull = resumePosition >= file.sizeBytes;
      const start = isFull ? 0 : resumePosition;
      standstills = start > furthest ? 0 : standstills + 1;
      furthest = Math.max(furthest, start);

      const end = partEnd(
        start,
        file.sizeBytes,
        Math.min(maxBytes, isFull ? file.sizeBytes : partSize.bytes),
      );
      onHeld(resumePosition);
      onSent(start);
      const result = await source.lend(start, end, (part) =>
        backoff.run(signal, async () => {
          const startedAt = clock.now();
          const target = { uploadUrl, start, sizeBytes: file.sizeBytes };
          const answer = await jottacloud.sendPart(target, part, (sent) => onSent(start + sent), signal);
          partSize.measured(sizeOf(part), clock.now() - startedAt);
          return answer;
        }),
      );
      if (result === null) return { kind: 'bytes-wanted' };
      if (result.kind === 'incomplete') continue;
      if (result.content.md5 !== md5 || result.content.sizeBytes !== file.sizeBytes)
        throw new TransferError('md5-mismatch', 'Jottacloud confirms other content', {
          service: 'jottacloud',
        });
      return { kind: 'confirmed', outcome: 'uploaded' };
    }
  } finally {
    freeAhead?.();
    freePlace?.();
    await source?.close();
  }
  throw new TransferError('upload-incomplete', 'no byte got through', { service: 'jottacloud' });
}
