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

/** Marks on the tiles in view, drawn in a layer of ours above the page: nothing in Apple's own elements changes. */
export interface MarkLayer {
  /** Draws anew; tiles whose mark would stand on something else (a bar, a window) get none. */
  draw(tiles: readonly Tile[], stateOf: (thumb: string) => PhotoState): void;
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

  return {
    draw(tiles, stateOf) {
      attach();
      let used = 0;
      const { clientHeight, clientWidth } = document.documentElement;
      for (const { element, thumb } of tiles) {
        const state = thumb === null ? 'unknown' : stateOf(thumb);
        if (state === 'unknown' || used === MOST_MARKS) continue;
        const rect = element.getBoundingClientRect();
        const left = Math.round(rect.left + INSET_PX);
        const top = Math.round(rect.bottom - MARK_PX - INSET_PX);
        if (top < 0 || left < 0 || top > clientHeight - MARK_PX || left > clientWidth - MARK_PX) continue;
        if (!isUncovered(element, left + MARK_PX / 2, top + MARK_PX / 2)) continue;
        place(markAt(used), state, left, top);
        used += 1;
      }
      for (const mark of marks.slice(used)) if (mark.textContent !== '') place(mark, 'unknown', 0, 0);
      showLayer(true);
    },
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

/** Our own layers let the pointer through, or stand beside. Beside a bare picture, what lies with it in one box is its own badge. */
function isUncovered(tile: Element, x: number, y: number): boolean {
  const hit = document.elementFromPoint(x, y);
  if (hit === null) return false;
  return (
    tile.contains(hit) || (tile instanceof HTMLImageElement && tile.parentElement?.contains(hit) === true)
  );
}
