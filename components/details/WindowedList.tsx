import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useWindow } from './use-window.ts';
import './windowed-list.css';

interface ListProps {
  /** Accessible name of the list. */
  name: string;
  count: number;
  /** Height of a row in rem; all are of one height. */
  rowRem: number;
  renderRow: (index: number) => ComponentChildren;
  keyOf: (index: number) => string | number;
  /** Receives the drawn rows. @param to exclusive */
  onShown?: (from: number, to: number) => void;
}

/** A list of any length that draws only its visible rows. Its box scrolls, and takes the focus for the keyboard. */
export function WindowedList({ name, count, rowRem, renderRow, keyOf, onShown }: ListProps) {
  const box = useRef<HTMLDivElement>(null);
  const rootPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const rowPx = rowRem * rootPx;
  const { rows, heightPx } = useWindow(box, count, rowPx);
  const [from, to] = [rows.at(0)?.index ?? 0, (rows.at(-1)?.index ?? -1) + 1];
  useEffect(() => onShown?.(from, to), [from, to, onShown]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- a box that scrolls must be reached by the keyboard; no other tag is a plain box with a name
    <div class="windowed-list" ref={box} tabIndex={0} role="group" aria-label={name}>
      <ul style={{ blockSize: `${heightPx}px` }}>
        {rows.map(({ index, start }) => (
          <li
            key={keyOf(index)}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ blockSize: `${rowPx}px`, transform: `translateY(${start}px)` }}
          >
            {renderRow(index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
