import type { ErrorCode, ErrorRecord } from '../../errors.ts';
import type { EpochMs, Md5 } from '../../units.ts';
import { isOver } from './retry.ts';

/** State that a file returns to after an error or the death of a worker. */
export type Checkpoint =
  { status: 'queued' } | { status: 'hashed'; md5: Md5; proof: Proof; mismatches: number };

/** How the bytes were verified: by Apple's checksum, by size only (unknown kind of checksum), or not at all (`own` files). */
export type Proof = 'checksum' | 'size' | 'own';

/** Whether bytes had to be sent. */
export type Outcome = 'uploaded' | 'already-stored';

/**
 * Consecutive failures, until bytes get through. Each code has its own count, so that dropped connections use up none of
 * the attempts of a damaged file.
 */
export interface FailureCounts {
  /** Attempts that ended in an error of the code; absent: none. */
  tries?: Partial<Record<ErrorCode, number>>;
  /** MD5 mismatches at Jottacloud, counted across downloads and uploads. */
  mismatches: number;
}

/** State of one file. docs/spec.md has the transition table. */
export type FileState =
  | Checkpoint
  | ({ status: 'hashing' } & FailureCounts)
  | ({ status: 'uploading'; md5: Md5; proof: Proof } & FailureCounts)
  | ({
      status: 'waiting';
      resume: Checkpoint;
      /** Beginning of the wait; absent in logs of earlier builds. */
      waitsSince?: EpochMs;
      retryAt: EpochMs;
      error: ErrorRecord;
    } & FailureCounts)
  | { status: 'done'; md5: Md5; proof: Proof; outcome: Outcome; doneAt: EpochMs }
  | { status: 'failed'; error: ErrorRecord };

/** Name of a state of a file. */
export type FileStatus = FileState['status'];

/** Something that happens to a file. `about`: checksum of the content concerned; absent: whatever the file holds now. */
export type FileEvent = FileChange & { about?: string };

type FileChange =
  | { type: 'started' }
  | { type: 'hashComputed'; md5: Md5; proof: Proof }
  | { type: 'uploadStarted' }
  | { type: 'confirmed'; outcome: Outcome; at: EpochMs }
  | { type: 'bytesLost' }
  | {
      type: 'errored';
      error: ErrorRecord;
      /** Time of the error: the clock may be set back before `retryAt`. */
      at?: EpochMs;
      retryAt: EpochMs | null;
      resume: 'same' | 'queued';
      /** More bytes got through than before this attempt, which resets the count of failures. */
      hasGrown?: boolean;
    }
  | { type: 'interrupted' }
  | { type: 'missingAtDestination' }
  | { type: 'triedAgain' };

/** Returns the checkpoint that a file is at or waits to return to; null while it is in transfer or at its end. */
export function checkpointOf(state: FileState): Checkpoint | null {
  if (state.status === 'waiting') return state.resume;
  return state.status === 'queued' || state.status === 'hashed' ? state : null;
}

/** Returns the number of consecutive failures with a code. */
export function attemptsOf(state: FileState, code: ErrorCode): number {
  if (code === 'md5-mismatch') return 'mismatches' in state ? state.mismatches : 0;
  return 'tries' in state ? (state.tries?.[code] ?? 0) : 0;
}

/** Returns whether the wait of a file is over. */
export const isDue = (
  { waitsSince, retryAt }: Extract<FileState, { status: 'waiting' }>,
  now: EpochMs,
): boolean => isOver({ since: waitsSince ?? now, until: retryAt }, now);

/** Returns the size that Apple states. It differs from `sizeBytes` where the checksum verified another size. */
export const reportedSizeOf = ({ toldBytes, sizeBytes }: { toldBytes?: number; sizeBytes: number }): number =>
  toldBytes ?? sizeBytes;
