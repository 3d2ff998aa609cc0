import { t, type MessageKey } from '../../utils/i18n.ts';
import { destinationText } from '../shared/text/destination-text.ts';
import type { FirstCategory } from '../../utils/domain/photo/first-photos.ts';
import type { FirstPhoto } from '../../utils/domain/run/first-run.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { photoAddress } from '../../utils/domain/report/report.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { errorText } from '../shared/text/error-text.ts';
import { Icon } from '../shared/Icon.tsx';
import { PhotoPair } from '../shared/picture/PhotoPair.tsx';

const sorts: Record<FirstCategory, MessageKey> = {
  photo: 'firstSortPhoto',
  'live-photo': 'firstSortLivePhoto',
  video: 'firstSortVideo',
  edited: 'firstSortEdited',
  raw: 'firstSortRaw',
};

interface LineProps {
  photo: FirstPhoto;
  /** The run that sends the photo. */
  run: Run | null;
  /** It is no longer in Jottacloud as it was sent; the pair says so. */
  isLost: boolean;
}

/**
 * One of the first photos from both ends, with its kind, a link to it at Apple, its state and its path. We know no
 * address of a single file on Jottacloud's pages, so the path names each folder.
 */
export const FirstPhotoLine = ({ photo, run, isLost }: LineProps) => (
  <li class={`first-photos__line first-photos__line--${isLost ? 'failed' : photo.state}`}>
    <Icon
      name={photo.state === 'waiting' ? 'circle' : isLost || photo.state === 'failed' ? 'warning' : 'done'}
    />
    <div class="first-photos__body">
      <p>
        <span class="first-photos__name">
          <ExternalLink href={photoAddress(photo.assetName, run)} title={t('problemOpen', photo.name)}>
            {photo.name}
          </ExternalLink>
        </span>{' '}
        <span class="soft">{t(sorts[photo.sort])}</span>
      </p>
      {!isLost && <p class="first-photos__state">{stateText(photo)}</p>}
      <PhotoPair photo={photo.key} name={photo.name} isCopied={photo.path !== null} />
      {photo.path !== null && (
        <p class="first-photos__place soft">{destinationText(run?.destinationFolder ?? '', photo.path)}</p>
      )}
    </div>
  </li>
);

function stateText({ state, error }: FirstPhoto): string {
  if (state === 'proved') return t('firstProved');
  if (state === 'size-checked') return t('firstSizeChecked');
  return state === 'failed' && error ? errorText(error).title : t('firstOnItsWay');
}
