import { isAlbumFolderId, folderIdOf } from '../../domain/file/file-key.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { withoutAddresses } from '../../errors.ts';
import { itemDate } from '../../domain/layout/destination-path.ts';
import type { ReportFile, ReportItem } from '../../domain/report/report.ts';
import { keysAfter, readRange, type Source } from '../ranges.ts';
import type { ItemRecord, LogDatabase, MemberRecord, PhotoRecord } from '../schema.ts';

/** Photos per read. */
const BATCH = 500;

/**
 * Yields all placed photos with their files and albums, in batches. The order is always the same: by library, then by
 * record name. Only one batch is in memory.
 */
export async function* readReportItems(database: LogDatabase): AsyncGenerator<ReportItem[]> {
  const albums = await database.getAll('albums');
  const there = new Set(albums.filter(({ isThere }) => isThere).map(({ key }) => key));
  for (let after: string | null = null; ;) {
    const transaction = database.transaction(['items', 'photos', 'files', 'members']);
    const items: ItemRecord[] = await transaction.objectStore('items').getAll(keysAfter(after), BATCH);
    const [first, last] = [items.at(0), items.at(-1)];
    if (!first || !last) return;
    const [photos, files, memberships] = await Promise.all([
      photosOf(transaction.objectStore('photos'), items),
      transaction.objectStore('files').index('byItem').getAll(IDBKeyRange.bound(first.key, last.key)),
      membersOf(transaction.objectStore('members').index('byAsset'), items),
    ]);
    const filesOf = Map.groupBy(files, ({ itemKey }) => itemKey);
    yield items.map((item) => {
      const photo = photos.get(item.key);
      // Apple's albums do not show hidden or deleted photos, which are in a folder of their own.
      const isShown = item.isPhoto && (photo?.list ?? 'main') === 'main';
      const albumKeys = (isShown ? (memberships.get(item.assetName) ?? []) : [])
        .map(({ albumKey }) => albumKey)
        .filter((key) => there.has(key));
      return itemOf(item, photo, albumKeys, filesOf.get(item.key) ?? []);
    });
    after = last.key;
  }
}

/** Reads the records of photos. They are usually one range; the photos of a choice may lie far apart. */
async function photosOf(
  store: Source<PhotoRecord>,
  items: readonly ItemRecord[],
): Promise<Map<string, PhotoRecord>> {
  const keys = items.filter(({ isPhoto }) => isPhoto).map(({ key }) => key);
  const found = await readRange(store, keys, 2 * BATCH);
  return new Map(found.map((photo) => [photo.key, photo]));
}

/** Reads the album members of photos by record name, in the same way. */
async function membersOf(
  index: Source<MemberRecord>,
  items: readonly ItemRecord[],
): Promise<Map<string, MemberRecord[]>> {
  const names = items.filter(({ isPhoto }) => isPhoto).map(({ assetName }) => assetName);
  const found = await readRange(index, [...new Set(names)].toSorted(), 8 * BATCH);
  return Map.groupBy(found, ({ assetName }) => assetName);
}

const itemOf = (
  { libraryKey, name, assetName, isPhoto }: ItemRecord,
  photo: PhotoRecord | undefined,
  albums: string[],
  files: QueuedFile[],
): ReportItem => ({
  libraryKey,
  name,
  assetName: isPhoto ? assetName : null,
  kind: isPhoto ? (photo?.kind ?? 'photo') : null,
  takenAt: photo ? itemDate(photo.photo.asset) : null,
  albums,
  files: files.map(fileOf),
});

function fileOf({ key, role, path, sizeBytes, isCopy, wantedName, state }: QueuedFile): ReportFile {
  const isDone = state.status === 'done';
  const error = state.status === 'failed' || state.status === 'waiting' ? state.error : null;
  return {
    key,
    role,
    path,
    sizeBytes,
    isCopy,
    wantedName,
    status: state.status,
    place: isAlbumFolderId(folderIdOf(key)) ? decodeURIComponent(folderIdOf(key)) : '',
    md5: isDone ? state.md5 : null,
    proof: isDone ? state.proof : null,
    error: error && { ...error, detail: withoutAddresses(error.detail) },
  };
}
