import type { Choice } from '../album/choice.ts';
import { type ErrorRecord, InvariantError } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { Plan } from '../plan/plan.ts';
import type {
  ActiveRun,
  FinishedRun,
  PlannedRun,
  Run,
  RunFacts,
  RunPhase,
  RunStatus,
  Totals,
} from './run.ts';

/** What a person chose for a run. */
type Wanted = Pick<RunFacts, 'destinationFolder' | 'choice' | 'arrangement' | 'speed'>;

/** Something that happens to a run. */
export type RunEvent =
  /** Somebody changed settings, or pressed again. `isOther`: other photos or places. `needsAll`: lists that were not read. */
  | {
      type: 'requestChanged';
      request: Partial<Wanted & Pick<RunFacts, 'isConfirmed'>>;
      isOther: boolean;
      needsAll: boolean;
    }
  /** Somebody changed the choice. Its plan is counted from the lists in the log. */
  | { type: 'choiceChanged'; choice: Choice }
  /** "Start". `isOld`: the plan is too old, so everything is listed and counted again. */
  | { type: 'confirmed'; isOld: boolean }
  /** A waiting plan becomes a copy that begins without asking again. */
  | { type: 'takenOver'; request: Wanted }
  /** The plan is counted. With nothing to do (`isIdle`), there is nothing to confirm. */
  | { type: 'counted'; choice: Choice; plan: Plan; shortfalls: ErrorRecord[]; isIdle: boolean }
  | { type: 'phaseBegun'; phase: Exclude<RunPhase, 'counting'> }
  /** All lists are read and counted once more. */
  | { type: 'listedAgain' }
  | { type: 'paused' }
  /** "Continue", or an obstacle may be gone. */
  | { type: 'resumed' }
  /** Only a person can help. */
  | { type: 'obstructed'; error: ErrorRecord }
  /** The engine sees that the person has done what was needed. */
  | { type: 'admitted' }
  | { type: 'ended'; at: EpochMs; shortfalls: ErrorRecord[]; endTotals: Totals }
  /** "Stop this copy". `gaveWay`: a top-up ends for a press that waits. */
  | { type: 'stopped'; at: EpochMs; endTotals: Totals; gaveWay?: true };

type StateOf<Status extends RunStatus> = Extract<Run, { status: Status }>;
type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;
/** One cell for each pair, so that the compiler demands a cell for every new status and event; null: impossible. */
type Transitions = {
  [Status in RunStatus]: {
    [Type in RunEvent['type']]: ((run: StateOf<Status>, event: EventOf<Type>) => Run) | null;
  };
};

/** An open run that works or stands still: only it has a phase. */
type Begun = Exclude<Run, PlannedRun | FinishedRun>;

/** Returns an open run without its status and the fields that only this status has. */
function factsOf(run: Begun | PlannedRun): RunFacts {
  const facts: RunFacts & { status?: RunStatus; phase?: RunPhase; attention?: ErrorRecord } = { ...run };
  delete facts.status;
  delete facts.phase;
  delete facts.attention;
  return facts;
}

const phaseOf = (run: Begun | PlannedRun): RunPhase => (run.status === 'planned' ? 'counting' : run.phase);

const active = (run: Begun | PlannedRun, change: Partial<RunFacts> = {}): ActiveRun => ({
  ...factsOf(run),
  ...change,
  status: 'active',
  phase: phaseOf(run),
});

const counting = (run: Begun | PlannedRun, change: Partial<RunFacts>): ActiveRun => ({
  ...active(run, { ...change, plan: null }),
  phase: 'counting',
});

const paused = (run: Begun | PlannedRun): Run => ({ ...factsOf(run), status: 'paused', phase: phaseOf(run) });

const obstructed = (run: Begun | PlannedRun, { error }: EventOf<'obstructed'>): Run => ({
  ...factsOf(run),
  status: 'attention',
  phase: phaseOf(run),
  attention: error,
});

const stopped = (run: Begun | PlannedRun, { at, endTotals, gaveWay }: EventOf<'stopped'>): Run => ({
  ...factsOf(run),
  ...(gaveWay && { gaveWay }),
  status: 'finished',
  phase: phaseOf(run),
  isStopped: true,
  endedAt: at,
  endTotals,
});

const ended = (run: Begun, { at, shortfalls, endTotals }: EventOf<'ended'>): Run => ({
  ...factsOf(run),
  status: 'finished',
  phase: run.phase,
  isStopped: false,
  endedAt: at,
  shortfalls,
  endTotals,
});

