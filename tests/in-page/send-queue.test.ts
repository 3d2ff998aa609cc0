import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { createInPageActions } from '../../entrypoints/background/in-page/in-page-actions.ts';
import {
  enqueueSend,
  moveSendUp,
  startPendingSends,
  undoSend,
} from '../../entrypoints/background/in-page/send-queue.ts';
import { FIRST_LOG } from '../../utils/domain/account/logs.ts';
import { emptyLog, readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { addPriorities, countPriorities } from '../../utils/store/queue/priorities.ts';
import { logs } from '../../utils/settings/logs.ts';
import { MAX_PENDING_SENDS, pendingSendsOf } from '../../utils/settings/pending-sends.ts';

const pendingSends = pendingSendsOf(FIRST_LOG);

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

describe('a press on the iCloud Photos of somebody else', () => {
  const anna = { accountNumber: '1', account: 'anna@example.no', name: 'Anna' };
  const bo = { accountNumber: '2', account: 'bo@example.no', name: 'Bo' };
  const known = [{ log: 'fotoflytt', owner: anna }];

  /** Anna's log holds a photo that is copied, and Bo is signed in. */
  async function signInBo(): Promise<void> {
    const log = await sharedLog();
    await log.put('log', { ...emptyLog, accountNumber: '1', isReserved: true });
    await logs.setValue({ current: 'fotoflytt', known, signedIn: bo });
    for (const item of [pendingSends, pendingSendsOf('fotoflytt-2')]) await item.setValue([]);
  }

  test('waits for a log of that account, which it gets, and none of it is in the queue of the log that is shown', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    await signInBo();
    const id = await enqueueSend({ assetNames: ['B'], thumbs: [] }, host);
    expect(await pendingSends.getValue()).toEqual([]);
    expect((await pendingSendsOf('fotoflytt-2').getValue()).map((send) => send.id)).toEqual([id]);
    expect(await logs.getValue()).toMatchObject({
      current: 'fotoflytt',
      known: [...known, { log: 'fotoflytt-2', owner: bo }],
    });
    await startPendingSends(host);
    expect(await readLatestRun(await sharedLog())).toBeNull();
    expect(await undoSend(id)).toBe(true);
    expect(await pendingSendsOf('fotoflytt-2').getValue()).toEqual([]);
    vi.useRealTimers();
  });

  test('shows no mark of the log that is shown, even for the same photo', async () => {
    await signInBo();
    const { itemStates } = createInPageActions(host);
    await pendingSends.setValue([
      { id: 'a', wanted: { assetNames: ['A'], thumbs: [] }, pressedAt: 5, stage: 'final' },
    ]);
    expect(await itemStates(['A'])).toEqual(new Map());
    await logs.setValue({ current: 'fotoflytt', known, signedIn: anna });
    expect(await itemStates(['A'])).toEqual(new Map([['A', 'queued']]));
  });
});
