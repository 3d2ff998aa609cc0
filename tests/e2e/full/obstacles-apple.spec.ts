import { expect, type Page, test } from '@playwright/test';
import { copiedFiles } from '../../support/copied-files.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { appleFaults } from '../../fakes/icloud/apple-faults.ts';
import { serviceHeaders } from '../../fakes/icloud/apple-headers.ts';
import { expectEverythingCopied, sentTwice, untilArrived } from '../far-end.ts';
import { photos } from '../libraries.ts';
import { expectObstacle, STOP } from '../obstacle.ts';
import { expectState, openPlan, press, startCopy } from '../popup.ts';
import { type Session, startReadySession } from '../../support/session.ts';

const MAIN = 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted';
const BY_ADDED = 'CPLAssetAndMasterByAddedDate';

/** Continues from a removed obstacle to the plan, then drops the plan. */
async function backToReady(popup: Page): Promise<void> {
  await expectState(popup, 'plan');
  await press(popup, 'Not now');
  await expectState(popup, 'ready');
}

/** Calls that make a phone ring, or that change anything: none is ever made. */
const expectNothingWritten = ({ icloud }: Session): void => icloud.assertNeverWritten();

test('before a copy, each request of Apple’s is shown with its action, and the copy resumes after it', async () => {
  await using session = await startReadySession(createLibrary(3));
  const { library, session: account, switches } = session.icloud;
  const popup = await session.browser.openPopup();
  await expectState(popup, 'ready');

  await test.step('6: no photos in the account', async () => {
    await press(popup, 'Copy to Jottacloud');
    await expectObstacle(popup, {
      title: 'No photos in this iCloud account',
      says: [/Settings › Photos › iCloud Photos is on, and that jane@example\.com is the right account/],
      buttons: ['Check again', STOP],
    });
  });

  await test.step('34: answers in a new shape', async () => {
    for (let photo = 0; photo < 6; photo += 1) library.addPhoto({ bytes: 20_000 });
    switches.otherShape = true;
    await press(popup, 'Check again');
    await expectObstacle(popup, {
      title: 'Apple has changed something',
      says: [/We stopped to be safe; nothing was lost or deleted/],
      buttons: ['Look for an update', 'Show the diagnosis log', STOP],
    });
    switches.otherShape = false;
    // lists that were read while Apple sorts are read whole the next time
    switches.indexing = 'RUNNING';
    await press(popup, 'Look for an update');
    await backToReady(popup);
  });

  await test.step('2: a second factor', async () => {
    account.codeWanted = true;
    await press(popup, 'Copy to Jottacloud');
    await expectObstacle(popup, {
      title: 'Apple wants to check that it’s you',
      says: [/Enter the code from your iPhone on the iCloud page/],
      buttons: ['Open iCloud Photos', STOP],
    });
    account.codeWanted = false;
    await backToReady(popup);
  });

  await test.step('3: new terms', async () => {
    account.termsWanted = true;
    await press(popup, 'Copy to Jottacloud');
    await expectObstacle(popup, {
      title: 'Apple has new terms for you to accept',
      says: [/Accept them on icloud\.com\. Copying then resumes automatically/],
      buttons: ['Open iCloud Photos', STOP],
    });
    account.termsWanted = false;
    await backToReady(popup);
  });

  await test.step('4: web access switched off', async () => {
    account.webAccess = false;
    await press(popup, 'Copy to Jottacloud');
    await expectObstacle(popup, {
      title: 'Web access to your iCloud data is turned off',
      says: [/go to Settings › your name › iCloud and turn on Access iCloud Data on the Web/],
      buttons: ['Continue', STOP],
    });
    account.webAccess = true;
    await press(popup, 'Continue');
    await backToReady(popup);
  });

  await test.step('7: a copy proceeds while Apple is sorting, and finds late photos at the end', async () => {
    await press(popup, 'Copy to Jottacloud');
    await expectState(popup, 'plan');
    await expect(popup.getByText('Apple is still preparing your library')).toBeVisible();
    await expect(popup.getByRole('button', { name: 'Start' })).toBeEnabled();
    library.addPhoto({ bytes: 20_000 });
    switches.indexing = 'FINISHED';
    await press(popup, 'Start');
    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(copiedFiles(session.jottacloud).length).toBe(7);
  });

  await test.step('8: another account', async () => {
    const before = { ...account.account };
    Object.assign(account.account, { dsid: '20000000002', appleId: 'anna@example.no' });
    await press(popup, 'Copy to Jottacloud');
    await expectObstacle(popup, {
      title: 'This is a different Apple account',
      says: [
        /Last time: jane@example\.com\. Now: anna@example\.no\./,
        '7 photos and videos are already safe in Jottacloud.',
      ],
      buttons: ['Copy the photos of Jane Appleseed too', 'Open iCloud Photos', 'Continue', STOP],
    });
    Object.assign(account.account, before);
    await press(popup, 'Continue');
    await expectState(popup, 'done');
  });
  expectNothingWritten(session);
});

