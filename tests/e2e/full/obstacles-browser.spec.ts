import { rm } from 'node:fs/promises';
import { copiedFiles } from '../../support/copied-files.ts';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { expectEverythingCopied, sentTwice, untilArrived } from '../far-end.ts';
import { photos } from '../libraries.ts';
import { expectObstacle, STOP } from '../obstacle.ts';
import { expectState, openPlan, press, startCopy } from '../popup.ts';
import { type Session, startReadySession } from '../../support/session.ts';

/** At this speed forty photos take about fourteen seconds: there is a middle, also after a restart. */
const SLOW = { latencyMs: 10, upBytesPerSecond: 1e6 };
const FAST = { latencyMs: 0, upBytesPerSecond: Infinity };
const COUNT = 40;

const library = () => photos(COUNT, 350_000);

/** Copies until some have arrived. */
async function copySome(session: Session): Promise<Page> {
  session.link.set(SLOW);
  const popup = await startCopy(session.browser);
  await untilArrived(session, 0.2);
  return popup;
}

test(
  '16: a copy without internet says so and resumes when it is back',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(library());
    const popup = await copySome(session);
    const devtools = await session.browser.context.newCDPSession(popup);
    // what the browser says of its network is the same for all pages of the extension
    const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', { offline: true, ...conditions });
    const gone = { times: Infinity, action: { kind: 'loseReply' } } as const;
    const mend = [session.jottacloud.faults.add(gone), session.icloud.faults.add(gone)];
    await expectObstacle(popup, {
      title: 'No internet connection',
      says: ['Copying resumes as soon as you are back online.', new RegExp(`^\\d+ of ${COUNT}$`)],
      buttons: ['Try now', 'Pause', STOP],
    });
    session.link.set(FAST);
    for (const end of mend) end();
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...conditions });
    await expectState(popup, 'done');
    expectEverythingCopied(session);
  },
);

test('17: an unstable connection is reported, and the copy continues one file at a time', async () => {
  await using session = await startReadySession(photos(60, 100_000));
  session.icloud.faults.add({
    host: /icloud-content/,
    probability: 0.4,
    times: Infinity,
    action: { kind: 'cutResponse', afterBytes: 10_000 },
  });
  session.link.set({ latencyMs: 20, upBytesPerSecond: 1e6 });
  const popup = await startCopy(session.browser);
  await expect(popup.getByText('Your internet connection is unstable')).toBeVisible({ timeout: 60_000 });
  session.icloud.faults.clear();
  session.link.set(FAST);
  await expectState(popup, 'done');
  expectEverythingCopied(session);
});

test(
  '22: a plan with little disk space says how much, and everything is still copied',
  { tag: '@chromium-alone' },
  async () => {
    const videos = createLibrary(7);
    videos.addVideo({ name: 'IMG_0004.MOV', bytes: 12_000_000 });
    await using session = await startReadySession(videos);
    const popup = await session.browser.openPopup();
    const devtools = await session.browser.context.newCDPSession(popup);
    const origin = session.browser.origin;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 8_000_000 });
    await press(popup, 'Copy to Jottacloud');
    await expectState(popup, 'plan');
    await expect(popup.getByText('Low disk space on this computer')).toBeVisible();
    await expect(
      popup.getByText(/The largest file needs 12\sMB of temporary space; the browser has \d/),
    ).toBeVisible();
    await press(popup, 'Start');
    await expectState(popup, 'done');
    expectEverythingCopied(session);
  },
);

test(
  '29: after a browser restart the popup says that copying resumes automatically, with the verified count',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(library(), { continuesWhereLeftOff: true });
    await copySome(session);
    await session.quit();
    await session.open();
    const popup = await session.browser.openPopup();
    await expect(popup.getByText('Copying stopped when the browser was closed')).toBeVisible();
    await expect(popup.getByText('It is running again now.')).toBeVisible();
    session.link.set(FAST);
    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);

