import type { PictureRef } from '../domain/picture/small-picture.ts';

/** Pictures that are kept in memory, about 30 KB each. None is written to the disk. */
export const MAX_PICTURES_KEPT = 200;

/** Keeps the pictures that were asked for last. */
export interface PictureCache<Picture> {
  get(ref: PictureRef): Picture | undefined;
  set(ref: PictureRef, picture: Picture): void;
  readonly size: number;
}

/** Creates a cache that drops the picture whose last use is the longest ago. */
export function createPictureCache<Picture>(maxKept = MAX_PICTURES_KEPT): PictureCache<Picture> {
  const kept = new Map<PictureRef, Picture>();
  const use = (ref: PictureRef, picture: Picture): void => {
    kept.delete(ref);
    kept.set(ref, picture);
  };
  return {
    get(ref) {
      const picture = kept.get(ref);
      if (picture !== undefined) use(ref, picture);
      return picture;
    },
    set(ref, picture) {
      use(ref, picture);
      for (const oldest of kept.keys()) {
        if (kept.size <= maxKept) return;
        kept.delete(oldest);
      }
    },
    get size() {
      return kept.size;
    },
  };
}
