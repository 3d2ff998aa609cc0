import { browser } from 'wxt/browser';
import type { Forward } from '../../../utils/engine/answer-worker.ts';
import { type RunningHost, startHost } from '../../../utils/engine/host.ts';
import { readPower } from '../../../utils/engine/read-power.ts';
import type { EngineHost } from './engine-host.ts';

/** Firefox suspends an idle event page after 30 s. Source: docs/browser-platform.md, D. */
const KEEP_AWAKE_MS = 15_000;

/** The host in Firefox: the worker lives in the event page, which stays awake only while there is work. */
export function createEventPageHost(forward: Forward): EngineHost {
  let host: RunningHost | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  /** A run may begin while another asks whether all is idle. */
  let wakes = 0;
  return {
    async wake(request) {
      wakes += 1;
      timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), KEEP_AWAKE_MS);
      host ??= startHost(forward);
      host.wake(request);
    },
    async nudge(log) {
      host?.wake({ atOnce: false, log });
    },
    readPower,
    async release(isIdle) {
      const before = wakes;
      if (!(await isIdle()) || wakes !== before) return;
      clearInterval(timer);
      timer = undefined;
      host?.stop();
      host = null;
    },
  };
}
