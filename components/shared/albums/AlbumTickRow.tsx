import { useId } from 'preact/hooks';
import type { Tick } from '../../../utils/domain/album/album-choice.ts';
import { coverOf } from '../../../utils/domain/picture/small-picture.ts';
import { Icon } from '../Icon.tsx';
import { PhotoPicture } from '../picture/PhotoPicture.tsx';
import type { DrawnRow } from './AlbumList.tsx';
import './album-list.css';
import { AlbumNumbers } from './AlbumNumbers.tsx';

/** An album with its cover, or a folder as a heading, to tick. @param props.hasCover false for a row that is no album */
export function AlbumTickRow(props: { drawn: DrawnRow; tick: Tick; hasCover: boolean; press: () => void }) {
  const { row, figures, tabIndex } = props.drawn;
  const id = useId();
  const label = (
    <label for={id} title={row.name}>
      {row.name}
    </label>
  );
  return (
    <div class="album-list__row" style={{ '--depth': row.depth }}>
      <input
        type="checkbox"
        id={id}
        data-row-control
        tabIndex={tabIndex}
        checked={props.tick === 'all'}
        indeterminate={props.tick === 'some'}
        aria-describedby={`${id}-numbers`}
        onChange={props.press}
      />
      {props.hasCover ? (
        <PhotoPicture photo={coverOf(row.key)} name="cover.jpg" />
      ) : (
        <span class="album-list__sign">
          <Icon name={row.isFolder ? 'folder' : 'photo'} />
        </span>
      )}
      <div class="album-list__text">
        {row.isFolder ? <h3>{label}</h3> : label}
        <AlbumNumbers id={`${id}-numbers`} row={row} figures={figures} />
      </div>
    </div>
  );
}
