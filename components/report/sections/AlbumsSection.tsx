import { useMemo } from 'preact/hooks';
import { formatCount } from '../../../utils/format.ts';
import { type PluralKey, t, tn } from '../../../utils/i18n.ts';
import type { Counting } from '../../../utils/models/report/report-model.ts';
import { type AlbumNote, albumNotes } from '../../../utils/domain/album/album-notes.ts';
import { missingInAlbum } from '../../../utils/domain/album/album-shortfall.ts';
import type { ReportAlbum } from '../../../utils/domain/report/report.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { countedNumber, reportedCount } from '../counted.ts';
import { FoldOut } from '../FoldOut.tsx';
import { type ReportRow, ReportTable } from '../ReportTable.tsx';

/** Maximum number of albums on the page; the downloaded file lists all. */
const MAX_ALBUMS = 2_000;

interface AlbumsProps {
  /** Albums that were copied. */
  albums: ReportAlbum[];
  counting: Counting;
  run: Run;
}

/**
 * The three counts of each album. Albums with missing photos are always shown; the rest fold out. The section is drawn
 * before and after the files are counted, but not at each step between, because it may have thousands of rows.
 */
export function AlbumsSection({ albums, counting, run }: AlbumsProps) {
  const tally = counting.isCounted ? counting.tally : undefined;
  return useMemo(
    () => (
      <Albums
        albums={albums}
        counting={tally === undefined ? { isCounted: false, part: 0 } : { isCounted: true, tally }}
        run={run}
      />
    ),
    [albums, tally, run],
  );
}

function Albums({ albums, counting, run }: AlbumsProps) {
  if (albums.length === 0) return null;
  const columns = [t('albumsHeading'), t('numberApple'), t('numberFound'), t('numberStored')];
  const short = albums.filter((album) => isShort(album, counting, run));
  const rowsOf = (some: ReportAlbum[]): ReportRow[] =>
    some.slice(0, MAX_ALBUMS).map(({ key, name, appleCount }) => ({
      key,
      name: name ?? t('albumUntitled'),
      notes: notesOf({ key, appleCount }, counting, run),
      cells: [
        reportedCount(appleCount),
        countedNumber(counting, ({ foundByAlbum }) => foundByAlbum.get(key) ?? 0),
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
          {albums.length > MAX_ALBUMS && (
            <p>{t('albumsMore', formatCount(MAX_ALBUMS), formatCount(albums.length))}</p>
          )}
          <ReportTable columns={columns} rows={rowsOf(albums)} />
        </FoldOut>
      )}
    </section>
  );
}

const notes: Record<AlbumNote['reason'], PluralKey> = {
  gone: 'albumNoteGone',
  deleted: 'albumNoteDeleted',
  hidden: 'albumNoteHidden',
  'not-found': 'albumNoteNotFound',
  'not-chosen': 'albumNoteNotChosen',
  missing: 'albumNoteMissing',
  kept: 'albumNoteKept',
};

const notesOf = (album: Pick<ReportAlbum, 'key' | 'appleCount'>, counting: Counting, run: Run): string[] =>
  counting.isCounted && counting.tally !== null
    ? albumNotes(album, counting.tally, run).map(({ reason, count }) =>
        tn(notes[reason], count, formatCount(count)),
      )
    : [];

const isShort = (album: ReportAlbum, counting: Counting, run: Run): boolean =>
  counting.isCounted &&
  counting.tally !== null &&
  missingInAlbum(album, counting.tally, counting.tally.foundByAlbum, run) > 0;
