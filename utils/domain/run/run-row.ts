import type { ErrorRecord } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { FinishedRun, Run, RunFacts, RunPhase, RunStatus, Totals } from './run.ts';

/** A run as the log stores it: one form for every status, the same since version 1 of the log. */
export interface RunRow extends RunFacts {
  status: RunStatus;
  phase: RunPhase;
  /** Null before its end. */
  endedAt: EpochMs | null;
  /** Null unless it needs a person. */
  attention: ErrorRecord | null;
  /** Absent unless a person ended it. */
  isStopped?: boolean;
  /** Absent before its end. */
  endTotals?: Totals;
}

/** What a row says if it names no error, which no version has written. */
const unknownError: ErrorRecord = { code: 'unexpected', detail: 'no error is stored' };

/** Reads a stored run. A field that its status does not have is ignored, and one that is missing gets a harmless value. */
export function runOfRow(row: RunRow): Run {
  const { status, phase, endedAt, attention, isStopped = false, endTotals, ...facts } = row;
  if (status === 'planned')
    return facts.plan
      ? { ...facts, status, plan: facts.plan, isConfirmed: false }
      : { ...facts, status: 'active', phase };
  if (status === 'attention') return { ...facts, status, phase, attention: attention ?? unknownError };
  if (status === 'finished')
    return {
      ...facts,
      status,
      phase,
      isStopped,
      endedAt: endedAt ?? facts.startedAt,
      ...(endTotals && { endTotals }),
    };
  return { ...facts, status, phase };
}

/** Returns a run in the stored form. */
export function rowOfRun(run: Run): RunRow {
  if (run.status === 'finished') return finishedRow(run);
  const phase = run.status === 'planned' ? 'counting' : run.phase;
  const attention = run.status === 'attention' ? run.attention : null;
  return { ...run, phase, attention, endedAt: null };
}

function finishedRow({ isStopped, ...run }: FinishedRun): RunRow {
  return { ...run, attention: null, ...(isStopped && { isStopped }) };
}
