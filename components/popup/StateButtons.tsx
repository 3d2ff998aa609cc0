import type { TransferModel } from '../../utils/state/transfer-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { stateActions } from './state-actions.ts';

/** What can be pressed now. Keyed by place: a button that takes the place of another one keeps the focus. */
export const StateButtons = ({ model }: { model: TransferModel }) => (
  <>
    {stateActions(model).map(({ label, press, blockedBy }, position) => (
      <ActionButton key={position} label={label} main={position === 0} blockedBy={blockedBy} press={press} />
    ))}
  </>
);
