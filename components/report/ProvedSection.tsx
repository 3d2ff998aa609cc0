import { t } from '../../utils/i18n.ts';

/** What the word stands for, in three sentences. */
export const ProvedSection = () => (
  <section class="card" aria-labelledby="proved-heading">
    <h2 class="card__title" id="proved-heading">
      {t('provedHeading')}
    </h2>
    <p>
      {t('provedChecksums')} {t('provedListed')} {t('provedSizeOnly')}
    </p>
  </section>
);
