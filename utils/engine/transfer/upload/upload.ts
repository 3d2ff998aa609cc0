import { retryTable } from '../../../domain/retry/retry-table.ts';
import { TransferError } from '../../../errors.ts';
import { type Bytes, sizeOf } from '../../../http/bytes.ts';
import type { JottacloudClient } from '../../../jottacloud/client.ts';
import { allocatePath } from '../../../jottacloud/jfs-path.ts';
import type { StoredContent } from '../../../jottacloud/responses/responses.ts';
import type { Outcome } from '../../../domain/file/file.ts';
import { partEnd, type PartSize } from '../../../domain/progress/part-size.ts';
import type { Md5 } from '../../../units.ts';
import type { Backoff } from '../../flow/backoff.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { QueuedFile } from '../../../ports/work-queue.ts';
import type { Semaphore } from '../../flow/semaphore.ts';

/** An allocation that waited longer than this for a permit to upload is requested again. */
const STALE_MS = 30_000;

/** Result of an upload: Jottacloud has the file, or it needs bytes that are gone. */
export type UploadResult = { kind: 'confirmed'; outcome: Outcome } | { kind: 'bytes-wanted' };

/** Source of the bytes of one file. */
export interface ByteSource {
  /** Longest part that it can provide at once. */
  readonly maxBytes: number;
  /** Provides one part while it is sent. @returns null if these bytes are gone */
  lend<T>(start: number, end: number, send: (part: Bytes) => Promise<T>): Promise<T | null>;
  close(): Promise<void>;
}

/** Dependencies of an upload. */
export interface UploadTools {
  jottacloud: Pick<JottacloudClient, 'allocate' | 'sendPart'>;
  backoff: Backoff;
  /** Permits to allocate a file before it has a permit to upload; null if the permit to upload comes first. */
  ahead: Semaphore | null;
  /** Acquires a permit to upload. @returns a function that releases it */
  acquireSlot(): Promise<() => void>;
  destinationFolder: string;
  clock: Clock;
  partSize: PartSize;
  /** The path holds an older file of ours. */
  replaces: boolean;
  /** Opens the file's bytes. Called only when Jottacloud needs them. */
  bytes(): Promise<ByteSource>;
  /** @param totalBytes that Jottacloud reports to hold */
  onHeld(totalBytes: number): void;
  /** @param totalBytes of the file that Jottacloud has or that are on their way to it */
  onSent(totalBytes: number): void;
}

/** The bytes of an empty file. */
const noBytes: ByteSource = {
  maxBytes: Infinity,
  lend: (_start, _end, send) => send(new Uint8Array(0)),
  close: async () => undefined,
};

/**
 * Uploads one file: allocates it, sends the bytes that Jottacloud lacks, and verifies the content that it confirms. After
 * a break, Jottacloud's resume position decides where to continue. Small files are allocated ahead of their permit to
 * upload, so that the link is never idle.
 *
 * @throws {TransferError} `name-taken`, `md5-mismatch`, `upload-incomplete`, `jottacloud-full` and others
 */
export async function upload(
  file: QueuedFile,
  md5: Md5,
  tools: UploadTools,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { jottacloud, backoff, ahead, acquireSlot, clock } = tools;
  const { sizeBytes, takenAt } = file;
  const path = allocatePath(tools.destinationFolder, file.path);
  const wanted = { path, sizeBytes, md5, takenAt, replaces: tools.replaces };
  let source: ByteSource | null = null;
  const releaseAhead = await ahead?.acquire(1, signal);
  let releaseSlot = ahead ? null : await acquireSlot();
  let furthest = -1;
  try {
    for (let standstills = 0; standstills < retryTable.upload.maxStandstills;) {
      const allocation = await backoff.run(signal, () => jottacloud.allocate(wanted, signal));
      if (allocation.kind === 'stored')
        return { kind: 'confirmed', outcome: source ? 'uploaded' : 'already-stored' };
      source ??= sizeBytes === 0 ? noBytes : await tools.bytes();
      if (!releaseSlot) {
        const allocatedAt = clock.now();
        releaseSlot = await acquireSlot();
        releaseAhead?.();
        if (clock.now() - allocatedAt > STALE_MS) continue;
      }
      const { uploadUrl, resumePosition } = allocation;
      const { start, end } = nextPart(sizeBytes, resumePosition, source.maxBytes, tools.partSize);
      standstills = start > furthest ? 0 : standstills + 1;
      furthest = Math.max(furthest, start);
      tools.onHeld(resumePosition);
      tools.onSent(start);
      const target = { uploadUrl, start, sizeBytes };
      const result = await source.lend(start, end, (part) => sendPart(target, part, tools, signal));
      if (result === null) return { kind: 'bytes-wanted' };
      if (result.kind === 'incomplete') continue;
      verify(result.content, { md5, sizeBytes });
      return { kind: 'confirmed', outcome: 'uploaded' };
    }
  } finally {
    releaseAhead?.();
    releaseSlot?.();
    await source?.close();
  }
  throw new TransferError('upload-incomplete', `no progress after byte ${furthest} of ${sizeBytes}`, {
    service: 'jottacloud',
  });
}

/**
 * Returns the next part to send. If Jottacloud holds all bytes and yet the file is incomplete, no range is left: only
 * sending the whole file can complete it.
 */
function nextPart(
  sizeBytes: number,
  resumePosition: number,
  maxBytes: number,
  partSize: PartSize,
): { start: number; end: number } {
  const isFull = resumePosition >= sizeBytes;
  const start = isFull ? 0 : resumePosition;
  const end = partEnd(start, sizeBytes, Math.min(maxBytes, isFull ? sizeBytes : partSize.bytes));
  return { start, end };
}

/** Sends one part, and measures how long it takes. */
function sendPart(
  target: Parameters<JottacloudClient['sendPart']>[0],
  part: Bytes,
  { jottacloud, backoff, clock, partSize, onSent }: UploadTools,
  signal: AbortSignal,
): ReturnType<JottacloudClient['sendPart']> {
  return backoff.run(signal, async () => {
    const startedAt = clock.now();
    const answer = await jottacloud.sendPart(target, part, (sent) => onSent(target.start + sent), signal);
    partSize.measured(sizeOf(part), clock.now() - startedAt);
    return answer;
  });
}

/** @throws {TransferError} `md5-mismatch` */
function verify(confirmed: StoredContent, expected: StoredContent): void {
  if (confirmed.md5 === expected.md5 && confirmed.sizeBytes === expected.sizeBytes) return;
  const detail = `expected ${describe(expected)}, Jottacloud confirms ${describe(confirmed)}`;
  throw new TransferError('md5-mismatch', detail, { service: 'jottacloud' });
}

const describe = ({ md5, sizeBytes }: StoredContent): string => `MD5 ${md5} of ${sizeBytes} bytes`;
