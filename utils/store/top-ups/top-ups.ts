import type { IDBPObjectStore } from 'idb';
import { isOpenRun, newRun, type TopUpRequest } from '../../domain/run/run-request.ts';
import type { Run, Totals } from '../../domain/run/run.ts';
import { rowOfRun, runOfRow } from '../../domain/run/run-row.ts';
import type { LastCompleteCopy } from '../../domain/top-up/completeness.ts';
import { hasLeftoverAfter, isWhole, lastCompleteOf } from '../../domain/top-up/last-complete.ts';
import { type LookNote, noteFor } from '../../domain/top-up/look-note.ts';
import type { EpochMs } from '../../units.ts';
import { emptyLog, readLatestRun, readLogRecord } from '../database.ts';
import { canFollowChanges } from '../listing/restart-lists.ts';
import { firstUnchecked } from '../runs/runs.ts';
import type { LogDatabase, LogSchema } from '../schema.ts';

/** Latest runs among which the last complete copy is searched for. */
const MAX_RUNS = 50;

type RunsStore = IDBPObjectStore<LogSchema, ('runs' | 'log' | 'photos')[], 'runs'>;

/** What the log says about top-ups. */
export interface TopUpFacts extends LastCompleteCopy {
  latest: Run | null;
  totals: Totals;
  /** User name of the Jottacloud account that has the copy; null: unknown. */
  jottacloudUser: string | null;
}

/**
 * Reads what the log says about top-ups: a few small records. A photo that waits for its place is left over: a plan that
 * showed it was dropped, or it has an edit.
 */
export async function readTopUpFacts(database: LogDatabase): Promise<TopUpFacts> {
  const transaction = database.transaction(['runs', 'log', 'photos']);
  const marked = await transaction.objectStore('photos').index('toPlace').getAllKeys(undefined, 1);
  const log = (await transaction.objectStore('log').get('log')) ?? emptyLog;
  const { totals, look, jottacloudUser } = log;
  const runs = await readLatestRuns(transaction.objectStore('runs'));
  await transaction.done;
  const complete = lastCompleteOf(runs, totals);
  return {
    latest: runs[0] ?? null,
    complete,
    hasLeftover:
      hasLeftoverAfter(runs, complete) ||
      (complete !== null && (marked.length > 0 || mayHaveMore(look, complete))),
    note: look,
    totals,
    jottacloudUser: jottacloudUser ?? null,
  };
}

const mayHaveMore = (note: LookNote | undefined, complete: Pick<Run, 'id'>): boolean =>
  noteFor(note, complete).mayHaveMore === true;

/** Reads runs back to the last one of the whole library. @returns the latest first */
async function readLatestRuns(store: RunsStore): Promise<Run[]> {
  const runs: Run[] = [];
  for (let cursor = await store.openCursor(null, 'prev'); cursor; cursor = await cursor.continue()) {
    const run = runOfRow(cursor.value);
    runs.push(run);
    if (isWhole(run) || runs.length >= MAX_RUNS) break;
  }
  return runs;
}

/** Changes the note of a complete copy in one transaction. Does nothing in a log that was deleted meanwhile. */
export async function changeLookNote(
  database: LogDatabase,
  complete: Pick<Run, 'id'>,
  change: Partial<Omit<LookNote, 'runId'>>,
): Promise<void> {
  const { store, done } = database.transaction('log', 'readwrite');
  const log = await store.get('log');
  if (log) await store.put({ ...log, look: { ...noteFor(log.look, complete), ...change } });
  await done;
}

/**
 * Begins a top-up, which copies what the last complete copy copied, to the same place. It follows changes only: it never
 * reads a whole library automatically. A press that arrives meanwhile wins.
 *
 * @returns whether it has begun
 */
export async function startTopUp(
  database: LogDatabase,
  at: EpochMs,
  request: TopUpRequest,
): Promise<boolean> {
  const last = await readLatestRun(database);
  if (!last || isOpenRun(last) || !(await canFollowChanges(database, request.arrangement))) return false;
  const firstOrder = firstUnchecked(last, await readLogRecord(database));
  const { destinationFolder, choice, arrangement, speed } = request;
  const run = newRun(
    { destinationFolder, choice, arrangement, speed, isConfirmed: true },
    { id: last.id + 1, listing: 'changes', firstOrder, startedAt: at },
  );
  const { store, done } = database.transaction('runs', 'readwrite');
  const isStillLast = (await store.openKeyCursor(null, 'prev'))?.key === last.id;
  if (isStillLast) await store.add(rowOfRun({ ...run, isAutomatic: true }));
  await done;
  return isStillLast;
}
