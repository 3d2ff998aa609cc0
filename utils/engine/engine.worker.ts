import { createClockWatch } from '../http/clock-watch.ts';
import { createIcloudClient } from '../icloud/client.ts';
import { createJottacloudClient } from '../jottacloud/client.ts';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../messaging/protocol.ts';
import type { ToWorker } from '../messaging/worker-link.ts';
import type { Reporter } from '../ports/reporter.ts';
import { openOwnedLog } from '../store/database.ts';
import { createLogStore } from '../store/log-store.ts';
import { createEngine, type Engine } from './engine.ts';
import { realClock } from './flow/real-clock.ts';
import { openOpfsSpool } from './spool/opfs-spool.ts';
import { xhrSend } from './transfer/upload/xhr-upload.ts';
import { connectWorker } from './worker-connections.ts';

/**
 * Composes the engine: only here its ports meet IndexedDB, the private file system, XHR and fetch.
 */
const { link, transport, tokens } = connectWorker(self);

function openReporter(): Reporter {
  const channel = new BroadcastChannel(PROGRESS_CHANNEL);
  const post = (message: ProgressMessage): void => channel.postMessage(message);
  return {
    stored: () => post({ kind: 'stored' }),
    live: (live, run, totals) => post({ kind: 'live', log: self.name, live, run, totals }),
    turned: (change) => link.send('engineChanged', { ...change, log: self.name }),
  };
}

async function compose(): Promise<Engine> {
  const never = new AbortController().signal;
  const store = createLogStore(await openOwnedLog(self.name));
  const watch = createClockWatch((url, init) => fetch(url, init), Date.now);
  return createEngine({
    store,
    spool: await openOpfsSpool(self.name),
    clock: realClock,
    fetch: watch.fetch,
    icloud: createIcloudClient(transport, Date.now, store),
    jottacloud: createJottacloudClient(watch.fetch, xhrSend, tokens, store),
    isOpen: async (signal) => (await link.ask('checkSession', undefined, signal)) === 'signed-in',
    readManifestSettings: () => link.ask('manifestSettings', undefined, never),
    readProgressText: (state) => link.ask('progressText', { state }, never),
    mayFetch: (origin) => link.ask('hasAccess', { origin }, never),
    offerArrangement: (arrangement, signal) => link.ask('offerArrangement', { arrangement }, signal),
    isOnline: () => navigator.onLine,
    isClockWrong: watch.isWrong,
    reporter: openReporter(),
  });
}

/** Two windows have two hosts but only one engine: the lock lets the second one wait until the first is gone. */
const engine = new Promise<Engine>((resolve, reject) => {
  void navigator.locks.request('fotoflytt-engine', async () => {
    await compose().then(resolve, reject);
    await new Promise(() => undefined);
  });
});

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'answer') link.answered(data);
  // An engine that cannot start ends this worker: the host notices and creates another at the next wake.
  else engine.then((ready) => ready.wake(data.atOnce)).catch(reportError);
});
