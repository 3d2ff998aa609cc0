import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { AlbumChoice, AlbumFigures } from '../../../utils/domain/album/album-choice.ts';
import {
  type AlbumOrder,
  albumOrders,
  type AlbumRow,
  albumRows,
  searchable,
} from '../../../utils/domain/album/album-rows.ts';
import { t, textLanguage } from '../../../utils/i18n.ts';
import { useMedia } from '../hooks/use-media.ts';
import { AlbumSearch } from './AlbumSearch.tsx';
import { useActiveRow } from './use-active-row.ts';
import { type ReadAlbumFigures, useAlbumFigures } from './use-album-figures.ts';
import { useRowsInView } from './use-rows-in-view.ts';

/** Height of a row in rem, and where its numbers have two lines. */
const ROW_REM = 3.25;
const NARROW_ROW_REM = 4.25;
/** The same as in choice.css. */
const NARROW = '(max-width: 480px)';

/** Everything that a row needs to be drawn. */
export interface DrawnRow {
  row: AlbumRow;
  figures: AlbumFigures | null;
  /** 0 for the one row that Tab reaches. Belongs to its control, with the attribute `data-row-control`. */
  tabIndex: 0 | -1;
}

interface ListProps {
  tree: readonly AlbumChoice[];
  /** A row below all albums, which the search finds too; null: none. */
  last: AlbumRow | null;
  readFigures: ReadAlbumFigures;
  renderRow: (drawn: DrawnRow) => ComponentChildren;
  /** Stands between the search and the rows. @param shown all rows that the search found */
  /** Orders to choose from; absent: all. */
  orders?: readonly AlbumOrder[];
  renderTools?: (shown: readonly AlbumRow[]) => ComponentChildren;
  /** Folders are headings only, and no key stops at them. */
  skipsFolders?: boolean;
  /** Height of a row; absent: in proportion to the page's text. */
  rowPx?: number;
}

/**
 * Albums of any number under their folders, to search and to sort. The search has the focus at once. Its rows are one stop
 * of the Tab key, and are moved through by arrows, Home, End, Page Up, Page Down and by typing a name. Only rows in view
 * have elements.
 */
export function AlbumList(props: ListProps) {
  const rowRem = useMedia(NARROW) ? NARROW_ROW_REM : ROW_REM;
  const { tree, last, rowPx = rowRem * rootPx() } = props;
  const search = useSignal('');
  const order = useSignal<AlbumOrder>('name');
  const rows = useFoundRows(tree, last, search.value, order.value);
  const box = useRef<HTMLDivElement>(null);
  const active = useActiveRow(rows, box, props.skipsFolders ?? false);
  const view = useRowsInView(box, { count: rows.length, rowPx, active: active.index });
  const showAt = (index: number): void => {
    view.reveal(index);
    active.focus(index);
  };
  useLayoutEffect(() => {
    active.reset();
    if (box.current) box.current.scrollTop = 0;
    view.scrolled();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a changed search begins at the top again
  }, [search.value, order.value]);
  return (
    <div class="album-list">
      <AlbumSearch
        search={search}
        order={order}
        orders={props.orders ?? albumOrders}
        enterList={() => rows.length > 0 && showAt(active.index)}
      />
      {props.renderTools?.(rows)}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the keys of the rows in it */}
      <div
        class="album-list__box"
        ref={box}
        // reached through its rows; Firefox would make any box that scrolls a stop
        tabIndex={-1}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset does not scroll in every browser
        role="group"
        aria-label={t('planAlbums')}
        onScroll={view.scrolled}
        onKeyDown={(event) => {
          const index = active.indexAfter(event, view.pageRows);
          if (index === null) return;
          event.preventDefault();
          showAt(index);
        }}
        onFocusIn={({ target }) => active.noteFocus(target)}
      >
        <Rows {...props} rows={rows} inView={view.indexes} active={active.index} rowPx={rowPx} />
      </div>
    </div>
  );
}

/** The rows that have elements, with their numbers. */
function Rows(
  props: Pick<ListProps, 'last' | 'readFigures' | 'renderRow'> & {
    rows: readonly AlbumRow[];
    inView: readonly number[];
    active: number;
    rowPx: number;
  },
) {
  const { rows, inView, rowPx } = props;
  const drawn = inView.flatMap((index) => {
    const row = rows[index];
    return row ? [{ row, index }] : [];
  });
  const albums = drawn.filter(({ row }) => !row.isFolder && row !== props.last);
  const figures = useAlbumFigures(
    albums.map(({ row }) => row.key),
    props.readFigures,
  );
  return (
    <ul style={{ blockSize: `${rows.length * rowPx}px` }}>
      {drawn.map(({ row, index }) => (
        <li
          key={row.key}
          data-row={index}
          aria-setsize={rows.length}
          aria-posinset={index + 1}
          style={{ blockSize: `${rowPx}px`, transform: `translateY(${index * rowPx}px)` }}
        >
          {props.renderRow({
            row,
            figures: figures.value.get(row.key) ?? null,
            tabIndex: index === props.active ? 0 : -1,
          })}
        </li>
      ))}
    </ul>
  );
}

const rootPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

function useFoundRows(
  tree: readonly AlbumChoice[],
  last: AlbumRow | null,
  search: string,
  order: AlbumOrder,
): readonly AlbumRow[] {
  const found = useMemo(
    () => albumRows(tree, { search, order, untitled: t('untitledAlbum'), language: textLanguage() }),
    [tree, search, order],
  );
  return last && searchable(last.name).includes(searchable(search.trim())) ? [...found, last] : found;
}
