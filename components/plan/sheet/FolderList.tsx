import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { folderProblem } from '../../../utils/domain/layout/destination-folder.ts';
import { t } from '../../../utils/i18n.ts';
import type { FolderModel, OpenedFolder } from '../../../utils/models/settings/folder-model.ts';
import { useRowsInView } from '../../shared/albums/use-rows-in-view.ts';
import { Icon } from '../../shared/Icon.tsx';
import { indexAfter } from './list-keys.ts';

/** One line: the way back, or a folder. `isOdd`: other programs may name a folder so, we may not. */
type Row = { kind: 'up'; name: string } | { kind: 'folder'; name: string; isOdd: boolean };

/** Height of a row in px. */
const ROW_PX = 40;

/** Focuses the row of the list that Tab reaches, or the list while it has none. */
export const focusList = (list: HTMLUListElement | null): void =>
  (list?.querySelector<HTMLElement>('[tabindex="0"]') ?? list)?.focus();

/**
 * The folders in the opened one, of any number: only rows in view have elements. One tab stop: arrows move, Enter or →
 * opens, ← goes back, letters jump.
 *
 * @param props.list the list itself, so that the dialog can focus it
 */
export function FolderList({
  model,
  list,
}: {
  model: FolderModel;
  list: RefObject<HTMLUListElement | null>;
}) {
  const path = model.path.value;
  const opened = model.opened.value;
  const { rows, active, open, press } = useRows(model, list);
  const view = useRowsInView(list, { count: rows.length, rowPx: ROW_PX, active });
  const drawn = view.indexes.flatMap((index) => {
    const row = rows[index];
    return row ? [{ row, index }] : [];
  });
  return (
    <ul
      class="folder-list"
      ref={list}
      tabIndex={-1}
      aria-label={t('folderListName', path.at(-1) ?? t('folderArchive'))}
      aria-busy={opened.status === 'reading'}
      style={{ '--rows-height': `${rows.length * ROW_PX}px` }}
      onScroll={view.scrolled}
    >
      {drawn.map(({ row, index }) => (
        <FolderRow
          key={`${row.kind} ${row.name}`}
          row={row}
          place={{ index, count: rows.length }}
          isActive={index === active}
          open={() => open(row)}
          press={press}
        />
      ))}
      {opened.status === 'read' && opened.folders.length === 0 && (
        <li class="folder-list__none soft">{t('folderNone')}</li>
      )}
    </ul>
  );
}

/** Keeps the row that Tab reaches, and the focus on it when another folder is shown. */
function useRows(model: FolderModel, list: RefObject<HTMLUListElement | null>) {
  const path = model.path.value;
  const opened = model.opened.value;
  const rows = rowsOf(path, opened.status === 'read' ? opened.folders : []);
  const moved = useSignal<{ opened: OpenedFolder; row: number } | null>(null);
  /** The folder that was left: it is the active row when its parent is shown. */
  const left = useRef<string | null>(null);
  const wantsFocus = useRef(true);
  const active = moved.value?.opened === opened ? moved.value.row : firstRow(rows, left.current);
  // Before the next press: a later effect would undo what that press wants.
  useLayoutEffect(() => {
    if (!wantsFocus.current && document.activeElement !== list.current) return;
    focusList(list.current);
    wantsFocus.current = opened.status === 'reading';
  }, [opened, active, list]);

  const open = (row: Row | undefined): void => {
    if (!row || (row.kind === 'folder' && row.isOdd)) return;
    left.current = row.kind === 'up' ? (path.at(-1) ?? null) : null;
    wantsFocus.current = true;
    void model.open(row.kind === 'up' ? path.slice(0, -1) : [...path, row.name]);
  };
  const press = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === 'ArrowRight') open(rows[active]);
    else if (key === 'ArrowLeft' || key === 'Backspace') open(rows.find(({ kind }) => kind === 'up'));
    else {
      const names = rows.map(({ name }) => name);
      const row = indexAfter(key, active, names);
      if (row === null) return;
      wantsFocus.current = row !== active;
      moved.value = { opened, row };
    }
    event.preventDefault();
  };
  return { rows, active, open, press };
}

/** Returns the folder that was left, else the first one that opens: the row above all folders leads back. */
function firstRow(rows: readonly Row[], left: string | null): number {
  const at = rows.findIndex(({ kind, name }) => kind === 'folder' && name === left);
  return Math.max(0, at < 0 ? rows.findIndex((row) => row.kind === 'folder' && !row.isOdd) : at);
}

function FolderRow(props: {
  row: Row;
  /** Its number in the list, from 0. */
  place: { index: number; count: number };
  isActive: boolean;
  open: () => void;
  press: (event: KeyboardEvent) => void;
}) {
  const { row, place, isActive, open, press } = props;
  const isOdd = row.kind === 'folder' && row.isOdd;
  return (
    <li
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      style={{ transform: `translateY(${place.index * ROW_PX}px)` }}
    >
      <button
        type="button"
        class={`folder-list__row folder-list__row--${row.kind}`}
        tabIndex={isActive ? 0 : -1}
        aria-disabled={isOdd}
        title={row.name}
        onClick={open}
        onKeyDown={press}
      >
        <Icon name={row.kind === 'up' ? 'chevron' : 'folder'} />
        <span class="folder-list__text">
          <span>{row.kind === 'up' ? t('folderUp', row.name) : row.name}</span>
          {isOdd && <span class="folder-list__why soft">{t('folderNameUnusable')}</span>}
        </span>
      </button>
    </li>
  );
}

function rowsOf(path: readonly string[], folders: readonly string[]): Row[] {
  const rows = folders.map((name): Row => ({ kind: 'folder', name, isOdd: folderProblem(name) !== null }));
  return path.length === 0 ? rows : [{ kind: 'up', name: path.at(-2) ?? t('folderArchive') }, ...rows];
}
