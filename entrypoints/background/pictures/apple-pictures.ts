import { browser } from 'wxt/browser';
import { type ApplePictures, createApplePictures } from '../../../utils/pictures/apple-pictures.ts';
import { createPictureSource } from '../../../utils/icloud/session/picture-source.ts';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../../../utils/messaging/protocol.ts';
import { sharedLog } from '../../../utils/store/database.ts';
import { findPhotos } from '../../../utils/store/reads/find-photos.ts';
import { spareCalls } from '../icloud/icloud-session.ts';

/** Older progress came from an engine that has ended. */
const STALE_MS = 3_000;

/** Apple's small pictures for our pages, through open pages at icloud.com. It opens none. */
export function openApplePictures(): ApplePictures {
  let waitsUntil = 0;
  let speed = { perSecond: 0, at: 0 };
  new BroadcastChannel(PROGRESS_CHANNEL).addEventListener(
    'message',
    ({ data }: MessageEvent<ProgressMessage>) => {
      if (data.kind !== 'live') return;
      const { waiting, perSecond } = data.live;
      speed = { perSecond: perSecond.received, at: Date.now() };
      waitsUntil = waiting && waiting.error.service !== 'jottacloud' ? waiting.until : 0;
    },
  );
  return createApplePictures({
    find: async (refs) => findPhotos(await sharedLog(), refs),
    source: createPictureSource(spareCalls),
    fetch: (url, init) => fetch(url, init),
    mayFetch: (origin) => browser.permissions.contains({ origins: [origin] }),
    copyWaitsUntil: () => waitsUntil,
    copySpeed: () => (Date.now() - speed.at < STALE_MS ? speed.perSecond : 0),
    now: Date.now,
  });
}
