import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import './windowed-list.css';

/** Rows that are drawn beyond each edge, so that a quick scroll shows no gap. */
const OVERSCAN = 10;

interface ListProps {
  /** What is in the list, for those who listen. */
  name: string;
  count: number;
  /** Height of a row in rem; all are of one height. */
  rowRem: number;
  /** What stands in a row. */
  row: (index: number) => ComponentChildren;
  keyOf: (index: number) => string | number;
  /** Told which rows are drawn. @param to row after the last one */
  onShown?: (from: number, to: number) => void;
}

/** A list of any length of which only what can be seen is drawn. Its box scrolls; it takes the focus for the keyboard. */
export function WindowedList({ name, count, rowRem, row, keyOf, onShown }: ListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((times: number, _: void) => times + 1, 0);
  const rowPx = rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize || '16');
  const options = {
    count,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    getScrollElement: () => box.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(),
  };
  const kept = useRef<Virtualizer<HTMLDivElement, HTMLLIElement> | null>(null);
  const window = (kept.current ??= new Virtualizer(options));
  window.setOptions(options);
  // The two calls that each framework's adapter makes.
  // oxlint-disable-next-line no-underscore-dangle
  useLayoutEffect(() => window._didMount(), [window]);
  // oxlint-disable-next-line no-underscore-dangle
  useLayoutEffect(() => window._willUpdate());

  const rows = window.getVirtualItems();
  const [from, to] = [rows.at(0)?.index ?? 0, (rows.at(-1)?.index ?? -1) + 1];
  useEffect(() => onShown?.(from, to), [from, to, count, onShown]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by the keyboard
    <div class="windowed-list" ref={box} tabIndex={0} role="group" aria-label={name}>
      <ul style={{ blockSize: `${window.getTotalSize()}px` }}>
        {rows.map(({ index, start }) => (
          <li
            key={keyOf(index)}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ blockSize: `${rowPx}px`, transform: `translateY(${start}px)` }}
          >
            {row(index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
