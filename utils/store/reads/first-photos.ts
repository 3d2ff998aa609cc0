import type { QueuedFile } from '../../ports/work-queue.ts';
import { emptyPick, pickedKeys, considerPhoto, categoryOf } from '../../domain/photo/first-photos.ts';
import type { FirstPhoto } from '../../domain/run/first-run.ts';
import { keysAfter } from '../ranges.ts';
import { isListedNow } from '../records.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/** Records per read, so that a large library is never in memory as a whole. */
const BATCH = 2_000;

/** Picks the few photos to copy first: the smallest of each kind in the main lists. Returns their keys. */
export async function pickFirstPhotos(database: LogDatabase): Promise<string[]> {
  const libraries = new Map((await database.getAll('libraries')).map((library) => [library.key, library]));
  const pick = emptyPick();
  for (let after: string | null = null; ;) {
    const batch: PhotoRecord[] = await database.getAll('photos', keysAfter(after), BATCH);
    for (const photo of batch)
      if (photo.list === 'main' && isListedNow(photo, libraries)) considerPhoto(pick, photo);
    const last = batch.at(-1);
    if (!last) return pickedKeys(pick);
    after = last.key;
  }
}

/** Reads the state of photos, in the order of the keys; unknown photos are omitted. */
export async function readFirstPhotos(database: LogDatabase, keys: readonly string[]): Promise<FirstPhoto[]> {
  const read = keys.map(async (key): Promise<FirstPhoto[]> => {
    const [photo, item, files] = await Promise.all([
      database.get('photos', key),
      database.get('items', key),
      database.getAllFromIndex('files', 'byItem', key),
    ]);
    if (!photo) return [];
    const { assetName } = photo;
    const name = item?.name ?? photo.photo.fileName ?? '';
    return [{ key, name, assetName, sort: categoryOf(photo), path: pathOf(files), ...stateOf(files) }];
  });
  return (await Promise.all(read)).flat();
}

/** Returns the path of the original, once it is verified. */
const pathOf = (files: readonly QueuedFile[]): QueuedFile['path'] | null =>
  files.find(({ role, isCopy, state }) => role === 'original' && !isCopy && state.status === 'done')?.path ??
  null;

/** Returns the state that all files of a photo have reached. */
function stateOf(files: readonly QueuedFile[]): Pick<FirstPhoto, 'state' | 'error'> {
  const failed = files.find(({ state }) => state.status === 'failed');
  if (failed?.state.status === 'failed') return { state: 'failed', error: failed.state.error };
  if (files.length === 0 || files.some(({ state }) => state.status !== 'done'))
    return { state: 'waiting', error: null };
  const isVerified = files.every(({ state }) => state.status === 'done' && state.proof !== 'size');
  return { state: isVerified ? 'proved' : 'size-checked', error: null };
}
