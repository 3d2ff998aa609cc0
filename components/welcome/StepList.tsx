import { t, type MessageKey } from '../../utils/i18n.ts';
import type { FirstRunStep } from '../../utils/domain/run/first-run.ts';
import { Icon } from '../shared/Icon.tsx';
import './step-list.css';

/** The count belongs to the plan: it needs nobody. */
const names: [FirstRunStep, MessageKey][] = [
  ['jottacloud', 'firstStepJottacloud'],
  ['icloud', 'firstStepIcloud'],
  ['plan', 'firstStepPlan'],
  ['test', 'firstStepTest'],
];

/** The steps of the first run: finished ones have a tick, the current one is marked. */
export function StepList({ step }: { step: FirstRunStep }) {
  const position = names.findIndex(([name]) => name === (step === 'counting' ? 'plan' : step));
  const at = position === -1 ? names.length : position;
  return (
    <ol class="step-list" aria-label={t('firstSteps')}>
      {names.map(([name, label], index) => (
        <li
          key={name}
          class={`step-list__step ${index === at ? 'step-list__step--now' : ''}`}
          aria-current={index === at ? 'step' : undefined}
        >
          {index < at ? <Icon name="done" /> : <span class="step-list__number">{index + 1}</span>}
          <span>{t(label)}</span>
          {index < at && <span class="visually-hidden">{t('setupStepDone')}</span>}
        </li>
      ))}
    </ol>
  );
}
