import type { Arrangement } from '../photos/arrangement.ts';
import type { Choice } from '../photos/choice.ts';
import type { Run } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import { changeLatestRun, type LogDatabase, readLatestRun, readLogRecord } from './database.ts';
import { canFollowChanges, listAnew } from './list-anew.ts';
import { retryFailedFiles } from './retry-failed.ts';

/** What a new run is to do. */
export interface RunWish {
  destinationFolder: string;
  choice: Choice;
  arrangement: Arrangement;
  /** Begin without showing the plan first. */
  isConfirmed: boolean;
  /** Read all lists again, and look for every file in Jottacloud, though nothing seems to be new. */
  thorough?: boolean;
}

/** A plan that is older than this is counted again when it is confirmed. */
const PLAN_LIFE_MS = 3_600_000;

/**
 * Begins a run, or goes on with the one that has not ended. A new one asks what changed since the last reading, or reads
 * all lists anew, and tries again what an earlier one gave up; what is proved stays proved. A plan that nobody confirmed is no run that must go on: it is made
 * anew.
 */
export async function startRun(
  database: LogDatabase,
  at: EpochMs,
  { thorough = false, ...wish }: RunWish,
): Promise<void> {
  const last = await readLatestRun(database);
  if (last && last.status !== 'finished' && last.isConfirmed) return resumeRun(database);
  const log = await readLogRecord(database);
  const listing = !thorough && (await canFollowChanges(database, wish.arrangement)) ? 'changes' : 'all';
  if (listing === 'all') await listAnew(database);
  await retryFailedFiles(database);
  await database.put('runs', {
    ...wish,
    listing,
    // What an earlier run gave up is moved by this one: then everything is checked at its end.
    firstOrder: listing === 'all' || log.totals.filesDone < log.totals.filesFound ? 0 : log.lastOrder,
    id: last && last.status !== 'finished' ? last.id : (last?.id ?? 0) + 1,
    status: 'active',
    phase: 'counting',
    startedAt: at,
    endedAt: null,
    plan: null,
    appleCount: null,
    listedItems: 0,
    checkedFiles: 0,
    attention: null,
    shortfalls: [],
  });
}

/** "Start": what the plan says is done. */
export async function confirmRun(database: LogDatabase, at: EpochMs): Promise<void> {
  const run = await changeLatestRun(database, (old) =>
    old.status === 'planned' ? { ...old, status: 'active', isConfirmed: true } : old,
  );
  if (!run?.plan || at - run.plan.countedAt <= PLAN_LIFE_MS) return;
  await listAnew(database);
  await changeLatestRun(database, (old) => ({ ...old, plan: null, listing: 'all' }));
}

/** Another choice for a run that has not begun to move: its plan is made anew from what was listed. */
export async function chooseAnew(database: LogDatabase, choice: Choice): Promise<void> {
  await changeLatestRun(database, (run) =>
    run.status === 'finished' || run.isConfirmed ? run : { ...run, choice, plan: null, status: 'active' },
  );
}

/** A plan that nobody wants: as if it had never been asked for. */
export async function dropPlan(database: LogDatabase): Promise<void> {
  const run = await readLatestRun(database);
  if (run && run.status !== 'finished' && !run.isConfirmed) await database.delete('runs', run.id);
}

/** After a pause, or when the obstacle may be gone. A plan that is ready waits for "Start", not for this. */
export async function resumeRun(database: LogDatabase): Promise<void> {
  await unlessFinished(database, (run) => (run.plan && !run.isConfirmed ? 'planned' : 'active'));
}

export const pauseRun = (database: LogDatabase): Promise<void> => unlessFinished(database, () => 'paused');

async function unlessFinished(database: LogDatabase, status: (run: Run) => Run['status']): Promise<void> {
  await changeLatestRun(database, (run) =>
    run.status === 'finished' ? run : { ...run, status: status(run), attention: null },
  );
}
