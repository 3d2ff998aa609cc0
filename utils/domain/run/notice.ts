import type { ErrorRecord } from '../../errors.ts';
import { itemCounts, isComplete } from './item-counts.ts';
import { isPart } from './part.ts';
import { type Run, type Totals } from './run.ts';

/** A notification. Each `key` is shown once. */
export type Notice =
  | { kind: 'attention'; key: string; error: ErrorRecord }
  | { kind: 'done'; key: string; items: number }
  | { kind: 'part'; key: string; items: number; run: Run }
  | { kind: 'incomplete'; key: string };

/**
 * Returns the notification of a run that ended or needs a person; null while it is active, planned, paused or stopped, and
 * after the person's own **Disconnect**. A complete top-up is quiet.
 */
export function noticeOf(run: Run | null, totals: Totals): Notice | null {
  if (run?.status === 'attention' && run.attention.code === 'jottacloud-disconnected') return null;
  if (run?.status === 'attention')
    return { kind: 'attention', key: `${run.id} ${run.attention.code}`, error: run.attention };
  if (run?.status !== 'finished' || run.isStopped) return null;
  if (!isComplete(run, totals)) return { kind: 'incomplete', key: `${run.id} incomplete` };
  if (run.isAutomatic) return null;
  const key = `${run.id} done`;
  return isPart(run)
    ? { kind: 'part', key, items: itemCounts(run, totals).done, run }
    : { kind: 'done', key, items: totals.itemsDone };
}
