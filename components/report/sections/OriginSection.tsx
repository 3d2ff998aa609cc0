import { t } from '../../../utils/i18n.ts';
import type { ReportOrigin } from '../../../utils/models/report-model.ts';
import { FactList } from '../FactList.tsx';

/** What the report was made with and of whose accounts, in a form that only their owner knows again. */
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
