import { useMemo } from 'preact/hooks';
import type { AlbumOrder } from '../../utils/domain/album/album-rows.ts';
import type { PictureRef } from '../../utils/domain/picture/small-picture.ts';
import { formatDateAndTime } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { PhotoPickerModel } from '../../utils/models/picker/photo-picker-model.ts';
import { pickerTree } from '../../utils/models/picker/picker-tree.ts';
import { AlbumList, type DrawnRow } from '../shared/albums/AlbumList.tsx';
import { AlbumNumbers } from '../shared/albums/AlbumNumbers.tsx';
import { FOLDER_SHAPE, IconDrawing } from '../shared/picture/IconDrawing.tsx';
import { AlbumCover } from './AlbumCover.tsx';
import { listTitle } from './list-title.ts';

/** Height of a row in px: the text of the page around us says nothing about ours. */
const ROW_PX = 52;
/** Numbers of photos are known only for albums in view. */
const ORDERS: readonly AlbumOrder[] = ['name', 'date'];

/**
 * The libraries and albums to open, in the same list as on our own pages. Apple counts the photos now. Covers, sizes and
 * photos in Jottacloud are of the log, which knows an album as it was last listed: the list says when that was.
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
            <AsOf model={model} />
          </div>
        )}
        renderRow={(drawn) => {
          const { key } = drawn.row;
          return (
            <MenuRow
              drawn={drawn}
              cover={model.coverOf(key)}
              current={current(key)}
              press={() => open(key)}
            />
          );
        }}
      />
    </div>
  );
}

/** When the albums were listed of which a row says how many photos are in Jottacloud. */
function AsOf({ model: { listedAt } }: { model: Pick<PhotoPickerModel, 'listedAt'> }) {
  return listedAt.value === null ? null : (
    <p class="picker-albums__as-of">{t('pickerAsOf', formatDateAndTime(listedAt.value))}</p>
  );
}

/** An album with its cover, or a folder as a heading. */
function MenuRow(props: {
  drawn: DrawnRow;
  cover: PictureRef | null;
  current: 'true' | undefined;
  press: () => void;
}) {
  const { row, figures, tabIndex } = props.drawn;
  const id = `numbers-${row.key}`;
  return (
    <div class="album-list__row" style={{ '--depth': row.depth }}>
      {row.isFolder ? (
        <>
          <span class="album-list__sign">
            <IconDrawing shape={FOLDER_SHAPE} />
          </span>
          <div class="album-list__text">
            <h3>{row.name}</h3>
          </div>
        </>
      ) : (
        <>
          <AlbumCover photo={props.cover} />
          <div class="album-list__text">
            <button
              type="button"
              data-row-control
              tabIndex={tabIndex}
              aria-current={props.current}
              aria-describedby={id}
              onClick={props.press}
            >
              {row.name}
            </button>
            <AlbumNumbers id={id} row={row} figures={figures} />
          </div>
        </>
      )}
    </div>
  );
}
