import { folderIdOf, isAlbumFolderId, roleOf } from '../../domain/file/file-key.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { ManifestAlbum, ManifestEntry, ManifestFile } from '../../domain/manifest/manifest.ts';
import { pathHash } from '../../manifest/hashes.ts';
import type { DestinationIndex, ManifestLog } from '../../ports/destination-index.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { EpochMs } from '../../units.ts';
import { doneBatches } from '../destination/done-batches.ts';
import { batchesOf } from '../flow/in-batches.ts';

/** Files in one read of the log. */
const BATCH_FILES = 1_000;

type EntriesLog = Pick<ManifestLog, 'filesOf' | 'albumTitles'> & Pick<DestinationIndex, 'doneFiles'>;

/** How entries are written. `salt` null: with names. */
export interface EntryForm {
  salt: string | null;
}

/** Yields an entry for each verified file, and the albums. */
export async function* allEntries(store: EntriesLog, form: EntryForm): AsyncGenerator<ManifestEntry> {
  for await (const files of doneBatches(store)) yield* await fileEntries(files, form);
  yield* (await store.albumTitles()).map((album) => albumEntry(album, form));
}

/** Yields entries of files that changed, and the albums of those that are verified. */
export async function* changedEntries(
  store: EntriesLog,
  keys: readonly string[],
  form: EntryForm,
): AsyncGenerator<ManifestEntry> {
  const places = new Set<string>();
  for (const batch of batchesOf(keys.filter(isListed), BATCH_FILES)) {
    const files = await store.filesOf(batch);
    const done = files.flatMap((file) => (file?.state.status === 'done' ? [file] : []));
    const doneKeys = new Set(done.map(({ key }) => key));
    for (const { key } of done) places.add(folderIdOf(key));
    yield* await fileEntries(done, form);
    yield* batch
      .filter((key) => !doneKeys.has(key))
      .map((fileKey): ManifestEntry => ({ kind: 'gone', fileKey }));
  }
  if (![...places].some(isAlbumFolderId)) return;
  for (const album of await store.albumTitles())
    if (places.has(placeOf(album))) yield albumEntry(album, form);
}

/** Lists keys of files that were confirmed at or after a time: an earlier life of the engine has not written them. */
export async function keysDoneSince(store: EntriesLog, since: EpochMs): Promise<string[]> {
  const keys: string[] = [];
  for await (const files of doneBatches(store))
    for (const { key, state } of files) if (state.status === 'done' && state.doneAt >= since) keys.push(key);
  return keys;
}

/** Place of an album's files in their keys. */
const placeOf = ({ albumKey }: ManifestAlbum): string =>
  encodeURIComponent(albumKey.slice(albumKey.indexOf('/') + 1));

const albumEntry = (album: ManifestAlbum, { salt }: EntryForm): ManifestAlbum =>
  salt === null ? album : { ...album, titles: null };

/** Keys of gallery pages hold the names of folders. Another computer builds the same pages again. */
const isListed = (fileKey: string): boolean => roleOf(fileKey) !== 'gallery';

const fileEntries = (files: readonly QueuedFile[], form: EntryForm): Promise<ManifestFile[]> =>
  Promise.all(
    files.flatMap((file) =>
      file.state.status === 'done' && isListed(file.key) ? [fileEntry(file, file.state, form)] : [],
    ),
  );

async function fileEntry(
  { key, checksum, sizeBytes, path }: QueuedFile,
  { md5, proof }: Extract<QueuedFile['state'], { status: 'done' }>,
  { salt }: EntryForm,
): Promise<ManifestFile> {
  return {
    kind: 'file',
    fileKey: key,
    list: listOf(key),
    checksum,
    md5,
    sizeBytes,
    proof,
    path: salt === null ? path : null,
    pathHash: salt === null ? null : await pathHash(salt, path),
  };
}

const listOf = (fileKey: string): ListName => {
  const place = folderIdOf(fileKey);
  if (place === ':hidden') return 'hidden';
  return place === ':deleted' ? 'deleted' : 'main';
};
