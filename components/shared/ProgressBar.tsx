import './progress-bar.css';

/** A progress bar. @param props.still nothing moves now */
export function ProgressBar(props: {
  name: string;
  done: number;
  all: number;
  text: string;
  still: boolean;
}) {
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- `progress` may not carry a text of its own for the value
      role="progressbar"
      aria-label={props.name}
      aria-valuemin={0}
      aria-valuemax={props.all}
      aria-valuenow={props.done}
      aria-valuetext={props.text}
      class={`progress-bar progress-bar--${appearance(props)}`}
    >
      <div
        class="progress-bar__fill"
        style={{ inlineSize: `${(100 * props.done) / Math.max(1, props.all)}%` }}
      />
    </div>
  );
}

const appearance = ({ done, all, still }: { done: number; all: number; still: boolean }) =>
  still ? (done === all ? 'full' : 'still') : 'moving';
