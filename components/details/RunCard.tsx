import { formatPercent } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { taskCounts } from '../../utils/domain/run/item-counts.ts';
import { LeaveAlone } from '../run/LeaveAlone.tsx';
import { StateBody } from '../run/StateBody.tsx';
import { StateButtons } from '../run/StateButtons.tsx';
import { stateIcons, stateTitle } from '../run/state-title.ts';
import { Icon } from '../shared/Icon.tsx';
import { SpokenStatus } from '../shared/SpokenStatus.tsx';
import './run-card.css';

/** State and buttons of the copy, as in the popup. */
export function RunCard({ model }: { model: TransferModel }) {
  const state = model.state.value;
  const { run, totals } = model.snapshot.value;
  const { done, all } = taskCounts(run, totals);
  const isMoving = state === 'running' || state === 'waiting' || state === 'checking';
  return (
    <section class="card run-card" aria-labelledby="run-title">
      <h1 class="run-card__title" id="run-title" aria-live="polite">
        <Icon name={stateIcons[state]} />
        {stateTitle(model)}
      </h1>
      <StateBody model={model} />
      <LeaveAlone model={model} isOpen={false} />
      <div class="run-card__actions">
        <StateButtons model={model} />
      </div>
      <SpokenStatus
        state={state}
        sentence={isMoving && all > 0 ? t('spokenProgress', formatPercent(done / all)) : ''}
      />
    </section>
  );
}
