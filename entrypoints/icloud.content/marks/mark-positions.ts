import type { Tile } from './tiles.ts';

/** Width and height of a mark, and how far it stands inside its tile. */
export const MARK_PX = 20;
const INSET_PX = 6;

/** Where a tile's mark stands. */
export interface Spot {
  thumb: string;
  /** Its middle, in whole px of the window. */
  x: number;
  y: number;
}

type TileSpot = Spot & { element: Element };

/** Places for the marks of tiles that can be told and that nothing lies on (a bar, a window). Only reads. */
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
 * Asking what lies on a spot is the dearest of all, so one tile is asked for in the first row, the last and the middle,
 * where Apple's bars and windows lie; only where one of them is covered is each tile asked for.
 */
function uncovered(spots: readonly TileSpot[]): readonly TileSpot[] {
  const some = [spots[0], spots[spots.length >> 1], spots.at(-1)];
  const isAllFree = some.every((spot) => spot === undefined || isUncovered(spot));
  return isAllFree ? spots : spots.filter(isUncovered);
}

/** Our own layer lets the pointer through. Beside a bare picture, what lies with it in one box is its own badge. */
function isUncovered({ element, x, y }: TileSpot): boolean {
  const hit = document.elementFromPoint(x, y);
  if (hit === null) return false;
  return (
    element.contains(hit) ||
    (element instanceof HTMLImageElement && element.parentElement?.contains(hit) === true)
  );
}
