import type { PhotoState } from '../../../utils/domain/file/photo-state.ts';
import type { Tile } from './tiles.ts';
import { findSpots, MARK_PX, type Spot } from './mark-positions.ts';

type Marked = Exclude<PhotoState, 'unknown'>;
/** Maximum number of marks; no screen shows more tiles. */
const MAX_MARKS = 400;
const SVG = 'http://www.w3.org/2000/svg';

/** Signs as paths from a mark's middle: a tick, an arrow up, an exclamation mark. */
const SIGNS: Record<Marked, string> = {
  proved: 'm-4.5 .5l3 3l6-7',
  queued: 'm0 5v-10m-4 4l4-4l4 4',
  problem: 'm0 -5.5v6.5m0 4v.5',
};
/**
 * The same as `--good`, `--accent` and `--bad` of our pages in light mode: a white ring separates a mark from any
 * photo.
 */
const COLORS: Record<Marked, string> = { proved: '#226340', queued: '#0e5a66', problem: '#9c2b24' };
const STATES: readonly Marked[] = ['proved', 'queued', 'problem'];

/** Marks on the tiles in view, in our own layer above the page. Apple's elements stay unchanged. */
export interface MarkLayer {
  /** Draws all marks. A tile gets none if something else (a bar, a window) covers it. */
  draw(tiles: readonly Tile[], stateOf: StateOf): void;
  /** Updates the states of the same tiles. */
  paint(stateOf: StateOf): void;
  /** Hides the layer while tiles move. */
  hide(): void;
}
type StateOf = (thumb: string) => PhotoState;

/**
 * Creates one SVG with a few paths, however many marks: a line of length zero with round ends is a dot. All marks change
 * by one attribute for each colour, without layout. The layer always covers the whole window: a page that asks what covers
 * its tiles (IntersectionObserver, `trackVisibility`) gets the same answer for all.
 */
export function createMarkLayer(container: HTMLElement): MarkLayer {
  const svg = document.createElementNS(SVG, 'svg');
  const lineOf = (color: string, width: number): ((path: string) => void) => {
    const line = svg.appendChild(document.createElementNS(SVG, 'path'));
    line.setAttribute('stroke', color);
    line.setAttribute('stroke-width', String(width));
    let drawn = '';
    return (path) => {
      if (path !== drawn) line.setAttribute('d', (drawn = path));
    };
  };
  const ring = lineOf('#fff', MARK_PX + 3);
  const dots = STATES.map((state) => ({ state, dot: lineOf(COLORS[state], MARK_PX) }));
  const sign = lineOf('#fff', 2);
  container.append(svg);

  let spots: readonly Spot[] = [];
  let isAway = false;
  const showLayer = (isShown: boolean): void => {
    if (isAway === !isShown) return;
    isAway = !isShown;
    svg.setAttribute('class', isShown ? '' : 'away');
  };

  const paint = (stateOf: StateOf): void => {
    const paths: Record<Marked, string> = { proved: '', queued: '', problem: '' };
    let signs = '';
    for (const { thumb, x, y } of spots.slice(0, MAX_MARKS)) {
      const state = stateOf(thumb);
      if (state === 'unknown') continue;
      paths[state] += `M${x} ${y}h0`;
      signs += `M${x} ${y}${SIGNS[state]}`;
    }
    ring(paths.proved + paths.queued + paths.problem);
    for (const { state, dot } of dots) dot(paths[state]);
    sign(signs);
  };

  return {
    draw(tiles, stateOf) {
      spots = findSpots(tiles);
      paint(stateOf);
      showLayer(true);
    },
    paint,
    hide: () => showLayer(false),
  };
}
