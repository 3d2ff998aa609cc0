import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { destinationText } from '../shared/text/destination-text.ts';
import type { FirstPhoto } from '../../utils/domain/run/first-run.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { CopyPath } from '../shared/CopyPath.tsx';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { Icon } from '../shared/Icon.tsx';
import { useLost } from '../shared/picture/previews-context.ts';
import { FirstPhotoLine } from './FirstPhotoLine.tsx';
import { InlineRun } from './InlineRun.tsx';
import './first-photos.css';
import type { StepModels } from './step-models.ts';
import type { CopyState } from '../../utils/models/copy-state.ts';

/** Jottacloud's own page. Source: docs/jottacloud.md 1.1. */
const JOTTACLOUD_WEB = 'https://www.jottacloud.com/web';

/** States in which the copy waits or needs somebody, shown in place. */
const obstacles: ReadonlySet<CopyState> = new Set(['signed-out', 'attention', 'waiting', 'paused']);

const hasArrived = (state: FirstPhoto['state']): boolean => state === 'proved' || state === 'size-checked';

/** Sends a few photos first, and shows each arrival. */
export function FirstPhotosStep({ transfer, welcome }: StepModels) {
  const photos = welcome.firstPhotos.value;
  const { run } = transfer.snapshot.value;
  const lost = useLost();
  const arrived = photos.filter(({ key, state }) => hasArrived(state) && !lost.has(key)).length;
  const isOver = run?.status === 'finished';
  return (
    <>
      <p>{t('firstTestBody')}</p>
      <ul class="first-photos">
        {photos.map((photo) => (
          <FirstPhotoLine key={photo.key} photo={photo} run={run} isLost={lost.has(photo.key)} />
        ))}
      </ul>
      {obstacles.has(transfer.state.value) && <InlineRun transfer={transfer} />}
      <output>
        {isOver && arrived === photos.length && arrived > 0 && (
          <span class="welcome__good">
            <Icon name="done" />
            <span>{tn('firstAllArrived', arrived, formatCount(arrived))}</span>
          </span>
        )}
        {isOver && arrived < photos.length && t('firstNotAllArrived')}
      </output>
      {arrived > 0 && (
        <p class="first-photos__found">
          <ExternalLink href={JOTTACLOUD_WEB}>{t('firstSeeThem')}</ExternalLink>{' '}
          <span class="soft">{destinationText(run?.destinationFolder ?? '')}</span>{' '}
          <CopyPath folder={run?.destinationFolder ?? ''} />
        </p>
      )}
      {isOver && (
        <div class="welcome__actions">
          <ActionButton label={t('firstCopyEverything')} main press={() => welcome.copyEverything()} />
        </div>
      )}
    </>
  );
}
