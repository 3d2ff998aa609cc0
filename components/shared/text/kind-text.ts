import { t, type MessageKey } from '../../../utils/i18n.ts';
import type { Kind } from '../../../utils/domain/photo/kind.ts';

const texts: Record<Kind, MessageKey> = {
  photo: 'kindPhotos',
  'live-photo': 'kindLivePhotos',
  video: 'kindVideos',
  screenshot: 'kindScreenshots',
  panorama: 'kindPanoramas',
  portrait: 'kindPortraits',
  'slow-motion': 'kindSlowMotion',
  'time-lapse': 'kindTimeLapse',
  raw: 'kindRaw',
};

/** Returns the name of a kind of photos. */
export const kindText = (kind: Kind): string => t(texts[kind]);
