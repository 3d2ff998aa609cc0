import { useSignal } from '@preact/signals';
import type { ErrorRecord } from '../../utils/errors.ts';
import { toErrorRecord } from '../../utils/errors.ts';
import './action-button.css';
import { Notice } from './Notice.tsx';
import { errorText } from './error-text.ts';

/** A button for a model's action: takes no second press while the first one runs, and says if the action failed. */
export function ActionButton(props: {
  label: string;
  main?: boolean;
  /** Id of the element that says why it cannot be pressed now. */
  blockedBy?: string | undefined;
  press: () => Promise<void>;
}) {
  const running = useSignal(false);
  const failure = useSignal<ErrorRecord | null>(null);

  async function press({ detail }: MouseEvent) {
    // The second half of a double click: another button may stand here by now.
    if (running.value || detail > 1) return;
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
