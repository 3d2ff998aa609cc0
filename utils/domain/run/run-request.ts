import { type Choice, isEverything } from '../album/choice.ts';
import type { ErrorCode } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { ActiveRun, Run, RunFacts } from './run.ts';

/** What a new run is to do. */
export interface RunRequest extends Pick<RunFacts, 'destinationFolder' | 'choice' | 'arrangement' | 'speed'> {
  /** Begin without showing the plan first. */
  isConfirmed: boolean;
  /** Read all lists again, and check every file in Jottacloud, even if nothing seems new. */
  thorough?: boolean;
  /** Of the files given up earlier, retry only those with this reason; null or absent: all. */
  retryOnly?: ErrorCode | null;
}

/** What a top-up is to do: what the last complete copy did. */
export type TopUpRequest = Pick<RunFacts, 'destinationFolder' | 'choice' | 'arrangement' | 'speed'>;

/** Age at which a plan is counted again when it is confirmed. */
const MAX_PLAN_AGE_MS = 3_600_000;

/** Creates the record of a run that begins now. */
export const newRun = (
  request: Omit<RunRequest, 'thorough' | 'retryOnly'>,
  begun: Pick<Run, 'id' | 'listing' | 'firstOrder' | 'startedAt'>,
): ActiveRun => ({
  ...request,
  ...begun,
  status: 'active',
  phase: 'counting',
  plan: null,
  appleCount: null,
  listedItems: 0,
  checkedFiles: 0,
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
export const isPlanOld = ({ plan }: Pick<Run, 'plan'>, now: EpochMs): boolean =>
  plan === null || now - plan.countedAt > MAX_PLAN_AGE_MS;
