import { type Kind } from './kind.ts';
import { isMissing, type PhotoItem } from './item.ts';
import { isVideoType } from './file-type.ts';
import { traitsOf } from './role.ts';

/** Category of a photo among those that are copied first, to show that each one arrives. */
export type FirstCategory = 'photo' | 'live-photo' | 'video' | 'edited' | 'raw';

/** In the order of display. */
const firstCategories: readonly FirstCategory[] = ['photo', 'live-photo', 'video', 'edited', 'raw'];

/** Photos that are copied first. */
export const FIRST_PHOTOS = 5;

/** A photo that could be copied first. */
export interface FirstCandidate {
  key: string;
  kind: Kind;
  photo: PhotoItem;
}

/** Returns the category of a photo. An edit comes before all else. */
export function categoryOf({ kind, photo }: FirstCandidate): FirstCategory {
  if (photo.originals.some(({ role }) => traitsOf(role).isEdit)) return 'edited';
  if (kind === 'raw' || kind === 'live-photo') return kind;
  const original = photo.originals.find(({ role }) => role === 'original');
  return isVideoType(original?.fileType ?? photo.itemType) ? 'video' : 'photo';
}

const bytesOf = ({ photo }: FirstCandidate): number =>
  photo.originals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** The smallest photos of each category so far. */
export type FirstPick = Record<FirstCategory, { key: string; bytes: number }[]>;

/** Returns a pick of first photos without any. */
export const emptyPick = (): FirstPick => ({
  photo: [],
  'live-photo': [],
  video: [],
  edited: [],
  raw: [],
});

/** Considers one more photo, unless Apple lacks one of its files. */
export function considerPhoto(pick: FirstPick, candidate: FirstCandidate): void {
  if (candidate.photo.originals.some(isMissing)) return;
  const sameCategory = pick[categoryOf(candidate)];
  const bytes = bytesOf(candidate);
  if (sameCategory.length === FIRST_PHOTOS && bytes >= (sameCategory.at(-1)?.bytes ?? 0)) return;
  sameCategory.push({ key: candidate.key, bytes });
  sameCategory.sort((a, b) => a.bytes - b.bytes);
  sameCategory.splice(FIRST_PHOTOS);
}

/** Returns the key of the smallest photo of each category, filled up with the next smallest of any. */
export function pickedKeys(pick: FirstPick): string[] {
  const first = firstCategories.flatMap((category) => pick[category].slice(0, 1));
  const others = firstCategories
    .flatMap((category) => pick[category].slice(1))
    .toSorted((a, b) => a.bytes - b.bytes);
  return [...first, ...others].slice(0, FIRST_PHOTOS).map(({ key }) => key);
}
