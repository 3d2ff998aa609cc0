import { t } from '../../utils/i18n.ts';
import { LeaveAlone } from '../run/LeaveAlone.tsx';
import { InlineRun } from './InlineRun.tsx';
import { YearsTable } from '../shared/years/YearsTable.tsx';
import type { StepModels } from './step-models.ts';

/** The copy of everything. From here on, the popup shows the same. */
export const CopyingStep = ({ transfer, years }: StepModels) => (
  <>
    <InlineRun transfer={transfer} />
    <LeaveAlone model={transfer} isOpen />
    <p class="soft">{t('firstLeaveOpen')}</p>
    <h2>{t('yearsHeading')}</h2>
    <YearsTable model={years} />
  </>
);
