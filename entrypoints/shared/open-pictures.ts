import { askBackground } from '../../utils/messaging/message.ts';
import { pageVisibility } from '../../utils/models/page-visibility.ts';
import { createPagePictures, type PagePictures } from '../../utils/models/pictures/page-pictures.ts';
import { createPagePreviews, type PagePreviews } from '../../utils/models/pictures/page-previews.ts';

/** Creates the small pictures of this page. */
export const openPictures = (): PagePictures =>
  createPagePictures({
    ask: (refs) => askBackground('readPictures', { refs }),
    isVisible: pageVisibility(document),
  });

/** Creates Jottacloud's previews on this page. */
export const openPreviews = (): PagePreviews =>
  createPagePreviews({
    read: (photo) => askBackground('readPreview', { photo }),
    compare: (photo) => askBackground('compareFile', { photo }),
    isVisible: pageVisibility(document),
  });
