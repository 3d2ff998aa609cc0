import { formatCount, formatDateAndTime } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import type { EpochMs } from '../../../utils/units.ts';

/** Explains "verified" in three sentences, and says when it was last checked. */
export const VerifiedSection = ({ checkedAt, files }: { checkedAt: EpochMs | null; files: number }) => (
  <section class="card" aria-labelledby="verified-heading">
    <h2 class="card__title" id="verified-heading">
      {t('provedHeading')}
    </h2>
    <p>
      {t('provedChecksums')} {t('provedListed')} {t('provedSizeOnly')}
      {checkedAt !== null && ` ${t('provedCheckedAt', formatDateAndTime(checkedAt), formatCount(files))}`}
    </p>
  </section>
);
