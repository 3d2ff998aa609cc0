import { type EpochMs, relativePath, type RelativePath } from '../../units.ts';
import { ownFolders } from './folder-names.ts';
import { localDay } from '../album/choice.ts';
import { fileName } from '../photo/file-name.ts';
import type { Original, PhotoItem } from '../photo/item.ts';
import type { AssetRecord } from '../photo/record.ts';
import { nameKey } from '../photo/safe-name.ts';

const ownFolderKeys: ReadonlySet<string> = new Set(ownFolders.map(nameKey));

/** Years outside are faults of a clock, not dates. */
const FIRST_YEAR = 1826;
const LAST_YEAR = 2199;

/** Which of a library's lists a photo is in; always exactly one. */
export type ListName = 'main' | 'hidden' | 'deleted';

/** Path by which one file is known at Jottacloud, apart from letter case and Unicode form. */
export const pathKey = (path: string): string => nameKey(path);

/** When a photo was taken: date of capture, else the one it was added; null if both are missing or absurd. */
export const itemDate = ({ capturedAt, addedAt }: AssetRecord): EpochMs | null =>
  [capturedAt, addedAt].find((at) => at !== null && isPlausible(at)) ?? null;

const isPlausible = (at: EpochMs): boolean => {
  const year = new Date(at).getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

/** Day where the photo was taken, `2024-06-01`. Source: docs/icloud-photos.md 4.3 (`timeZoneOffset` counts seconds). */
export function itemDay(asset: AssetRecord): string | null {
  const at = itemDate(asset);
  return at === null ? null : localDay(at, asset.timeZoneOffsetSeconds);
}

/**
 * Paths for all files of a photo in one folder, best first. Where another photo has one of them, all get the same
 * suffix from the asset's own id, so that they stay together; longer and longer until it is free.
 */
export function* itemPathCandidates(item: PhotoItem, folder: string): Generator<RelativePath[]> {
  for (const suffix of suffixes(item.asset.recordName)) {
    const paths = pathsWith(item, folder, suffix);
    // A file at the top is never called like a folder there.
    if (folder !== '' || !paths.some((path) => ownFolderKeys.has(pathKey(path)))) yield paths;
  }
}

/** Nothing, then ` (7F3A)` and longer ones, then numbers: all from a record's own name, the same on every computer. */
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

/** The files of one photo may meet too, e.g. two originals of one type: the later one gets its role's number. */
function pathsWith(item: PhotoItem, folder: string, suffix: string): RelativePath[] {
  const own = new Set<string>();
  return item.originals.map((original, index) => {
    let path = inFolder(item, original, folder, suffix);
    if (own.has(pathKey(path))) path = inFolder(item, original, folder, `${suffix}-${index + 1}`);
    own.add(pathKey(path));
    return path;
  });
}

const inFolder = (item: PhotoItem, original: Original, folder: string, suffix: string): RelativePath =>
  relativePath([folder, fileName(item, original, suffix)].filter((part) => part !== '').join('/'));
