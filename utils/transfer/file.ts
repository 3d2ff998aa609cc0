import type { ErrorCode, ErrorRecord } from '../errors.ts';
import type { EpochMs, Md5 } from '../units.ts';

/** What a file goes back to after an error or a killed worker. */
export type Checkpoint =
  { status: 'queued' } | { status: 'hashed'; md5: Md5; proof: Proof; mismatches: number };

/** How the bytes were held against Apple's word: its checksum, or (a checksum of an unknown kind) its size only; `own` of files that we write ourselves. */
export type Proof = 'checksum' | 'size' | 'own';

/** Whether bytes had to be sent. */
export type Outcome = 'uploaded' | 'already-stored';

/** Where one file stands; drawn in docs/architecture.md. */
export type FileState =
  | Checkpoint
  | { status: 'hashing'; attempts: number; mismatches: number; damaged?: number }
  | { status: 'uploading'; md5: Md5; proof: Proof; attempts: number; mismatches: number }
  | {
      status: 'waiting';
      resume: Checkpoint;
      retryAt: EpochMs;
      attempts: number;
      mismatches: number;
      /** Arrivals in this row that were other bytes than Apple's checksum says; absent = 0. */
      damaged?: number;
      error: ErrorRecord;
    }
  | { status: 'done'; md5: Md5; proof: Proof; outcome: Outcome; doneAt: EpochMs }
  | { status: 'failed'; error: ErrorRecord };

export type FileStatus = FileState['status'];

/** What can happen to a file. */
export type FileEvent =
  | { type: 'started' }
  | { type: 'hashComputed'; md5: Md5; proof: Proof }
  | { type: 'uploadStarted' }
  | { type: 'confirmed'; outcome: Outcome; at: EpochMs }
  | { type: 'bytesLost' }
  | { type: 'errored'; error: ErrorRecord; retryAt: EpochMs | null; resume: 'same' | 'queued' }
  | { type: 'interrupted' }
  | { type: 'missingAtDestination' }
  | { type: 'triedAgain' };

/** Where a file goes on: the checkpoint it is at or waits to go back to; null while it is on its way or at its end. */
export function checkpointOf(state: FileState): Checkpoint | null {
  if (state.status === 'waiting') return state.resume;
  return state.status === 'queued' || state.status === 'hashed' ? state : null;
}

/**
 * Tries in a row that ended in an error. Bytes that got through begin a new row, but not for content that Jottacloud
 * found to be other than ours: that is counted over downloads and uploads. Damaged arrivals are counted by themselves:
 * a cut connection before one makes it no second one.
 */
export function attemptsOf(state: FileState, code: ErrorCode): number {
  if (code === 'md5-mismatch') return 'mismatches' in state ? state.mismatches : 0;
  if (code === 'arrived-damaged') return 'damaged' in state ? (state.damaged ?? 0) : 0;
  return 'attempts' in state ? state.attempts : 0;
}
