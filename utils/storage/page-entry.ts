import type { ItemPage } from '../engine/ports.ts';
import { itemDate, pathKey } from '../photos/destination-path.ts';
import type { Original, PhotoItem } from '../photos/item.ts';
import type { Role } from '../photos/record.ts';
import type { FileState } from '../transfer/file.ts';
import { epochMs, recordName, type RelativePath } from '../units.ts';
import type { FileRecord, ItemRecord, LibraryRecord, LogDatabase, LogRecord } from './database.ts';
import { freePaths } from './free-paths.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from './totals.ts';

/** Records that cannot be read, kept by name in the log. */
const MOST_UNUSABLE = 1_000;

/**
 * Enters one page of a library's list and moves its rank in the same transaction, so that no page is lost or counted
 * twice. Everything is read in a few turns and written in one: a large library is many pages.
 */
export async function enterPage(database: LogDatabase, libraryKey: string, page: ItemPage): Promise<void> {
  const transaction = database.transaction(['libraries', 'items', 'files', 'paths', 'log'], 'readwrite');
  const [items, files, paths] = [
    transaction.objectStore('items'),
    transaction.objectStore('files'),
    transaction.objectStore('paths'),
  ];
  const listed = new Map(
    page.items.map((item) => [`${libraryKey}/${item.asset.recordName}`, withMissingOriginal(item)] as const),
  );
  const [library, log, records, known] = await Promise.all([
    transaction.objectStore('libraries').get(libraryKey),
    transaction.objectStore('log').get('log'),
    Promise.all([...listed.keys()].map((key) => items.get(key))),
    Promise.all([...listed.keys()].map((key) => files.index('byItem').getAll(key))),
  ]);
  if (!library || !log) throw new Error('the library is not in the log');
  const entries = [...listed].map(([key, item], index) => ({
    key,
    item,
    old: records[index] ?? null,
    files: new Map((known[index] ?? []).map((file) => [file.role, file])),
  }));
  const hasNewFile = entries.filter((entry) =>
    entry.item.originals.some(({ role }) => !entry.files.has(role)),
  );
  const places = await freePaths(new Map(hasNewFile.map(({ key, item }) => [key, item])), (keys) =>
    Promise.all(keys.map(async (key) => (await paths.get(key))?.itemKey)),
  );

  let { totals, lastOrder } = log;
  const puts: Promise<unknown>[] = [];
  for (const { key, item, old, files: knownFiles } of entries) {
    const entered = enterItem(key, item, old, knownFiles, places.get(key) ?? [], library, {
      totals,
      lastOrder,
    });
    ({ totals, lastOrder } = entered);
    puts.push(items.put(entered.item));
    for (const file of entered.files) {
      puts.push(files.put(file));
      puts.push(paths.put({ key: pathKey(file.path), itemKey: key, fileKey: file.key }));
    }
  }
  const itemsFound = library.itemsFound + entries.filter(({ old }) => old === null).length;
  const seenFirst = entries.filter(({ old }) => old?.seenInPass !== library.pass).length;
  // Assets that cannot be read were seen all the same.
  const seenItems = library.seenItems + seenFirst + page.assetCount - page.items.length;
  puts.push(
    transaction.objectStore('log').put({ ...log, totals, lastOrder, unusable: unusableWith(log, page) }),
  );
  puts.push(transaction.objectStore('libraries').put(moved(library, page, itemsFound, seenItems)));
  await Promise.all([...puts, transaction.done]);
}

/** What is counted over all files. */
type Counted = Pick<LogRecord, 'totals' | 'lastOrder'>;

/** One photo: what is new of it or has changed at Apple since it was entered. */
function enterItem(
  key: string,
  item: PhotoItem,
  old: ItemRecord | null,
  known: ReadonlyMap<Role, FileRecord>,
  places: readonly RelativePath[],
  library: LibraryRecord,
  before: Counted,
): Counted & { item: ItemRecord; files: FileRecord[] } {
  let { totals, lastOrder } = before;
  let record: ItemRecord = { ...(old ?? newItem(key, library.key, item)), seenInPass: library.pass };
  const files: FileRecord[] = [];
  for (const [index, original] of item.originals.entries()) {
    const knownFile = known.get(original.role) ?? null;
    if (knownFile && isSame(knownFile, original)) continue;
    const path = knownFile?.path ?? places[index];
    if (path === undefined) throw new Error('no path for the file');
    const file: FileRecord = {
      key: knownFile?.key ?? `${key}#${original.role}`,
      order: knownFile?.order ?? (lastOrder += 1),
      itemKey: key,
      libraryKey: library.key,
      role: original.role,
      holder: original.holder,
      field: original.field,
      checksum: original.checksum,
      sizeBytes: original.sizeBytes,
      takenAt: itemDate(item.asset) ?? epochMs(0),
      path,
      state: firstState(original),
    };
    files.push(file);
    record = itemAfterFile(record, knownFile, file);
    totals = totalsAfterFile(totals, knownFile, file);
  }
  return { item: record, files, lastOrder, totals: totalsAfterItem(totals, old, record) };
}

/** A photo whose original Apple has not got is entered with a place for it, so that it is counted and named. */
const withMissingOriginal = (item: PhotoItem): PhotoItem =>
  item.originalMissing
    ? {
        ...item,
        originals: [
          { role: 'original', holder: recordName(''), field: '', checksum: '', sizeBytes: 0, fileType: null },
          ...item.originals,
        ],
      }
    : item;

const firstState = (original: Original): FileState =>
  original.field === ''
    ? {
        status: 'failed',
        error: { code: 'original-missing', detail: 'Apple has no original', service: 'icloud' },
      }
    : { status: 'queued' };

const isSame = (file: FileRecord, original: Original): boolean =>
  file.checksum === original.checksum &&
  file.sizeBytes === original.sizeBytes &&
  file.field === original.field;

const newItem = (key: string, libraryKey: string, item: PhotoItem): ItemRecord => ({
  key,
  libraryKey,
  assetName: item.asset.recordName,
  name: item.fileName ?? item.asset.recordName,
  openFiles: 0,
  failedFiles: 0,
  seenInPass: 0,
});

function unusableWith(log: LogRecord, page: ItemPage): LogRecord['unusable'] {
  const known = new Set(log.unusable.map(({ name }) => name));
  const fresh = page.unusable
    .filter(({ recordName: name }) => !known.has(name))
    .map(({ recordName: name, reason }) => ({
      name,
      error: { code: 'record-unusable' as const, detail: reason, service: 'icloud' as const },
    }));
  return [...log.unusable, ...fresh].slice(0, MOST_UNUSABLE);
}

const moved = (
  library: LibraryRecord,
  page: ItemPage,
  itemsFound: number,
  seenItems: number,
): LibraryRecord => ({
  ...library,
  itemsFound,
  seenItems,
  rank: library.rank + page.assetCount,
  isListed: page.isLast,
  passToken: page.passToken,
});
