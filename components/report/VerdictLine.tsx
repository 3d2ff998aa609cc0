import type { Run, Totals } from '../../utils/domain/run/run.ts';
import { Icon, type IconName } from '../shared/Icon.tsx';
import { verdictOf, type Verdict } from './verdict.ts';
import './verdict-line.css';

const icons: Record<Verdict['tone'], IconName> = {
  good: 'done',
  part: 'photo',
  open: 'clock',
  bad: 'warning',
};

/** The report's first line. */
export function VerdictLine({ run, totals }: { run: Run; totals: Totals }) {
  const { tone, sentence } = verdictOf(run, totals);
  return (
    <p class={`verdict verdict--${tone}`}>
      <Icon name={icons[tone]} />
      <span>{sentence}</span>
    </p>
  );
}
