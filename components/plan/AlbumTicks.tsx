import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { type AlbumChoice, tickOf, withTick } from '../../utils/domain/album/album-choice.ts';
import type { AlbumRow } from '../../utils/domain/album/album-rows.ts';
import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { PlanModel } from '../../utils/models/plan-model.ts';
import { AlbumList } from '../shared/albums/AlbumList.tsx';
import { AlbumTickRow } from '../shared/albums/AlbumTickRow.tsx';
import type { ChoiceDraft } from './choice-draft.ts';

/** Key of the row for photos in no album, which no album has. */
const UNFILED = '';

interface TicksProps {
  plan: PlanModel;
  tree: readonly AlbumChoice[];
  draft: ChoiceDraft;
  change: (part: Partial<ChoiceDraft>) => void;
}

/** Ticks for folders and albums, and for photos in no album. */
export function AlbumTicks({ plan, tree, draft, change }: TicksProps) {
  const { unfiledItems, readFigures } = useNumbers(plan, tree.some(hasAlbum));
  const unfiled: AlbumRow = {
    key: UNFILED,
    name: t('choiceUnfiled'),
    isFolder: false,
    depth: 0,
    items: unfiledItems,
    albumKeys: [],
  };
  return (
    <AlbumList
      tree={tree}
      last={unfiled}
      readFigures={readFigures}
      renderTools={(shown) => <Tools shown={shown} draft={draft} change={change} />}
      renderRow={(drawn) => {
        const { key, isFolder, albumKeys } = drawn.row;
        if (key === UNFILED)
          return (
            <AlbumTickRow
              drawn={drawn}
              hasCover={false}
              tick={draft.unfiled ? 'all' : 'none'}
              press={() => change({ unfiled: !draft.unfiled })}
            />
          );
        return (
          <AlbumTickRow
            drawn={drawn}
            hasCover={!isFolder}
            tick={tickOf(albumKeys, draft.albums)}
            press={() => change({ albums: withTick(albumKeys, draft.albums) })}
          />
        );
      }}
    />
  );
}

const hasAlbum = ({ isFolder, children }: AlbumChoice): boolean => !isFolder || children.some(hasAlbum);

/**
 * Reads the numbers of albums in view, and then how many photos are in no album: that count reads the keys of all photos, and
 * the numbers would wait for it.
 */
function useNumbers(plan: PlanModel, hasAlbums: boolean) {
  const unfiledItems = useSignal<number | null>(null);
  const isCounted = useRef(false);
  const countUnfiled = useCallback((): void => {
    if (isCounted.current) return;
    isCounted.current = true;
    void plan.countUnfiled().then((count) => (unfiledItems.value = count));
  }, [plan, unfiledItems]);
  useEffect(() => {
    if (!hasAlbums) countUnfiled();
  }, [hasAlbums, countUnfiled]);
  const readFigures = useCallback(
    (keys: readonly string[]) => plan.readAlbumFigures(keys).finally(countUnfiled),
    [plan, countUnfiled],
  );
  return { unfiledItems: unfiledItems.value, readFigures };
}

/** Ticks all that the search found, or nothing; says how many albums were found and how much is ticked. */
function Tools(props: { shown: readonly AlbumRow[] } & Pick<TicksProps, 'draft' | 'change'>) {
  const { shown, draft, change } = props;
  const albums = shown.filter(({ key, isFolder }) => !isFolder && key !== UNFILED);
  const hasUnfiled = shown.some(({ key }) => key === UNFILED);
  const ticked = draft.albums.size + Number(draft.unfiled);
  const found =
    shown.length === 0 ? t('albumsNotFound') : tn('choiceAlbums', albums.length, formatCount(albums.length));
  return (
    <div class="album-list__tools">
      <button
        type="button"
        onClick={() =>
          change({
            albums: draft.albums.union(new Set(albums.map(({ key }) => key))),
            unfiled: draft.unfiled || hasUnfiled,
          })
        }
      >
        {t('albumSelectShown')}
      </button>
      <button type="button" onClick={() => change({ albums: new Set(), unfiled: false })}>
        {t('albumSelectNone')}
      </button>
      <output>
        {found} · {t('albumsSelected', formatCount(ticked))}
      </output>
    </div>
  );
}
