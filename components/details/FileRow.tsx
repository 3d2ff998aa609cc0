import { formatBytes } from '../../utils/format.ts';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { FileStep, FileUnderWay } from '../../utils/domain/progress/progress.ts';
import './file-row.css';
import { Thumbnail } from './Thumbnail.tsx';

/** The way of a file; the last step is the end of it. */
const way: readonly { step: FileStep | 'proved'; label: MessageKey }[] = [
  { step: 'get', label: 'stepGet' },
  { step: 'check', label: 'stepCheck' },
  { step: 'send', label: 'stepSend' },
  { step: 'proved', label: 'stepProved' },
];

interface RowProps {
  file: FileUnderWay;
  /** Of its small picture, if there is one. */
  picture: string | undefined;
}

/** One file under way: its picture and name, the step it is at, its bytes. */
export function FileRow({ file: { name, sizeBytes, step, doneBytes }, picture }: RowProps) {
  const at = way.findIndex((stop) => stop.step === step);
  return (
    <li class="file-row">
      <Thumbnail name={name} address={picture} />
      <span class="file-row__name" title={name}>
        {name}
      </span>
      <ol class="file-row__steps">
        {way.map(({ step: stop, label }, place) => (
          <li
            key={stop}
            class={place < at ? 'file-row__step file-row__step--past' : 'file-row__step'}
            aria-current={place === at ? 'step' : undefined}
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
