import { formatDateAndTime } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';

/** Says of which run this is, and where the files are told. */
export const EarlierRun = ({ run }: { run: Run }) => (
  <p>
    {t('reportEarlier', formatDateAndTime(run.startedAt))}{' '}
    <SentenceWithLink text="reportLatestHint">
      <a href="/report.html">{t('reportLatestLink')}</a>
    </SentenceWithLink>
  </p>
);
