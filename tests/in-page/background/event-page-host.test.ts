import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createEventPageHost } from '../../../entrypoints/background/host/event-page-host.ts';

/** Workers that live. */
let living = 0;

/** A worker that only lives and ends: what it is asked goes nowhere. */
class SilentWorker extends EventTarget {
  constructor() {
    super();
    living += 1;
  }
  postMessage(): void {}
  terminate(): void {
    living -= 1;
  }
}

test('a copy that begins while the last one is released keeps its engine', async () => {
  fakeBrowser.reset();
  vi.stubGlobal('Worker', SilentWorker);
  vi.stubGlobal('self', new EventTarget());
  vi.spyOn(fakeBrowser.runtime, 'getPlatformInfo').mockResolvedValue({
    os: 'linux',
    arch: 'x86-64',
  } as never);
  const host = createEventPageHost(() => Promise.resolve(null));
  await host.wake({ atOnce: false, log: 'fotoflytt' });
  const idle = Promise.withResolvers<boolean>();
  const released = host.release(() => idle.promise);
  await host.wake({ atOnce: false, log: 'fotoflytt' });
  idle.resolve(true);
  await released;
  expect(living).toBe(1);

  await host.release(() => Promise.resolve(true));
  expect(living).toBe(0);
  vi.unstubAllGlobals();
});
