import { ADDRESS_UUID, OPEN_PHOTO, SELECTION_COUNT, TILE_PICTURE, tileStrategies } from '../selectors.ts';
import { isObjectUrl, readThumb } from './thumbnail-address.ts';

/** One tile of the page's grid. */
export interface Tile {
  element: Element;
  /** Checksum of its preview; null if the tile does not tell. */
  thumb: string | null;
  /** Address of its picture in the page's memory, of which only the bytes tell what it is. */
  objectUrl: string | null;
  /** It does not tell now, though other pictures of the same photo may. */
  isUntold: boolean;
  isSelected: boolean;
}

/** Tiles looked at; no screen shows more. */
const MAX_TILES = 2_000;

/**
 * Tiles that are in the page now: the grid holds only those in view. None where no strategy fits.
 *
 * @param thumbAt checksum of the picture at an object URL, where it is known
 */
export function findTiles(page: ParentNode, thumbAt: (objectUrl: string) => string | null): Tile[] {
  for (const strategy of tileStrategies) {
    const elements = strategy.findTiles(page);
    if (elements.length > 0)
      return elements.slice(0, MAX_TILES).map((element) => ({
        element,
        ...pictureIn(element, thumbAt),
        isSelected: strategy.isSelected(element),
      }));
  }
  return [];
}

function pictureIn(
  tile: Element,
  thumbAt: (objectUrl: string) => string | null,
): Pick<Tile, 'thumb' | 'objectUrl' | 'isUntold'> {
  const picture = tile instanceof HTMLImageElement ? tile : tile.querySelector(TILE_PICTURE);
  if (!(picture instanceof HTMLImageElement)) return { thumb: null, objectUrl: null, isUntold: false };
  const address = picture.currentSrc || picture.src;
  const objectUrl = isObjectUrl(address) ? address : null;
  const thumb = objectUrl === null ? readThumb(address) : thumbAt(objectUrl);
  return { thumb, objectUrl, isUntold: thumb === null && (objectUrl !== null || address === '') };
}

/** Those of which a part is in the window. */
export const tilesInView = (tiles: readonly Tile[]): Tile[] => {
  const { clientHeight, clientWidth } = document.documentElement;
  return tiles.filter(({ element }) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < clientHeight && left < clientWidth;
  });
};

/** Longer texts are no count, and nobody has more photos. */
const MAX_COUNT = 60;
const MAX_PHOTOS = 10_000_000;

/**
 * How many photos the page says are selected; null if it does not say. The number must be the only one in the text,
 * with any signs between its thousands: "1,024 selected", "1 024 er valgt".
 */
export function readSelectionCount(page: ParentNode): number | null {
  const text = page.querySelector(SELECTION_COUNT)?.textContent ?? '';
  if (text.length > MAX_COUNT) return null;
  const [number, ...others] = text.match(/\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+/g) ?? [];
  if (number === undefined || others.length > 0) return null;
  const count = Number(number.replace(/\D/g, ''));
  return count <= MAX_PHOTOS ? count : null;
}

/** Asset record name of the photo that is open, from the shell's address or the frame's. */
export function readOpenPhoto(hashes: readonly string[]): string | null {
  for (const hash of hashes) {
    const name = OPEN_PHOTO.exec(hash.slice(0, 300))?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

/** Names in the addresses that could be an album's: to be compared with the albums there are, never sent as they are. */
export const readAddressNames = (hashes: readonly string[]): string[] => [
  ...new Set(hashes.flatMap((hash) => hash.slice(0, 300).match(ADDRESS_UUID) ?? [])),
];
