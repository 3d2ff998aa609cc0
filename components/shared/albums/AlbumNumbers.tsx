import type { AlbumFigures } from '../../../utils/domain/album/album-choice.ts';
import type { AlbumRow } from '../../../utils/domain/album/album-rows.ts';
import { formatBytes, formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';

/** The numbers of an album: photos, bytes, and how many of them are in Jottacloud. */
export function AlbumNumbers(props: { id: string; row: AlbumRow; figures: AlbumFigures | null }) {
  const { id, row, figures } = props;
  const items = figures?.items ?? row.items;
  const copied = figures?.copied ?? 0;
  return (
    <span class="album-list__numbers" id={id}>
      {items !== null && tn('albumPhotos', items, formatCount(items))}
      {figures?.bytes ? ` · ${formatBytes(figures.bytes)}` : ''}
      {items !== null && copied > 0 && (
        <>
          {' · '}
          <span class={copied === items ? 'album-list__copied' : undefined}>
            {t('albumCopied', formatCount(copied), formatCount(items))}
          </span>
        </>
      )}
    </span>
  );
}
