import { askBackground } from '../../utils/messaging/message.ts';
import { pageVisibility } from '../../utils/models/page-visibility.ts';
import { createPagePictures, type PagePictures } from '../../utils/models/pictures/page-pictures.ts';

/** Creates the small pictures of this page. */
export const openPictures = (): PagePictures =>
  createPagePictures({
    ask: (refs) => askBackground('readPictures', { refs }),
    isVisible: pageVisibility(document),
  });
