import type { ListName } from '../../domain/layout/destination-path.ts';
import type { AssetRecord } from '../../domain/photo/record.ts';

/** Whether a photo belongs to the main list. Frames of bursts that nobody picked do not. */
export const isMain = ({ isHidden, isDeleted, isOtherFrame }: AssetRecord): boolean =>
  !isHidden && !isDeleted && isOtherFrame !== true;

/** Returns the list that a photo's own flags assign it to. */
export const listOf = ({ isDeleted, isHidden }: AssetRecord): ListName =>
  isDeleted ? 'deleted' : isHidden ? 'hidden' : 'main';
