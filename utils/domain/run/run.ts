import { type ErrorRecord, resumesAutomatically } from '../../errors.ts';
import type { Arrangement } from '../layout/arrangement.ts';
import type { Choice } from '../album/choice.ts';
import type { EpochMs } from '../../units.ts';
import type { Speed } from '../progress/concurrency.ts';
import type { Plan } from '../plan/plan.ts';
import type { EarlierCopy } from './earlier-copy.ts';

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

/** The totals of an empty log. */
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

/** What an active run does now; of overlapping phases, the last one. A plan is counted before anything is copied. */
export type RunPhase = 'counting' | 'copying' | 'checking';

/** What every run has, whatever its status. */
export interface RunFacts {
  id: number;
  startedAt: EpochMs;
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
  /** Problems that belong to no single file, e.g. a shortfall against Apple's count. */
  shortfalls: ErrorRecord[];
  /** Facts worth knowing that do not affect "complete"; absent: none. */
  remarks?: ErrorRecord[];
  /** What recovery found at the destination; null or absent: nothing to say. */
  earlierCopy?: EarlierCopy | null;
  /** The log was lost during the run and is being rebuilt. */
  isRebuilt?: boolean;
  /** The person pressed "Take over": another computer's lease does not stop it. */
  takesOver?: boolean;
  /** Failed files had their second round. */
  hadSecondRound?: boolean;
  /** A top-up: it began automatically. A press that continues it makes it the person's own. */
  isAutomatic?: true;
  /** A top-up that ended early, because a press was waiting. */
  gaveWay?: true;
}

/** Work continues whenever the browser runs. */
export interface ActiveRun extends RunFacts {
  status: 'active';
  phase: RunPhase;
}

/** Counted; waits for "Start". */
export interface PlannedRun extends RunFacts {
  status: 'planned';
  isConfirmed: false;
  plan: Plan;
}

/** Paused by the user. */
interface PausedRun extends RunFacts {
  status: 'paused';
  /** What it did, and continues with. */
  phase: RunPhase;
}

/** Waits for a person. If that happens at icloud.com, the engine notices it. */
export interface AttentionRun extends RunFacts {
  status: 'attention';
  /** What it did, and continues with. */
  phase: RunPhase;
  /** The error that the person has to resolve. */
  attention: ErrorRecord;
}

/** Done, or stopped by the user. */
export interface FinishedRun extends RunFacts {
  status: 'finished';
  /** What it did last. */
  phase: RunPhase;
  endedAt: EpochMs;
  /** Stopped for good by the person: what it copied stays, and the next press begins a new run. */
  isStopped: boolean;
  /** Totals at its end; absent in runs that ended before version 3 of the log. */
  endTotals?: Totals;
}

/** One press on "Copy to Jottacloud". docs/spec.md has the transition table. */
export type Run = ActiveRun | PlannedRun | PausedRun | AttentionRun | FinishedRun;

/** Name of a state of a run. */
export type RunStatus = Run['status'];

/** Returns whether the run resumes automatically once a person has done something at icloud.com. */
export const isResumedAutomatically = (run: Run): run is AttentionRun =>
  run.status === 'attention' && resumesAutomatically(run.attention.code);

/** Returns the error that a run needs a person for; null while it needs nobody. */
export const attentionOf = (run: Run | null): ErrorRecord | null =>
  run?.status === 'attention' ? run.attention : null;

/** Returns when a run ended; null before. */
export const endOf = (run: Run | null): EpochMs | null => (run?.status === 'finished' ? run.endedAt : null);

/** Returns the totals at the end of a run; null before, and for runs that ended before version 3 of the log. */
export const endTotalsOf = (run: Run): Totals | null =>
  run.status === 'finished' ? (run.endTotals ?? null) : null;

/** Returns whether a person ended the run for good. */
export const isStoppedRun = (run: Run): boolean => run.status === 'finished' && run.isStopped;
