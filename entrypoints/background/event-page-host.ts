import { browser } from 'wxt/browser';
import type { PassOn } from '../../utils/engine/answer-worker.ts';
import { type RunningHost, startHost } from '../../utils/engine/host.ts';
import type { EngineHost } from './engine-host.ts';

/** Less than the half minute after which Firefox suspends an event page that calls nothing. Source: docs/browser-platform.md, D. */
const KEEP_AWAKE_MS = 15_000;

/** Firefox: the engine's worker lives in the event page, which is kept awake only while there is work. */
export function createEventPageHost(passOn: PassOn): EngineHost {
  let host: RunningHost | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    async wake(request) {
      timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), KEEP_AWAKE_MS);
      host ??= startHost(passOn);
      host.wake(request);
    },
    async nudge() {
      host?.wake({ atOnce: false });
    },
    async release(isIdle) {
      if (!(await isIdle())) return;
      clearInterval(timer);
      timer = undefined;
      host?.stop();
      host = null;
    },
  };
}
