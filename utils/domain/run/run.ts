import { type ErrorRecord, resumesAutomatically } from '../../errors.ts';
import type { Arrangement } from '../layout/arrangement.ts';
import type { Choice } from '../album/choice.ts';
import type { EpochMs } from '../../units.ts';
import type { Speed } from '../progress/concurrency.ts';
import type { Plan } from './plan.ts';

/** Sums over the log, updated with every change and never recounted. One item may have several files. */
export interface Totals {
  itemsFound: number;
  itemsDone: number;
  itemsFailed: number;
  filesFound: number;
  filesDone: number;
  filesFailed: number;
  filesProved: number;
  filesSizeChecked: number;
  /** Details files and lists of albums: made by us, so there is nothing at Apple to compare them with. */
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
 * `active`: work continues whenever the browser runs. `planned`: counted, waits for "Start". `paused`: by the user.
 * `attention`: waits for a person to resolve the error in `attention`; the engine checks automatically. `finished`: done,
 * or stopped by the user.
 */
type RunStatus = 'active' | 'planned' | 'paused' | 'attention' | 'finished';

/** What an active run does now; of overlapping phases, the last one. */
type RunPhase = 'counting' | 'copying' | 'checking';

/** One press on "Copy to Jottacloud". */
export interface Run {
  id: number;
  status: RunStatus;
  phase: RunPhase;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  /** Destination folder in `Jotta/Archive`. */
  destinationFolder: string;
  /** The photos that are copied, and their layout. */
  choice: Choice;
  arrangement: Arrangement;
  /** `all`: reads the lists from their beginning. `changes`: follows changes since the last reading. */
  listing: 'all' | 'changes';
  /** Share of the link it may use. */
  speed: Speed;
  /** Queue position of the last file from before the run. */
  firstOrder: number;
  /** Begun from a plan that is counted again. It keeps the account that the plan showed. */
  wasPlanned?: true;
  /** The person pressed "Start" on the plan, or switched plans off. */
  isConfirmed: boolean;
  /** Null until everything is counted. */
  plan: Plan | null;
  /** Items listed so far, over all libraries and wanted lists. */
  listedItems: number;
  /** Apple's count over the same; null: not known yet. */
  appleCount: number | null;
  /** Files that the final check compared so far. */
  checkedFiles: number;
  /** The photos are at Apple's site for mainland China. */
  isInChina?: boolean;
  /** Bytes in transfer when the work stopped, so that a pause does not reduce the shown bytes. Some are sent again. */
  bytesUnderWay?: number;
  /** Why it stopped; null unless `status` is `attention`. */
  attention: ErrorRecord | null;
  /** Problems that belong to no single file, e.g. a shortfall against Apple's count. */
  shortfalls: ErrorRecord[];
  /** Facts worth knowing that do not affect "complete"; absent: none. */
  remarks?: ErrorRecord[];
  /** The log was lost during the run and is being rebuilt. */
  isRebuilt?: boolean;
  /** Stopped for good by the person: what it copied stays, and the next press begins a new run. */
  isStopped?: boolean;
  /** Failed files had their second round. */
  hadSecondRound?: boolean;
  /** Totals at its end; absent before, and in runs that ended before version 3 of the log. */
  endTotals?: Totals;
}

/** Returns whether the run resumes automatically once a person has done something at icloud.com. */
export const isResumedAutomatically = ({ status, attention }: Run): boolean =>
  status === 'attention' && attention !== null && resumesAutomatically(attention.code);
