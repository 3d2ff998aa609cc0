import { sumsOfLists } from '../../domain/plan/list-sums.ts';
import { namesInTree } from '../../domain/album/album-tree.ts';
import type { ListedAlbum, ListedLibrary } from '../../ports/listed.ts';
import { secondCopyOf } from '../../domain/report/certificate.ts';
import { withoutAddresses } from '../../errors.ts';
import { isSharedAlbum } from '../../icloud/zone.ts';
import { isMissing } from '../../domain/photo/item.ts';
import type {
  LeftOut,
  Report,
  ReportAlbum,
  ReportLibrary,
  ReportPart,
  ReportProblem,
} from '../../domain/report/report.ts';
import { endTotalsOf, type Run, type Totals } from '../../domain/run/run.ts';
import { type RunRow, runOfRow } from '../../domain/run/run-row.ts';
import { emptyLog, readLatestRun, readLogRecord, readRun } from '../database.ts';
import { allOf, allOfAfter } from '../ranges.ts';
import type { LogDatabase, LogRecord } from '../schema.ts';

/** Problems that the page lists; more say nothing new to a reader. */
const MAX_PROBLEMS = 1_000;

/**
 * Reads what the report page shows at once; null before the first run. Reads the same amount in a library of any size.
 *
 * @param runId an earlier run; null, or a run whose totals were not kept, means the latest
 */
export async function readReport(
  database: LogDatabase,
  runId: number | null = null,
  part: ReportPart = 'whole',
): Promise<Report | null> {
  const earlier = runId === null ? null : await readRun(database, runId);
  const [run, log, libraries, albums, failed, filesAbsent, runs] = await Promise.all([
    readLatestRun(database),
    readLogRecord(database),
    database.getAll('libraries'),
    part === 'first' ? [] : database.getAll('albums'),
    failedFiles(database),
    countAbsent(database),
    database.getAll('runs'),
  ]);
  if (!run) return null;
  const endTotals = earlier && earlier.id !== run.id ? endTotalsOf(earlier) : null;
  if (earlier && endTotals) return reportOfEarlier(earlier, endTotals);
  const unusable = unusableOf(log);
  return {
    run,
    isLatest: true,
    totals: log.totals,
    checkedAt: log.checkedAt ?? null,
    filesAbsent,
    libraries: libraries.filter(({ isGone }) => !isGone).map((library) => libraryOf(library, run)),
    albums: albumsOf(albums),
    problems: [...failed, ...unusable].slice(0, MAX_PROBLEMS),
    unusable,
    leftOut: {
      ...leftOutOf(
        run,
        libraries.filter(({ isGone }) => !isGone),
        albums,
        log,
      ),
      ...(hasFurther(runs) && { furtherCopiedBefore: true as const }),
    },
    skippedZones: log.skippedZones,
    owners: { apple: log.account ?? null, jottacloud: log.jottacloudUser ?? null },
    secondCopy: secondCopyOf(runs.map(runOfRow)),
  };
}

const reportOfEarlier = (run: Run, totals: Totals): Report => ({
  run,
  totals,
  isLatest: false,
  checkedAt: null,
  filesAbsent: 0,
  libraries: [],
  albums: [],
  problems: [],
  unusable: [],
  skippedZones: [],
  owners: { apple: null, jottacloud: null },
  secondCopy: { firstAt: null, isMade: false },
  leftOut: leftOutOf(run, [], [], emptyLog),
});

async function failedFiles(database: LogDatabase): Promise<ReportProblem[]> {
  const { store, done } = database.transaction('files');
  const range = allOf('failed');
  const files = await store.index('byStatus').getAll(range, MAX_PROBLEMS);
  await done;
  const items = await Promise.all(files.map(({ itemKey }) => database.get('items', itemKey)));
  return files.map(({ itemKey, path, state }, index) => {
    const item = items[index];
    return {
      photo: itemKey,
      name: item?.name ?? path,
      assetName: item?.isPhoto === false ? null : (item?.assetName ?? null),
      error: state.status === 'failed' ? state.error : { code: 'unexpected', detail: '' },
    };
  });
}

/** Whether any run copied further files. */
const hasFurther = (runs: readonly RunRow[]): boolean => runs.some(({ arrangement }) => arrangement.editData);

