import { InvariantError } from '../../errors.ts';
import type { Checkpoint, FileEvent, FileState, FileStatus, FailureCounts } from './file.ts';

type StateOf<Status extends FileStatus> = Extract<FileState, { status: Status }>;
type EventOf<Type extends FileEvent['type']> = Extract<FileEvent, { type: Type }>;
/** One cell for each pair, so that the compiler demands a cell for every new state and event; null: impossible. */
type Transitions = {
  [Status in FileStatus]: {
    [Type in FileEvent['type']]: ((state: StateOf<Status>, event: EventOf<Type>) => FileState) | null;
  };
};

const queued: Checkpoint = { status: 'queued' };

/** An error leads to a checkpoint after a wait, or to the end if there is no retry. */
function errored(
  checkpoint: Checkpoint,
  { tries: before, mismatches }: FailureCounts,
  { error, at, retryAt, resume, hasGrown }: EventOf<'errored'>,
): FileState {
  if (retryAt === null) return { status: 'failed', error };
  const tries = hasGrown ? {} : before;
  return {
    status: 'waiting',
    resume: resume === 'queued' ? queued : checkpoint,
    ...(at !== undefined && { waitsSince: at }),
    retryAt,
    tries: { ...tries, [error.code]: (tries?.[error.code] ?? 0) + 1 },
    mismatches: mismatches + Number(error.code === 'md5-mismatch'),
    error,
  };
}

/** Returns the failure counts of a state, to carry on. */
const failureCountsOf = ({ tries, mismatches }: FailureCounts): FailureCounts => ({
  mismatches,
  ...(tries && { tries }),
});

const hashed = ({ md5, proof, mismatches }: Omit<StateOf<'hashed'>, 'status'>): StateOf<'hashed'> => ({
  status: 'hashed',
  md5,
  proof,
  mismatches,
});

/** The table of docs/spec.md. An impossible pair is a bug of ours and throws. */
const transitions: Transitions = {
  queued: {
    started: () => ({ status: 'hashing', mismatches: 0 }),
    hashComputed: null,
    uploadStarted: null,
    confirmed: null,
    bytesLost: null,
    errored: (_, event) => errored(queued, { mismatches: 0 }, event),
    interrupted: null,
    missingAtDestination: null,
    triedAgain: null,
  },
  hashing: {
    started: null,
    hashComputed: ({ mismatches }, { md5, proof }) => hashed({ md5, proof, mismatches }),
    uploadStarted: null,
    confirmed: null,
    bytesLost: null,
    errored: (state, event) => errored(queued, state, event),
    interrupted: () => queued,
    missingAtDestination: null,
    triedAgain: null,
  },
  hashed: {
    started: null,
    hashComputed: null,
    uploadStarted: (state) => ({ ...state, status: 'uploading' }),
    confirmed: null,
    bytesLost: () => queued,
    errored: (state, event) => errored(state, state, event),
    interrupted: null,
    missingAtDestination: null,
    triedAgain: null,
  },
  uploading: {
    started: null,
    hashComputed: null,
    uploadStarted: null,
    confirmed: ({ md5, proof }, { outcome, at }) => ({ status: 'done', md5, proof, outcome, doneAt: at }),
    bytesLost: () => queued,
    errored: (state, event) => errored(hashed(state), state, event),
    interrupted: hashed,
    missingAtDestination: null,
    triedAgain: null,
  },
  waiting: {
    started: (state) => ({ status: 'hashing', ...failureCountsOf(state) }),
    hashComputed: null,
    uploadStarted: ({ resume, ...row }) =>
      resume.status === 'hashed'
        ? { ...resume, status: 'uploading', ...failureCountsOf(row) }
        : impossible('waiting for the download', 'uploadStarted'),
    confirmed: null,
    bytesLost: () => queued,
    errored: (state, event) => errored(state.resume, state, event),
    interrupted: null,
    missingAtDestination: null,
    triedAgain: null,
  },
  done: {
    started: null,
    hashComputed: null,
    uploadStarted: null,
    confirmed: null,
    bytesLost: null,
    errored: null,
    interrupted: null,
    missingAtDestination: ({ md5, proof }) => hashed({ md5, proof, mismatches: 0 }),
    triedAgain: null,
  },
  failed: {
    started: null,
    hashComputed: null,
    uploadStarted: null,
    confirmed: null,
    bytesLost: null,
    errored: null,
    interrupted: null,
    missingAtDestination: null,
    triedAgain: () => queued,
  },
};

/**
 * Returns the state of a file after an event.
 *
 * @throws {InvariantError} for an impossible pair: always a bug of ours
 */
export function transition(state: FileState, event: FileEvent): FileState {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot see that state and event match the cell
  const next = transitions[state.status][event.type] as
    ((from: FileState, by: FileEvent) => FileState) | null;
  return next ? next(state, event) : impossible(state.status, event.type);
}

function impossible(status: string, type: string): never {
  throw new InvariantError(`no arrow leads from ${status} by ${type}`);
}
