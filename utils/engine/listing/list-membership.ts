import type { ListName } from '../../domain/layout/destination-path.ts';
import type { ListProgress } from '../../ports/listed.ts';
import type { AssetRecord } from '../../domain/photo/record.ts';

/** Returns the list that a photo's own flags assign it to. */
export const listOf = ({ isDeleted, isHidden }: AssetRecord): ListName =>
  isDeleted ? 'deleted' : isHidden ? 'hidden' : 'main';

/** Whether the main list shows a photo. It does not show the frames of bursts that nobody picked. */
export const isMain = (asset: AssetRecord): boolean =>
  listOf(asset) === 'main' && asset.isOtherFrame !== true;

/**
 * Whether a list was read to its end while it changed. A photo that moves to an earlier rank meanwhile shifts others past
 * the reader, and no count shows it if as many photos are gone.
 */
export const mayLackPhotos = ({ isListed, isSteady }: ListProgress): boolean =>
  isListed && isSteady === false;
