import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { isEverything } from '../../utils/domain/album/choice.ts';
import { FIRST_PHOTOS } from '../../utils/domain/photo/first-photos.ts';
import { PlanSheet } from '../plan/sheet/PlanSheet.tsx';
import '../run/popup-page.css';
import type { StepModels } from './step-models.ts';

/** The plan. A few photos go first, unless somebody wants everything at once or has chosen a part. */
export function PlanStep({ transfer, welcome, sheet }: StepModels) {
  const { run } = transfer.snapshot.value;
  const items = sheet.shown.value?.plan.all.items ?? 0;
  const first = Math.min(FIRST_PHOTOS, items);
  const mayTest = first > 0 && run !== null && isEverything(run.choice);
  const everything = {
    label: mayTest ? t('firstCopyEverything') : t('startCopying'),
    press: () => transfer.plan.start(),
    isMain: !mayTest,
    needs: 'space',
  } as const;
  const test = {
    label: tn('firstSend', first, formatCount(first)),
    press: () => welcome.sendFirst(),
    isMain: true,
    needs: 'count',
  } as const;
  return (
    <PlanSheet
      sheet={sheet}
      transfer={transfer}
      hint={mayTest ? t('firstTestHint') : null}
      actions={mayTest ? [test, everything] : [everything]}
    />
  );
}
