import type { SamplePhoto } from '../../../utils/domain/report/report-tally.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { t } from '../../../utils/i18n.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { ActionButton } from '../../shared/ActionButton.tsx';
import { SamplePhotos } from '../SamplePhotos.tsx';

interface SectionProps {
  lost: SamplePhoto[];
  run: Run;
  model: Pick<ReportModel, 'tryAgain'>;
}

/** Samples that this page itself found missing or different at Jottacloud. The next copy sends them again. */
export const LostSection = ({ lost, run, model }: SectionProps) =>
  lost.length === 0 ? null : (
    <section class="card" aria-labelledby="lost-heading">
      <h2 class="card__title" id="lost-heading">
        {t('problemsHeading')}
      </h2>
      <div>
        <ActionButton label={t('tryTheseAgain')} press={() => model.tryAgain()} />
      </div>
      <SamplePhotos samples={lost} run={run} />
    </section>
  );
