import { folderOfPath } from '../layout/path-parts.ts';
import type { ErrorRecord } from '../../errors.ts';
import type { Run } from '../run/run.ts';
import { photoAddress, type Report, type ReportFile, type ReportItem } from './report.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/** Column names, the same in every language so that programs can rely on them. */
const columns = [
  'path',
  'original_name',
  'library',
  'albums',
  'folder',
  'kind',
  'file',
  'bytes',
  'md5',
  'proof',
  'state',
  'reason',
  'date_taken',
  'link',
] as const;

/** Texts for the ways of verification. */
const proofs = { checksum: "Apple's checksum", size: 'size only', own: 'our own file' } as const;

/**
 * Yields the list of all files in chunks: RFC 4180, UTF-8 with a byte order mark, one line per file.
 *
 * @param reasonOf text for people about why a file failed or waits
 */
export async function* csvParts(
  report: Report,
  items: AsyncIterable<ReportItem[]>,
  reasonOf: (error: ErrorRecord) => string,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(columns);
  const context: RowContext = {
    libraries: libraryNames(report),
    albums: albumNames(report),
    run: report.run,
    reasonOf,
  };
  for await (const batch of items)
    yield batch.flatMap((item) => item.files.map((file) => line(cellsOf(item, file, context)))).join('');
  yield report.unusable
    .map(({ name, error }) =>
      line(['', name, '', '', '', '', '', '', '', '', 'failed', reasonOf(error), '', '']),
    )
    .join('');
}

/** Facts that all rows of a report share. */
interface RowContext {
  libraries: Map<string, string>;
  albums: Map<string, string>;
  run: Run;
  reasonOf: (error: ErrorRecord) => string;
}

function cellsOf(
  item: ReportItem,
  file: ReportFile,
  { libraries, albums, run, reasonOf }: RowContext,
): string[] {
  const path = `${run.destinationFolder}/${file.path}`;
  return [
    path,
    item.name,
    libraries.get(item.libraryKey) ?? '',
    item.albums.map((key) => albums.get(key) ?? '').join(' | '),
    folderOfPath(path),
    item.kind ?? '',
    file.role,
    String(file.sizeBytes),
    file.md5 ?? '',
    file.proof === null ? '' : proofs[file.proof],
    stateOf(file),
    file.error === null ? '' : reasonOf(file.error),
    item.takenAt === null ? '' : new Date(item.takenAt).toISOString(),
    item.assetName === null ? '' : photoAddress(item.assetName, run),
  ];
}

/** Returns `done`, `failed`, or `open` for every other state. */
export const stateOf = ({ status }: ReportFile): 'done' | 'failed' | 'open' =>
  status === 'done' || status === 'failed' ? status : 'open';

/** Maps library keys to zone names. */
export const libraryNames = ({ libraries }: Report): Map<string, string> =>
  new Map(libraries.map(({ key, zoneName }) => [key, zoneName]));

/** Maps album keys to names. */
export const albumNames = ({ albums }: Report): Map<string, string> =>
  new Map(albums.map(({ key, name }) => [key, name ?? '']));

const line = (cells: readonly string[]): string => cells.map(cell).join(',') + LINE_END;

/**
 * Formats a cell that is safe to open in a spreadsheet. Text that looks like a formula gets an apostrophe: at the beginning
 * of the cell and after every semicolon, tab and line break, where some spreadsheets begin a new cell.
 * Source: OWASP, CSV Injection.
 */
const cell = (text: string): string => {
  const safe = text
    .replace(/[;\t\r\n](?=[ \u00A0]*[=+\-@＝＋－＠\t\r])/g, "$&'")
    .replace(/^(?=[ \u00A0]*[=+\-@＝＋－＠\t\r])/, "'");
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
