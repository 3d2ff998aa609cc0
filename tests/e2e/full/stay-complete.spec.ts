import { expect, type Page, test } from '@playwright/test';
import { badgeText } from '../badge.ts';
import { photos } from '../libraries.ts';
import { expectState, press, startCopy } from '../popup.ts';
import { type Session, startReadySession } from '../../support/session.ts';

/** The part of the browser's interface to extensions that is asked here. */
interface ExtensionApi {
  chrome: {
    alarms: { get(name: string): Promise<unknown> };
    action: { getTitle(details: object): Promise<string> };
  };
}

const hasAlarm = (page: Page): Promise<boolean> =>
  page.evaluate(async () =>
    Boolean(await (globalThis as unknown as ExtensionApi).chrome.alarms.get('top-up')),
  );
const buttonTitle = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as ExtensionApi).chrome.action.getTitle({}));

/** Copies three photos, to the end. */
async function copyAll(session: Session): Promise<Page> {
  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');
  return popup;
}

const setting = (page: Page) => page.getByRole('radiogroup', { name: 'New photos in iCloud' });

test('a complete copy says as of when, and offers to stay complete until that is answered', async () => {
  await using session = await startReadySession(photos(3, 5_000));
  const popup = await copyAll(session);
  await expect(popup.getByText(/Complete as of .*\d{4}\./)).toBeVisible();
  await expect(popup.getByText('Keep this copy complete from now on?')).toBeVisible();

  const opened = session.browser.context.waitForEvent('page');
  await press(popup, 'Choose how');
  const options = await opened;
  await expect(options.getByRole('heading', { name: 'Stay complete' })).toBeInViewport();
  await expect(setting(options).getByRole('radio', { name: 'Do nothing' })).toBeChecked();
  expect(await hasAlarm(options)).toBe(false);
  await setting(options).getByRole('radio', { name: 'Copy automatically' }).check();
  await expect.poll(() => hasAlarm(options)).toBe(true);
  await options.reload();
  await expect(setting(options).getByRole('radio', { name: 'Copy automatically' })).toBeChecked();

  await popup.bringToFront();
  await popup.reload();
  await expect(popup.getByText(/Complete as of/)).toBeVisible();
  await expect(popup.getByText('Keep this copy complete from now on?')).toHaveCount(0);

  await options.bringToFront();
  await setting(options).getByRole('radio', { name: 'Do nothing' }).check();
  await expect.poll(() => hasAlarm(options)).toBe(false);
});

test('the offer can be declined once and for all', async () => {
  await using session = await startReadySession(photos(3, 5_000));
  const popup = await copyAll(session);
  await press(popup, 'No, thanks');
  await expect(popup.getByText('Keep this copy complete from now on?')).toHaveCount(0);
  await popup.reload();
  await expect(popup.getByText(/Complete as of/)).toBeVisible();
  await expect(popup.getByText('Keep this copy complete from now on?')).toHaveCount(0);
});

test('new photos are named by the popup, the badge and the title of the button', async () => {
  const library = photos(3, 5_000);
  await using session = await startReadySession(library);
  await copyAll(session);
  await session.browser.signInToIcloud();
  library.addPhoto({ bytes: 5_000 });
  library.addPhoto({ bytes: 6_000 });
  const popup = await session.browser.openPopup();
  await expect(popup.getByRole('heading', { name: /^2 new since/ })).toBeVisible();
  await expect.poll(() => badgeText(session.browser)).toBe('2');
  await expect.poll(() => buttonTitle(popup)).toMatch(/^Fotoflytt: 2 new since .*\d{4}$/);

  await test.step('also without an answer of Apple', async () => {
    session.icloud.session.signOut();
    await popup.reload();
    await expect(popup.getByRole('heading', { name: /^2 new since/ })).toBeVisible();
  });
});
