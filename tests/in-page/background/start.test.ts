import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background/index.ts';
import { rowOfRun } from '../../../utils/domain/run/run-row.ts';
import { sampleRun } from '../../../utils/domain/testing/sample-run.ts';
import { settings } from '../../../utils/settings/settings.ts';
import { isFollowed } from '../../../utils/settings/stored-items.ts';
import { sharedLog } from '../../../utils/store/database.ts';

/** What the hidden page was asked. */
let asked: string[];

beforeEach(async () => {
  fakeBrowser.reset();
  vi.stubEnv('FIREFOX', '');
  asked = [];
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((path) => `chrome-extension://abc${path}`);
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(async () => true);
  for (const event of [fakeBrowser.permissions.onAdded, fakeBrowser.permissions.onRemoved])
    vi.spyOn(event, 'addListener').mockReturnValue(undefined);
  vi.spyOn(fakeBrowser.declarativeNetRequest, 'updateSessionRules').mockResolvedValue(undefined);
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation((async ({ name }: { name: string }) => {
    asked.push(name);
    return { value: null };
  }) as never);
  Object.assign(fakeBrowser.offscreen, { hasDocument: async () => true });
  const log = await sharedLog();
  await log.put('runs', rowOfRun(sampleRun({ isConfirmed: true, phase: 'copying' })));
});

test('a copy resumes when the extension is enabled again, of which no event says anything', async () => {
  background.main();
  await vi.waitUntil(() => isFollowed.getValue());
  expect(await fakeBrowser.alarms.get('watchdog')).toBeDefined();
  expect(asked).toEqual(['wake']);
});

test('a background that starts again for a message follows the log no second time', async () => {
  background.main();
  await vi.waitUntil(() => isFollowed.getValue());
  background.main();
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toEqual(['wake']);
});

test('with a host that never answers the alarm of automatic copies is set all the same', async () => {
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockReturnValue(new Promise(() => undefined) as never);
  await settings.topUps.setValue('copy');
  background.main();
  await vi.waitFor(async () => expect(await fakeBrowser.alarms.get('top-up')).toBeDefined());
});
