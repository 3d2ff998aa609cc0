import type { ItemPage } from '../engine/ports.ts';
import { itemPathCandidates, pathKey } from '../photos/destination-path.ts';
import type { Original, PhotoItem } from '../photos/item.ts';
import type { FileState } from '../transfer/file.ts';
import { epochMs, recordName, type RelativePath } from '../units.ts';
import type { FileRecord, ItemRecord, LibraryRecord, LogDatabase, LogRecord } from './database.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from './totals.ts';

/** Records that cannot be read, kept by name in the log. */
const MOST_UNUSABLE = 1_000;

/** Enters one page of a library's list and moves its rank in the same transaction, so that no page is lost or counted twice. */
export async function enterPage(database: LogDatabase, libraryKey: string, page: ItemPage): Promise<void> {
  const transaction = database.transaction(['libraries', 'items', 'files', 'paths', 'log'], 'readwrite');
  const [items, files, paths] = [
    transaction.objectStore('items'),
    transaction.objectStore('files'),
    transaction.objectStore('paths'),
  ];
  const library = await transaction.objectStore('libraries').get(libraryKey);
  const log = await transaction.objectStore('log').get('log');
  if (!library || !log) throw new Error('the library is not in the log');

  const freePaths = async (item: PhotoItem, itemKey: string): Promise<RelativePath[]> => {
    for (const candidate of itemPathCandidates(item)) {
      const owners = await Promise.all(candidate.map((path) => paths.get(pathKey(path))));
      if (owners.every((owner) => !owner || owner.itemKey === itemKey)) return candidate;
    }
    return [];
  };

  let { totals } = log;
  let itemsFound = library.itemsFound;
  for (const listed of page.items) {
    const item = withMissingOriginal(listed);
    const key = `${libraryKey}/${item.asset.recordName}`;
    const old = await items.get(key);
    const known = new Map(
      old ? (await files.index('byItem').getAll(key)).map((file) => [file.role, file]) : [],
    );
    const candidates = item.originals.every(({ role }) => known.has(role)) ? [] : await freePaths(item, key);
    let record: ItemRecord = { ...(old ?? newItem(key, libraryKey, item)), seenInPass: library.pass };
    const before = old ?? null;

    for (const [index, original] of item.originals.entries()) {
      const knownFile = known.get(original.role) ?? null;
      if (knownFile && isSame(knownFile, original)) continue;
      const path = knownFile?.path ?? candidates[index];
      if (path === undefined) throw new Error('no path for the file');
      const file: FileRecord = {
        key: knownFile?.key ?? `${key}#${original.role}`,
        order: knownFile?.order ?? totals.filesFound + 1,
        itemKey: key,
        libraryKey,
        role: original.role,
        holder: original.holder,
        field: original.field,
        checksum: original.checksum,
        sizeBytes: original.sizeBytes,
        takenAt: item.asset.capturedAt ?? item.asset.addedAt ?? epochMs(0),
        path,
        state: firstState(original),
      };
      await files.put(file);
      await paths.put({ key: pathKey(file.path), itemKey: key, fileKey: file.key });
      record = itemAfterFile(record, knownFile, file);
      totals = totalsAfterFile(totals, knownFile, file);
    }
    await items.put(record);
    totals = totalsAfterItem(totals, before, record);
    if (!old) itemsFound += 1;
  }

  await transaction.objectStore('log').put({ ...log, totals, unusable: unusableWith(log, page) });
  await transaction.objectStore('libraries').put(moved(library, page, itemsFound));
  await transaction.done;
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

const moved = (library: LibraryRecord, page: ItemPage, itemsFound: number): LibraryRecord => ({
  ...library,
  itemsFound,
  rank: library.rank + page.assetCount,
  isListed: page.isLast,
});
