import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  continueSetup,
  FIRST_RUN,
  readSetupOnPage,
} from '../../entrypoints/background/in-page/setup-guide.ts';
import { freshNote } from '../../utils/domain/run/first-run.ts';
import { firstRunNote, setupSignIn } from '../../utils/settings/stored-items.ts';

const begun = { ...freshNote, begun: true };

beforeEach(async () => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((path) => `chrome-extension://abc${path}`);
  await firstRunNote.setValue(begun);
});

const openSetup = () => fakeBrowser.tabs.create({ url: `chrome-extension://abc${FIRST_RUN}`, active: false });

test('nothing leads back to a setup that has not begun, is over, or whose page is closed', async () => {
  expect(await readSetupOnPage()).toBeNull();
  await openSetup();
  expect(await readSetupOnPage()).not.toBeNull();
  await firstRunNote.setValue(freshNote);
  expect(await readSetupOnPage()).toBeNull();
  await firstRunNote.setValue({ ...begun, accountConfirmed: true });
  expect(await readSetupOnPage()).toBeNull();
});

test('before the sign-in nothing is offered', async () => {
  await openSetup();
  expect(await readSetupOnPage()).toEqual({ name: null, isOffered: false });
});

test('a page brings the setup to the front once for a sign-in, and never without one', async () => {
  const update = vi.spyOn(fakeBrowser.tabs, 'update').mockResolvedValue(undefined);
  await openSetup();
  await continueSetup();
  expect(update).not.toHaveBeenCalled();
  await setupSignIn.setValue({ account: 'jane@example.com', isFollowed: false });
  await continueSetup();
  await continueSetup();
  expect(update).toHaveBeenCalledTimes(1);
});
