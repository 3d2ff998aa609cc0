import { signal, type Signal } from '@preact/signals';
import type { PictureRef } from '../../utils/domain/picture/small-picture.ts';
import type { PagePictures, SmallPicture } from '../../utils/models/pictures/page-pictures.ts';

/** Pictures whose answers a test gives; `shown` counts the components that show a picture. */
export function createFakePictures(given: Record<PictureRef, SmallPicture> = {}) {
  const pictures = new Map<PictureRef, Signal<SmallPicture>>();
  const shown = new Map<PictureRef, number>();
  const of = (ref: PictureRef): Signal<SmallPicture> => {
    const picture = pictures.get(ref) ?? signal<SmallPicture>(given[ref] ?? { kind: 'unknown' });
    pictures.set(ref, picture);
    return picture;
  };
  return {
    of,
    shown,
    show(ref: PictureRef) {
      shown.set(ref, (shown.get(ref) ?? 0) + 1);
      return () => void shown.set(ref, (shown.get(ref) ?? 0) - 1);
    },
  } satisfies PagePictures & { shown: Map<PictureRef, number> };
}
