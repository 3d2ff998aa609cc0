/** Width and height of a tile with the gap beside it. */
export const TILE_PX = 130;
/** Rows drawn above and below the view. */
const ROWS_AROUND = 2;

/** The tiles that have elements: those in view and a few around them. */
export interface TilesInView {
  columns: number;
  /** Height of all rows. */
  totalPx: number;
  first: number;
  /** Less than `first` where there are none. */
  last: number;
  indexes: number[];
}

/** Computes the tiles in view. @param box.scrollTop px above the view */
export function tilesInView(box: {
  count: number;
  widthPx: number;
  heightPx: number;
  scrollTop: number;
}): TilesInView {
  const columns = Math.max(1, Math.floor(box.widthPx / TILE_PX));
  const firstRow = Math.max(0, Math.floor(box.scrollTop / TILE_PX) - ROWS_AROUND);
  const lastRow = Math.ceil((box.scrollTop + box.heightPx) / TILE_PX) + ROWS_AROUND;
  const first = firstRow * columns;
  const last = Math.min(box.count, lastRow * columns) - 1;
  return {
    columns,
    totalPx: Math.ceil(box.count / columns) * TILE_PX,
    first,
    last,
    indexes: Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index),
  };
}
