import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ErrorRecord } from '../../utils/errors.ts';
import { toErrorRecord } from '../../utils/errors.ts';
import './action-button.css';
import { Notice } from './Notice.tsx';
import { errorText } from './text/error-text.ts';

/** For so long a button takes no press after it has got another meaning. */
const REST_MS = 500;

/**
 * A button for a model's action: takes no second press while the first one runs, and says if the action failed. A press
 * that was meant for what stood there half a second ago is none.
 */
export function ActionButton(props: {
  label: string;
  /** What a press does, where the label does not tell; the label if absent. */
  meaning?: string;
  /** It has come to a place where something else could be pressed. */
  isLate?: boolean;
  main?: boolean;
  /** Id of the element that says why it cannot be pressed now. */
  blockedBy?: string | undefined;
  press: () => Promise<void>;
}) {
  const running = useSignal(false);
  const failure = useSignal<ErrorRecord | null>(null);
  const isResting = useRest(`${props.label} ${props.meaning ?? ''}`, props.isLate ?? false);

  async function press({ detail }: MouseEvent) {
    // The second half of a double click: another button may stand here by now.
    if (running.value || isResting || detail > 1) return;
    running.value = true;
    failure.value = null;
    try {
      await props.press();
    } catch (error) {
      failure.value = toErrorRecord(error);
    } finally {
      running.value = false;
    }
  }

  return (
    <>
      <button
        type="button"
        class={props.main ? 'action-button action-button--main' : 'action-button'}
        aria-busy={running.value}
        aria-disabled={isResting}
        disabled={props.blockedBy !== undefined}
        aria-describedby={props.blockedBy}
        onClick={(event) => void press(event)}
      >
        {props.label}
      </button>
      {failure.value && <Notice tone="bad" text={errorText(failure.value)} />}
    </>
  );
}

/** True until the button has stood for {@link REST_MS} with this meaning; a new button is ready at once unless it comes late. */
function useRest(meaning: string, isLate: boolean): boolean {
  const rested = useSignal(isLate ? null : meaning);
  useEffect(() => {
    if (rested.value === meaning) return undefined;
    const timer = setTimeout(() => (rested.value = meaning), REST_MS);
    return () => clearTimeout(timer);
  }, [meaning, rested]);
  return rested.value !== meaning;
}
