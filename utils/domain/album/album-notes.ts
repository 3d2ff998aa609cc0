import { isEverything } from './choice.ts';
import { isAnyListShort } from '../run/list-shortfalls.ts';
import type { NotShown, ReportAlbum } from '../report/report.ts';
import type { ReportTally } from '../report/report-tally.ts';
import type { Run } from '../run/run.ts';

/** Why the counts of an album differ. `kept`: the copy holds a photo that left the album at Apple. */
export interface AlbumNote {
  reason: NotShown | 'not-found' | 'not-chosen' | 'missing' | 'kept';
  count: number;
}

/** Counts of the photos of albums, by album key. */
export interface AlbumCounts extends Pick<ReportTally, 'wantedByAlbum' | 'storedByAlbum'> {
  foundByAlbum: ReadonlyMap<string, number>;
  notShownByAlbum: ReadonlyMap<string, Readonly<Record<NotShown, number>>>;
}

/** Order in which they explain a surplus in Apple's count, which least likely includes hidden photos. */
const notShownReasons: readonly NotShown[] = ['gone', 'deleted', 'hidden'];

/** Explains why the counts of an album differ after its run has ended; empty if there is nothing to explain. */
export function albumNotes(
  { key, appleCount }: Pick<ReportAlbum, 'key' | 'appleCount'>,
  { wantedByAlbum, storedByAlbum, foundByAlbum, notShownByAlbum }: AlbumCounts,
  run: Pick<Run, 'choice' | 'status' | 'shortfalls'>,
): AlbumNote[] {
  if (run.status !== 'finished') return [];
  const of = (counts: ReadonlyMap<string, number>): number => counts.get(key) ?? 0;
  const found = of(foundByAlbum);
  let unexplained = appleCount === null ? 0 : Math.max(0, appleCount - found);
  const notShown = notShownReasons.flatMap((reason): AlbumNote[] => {
    // If a list was short, a photo may exist although no list shows it.
    if (reason === 'gone' && isAnyListShort(run)) return [];
    const count = Math.min(unexplained, notShownByAlbum.get(key)?.[reason] ?? 0);
    unexplained -= count;
    return [{ reason, count }];
  });
  const wanted = isEverything(run.choice) ? Math.max(found, of(wantedByAlbum)) : of(wantedByAlbum);
  const notes: AlbumNote[] = [
    ...notShown,
    { reason: 'not-found', count: unexplained },
    { reason: 'not-chosen', count: found - wanted },
    { reason: 'missing', count: wanted - of(storedByAlbum) },
    { reason: 'kept', count: appleCount === null ? 0 : found - appleCount },
  ];
  return notes.filter(({ count }) => count > 0);
}
