import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { composeHandlers, composeTopUps } from '../../entrypoints/background/compose.ts';
import { deleteAllData, finishDeletions } from '../../entrypoints/background/delete-data.ts';
import { createInPageActions } from '../../entrypoints/background/in-page/in-page-actions.ts';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { logs } from '../../utils/settings/logs.ts';
import { emptyLog, openOwnedLog, sharedLog } from '../../utils/store/database.ts';
import { giveLog } from '../../utils/store/logs/choose-log.ts';

const anna = { accountNumber: '1', account: 'anna@example.no', name: 'Anna' };
const bo = { accountNumber: '2', account: 'bo@example.no', name: 'Bo' };
const eva = { accountNumber: '3', account: 'eva@example.no', name: 'Eva' };

const host: EngineHost = {
  wake: () => Promise.resolve(),
  nudge: () => Promise.resolve(),
  release: () => Promise.resolve(),
  readPower: () => Promise.resolve({ hasLowBattery: false, isMetered: false }),
};

/** Each lock is a queue, as in the browser. */
function useLocks(): void {
  const queues = new Map<string, Promise<unknown>>();
  vi.spyOn(navigator.locks, 'request').mockImplementation((async (name: string, work: () => unknown) => {
    const next = (queues.get(name) ?? Promise.resolve()).then(work, work);
    queues.set(name, next);
    return next;
  }) as never);
}

/** Private files without any folder. `arrive` decides when each reading of them begins. */
function useEmptyDisk(arrive: () => Promise<void> = () => Promise.resolve()): void {
  const folder = { keys: async function* keys() {}, removeEntry: () => Promise.resolve() };
  Object.assign(navigator, {
    storage: {
      getDirectory: async () => {
        await arrive();
        return folder;
      },
    },
  });
}

beforeEach(async () => {
  fakeBrowser.reset();
  useLocks();
  await (await sharedLog()).put('log', { ...emptyLog, accountNumber: '1', isReserved: true });
});

test('a deletion that two contexts finish does not take the next log of the same name', async () => {
  const known = [
    { log: 'fotoflytt', owner: anna },
    { log: 'fotoflytt-2', owner: bo, isLeaving: true as const },
  ];
  await logs.setValue({ current: 'fotoflytt', known, signedIn: null });
  (await openOwnedLog('fotoflytt-2')).close();
  const goOn = Promise.withResolvers<void>();
  let readings = 0;
  useEmptyDisk(() => ((readings += 1) === 1 ? Promise.resolve() : goOn.promise));

  const both = [finishDeletions(), finishDeletions()];
  await Promise.race(both);
  expect(await giveLog(eva, false, () => Promise.resolve())).toBe('fotoflytt-2');
  goOn.resolve();
  await Promise.all(both);

  expect((await logs.getValue()).known).toEqual([
    { log: 'fotoflytt', owner: anna },
    { log: 'fotoflytt-2', owner: eva },
  ]);
});

test('everything is deleted even if the sign-in at Jottacloud cannot be read to end it', async () => {
  useEmptyDisk();
  Object.assign(fakeBrowser.action, { setBadgeText: async () => {}, setTitle: async () => {} });
  const { open } = indexedDB;
  const damaged = vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    if (name === 'fotoflytt-key') throw new DOMException('the file is damaged', 'UnknownError');
    return open.call(indexedDB, name, version);
  });
  await composeHandlers(host, composeTopUps(host), { read: async () => [] }).deleteAllData();
  damaged.mockRestore();
  expect(await indexedDB.databases()).toEqual([]);
});

describe('the connection to the log of a page at icloud.com', () => {
  const { itemStates } = createInPageActions(host);

  /** Anna's log is the current one, and Bo, who has one too, is signed in. */
  async function signInBo(): Promise<void> {
    const known = [
      { log: 'fotoflytt', owner: anna },
      { log: 'fotoflytt-2', owner: bo },
    ];
    await logs.setValue({ current: 'fotoflytt', known, signedIn: bo });
  }

  test('is opened again after all data was deleted', async () => {
    useEmptyDisk();
    Object.assign(fakeBrowser.action, { setBadgeText: async () => {}, setTitle: async () => {} });
    await signInBo();
    await itemStates(['A']);
    await deleteAllData(host);
    await signInBo();
    expect(await itemStates(['A'])).toEqual(new Map([['A', 'unknown']]));
  });

  test('is followed once, however many questions it answers', async () => {
    await signInBo();
    await itemStates(['A']);
    const listen = vi.spyOn(IDBDatabase.prototype, 'addEventListener');
    await Promise.all([itemStates(['A']), itemStates(['B'])]);
    expect(listen.mock.contexts.filter((context) => Object(context).name === 'fotoflytt-2')).toEqual([]);
  });
});
