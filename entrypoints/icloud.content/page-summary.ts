import { isPhotoService } from '../../utils/icloud/hosts.ts';
import type { PageSummary } from '../../utils/icloud/transport.ts';
import { readPicture } from './marks/object-url-thumbs.ts';
import { copiedParameters } from './session.ts';
import { findTiles } from './marks/tiles.ts';

/** Maximum number of pictures to read: each failure adds a line to the page's console. */
const MAX_PICTURES = 6;

/** Counts the kinds of pictures on the page, for the connection check. No address and no name leaves the page. */
export async function summarisePage(): Promise<PageSummary> {
  const tiles = findTiles(document, () => null);
  const objectUrls = tiles.flatMap(({ objectUrl }) => objectUrl ?? []).slice(0, MAX_PICTURES);
  const pictures = await Promise.all(objectUrls.map(readPicture));
  // Not `keys()`: its iterators are the page's own, and no content script in Firefox can spread them.
  const parameters = [...copiedParameters(({ origin }) => isPhotoService(origin))];
  const blobReadable = pictures.filter((picture) => picture !== null).length;
  return {
    tiles: tiles.length,
    signed: tiles.filter(({ thumb }) => thumb !== null).length,
    blobReadable,
    blobUnreadable: pictures.length - blobReadable,
    parameters: [...new Set(parameters.map(([name]) => name))],
  };
}
