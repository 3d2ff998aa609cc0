import { t } from '../../utils/i18n.ts';
import { StateBody } from '../popup/StateBody.tsx';
import { stateActions } from '../popup/state-actions.ts';
import { stateIcons, stateTitle } from '../popup/state-title.ts';
import type { TransferModel } from '../../utils/state/transfer-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Icon } from '../shared/Icon.tsx';
import './run-in-place.css';

/** How it stands with the run, with what can be done about it: the same words and buttons as in the popup. */
export const RunInPlace = ({ transfer }: { transfer: TransferModel }) => (
  <div class="run-in-place" data-state={transfer.state.value}>
    <h2 class="run-in-place__title" aria-live="polite">
      <Icon name={stateIcons[transfer.state.value]} />
      {stateTitle(transfer)}
    </h2>
    <StateBody model={transfer} />
    <div class="welcome__actions">
      {stateActions(transfer).map(({ label, press, blockedBy }, position) => (
        <ActionButton
          key={position}
          label={t(label)}
          main={position === 0}
          blockedBy={blockedBy}
          press={press}
        />
      ))}
    </div>
  </div>
);