/** Counts files that failed because Apple lacks them. */
async function countAbsent(database: LogDatabase): Promise<number> {
  let count = 0;
  for (let after = -Infinity; ;) {
    const range = allOfAfter('failed', after);
    const files = await database.getAllFromIndex('files', 'byStatus', range, MAX_PROBLEMS);
    count += files.filter(isMissing).length;
    const last = files.at(-1);
    if (!last || files.length < MAX_PROBLEMS) return count;
    after = last.order;
  }
}

/** Returns unreadable records as problems; the first thousand. */
const unusableOf = ({ unusable }: LogRecord): ReportProblem[] =>
  unusable.map(({ name, error }) => ({
    name,
    assetName: null,
    error: { ...error, detail: withoutAddresses(error.detail) },
  }));

/** Adds up the counts of the lists that the run copies. */
function libraryOf({ key, zone, lists, title }: ListedLibrary, { arrangement }: Run): ReportLibrary {
  const isAlbum = isSharedAlbum(zone.zoneName);
  const read = [
    lists.main,
    ...(arrangement.hidden && !isAlbum ? [lists.hidden] : []),
    ...(arrangement.recentlyDeleted && !isAlbum ? [lists.deleted] : []),
  ];
  const { frames, counted, seen } = sumsOfLists(read, arrangement.bursts);
  const hasCounts = read.every(({ appleCount }) => appleCount !== null);
  return {
    key,
    zoneName: zone.zoneName,
    ...(title && { title }),
    appleCount: hasCounts ? counted : null,
    itemsFound: seen,
    ...(frames > 0 && { frames }),
  };
}

function albumsOf(records: readonly ListedAlbum[]): ReportAlbum[] {
  const names = namesWithFolders(records);
  return records
    .filter(({ kind, isThere }) => kind === 'album' && isThere)
    .map(({ key, list: { appleCount, seenItems } }) => ({
      key,
      name: names.get(key) ?? null,
      appleCount,
      placesListed: seenItems,
    }))
    .toSorted((a, b) => order(a.name ?? '', b.name ?? '') || order(a.key, b.key));
}

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Returns the name of each album with its folders, `Travel › Norway`; albums without a name are omitted. */
function namesWithFolders(records: readonly ListedAlbum[]): Map<string, string> {
  const known = new Map(records.map((record) => [record.key, record]));
  return new Map(
    records
      .filter(({ name }) => name !== null)
      .map((record) => {
        const names = namesInTree(record, known).filter((name) => name !== null);
        return [record.key, names.join(' › ')];
      }),
  );
}

/** Lists further files that the run omits. If it copies them, lists only those that no photo has in readable form. */
function leftFilesOf(libraries: readonly ListedLibrary[], areWanted: boolean | undefined): string[] {
  const read = new Set(libraries.flatMap(({ furtherFiles = [] }) => furtherFiles));
  const unknown = libraries.flatMap(({ unknownFiles = [] }) => unknownFiles);
  const left = areWanted ? unknown.filter((name) => !read.has(name)) : [...read, ...unknown];
  return [...new Set(left)].toSorted();
}

function leftOutOf(
  { arrangement, plan }: Run,
  libraries: readonly ListedLibrary[],
  albums: readonly ListedAlbum[],
  log: LogRecord,
): LeftOut {
  const count = (list: 'hidden' | 'deleted'): number | null => {
    const counts = libraries.map(({ lists }) => lists[list].appleCount).filter((number) => number !== null);
    return counts.length === 0 ? null : counts.reduce((sum, number) => sum + number, 0);
  };
  const smart = albums.filter(({ kind, isThere }) => isThere && kind === 'smart').length;
  return {
    notChosen: plan?.notChosen ?? 0,
    hidden: arrangement.hidden ? 0 : count('hidden'),
    recentlyDeleted: arrangement.recentlyDeleted ? 0 : count('deleted'),
    copiesHidden: arrangement.hidden,
    copiesRecentlyDeleted: arrangement.recentlyDeleted,
    copiesSharedAlbums: arrangement.sharedAlbums,
    ...(plan?.compatible && { noCompatible: plan.compatible.none }),
    furtherFiles: leftFilesOf(libraries, arrangement.editData),
    cannot: [
      { reason: 'shared-album' as const, count: log.skippedZones.length },
      { reason: 'smart-album' as const, count: smart },
    ].filter(({ count: number }) => number > 0),
  };
}
