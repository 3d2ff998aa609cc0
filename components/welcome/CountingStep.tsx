import { t } from '../../utils/i18n.ts';
import { CountingBody } from '../run/RunningBody.tsx';
import { ActionButton } from '../shared/ActionButton.tsx';
import { InlineRun } from './InlineRun.tsx';
import { YearsTable } from '../shared/years/YearsTable.tsx';
import type { StepModels } from './step-models.ts';

/** Counts the photos. It continues without this page, and leads to the plan automatically. */
export function CountingStep({ transfer, welcome, years }: StepModels) {
  if (transfer.snapshot.value.run === null)
    return (
      <>
        <p>{t('firstCountBody')}</p>
        <div class="welcome__actions">
          <ActionButton label={t('firstCount')} main press={() => welcome.confirmAccount()} />
        </div>
      </>
    );
  if (transfer.state.value !== 'counting') return <InlineRun transfer={transfer} />;
  return (
    <>
      <CountingBody model={transfer} />
      <YearsTable model={years} />
      <p>{t('firstInBackground')}</p>
    </>
  );
}
