import { t, type MessageKey } from '../../utils/i18n.ts';
import { type FileAppearance, fileAppearance } from '../../utils/domain/photo/file-appearance.ts';
import { Icon, type IconName } from '../shared/Icon.tsx';
import './thumbnail.css';

const appearances: Record<FileAppearance, { icon: IconName; label: MessageKey }> = {
  photo: { icon: 'photo', label: 'firstSortPhoto' },
  video: { icon: 'video', label: 'firstSortVideo' },
  document: { icon: 'document', label: 'lookDocument' },
};

/** Thumbnail of a file, made from the bytes that pass through here; otherwise an icon of its kind. All have one size. */
export function Thumbnail({ name, address }: { name: string; address: string | undefined }) {
  const { icon, label } = appearances[fileAppearance(name)];
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
