import { type Kind } from './kind.ts';
import { isMissing, type PhotoItem } from './item.ts';
import { isVideoType } from './file-type.ts';
import { traitsOf } from './role.ts';

/** What a photo stands for among those that are sent first, to see that every sort arrives. */
export type FirstSort = 'photo' | 'live-photo' | 'video' | 'edited' | 'raw';

/** In this order they are shown. */
const firstSorts: readonly FirstSort[] = ['photo', 'live-photo', 'video', 'edited', 'raw'];

/** How many are sent first. Source: issue 6. */
export const FIRST_PHOTOS = 5;

/** A photo that could be sent first. */
export interface FirstCandidate {
  key: string;
  kind: Kind;
  photo: PhotoItem;
}

/** One sort a photo: an edited one is sent for its edit, whatever else it is. */
export function sortOf({ kind, photo }: FirstCandidate): FirstSort {
  if (photo.originals.some(({ role }) => traitsOf(role).isEdit)) return 'edited';
  if (kind === 'raw' || kind === 'live-photo') return kind;
  const original = photo.originals.find(({ role }) => role === 'original');
  return isVideoType(original?.fileType ?? photo.itemType) ? 'video' : 'photo';
}

const bytesOf = ({ photo }: FirstCandidate): number =>
  photo.originals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** What is kept while a library is looked through: the smallest few of each sort. */
export type FirstPick = Record<FirstSort, { key: string; bytes: number }[]>;

export const emptyPick = (): FirstPick => ({
  photo: [],
  'live-photo': [],
  video: [],
  edited: [],
  raw: [],
});

/** Looks at one more photo. One of which Apple has not got a file cannot be sent as a whole. */
export function seePhoto(pick: FirstPick, candidate: FirstCandidate): void {
  if (candidate.photo.originals.some(isMissing)) return;
  const ofSort = pick[sortOf(candidate)];
  const bytes = bytesOf(candidate);
  if (ofSort.length === FIRST_PHOTOS && bytes >= (ofSort.at(-1)?.bytes ?? 0)) return;
  ofSort.push({ key: candidate.key, bytes });
  ofSort.sort((a, b) => a.bytes - b.bytes);
  ofSort.splice(FIRST_PHOTOS);
}

/** Keys of the smallest of each sort; where sorts are missing, the smallest of the others fill up. */
export function pickedKeys(pick: FirstPick): string[] {
  const first = firstSorts.flatMap((sort) => pick[sort].slice(0, 1));
  const others = firstSorts.flatMap((sort) => pick[sort].slice(1)).toSorted((a, b) => a.bytes - b.bytes);
  return [...first, ...others].slice(0, FIRST_PHOTOS).map(({ key }) => key);
}
