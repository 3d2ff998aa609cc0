import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';

/** Where a photo goes: its folder, or the number of its albums. Nothing for a photo directly in the destination. */
export function PlaceOf({ folder, places }: { folder: string; places: number }) {
  if (places > 1) return <span class="place-of soft">{tn('inAlbums', places, formatCount(places))}</span>;
  return folder === '' ? null : (
    <span class="place-of soft" title={folder}>
      {t('toFolder', folder)}
    </span>
  );
}
