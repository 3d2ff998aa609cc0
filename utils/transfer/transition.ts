import type { Checkpoint, FileEvent, FileState, FileStatus, Row } from './file.ts';

type StateOf<Status extends FileStatus> = Extract<FileState, { status: Status }>;
type EventOf<Type extends FileEvent['type']> = Extract<FileEvent, { type: Type }>;
type Arrows = {
  [Status in FileStatus]: {
    [Type in FileEvent['type']]?: (state: StateOf<Status>, event: EventOf<Type>) => FileState;
  };
};

const queued: Checkpoint = { status: 'queued' };
/** An error leads back to a checkpoint after a wait, or to the end when nobody can help. */
function errored(
  checkpoint: Checkpoint,
  { tries: before, mismatches }: Row,
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

/** The row of a state, to go on with. */
const rowOf = ({ tries, mismatches }: Row): Row => ({ mismatches, ...(tries && { tries }) });

const hashed = ({ md5, proof, mismatches }: Omit<StateOf<'hashed'>, 'status'>): StateOf<'hashed'> => ({
  status: 'hashed',
  md5,
  proof,
  mismatches,
});

/** The drawing in docs/architecture.md, one line an arrow. A pair without a line is a bug of ours and throws. */
const arrows: Arrows = {
  queued: {
    started: () => ({ status: 'hashing', mismatches: 0 }),
    errored: (_, event) => errored(queued, { mismatches: 0 }, event),
  },
  hashing: {
    hashComputed: ({ mismatches }, { md5, proof }) => hashed({ md5, proof, mismatches }),
    errored: (state, event) => errored(queued, state, event),
    interrupted: () => queued,
  },
  hashed: {
    uploadStarted: (state) => ({ ...state, status: 'uploading' }),
    bytesLost: () => queued,
    errored: (state, event) => errored(state, state, event),
  },
  uploading: {
    confirmed: ({ md5, proof }, { outcome, at }) => ({ status: 'done', md5, proof, outcome, doneAt: at }),
    bytesLost: () => queued,
    errored: (state, event) => errored(hashed(state), state, event),
    interrupted: hashed,
  },
  waiting: {
    started: (state) => ({ status: 'hashing', ...rowOf(state) }),
    uploadStarted: ({ resume, ...row }) =>
      resume.status === 'hashed'
        ? { ...resume, status: 'uploading', ...rowOf(row) }
        : impossible('waiting for the download', 'uploadStarted'),
    bytesLost: () => queued,
    errored: (state, event) => errored(state.resume, state, event),
  },
  done: { missingAtDestination: ({ md5, proof }) => hashed({ md5, proof, mismatches: 0 }) },
  failed: { triedAgain: () => queued },
};

/**
 * Where a file stands after an event.
 *
 * @throws {Error} for a pair that the table does not have: a bug, never the world's fault.
 */
export function transition(state: FileState, event: FileEvent): FileState {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow that both keys fit each other
  const arrow = arrows[state.status][event.type] as
    ((from: FileState, by: FileEvent) => FileState) | undefined;
  return arrow ? arrow(state, event) : impossible(state.status, event.type);
}

function impossible(status: string, type: string): never {
  throw new Error(`no arrow leads from ${status} by ${type}`);
}
