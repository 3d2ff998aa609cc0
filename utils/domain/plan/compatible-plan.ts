import { isVideoType } from '../photo/file-type.ts';
import { lacksCompatible } from '../photo/compatible.ts';
import type { PhotoItem } from '../photo/item.ts';

/** Compatible copies of one type. */
export interface CompatibleSums {
  files: number;
  bytes: number;
  /** Those of them that have as many pixels as what they show. */
  fullSize: number;
  /** Longest edge of the others in pixels; 0: there are none, or unknown. */
  longEdge: number;
}

/** What compatible copies add to a plan. */
export interface CompatiblePlan {
  stills: CompatibleSums;
  videos: CompatibleSums;
  /** Photos that may not open everywhere, and of which Apple has no compatible copy. */
  none: number;
}

const noSums: CompatibleSums = { files: 0, bytes: 0, fullSize: 0, longEdge: 0 };

/** No compatible copies. */
export const noCompatible: CompatiblePlan = { stills: noSums, videos: noSums, none: 0 };

/** Adds the compatible copies of one photo. */
export function withCompatibleOf(plan: CompatiblePlan, photo: PhotoItem): CompatiblePlan {
  let { stills, videos } = plan;
  for (const { fileType, sizeBytes, isFullSize, longEdge } of photo.compatible ?? []) {
    const add = (sums: CompatibleSums): CompatibleSums => ({
      files: sums.files + 1,
      bytes: sums.bytes + sizeBytes,
      fullSize: sums.fullSize + Number(isFullSize),
      longEdge: isFullSize ? sums.longEdge : Math.max(sums.longEdge, longEdge ?? 0),
    });
    if (isVideoType(fileType)) videos = add(videos);
    else stills = add(stills);
  }
  return { stills, videos, none: plan.none + Number(lacksCompatible(photo)) };
}

/** Returns the files and bytes of all compatible copies. */
export const compatibleAmount = ({ stills, videos }: CompatiblePlan): { files: number; bytes: number } => ({
  files: stills.files + videos.files,
  bytes: stills.bytes + videos.bytes,
});
