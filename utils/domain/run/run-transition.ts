import { type Choice, isEverything } from '../album/choice.ts';
import type { Arrangement } from '../layout/arrangement.ts';
import type { Speed } from '../progress/concurrency.ts';
import type { ErrorCode } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { Plan } from './plan.ts';
import type { Run, Totals } from './run.ts';

/** What a new run is to do. */
export interface RunRequest {
  destinationFolder: string;
  choice: Choice;
  arrangement: Arrangement;
  speed: Speed;
  /** Begin without showing the plan first. */
  isConfirmed: boolean;
  /** Read all lists again, and check every file in Jottacloud, even if nothing seems new. */
  thorough?: boolean;
  /** Of the files given up earlier, retry only those with this reason; null or absent: all. */
  retryOnly?: ErrorCode | null;
}

/** Age at which a plan is counted again when it is confirmed. */
const MAX_PLAN_AGE_MS = 3_600_000;

/** Creates the record of a run that begins now. */
export const newRun = (
  request: Omit<RunRequest, 'thorough' | 'retryOnly'>,
  begun: Pick<Run, 'id' | 'listing' | 'firstOrder' | 'startedAt'>,
): Run => ({
  ...request,
  ...begun,
  status: 'active',
  phase: 'counting',
  endedAt: null,
  plan: null,
  appleCount: null,
  listedItems: 0,
  checkedFiles: 0,
  attention: null,
  shortfalls: [],
});

/** Returns whether a run has not ended. */
export const isOpenRun = ({ status }: Pick<Run, 'status'>): boolean => status !== 'finished';

/** Returns whether two choices are equal. */
export const isSameChoice = (one: Choice, other: Choice): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Returns whether two runs copy the same photos to the same places. */
export const isSameRequest = (
  one: Pick<Run, 'destinationFolder' | 'choice' | 'arrangement'>,
  other: Pick<Run, 'destinationFolder' | 'choice' | 'arrangement'>,
): boolean => requestKeyOf(one) === requestKeyOf(other);

const requestKeyOf = ({
  destinationFolder,
  choice,
  arrangement,
}: Pick<Run, 'destinationFolder' | 'choice' | 'arrangement'>): string =>
  JSON.stringify([destinationFolder, choice, arrangement]);

/** Returns whether a waiting plan may begin as a copy of this choice: it is a plan for everything, or for this very choice. */
export const isPlanFor = ({ status, choice }: Run, wanted: Choice): boolean =>
  status === 'planned' && (isEverything(choice) || isSameChoice(choice, wanted));

/** Returns whether a plan is missing or too old to begin without a new count. */
export const isPlanOld = ({ plan }: Run, now: EpochMs): boolean =>
  plan === null || now - plan.countedAt > MAX_PLAN_AGE_MS;

/**
 * Gives an unconfirmed run another wish.
 *
 * @param isOther it copies other photos, or to other places
 * @param needsAll it needs lists that were not read
 */
export function withRequest(
  run: Run,
  request: Partial<RunRequest>,
  { isOther, needsAll }: { isOther: boolean; needsAll: boolean },
): Run {
  return {
    ...run,
    ...request,
    ...(isOther && { plan: null, phase: 'counting' as const }),
    ...(isOther && run.status === 'planned' && { status: 'active' as const }),
    ...(needsAll && { listing: 'all' as const, firstOrder: 0 }),
  };
}

/** Begins a planned run. @param isOld the plan is too old: everything is listed and counted again */
export function confirmed(run: Run, isOld: boolean): Run {
  if (run.status !== 'planned') return run;
  return {
    ...run,
    status: 'active',
    isConfirmed: true,
    ...(isOld && { plan: null, shortfalls: [], listing: 'all' as const, phase: 'counting' as const }),
    wasPlanned: true,
  };
}

/** Adds the plan to a run, which then waits for "Start". With nothing to do, there is nothing to confirm. */
export function withPlan(
  run: Run,
  counted: { choice: Choice; plan: Plan; shortfalls: Run['shortfalls'] },
  isIdle: boolean,
): Run {
  const isConfirmed = run.isConfirmed || isIdle;
  const waits = run.status === 'active' && !isConfirmed;
  return { ...run, ...counted, isConfirmed, status: waits ? 'planned' : run.status };
}

/** Gives an unconfirmed run another choice. Its plan is counted again from the lists in the log. */
export const withChoice = (run: Run, choice: Choice): Run =>
  run.status === 'finished' || run.isConfirmed ? run : { ...run, choice, plan: null, status: 'active' };

/** Turns a waiting plan into a copy that begins without asking again. */
export const begunFromPlan = (run: Run, request: Omit<RunRequest, 'isConfirmed'>): Run =>
  run.status === 'planned'
    ? {
        ...run,
        ...request,
        plan: null,
        status: 'active',
        phase: 'counting',
        isConfirmed: true,
        wasPlanned: true,
      }
    : run;

/** Ends a run for good. */
export const stopped = (run: Run, at: EpochMs, endTotals: Totals): Run =>
  run.status === 'finished'
    ? run
    : { ...run, status: 'finished', isStopped: true, endedAt: at, attention: null, endTotals };

/** Continues a run after a pause or an obstacle. A finished plan waits for "Start" instead. */
export const resumed = (run: Run): Run =>
  withStatus(run, run.plan && !run.isConfirmed ? 'planned' : 'active');

/** Pauses a run. */
export const paused = (run: Run): Run => withStatus(run, 'paused');

const withStatus = (run: Run, status: Run['status']): Run =>
  run.status === 'finished' ? run : { ...run, status, attention: null };
