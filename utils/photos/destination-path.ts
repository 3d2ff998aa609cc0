import { type EpochMs, relativePath, type RelativePath } from '../units.ts';
import { fileName } from './file-name.ts';
import type { Original, PhotoItem } from './item.ts';
import type { AssetRecord } from './record.ts';
import { nameKey } from './safe-name.ts';

/** Folder of photos whose date is missing or absurd. */
const NO_DATE = 'No date';
/** Years outside are faults of a clock, not dates. */
const FIRST_YEAR = 1826;
const LAST_YEAR = 2199;

/** Path by which one file is known at Jottacloud, apart from letter case and Unicode form. */
export const pathKey = (path: RelativePath): string => nameKey(path);

/** When a photo was taken: date of capture, else the one it was added; null if both are missing or absurd. */
export const itemDate = ({ capturedAt, addedAt }: AssetRecord): EpochMs | null =>
  [capturedAt, addedAt].find((at) => at !== null && isPlausible(at)) ?? null;

const isPlausible = (at: EpochMs): boolean => {
  const year = new Date(at).getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

/**
 * Folder by year and month where the photo was taken: `2024/2024-06`.
 * Source: docs/icloud-photos.md 4.3 (`timeZoneOffset` counts seconds).
 */
function itemFolder(asset: AssetRecord): string {
  const at = itemDate(asset);
  if (at === null) return NO_DATE;
  const local = new Date(at + asset.timeZoneOffsetSeconds * 1_000);
  const year = local.getUTCFullYear();
  return `${year}/${year}-${String(local.getUTCMonth() + 1).padStart(2, '0')}`;
}

/**
 * Paths for all files of a photo, best first. Where another photo has one of them, all get the same suffix from the
 * asset's own id, so that they stay together; longer and longer until it is free.
 */
export function* itemPathCandidates(item: PhotoItem): Generator<RelativePath[]> {
  const id =
    item.asset.recordName
      .replace(/[^0-9A-Za-z]/g, '')
      .toUpperCase()
      .slice(0, 40) || '0';
  yield pathsWith(item, '');
  for (const length of [4, 8, 16, id.length]) yield pathsWith(item, ` (${id.slice(0, length)})`);
  for (let number = 2; ; number += 1) yield pathsWith(item, ` (${id} ${number})`);
}

/** The files of one photo may meet too, e.g. two originals of one type: the later one gets its role's number. */
function pathsWith(item: PhotoItem, suffix: string): RelativePath[] {
  const own = new Set<string>();
  return item.originals.map((original, index) => {
    let path = inFolder(item, original, suffix);
    if (own.has(pathKey(path))) path = inFolder(item, original, `${suffix}-${index + 1}`);
    own.add(pathKey(path));
    return path;
  });
}

const inFolder = (item: PhotoItem, original: Original, suffix: string): RelativePath =>
  relativePath(`${itemFolder(item.asset)}/${fileName(item, original, suffix)}`);
