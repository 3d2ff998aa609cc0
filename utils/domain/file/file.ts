import type { ErrorCode, ErrorRecord } from '../../errors.ts';
import type { EpochMs, Md5 } from '../../units.ts';
import { isOver } from './retry.ts';

/** What a file goes back to after an error or a killed worker. */
export type Checkpoint =
  { status: 'queued' } | { status: 'hashed'; md5: Md5; proof: Proof; mismatches: number };

/** How the bytes were held against Apple's word: its checksum, or (a checksum of an unknown kind) its size only; `own` of files that we write ourselves. */
export type Proof = 'checksum' | 'size' | 'own';

/** Whether bytes had to be sent. */
export type Outcome = 'uploaded' | 'already-stored';

/**
 * A row of tries, until bytes got through. Each kind of error is counted by itself: connections that were cut use up
 * none of the tries that a damaged file has.
 */
export interface Row {
  /** Tries that ended in an error of the kind; none where it is absent. */
  tries?: Partial<Record<ErrorCode, number>>;
  /** How often Jottacloud found other content than ours: counted over downloads and uploads. */
  mismatches: number;
}

/** State of one file; its table is in docs/spec.md. */
export type FileState =
  | Checkpoint
  | ({ status: 'hashing' } & Row)
  | ({ status: 'uploading'; md5: Md5; proof: Proof } & Row)
  | ({
      status: 'waiting';
      resume: Checkpoint;
      /** When the wait began; absent in logs of earlier builds. */
      waitsSince?: EpochMs;
      retryAt: EpochMs;
      error: ErrorRecord;
    } & Row)
  | { status: 'done'; md5: Md5; proof: Proof; outcome: Outcome; doneAt: EpochMs }
  | { status: 'failed'; error: ErrorRecord };

export type FileStatus = FileState['status'];

/** What can happen to a file, with the checksum of the content that it is about; absent: whatever is in its place. */
export type FileEvent = Happening & { about?: string };

type Happening =
  | { type: 'started' }
  | { type: 'hashComputed'; md5: Md5; proof: Proof }
  | { type: 'uploadStarted' }
  | { type: 'confirmed'; outcome: Outcome; at: EpochMs }
  | { type: 'bytesLost' }
  | {
      type: 'errored';
      error: ErrorRecord;
      /** When it happened: the clock may be set back before `retryAt` comes. */
      at?: EpochMs;
      retryAt: EpochMs | null;
      resume: 'same' | 'queued';
      /** More bytes got through than before this try: the row of tries begins anew. */
      hasGrown?: boolean;
    }
  | { type: 'interrupted' }
  | { type: 'missingAtDestination' }
  | { type: 'triedAgain' };

/** Where a file goes on: the checkpoint it is at or waits to go back to; null while it is on its way or at its end. */
export function checkpointOf(state: FileState): Checkpoint | null {
  if (state.status === 'waiting') return state.resume;
  return state.status === 'queued' || state.status === 'hashed' ? state : null;
}

/** Tries in a row that ended in an error of the kind. */
export function attemptsOf(state: FileState, code: ErrorCode): number {
  if (code === 'md5-mismatch') return 'mismatches' in state ? state.mismatches : 0;
  return 'tries' in state ? (state.tries?.[code] ?? 0) : 0;
}

/** Whether a waiting file may go on. */
export const isDue = (
  { waitsSince, retryAt }: Extract<FileState, { status: 'waiting' }>,
  now: EpochMs,
): boolean => isOver({ since: waitsSince ?? now, until: retryAt }, now);

/** Bytes that Apple says a file has: its own, unless the checksum has proved another number. */
export const toldSizeOf = ({ toldBytes, sizeBytes }: { toldBytes?: number; sizeBytes: number }): number =>
  toldBytes ?? sizeBytes;
