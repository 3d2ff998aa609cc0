import { t } from '../../utils/i18n.ts';
import type { PickerList } from '../../utils/models/picker/photo-lists.ts';

/** Names a list of the picker: a library, or an album with its folders. */
export function listTitle({ kind, titles }: PickerList): string {
  if (kind === 'own-library') return t('pickerAllPhotos');
  return kind === 'shared-library' ? t('pickerSharedLibrary') : titles.join(' › ');
}
