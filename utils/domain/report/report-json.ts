import { isStoppedRun } from '../run/run.ts';
import type { ErrorRecord } from '../../errors.ts';
import { isPart, notInJottacloud } from '../run/part.ts';
import { photoAddress, type Report, type ReportFile, type ReportItem } from './report.ts';
import { albumNames, libraryNames, stateOf } from './report-csv.ts';

/** Incremented when a field is dropped or changes its meaning, but not for new fields. */
const FORMAT = 'fotoflytt-report/1';

/**
 * Yields the report with all files as JSON in chunks: one line per file, always in the same order. The same log always
 * gives the same text.
 *
 * @param foundByAlbum photos of each album, by its key
 */
export async function* jsonParts(
  report: Report,
  foundByAlbum: ReadonlyMap<string, number>,
  items: AsyncIterable<ReportItem[]>,
): AsyncGenerator<string> {
  const head = JSON.stringify(
    {
      format: FORMAT,
      run: runOf(report),
      totals: { ...report.totals, filesAbsent: report.filesAbsent },
      libraries: report.libraries.map(({ zoneName, appleCount, itemsFound }) => ({
        name: zoneName,
        appleCount,
        itemsFound,
      })),
      albums: report.albums.map(({ key, name, appleCount }) => ({
        name,
        appleCount,
        photosFound: foundByAlbum.get(key) ?? 0,
      })),
      checkedAt: report.checkedAt === null ? null : new Date(report.checkedAt).toISOString(),
      leftOut: report.leftOut,
      skippedZones: report.skippedZones,
      unreadable: report.unusable.map(({ name, error }) => ({ name, error: errorOf(error) })),
    },
    null,
    2,
  );
  yield `${head.slice(0, head.lastIndexOf('}')).trimEnd()},\n  "files": [`;
  const names = { libraries: libraryNames(report), albums: albumNames(report) };
  let separator = '\n';
  for await (const batch of items) {
    const lines = batch.flatMap((item) =>
      item.files.map((file) => `    ${JSON.stringify(fileOf(item, file, names, report))}`),
    );
    if (lines.length === 0) continue;
    yield separator + lines.join(',\n');
    separator = ',\n';
  }
  yield '\n  ]\n}\n';
}

const runOf = ({ run }: Report): Record<string, unknown> => ({
  status: run.status,
  isStopped: isStoppedRun(run),
  startedAt: new Date(run.startedAt).toISOString(),
  endedAt: run.status === 'finished' ? new Date(run.endedAt).toISOString() : null,
  destinationFolder: run.destinationFolder,
  choice: run.choice,
  isPart: isPart(run),
  notInJottacloud: isPart(run) ? notInJottacloud(run) : 0,
  arrangement: run.arrangement,
  appleCount: run.appleCount,
  listedItems: run.listedItems,
  shortfalls: run.shortfalls.map(errorOf),
  remarks: (run.remarks ?? []).map(errorOf),
});

const fileOf = (
  item: ReportItem,
  file: ReportFile,
  names: { libraries: Map<string, string>; albums: Map<string, string> },
  { run }: Report,
): Record<string, unknown> => ({
  path: `${run.destinationFolder}/${file.path}`,
  originalName: item.name,
  wantedName: file.wantedName,
  library: names.libraries.get(item.libraryKey) ?? null,
  albums: item.albums.map((key) => names.albums.get(key) ?? null),
  kind: item.kind,
  file: file.role,
  sizeBytes: file.sizeBytes,
  isCopy: file.isCopy,
  md5: file.md5,
  proof: file.proof,
  state: stateOf(file),
  error: file.error && errorOf(file.error),
  dateTaken: item.takenAt === null ? null : new Date(item.takenAt).toISOString(),
  asset: item.assetName,
  link: item.assetName === null ? null : photoAddress(item.assetName, run),
});

const errorOf = ({ code, detail }: ErrorRecord): { code: string; detail: string } => ({ code, detail });
