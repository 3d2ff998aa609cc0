import type { ErrorRecord } from '../errors.ts';
import { isComplete, type Run, type Totals } from './run.ts';

/** What is worth a notification. `key` tells one from another: the same is told once. */
export type Notice =
  | { kind: 'attention'; key: string; error: ErrorRecord }
  | { kind: 'done'; key: string; items: number }
  | { kind: 'incomplete'; key: string };

/** Of a run that has ended or stands still until somebody helps; null while it moves, waits for "Start" or was paused. */
export function noticeOf(run: Run | null, totals: Totals): Notice | null {
  if (run?.status === 'attention' && run.attention)
    return { kind: 'attention', key: `${run.id} ${run.attention.code}`, error: run.attention };
  if (run?.status !== 'finished') return null;
  return isComplete(run, totals)
    ? { kind: 'done', key: `${run.id} done`, items: totals.itemsDone }
    : { kind: 'incomplete', key: `${run.id} incomplete` };
}
