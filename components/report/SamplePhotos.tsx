import { t } from '../../utils/i18n.ts';
import type { SamplePhoto } from '../../utils/domain/report/report-tally.ts';
import { photoAddress } from '../../utils/domain/report/report.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { PhotoPair } from '../shared/picture/PhotoPair.tsx';
import './sample-photos.css';

/** Random photos from both ends, each with its path in Jottacloud, which links to the photo at Apple. */
export const SamplePhotos = ({ samples, run }: { samples: readonly SamplePhoto[]; run: Run }) => (
  <ul class="sample-photos" aria-label={t('samplePhotos')}>
    {samples.map(({ photo, path, assetName }) => (
      <li key={path}>
        <PhotoPair photo={photo} name={path} isCopied />
        <p class="sample-photos__path">
          {assetName === null ? (
            path
          ) : (
            <a
              href={photoAddress(assetName, run)}
              title={t('problemOpen', path)}
              target="_blank"
              rel="noreferrer"
            >
              {path}
            </a>
          )}
        </p>
      </li>
    ))}
  </ul>
);
