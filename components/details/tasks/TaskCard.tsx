import type { ComponentChildren } from 'preact';
import { formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { ProgressBar } from '../../shared/ProgressBar.tsx';

/** One task: name, state, its own bar, and its buttons. */
export const TaskCard = (props: {
  name: string;
  state: string;
  facts: readonly string[];
  /** Photos of the task; null: none are known. */
  bar: { done: number; all: number; isStill: boolean } | null;
  children?: ComponentChildren;
}) => (
  <li class="task">
    <h3 class="task__name">{props.name}</h3>
    <p class="task__state">{props.state}</p>
    {props.bar && (
      <ProgressBar
        name={props.name}
        done={props.bar.done}
        all={props.bar.all}
        text={t('countOfTotal', formatCount(props.bar.done), formatCount(props.bar.all))}
        still={props.bar.isStill}
      />
    )}
    {props.facts.length > 0 && <p class="task__facts soft">{props.facts.join(' · ')}</p>}
    {props.children && <div class="task__actions">{props.children}</div>}
  </li>
);
