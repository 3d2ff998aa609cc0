import { formatCount, formatDay } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { type Choice, isEverything } from '../../utils/domain/album/choice.ts';
import { kindText } from '../shared/text/kind-text.ts';

/** Describes a choice in a few words; null for everything. */
function choiceText(choice: Choice): string | null {
  if (isEverything(choice)) return null;
  const { albums, unfiled, from, to, kinds, items } = choice;
  return [
    items !== null && tn('choicePicked', items.length, formatCount(items.length)),
    albums !== null && albums.length > 0 && tn('choiceAlbums', albums.length, formatCount(albums.length)),
    albums !== null && unfiled && t('choiceUnfiled'),
    spanText(from, to),
    kinds?.map(kindText).join(', '),
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}

/**
 * Describes a choice with the names of its albums: `Rome, Oslo, Paris and 4 more · Not in any album`.
 *
 * @param albumNames names of the first chosen albums; null: Apple gives none
 */
export function namedChoiceText(choice: Choice, albumNames: readonly (string | null)[]): string {
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

function spanText(from: string | null, to: string | null): string | null {
  if (from !== null && to !== null) return t('choiceFromTo', formatDay(from), formatDay(to));
  if (from !== null) return t('choiceFrom', formatDay(from));
  return to === null ? null : t('choiceTo', formatDay(to));
}
