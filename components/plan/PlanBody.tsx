import type { ComponentChildren } from 'preact';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { PlanDetails } from './PlanDetails.tsx';
import { PlanFigures } from './PlanFigures.tsx';

/**
 * The short form of the plan: the main figures, the space for them, and the rest folded.
 *
 * @param props.children stands between them
 */
export function PlanBody({ model, children }: { model: TransferModel; children?: ComponentChildren }) {
  const { run } = model.snapshot.value;
  if (!run?.plan) return null;
  return (
    <>
      <PlanFigures model={model} run={run} plan={run.plan} namesChoice />
      {children}
      <PlanDetails run={run} plan={run.plan} />
      <CheckField
        label={t('planShowEachTime')}
        checked={model.plan.isShown.value}
        change={(isShown) => void model.plan.isShown.set(isShown)}
      />
    </>
  );
}
