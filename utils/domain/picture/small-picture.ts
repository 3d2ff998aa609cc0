/**
 * Names one small picture: the key of a photo; `album:<album key>` for an album's cover; `latest:<n>:<account>` for one of
 * the newest photos at Apple, which needs no log.
 */
export type PictureRef = string;

const ALBUM = 'album:';
const LATEST = 'latest:';

/** Returns the picture of an album: its cover at Apple, else its newest photo. */
export const coverOf = (albumKey: string): PictureRef => `${ALBUM}${albumKey}`;

/** Returns the album key in a reference; null for any other picture. */
export const albumKeyOf = (ref: PictureRef): string | null =>
  ref.startsWith(ALBUM) ? ref.slice(ALBUM.length) : null;

/**
 * Returns the newest photos of the account that is signed in, newest first.
 *
 * @param account as a page shows it: after another sign-in the pictures differ
 */
export const latestPhotos = (count: number, account: string): PictureRef[] =>
  Array.from({ length: count }, (_, rank) => `${LATEST}${rank}:${account}`);

/** Returns the rank of one of the newest photos; null for any other picture. */
export function latestRank(ref: PictureRef): number | null {
  const rank = /^latest:(\d):/.exec(ref)?.[1];
  return rank === undefined ? null : Number(rank);
}

/**
 * Answer to a request for one picture. `none`: Apple has none, or not this photo. `later`: it cannot be read now, for
 * instance because nobody is signed in; `isSoon`: only the budget of a running copy is spent.
 */
export type PictureAnswer = { ref: PictureRef } & (
  | { kind: 'jpeg'; base64: string; durationMs: number }
  | { kind: 'none' }
  | { kind: 'later'; isSoon?: boolean }
);

/** Start of image and the marker that follows it. Source: ITU-T T.81, annex B. */
const JPEG_START = [0xff, 0xd8, 0xff];

/** Whether the bytes begin like a JPEG. Source: the specification of the format. */
export const isJpeg = (bytes: Uint8Array): boolean => JPEG_START.every((byte, at) => byte === bytes[at]);
