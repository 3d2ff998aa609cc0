import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { Counting } from '../../utils/state/report-model.ts';
import type { ReportAlbum } from '../../utils/transfer/report.ts';
import { countedNumber, toldCount } from './counted.ts';
import { FoldOut } from './FoldOut.tsx';
import { type ReportRow, ReportTable } from './ReportTable.tsx';

/** Albums that the page lists; the file lists all. */
const MOST_ALBUMS = 2_000;

/**
 * The three counts album by album. Those with photos missing are shown at once.
 *
 * @param albums those that were copied
 */
export function AlbumsSection({ albums, counting }: { albums: ReportAlbum[]; counting: Counting }) {
  if (albums.length === 0) return null;
  const columns = [t('albumsHeading'), t('numberApple'), t('numberFound'), t('numberStored')];
  const short = albums.filter((album) => isShort(album, counting));
  const rowsOf = (some: ReportAlbum[]): ReportRow[] =>
    some.slice(0, MOST_ALBUMS).map(({ key, name, appleCount, photosFound }) => ({
      key,
      name: name ?? t('albumUntitled'),
      cells: [
        toldCount(appleCount),
        formatCount(photosFound),
        countedNumber(counting, ({ storedByAlbum }) => storedByAlbum.get(key) ?? 0),
      ],
    }));
  return (
    <section class="card" aria-labelledby="albums-heading">
      <h2 class="card__title" id="albums-heading">
        {t('albumsHeading')}
      </h2>
      {short.length > 0 && (
        <>
          <p>{tn('albumsShort', short.length, formatCount(short.length))}</p>
          <ReportTable columns={columns} rows={rowsOf(short)} />
        </>
      )}
      {short.length < albums.length && (
        <FoldOut label={tn('albumsFoldOut', albums.length, formatCount(albums.length))}>
          {albums.length > MOST_ALBUMS && (
            <p>{t('albumsMore', formatCount(MOST_ALBUMS), formatCount(albums.length))}</p>
          )}
          <ReportTable columns={columns} rows={rowsOf(albums)} />
        </FoldOut>
      )}
    </section>
  );
}

/** Whether Apple or we know of more photos in the album than are in Jottacloud. */
const isShort = ({ key, appleCount, photosFound }: ReportAlbum, counting: Counting): boolean =>
  counting.isCounted &&
  counting.tally !== null &&
  (counting.tally.storedByAlbum.get(key) ?? 0) < Math.max(appleCount ?? 0, photosFound);
