import { TransferError } from '../errors.ts';
import type { JottacloudClient } from '../jottacloud/client.ts';
import { allocatePath } from '../jottacloud/jfs-path.ts';
import type { Outcome } from '../transfer/file.ts';
import { type Md5, MiB } from '../units.ts';
import type { Gate } from './gate.ts';
import type { QueuedFile } from './ports.ts';

/** Bytes of one upload request: a cut connection costs no more, and an access token outlives it. */
const PART_BYTES = 64 * MiB;
/** Allocations in a row whose resume position does not move, after which the file is put back. */
const MOST_STANDSTILLS = 3;

/** What happened: Jottacloud has it, or it wants bytes that are not here any more. */
export type UploadResult = { kind: 'confirmed'; outcome: Outcome } | { kind: 'bytes-wanted' };

/** What an upload needs of its surroundings. */
export interface UploadTools {
  jottacloud: JottacloudClient;
  gate: Gate;
  destinationFolder: string;
  /** The file's bytes, asked for only when Jottacloud wants them; null if they are gone. */
  bytes(): Promise<Blob | null>;
  /** Bytes that Jottacloud says it holds. */
  onHeld(totalBytes: number): void;
  /** Bytes of the file that Jottacloud has or that are on their way to it. */
  onSent(totalBytes: number): void;
}

/**
 * Files one original: says what it is, sends what Jottacloud has not got, and holds its answer against ours.
 * Where to go on after a cut is always Jottacloud's word.
 *
 * @throws {TransferError} `name-taken`, `md5-mismatch`, `upload-incomplete`, `jottacloud-full` and others
 */
export async function upload(
  file: QueuedFile,
  md5: Md5,
  { jottacloud, gate, destinationFolder, bytes, onHeld, onSent }: UploadTools,
  signal: AbortSignal,
): Promise<UploadResult> {
  const wanted = {
    path: allocatePath(destinationFolder, file.path),
    sizeBytes: file.sizeBytes,
    md5,
    takenAt: file.takenAt,
  };
  let content: Blob | null = null;
  let furthest = -1;
  for (let standstills = 0; standstills < MOST_STANDSTILLS;) {
    const allocation = await gate.through(signal, () => jottacloud.allocate(wanted, signal));
    if (allocation.kind === 'stored')
      return { kind: 'confirmed', outcome: content ? 'uploaded' : 'already-stored' };
    content ??= await bytes();
    if (!content) return { kind: 'bytes-wanted' };
    const { uploadUrl, resumePosition } = allocation;
    // All bytes held and yet not complete: there is no range left to send, only the whole can end it.
    const isFull = resumePosition >= file.sizeBytes;
    const start = isFull ? 0 : resumePosition;
    standstills = start > furthest ? 0 : standstills + 1;
    furthest = Math.max(furthest, start);

    const end = isFull || file.sizeBytes - start < PART_BYTES * 1.5 ? file.sizeBytes : start + PART_BYTES;
    const part = content.slice(start, end);
    onHeld(resumePosition);
    onSent(start);
    const result = await gate.through(signal, () =>
      jottacloud.sendPart(
        { uploadUrl, start, sizeBytes: file.sizeBytes },
        part,
        (sent) => onSent(start + sent),
        signal,
      ),
    );
    if (result.kind === 'incomplete') continue;
    if (result.content.md5 !== md5 || result.content.sizeBytes !== file.sizeBytes)
      throw new TransferError('md5-mismatch', 'Jottacloud confirms other content', { service: 'jottacloud' });
    return { kind: 'confirmed', outcome: 'uploaded' };
  }
  throw new TransferError('upload-incomplete', 'no byte got through', { service: 'jottacloud' });
}
