import { expect, type Page, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import { expectEverythingCopied } from '../../far-end.ts';
import { differentPhotos } from '../../in-page-answers.ts';
import { followPhotos } from '../../in-page.ts';
import { photos } from '../../libraries.ts';
import { expectState, press } from '../../popup.ts';
import { startReadySession, startSession } from '../../../support/session.ts';

/** Longest time that any step takes. */
const STEP_MS = 20_000;

const expectTitle = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: STEP_MS });

/** Positions of the popup's buttons, by name. */
async function positionsOf(popup: Page): Promise<Record<string, unknown>> {
  const names = ['Show report', 'Copy to Jottacloud', 'Check everything again'];
  const boxes = names.map(async (name) => [name, await popup.getByRole('button', { name }).boundingBox()]);
  const settings = await popup.getByRole('link', { name: 'Settings' }).boundingBox();
  return { ...Object.fromEntries(await Promise.all(boxes)), settings };
}

test('“Whole library”, pressed before the setup, becomes a plan after the account is confirmed', async () => {
  await using session = await startSession(differentPhotos(30));
  const { browser, jottacloud } = session;
  const photosPage = await followPhotos(browser, await browser.signInToIcloud());
  const opened = browser.context.waitForEvent('page');
  await photosPage.press('button', 'Send to Jottacloud');
  await photosPage.press('menuitem', 'Whole library');
  const page = await opened;
  await expect(page.getByText('Waiting for setup: your whole library.')).toBeVisible({ timeout: STEP_MS });

  await page.getByLabel('Personal login token').fill(jottacloud.createLoginToken());
  await press(page, 'Connect');
  await expect(page.getByText('Is this the right account?')).toBeVisible({ timeout: STEP_MS });
  await expect(page.getByText('Waiting for setup: your whole library.')).toBeVisible();
  const popup = await browser.openPopup();
  await expectState(popup, 'ready');
  await page.bringToFront();
  await press(page, 'Yes, this is me');

  await expectTitle(page, 'Your plan');
  await popup.reload();
  await expectState(popup, 'plan');
  expect(jottacloud.allocations).toEqual([]);
  await press(popup, 'Start');
  await expectState(popup, 'done');
});

test('a stopped copy is over, and the next one starts at once and sends the rest', async () => {
  const library = photos(400, 30_000);
  await using session = await startReadySession(library);
  const { browser } = session;
  const popup = await browser.openPopup();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await press(popup, 'Start');
  await expectState(popup, 'running');

  await press(popup, 'Stop this copy');
  await expect(popup.getByText(/Stop this copy for good\?/)).toBeVisible();
  await press(popup, 'Stop this copy');

  await expectState(popup, 'ready');
  await expect(popup.getByText(/^Last copy on .*: stopped/)).toBeVisible();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await press(popup, 'Start');
  await expectState(popup, 'done');
  expectEverythingCopied(session);
});

test('“Disconnect” asks for confirmation during a copy, and is then shown as the user’s own action', async () => {
  await using session = await startReadySession(photos(400, 30_000));
  const { browser, jottacloud } = session;
  const popup = await browser.openPopup();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await press(popup, 'Start');
  await expectState(popup, 'running');
  const options = await browser.openOptions();
  await press(options, 'Disconnect');
  await expect(options.getByText(/A copy is in progress/)).toBeVisible();
  await press(options, 'Disconnect');

  await expectState(popup, 'attention');
  await expectTitle(popup, 'You disconnected Jottacloud');
  await options.getByLabel('Personal login token').fill(jottacloud.createLoginToken());
  await press(options, 'Connect');
  await expectState(popup, 'done');
});

test('a waiting plan follows the destination, and Start fills it', async () => {
  await using session = await startReadySession(photos(12, 5_000));
  const { browser, jottacloud } = session;
  const popup = await browser.openPopup();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  const options = await browser.openOptions();
  const field = options.getByRole('textbox', { name: 'Destination folder' });
  await field.fill('Mine bilder');
  await field.press('Enter');
  await expect(options.getByText(/We’re counting your plan again/)).toBeVisible();
  await popup.bringToFront();
  const destination = popup.getByText('Jottacloud › Archive › Mine bilder');
  // the plan is drawn again when it was counted again, with its parts folded
  await expect(destination).toBeAttached();
  await popup.getByText('Where it goes').click();
  await expect(destination).toBeVisible();
  await press(popup, 'Start');
  await expectState(popup, 'done');
  expect([...new Set(copiedFiles(jottacloud).map(({ path }) => path.split('/')[0]))]).toEqual([
    'Mine bilder',
  ]);
});

test('updates in the popup move no button and no link', async () => {
  const library = photos(12, 5_000);
  await using session = await startReadySession(library);
  const { browser } = session;
  const popup = await browser.openPopup();
  await popup.setViewportSize({ width: 360, height: 600 });
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await press(popup, 'Start');
  await expectState(popup, 'done');
  const before = await positionsOf(popup);
  library.addPhoto({ name: 'NEW.JPG' });

  await popup.reload();
  await expect(popup.getByRole('button', { name: 'Copy 1 new photo' })).toBeVisible({ timeout: STEP_MS });

  expect(await positionsOf(popup)).toEqual(before);
});
