import { t } from '../../utils/i18n.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Promises } from '../shared/Promises.tsx';
import type { StepModels } from './WelcomePage.tsx';

/** What is promised, before anything is asked for. */
export const BeginStep = ({ welcome }: StepModels) => (
  <>
    <Promises />
    <p class="soft">{t('firstSmallPrint')}</p>
    <div class="welcome__actions">
      <ActionButton label={t('firstBegin')} main press={() => welcome.begin()} />
    </div>
  </>
);
