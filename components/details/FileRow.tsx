import { formatBytes } from '../../utils/format.ts';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { PhotoRow } from '../../utils/domain/progress/photo-rows.ts';
import { PhotoPicture } from '../shared/picture/PhotoPicture.tsx';
import './file-row.css';
import { PlaceOf } from './PlaceOf.tsx';

/** The present step of a photo. */
const steps: Record<PhotoRow['step'], MessageKey> = {
  get: 'stepGet',
  check: 'stepCheck',
  send: 'stepSend',
  verified: 'stepProved',
};

/** One photo under way: picture, name, folder, step and bytes. */
export function FileRow({ row }: { row: PhotoRow }) {
  const { photo, name, sizeBytes, step, doneBytes } = row;
  return (
    <li class="file-row">
      <PhotoPicture photo={photo} name={name} />
      <span class="file-row__name">
        <span class="file-row__file" title={name}>
          {name}
        </span>
        <PlaceOf folder={row.folder} places={row.places} />
      </span>
      <span class={`file-row__step file-row__step--${step}`}>{t(steps[step])}</span>
      <span class="file-row__bytes">{t('bytesOfTotal', formatBytes(doneBytes), formatBytes(sizeBytes))}</span>
      <span class="file-row__bar" aria-hidden="true">
        <span style={{ inlineSize: `${(100 * doneBytes) / Math.max(1, sizeBytes)}%` }} />
      </span>
    </li>
  );
}
