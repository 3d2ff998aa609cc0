import { useSignal } from '@preact/signals';
import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { isEverything } from '../../utils/domain/album/choice.ts';
import { FIRST_PHOTOS } from '../../utils/domain/photo/first-photos.ts';
import { ChoiceView } from '../plan/ChoiceView.tsx';
import { isPlanBlocked, SPACE_ID } from '../plan/PlanSpace.tsx';
import { PlanBody } from '../plan/PlanBody.tsx';
import '../run/popup-page.css';
import { ActionButton } from '../shared/ActionButton.tsx';
import type { StepModels } from './step-models.ts';

/** The plan. A few photos go first, unless somebody wants everything at once or has chosen a part. */
export function PlanStep({ transfer, welcome }: StepModels) {
  const choosing = useSignal(false);
  const { run } = transfer.snapshot.value;
  if (choosing.value) return <ChoiceView model={transfer} close={() => (choosing.value = false)} />;
  const items = run?.plan?.all.items ?? 0;
  const first = Math.min(FIRST_PHOTOS, items);
  const mayTest = first > 0 && run !== null && isEverything(run.choice);
  const blockedBy = isPlanBlocked(transfer) ? SPACE_ID : undefined;
  return (
    <>
      <PlanBody model={transfer} />
      <button type="button" class="popup__choose" onClick={() => (choosing.value = true)}>
        {t('choiceOpen')}
      </button>
      {mayTest && <p class="soft">{t('firstTestHint')}</p>}
      <div class="welcome__actions">
        {mayTest && (
          <ActionButton
            label={tn('firstSend', first, formatCount(first))}
            main
            press={() => welcome.sendFirst()}
          />
        )}
        <ActionButton
          label={mayTest ? t('firstCopyEverything') : t('startCopying')}
          main={!mayTest}
          blockedBy={blockedBy}
          press={() => transfer.plan.start()}
        />
      </div>
    </>
  );
}
