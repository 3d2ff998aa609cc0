import { t } from '../../utils/i18n.ts';
import type { SamplePhoto } from '../../utils/domain/report/report-tally.ts';
import { photoAddress } from '../../utils/domain/report/report.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { PhotoPair } from '../shared/picture/PhotoPair.tsx';
import './sample-photos.css';

/** Random photos from both ends, each with its path in Jottacloud, and on the screen a link to the photo at Apple. */
export const SamplePhotos = ({ samples, run }: { samples: readonly SamplePhoto[]; run: Run }) => (
  <ul class="sample-photos" aria-label={t('samplePhotos')}>
    {samples.map(({ photo, path, assetName }) => (
      <li key={path}>
        <PhotoPair photo={photo} name={path} isCopied />
        <p class="sample-photos__path">{path}</p>
        {assetName !== null && (
          <p class="sample-photos__link" data-screen>
            <ExternalLink href={photoAddress(assetName, run)}>{t('problemOpen', nameIn(path))}</ExternalLink>
          </p>
        )}
      </li>
    ))}
  </ul>
);

/** The file name at the end of a path. */
const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
