import { expect, test } from '@playwright/test';
import { copiedUploads } from '../../../support/copied-files.ts';
import { connect } from '../../../support/set-up.ts';
import { badgeText } from '../../badge.ts';
import { expectEverythingCopied, sentTwice, untilArrived } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { expectState, itemsCopied, openPlan, press, startCopy } from '../../popup.ts';
import { startReadySession, startSession } from '../../../support/session.ts';

const COUNT = 20;
/** At this speed the photos take about four seconds: there is a middle. */
const SLOW = { upBytesPerSecond: 1e6 };
const FAST = { upBytesPerSecond: Infinity };

const library = () => photos(COUNT, 200_000);

test('a new user gets from the setup through the iCloud sign-in to the copy button', async () => {
  await using session = await startSession(library());
  const { browser } = session;
  session.icloud.session.signOut();
  const popup = await browser.openPopup();
  await expectState(popup, 'setup');
  await expect(popup.getByRole('heading', { name: 'Two steps to go' })).toBeVisible();

  await connect(browser, session.jottacloud.createLoginToken());
  const icloud = await browser.context.newPage();
  await icloud.goto('https://www.icloud.com/photos/');
  await popup.reload();
  await expectState(popup, 'signed-out');
  await expect(popup.getByRole('button', { name: 'Open iCloud Photos' })).toBeVisible();

  await icloud.getByRole('button', { name: 'Sign in' }).click();
  await icloud.locator('iframe.child-application').waitFor();
  await popup.reload();
  await expectState(popup, 'ready');
  await expect(popup.getByRole('button')).toHaveText(['Copy to Jottacloud']);
});

test('Pause stops the copy, also for a popup opened later, and Continue completes it', async () => {
  await using session = await startReadySession(library());
  session.link.set(SLOW);
  const popup = await startCopy(session.browser);
  await expectState(popup, 'running');
  await untilArrived(session, 0.2);
  await expect(itemsCopied(popup)).toHaveAttribute('aria-valuemax', String(COUNT));
  await expect(itemsCopied(popup)).not.toHaveAttribute('aria-valuenow', '0');

  await press(popup, 'Pause');
  await expectState(popup, 'paused');
  await expect.poll(() => badgeText(session.browser)).toBe('II');
  session.link.set(FAST);
  const uploads = copiedUploads(session.jottacloud).length;
  await popup.reload();
  await expectState(popup, 'paused');
  expect(copiedUploads(session.jottacloud).length, 'uploads begun while paused').toBe(uploads);

  await press(popup, 'Continue');
  await expectState(popup, 'done');
  await expect(itemsCopied(popup)).toHaveAttribute('aria-valuenow', String(COUNT));
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
});

test('a wait that Jottacloud asks for is shown, and “Try now” ends it', async () => {
  await using session = await startReadySession(library());
  const { faults } = session.jottacloud;
  const busy = { kind: 'answer', status: 503, headers: { 'Retry-After': '120' } } as const;
  faults.add({ host: 'api.jottacloud.com', path: /allocate/, skip: 5, times: Infinity, action: busy });
  const popup = await startCopy(session.browser);
  await expectState(popup, 'waiting');
  await expect(popup.getByRole('heading', { name: 'Jottacloud is busy or down' })).toBeVisible();
  await expect(popup.getByText(/Copying resumes at .* in 2 minutes/)).toBeVisible();

  faults.clear();
  await press(popup, 'Try now');
  await expectState(popup, 'done');
  expectEverythingCopied(session);
});

test(
  'a full Jottacloud stops the copy with one sentence, and Continue completes it when there is space',
  { tag: '@firefox' },
  async () => {
    // far more than are transferred at once, because allocated ones are still accepted
    await using session = await startReadySession(photos(60, 100_000));
    const { user } = session.jottacloud;
    const popup = await openPlan(session.browser);
    await expect(popup.getByText('Space in Jottacloud: unlimited.')).toBeVisible();
    user.capacityBytes = 1_500_000;
    await press(popup, 'Start');
    await expectState(popup, 'attention');
    await expect(popup.getByRole('heading', { name: 'Jottacloud is full' })).toBeVisible();
    await expect.poll(() => badgeText(session.browser)).toBe('!');

    user.capacityBytes = -1;
    await press(popup, 'Continue');
    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);

test(
  'a copy interrupted by an iCloud sign-out resumes automatically after the sign-in',
  { tag: '@firefox' },
  async () => {
    // more than have their addresses looked up ahead
    await using session = await startReadySession(photos(200, 20_000));
    session.link.set(SLOW);
    const popup = await startCopy(session.browser);
    await untilArrived(session, 0.1);
    session.icloud.session.signOut();
    await expectState(popup, 'signed-out');
    session.link.set(FAST);

    await press(popup, 'Open iCloud Photos');
    const icloud = session.browser.context
      .pages()
      .find((page) => page.url().startsWith('https://www.icloud.com/'));
    await icloud?.goto('https://www.icloud.com/practice/sign-in');
    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);

test('a new token completes the copy after Jottacloud ended the sign-in', async () => {
  await using session = await startReadySession(library());
  const { context } = session.browser;
  const { tokens } = session.jottacloud;
  session.link.set(SLOW);
  const popup = await startCopy(session.browser);
  await untilArrived(session, 0.2);
  tokens.killFamilies();
  tokens.expireAccessTokens();
  await expectState(popup, 'attention');
  await expect(popup.getByRole('heading', { name: 'Not connected to Jottacloud any more' })).toBeVisible();
  session.link.set(FAST);

  await press(popup, 'Connect again');
  await expect
    .poll(() => context.pages().filter((page) => page.url().endsWith('/options.html')).length)
    .toBeGreaterThan(0);
  await connect(session.browser, session.jottacloud.createLoginToken());
  await expectState(popup, 'done');
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
});
