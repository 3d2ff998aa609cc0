import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useBoxSize } from '../hooks/use-box-size.ts';

/** Rows drawn above and below the view. */
const ROWS_AROUND = 6;
/** Height of a box that is not measured yet. */
const UNMEASURED_PX = 480;

/**
 * Follows which rows of a list have elements: those in view, a few around them, and the one with the focus.
 *
 * @param list.rowPx height of each row
 * @param list.active row that keeps its element wherever the box is scrolled to
 */
export function useRowsInView(
  box: RefObject<HTMLElement | null>,
  { count, rowPx, active }: { count: number; rowPx: number; active: number },
) {
  const measured = useBoxSize(box).heightPx;
  const scrollTop = useSignal(0);
  const heightPx = measured || UNMEASURED_PX;
  const first = Math.max(0, Math.floor(scrollTop.value / rowPx) - ROWS_AROUND);
  const end = Math.min(count, Math.ceil((scrollTop.value + heightPx) / rowPx) + ROWS_AROUND);
  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (active < first && active >= 0) indexes.unshift(active);
  if (active >= end && active < count) indexes.push(active);
  return {
    indexes,
    pageRows: Math.max(1, Math.floor(heightPx / rowPx) - 1),
    /** Call when the box scrolls. */
    scrolled: () => (scrollTop.value = box.current?.scrollTop ?? 0),
    /** Scrolls as little as needed to show a row. */
    reveal(index: number) {
      if (!box.current) return;
      const top = index * rowPx;
      const bottom = top + rowPx;
      if (top < box.current.scrollTop) box.current.scrollTop = top;
      else if (bottom > box.current.scrollTop + heightPx) box.current.scrollTop = bottom - heightPx;
      scrollTop.value = box.current.scrollTop;
    },
  };
}
