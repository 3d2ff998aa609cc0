import { useId } from 'preact/hooks';
import './choices.css';

/** A tick with its label and an optional sentence below. */
export function CheckField(props: {
  label: string;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  change: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="choices__row">
      <input
        type="checkbox"
        id={id}
        checked={props.checked}
        disabled={props.disabled}
        {...(props.hint !== undefined && { 'aria-describedby': `${id}-hint` })}
        onChange={({ currentTarget }) => props.change(currentTarget.checked)}
      />
      <label for={id}>{props.label}</label>
      {props.hint !== undefined && (
        <p id={`${id}-hint`} class="choices__hint soft">
          {props.hint}
        </p>
      )}
    </div>
  );
}
