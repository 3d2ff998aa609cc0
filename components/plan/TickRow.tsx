import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Tick } from '../../utils/domain/album/album-choice.ts';

/** One line of a tree of ticks: a mark that may be half set, a name and a number. @param props.fold the button that opens a folder */
export function TickRow(props: {
  name: string;
  count: string;
  tick: Tick;
  press: () => void;
  fold?: ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="ticks__row">
      {props.fold ?? <span />}
      <input
        type="checkbox"
        id={id}
        checked={props.tick === 'all'}
        indeterminate={props.tick === 'some'}
        aria-describedby={`${id}-count`}
        onChange={props.press}
      />
      <label for={id}>{props.name}</label>
      <span id={`${id}-count`} class="soft">
        {props.count}
      </span>
    </div>
  );
}