test('during a copy, a lost sign-in or approval stops it with the verified count, and it resumes automatically', async () => {
  await using session = await startReadySession(photos(600, 20_000));
  const { session: account } = session.icloud;
  session.link.set({ upBytesPerSecond: 1e6 });
  const popup = await startCopy(session.browser);
  await untilArrived(session, 0.1);

  await test.step('5: the approval has ended', async () => {
    Object.assign(account, { adp: true, pcsConsent: false });
    await expectObstacle(popup, {
      title: 'Apple asks for your approval again',
      says: [
        /approve on your iPhone; copying then resumes/,
        /photos and videos are already safe in Jottacloud\./,
      ],
      buttons: ['Open iCloud Photos', STOP],
    });
    account.pcsConsent = true;
    await expectState(popup, 'running');
  });

  await test.step('1: signed out', async () => {
    account.signOut();
    await expectObstacle(popup, {
      title: 'Sign in to iCloud',
      says: [/Copying then resumes automatically/, /photos and videos are already safe in Jottacloud\./],
      buttons: ['Open iCloud Photos', STOP],
    });
    session.link.set({ upBytesPerSecond: Infinity });
    await session.browser.signInToIcloud();
    await expectState(popup, 'done');
  });
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
});

test('20: a copy that Apple slows down shows when it resumes, and “Try now” ends the wait', async () => {
  await using session = await startReadySession(photos(10, 20_000));
  session.icloud.faults.add({
    host: /ckdatabasews/,
    path: /records\/lookup/,
    times: Infinity,
    action: appleFaults.throttled(120),
  });
  const popup = await startCopy(session.browser);
  await expectObstacle(popup, {
    title: 'Apple asks us to slow down',
    says: ['That is normal with large libraries.', /Copying resumes at .* in 2 minutes/],
    buttons: ['Try now', 'Pause', STOP],
  });
  session.icloud.faults.clear();
  await press(popup, 'Try now');
  await expectState(popup, 'done');
  expectEverythingCopied(session);
});

test('33: the report shows both numbers when Apple counts more than it lists, and “Check everything again” finds late photos', async () => {
  const library = photos(12, 10_000);
  await using session = await startReadySession(library);
  const { switches, faults } = session.icloud;
  const unseen = new Set(library.primary.assets.slice(3, 6).map(({ recordName }) => recordName));
  switches.unlisted.set(MAIN, unseen).set(BY_ADDED, unseen);
  const body = JSON.stringify({ zones: [{ serverErrorCode: 'BAD_REQUEST', reason: 'no' }] });
  const headers = serviceHeaders('', 61);
  faults.add({
    path: /changes\/zone/,
    times: Infinity,
    action: { kind: 'answer', status: 200, headers, body },
  });
  const popup = await openPlan(session.browser);
  await press(popup, 'Start');
  await expectState(popup, /^done/);
  const report = await session.browser.context.newPage();
  await report.goto(`${session.browser.origin}/report.html`);
  await report.getByText('Everything in detail').click();
  await expect(report.getByText(/Apple’s counter says 12, its list shows 9\./)).toBeVisible();
  switches.unlisted.clear();
  faults.clear();
  await press(popup, 'Check everything again');
  await expect.poll(() => copiedFiles(session.jottacloud).length).toBe(12);
  await expectState(popup, 'done');
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
});
