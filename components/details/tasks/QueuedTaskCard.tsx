import { formatCount, formatDateAndTime } from '../../../utils/format.ts';
import { type MessageKey, t, tn } from '../../../utils/i18n.ts';
import type { QueuedTask } from '../../../utils/domain/task/task.ts';
import type { TransferPageModel } from '../../../utils/models/transfer-page-model.ts';
import { ActionButton } from '../../shared/ActionButton.tsx';
import { taskName } from '../../shared/text/task-name.ts';
import { TaskCard } from './TaskCard.tsx';

/** A task that waits, or whose photos go first in the running copy. */
export function QueuedTaskCard(props: { task: QueuedTask; isFirst: boolean; model: TransferPageModel }) {
  const { id, state, done, all } = props.task;
  const name = taskName(props.task.name);
  const isFirst = state === 'first';
  return (
    <TaskCard
      name={name}
      state={stateOf(props.task)}
      facts={factsOf(props.task)}
      bar={isFirst && all !== null ? { done, all, isStill: done === all } : null}
    >
      {!props.isFirst && (
        <ActionButton label={t('taskUp')} name={t('taskUpOf', name)} press={() => props.model.moveUp(id)} />
      )}
      <ActionButton
        label={t('taskRemove')}
        name={t('taskRemoveOf', name)}
        press={() => props.model.remove(id)}
      />
    </TaskCard>
  );
}

const states: Record<QueuedTask['state'], MessageKey> = {
  first: 'taskFirst',
  queued: 'taskQueued',
  kept: 'taskKept',
};

const stateOf = ({ state, done, all }: QueuedTask): string =>
  t(state === 'first' && done === all ? 'taskCopied' : states[state]);

/** A press on photos has its number in its name. One that waits says when it was made: another may have the same name. */
function factsOf({ state, done, all, name, pressedAt }: QueuedTask): string[] {
  if (state === 'first' && all !== null) {
    const counts = t('countOfTotal', formatCount(done), formatCount(all));
    return done === all ? [counts, t('taskCopiedHint')] : [counts];
  }
  const photos = all === null || name.kind === 'photos' ? [] : [tn('taskPhotoCount', all, formatCount(all))];
  return [...photos, t('taskAdded', formatDateAndTime(pressedAt))];
}
