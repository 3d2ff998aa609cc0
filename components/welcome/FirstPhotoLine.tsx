import { t, type MessageKey } from '../../utils/i18n.ts';
import type { FirstSort } from '../../utils/photos/first-photos.ts';
import type { FirstPhoto } from '../../utils/transfer/first-run.ts';
import { errorText } from '../shared/error-text.ts';
import { Icon } from '../shared/Icon.tsx';

const sorts: Record<FirstSort, MessageKey> = {
  photo: 'firstSortPhoto',
  'live-photo': 'firstSortLivePhoto',
  video: 'firstSortVideo',
  edited: 'firstSortEdited',
  raw: 'firstSortRaw',
};

/** One of the photos that are sent first: what it is, and whether it arrived. */
export const FirstPhotoLine = ({ photo }: { photo: FirstPhoto }) => (
  <li class={`first-photos__line first-photos__line--${photo.state}`}>
    <Icon name={photo.state === 'waiting' ? 'circle' : photo.state === 'failed' ? 'warning' : 'done'} />
    <div>
      <p>
        <span class="first-photos__name">{photo.name}</span> <span class="soft">{t(sorts[photo.sort])}</span>
      </p>
      <p class="first-photos__state">{stateText(photo)}</p>
    </div>
  </li>
);

function stateText({ state, error }: FirstPhoto): string {
  if (state === 'proved') return t('firstProved');
  if (state === 'size-checked') return t('firstSizeChecked');
  return state === 'failed' && error ? errorText(error).title : t('firstOnItsWay');
}
