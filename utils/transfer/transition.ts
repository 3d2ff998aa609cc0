import type { Checkpoint, FileEvent, FileState, FileStatus } from './file.ts';

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
  { attempts, mismatches, damaged = 0 }: { attempts: number; mismatches: number; damaged?: number },
  { error, retryAt, resume }: EventOf<'errored'>,
): FileState {
  if (retryAt === null) return { status: 'failed', error };
  const damagedNow = damaged + Number(error.code === 'arrived-damaged');
  return {
    status: 'waiting',
    resume: resume === 'queued' ? queued : checkpoint,
    retryAt,
    attempts: attempts + 1,
    mismatches: mismatches + Number(error.code === 'md5-mismatch'),
    ...(damagedNow > 0 && { damaged: damagedNow }),
    error,
  };
}

const hashed = ({ md5, proof, mismatches }: Omit<StateOf<'hashed'>, 'status'>): StateOf<'hashed'> => ({
  status: 'hashed',
  md5,
  proof,
  mismatches,
});

/** The drawing in docs/architecture.md, one line an arrow. A pair without a line is a bug of ours and throws. */
const arrows: Arrows = {
  queued: {
    started: () => ({ status: 'hashing', attempts: 0, mismatches: 0 }),
    errored: (_, event) => errored(queued, { attempts: 0, mismatches: 0 }, event),
  },
  hashing: {
    hashComputed: ({ mismatches }, { md5, proof }) => hashed({ md5, proof, mismatches }),
    errored: (state, event) => errored(queued, state, event),
    interrupted: () => queued,
  },
  hashed: {
    uploadStarted: ({ md5, proof, mismatches }) => ({
      status: 'uploading',
      md5,
      proof,
      attempts: 0,
      mismatches,
    }),
    bytesLost: () => queued,
    errored: (state, event) => errored(state, { attempts: 0, mismatches: state.mismatches }, event),
  },
  uploading: {
    confirmed: ({ md5, proof }, { outcome, at }) => ({ status: 'done', md5, proof, outcome, doneAt: at }),
    bytesLost: () => queued,
    errored: (state, event) => errored(hashed(state), state, event),
    interrupted: hashed,
  },
  waiting: {
    started: ({ attempts, mismatches, damaged = 0 }) => ({
      status: 'hashing',
      attempts,
      mismatches,
      ...(damaged > 0 && { damaged }),
    }),
    uploadStarted: ({ resume, attempts }) =>
      resume.status === 'hashed'
        ? { ...resume, status: 'uploading', attempts }
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
