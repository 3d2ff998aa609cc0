import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows drawn beyond each edge, so that quick scrolling shows no gap. */
const OVERSCAN = 10;

/**
 * Follows the visible rows of a long list as its box scrolls.
 *
 * @param rowPx height of each row
 */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, rowPx: number) {
  const [, setTimes] = useState(0);
  const options = {
    count,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    getScrollElement: () => box.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => setTimes((times) => times + 1),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  // The two calls that the library's own adapters make: once there is a box, and after each drawing.
  // oxlint-disable no-underscore-dangle -- the library's names
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  // oxlint-enable no-underscore-dangle
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  return { rows: virtualizer.getVirtualItems(), heightPx: virtualizer.getTotalSize() };
}
