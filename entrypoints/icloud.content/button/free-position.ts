import type { ButtonPosition } from '../../../components/in-page/InPage.tsx';
import { CONTROLS, TOOLBAR_BUTTONS } from '../selectors.ts';

/** Space around the button. */
const GAP_PX = 16;
/** How far the button moves up, in steps, if a control of Apple's is in the lower right corner. */
const STEP_PX = 56;
/** Positions that are tried, from the corner upwards. */
const MAX_STEPS = 6;

interface Size {
  width: number;
  height: number;
}

/**
 * Finds a position where the button covers none of Apple's controls: left of Apple's tools if there is space, else the
 * lower right corner or the first free position above it.
 *
 * @param host our own element, which is ignored
 */
export function findFreePosition(page: Document, size: Size, host: Element): ButtonPosition {
  const positions = [...besideToolbar(page, size), ...lowerRight()];
  return positions.find((position) => isFree(page, rectOf(page, position, size), host)) ?? cornerPosition(0);
}

function besideToolbar(page: Document, { height }: Size): ButtonPosition[] {
  const tools = [...page.querySelectorAll(TOOLBAR_BUTTONS)]
    .map((tool) => tool.getBoundingClientRect())
    .filter(({ width, top, right }) => width > 0 && top >= 0 && right > page.documentElement.clientWidth / 2);
  const leftmost = tools.toSorted((a, b) => a.left - b.left)[0];
  if (!leftmost) return [];
  return [
    {
      edge: 'top',
      blockPx: Math.max(0, Math.round(leftmost.top + (leftmost.height - height) / 2)),
      rightPx: Math.round(page.documentElement.clientWidth - leftmost.left + GAP_PX),
    },
  ];
}

const cornerPosition = (step: number): ButtonPosition => ({
  edge: 'bottom',
  blockPx: GAP_PX + step * STEP_PX,
  rightPx: GAP_PX,
});

const lowerRight = (): ButtonPosition[] =>
  Array.from({ length: MAX_STEPS }, (_, step) => cornerPosition(step));

function rectOf(
  page: Document,
  { edge, blockPx, rightPx }: ButtonPosition,
  { width, height }: Size,
): DOMRect {
  const { clientWidth, clientHeight } = page.documentElement;
  const top = edge === 'top' ? blockPx : clientHeight - blockPx - height;
  return new DOMRect(clientWidth - rightPx - width, top, width, height);
}

/** Checks only the middle of a rectangle for Apple's controls, which is cheap. */
export const isMiddleFree = (page: Document, rect: DOMRect, host: Element): boolean =>
  isFree(page, rect, host, [0.5]);

/** Checks nine points of the rectangle, all of which must be in view. */
function isFree(
  page: Document,
  { left, top, width, height }: DOMRect,
  host: Element,
  parts: readonly number[] = [0, 0.5, 1],
): boolean {
  if (left < 0 || top < 0) return false;
  return parts.every((across) =>
    parts.every((down) => {
      const [x, y] = [left + across * (width - 1), top + down * (height - 1)];
      const hit = page.elementFromPoint(x, y);
      // Asking for elements under our own costs more.
      const below = hit === host ? page.elementsFromPoint(x, y).find((element) => element !== host) : hit;
      return !below?.closest(CONTROLS);
    }),
  );
}
