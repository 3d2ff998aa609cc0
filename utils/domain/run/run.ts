import { type ErrorRecord, resumesAutomatically } from '../../errors.ts';
import type { Arrangement } from '../layout/arrangement.ts';
import type { Choice } from '../album/choice.ts';
import type { EpochMs } from '../../units.ts';
import type { Speed } from '../progress/concurrency.ts';
import type { Plan } from './plan.ts';

/** Sums over the log, kept with every change and never recounted. Items are what a person calls a photo; one may be several files. */
export interface Totals {
  itemsFound: number;
  itemsDone: number;
  itemsFailed: number;
  filesFound: number;
  filesDone: number;
  filesFailed: number;
  filesProved: number;
  filesSizeChecked: number;
  /** Details files and lists of albums: made by us, so there is nothing of Apple's to hold them against. */
  filesOwn: number;
  filesUploaded: number;
  bytesFound: number;
  bytesDone: number;
}

export const noTotals: Totals = {
  itemsFound: 0,
  itemsDone: 0,
  itemsFailed: 0,
  filesFound: 0,
  filesDone: 0,
  filesFailed: 0,
  filesProved: 0,
  filesSizeChecked: 0,
  filesOwn: 0,
  filesUploaded: 0,
  bytesFound: 0,
  bytesDone: 0,
};

/**
 * `active`: to be worked on whenever the browser runs. `planned`: counted, waits for "Start". `paused`: by the user. `attention`: stopped until a person
 * does what `attention` names; the engine looks for itself whether it is done. `finished`: nothing more to do, or stopped by the user.
 */
type RunStatus = 'active' | 'planned' | 'paused' | 'attention' | 'finished';

/** What an active run does now; several may overlap, the furthest one is told. */
type RunPhase = 'counting' | 'copying' | 'checking';

/** One press on "Copy to Jottacloud". */
export interface Run {
  id: number;
  status: RunStatus;
  phase: RunPhase;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  /** Folder in `Jotta/Archive` that everything goes below. */
  destinationFolder: string;
  /** What is copied, and how it is laid out there. */
  choice: Choice;
  arrangement: Arrangement;
  /** `all`: the lists are read from their beginning; `changes`: only what changed at Apple since the last reading. */
  listing: 'all' | 'changes';
  /** How much of the link it may take. */
  speed: Speed;
  /** Files up to this place in the queue were there before the run. */
  firstOrder: number;
  /** It was begun from a plan, which is counted once more: it is of the account that the plan showed. */
  wasPlanned?: true;
  /** Somebody has seen the plan and pressed "Start", or does not want to be asked. */
  isConfirmed: boolean;
  /** What will be done; null until everything was counted. */
  plan: Plan | null;
  /** Items that were listed so far, over all libraries and the lists that are read of them. */
  listedItems: number;
  /** Items by Apple's own count, over the same; null until it was told. */
  appleCount: number | null;
  /** Files looked at so far by the final check. */
  checkedFiles: number;
  /** The photos are at Apple's site for mainland China. */
  isInChina?: boolean;
  /** Bytes of files that were under way when the work stopped, so that the number of bytes does not shrink by a pause. Some are sent again. */
  bytesUnderWay?: number;
  /** Why it stands still; null unless `status` is `attention`. */
  attention: ErrorRecord | null;
  /** What the whole run found wrong that belongs to no single file, e.g. a shortfall against Apple's count. */
  shortfalls: ErrorRecord[];
  /** What is worth knowing and takes nothing from a copy that is complete; absent: nothing. */
  remarks?: ErrorRecord[];
  /** The log was lost while it was under way, and is made anew. */
  isRebuilt?: boolean;
  /** Somebody stopped it for good: what it had copied stays, and the next press begins a new run. */
  isStopped?: boolean;
  /** Files that it gave up were tried once more. */
  hadSecondRound?: boolean;
  /** Sums of the log when it ended; absent while it lasts, and of runs that ended before version 3 of the log. */
  endTotals?: Totals;
}

/** True if a person has to do something at icloud.com, after which it goes on by itself. */
export const isResumedAutomatically = ({ status, attention }: Run): boolean =>
  status === 'attention' && attention !== null && resumesAutomatically(attention.code);
