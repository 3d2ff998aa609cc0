import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type AlbumRow, rowAfterKey, rowOfTyped } from '../../../utils/domain/album/album-rows.ts';

/** Letters typed within this time belong together, in ms. */
const TYPING_MS = 700;

/** Follows the row that Tab reaches: the first album until a key or a press moves on. */
export function useActiveRow(
  rows: readonly AlbumRow[],
  box: RefObject<HTMLElement | null>,
  skipsFolders: boolean,
) {
  const key = useSignal<string | null>(null);
  const takesFocus = useRef(false);
  const typed = useRef({ text: '', at: -Infinity });
  const known = rows.findIndex((row) => row.key === key.value);
  const firstAlbum = rows.findIndex(({ isFolder }) => !isFolder);
  const index = known === -1 ? Math.max(0, firstAlbum) : known;
  const focusRow = (): void =>
    box.current?.querySelector<HTMLElement>(`[data-row="${index}"] [data-row-control]`)?.focus();
  /** Passes by the folders, if they are no stops. */
  const stopNear = (to: number | null): number | null => {
    if (to === null || !skipsFolders || !rows[to]?.isFolder) return to;
    const isStop = ({ isFolder }: AlbumRow): boolean => !isFolder;
    const after = rows.findIndex((row, at) => at > to && isStop(row));
    const before = rows.findLastIndex((row, at) => at < to && isStop(row));
    const [near, other] = to < index ? [before, after] : [after, before];
    return near === -1 ? other : near;
  };
  useLayoutEffect(() => {
    if (takesFocus.current) focusRow();
    takesFocus.current = false;
  });
  return {
    index,
    /** Gives the focus to a row, which may have no element before the next drawing. */
    focus(to: number) {
      if (to === index) return focusRow();
      takesFocus.current = true;
      key.value = rows[to]?.key ?? null;
    },
    /** Notes that a row has received the focus, for instance by a press. */
    noteFocus(target: EventTarget | null) {
      const row = target instanceof Element ? target.closest('[data-row]')?.getAttribute('data-row') : null;
      if (typeof row === 'string') key.value = rows[Number(row)]?.key ?? null;
    },
    reset: () => (key.value = null),
    /** Finds the row that a key leads to; null for a key that leads nowhere. */
    indexAfter(event: KeyboardEvent, pageRows: number): number | null {
      if (event.ctrlKey || event.metaKey || event.altKey) return null;
      if (event.key.length !== 1 || event.key === ' ')
        return stopNear(rowAfterKey(event.key, index, rows.length, pageRows));
      const isNew = event.timeStamp - typed.current.at > TYPING_MS;
      typed.current = { text: (isNew ? '' : typed.current.text) + event.key, at: event.timeStamp };
      return stopNear(rowOfTyped(rows, typed.current.text, index));
    },
  };
}
