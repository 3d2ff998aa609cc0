import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { createRunHandlers } from '../../entrypoints/background/run-handlers.ts';
import { followRun, requireAttention } from '../../entrypoints/background/run-watchdog.ts';
import { settings } from '../../utils/settings/settings.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import { rowOfRun } from '../../utils/domain/run/run-row.ts';
import { stopRun } from '../../utils/store/runs/runs.ts';
import { epochMs } from '../../utils/units.ts';
import { sharedLog } from '../../utils/store/database.ts';

/** No engine lives: whatever is shown comes from the background alone. */
const deadHost: EngineHost = {
  wake: () => Promise.resolve(),
  nudge: () => Promise.resolve(),
  release: () => Promise.resolve(),
  readPower: () => Promise.resolve({ hasLowBattery: false, isMetered: false }),
};

const shown: string[] = [];
let hasAccess = true;

beforeEach(async () => {
  fakeBrowser.reset();
  shown.length = 0;
  hasAccess = true;
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((path) => `chrome-extension://abc${path}`);
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((key) => key);
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(async ({ permissions }) =>
    permissions ? true : hasAccess,
  );
  Object.assign(fakeBrowser.action, {
    setBadgeText: async ({ text }: { text: string }) => void shown.push(`badge ${text}`),
    setBadgeBackgroundColor: () => Promise.resolve(),
    setTitle: () => Promise.resolve(),
  });
  vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation(async (...args: unknown[]) => {
    const options = args.at(-1);
    const hasTitle = typeof options === 'object' && options !== null && 'title' in options;
    shown.push(`notification ${hasTitle ? String(options.title) : ''}`);
    return 'fotoflytt';
  });
  vi.spyOn(fakeBrowser.declarativeNetRequest, 'updateSessionRules').mockResolvedValue(undefined);
  await settings.notifications.setValue(true);
  const log = await sharedLog();
  await log.clear('runs');
  await log.put('runs', rowOfRun(sampleRun({ isConfirmed: true, phase: 'copying' })));
});

test('a copy that the background stops is shown and notified at once, and only once', async () => {
  hasAccess = false;
  await followRun(deadHost);
  expect(shown).toEqual(['badge !', 'notification errorPermissionMissingTitle']);
  shown.length = 0;
  await followRun(deadHost);
  expect(shown).toEqual(['badge !']);
});

test('no notification follows a working copy, or somebody’s own Disconnect', async () => {
  await followRun(deadHost);
  expect(shown).toEqual([]);
  await requireAttention(await sharedLog(), 'jottacloud-disconnected');
  await followRun(deadHost);
  expect(shown).toEqual(['badge !']);
});

test('with notifications off the badge alone says that a copy was stopped', async () => {
  await settings.notifications.setValue(false);
  hasAccess = false;
  await followRun(deadHost);
  expect(shown).toEqual(['badge !']);
});

test('a message that is late does not show the percentage of a copy that has ended', async () => {
  const { engineChanged } = createRunHandlers(deadHost);
  const goOn = Promise.withResolvers<void>();
  const read = fakeBrowser.storage.local.get;
  const reads = vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementationOnce(async () => {
    await goOn.promise;
    return read(null);
  });
  const late = engineChanged({ log: 'fotoflytt', idle: false, percent: 99 });
  await vi.waitUntil(() => reads.mock.calls.length > 0);
  await stopRun(await sharedLog(), epochMs(1));
  const last = engineChanged({ log: 'fotoflytt', idle: true, percent: null });
  await vi.waitUntil(() => shown.length > 0, { timeout: 200 }).catch(() => undefined);
  goOn.resolve();
  await Promise.all([late, last]);
  expect(shown.at(-1)).toBe('badge ');
});

test('a copy that begins while the end of another is followed keeps its alarm', async () => {
  const log = await sharedLog();
  await log.put('runs', rowOfRun(sampleRun({ status: 'finished' })));
  const goOn = Promise.withResolvers<void>();
  const { clear } = fakeBrowser.alarms;
  const clearing = vi.spyOn(fakeBrowser.alarms, 'clear').mockImplementationOnce(async (name) => {
    await goOn.promise;
    return clear(name);
  });
  const end = followRun(deadHost);
  await vi.waitUntil(() => clearing.mock.calls.length > 0);
  await log.put('runs', rowOfRun(sampleRun({ id: 2, isConfirmed: true })));
  const begin = followRun(deadHost);
  await vi
    .waitUntil(async () => (await fakeBrowser.alarms.get('watchdog')) !== undefined, { timeout: 200 })
    .catch(() => undefined);
  goOn.resolve();
  await Promise.all([end, begin]);
  expect(await fakeBrowser.alarms.get('watchdog')).toBeDefined();
});
