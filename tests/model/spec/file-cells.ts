import type { FileEvent, FileState, FileStatus } from '../../../utils/domain/file/file.ts';
import { transition } from '../../../utils/domain/file/transition.ts';
import { epochMs, md5 } from '../../../utils/units.ts';

const at = epochMs(1_700_000_000_000);
const hashed = {
  status: 'hashed',
  md5: md5('d41d8cd98f00b204e9800998ecf8427e'),
  proof: 'checksum',
  mismatches: 0,
} as const;
const error = { code: 'network', detail: 'cut' } as const;
const waiting = { status: 'waiting', retryAt: at, error, mismatches: 0 } as const;

/** Files in each state, so that the compiler asks for every new one. */
export const sampleFiles: Record<FileStatus, FileState[]> = {
  queued: [{ status: 'queued' }],
  hashing: [{ status: 'hashing', mismatches: 0 }],
  hashed: [hashed],
  uploading: [{ ...hashed, status: 'uploading' }],
  waiting: [
    { ...waiting, resume: { status: 'queued' } },
    { ...waiting, resume: hashed },
  ],
  done: [{ status: 'done', md5: hashed.md5, proof: 'checksum', outcome: 'uploaded', doneAt: at }],
  failed: [{ status: 'failed', error }],
};

/** Events of each type, in all their forms that lead elsewhere. */
export const sampleEvents: { [Type in FileEvent['type']]: Extract<FileEvent, { type: Type }>[] } = {
  started: [{ type: 'started' }],
  hashComputed: [{ type: 'hashComputed', md5: hashed.md5, proof: 'checksum' }],
  uploadStarted: [{ type: 'uploadStarted' }],
  confirmed: [{ type: 'confirmed', outcome: 'uploaded', at }],
  bytesLost: [{ type: 'bytesLost' }],
  errored: [
    { type: 'errored', error, retryAt: at, resume: 'same' },
    { type: 'errored', error, retryAt: null, resume: 'same' },
  ],
  interrupted: [{ type: 'interrupted' }],
  missingAtDestination: [{ type: 'missingAtDestination' }],
  triedAgain: [{ type: 'triedAgain' }],
};

/** Returns the cell's text: every state that the event may lead to. */
export function happenToFile(status: string, type: string): string {
  const files = new Map(Object.entries(sampleFiles)).get(status) ?? [];
  const events = new Map<string, FileEvent[]>(Object.entries(sampleEvents)).get(type) ?? [];
  const ends = files.flatMap((file) => events.map((event) => endOf(file, event)));
  return [...new Set(ends)].join(', ');
}

function endOf(file: FileState, event: FileEvent): string {
  try {
    return transition(file, event).status;
  } catch {
    return '—';
  }
}
