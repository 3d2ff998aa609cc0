import { formatCount, formatDateAndTime, formatTimeTaken } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import { addedCounts, itemCounts, isComplete } from '../../../utils/domain/run/item-counts.ts';
import { isPart } from '../../../utils/domain/run/part.ts';
import { endOf, endTotalsOf, isStoppedRun, type Run, type Totals } from '../../../utils/domain/run/run.ts';
import { taskName } from '../../shared/text/task-name.ts';
import type { TransferPageModel } from '../../../utils/models/transfer-page-model.ts';
import './finished-task.css';

interface TaskProps {
  id: number;
  isLatest: boolean;
  model: TransferPageModel;
}

/** A copy that has ended: when, how long, what was new, where it is, and how it ended. */
export function FinishedTask({ id, isLatest, model }: TaskProps) {
  const { run: latest, totals } = model.transfer.snapshot.value;
  const run = (latest?.id === id ? latest : model.runs.value.get(id)) ?? null;
  if (!run) return <span class="finished-task finished-task--empty" aria-busy="true" />;
  // The latest run of an older log has no sums of its own.
  const sums = endTotalsOf(run) ?? (isLatest ? totals : null);
  const known = model.names.value.get(id);
  const name = known ? taskName(known) : formatDateAndTime(run.startedAt);
  return (
    <div class="finished-task">
      <h3 class="finished-task__name">{name}</h3>
      <span class="finished-task__state">{stateOf(run, sums)}</span>
      <span class="finished-task__facts soft">
        <time dateTime={new Date(run.startedAt).toISOString()}>{formatDateAndTime(run.startedAt)}</time>
        {factsOf(run, sums)}
      </span>
      <span class="finished-task__actions">
        {(isStoppedRun(run) || (sums !== null && !isComplete(run, sums))) && (
          <button
            type="button"
            class="finished-task__retry"
            aria-label={t('taskRetryOf', name)}
            onClick={() => void model.repeat(id)}
          >
            {t('taskRetry')}
          </button>
        )}
        {sums && (
          <a
            href={endTotalsOf(run) ? `/report.html#run=${run.id}` : '/report.html'}
            aria-label={t('showReportOf', formatDateAndTime(run.startedAt))}
          >
            {t('showReport')}
          </a>
        )}
      </span>
    </div>
  );
}

function stateOf(run: Run, sums: Totals | null): string {
  if (isStoppedRun(run)) return t('historyStopped');
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
function factsOf(run: Run, sums: Totals | null): string {
  const facts: string[] = [];
  const endedAt = endOf(run);
  if (endedAt !== null) facts.push(t('historyTook', formatTimeTaken((endedAt - run.startedAt) / 1_000)));
  if (sums) facts.push(...photosOf(run, sums));
  if (sums && sums.filesFailed > 0)
    facts.push(tn('problemsCount', sums.filesFailed, formatCount(sums.filesFailed)));
  facts.push(t('taskFolder', run.destinationFolder));
  return facts.map((fact) => ` · ${fact}`).join('');
}
