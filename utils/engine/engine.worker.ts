import { createClockWatch } from '../http/clock-watch.ts';
import { createIcloudClient } from '../icloud/client.ts';
import { createJottacloudClient } from '../jottacloud/client.ts';
import type { Tokens } from '../jottacloud/sign-in/with-token.ts';
import {
  PROGRESS_CHANNEL,
  type ProgressMessage,
  THUMBNAIL_CHANNEL,
  type ThumbnailMessage,
} from '../messaging/protocol.ts';
import { askFromWorker, type ToWorker } from '../messaging/worker-link.ts';
import { openLog } from '../store/database.ts';
import { createLogStore } from '../store/log-store.ts';
import { drawThumbnail } from './progress/draw-thumbnail.ts';
import { createEngine, type Engine } from './engine.ts';
import { openOpfsSpool } from './spool/opfs-spool.ts';
import { realClock } from './flow/real-clock.ts';
import { createThumbnails } from './progress/thumbnails.ts';
import { xhrSend } from './transfer/xhr-upload.ts';
import { holdTokens } from '../jottacloud/sign-in/with-token.ts';

/**
 * The one engine, the only place where its ports meet IndexedDB, the private file system, XHR and fetch. Here is no
 * `browser`: what needs one is asked of the background through the host.
 */
const link = askFromWorker(self);
const channel = new BroadcastChannel(PROGRESS_CHANNEL);
const tell = (message: ProgressMessage): void => channel.postMessage(message);
const pictureChannel = new BroadcastChannel(THUMBNAIL_CHANNEL);
const tellPicture = (message: ThumbnailMessage): void => pictureChannel.postMessage(message);
const thumbnails = createThumbnails({
  draw: drawThumbnail,
  send: (key, picture) => tellPicture({ kind: 'picture', key, picture }),
  clock: realClock,
});
pictureChannel.addEventListener('message', ({ data }: MessageEvent<ThumbnailMessage>) => {
  if (data.kind === 'looking') thumbnails.looked(data.has);
});
const watch = createClockWatch((url, init) => fetch(url, init), Date.now);

const askToken: Tokens = (minLifeMs, refused) =>
  link.ask('accessToken', { minLifeMs, refused }, new AbortController().signal);

const create = async (): Promise<Engine> => {
  const store = createLogStore(await openLog());
  return createEngine({
    store,
    spool: await openOpfsSpool(),
    clock: realClock,
    fetch: watch.fetch,
    icloud: createIcloudClient(
      { post: (call, signal) => link.ask('icloudPost', call, signal) },
      Date.now,
      store,
    ),
    jottacloud: createJottacloudClient(watch.fetch, xhrSend, holdTokens(askToken, realClock.now), store),
    isOpen: async (signal) => (await link.ask('checkSession', undefined, signal)) === 'signed-in',
    mayFetch: (origin) => link.ask('hasAccess', { origin }, new AbortController().signal),
    isOnline: () => navigator.onLine,
    isClockWrong: watch.isWrong,
    thumbnails,
    reporter: {
      stored: () => tell({ kind: 'stored' }),
      live: (live, run, totals) => tell({ kind: 'live', live, run, totals }),
      turned: (change) => link.tell('engineChanged', change),
    },
  });
};

/** Two windows, two hosts: only one engine. The other one waits until the first is gone. */
const engine = new Promise<Engine>((resolve, reject) => {
  void navigator.locks.request('fotoflytt-engine', async () => {
    await create().then(resolve, reject);
    await new Promise(() => undefined);
  });
});

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'answer') link.answered(data);
  // What stops the engine from starting ends this worker: the host hears of it and makes another at the next wake.
  else engine.then((ready) => ready.wake(data.atOnce)).catch(reportError);
});
