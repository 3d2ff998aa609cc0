import { isComplete } from '../run/item-counts.ts';
import { isPart, notInJottacloud } from '../run/part.ts';
import { endTotalsOf, type FinishedRun, type Run, type Totals } from '../run/run.ts';

/**
 * Returns whether a run is a finished copy of the whole library. The latest such run decides about top-ups: they repeat its
 * choices if it is complete, and otherwise none begins. A top-up that gave way to a press does not count.
 */
export const isWhole = (run: Run): run is FinishedRun =>
  run.status === 'finished' && run.gaveWay !== true && !isPart(run);

/**
 * Returns the last complete copy of the whole library. A later copy of it that is incomplete, or that a person stopped,
 * leaves none.
 *
 * @param newestFirst the latest runs
 * @param totals those of the log, for a run that ended before version 3 of it
 */
export function lastCompleteOf(newestFirst: Iterable<Run>, totals: Totals): FinishedRun | null {
  for (const run of newestFirst)
    if (isWhole(run)) return isComplete(run, endTotalsOf(run) ?? totals) ? run : null;
  return null;
}

/**
 * Returns whether photos may be left that no later look counts. A run after the last complete copy has listed them, but not
 * copied all: a top-up that ended early for a press, or a copy of a part.
 */
export const hasLeftoverAfter = (runs: readonly Run[], after: Pick<Run, 'id'> | null): boolean =>
  after !== null &&
  runs.some(
    (run) => run.id > after.id && (run.gaveWay === true || (isPart(run) && notInJottacloud(run) !== 0)),
  );
