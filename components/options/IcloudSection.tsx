import { t } from '../../utils/i18n.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';

/** Says that there is nothing to do here: the sign-in of the web page is used. */
export const IcloudSection = () => (
  <section class="card" aria-labelledby="icloud-heading">
    <h2 class="card__title" id="icloud-heading">
      {t('icloudHeading')}
    </h2>
    <p>
      <SentenceWithLink text="icloudBody">
        <ExternalLink href="https://www.icloud.com/photos/">{t('icloudLink')}</ExternalLink>
      </SentenceWithLink>
    </p>
  </section>
);
