import { StateBody } from '../run/StateBody.tsx';
import { StateButtons } from '../run/StateButtons.tsx';
import { stateIcons, stateTitle } from '../run/state-title.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { Icon } from '../shared/Icon.tsx';
import './inline-run.css';

/** State and buttons of the run, as in the popup. */
export const InlineRun = ({ transfer }: { transfer: TransferModel }) => (
  <div class="inline-run" data-state={transfer.state.value}>
    <h2 class="inline-run__title" aria-live="polite">
      <Icon name={stateIcons[transfer.state.value]} />
      {stateTitle(transfer)}
    </h2>
    <StateBody model={transfer} />
    <div class="welcome__actions">
      <StateButtons model={transfer} isLate />
    </div>
  </div>
);
