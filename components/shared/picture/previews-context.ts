import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { PictureRef } from '../../../utils/domain/picture/small-picture.ts';
import type { ComparedFile } from '../../../utils/domain/picture/preview.ts';
import {
  noPagePreviews,
  type PagePreviews,
  type Preview,
} from '../../../utils/models/pictures/page-previews.ts';
import { useIsSeen } from './pictures-context.ts';

/** Jottacloud's previews on the page. */
export const PreviewsContext = createContext<PagePreviews>(noPagePreviews);

/**
 * Returns what Jottacloud shows of a photo. It is asked for while its box is on the screen.
 *
 * @param isCopied false: the photo is not there yet, so nothing is asked
 */
export function usePreview(
  photo: PictureRef,
  isCopied: boolean,
  box: RefObject<HTMLElement | null>,
): { preview: Preview; compare: () => Promise<ComparedFile> } {
  const previews = useContext(PreviewsContext);
  const isSeen = useIsSeen(box);
  const preview = previews.of(photo);
  useEffect(
    () => (isSeen && isCopied ? previews.show(photo) : undefined),
    [isSeen, isCopied, photo, previews],
  );
  return {
    preview: isCopied ? preview.value : { kind: 'asking' },
    compare: () => previews.compare(photo),
  };
}
