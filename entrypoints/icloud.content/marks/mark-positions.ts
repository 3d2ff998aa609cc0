import type { Tile } from './tiles.ts';

/** Width and height of a mark, and its distance from the edges of its tile. */
export const MARK_PX = 20;
const INSET_PX = 6;

/** Position of a tile's mark. */
export interface Spot {
  thumb: string;
  /** Middle of the mark, in whole px of the window. */
  x: number;
  y: number;
}

type TileSpot = Spot & { element: Element };

/** Finds positions for the marks of recognised tiles that nothing covers (a bar, a window). Only reads. */
export function findSpots(tiles: readonly Tile[]): readonly Spot[] {
  const { clientHeight, clientWidth } = document.documentElement;
  const half = MARK_PX / 2;
  const spots: TileSpot[] = [];
  for (const { element, thumb } of tiles) {
    if (thumb === null) continue;
    const { left, bottom } = element.getBoundingClientRect();
    const [x, y] = [Math.round(left) + INSET_PX + half, Math.round(bottom) - INSET_PX - half];
    if (y >= half && x >= half && y <= clientHeight - half && x <= clientWidth - half)
      spots.push({ element, thumb, x, y });
  }
  return uncovered(spots);
}

/**
 * Hit tests are the most expensive step. So we test the first, the middle and the last tile, where Apple's bars and windows
 * are. Only if one of them is covered do we test every tile.
 */
function uncovered(spots: readonly TileSpot[]): readonly TileSpot[] {
  const some = [spots[0], spots[spots.length >> 1], spots.at(-1)];
  const isAllFree = some.every((spot) => spot === undefined || isUncovered(spot));
  return isAllFree ? spots : spots.filter(isUncovered);
}

/** Our own layer lets the pointer through. An element in the same box as a bare picture is its badge. */
function isUncovered({ element, x, y }: TileSpot): boolean {
  const hit = document.elementFromPoint(x, y);
  if (hit === null) return false;
  return (
    element.contains(hit) ||
    (element instanceof HTMLImageElement && element.parentElement?.contains(hit) === true)
  );
}
