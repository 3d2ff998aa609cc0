import { itemDate } from '../layout/destination-path.ts';
import { type Location, noDetails } from '../photo/details.ts';
import type { AssetRecord } from '../photo/record.ts';
import { localTime } from '../photo/local-time.ts';
import { type Role, traitsOf } from '../photo/role.ts';

/** A file of a photo in a folder. */
export interface GalleryFile {
  role: Role;
  /** Path below the destination. */
  path: string;
}

/** One photo or video as a gallery shows it. */
export interface GalleryEntry {
  /** File that names the photo. */
  main: GalleryFile;
  /** Path of the image that shows the photo: `main`, or its compatible copy; null if browsers draw neither. */
  picture: string | null;
  /** All its files in the folder, details files too, and the compatible copies of these. */
  files: readonly GalleryFile[];
  title: string | null;
  description: string | null;
  /** When it was taken, else added, as `localTime` writes it; null: unknown. */
  takenAt: string | null;
  /** Degrees, for instance `59.91273, 10.74609`; null: unknown or unwanted. */
  place: string | null;
}

/** Extensions of images that every current browser draws. */
const drawn: ReadonlySet<string> = new Set('jpg jpeg jpe jfif png gif webp avif bmp'.split(' '));

/** Files by the order in which they represent their photo: the edit as the person sees it comes first. */
const preferred: readonly Role[] = ['edited-video', 'edited-still', 'original', 'alternative', 'live-video'];

/**
 * Chooses what a gallery shows of a photo. Of several images the edited one is drawn, and a compatible copy in place of a file
 * that browsers do not draw.
 *
 * @param asset null if the log does not know the photo any more
 * @param files its files in the folder, and the compatible copies of these, that are at the destination or will be
 * @returns null if there is no file but our own
 */
export function galleryEntry(
  asset: AssetRecord | null,
  files: readonly GalleryFile[],
  withPlaces: boolean,
): GalleryEntry | null {
  const photoFiles = files.filter(({ role }) => !traitsOf(role).isOwn);
  const ranked = preferred.flatMap((wanted) => photoFiles.filter(({ role }) => role === wanted));
  const pictureOf = (file: GalleryFile): string | null =>
    [file, ...photoFiles.filter(({ role }) => role === `compatible:${file.role}`)].find(isDrawable)?.path ??
    null;
  const main = ranked.find((file) => pictureOf(file) !== null) ?? ranked[0] ?? photoFiles[0];
  if (!main) return null;
  const { title, description, place } = asset?.details ?? noDetails;
  const at = asset && itemDate(asset);
  return {
    main,
    picture: pictureOf(main),
    files,
    title,
    description,
    takenAt: asset && at !== null ? localTime(at, asset.timeZoneOffsetSeconds) : null,
    place: withPlaces && place !== null ? placeText(place) : null,
  };
}

const isDrawable = ({ path }: GalleryFile): boolean => drawn.has(extensionIn(path));

/** Returns the extension of a path, in lower case and without the dot. */
export const extensionIn = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1).toLowerCase();

/** Five decimals are about a metre. */
const placeText = ({ latitude, longitude }: Location): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
