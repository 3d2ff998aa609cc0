import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { MessageKey } from '../../../utils/i18n.ts';
import type { PictureRef } from '../../../utils/domain/picture/small-picture.ts';
import type { ComparedFile } from '../../../utils/domain/picture/preview.ts';
import {
  type Loss,
  noPagePreviews,
  type PagePreviews,
  type Preview,
} from '../../../utils/models/pictures/page-previews.ts';
import { useIsSeen } from './pictures-context.ts';

/** Jottacloud's previews on the page. */
export const PreviewsContext = createContext<PagePreviews>(noPagePreviews);

/** Says what is wrong with a file at Jottacloud. */
export const lossTexts: Record<Loss, MessageKey> = {
  missing: 'previewMissing',
  different: 'comparedDifferent',
};

/** Photos that this page has found missing or different at Jottacloud. */
export const useLost = (): ReadonlyMap<PictureRef, Loss> => useContext(PreviewsContext).lost.value;

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
