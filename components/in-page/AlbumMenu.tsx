import { useMemo } from 'preact/hooks';
import type { AlbumOrder } from '../../utils/domain/album/album-rows.ts';
import type { PhotoPickerModel } from '../../utils/models/picker/photo-picker-model.ts';
import { pickerTree } from '../../utils/models/picker/picker-tree.ts';
import { AlbumList } from '../shared/albums/AlbumList.tsx';
import { AlbumNumbers } from '../shared/albums/AlbumNumbers.tsx';
import { listTitle } from './list-title.ts';

/** Height of a row in px: the text of the page around us says nothing about ours. */
const ROW_PX = 52;
/** Numbers of photos are known only for albums in view. */
const ORDERS: readonly AlbumOrder[] = ['name', 'date'];

/**
 * The libraries and albums to open, in the same list as on our own pages, with the numbers that Apple gives now. It has no
 * covers and no sizes: Apple gives neither with a list of albums, so each cover would be a request of its own. It has no
 * "312 of 312" either, because the log knows an album only as it was last listed.
 *
 * @param props.chosen called once one was opened
 */
export function AlbumMenu({ model, chosen }: { model: PhotoPickerModel; chosen: () => void }) {
  const lists = model.lists.value;
  const tree = useMemo(() => pickerTree(lists), [lists]);
  const open = (id: string): void => {
    model.showList(id);
    chosen();
  };
  const current = (id: string) => (model.list.value?.id === id ? 'true' : undefined);
  return (
    <div class="picker-albums">
      <AlbumList
        tree={tree}
        last={null}
        rowPx={ROW_PX}
        orders={ORDERS}
        skipsFolders
        readFigures={model.readFigures}
        renderTools={() => (
          <div class="album-list__tools">
            {lists
              .filter(({ kind }) => kind !== 'album')
              .map((list) => (
                <button
                  key={list.id}
                  type="button"
                  aria-current={current(list.id)}
                  onClick={() => open(list.id)}
                >
                  {listTitle(list)}
                </button>
              ))}
          </div>
        )}
        renderRow={({ row, figures, tabIndex }) => (
          <div class="album-list__row" style={{ '--depth': row.depth }}>
            {row.isFolder ? (
              <h3 class="album-list__text">{row.name}</h3>
            ) : (
              <div class="album-list__text">
                <button
                  type="button"
                  data-row-control
                  tabIndex={tabIndex}
                  aria-current={current(row.key)}
                  aria-describedby={`numbers-${row.key}`}
                  onClick={() => open(row.key)}
                >
                  {row.name}
                </button>
                <AlbumNumbers id={`numbers-${row.key}`} row={row} figures={figures} />
              </div>
            )}
          </div>
        )}
      />
    </div>
  );
}
