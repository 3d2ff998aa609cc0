import type { PhotoItem } from './item.ts';
import { isVideoType } from './file-type.ts';

/** Kinds of photos as people name them; each item has exactly one. */
export const kinds = [
  'photo',
  'live-photo',
  'video',
  'screenshot',
  'panorama',
  'portrait',
  'slow-motion',
  'time-lapse',
  'raw',
] as const;

/** Kind of a photo or video. */
export type Kind = (typeof kinds)[number];

/** Returns the kind of an item. Source: docs/icloud-photos.md 4.3 (`assetSubtype`, `assetSubtypeV2`, `adjustmentRenderType`). */
export function itemKind({ asset, itemType, originals }: PhotoItem): Kind {
  const original = originals.find(({ role }) => role === 'original');
  const fileType = original?.fileType ?? itemType;
  if (asset.subtypeV2 === SCREENSHOT) return 'screenshot';
  if (asset.subtype === SLOW_MOTION) return 'slow-motion';
  if (asset.subtype === TIME_LAPSE || asset.subtypeV2 === TIME_LAPSE) return 'time-lapse';
  if (isVideoType(fileType)) return 'video';
  if (asset.subtype === PANORAMA) return 'panorama';
  if (originals.some(({ fileType: type }) => type !== null && type.endsWith('raw-image'))) return 'raw';
  if (originals.some(({ role }) => role === 'live-video')) return 'live-photo';
  return (asset.renderType & PORTRAIT_BIT) !== 0 ? 'portrait' : 'photo';
}

/** Values of Apple's fields. Source: docs/icloud-photos.md 4.3. */
const PANORAMA = 1;
const SLOW_MOTION = 100;
const TIME_LAPSE = 101;
const SCREENSHOT = 3;
const PORTRAIT_BIT = 2;
