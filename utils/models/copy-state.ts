import type { ErrorRecord } from '../errors.ts';
import type { LiveProgress } from '../domain/progress/progress.ts';
import { attentionOf, isStoppedRun } from '../domain/run/run.ts';
import type { TransferSnapshot } from '../domain/run/snapshot.ts';
import { isComplete } from '../domain/run/item-counts.ts';

/** Returns the state of the popup, from the stored snapshot and the engine's latest progress. */
export function copyStateOf(
  { connected, session, run, totals }: TransferSnapshot,
  live: LiveProgress | null,
): CopyState {
  if (run && run.status !== 'finished') {
    if (run.status === 'paused') return 'paused';
    if (run.status === 'attention')
      return run.attention.code === 'icloud-signed-out' ? 'signed-out' : 'attention';
    if (!connected) return 'setup';
    if (run.status === 'planned') return 'plan';
    if (live?.waiting && live.step !== 'checking') return 'waiting';
    if (run.phase === 'checking') return 'checking';
    return run.phase === 'counting' && !(run.isConfirmed && run.plan) ? 'counting' : 'running';
  }
  if (!connected) return 'setup';
  if (run && !isStoppedRun(run)) return isComplete(run, totals) ? 'done' : 'done-with-problems';
  return session === 'signed-out' ? 'signed-out' : 'ready';
}

/** Returns the reason why the copy stopped or waits. */
export const obstacleOf = ({ run }: TransferSnapshot, live: LiveProgress | null): ErrorRecord | null =>
  attentionOf(run) ?? (run?.status === 'active' ? (live?.waiting?.error ?? null) : null);

/** State of the popup; also the value of `main[data-state]`. */
export type CopyState =
  | 'setup'
  | 'signed-out'
  | 'ready'
  | 'counting'
  | 'plan'
  | 'running'
  | 'waiting'
  | 'attention'
  | 'paused'
  | 'checking'
  | 'done'
  | 'done-with-problems';
