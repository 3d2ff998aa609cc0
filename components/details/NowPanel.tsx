import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { TransferPageModel } from '../../utils/models/transfer-page-model.ts';
import type { FinishedPhoto } from '../../utils/domain/progress/progress.ts';
import { quietSeconds } from '../../utils/domain/run/quiet.ts';
import { Icon } from '../shared/Icon.tsx';
import { PhotoPicture } from '../shared/picture/PhotoPicture.tsx';
import { FileRow } from './FileRow.tsx';
import './now-panel.css';
import { PlaceOf } from './PlaceOf.tsx';
import { SpeedChart } from './SpeedChart.tsx';

/** Photos in transfer, the speed, and the photos finished last. */
export function NowPanel({ model }: { model: TransferPageModel }) {
  const live = model.transfer.live.value;
  const { run } = model.transfer.snapshot.value;
  const speeds = model.speeds.value;
  // After the end there is nothing to wait for.
  const hasSpeeds = (run !== null && run.status !== 'finished') || (speeds?.points.length ?? 0) > 0;
  const { rows, more } = model.rows.value;
  const finished = live?.finished ?? [];
  return (
    <>
      {hasSpeeds && (
        <SpeedChart series={speeds} now={live && quietSeconds(live) === null ? live.perSecond : null} />
      )}
      <section class="now" aria-labelledby="under-way-heading">
        <h2 class="now__heading" id="under-way-heading">
          {t('nowUnderWay')}
        </h2>
        {rows.length === 0 && <p class="soft">{t('nowNothing')}</p>}
        <ul class="now__files">
          {rows.map((row, index) =>
            // The place is the key: a row never moves.
            row ? <FileRow key={index} row={row} /> : <li key={index} class="now__free" aria-hidden="true" />,
          )}
        </ul>
        {more > 0 && <p class="soft">{tn('nowMore', more, formatCount(more))}</p>}
      </section>
      {finished.length > 0 && (
        <section class="now" aria-labelledby="finished-heading">
          <h2 class="now__heading" id="finished-heading">
            {t('nowFinished')}
          </h2>
          <ul class="now__strip">
            {finished.map((photo) => (
              <FinishedTile key={photo.photo} finished={photo} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** A finished photo of the strip: picture, name, place and proof. */
const FinishedTile = ({ finished: { photo, name, folder, places, proof } }: { finished: FinishedPhoto }) => (
  <li class="now__finished">
    <PhotoPicture photo={photo} name={name} size="tile" />
    <span class="now__name" title={name}>
      {name}
    </span>
    <PlaceOf folder={folder} places={places} />
    <span class="now__proof">
      <Icon name="done" />
      {proofs[proof]()}
    </span>
  </li>
);

/** Only a file compared with Apple's checksum is called verified. */
const proofs: Record<FinishedPhoto['proof'], () => string> = {
  checksum: () => t('stepProved'),
  size: () => t('fileSizeChecked'),
  own: () => t('fileStored'),
};
