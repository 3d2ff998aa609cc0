import { formatCount, formatList } from '../../../utils/format.ts';
import { type PluralKey, t, tn } from '../../../utils/i18n.ts';
import type { LeftOut } from '../../../utils/domain/report/report.ts';
import { countSkippedZones, type SkippedZone } from '../../../utils/icloud/skipped-zones.ts';
import { leftOutTexts } from '../left-out-text.ts';
import './left-out-section.css';

/** Lists what the copy leaves out by choice or because it cannot be copied, and areas that are not the user's own. */
export const LeftOutSection = ({ leftOut, skippedZones }: { leftOut: LeftOut; skippedZones: string[] }) => (
  <section class="card" aria-labelledby="left-out-heading">
    <h2 class="card__title" id="left-out-heading">
      {t('leftOutHeading')}
    </h2>
    <ul class="left-out">
      {leftOutTexts(leftOut).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {skippedZones.length > 0 && (
        <li>{t('skippedZones', formatList(countSkippedZones(skippedZones).map(zoneText)))}</li>
      )}
    </ul>
  </section>
);

const zones: Record<SkippedZone, PluralKey> = {
  link: 'zoneLink',
  'shared-album': 'zoneSharedAlbum',
  'image-playground': 'zoneImagePlayground',
  'other-app': 'zoneOtherApp',
  unknown: 'zoneUnknown',
};

const zoneText = ({ kind, count }: { kind: SkippedZone; count: number }): string =>
  tn(zones[kind], count, formatCount(count));
