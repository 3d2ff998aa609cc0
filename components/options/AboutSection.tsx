import { t } from '../../utils/i18n.ts';
import { Icon } from '../shared/Icon.tsx';
import './about-section.css';

/** What is promised, and whom this does not come from. */
export const AboutSection = () => (
  <section class="card" aria-labelledby="about-heading">
    <h2 class="card__title" id="about-heading">
      {t('aboutHeading')}
    </h2>
    <ul class="promises">
      {[t('promiseDeletesNothing'), t('promiseStraight'), t('promisePasswords')].map((promise) => (
        <li key={promise}>
          <Icon name="done" />
          {promise}
        </li>
      ))}
    </ul>
    <p class="soft">{t('notAffiliated')}</p>
  </section>
);
