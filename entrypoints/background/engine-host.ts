import { browser } from 'wxt/browser';
import { tellHost } from '../../utils/messaging/message.ts';

const DOCUMENT = 'offscreen.html';

/** The document in which the engine lives. */
export interface EngineHost {
  /** Has the engine read the log; makes the document first where there is none. */
  wake(request: { atOnce: boolean }): Promise<void>;
  /** The same, but only where there is one. */
  nudge(): Promise<void>;
  /** Ends it, if it really has nothing to do. */
  release(isIdle: () => Promise<boolean>): Promise<void>;
}

/** One thing at a time: Chrome allows one offscreen document, and takes a moment to make it. */
const exclusively = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request('fotoflytt-host', work);

/** Chrome: a service worker lives seconds, an offscreen document as long as it is needed. */
export const offscreenHost: EngineHost = {
  wake: (request) =>
    exclusively(async () => {
      if (!(await browser.offscreen.hasDocument()))
        await browser.offscreen.createDocument({
          url: DOCUMENT,
          reasons: ['WORKERS'],
          justification:
            'Runs the worker that moves the photos, also while no page of the extension is open.',
        });
      await tellHost('wake', request);
    }),
  nudge: () =>
    exclusively(async () => {
      if (await browser.offscreen.hasDocument()) await tellHost('wake', { atOnce: false });
    }),
  release: (isIdle) =>
    exclusively(async () => {
      if ((await browser.offscreen.hasDocument()) && (await isIdle()))
        await browser.offscreen.closeDocument();
    }),
};
