import { t } from '../../../utils/i18n.ts';
import type { ReportOrigin } from '../../../utils/models/report/report-model.ts';
import { FactList } from '../FactList.tsx';

/** The version, the browser and the accounts of the report, masked so that only their owner recognises them. */
export const OriginSection = ({ origin }: { origin: ReportOrigin }) => (
  <section class="card" aria-labelledby="origin-heading">
    <h2 class="card__title" id="origin-heading">
      {t('originHeading')}
    </h2>
    <FactList
      facts={[
        ['Fotoflytt', origin.version],
        [t('originBrowser'), origin.browser],
        ...(origin.apple === null ? [] : [[t('originApple'), origin.apple] satisfies [string, string]]),
        ...(origin.jottacloud === null
          ? []
          : [[t('originJottacloud'), origin.jottacloud] satisfies [string, string]]),
      ]}
    />
  </section>
);
