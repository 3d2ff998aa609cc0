import { isEverything } from './choice.ts';
import type { ReportAlbum } from '../report/report.ts';
import type { ReportTally } from '../report/report-tally.ts';
import { isAnyListShort } from '../run/list-shortfalls.ts';
import type { Run } from '../run/run.ts';

/**
 * Counts the photos of an album that should be in Jottacloud but are not, after its run has ended. Only listed members
 * count: Apple's counter does not prove more. Members that no list shows are not missing if the lists were whole, because
 * then those photos do not exist.
 *
 * @param foundByAlbum photos of each album, by key
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
