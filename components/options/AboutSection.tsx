import { t } from '../../utils/i18n.ts';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';

/** The disclaimer, and a link back to the first run. */
export const AboutSection = () => (
  <section class="card" aria-labelledby="about-heading">
    <h2 class="card__title" id="about-heading">
      {t('aboutHeading')}
    </h2>
    <p>
      <SentenceWithLink text="firstContinueHint">
        <a href="#welcome">{t('firstContinueLink')}</a>
      </SentenceWithLink>
    </p>
    <p class="soft">{t('notAffiliated')}</p>
  </section>
);
