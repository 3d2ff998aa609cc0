import type { Arrangement } from '../../domain/layout/arrangement.ts';
import { fingerprint } from '../../domain/photo/fingerprint.ts';
import type { Original, PhotoItem } from '../../domain/photo/item.ts';
import type { Run } from '../../domain/run/run.ts';
import { detailsFile, type WrittenFormat } from '../../domain/sidecar/details-file.ts';
import { assertFound } from '../../errors.ts';
import type { OwnFileContent, QueuedFile } from '../../ports/work-queue.ts';
import { recordName } from '../../units.ts';
import type { LogDatabase } from '../schema.ts';
import { albumTitles, readWithFolders } from './album-titles.ts';
import { ownChecksum } from './place-own-file.ts';

/** Adds the details file to a photo's files, if details files are wanted. */
export function withDetails(
  item: PhotoItem,
  albums: readonly string[],
  { details, places }: Pick<Arrangement, 'details' | 'places'>,
): PhotoItem {
  if (details === 'off') return item;
  const bytes = detailsFile(item, albums, details, places);
  const original: Original = {
    role: 'details',
    holder: recordName(''),
    field: '',
    checksum: ownChecksum(fingerprint(bytes)),
    sizeBytes: bytes.length,
    fileType: details,
  };
  return { ...item, originals: [...item.originals, original] };
}

/** Builds the bytes of a details file from the current lists. */
export async function readDetailsFile(
  database: LogDatabase,
  { itemKey, path }: Pick<QueuedFile, 'itemKey' | 'path'>,
  { arrangement }: Pick<Run, 'arrangement'>,
): Promise<OwnFileContent> {
  const photo = await database.get('photos', itemKey);
  assertFound(photo, 'the photo');
  const members = await database.getAllFromIndex('members', 'byAsset', photo.assetName);
  const keys = members.map(({ albumKey }) => albumKey);
  const titles = albumTitles(keys, await readWithFolders(database, keys));
  const format: WrittenFormat = path.endsWith('.xmp') ? 'xmp' : 'json';
  const bytes = detailsFile(photo.photo, titles, format, arrangement.places);
  return { bytes, checksum: ownChecksum(fingerprint(bytes)) };
}
