import { libraryKind, type LibraryKind } from '../../../utils/icloud/zone.ts';
import { t } from '../../../utils/i18n.ts';

const names: Record<LibraryKind, (zoneName: string, title: string | undefined) => string> = {
  personal: () => t('libraryPersonal'),
  'shared-library': () => t('libraryShared'),
  'shared-album': (_, title) =>
    title === undefined ? t('librarySharedAlbum') : t('librarySharedAlbumNamed', title),
  other: (zoneName) => zoneName,
};

/**
 * Returns what people call a library. Unknown kinds of zones keep Apple's name.
 *
 * @param title name of a shared album
 */
export const libraryName = (zoneName: string, title?: string): string =>
  names[libraryKind(zoneName)](zoneName, title);
