import { t, type MessageKey } from '../../utils/i18n.ts';
import { type FileLook, fileLook } from '../../utils/domain/photo/file-look.ts';
import { Icon, type IconName } from '../shared/Icon.tsx';
import './thumbnail.css';

const looks: Record<FileLook, { icon: IconName; label: MessageKey }> = {
  photo: { icon: 'photo', label: 'firstSortPhoto' },
  video: { icon: 'video', label: 'firstSortVideo' },
  document: { icon: 'document', label: 'lookDocument' },
};

/** Thumbnail of a file, made from the bytes that pass through here; otherwise an icon of its kind. All have one size. */
export function Thumbnail({ name, address }: { name: string; address: string | undefined }) {
  const { icon, label } = looks[fileLook(name)];
  return (
    <span class="thumbnail">
      {address === undefined ? (
        <>
          <Icon name={icon} />
          <span class="visually-hidden">{t(label)}</span>
        </>
      ) : (
        <img src={address} alt={t('thumbnailOf', name)} width="36" height="36" />
      )}
    </span>
  );
}
