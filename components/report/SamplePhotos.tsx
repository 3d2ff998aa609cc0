import { t } from '../../utils/i18n.ts';
import type { SamplePhoto } from '../../utils/domain/report/report-tally.ts';
import { PhotoPair } from '../shared/picture/PhotoPair.tsx';
import './sample-photos.css';

/** Random photos from both ends, each with its path in Jottacloud. */
export const SamplePhotos = ({ samples }: { samples: readonly SamplePhoto[] }) => (
  <ul class="sample-photos" aria-label={t('samplePhotos')}>
    {samples.map(({ photo, path }) => (
      <li key={path}>
        <PhotoPair photo={photo} name={path} isCopied />
        <p class="sample-photos__path">{path}</p>
      </li>
    ))}
  </ul>
);