/** Lists that have to be read from their beginning. */
const fromNothing = { listing: 'all', firstOrder: 0 } as const;

/** A confirmed run keeps what it began with. */
const requestChanged = (run: Begun, { request, isOther, needsAll }: EventOf<'requestChanged'>): Run =>
  run.isConfirmed
    ? run
    : {
        ...run,
        ...request,
        ...(isOther && { plan: null, phase: 'counting' as const }),
        ...(needsAll && fromNothing),
      };

const choiceChanged = (run: Begun, { choice }: EventOf<'choiceChanged'>): Run =>
  run.isConfirmed ? run : counting(run, { choice });

const counted = (run: Begun, { choice, plan, shortfalls, isIdle }: EventOf<'counted'>): Run => ({
  ...run,
  choice,
  plan,
  shortfalls,
  isConfirmed: run.isConfirmed || isIdle,
});

const phaseBegun = (run: Begun, { phase }: EventOf<'phaseBegun'>): Run => ({ ...run, phase });

const listedAgain = (run: Begun): Run => ({ ...run, listing: 'all', phase: 'counting', plan: null });

/** A plan that is counted and not confirmed waits for "Start" again. */
const resumed = (run: Begun): Run =>
  run.plan && !run.isConfirmed ? planned(run, run.plan) : active(personal(run));

/** A press takes over a top-up. */
function personal<Some extends Begun>(run: Some): Some {
  if (!run.isAutomatic) return run;
  const own = { ...run };
  delete own.isAutomatic;
  return own;
}

const planned = (run: Begun, plan: Plan): PlannedRun => ({
  ...factsOf(run),
  status: 'planned',
  isConfirmed: false,
  plan,
});

/** The pair changes nothing. */
const same = (run: Run): Run => run;

/** The table of docs/spec.md. */
const transitions: Transitions = {
  active: {
    requestChanged,
    choiceChanged,
    confirmed: same,
    takenOver: same,
    counted: (run, event) =>
      run.isConfirmed || event.isIdle
        ? counted(run, event)
        : planned({ ...run, choice: event.choice, shortfalls: event.shortfalls }, event.plan),
    phaseBegun,
    listedAgain,
    paused,
    resumed: personal,
    obstructed,
    admitted: same,
    ended,
    stopped,
  },
  planned: {
    requestChanged: (run, { request, isOther, needsAll }) =>
      isOther
        ? counting(run, { ...request, ...(needsAll && fromNothing) })
        : { ...run, ...request, isConfirmed: false },
    choiceChanged: (run, { choice }) => counting(run, { choice }),
    confirmed: (run, { isOld }) => {
      const change = { isConfirmed: true, wasPlanned: true } as const;
      return isOld ? counting(run, { ...change, shortfalls: [], listing: 'all' }) : active(run, change);
    },
    takenOver: (run, { request }) => counting(run, { ...request, isConfirmed: true, wasPlanned: true }),
    counted: (run, { choice, plan, shortfalls }) => ({ ...run, choice, plan, shortfalls }),
    phaseBegun: same,
    listedAgain: (run) => counting(run, { listing: 'all' }),
    paused,
    resumed: same,
    obstructed,
    admitted: same,
    ended: null,
    stopped,
  },
  paused: {
    requestChanged,
    choiceChanged,
    confirmed: same,
    takenOver: same,
    counted,
    phaseBegun,
    listedAgain,
    paused: same,
    resumed,
    obstructed,
    admitted: same,
    ended,
    stopped,
  },
  attention: {
    requestChanged,
    choiceChanged,
    confirmed: same,
    takenOver: same,
    counted,
    phaseBegun,
    listedAgain,
    paused,
    resumed,
    obstructed,
    admitted: (run) => active(run),
    ended,
    stopped,
  },
  finished: {
    requestChanged: same,
    choiceChanged: same,
    confirmed: same,
    takenOver: same,
    counted: same,
    phaseBegun: same,
    listedAgain: same,
    paused: same,
    resumed: same,
    obstructed: same,
    admitted: same,
    ended: same,
    stopped: same,
  },
};

/**
 * Returns a run after an event.
 *
 * @throws {InvariantError} for an impossible pair: always a bug of ours
 */
export function transitionRun(run: Run, event: RunEvent): Run {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot see that run and event match the cell
  const next = transitions[run.status][event.type] as ((from: Run, by: RunEvent) => Run) | null;
  if (next) return next(run, event);
  throw new InvariantError(`a run that is ${run.status} cannot be ${event.type}`);
}
