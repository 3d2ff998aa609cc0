import type { PhotoState } from '../../utils/transfer/photo-state.ts';
import { createClosedRoot } from './closed-root.ts';
import type { Tile } from './look-at-page.ts';

const SIGNS: Record<PhotoState, string> = { proved: '✓', queued: '↑', problem: '!', unknown: '' };
/** Marks drawn at once; no screen shows more tiles. */
const MOST_MARKS = 400;
const MARK_PX = 20;
const INSET_PX = 6;

const css = `
:host { all: initial !important; position: fixed !important; inset: 0 !important; z-index: 2147483646 !important;
  pointer-events: none !important; overflow: hidden !important; contain: strict !important; }
:host([hidden]) { display: none !important; }
i { position: absolute; inset-block-start: 0; left: 0; inline-size: ${MARK_PX}px; block-size: ${MARK_PX}px;
  border-radius: 50%; box-shadow: 0 0 0 1.5px #fff; color: #fff;
  font: 700 13px/${MARK_PX}px system-ui, sans-serif; text-align: center; }
i[data-state='proved'] { background: #226340; }
i[data-state='queued'] { background: #0e5a66; }
i[data-state='problem'] { background: #9c2b24; }
.away { visibility: hidden; }
`;

type StateOf = (thumb: string) => PhotoState;

/** Marks on the tiles in view, drawn in a layer of ours above the page: nothing in Apple's own elements changes. */
export interface MarkLayer {
  /** Draws anew; tiles whose mark would stand on something else (a bar, a window) get none. */
  draw(tiles: readonly Tile[], stateOf: StateOf): void;
  /** The same tiles, of which more is known now. */
  paint(stateOf: StateOf): void;
  /** While tiles move under it. */
  hide(): void;
  remove(): void;
}

/** The layer's own size never changes, so that the page cannot tell from it what is marked. */
export function createMarkLayer(): MarkLayer {
  const { host, root, attach } = createClosedRoot(css);
  host.setAttribute('aria-hidden', 'true');
  const layer = document.createElement('div');
  root.append(layer);
  const marks: HTMLElement[] = [];
  let isAway = false;
  const showLayer = (isShown: boolean): void => {
    if (isAway === !isShown) return;
    isAway = !isShown;
    layer.className = isShown ? '' : 'away';
  };

  let spots: Spot[] = [];
  const paint = (stateOf: StateOf): void => {
    const shown = spots.flatMap((spot) => {
      const state = stateOf(spot.thumb);
      return state === 'unknown' ? [] : [{ ...spot, state }];
    });
    for (const [index, { state, left, top }] of shown.slice(0, MOST_MARKS).entries())
      place(markAt(index), state, left, top);
    for (const mark of marks.slice(shown.length)) if (!mark.hidden) place(mark, 'unknown', 0, 0);
  };

  return {
    draw(tiles, stateOf) {
      attach();
      // all reading before any writing: each change between two looks would have the page laid out anew
      spots = uncovered([...rowsInView(tiles)]);
      paint(stateOf);
      showLayer(true);
    },
    paint,
    hide: () => showLayer(false),
    remove: () => host.remove(),
  };

  function markAt(index: number): HTMLElement {
    const mark = marks[index] ?? document.createElement('i');
    if (marks[index] === undefined) {
      marks.push(mark);
      layer.append(mark);
    }
    return mark;
  }
}

function place(mark: HTMLElement, state: PhotoState, left: number, top: number): void {
  if (mark.dataset['state'] !== state) {
    mark.dataset['state'] = state;
    mark.textContent = SIGNS[state];
    mark.hidden = state === 'unknown';
  }
  mark.style.transform = `translate(${left}px, ${top}px)`;
}

/** Where a tile's mark would stand. */
interface Spot {
  element: Element;
  thumb: string;
  left: number;
  top: number;
}

/** Tiles in view that can be told, row by row. */
function rowsInView(tiles: readonly Tile[]): Iterable<Spot[]> {
  const { clientHeight, clientWidth } = document.documentElement;
  const rows = new Map<number, Spot[]>();
  for (const { element, thumb } of tiles) {
    if (thumb === null) continue;
    const rect = element.getBoundingClientRect();
    const left = Math.round(rect.left + INSET_PX);
    const top = Math.round(rect.bottom - MARK_PX - INSET_PX);
    if (top < 0 || left < 0 || top > clientHeight - MARK_PX || left > clientWidth - MARK_PX) continue;
    const row = rows.get(top) ?? [];
    row.push({ element, thumb, left, top });
    rows.set(top, row);
  }
  return rows.values();
}

/**
 * Spots on which nothing lies. Asking that is the dearest of all, so one tile is asked for in the first row, the last
 * and the middle, where Apple's bars and windows lie; only where one of them is covered is each tile asked for.
 */
function uncovered(rows: readonly Spot[][]): Spot[] {
  const some = [rows[0]?.[0], rows[rows.length >> 1]?.at(-1), rows.at(-1)?.[0]];
  const isAllFree = some.every((spot) => spot === undefined || isUncovered(spot));
  return isAllFree ? rows.flat() : rows.flat().filter(isUncovered);
}

/** Our own layers let the pointer through, or stand beside. Beside a bare picture, what lies with it in one box is its own badge. */
function isUncovered({ element, left, top }: Spot): boolean {
  const hit = document.elementFromPoint(left + MARK_PX / 2, top + MARK_PX / 2);
  if (hit === null) return false;
  return (
    element.contains(hit) ||
    (element instanceof HTMLImageElement && element.parentElement?.contains(hit) === true)
  );
}
