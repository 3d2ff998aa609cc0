import { formatBytes } from '../../utils/format.ts';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { FileStep, FileUnderWay } from '../../utils/domain/progress/progress.ts';
import './file-row.css';
import { Thumbnail } from './Thumbnail.tsx';

/** The steps of a transfer; the last one is its end. */
const steps: readonly { step: FileStep | 'proved'; label: MessageKey }[] = [
  { step: 'get', label: 'stepGet' },
  { step: 'check', label: 'stepCheck' },
  { step: 'send', label: 'stepSend' },
  { step: 'proved', label: 'stepProved' },
];

interface RowProps {
  file: FileUnderWay;
  /** Address of its thumbnail, if there is one. */
  picture: string | undefined;
}

/** One file in transfer: thumbnail, name, step and bytes. */
export function FileRow({ file: { name, sizeBytes, step, doneBytes }, picture }: RowProps) {
  const at = steps.findIndex((one) => one.step === step);
  return (
    <li class="file-row">
      <Thumbnail name={name} address={picture} />
      <span class="file-row__name" title={name}>
        {name}
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
