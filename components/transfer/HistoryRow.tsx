import { formatCount, formatDateAndTime, formatTimeTaken } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { itemCounts } from '../../utils/transfer/item-counts.ts';
import { isPart } from '../../utils/transfer/part.ts';
import { isComplete, type Run, type Totals } from '../../utils/transfer/run.ts';
import './history-row.css';

interface RowProps {
  /** null while it is read. */
  run: Run | null;
  /** Sums of the log now, for a run that has kept none of its own. */
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
          // of a run that lasts, or was kept without sums, there is only the log: that is the latest report
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
  if (!sums) return t('historyEnded');
  if (!isComplete(run, sums)) return t('historyIncomplete');
  return isPart(run) ? t('historyPart') : t('historyComplete');
}

/** What is known of it, in one line. */
function countsOf(run: Run, sums: Totals | null): string {
  const facts: string[] = [];
  if (run.endedAt !== null)
    facts.push(t('historyTook', formatTimeTaken((run.endedAt - run.startedAt) / 1_000)));
  const { done, all } = sums ? itemCounts(run, sums) : { done: 0, all: 0 };
  if (all > 0) facts.push(t('historyCounts', formatCount(done), formatCount(all)));
  if (sums && sums.filesFailed > 0)
    facts.push(tn('problemsCount', sums.filesFailed, formatCount(sums.filesFailed)));
  return facts.join(' · ');
}
