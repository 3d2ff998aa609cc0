import { formatCount, formatDateAndTime } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import type { Report } from '../../../utils/domain/report/report.ts';

/** Explains "verified" in three sentences, and says when it was last checked. Only a copy that was checked has been verified. */
export function VerifiedSection({ report: { run, checkedAt, totals } }: { report: Report }) {
  if (run.status !== 'finished' || checkedAt === null || checkedAt < run.startedAt) return null;
  return (
    <section class="card" aria-labelledby="verified-heading">
      <h2 class="card__title" id="verified-heading">
        {t('provedHeading')}
      </h2>
      <p>
        {t('provedChecksums')} {t('provedListed')} {t('provedSizeOnly')}{' '}
        {t('provedCheckedAt', formatDateAndTime(checkedAt), formatCount(totals.filesDone))}
      </p>
    </section>
  );
}
