import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ErrorRecord } from '../../utils/errors.ts';
import { remedyOf, toErrorRecord } from '../../utils/errors.ts';
import './action-button.css';
import { Notice } from './Notice.tsx';
import { errorText, type ErrorText } from './text/error-text.ts';

/** How long a button ignores presses after its meaning has changed. */
const REST_MS = 250;

/**
 * A button for a model's action. It ignores presses while the action runs, and shows its failure. It also ignores a press
 * that was meant for what stood there before: nobody sees a change and presses within a quarter of a second.
 */
export function ActionButton(props: {
  label: string;
  /** Accessible name, where the label alone does not say what it is about; it begins with the label. */
  name?: string;
  /** Meaning of a press, if the label alone does not say it. */
  meaning?: string;
  /** The button replaced something else that could be pressed. */
  isLate?: boolean;
  main?: boolean;
  /** A press destroys something. */
  danger?: boolean;
  /** Id of the element that explains why the button is disabled. */
  blockedBy?: string | undefined;
  press: () => Promise<void>;
}) {
  const running = useSignal(false);
  const failure = useSignal<ErrorRecord | null>(null);
  const isResting = useRest(`${props.label} ${props.meaning ?? ''}`, props.isLate ?? false);

  async function press({ detail }: MouseEvent) {
    // Ignores the second click of a double click: this may be another button by then.
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
        class={lookOf(props)}
        aria-label={props.name}
        aria-busy={running.value}
        aria-disabled={isResting}
        disabled={props.blockedBy !== undefined}
        aria-describedby={props.blockedBy}
        onClick={(event) => void press(event)}
      >
        {props.label}
      </button>
      {failure.value && <Notice tone="bad" text={failureText(failure.value)} />}
    </>
  );
}

/** The texts of a copy promise that it resumes automatically, or name its "Continue": a press that failed does neither. */
function failureText(error: ErrorRecord): ErrorText {
  const text = errorText(error);
  return remedyOf(error.code) === 'user' && error.code !== 'jottacloud-full' ? text : { ...text, body: '' };
}

const lookOf = ({ main, danger }: { main?: boolean; danger?: boolean }): string => {
  if (danger) return 'action-button action-button--danger';
  return main ? 'action-button action-button--main' : 'action-button';
};

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
