import { ADDRESS_UUID, OPEN_PHOTO, SELECTION_COUNT, TILE_PICTURE, tileStrategies } from '../selectors.ts';
import { isObjectUrl, readThumb } from './thumbnail-address.ts';

/** One tile of the page's grid. */
export interface Tile {
  element: Element;
  /** Checksum of its preview; null if unknown. */
  thumb: string | null;
  /** Object URL of its picture. Only the bytes identify it. */
  objectUrl: string | null;
  /** Not recognised now, though other pictures of the same photo may be. */
  isUnrecognised: boolean;
  isSelected: boolean;
}

/** Maximum number of tiles; no screen shows more. */
const MAX_TILES = 2_000;

/**
 * Finds the tiles in the page. The grid holds only those in view. Returns none if no strategy fits.
 *
 * @param thumbAt returns the checksum of the picture at an object URL, if known
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
): Pick<Tile, 'thumb' | 'objectUrl' | 'isUnrecognised'> {
  const picture = tile instanceof HTMLImageElement ? tile : tile.querySelector(TILE_PICTURE);
  if (!(picture instanceof HTMLImageElement)) return { thumb: null, objectUrl: null, isUnrecognised: false };
  const address = picture.currentSrc || picture.src;
  const objectUrl = isObjectUrl(address) ? address : null;
  const thumb = objectUrl === null ? readThumb(address) : thumbAt(objectUrl);
  return { thumb, objectUrl, isUnrecognised: thumb === null && (objectUrl !== null || address === '') };
}

/** Returns the tiles that are at least partly in the window. */
export const tilesInView = (tiles: readonly Tile[]): Tile[] => {
  const { clientHeight, clientWidth } = document.documentElement;
  return tiles.filter(({ element }) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < clientHeight && left < clientWidth;
  });
};

/** A longer text is no count, and nobody has more photos. */
const MAX_COUNT = 60;
const MAX_PHOTOS = 10_000_000;

/**
 * Reads the page's own count of selected photos; null if there is none. The number must be the only one in the text,
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

/** Reads the asset record name of the open photo from the address of the shell or the frame. */
export function readOpenPhoto(hashes: readonly string[]): string | null {
  for (const hash of hashes) {
    const name = OPEN_PHOTO.exec(hash.slice(0, 300))?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

/** Lists the names in the addresses that could be an album's. Compare them with real albums, never send them as they are. */
export const readAddressNames = (hashes: readonly string[]): string[] => [
  ...new Set(hashes.flatMap((hash) => hash.slice(0, 300).match(ADDRESS_UUID) ?? [])),
];
