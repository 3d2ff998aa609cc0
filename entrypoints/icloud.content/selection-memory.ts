import type { PageSelection } from '../../utils/models/in-page-model.ts';
import { MAX_SENT } from '../../utils/domain/photo/wanted-send.ts';
import type { Tile } from './marks/tiles.ts';

/**
 * Follows a selection through a grid that holds only the tiles in view. Selected tiles that were scrolled out are
 * remembered as long as the page's own count leaves room for them; where it does not, or the page does not count, they
 * are forgotten: nothing is ever sent on a guess. More than one press may send are not remembered either. While a tile
 * that is not selected does not tell what it is, it may be one of the remembered: then only those in view are named.
 */
export function createSelectionMemory(): (
  tiles: readonly Pick<Tile, 'thumb' | 'isSelected' | 'isUntold'>[],
  saidCount: number | null,
) => PageSelection {
  let remembered = new Set<string>();

  return (tiles, saidCount) => {
    const selected = tiles.filter(({ isSelected }) => isSelected);
    const inView = new Set(tiles.flatMap(({ thumb }) => thumb ?? []));
    const outOfView = [...remembered].filter((thumb) => !inView.has(thumb));
    const room = Math.min(saidCount ?? 0, MAX_SENT) - selected.length;
    const stillSelected = outOfView.length <= room ? outOfView : [];
    const recognised = selected.flatMap(({ thumb }) => thumb ?? []);
    const count = Math.max(saidCount ?? 0, selected.length);
    remembered = new Set([...recognised, ...stillSelected]);
    const sure = tiles.some(({ isSelected, isUntold }) => isUntold && !isSelected) ? [] : stillSelected;
    return {
      count,
      thumbs: [...new Set([...recognised, ...sure])],
      unrecognised: count - recognised.length - sure.length,
    };
  };
}
