import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { PictureRef } from '../../../utils/domain/picture/small-picture.ts';
import {
  noPagePictures,
  type PagePictures,
  type SmallPicture,
  unknownPicture,
} from '../../../utils/models/pictures/page-pictures.ts';

/** The pictures of the page. A page without any shows the kind of each photo. */
export const PicturesContext = createContext<PagePictures>(noPagePictures);

/**
 * Returns the picture of a photo, which is asked for while its box is on the screen.
 *
 * @param ref null: there is no picture, for instance of a file of our own
 */
export function usePicture(ref: PictureRef | null, box: RefObject<HTMLElement | null>): SmallPicture {
  const pictures = useContext(PicturesContext);
  const isSeen = useIsSeen(box);
  const picture = ref === null ? unknownPicture : pictures.of(ref);
  useEffect(() => (isSeen && ref !== null ? pictures.show(ref) : undefined), [isSeen, ref, pictures]);
  return ref === null ? { kind: 'none' } : picture.value;
}

/** Follows whether a box is on the screen, or close to it. */
export function useIsSeen(box: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!box.current) return undefined;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: '80px',
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return isSeen;
}
