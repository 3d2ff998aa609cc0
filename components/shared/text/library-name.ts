import { t } from '../../../utils/i18n.ts';

/**
 * Returns what people call a library. Unknown kinds of zones keep Apple's name.
 *
 * @param title name of a shared album
 */
export function libraryName(zoneName: string, title?: string): string {
  if (zoneName.startsWith('PrimarySync')) return t('libraryPersonal');
  if (zoneName.startsWith('SharedSync-')) return t('libraryShared');
  if (!zoneName.startsWith('SharedCollection-')) return zoneName;
  return title === undefined ? t('librarySharedAlbum') : t('librarySharedAlbumNamed', title);
}
