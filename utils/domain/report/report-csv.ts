import type { ErrorRecord } from '../../errors.ts';
import { photoAddress, type Report, type ReportFile, type ReportItem } from './report.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/** Names of the columns, the same in every language so that programs can rely on them. */
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

/** How a finished file was held against Apple's word, in words. */
const proofs = { checksum: "Apple's checksum", size: 'size only', own: 'our own file' } as const;

/**
 * The list of all files as text, a part at a time: RFC 4180, UTF-8 with a byte order mark, one line a file.
 *
 * @param reasonOf why a file failed or waits, for a person
 */
export async function* csvParts(
  report: Report,
  items: AsyncIterable<ReportItem[]>,
  reasonOf: (error: ErrorRecord) => string,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(columns);
  const names = { libraries: libraryNames(report), albums: albumNames(report) };
  for await (const batch of items)
    yield batch
      .flatMap((item) => item.files.map((file) => line(cellsOf(item, file, names, report, reasonOf))))
      .join('');
  yield report.unusable
    .map(({ name, error }) =>
      line(['', name, '', '', '', '', '', '', '', '', 'failed', reasonOf(error), '', '']),
    )
    .join('');
}

function cellsOf(
  item: ReportItem,
  file: ReportFile,
  names: { libraries: Map<string, string>; albums: Map<string, string> },
  { run }: Report,
  reasonOf: (error: ErrorRecord) => string,
): string[] {
  const path = `${run.destinationFolder}/${file.path}`;
  return [
    path,
    item.name,
    names.libraries.get(item.libraryKey) ?? '',
    item.albums.map((key) => names.albums.get(key) ?? '').join(' | '),
    path.slice(0, path.lastIndexOf('/')),
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

/** `done`, `failed`, or `open` for all that is on its way. */
export const stateOf = ({ status }: ReportFile): 'done' | 'failed' | 'open' =>
  status === 'done' || status === 'failed' ? status : 'open';

/** Zone names by the library's key. */
export const libraryNames = ({ libraries }: Report): Map<string, string> =>
  new Map(libraries.map(({ key, zoneName }) => [key, zoneName]));

/** Names of albums by the album's key. */
export const albumNames = ({ albums }: Report): Map<string, string> =>
  new Map(albums.map(({ key, name }) => [key, name ?? '']));

const line = (cells: readonly string[]): string => cells.map(cell).join(',') + LINE_END;

/**
 * A cell that is safe to open in a spreadsheet: what would be taken for a formula gets an apostrophe in front, at the
 * beginning of the cell and behind every semicolon, tab and line break, where other spreadsheets begin a new cell.
 * Source: OWASP, CSV Injection.
 */
const cell = (text: string): string => {
  const safe = text
    .replace(/[;\t\r\n](?=[ \u00A0]*[=+\-@＝＋－＠\t\r])/g, "$&'")
    .replace(/^(?=[ \u00A0]*[=+\-@＝＋－＠\t\r])/, "'");
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
