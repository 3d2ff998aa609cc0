import { formatCount, formatDay } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { type Choice, isEverything } from '../../utils/domain/album/choice.ts';
import { kindText } from '../shared/text/kind-text.ts';

/** Describes a choice in a few words; null for everything. */
export function choiceText(choice: Choice): string | null {
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

function spanText(from: string | null, to: string | null): string | null {
  if (from !== null && to !== null) return t('choiceFromTo', formatDay(from), formatDay(to));
  if (from !== null) return t('choiceFrom', formatDay(from));
  return to === null ? null : t('choiceTo', formatDay(to));
}
