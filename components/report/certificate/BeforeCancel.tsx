import type { ComponentChildren } from 'preact';
import { formatDate } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import {
  type CancelStep,
  cancelSteps,
  DAYS_BETWEEN_COPIES,
} from '../../../utils/domain/report/certificate.ts';
import { endOf } from '../../../utils/domain/run/run.ts';
import type { Report } from '../../../utils/domain/report/report.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { epochMs } from '../../../utils/units.ts';
import { CheckField } from '../../shared/CheckField.tsx';
import { CopyPath } from '../../shared/CopyPath.tsx';
import { ExternalLink } from '../../shared/ExternalLink.tsx';
import './before-cancel.css';

const JOTTACLOUD_WEB = 'https://www.jottacloud.com/web';
const DAY_MS = 24 * 3_600_000;

/** Four steps before somebody gives up the originals at Apple. Ticks are kept; the second one needs a second copy. */
export function BeforeCancel({ report, model }: { report: Report; model: ReportModel }) {
  const ticked = model.steps.value;
  const steps: Record<CancelStep, { label: string; hint: string; more?: ComponentChildren }> = {
    look: {
      label: t('stepLook'),
      hint: t('stepLookHint'),
      more: <Look model={model} folder={report.run.destinationFolder} />,
    },
    again: { label: t('stepAgain'), hint: againHint(report) },
    else: { label: t('stepElse'), hint: t('checklistFamily') },
    phone: { label: t('stepPhone'), hint: t('checklistOptimize') },
  };
  const isLocked = (step: CancelStep): boolean => step === 'again' && !report.secondCopy.isMade;
  return (
    <section class="card before-cancel" aria-labelledby="checklist-heading">
      <h2 class="card__title" id="checklist-heading">
        {t('checklistHeading')}
      </h2>
      <ol class="before-cancel__steps">
        {cancelSteps.map((step) => (
          <li key={step}>
            <CheckField
              label={steps[step].label}
              hint={steps[step].hint}
              checked={ticked.includes(step) && !isLocked(step)}
              disabled={isLocked(step)}
              change={(checked) =>
                void model.steps.set(
                  cancelSteps.filter((one) => (one === step ? checked : ticked.includes(one))),
                )
              }
            />
            {steps[step].more}
          </li>
        ))}
      </ol>
    </section>
  );
}

function againHint({ run, secondCopy: { firstAt, isMade } }: Report): string {
  const from = firstAt ?? endOf(run);
  if (isMade || from === null) return t('stepAgainDone');
  return t('stepAgainFrom', formatDate(epochMs(from + DAYS_BETWEEN_COPIES * DAY_MS)));
}

/** Leads to the photos at Jottacloud. */
function Look({ model, folder }: { model: ReportModel; folder: string }) {
  const counting = model.counting.value;
  const largest = counting.isCounted ? counting.tally?.largestVideo : null;
  return (
    <div class="before-cancel__look">
      <ExternalLink href={JOTTACLOUD_WEB}>{t('firstSeeThem')}</ExternalLink>
      <CopyPath folder={folder} />
      {largest && <p class="soft">{t('stepLookVideo', largest)}</p>}
    </div>
  );
}
