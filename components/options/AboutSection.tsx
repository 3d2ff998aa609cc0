import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';

/** The version with the way to a newer one, the disclaimer, and a link back to the first run. */
export const AboutSection = ({ model }: { model: Pick<SettingsModel, 'version'> }) => (
  <section class="card" aria-labelledby="about-heading">
    <h2 class="card__title" id="about-heading">
      {t('aboutHeading')}
    </h2>
    <p>
      <SentenceWithLink text="firstContinueHint">
        <a href="#welcome">{t('firstContinueLink')}</a>
      </SentenceWithLink>
    </p>
    <p>Fotoflytt {model.version}</p>
    <p class="soft">{t('aboutUpdate')}</p>
    <p class="soft">{t('notAffiliated')}</p>
  </section>
);
