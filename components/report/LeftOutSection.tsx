import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import './left-out-section.css';

/** What a copy does not hold by its nature, and areas that are not the user's own. */
export const LeftOutSection = ({ skippedZones }: { skippedZones: string[] }) => (
  <section class="card" aria-labelledby="left-out-heading">
    <h2 class="card__title" id="left-out-heading">
      {t('leftOutHeading')}
    </h2>
    <ul class="left-out">
      <li>{t('leftOutRecentlyDeleted')}</li>
      <li>{t('leftOutHidden')}</li>
      <li>{t('leftOutSharedAlbums')}</li>
      <li>{t('leftOutPeople')}</li>
      {skippedZones.length > 0 && (
        <li>
          {tn('skippedZones', skippedZones.length, formatCount(skippedZones.length))}{' '}
          {skippedZones.join(', ')}
        </li>
      )}
    </ul>
  </section>
);
