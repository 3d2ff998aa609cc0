import { formatBytes } from '../../utils/format.ts';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { PhotoRow } from '../../utils/domain/progress/photo-rows.ts';
import { PhotoPicture } from '../shared/picture/PhotoPicture.tsx';
import './file-row.css';
import { PlaceOf } from './PlaceOf.tsx';

/** The steps of a transfer; the last one is its end. */
const steps: readonly { step: PhotoRow['step']; label: MessageKey }[] = [
  { step: 'get', label: 'stepGet' },
  { step: 'check', label: 'stepCheck' },
  { step: 'send', label: 'stepSend' },
  { step: 'verified', label: 'stepProved' },
];

/** One photo under way: picture, name, folder, step and bytes. */
export function FileRow({ row }: { row: PhotoRow }) {
  const { photo, name, sizeBytes, step, doneBytes } = row;
  const at = steps.findIndex((one) => one.step === step);
  return (
    <li class="file-row">
      <PhotoPicture photo={photo} name={name} />
      <span class="file-row__name">
        <span class="file-row__file" title={name}>
          {name}
        </span>
        <PlaceOf folder={row.folder} places={row.places} />
      </span>
      <ol class="file-row__steps">
        {steps.map(({ step: key, label }, index) => (
          <li
            key={key}
            class={index < at ? 'file-row__step file-row__step--past' : 'file-row__step'}
            aria-current={index === at ? 'step' : undefined}
          >
            {t(label)}
          </li>
        ))}
      </ol>
      <span class="file-row__bytes">{t('bytesOfTotal', formatBytes(doneBytes), formatBytes(sizeBytes))}</span>
      <span class="file-row__bar" aria-hidden="true">
        <span style={{ inlineSize: `${(100 * doneBytes) / Math.max(1, sizeBytes)}%` }} />
      </span>
    </li>
  );
}
