import { expect, type Page, test } from '@playwright/test';
import { copiedFiles, copiedUploads } from '../../../support/copied-files.ts';
import { sampleLibrary } from '../../../fakes/sample-library/sample-library.ts';
import { createLibrary } from '../../../fakes/icloud/library/library.ts';
import { expectEverythingCopied, sentTwice } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { followPhotos } from '../../in-page.ts';
import { press } from '../../popup.ts';
import { type Session, startReadySession, startSession } from '../../../support/session.ts';

/** Longest time that any step takes. */
const STEP_MS = 20_000;
/** Longest time that the whole copy takes, on a computer that has other work to do. */
const COPY_MS = 60_000;

/** The page that the installation opened. */
async function firstPage({ browser: { context } }: Session): Promise<Page> {
  const isFirst = (page: Page): boolean => page.url().endsWith('/options.html#welcome');
  await expect.poll(() => context.pages().some(isFirst)).toBe(true);
  const page = context.pages().find(isFirst);
  if (!page) throw new Error('the page has gone');
  await page.bringToFront();
  return page;
}

const expectTitle = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: STEP_MS });

/** Waits for the page at icloud.com that a press opens. */
async function untilOpened({ browser: { context } }: Session): Promise<Page> {
  const find = (): Page | undefined =>
    context.pages().find((page) => page.url().startsWith('https://www.icloud.com/'));
  await expect.poll(() => find() !== undefined).toBe(true);
  const page = find();
  if (!page) throw new Error('the page at icloud.com has gone');
  return page;
}

/** Signs in on the page that is open, as a person does. */
async function signIn(session: Session): Promise<void> {
  const page = await untilOpened(session);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Whether a page of the extension is the active tab of its window. */
const isInFront = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { getCurrent(): Promise<{ active: boolean }> } };
    };
    return (await chrome.tabs.getCurrent()).active;
  });

