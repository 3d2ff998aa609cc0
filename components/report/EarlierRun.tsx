import { formatDateAndTime } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';

/** Names the earlier run that the report covers, and links to the latest report, which lists the files. */
export const EarlierRun = ({ run }: { run: Run }) => (
  <p>
    {t('reportEarlier', formatDateAndTime(run.startedAt))}{' '}
    <SentenceWithLink text="reportLatestHint">
      <a href="/report.html">{t('reportLatestLink')}</a>
    </SentenceWithLink>
  </p>
);
