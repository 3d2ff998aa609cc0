import { useId } from 'preact/hooks';
import './choices.css';

/** One of a few things that can be chosen. */
export interface RadioOption<Value extends string> {
  value: Value;
  label: string;
  /** One plain sentence; null if the label is enough. */
  hint: string | null;
}

/** Radio buttons under a name; the label alone is what a button is called, the sentence describes it. */
export function RadioGroup<Value extends string>(props: {
  name: string;
  /** Of its name as a heading; 3 below the sections of a page. */
  level?: 2 | 3;
  options: readonly RadioOption<Value>[];
  chosen: Value;
  choose: (value: Value) => void;
}) {
  const id = useId();
  const Name = `h${props.level ?? 3}` as const;
  return (
    <div role="radiogroup" aria-labelledby={id} class="choices">
      <Name id={id} class="choices__name">
        {props.name}
      </Name>
      {props.options.map(({ value, label, hint }) => (
        <div key={value} class="choices__row">
          <input
            type="radio"
            id={`${id}-${value}`}
            name={id}
            checked={value === props.chosen}
            {...(hint !== null && { 'aria-describedby': `${id}-${value}-hint` })}
            onChange={() => props.choose(value)}
          />
          <label for={`${id}-${value}`}>{label}</label>
          {hint !== null && (
            <p id={`${id}-${value}-hint`} class="choices__hint soft">
              {hint}
            </p>
          )}
        </div>
      ))}
    </div>
  );
}
