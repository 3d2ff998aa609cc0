import { browser } from 'wxt/browser';
import type { PowerState } from '../../../utils/domain/top-up/top-up.ts';
import { sendToHost } from '../../../utils/messaging/message.ts';
import type { WakeRequest } from '../../../utils/messaging/protocol.ts';

const DOCUMENT = 'offscreen.html';

/** The page that holds the engine's worker. */
export interface EngineHost {
  /** Makes the engine read the log; creates the document first if there is none. */
  wake(request: WakeRequest): Promise<void>;
  /** Makes the engine read the log, but only if there is an engine. */
  nudge(log: string): Promise<void>;
  /** Reads battery and connection. Creates the document if there is none; {@link EngineHost.release} ends it. */
  readPower(): Promise<PowerState>;
  /** Ends the engine if it is idle. */
  release(isIdle: () => Promise<boolean>): Promise<void>;
}

/** One call at a time: Chrome allows one offscreen document, and takes a moment to create it. */
const exclusively = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request('fotoflytt-host', work);

async function openDocument(): Promise<void> {
  if (await browser.offscreen.hasDocument()) return;
  await browser.offscreen.createDocument({
    url: DOCUMENT,
    reasons: ['WORKERS'],
    justification: 'Runs the worker that moves the photos, also while no page of the extension is open.',
  });
}

/** The host in Chrome: a service worker lives for seconds, an offscreen document as long as it is needed. */
export const offscreenHost: EngineHost = {
  wake: (request) =>
    exclusively(async () => {
      await openDocument();
      await sendToHost('wake', request);
    }),
  readPower: () =>
    exclusively(async () => {
      await openDocument();
      return sendToHost('readPower');
    }),
  nudge: (log) =>
    exclusively(async () => {
      if (await browser.offscreen.hasDocument()) await sendToHost('wake', { atOnce: false, log });
    }),
  release: (isIdle) =>
    exclusively(async () => {
      if ((await browser.offscreen.hasDocument()) && (await isIdle()))
        await browser.offscreen.closeDocument();
    }),
};
