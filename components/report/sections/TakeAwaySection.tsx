import { t } from '../../../utils/i18n.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { ActionButton } from '../../shared/ActionButton.tsx';
import { DownloadLink } from './DownloadLink.tsx';
import './take-away-section.css';

/** Links to download or print the report. */
export const TakeAwaySection = ({ model }: { model: ReportModel }) => (
  <section class="card take-away" aria-labelledby="take-away-heading">
    <h2 class="card__title" id="take-away-heading">
      {t('takeAwayHeading')}
    </h2>
    <p class="soft">{t('takeAwayBody')}</p>
    <DownloadLink model={model} format="csv" label={t('takeAwayCsv')} />
    <DownloadLink model={model} format="json" label={t('takeAwayJson')} />
    <div>
      <ActionButton label={t('printReport')} press={() => Promise.resolve(print())} />
    </div>
  </section>
);
