import type { AssetRecord } from '../../domain/photo/record.ts';

/** Whether a photo belongs to the main list. */
export const isMain = ({ isHidden, isDeleted, isOtherFrame }: AssetRecord): boolean =>
  !isHidden && !isDeleted && isOtherFrame !== true;
