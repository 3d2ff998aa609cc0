import { type EpochMs, relativePath, type RelativePath } from '../../units.ts';
import { ownFolders } from './folder-names.ts';
import { localDay } from '../album/choice.ts';
import { fileName } from '../photo/file-name.ts';
import type { Original, PhotoItem } from '../photo/item.ts';
import type { AssetRecord } from '../photo/record.ts';
import { nameKey } from '../photo/safe-name.ts';

const ownFolderKeys: ReadonlySet<string> = new Set(ownFolders.map(nameKey));

/** Years outside this range come from a wrong clock. */
const FIRST_YEAR = 1826;
const LAST_YEAR = 2199;

/** A list of a library. Each photo is in exactly one. */
export type ListName = 'main' | 'hidden' | 'deleted';

/** Returns a path without differences in letter case and Unicode form, by which Jottacloud may identify a file. */
export const pathKey = (path: string): string => nameKey(path);

/** Returns when a photo was taken, else when it was added; null if both are missing or implausible. */
export const itemDate = ({ capturedAt, addedAt }: AssetRecord): EpochMs | null =>
  [capturedAt, addedAt].find((at) => at !== null && isPlausible(at)) ?? null;

const isPlausible = (at: EpochMs): boolean => {
  const year = new Date(at).getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

/** Returns the local day of a photo, `2024-06-01`. Source: docs/icloud-photos.md 4.3 (`timeZoneOffset` counts seconds). */
export function itemDay(asset: AssetRecord): string | null {
  const at = itemDate(asset);
  return at === null ? null : localDay(at, asset.timeZoneOffsetSeconds);
}

/**
 * Yields paths for all files of a photo in one folder, best first. If another photo has one of the paths, all files get
 * the same suffix from the asset's id, so that they stay together. The suffix grows until the paths are free.
 *
 * @param files those of the photo's files that need a path there; absent: all
 */
export function* itemPathCandidates(
  item: PhotoItem,
  folder: string,
  files: readonly Original[] = item.originals,
): Generator<RelativePath[]> {
  for (const suffix of suffixes(item.asset.recordName)) {
    const paths = pathsWith(item, folder, files, suffix);
    // A file at the top must not have the name of one of our folders.
    if (folder !== '' || !paths.some((path) => ownFolderKeys.has(pathKey(path)))) yield paths;
  }
}

/** Yields nothing, ` (7F3A)`, longer suffixes, then numbers: all from the record name, so the same on every computer. */
export function* suffixes(recordName: string): Generator<string> {
  const id =
    recordName
      .replace(/[^0-9A-Za-z]/g, '')
      .toUpperCase()
      .slice(0, 40) || '0';
  yield '';
  for (const length of [4, 8, 16, id.length]) yield ` (${id.slice(0, length)})`;
  for (let number = 2; ; number += 1) yield ` (${id} ${number})`;
}

/** Files of one photo may collide too, e.g. two originals of one type: the later file gets its index. */
function pathsWith(
  item: PhotoItem,
  folder: string,
  files: readonly Original[],
  suffix: string,
): RelativePath[] {
  const own = new Set<string>();
  return files.map((original, index) => {
    let path = inFolder(item, original, folder, suffix);
    if (own.has(pathKey(path))) path = inFolder(item, original, folder, `${suffix}-${index + 1}`);
    own.add(pathKey(path));
    return path;
  });
}

const inFolder = (item: PhotoItem, original: Original, folder: string, suffix: string): RelativePath =>
  relativePath([folder, fileName(item, original, suffix)].filter((part) => part !== '').join('/'));