/** Presses a button with the keyboard alone: Tab until it has the focus, then Enter. */
async function pressByKeyboard(page: Page, button: string): Promise<void> {
  const wanted = page.getByRole('button', { name: button, exact: true });
  await expect(wanted).toBeEnabled({ timeout: STEP_MS });
  for (let tries = 0; tries < 40; tries += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
  await page.keyboard.press('Enter');
}

test(
  'the first run leads from the installation to the report without a detour',
  { tag: '@firefox' },
  async () => {
    const library = sampleLibrary({ withUnfinished: false });
    await using session = await startSession(library);
    session.icloud.session.signOut();
    const page = await firstPage(session);
    await expectTitle(page, 'Copy your iCloud photos to Jottacloud');
    for (const promise of [
      /deleted or changed at Apple/,
      /straight from this browser/,
      /never see your passwords/,
    ])
      await expect(page.getByText(promise)).toBeVisible();

    await test.step('Jottacloud, on the same screen, using only the visible names', async () => {
      const field = page.getByLabel('Personal login token');
      const connect = page.getByRole('button', { name: 'Connect' });
      await field.fill('not a token');
      await connect.click();
      await expect(page.getByText('This does not look like a Jottacloud login token')).toBeVisible();
      await field.fill(session.jottacloud.createLoginToken());
      await connect.click();
    });
    await test.step('iCloud', async () => {
      await expectTitle(page, 'Sign in to iCloud');
      await expect(page.getByText('Connected as Kari Nordmann')).toBeVisible();
      await expect(page.getByText(/GB used|bytes? used|unlimited/)).toBeVisible();
      await expect(page.getByText(/iCloud Photos is not open in this browser yet/)).toBeVisible();
      await press(page, 'Open iCloud Photos');
      await untilOpened(session);
      await page.bringToFront();
      await expect(page.getByText(/nobody is signed in/)).toBeVisible({ timeout: STEP_MS });
      await signIn(session);
      await page.bringToFront();
      await expect(page.getByText('Signed in as Jane Appleseed, jane@example.com')).toBeVisible({
        timeout: STEP_MS,
      });
      await expect(page.getByText('Is this the right account?')).toBeVisible();
      await press(page, 'Yes, this is me');
    });
    await test.step('plan, also after leaving and coming back', async () => {
      await expectTitle(page, 'Your plan');
      await page.reload();
      await expectTitle(page, 'Your plan');
      expect(copiedUploads(session.jottacloud)).toEqual([]);
    });
    await test.step('five photos first', async () => {
      await press(page, 'Copy 5 photos first');
      await expectTitle(page, 'A few photos first');
      await expect(page.getByText('Arrived, verified identical')).toHaveCount(5, { timeout: STEP_MS });
      for (const sort of ['Photo', 'Live Photo', 'Video', 'Edited, with its original', 'RAW'])
        await expect(page.getByText(sort, { exact: true })).toBeVisible();
      await expect(page.getByText('All 5 photos arrived')).toBeVisible({ timeout: STEP_MS });
      const lines = page.getByRole('listitem').filter({ hasText: 'Arrived, verified identical' });
      const stored = copiedFiles(session.jottacloud).map(({ path }) => path.split('/').join(' › '));
      for (const line of await lines.all()) {
        await expect(line.getByRole('link')).toHaveAttribute(
          'href',
          /^https:\/\/www\.icloud\.com\/photos\/#/,
        );
        const shownPath = (await line.getByText(/^Jottacloud › Archive › /).textContent()) ?? '';
        expect(stored.some((path) => path.endsWith(shownPath.replace('Jottacloud › Archive › ', '')))).toBe(
          true,
        );
      }
      await expect(page.getByRole('link', { name: /See them in Jottacloud/ })).toBeVisible();
    });
    await test.step('everything', async () => {
      const arrived = copiedFiles(session.jottacloud).length;
      expect(arrived).toBeLessThan(library.expectedOriginals().length / 2);
      await press(page, 'Copy everything');
      await expectTitle(page, 'Everything is set up');
      await expect(page.getByText('Everything is in Jottacloud')).toBeVisible({ timeout: COPY_MS });
      expect(sentTwice(session.jottacloud)).toEqual([]);
      session.icloud.assertNeverWritten();
    });
    const opened = session.browser.context.waitForEvent('page');
    await press(page, 'Show report');
    const report = await opened;
    await expect(report.getByText(/Complete and verified: all/)).toBeVisible();
    // relations of deleted photos do not count as missing photos
    await report.getByText('Everything in detail').click();
    await report.getByText(/^\d+ albums in total$/).click();
    const row = /^Bare borte 1 photo was deleted at Apple; the album still counts it 1 0 0$/;
    await expect(report.getByRole('row', { name: row })).toBeVisible({ timeout: STEP_MS });
    await expect(report.getByText(/photos missing in Jottacloud/)).toHaveCount(0);
  },
);

test('the first run works with the keyboard alone, and the focus follows', async () => {
  await using session = await startSession(photos(12, 20_000));
  session.icloud.session.signOut();
  const page = await firstPage(session);
  await expectTitle(page, 'Copy your iCloud photos to Jottacloud');
  const field = page.getByRole('textbox', { name: 'Personal login token' });
  for (let tries = 0; tries < 20; tries += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  // as people do: from the clipboard, and without another press
  await field.evaluate((element, token) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', token);
    // Firefox takes the text itself
    const init = { clipboardData, data: token, dataType: 'text/plain', bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', init));
  }, session.jottacloud.createLoginToken());
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to iCloud' })).toBeFocused();
  await pressByKeyboard(page, 'Open iCloud Photos');
  await signIn(session);
  const photosPage = await followPhotos(session.browser, await untilOpened(session));
  await test.step('iCloud Photos leads back, and has no button to send yet', async () => {
    await photosPage.find('button', 'Continue the setup ›');
    await photosPage.expectGone('button', 'Send to Jottacloud');
    await expect(page).toHaveTitle('Signed in. Continue the setup – Fotoflytt', { timeout: STEP_MS });
    await photosPage.tabTo('button', 'Continue the setup ›');
    await photosPage.page.keyboard.press('Enter');
    await photosPage.expectGone('button', 'Continue the setup ›');
    await expect.poll(() => isInFront(page)).toBe(true);
  });
  await page.bringToFront();
  await pressByKeyboard(page, 'Yes, this is me');
  await pressByKeyboard(page, 'Copy 5 photos first');
  await expect(page.getByText('All 5 photos arrived')).toBeVisible({ timeout: STEP_MS });
  await expect(page.locator('.first-photos .photo-pair')).toHaveCount(5);
  await test.step('after the setup, iCloud Photos has the button', async () => {
    await photosPage.page.bringToFront();
    await photosPage.find('button', 'Send to Jottacloud');
    await page.bringToFront();
  });
  await pressByKeyboard(page, 'Copy everything');
  await expect(page.getByText('Everything is in Jottacloud')).toBeVisible({ timeout: COPY_MS });
  const opened = session.browser.context.waitForEvent('page');
  await pressByKeyboard(page, 'Show report');
  await expect((await opened).getByText('Complete and verified: all 12 items')).toBeVisible();
  expectEverythingCopied(session);
});

test('an obstacle is shown in place, and nothing starts over', async () => {
  await using session = await startReadySession(photos(12, 20_000));
  const page = await firstPage(session);
  const uploadsEnd = { host: 'api.jottacloud.com', path: /allocate/, times: Infinity } as const;
  await press(page, 'Get started');
  await expectTitle(page, 'Sign in to iCloud');

  await test.step('locked by Advanced Data Protection', async () => {
    session.icloud.session.webAccess = false;
    await page.reload();
    await expect(page.getByText('Web access to your iCloud data is turned off')).toBeVisible();
    session.icloud.session.webAccess = true;
    await press(page, 'Yes, this is me');
    await expectTitle(page, 'Your plan');
  });
  await test.step('busy while the first photos go', async () => {
    session.jottacloud.faults.add({ ...uploadsEnd, action: { kind: 'answer', status: 503 } });
    await press(page, 'Copy 5 photos first');
    await expect(page.getByRole('heading', { name: 'Jottacloud is busy or down' })).toBeVisible({
      timeout: STEP_MS,
    });
    session.jottacloud.faults.clear();
    // files in transfer when Jottacloud returned may fail once more; then a person presses again
    const tryNow = page.getByRole('button', { name: 'Try now' });
    await expect(async () => {
      if (await tryNow.isVisible()) await tryNow.click({ timeout: 1_000 });
      await expect(page.getByText('All 5 photos arrived')).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: STEP_MS });
  });
  await test.step('Jottacloud ends the sign-in', async () => {
    session.jottacloud.tokens.killFamilies();
    session.jottacloud.tokens.expireAccessTokens();
    await press(page, 'Copy everything');
    await expect(page.getByRole('heading', { name: 'Not connected to Jottacloud any more' })).toBeVisible({
      timeout: STEP_MS,
    });
    await expect(page.getByText(/already safe in Jottacloud/)).toBeVisible();
  });
});

test('the first run requests and starts nothing before a button is pressed', async () => {
  await using session = await startReadySession(createLibrary(1));
  const page = await firstPage(session);
  await expectTitle(page, 'Copy your iCloud photos to Jottacloud');
  const popup = await session.browser.openPopup();
  await expect(popup.locator('main')).toHaveAttribute('data-state', 'ready');
});
