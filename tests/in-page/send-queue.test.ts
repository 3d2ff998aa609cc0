import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { createInPageActions } from '../../entrypoints/background/in-page/in-page-actions.ts';
import {
  enqueueSend,
  moveSendUp,
  startPendingSends,
  undoSend,
} from '../../entrypoints/background/in-page/send-queue.ts';
import { useBrowserTexts } from '../../components/testing/browser-texts.ts';
import { createRunHandlers } from '../../entrypoints/background/run-handlers.ts';
import { everything } from '../../utils/domain/album/choice.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import { FIRST_LOG } from '../../utils/domain/account/logs.ts';
import { emptyLog, leaveSharedLog, readLatestRun, saveRun, sharedLog } from '../../utils/store/database.ts';
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

test('a press has its alarm before it is stored: a death in between leaves none that nothing wakes', async () => {
  await pendingSends.setValue([]);
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  let waiting = -1;
  vi.spyOn(fakeBrowser.alarms, 'create').mockImplementationOnce(async () => {
    waiting = (await pendingSends.getValue()).length;
  });
  await enqueueSend({ assetNames: ['A'], thumbs: [] }, host);
  expect(waiting).toBe(0);
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

describe('another account that signs in during a press on one of our pages', () => {
  const anna = { accountNumber: '1', account: 'anna@example.no', name: 'Anna' };
  const bo = { accountNumber: '2', account: 'bo@example.no', name: 'Bo' };
  const known = [
    { log: 'fotoflytt', owner: anna },
    { log: 'fotoflytt-2', owner: bo },
  ];
  const album = { ...everything, albums: ['library/SOMMER'] };

  /** Makes a log the current one. */
  async function show(log: string): Promise<void> {
    await logs.setValue({ current: log, known, signedIn: null });
    leaveSharedLog();
  }
  /** Whose copy is shown changes while the settings are read. */
  function boIsShownMeanwhile(): void {
    const read = fakeBrowser.storage.local.get;
    vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementationOnce(async () => {
      await show('fotoflytt-2');
      return read(null);
    });
  }
  const waiting = async (log: string): Promise<unknown[]> =>
    (await pendingSendsOf(log).getValue()).map(({ wanted }) => wanted);

  beforeEach(async () => {
    fakeBrowser.reset();
    useBrowserTexts('en');
    vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(async () => true);
    for (const set of ['setBadgeText', 'setBadgeBackgroundColor', 'setTitle'] as const)
      vi.spyOn(fakeBrowser.action, set).mockImplementation(async () => undefined);
    for (const { log } of known) {
      await pendingSendsOf(log).setValue([]);
      await show(log);
      await (await sharedLog()).clear('runs');
    }
    await show('fotoflytt');
  });

  test('leaves a press that must wait in the queue of the first', async () => {
    await saveRun(await sharedLog(), sampleRun({ isConfirmed: true }));
    boIsShownMeanwhile();
    await createRunHandlers(host).copyChosen({ choice: album });
    expect(await waiting('fotoflytt')).toEqual([{ choice: album, isConfirmed: true, thorough: false }]);
    expect(await waiting('fotoflytt-2')).toEqual([]);
  });

  test('keeps the presses of that account for its whole library', async () => {
    await pendingSendsOf('fotoflytt-2').setValue([{ id: 'b', wanted: { everything: true }, pressedAt: 5 }]);
    boIsShownMeanwhile();
    await createRunHandlers(host).startTransfer();
    expect(await waiting('fotoflytt-2')).toEqual([{ everything: true }]);
  });

  test('gets nothing checked again that the first had chosen', async () => {
    await saveRun(await sharedLog(), sampleRun({ status: 'finished', choice: album }));
    const { openCursor } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'openCursor').mockImplementationOnce(function open(
      this: IDBObjectStore,
      ...all
    ) {
      leaveSharedLog();
      void show('fotoflytt-2');
      return openCursor.apply(this, all);
    });
    await createRunHandlers(host).checkAgain();
    await show('fotoflytt-2');
    expect(await readLatestRun(await sharedLog())).toBeNull();
    await show('fotoflytt');
    expect((await readLatestRun(await sharedLog()))?.id).toBe(2);
  });

  test('does not keep an undone press of the first at the front of its copy', async () => {
    await pendingSendsOf('fotoflytt').setValue([
      { id: 'a', wanted: { assetNames: ['A'], thumbs: [] }, pressedAt: 5 },
    ]);
    await addPriorities(await sharedLog(), 'a', ['library/A']);
    await show('fotoflytt-2');
    expect(await undoSend('a')).toBe(true);
    await show('fotoflytt');
    expect(await countPriorities(await sharedLog(), 'a')).toBe(0);
  });
});
