import { formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { type Choice, isEverything } from '../../../utils/domain/album/choice.ts';
import { choiceText } from '../choice-text.ts';

/**
 * Describes a choice with the names of its albums: `Rome, Oslo, Paris and 4 more · Not in any album`.
 *
 * @param albumNames names of the first chosen albums; null: Apple gives none
 */
export function sheetChoiceText(choice: Choice, albumNames: readonly (string | null)[]): string {
  if (isEverything(choice)) return t('choiceEverything');
  const { albums, unfiled } = choice;
  if (albums === null || albumNames.length === 0) return choiceText(choice) ?? '';
  const named = albumNames.map((name) => name ?? t('untitledAlbum')).join(', ');
  const more = albums.length - albumNames.length;
  return [
    more > 0 ? t('sheetAlbumsMore', named, formatCount(more)) : named,
    unfiled ? t('choiceUnfiled') : null,
    choiceText({ ...choice, albums: null, unfiled: false }),
  ]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}
