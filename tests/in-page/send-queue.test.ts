import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { enqueueSend } from '../../entrypoints/background/in-page/send-queue.ts';
import { MAX_PENDING_SENDS, pendingSends } from '../../utils/settings/pending-sends.ts';

const host: EngineHost = { wake: async () => {}, nudge: async () => {}, release: async () => {} };

test('endless presses of a page do not fill the disk: surplus photos are refused, not dropped', async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  for (let count = 0; count < MAX_PENDING_SENDS; count += 1) await enqueueSend({ everything: true }, host);
  await expect(enqueueSend({ everything: true }, host)).rejects.toMatchObject({ code: 'unexpected' });
  expect(await pendingSends.getValue()).toHaveLength(MAX_PENDING_SENDS);
  vi.useRealTimers();
});
