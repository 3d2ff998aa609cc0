import { t } from '../../../utils/i18n.ts';
import type { TransferPageModel } from '../../../utils/models/transfer-page-model.ts';
import { useMedia } from '../../shared/hooks/use-media.ts';
import { CurrentTask } from './CurrentTask.tsx';
import { FinishedTask } from './FinishedTask.tsx';
import { QueuedTaskCard } from './QueuedTaskCard.tsx';
import './tasks-panel.css';
import { WindowedList } from '../WindowedList.tsx';

/** Height of a finished task in the list: four lines, on a narrow screen ten. */
const ROW_REM = 6.5;
const NARROW_ROW_REM = 14;
/** The same as in finished-task.css. */
const NARROW = '(max-width: 600px)';

/** All copies as tasks: the current one, those that wait, and the finished ones with date and report. */
export function TasksPanel({ model }: { model: TransferPageModel }) {
  const { run } = model.transfer.snapshot.value;
  const isNarrow = useMedia(NARROW);
  const isOpen = run !== null && run.status !== 'finished';
  const queue = model.queue.value ?? [];
  const ids = model.runIds.value;
  const finished = ids && isOpen ? ids.filter((id) => id !== run.id) : ids;
  return (
    <>
      {(isOpen || queue.length > 0) && (
        <section class="tasks" aria-labelledby="tasks-open-heading">
          <h2 class="tasks__heading" id="tasks-open-heading">
            {t('tasksOpen')}
          </h2>
          <ol class="tasks__list">
            {isOpen && <CurrentTask model={model} />}
            {queue.map((task, index) => (
              <QueuedTaskCard key={task.id} task={task} isFirst={index === 0} model={model} />
            ))}
          </ol>
        </section>
      )}
      {finished === null || finished.length === 0 ? (
        <output>{noneText(finished, isOpen)}</output>
      ) : (
        <section class="tasks" aria-labelledby="tasks-finished-heading">
          <h2 class="tasks__heading" id="tasks-finished-heading">
            {t('tasksFinished')}
          </h2>
          <WindowedList
            name={t('tasksFinished')}
            count={finished.length}
            rowRem={isNarrow ? NARROW_ROW_REM : ROW_REM}
            keyOf={(index) => finished[index] ?? index}
            onShown={model.showRuns}
            renderRow={(index) => (
              <FinishedTask id={finished[index] ?? -1} isLatest={index === 0} model={model} />
            )}
          />
        </section>
      )}
    </>
  );
}

function noneText(finished: readonly number[] | null, isOpen: boolean): string {
  if (finished === null) return t('historyReading');
  return isOpen ? '' : t('historyNone');
}
