import type { ErrorCode } from '../../errors.ts';
import { isEverything } from './choice.ts';
import type { ReportAlbum } from '../report/report.ts';
import type { ReportTally } from '../report/report-tally.ts';
import type { Run } from '../run/run.ts';

/** Shortfalls after which a photo that no list shows may be there all the same. */
const LISTS_NOT_WHOLE: ReadonlySet<ErrorCode> = new Set([
  'list-short',
  'lists-differ',
  'library-unread',
  'photos-unread',
  'albums-unread',
  'shared-unread',
]);

/** Whether a list of Apple's may have been read in part only. */
export const isAnyListShort = ({ shortfalls }: Pick<Run, 'shortfalls'>): boolean =>
  shortfalls.some(({ code }) => LISTS_NOT_WHOLE.has(code));

/**
 * Photos of an album that are not in Jottacloud though they should be, once its run has ended: those that its list has
 * shown. Apple's counter is no proof of more. Places of photos that are in no list of Apple's are no shortfall, as
 * long as those lists were whole: then there is no such photo.
 *
 * @param foundByAlbum photos of each album, by its key
 */
export function missingInAlbum(
  { key, placesListed }: ReportAlbum,
  { wantedByAlbum, storedByAlbum }: Pick<ReportTally, 'wantedByAlbum' | 'storedByAlbum'>,
  foundByAlbum: ReadonlyMap<string, number>,
  { choice, status, shortfalls }: Run,
): number {
  if (status !== 'finished') return 0;
  const found = foundByAlbum.get(key) ?? 0;
  const orphans = isAnyListShort({ shortfalls }) ? 0 : Math.max(0, placesListed - found);
  const due = isEverything(choice) ? Math.max(found, placesListed - orphans) : 0;
  return Math.max(0, Math.max(due, wantedByAlbum.get(key) ?? 0) - (storedByAlbum.get(key) ?? 0));
}
