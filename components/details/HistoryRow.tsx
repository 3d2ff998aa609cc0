import { formatCount, formatDateAndTime, formatTimeTaken } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { addedCounts, itemCounts, isComplete } from '../../utils/domain/run/item-counts.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import { type Run, type Totals } from '../../utils/domain/run/run.ts';
import './history-row.css';

interface RowProps {
  /** null while loading. */
  run: Run | null;
  /** The log's sums now, for a run without stored sums. */
  totals: Totals | null;
}

/** One run: when, how long, how many, and how it ended. */
export function HistoryRow({ run, totals }: RowProps) {
  if (!run) return <span class="history-row history-row--empty" aria-busy="true" />;
  const sums = run.endTotals ?? totals;
  return (
    <div class="history-row">
      <time class="history-row__when" dateTime={new Date(run.startedAt).toISOString()}>
        {formatDateAndTime(run.startedAt)}
      </time>
      <span class="history-row__state">{stateOf(run, sums)}</span>
      <span class="history-row__counts soft">{countsOf(run, sums)}</span>
      {sums && (
        <a
          class="history-row__report"
          // A run that is open, or has no stored sums, has only the latest report.
          href={run.endTotals ? `/report.html#run=${run.id}` : '/report.html'}
          aria-label={t('showReportOf', formatDateAndTime(run.startedAt))}
        >
          {t('showReport')}
        </a>
      )}
    </div>
  );
}

const phases = { counting: 'countingTitle', copying: 'runningTitle', checking: 'checkingTitle' } as const;

function stateOf(run: Run, sums: Totals | null): string {
  if (run.status === 'planned') return t('historyPlanned');
  if (run.status === 'paused') return t('pausedTitle');
  if (run.status === 'attention') return t('attentionTitle');
  if (run.status === 'active') return t(phases[run.phase]);
  if (run.isStopped) return t('historyStopped');
  if (!sums) return t('historyEnded');
  if (!isComplete(run, sums)) return t('historyIncomplete');
  return isPart(run) ? t('historyPart') : t('historyComplete');
}

/** Counts only the new photos of a run that added to earlier ones. */
function photosOf(run: Run, sums: Totals): string[] {
  const added = addedCounts(run, sums);
  if (added && added.done === added.all) return [tn('historyNew', added.all, formatCount(added.all))];
  const { done, all } = added ?? itemCounts(run, sums);
  if (all === 0) return [];
  return [t(added ? 'historyNewOf' : 'historyCounts', formatCount(done), formatCount(all))];
}

/** Joins the known facts in one line. */
function countsOf(run: Run, sums: Totals | null): string {
  const facts: string[] = [];
  if (run.endedAt !== null)
    facts.push(t('historyTook', formatTimeTaken((run.endedAt - run.startedAt) / 1_000)));
  if (sums) facts.push(...photosOf(run, sums));
  if (sums && sums.filesFailed > 0)
    facts.push(tn('problemsCount', sums.filesFailed, formatCount(sums.filesFailed)));
  return facts.join(' · ');
}
