import type { PageSelection } from '../../utils/models/in-page-model.ts';
import { MAX_SENT } from '../../utils/domain/photo/wanted-send.ts';
import type { Tile } from './marks/tiles.ts';

/**
 * Follows a selection through a grid that holds only the tiles in view. Remembers selected tiles that scrolled out while
 * the page's own count allows them, and at most as many as one press may send. Otherwise, or without a count, it forgets
 * them: nothing is ever sent on a guess. An unselected tile that is not recognised may be a remembered one: then the result
 * names only those in view.
 */
export function createSelectionMemory(): (
  tiles: readonly Pick<Tile, 'thumb' | 'isSelected' | 'isUnrecognised'>[],
  saidCount: number | null,
) => PageSelection {
  let remembered = new Set<string>();

  return (tiles, saidCount) => {
    const selected = tiles.filter(({ isSelected }) => isSelected);
    const inView = new Set(tiles.flatMap(({ thumb }) => thumb ?? []));
    const outOfView = [...remembered].filter((thumb) => !inView.has(thumb));
    const free = Math.min(saidCount ?? 0, MAX_SENT) - selected.length;
    const stillSelected = outOfView.length <= free ? outOfView : [];
    const recognised = selected.flatMap(({ thumb }) => thumb ?? []);
    const count = Math.max(saidCount ?? 0, selected.length);
    remembered = new Set([...recognised, ...stillSelected]);
    const sure = tiles.some(({ isSelected, isUnrecognised }) => isUnrecognised && !isSelected)
      ? []
      : stillSelected;
    return {
      count,
      thumbs: [...new Set([...recognised, ...sure])],
      unrecognised: count - recognised.length - sure.length,
    };
  };
}
