import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { type StateAction, stateActions } from './state-actions.ts';

/**
 * The buttons of a state. A question replaces the buttons until it is answered. Keys count from below, where buttons never
 * move: a button that replaces another keeps the focus.
 *
 * @param props.isLate whether all buttons have replaced something else
 */
export function StateButtons({ model, isLate = false }: { model: TransferModel; isLate?: boolean }) {
  const asking = useSignal<string | null>(null);
  const isMounted = useRef(isLate);
  useEffect(() => void (isMounted.current = true), []);
  const actions = stateActions(model);
  const asked = actions.find(({ label, asks }) => asks && label === asking.value) ?? null;
  const buttons: StateAction[] = asked
    ? answersTo(asked, () => void (asking.value = null))
    : actions.map((action) =>
        action.asks
          ? { ...action, press: () => Promise.resolve(void (asking.value = action.label)) }
          : action,
      );
  return (
    <>
      {asked?.asks && <p role="alert">{asked.asks.question}</p>}
      {buttons.map(({ label, press, blockedBy, isQuiet }, position) => (
        <ActionButton
          key={buttons.length - position}
          label={label}
          meaning={asked ? 'answer' : 'action'}
          isLate={isMounted.current}
          main={asked ? position > 0 : position === 0 && !isQuiet}
          blockedBy={blockedBy}
          press={press}
        />
      ))}
    </>
  );
}

/** Places "No" where the question was pressed. */
const answersTo = ({ label, press, asks }: StateAction, close: () => void): StateAction[] => [
  { label, press: () => press().finally(close) },
  { label: asks?.no ?? '', press: () => Promise.resolve(close()) },
];
