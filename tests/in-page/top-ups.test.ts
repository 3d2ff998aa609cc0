import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { useBrowserTexts } from '../../components/testing/browser-texts.ts';
import { composeHandlers, composeTopUps } from '../../entrypoints/background/compose.ts';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { noTotals } from '../../utils/domain/run/run.ts';
import { rowOfRun } from '../../utils/domain/run/run-row.ts';
import { amount, samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import { noteFor } from '../../utils/domain/top-up/look-note.ts';
import type { SignIn } from '../../utils/jottacloud/sign-in/token-keeper.ts';
import { logs } from '../../utils/settings/logs.ts';
import { settings } from '../../utils/settings/settings.ts';
import { signInStore } from '../../utils/settings/sign-in.ts';
import { emptyLog, leaveSharedLog, openLog, sharedLog } from '../../utils/store/database.ts';
import { createLogStore } from '../../utils/store/log-store.ts';
import { SAMPLE_LIBRARY, sampleZone } from '../../utils/store/testing/sample-log.ts';
import type { LogRecord } from '../../utils/store/schema.ts';
import { readTopUpFacts } from '../../utils/store/top-ups/top-ups.ts';
import { epochMs } from '../../utils/units.ts';

const DAY = 86_400_000;
const host: EngineHost = {
  wake: () => Promise.resolve(),
  nudge: () => Promise.resolve(),
  release: () => Promise.resolve(),
  readPower: () => Promise.resolve({ hasLowBattery: false, isMetered: false }),
};
const totals = { ...noTotals, itemsFound: 5, itemsDone: 5, filesFound: 5, filesDone: 5 };
const signIn: SignIn = {
  service: 'id.jottacloud.com',
  tokenEndpoint: 'https://id.jottacloud.com/t',
  endSessionEndpoint: null,
  refreshToken: 'refresh-1',
  accessToken: 'access-1',
  accessExpiresAt: epochMs(1_000),
  accessLifeMs: 3_600_000,
  username: 'user',
  isOver: false,
};
const plan = samplePlan({ all: amount(5), notChosen: 0 });

/** What the browser was told to show. */
const shown: string[] = [];
let mayNotify = true;

beforeEach(async () => {
  fakeBrowser.reset();
  useBrowserTexts('en');
  shown.length = 0;
  mayNotify = true;
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((path) => `chrome-extension://abc${path}`);
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(async () => mayNotify);
  vi.spyOn(navigator.locks, 'request').mockImplementation(((_: string, work: () => unknown) =>
    work()) as never);
  Object.assign(fakeBrowser.action, {
    setBadgeText: async ({ text }: { text: string }) => void shown.push(`badge ${text}`),
    setBadgeBackgroundColor: () => Promise.resolve(),
    setTitle: async ({ title }: { title: string }) => void shown.push(`title ${title}`),
  });
  vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation(async (...args: unknown[]) => {
    shown.push(`notification ${Object(args.at(-1)).title}`);
    return 'fotoflytt';
  });
  await settings.notifications.setValue(true);
});

/** Writes a complete copy that ended some days ago, and what a look has found since. */
async function writeCopy(days: number, newPhotos = 0, changes: Partial<LogRecord> = {}): Promise<void> {
  const log = await sharedLog();
  const run = sampleRun({
    status: 'finished',
    endedAt: epochMs(Date.now() - days * DAY),
    endTotals: totals,
    plan,
  });
  await log.clear('runs');
  await log.put('runs', rowOfRun(run));
  const answeredAt = newPhotos > 0 ? epochMs(Date.now()) : null;
  const look = { ...noteFor(undefined, run), answeredAt, newPhotos };
  await log.put('log', { ...emptyLog, totals, look, ...changes });
}

describe('the alarm', () => {
  test('is there while the setting is on, and is not made again at each start', async () => {
    const topUps = composeTopUps(host);
    const create = vi.spyOn(fakeBrowser.alarms, 'create');
    await topUps.follow();
    expect(await fakeBrowser.alarms.get('top-up')).toBeUndefined();
    await settings.topUps.setValue('remind');
    await topUps.follow();
    await topUps.follow();
    expect(create).toHaveBeenCalledTimes(1);
    await settings.topUps.setValue('off');
    await topUps.follow();
    expect(await fakeBrowser.alarms.get('top-up')).toBeUndefined();
  });

  test('does nothing once the setting is off', async () => {
    await writeCopy(90, 37);
    await composeTopUps(host).doDue();
    expect(shown).toEqual([]);
  });
});

describe('a reminder', () => {
  test('of new photos is shown once a month, with the number on the button', async () => {
    await settings.topUps.setValue('remind');
    await writeCopy(20, 37);
    const topUps = composeTopUps(host);
    await topUps.doDue();
    expect(shown).toContain('badge 37');
    expect(shown.find((each) => each.startsWith('title'))).toMatch(/^title Fotoflytt: 37 new since .*\d{4}$/);
    expect(shown.filter((each) => each.startsWith('notification'))).toHaveLength(1);
    await topUps.doDue();
    expect(shown.filter((each) => each.startsWith('notification'))).toHaveLength(1);
  });

  test('without the permission is only on the button, and is not counted as shown', async () => {
    await settings.topUps.setValue('remind');
    await writeCopy(20, 37);
    mayNotify = false;
    await composeTopUps(host).doDue();
    expect(shown.filter((each) => each.startsWith('notification'))).toEqual([]);
    expect(shown).toContain('badge 37');
    expect((await readTopUpFacts(await sharedLog())).note?.remindedAt).toBeNull();
  });

  test('says that nothing was checked, where Apple could not be asked', async () => {
    await settings.topUps.setValue('copy');
    await writeCopy(46);
    await composeTopUps(host).doDue();
    expect(shown).toContain('notification Last checked 46 days ago');
    expect(shown).toContain('badge !');
    expect(shown).toContain('title Fotoflytt: Last checked 46 days ago');
  });
});

describe('another account that signs in while the alarm works', () => {
  const owner = (accountNumber: string) => ({ accountNumber, account: null, name: null });

  /** Makes a log the current one. */
  async function switchTo(log: string): Promise<void> {
    const known = [
      { log: 'fotoflytt', owner: owner('1') },
      { log: 'fotoflytt-2', owner: owner('2') },
    ];
    await logs.setValue({ current: log, known, signedIn: null });
    leaveSharedLog();
  }

  /** Two complete copies whose changes can be followed. The first log knows of new photos. */
  async function writeTwoCopies(newPhotos: number): Promise<void> {
    await signInStore.write(signIn);
    await settings.topUps.setValue('copy');
    vi.spyOn(fakeBrowser.declarativeNetRequest, 'updateSessionRules').mockResolvedValue(undefined);
    for (const name of ['fotoflytt-2', 'fotoflytt']) {
      await switchTo(name);
      await writeCopy(2, name === 'fotoflytt' ? newPhotos : 0, { jottacloudUser: 'user' });
      const log = await sharedLog();
      await createLogStore(log).saveLibraries([sampleZone], []);
      const library = await log.get('libraries', SAMPLE_LIBRARY);
      if (library) await log.put('libraries', { ...library, syncToken: 'read to its end' });
    }
  }

  /** The alarm works while the other account signs in. */
  const workMeanwhile = (): Promise<void> =>
    composeTopUps(host, {
      transport: { post: () => Promise.reject(new Error('no page in this test')) },
      async hasAny() {
        await switchTo('fotoflytt-2');
        return true;
      },
    }).doDue();

  /** Whether a log has a top-up, and whether Apple was asked for it. */
  async function effectsOn(name: string): Promise<[boolean, boolean]> {
    const log = await openLog(name);
    const { latest, note } = await readTopUpFacts(log);
    log.close();
    return [latest?.isAutomatic === true, (note?.askedAt ?? null) !== null];
  }

  afterEach(async () => {
    await switchTo('fotoflytt');
    await signInStore.write(null);
  });

  test('gets no top-up for the new photos of the first', async () => {
    await writeTwoCopies(3);
    await workMeanwhile();
    expect(await effectsOn('fotoflytt')).toEqual([true, false]);
    expect(await effectsOn('fotoflytt-2')).toEqual([false, false]);
  });

  test('has no look noted that was for the first', async () => {
    await writeTwoCopies(0);
    await workMeanwhile();
    expect(await effectsOn('fotoflytt')).toEqual([false, true]);
    expect(await effectsOn('fotoflytt-2')).toEqual([false, false]);
  });
});

describe('a call of the engine to Apple without an open page', () => {
  const call = { host: 'setup', path: '/setup/ws/1/validate', body: 'null' } as const;
  const writeRun = async (isAutomatic: boolean): Promise<void> => {
    const log = await sharedLog();
    await log.clear('runs');
    await log.put('runs', rowOfRun({ ...sampleRun(), ...(isAutomatic && { isAutomatic }) }));
  };
  /** An open page answers. @param answer null: it is frozen */
  const openPage = (answer: () => Promise<object | null>): void => {
    const page = { id: 1, url: 'https://www.icloud.com/photos/', status: 'complete' };
    vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([page] as never);
    vi.spyOn(fakeBrowser.tabs, 'update').mockResolvedValue(undefined);
    vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation(
      async () => ({ value: await answer() }) as never,
    );
  };
  const openTab = async (isAutomatic: boolean, isStillAutomatic = isAutomatic): Promise<boolean> => {
    await writeRun(isAutomatic);
    let isOpened = false;
    vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation(() => {
      isOpened = true;
      return Promise.reject(new Error('no tab in this test'));
    });
    await expect(
      composeHandlers(host, composeTopUps(host), { read: async () => [] }).icloudPost(call),
    ).rejects.toThrow(isStillAutomatic ? 'no page is open' : 'the browser opens no tab');
    return isOpened;
  };

  test('opens one for a copy that somebody began', async () => {
    expect(await openTab(false)).toBe(true);
  });

  test('opens none for a top-up', async () => {
    expect(await openTab(true)).toBe(false);
  });

  test.each([
    [true, false],
    [false, true],
  ])('asks the log at the last moment: top-up before %j, after a silent page %j', async (before, after) => {
    openPage(async () => {
      await writeRun(after);
      return null;
    });
    expect(await openTab(before, after)).toBe(!after);
  });

  test('with a page that answers, the log is not read for it', async () => {
    await sharedLog();
    openPage(async () => ({ status: 200, body: '{}' }));
    const read = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await composeHandlers(host, composeTopUps(host), { read: async () => [] }).icloudPost(call);
    expect(read.mock.calls.filter(([stores]) => stores === 'runs')).toEqual([]);
  });
});
