import { formatBytes } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferPageModel } from '../../utils/models/transfer-page-model.ts';
import type { FinishedFile } from '../../utils/domain/progress/progress.ts';
import { quietSeconds } from '../../utils/domain/run/quiet.ts';
import { Icon } from '../shared/Icon.tsx';
import { FileRow } from './FileRow.tsx';
import './now-panel.css';
import { SpeedChart } from './SpeedChart.tsx';
import { Thumbnail } from './Thumbnail.tsx';

/** Files in transfer, the speed, and the files finished last. */
export function NowPanel({ model }: { model: TransferPageModel }) {
  const live = model.transfer.live.value;
  const files = live?.files ?? [];
  const finished = live?.finished ?? [];
  const pictures = model.thumbnails.value;
  return (
    <>
      <SpeedChart
        series={model.speeds.value}
        now={live && quietSeconds(live) === null ? live.perSecond : null}
      />
      <section class="now" aria-labelledby="under-way-heading">
        <h2 class="now__heading" id="under-way-heading">
          {t('nowUnderWay')}
        </h2>
        {files.length === 0 && <p class="soft">{t('nowNothing')}</p>}
        <ul class="now__files">
          {files.map((file) => (
            <FileRow key={file.key} file={file} picture={pictures.get(file.key)} />
          ))}
        </ul>
      </section>
      {finished.length > 0 && (
        <section class="now" aria-labelledby="finished-heading">
          <h2 class="now__heading" id="finished-heading">
            {t('nowFinished')}
          </h2>
          <ul class="now__files">
            {finished.map((file) => (
              <li key={file.key} class="now__finished">
                <Thumbnail name={file.name} address={pictures.get(file.key)} />
                <span class="now__name" title={file.name}>
                  {file.name}
                </span>
                <span class="now__proof">
                  <Icon name="done" />
                  {proofs[file.proof]()}
                </span>
                <span class="now__size">{formatBytes(file.sizeBytes)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Only a file compared with Apple's checksum is called verified. */
const proofs: Record<FinishedFile['proof'], () => string> = {
  checksum: () => t('stepProved'),
  size: () => t('fileSizeChecked'),
  own: () => t('fileStored'),
};
