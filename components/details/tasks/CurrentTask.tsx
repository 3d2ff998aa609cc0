import { formatCount, formatShownSpeed } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { quietSeconds } from '../../../utils/domain/run/quiet.ts';
import { taskCounts } from '../../../utils/domain/run/item-counts.ts';
import type { TransferPageModel } from '../../../utils/models/transfer-page-model.ts';
import { finishOf } from '../../run/finish-of.ts';
import { stateTitle } from '../../run/state-title.ts';
import { TaskCard } from './TaskCard.tsx';
import { taskName } from '../../shared/text/task-name.ts';

/** The open run among the tasks. Its buttons are in the card above the tabs, which all tabs share. */
export function CurrentTask({ model: { transfer, names } }: { model: TransferPageModel }) {
  const { run, totals } = transfer.snapshot.value;
  const live = transfer.live.value;
  if (!run) return null;
  const { done, all } = taskCounts(run, totals);
  const isMoving = transfer.state.value === 'running' && live !== null && quietSeconds(live) === null;
  const name = names.value.get(run.id);
  const facts = [
    all > 0 && t('countOfTotal', formatCount(done), formatCount(all)),
    isMoving && formatShownSpeed(live.perSecond.sent),
    isMoving && finishOf(transfer, live),
  ];
  return (
    <TaskCard
      name={name ? taskName(name) : ''}
      state={stateTitle(transfer)}
      facts={facts.filter((fact): fact is string => typeof fact === 'string' && fact !== '')}
      bar={all > 0 ? { done, all, isStill: !isMoving } : null}
    />
  );
}
