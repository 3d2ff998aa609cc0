import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import { badgeText } from '../../badge.ts';
import { photos } from '../../libraries.ts';
import { expectState, press, startCopy } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';

/** Lists everything in the database of the sign-in. Pages that look for a sign-in make it again, and note that there is none. */
const LIST_KEPT = `Promise.resolve(navigator.storageBuckets?.open('fotoflytt-key') ?? window).then(({ indexedDB }) =>
  new Promise((resolve, reject) => {
    const opened = indexedDB.open('fotoflytt-key');
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = async () => {
      const database = opened.result;
      const names = [...database.objectStoreNames];
      const valuesOf = (name) => new Promise((read) => {
        database.transaction(name).objectStore(name).getAll().onsuccess = ({ target }) => read(target.result);
      });
      const values = await Promise.all(names.map(valuesOf));
      database.close();
      resolve(values.flat().filter((value) => value !== null));
    };
  }))`;

test('one press and one answer delete all data of this browser, and nothing at Jottacloud', async () => {
  await using session = await startReadySession(photos(6, 20_000));
  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');
  const stored = copiedFiles(session.jottacloud).map(({ path, md5 }) => `${path} ${md5}`);
  const options = await session.browser.openOptions();

  await test.step('the diagnosis log names no photo and no account', async () => {
    await options.getByText('More settings').click();
    await press(options, 'Show the diagnosis log');
    const text = await options
      .getByRole('textbox', { name: /everything the file will contain/ })
      .inputValue();
    expect(text).toContain('"done": 6');
    for (const secret of ['IMG_', 'Kari', 'Nordmann', 'iCloud Photos', 'PrimarySync'])
      expect(text).not.toContain(secret);
  });

  await press(options, 'Delete all data from this browser');
  await press(options, 'Delete all data');
  await expect(options.getByText('All data has been deleted from this browser.')).toBeVisible();
  await expect(options.getByRole('textbox', { name: 'Personal login token' })).toBeVisible();
  await popup.close();
  const left = await options.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { local: { get(): Promise<object> }; session: { get(): Promise<object> } } };
    };
    const root: { keys(): AsyncIterable<string> } = await navigator.storage.getDirectory();
    return {
      local: Object.keys(await chrome.storage.local.get()),
      session: Object.keys(await chrome.storage.session.get()),
      files: await Array.fromAsync(root.keys()),
    };
  });
  expect(left).toEqual({ local: [], session: [], files: [] });
  expect(await options.evaluate<unknown>(LIST_KEPT)).toEqual([]);
  expect(await badgeText(session.browser)).toBe('');
  const reopened = await session.browser.openPopup();
  await expectState(reopened, 'setup');
  expect(copiedFiles(session.jottacloud).map(({ path, md5 }) => `${path} ${md5}`)).toEqual(stored);
  session.icloud.assertNeverWritten();
});

test('a run is stopped before its data is deleted', async () => {
  await using session = await startReadySession(photos(60, 200_000));
  session.link.set({ upBytesPerSecond: 1e6 });
  const popup = await startCopy(session.browser);
  await expectState(popup, 'running');
  const options = await session.browser.openOptions();
  await press(options, 'Delete all data from this browser');
  await press(options, 'Delete all data');
  await expect(options.getByText('All data has been deleted from this browser.')).toBeVisible();
  await popup.reload();
  await expectState(popup, 'setup');
});
