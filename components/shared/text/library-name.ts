import { t } from '../../../utils/i18n.ts';

/**
 * What people call a library. Zones of a kind that we do not know keep the name that Apple gives them.
 *
 * @param title name of a shared album
 */
export function libraryName(zoneName: string, title?: string): string {
  if (zoneName.startsWith('PrimarySync')) return t('libraryPersonal');
  if (zoneName.startsWith('SharedSync-')) return t('libraryShared');
  if (!zoneName.startsWith('SharedCollection-')) return zoneName;
  return title === undefined ? t('librarySharedAlbum') : t('librarySharedAlbumNamed', title);
}