/** Changes the extension's settings on the browser's own page of extensions. */
async function setSiteAccess(session: Session, hostAccess: 'ON_CLICK' | 'ON_ALL_SITES'): Promise<void> {
  const page = await session.browser.context.newPage();
  await page.goto('chrome://extensions/');
  await page.evaluate(
    async (configuration) => {
      const { chrome } = globalThis as unknown as {
        chrome: { developerPrivate: { updateExtensionConfiguration(change: object): Promise<void> } };
      };
      await chrome.developerPrivate.updateExtensionConfiguration(configuration);
    },
    { extensionId: session.browser.extensionId, hostAccess },
  );
  await page.close();
}

test(
  '30: revoked access stops the copy at once, and it resumes automatically when access is granted',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(library());
    const popup = await copySome(session);
    await setSiteAccess(session, 'ON_CLICK');
    await expectObstacle(popup, {
      title: 'Fotoflytt needs access',
      says: [/Press Allow access and confirm/, /photos and videos are already safe in Jottacloud\./],
      buttons: ['Allow access', STOP],
    });
    session.link.set(FAST);
    await setSiteAccess(session, 'ON_ALL_SITES');
    await expectState(popup, 'done');
    // Without access the browser itself asks the service first whether an extension may.
    const violations = session.jottacloud.violations.filter((what) => !what.startsWith('preflight:'));
    expectEverythingCopied({ ...session, jottacloud: { ...session.jottacloud, violations } });
  },
);

test('31: two windows show the same copy, and a press in one shows in the other', async () => {
  await using session = await startReadySession(library());
  const first = await copySome(session);
  const opened = session.browser.context.waitForEvent('page');
  await first.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { windows: { create(window: object): Promise<unknown> } };
    };
    await chrome.windows.create({ url: 'popup.html' });
  });
  const second = await opened;
  await expectState(second, 'running');
  await press(second, 'Pause');
  await expectState(first, 'paused');
  session.link.set(FAST);
  await press(first, 'Continue');
  await expectState(second, 'done');
  await expectState(first, 'done');
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
});

test(
  '32: a log that the browser discarded is rebuilt, and the popup says so',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(library(), { continuesWhereLeftOff: true });
    await copySome(session);
    await session.quit();
    await rm(join(session.browser.profile, 'Default', 'IndexedDB'), { recursive: true });
    await session.open();
    const popup = await session.browser.openPopup();
    await expect(popup.getByText('This browser had lost its list of copied photos')).toBeVisible();
    await expect(popup.getByText(/No photo is uploaded twice/)).toBeVisible();
    session.link.set(FAST);
    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);

test('new photos are counted in the popup and copied with one press; “Check again” finds lost files', async () => {
  const few = photos(6, 20_000);
  await using session = await startReadySession(few);
  const { tree } = session.jottacloud;
  const popup = await openPlan(session.browser);
  await press(popup, 'Start');
  await expectState(popup, 'done');

  await test.step('“Check again” looks for every file in Jottacloud', async () => {
    const [lost] = copiedFiles({ tree });
    if (!lost) throw new Error('nothing was copied');
    tree.trash(lost.path);
    await expect(popup.getByRole('button')).toHaveText([
      'Choose how',
      'No, thanks',
      'Show report',
      'Copy to Jottacloud',
      'Check everything again',
    ]);
    await press(popup, 'Check everything again');
    await expect.poll(() => copiedFiles({ tree }).length).toBe(6);
    await expectState(popup, 'done');
  });

  await test.step('three new ones', async () => {
    const calls = session.icloud.requests.to(/ckdatabasews/).length;
    for (let photo = 0; photo < 3; photo += 1) few.addPhoto({ bytes: 20_000 });
    await popup.reload();
    await expect(
      popup.getByRole('heading', { name: /^3 new since (this morning|\d+:\d\d.[AP]M)$/ }),
    ).toBeVisible();
    const asked = session.icloud.requests.to(/ckdatabasews/).length - calls;
    expect(asked, 'calls to count them').toBeLessThanOrEqual(4);
    await press(popup, 'Copy 3 new photos');
    await expect.poll(() => copiedFiles({ tree }).length).toBe(9);
    await expectState(popup, 'done');
  });
  expectEverythingCopied(session);
});
