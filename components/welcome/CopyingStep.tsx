import { t } from '../../utils/i18n.ts';
import { RunInPlace } from './RunInPlace.tsx';
import type { StepModels } from './step-models.ts';

/** Everything is on its way or there; from here on the popup tells the same. */
export const CopyingStep = ({ transfer }: StepModels) => (
  <>
    <RunInPlace transfer={transfer} />
    <p class="soft">{t('firstLeaveOpen')}</p>
  </>
);
