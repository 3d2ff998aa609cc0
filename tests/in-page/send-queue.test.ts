import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { enqueueSend, moveSendUp, undoSend } from '../../entrypoints/background/in-page/send-queue.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { addPriorities, countPriorities } from '../../utils/store/queue/priorities.ts';
import { MAX_PENDING_SENDS, pendingSends } from '../../utils/settings/pending-sends.ts';

const host: EngineHost = {
  wake: async () => {},
  nudge: async () => {},
  release: async () => {},
  readPower: async () => ({ hasLowBattery: false, isMetered: false }),
};

test('endless presses of a page do not fill the disk: surplus photos are refused, not dropped', async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  for (let count = 0; count < MAX_PENDING_SENDS; count += 1)
    await enqueueSend({ assetNames: [`A${count}`], thumbs: [] }, host);
  await expect(enqueueSend({ everything: true }, host)).rejects.toMatchObject({ code: 'unexpected' });
  expect(await pendingSends.getValue()).toHaveLength(MAX_PENDING_SENDS);
  vi.useRealTimers();
});

test('a press that is asked twice, because its answer was lost, waits once', async () => {
  await pendingSends.setValue([]);
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const first = await enqueueSend({ assetNames: ['A'], thumbs: [] }, host);
  const second = await enqueueSend({ assetNames: ['A'], thumbs: [] }, host);
  const other = await enqueueSend({ assetNames: ['B'], thumbs: [] }, host);
  expect(second).toBe(first);
  expect((await pendingSends.getValue()).map(({ id }) => id)).toEqual([first, other]);
  vi.useRealTimers();
});

describe('a queue of three presses', () => {
  const ids = async (): Promise<string[]> => (await pendingSends.getValue()).map(({ id }) => id);

  test('is stored in its order: picks before plans, and moved one place at a time', async () => {
    await pendingSends.setValue([]);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const library = await enqueueSend({ everything: true }, host);
    const album = await enqueueSend({ albumName: 'SOMMER' }, host);
    const picked = await enqueueSend({ assetNames: ['A'], thumbs: [] }, host);
    expect(await ids()).toEqual([picked, library, album]);
    await moveSendUp(album);
    expect(await ids()).toEqual([picked, album, library]);
    vi.useRealTimers();
  });

  test('loses a removed press together with its places at the front of the copy', async () => {
    const [first = '', second = ''] = await ids();
    const log = await sharedLog();
    await addPriorities(log, first, ['library/A']);
    await addPriorities(log, second, ['library/A', 'library/B']);
    expect(await undoSend(second)).toBe(true);
    expect(await ids()).not.toContain(second);
    expect(await countPriorities(log, second)).toBe(0);
    expect(await countPriorities(log, first)).toBe(1);
  });
});
