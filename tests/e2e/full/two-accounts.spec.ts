import { expect, type Page, test } from '@playwright/test';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import type { IcloudAccount } from '../../fakes/icloud/session.ts';
import { untilArrived } from '../far-end.ts';
import { expectState, press } from '../popup.ts';
import { type Session, startReadySession } from '../../support/session.ts';
import { copiedFiles } from '../../support/copied-files.ts';

const anna: IcloudAccount = { dsid: '10000000001', appleId: 'anna@example.no', fullName: 'Anna Dahl' };
const bo: IcloudAccount = { dsid: '20000000002', appleId: 'bo@example.no', fullName: 'Bo Berg' };

/** Photos with the same names in both libraries, and with bytes that nobody else has. */
function libraryOf(seed: number, photos: number, bytes = 20_000): Library {
  const library = createLibrary(seed);
  for (let photo = 0; photo < photos; photo += 1) library.addPhoto({ bytes: bytes + seed * 1_000 + photo });
  return library;
}

/** Anna's browser, in which Bo has a library too. */
async function startAtAnnas(
  photos: number,
  bytes?: number,
): Promise<{ session: Session; boLibrary: Library }> {
  const session = await startReadySession(libraryOf(1, photos, bytes));
  const boLibrary = libraryOf(2, photos, bytes);
  session.icloud.addAccount(bo.dsid, boLibrary);
  Object.assign(session.icloud.session.account, anna);
  return { session, boLibrary };
}

/** Somebody signs out at iCloud, and somebody else signs in there. */
async function signInAs({ icloud, browser }: Session, account: IcloudAccount): Promise<void> {
  icloud.session.signOut();
  Object.assign(icloud.session.account, account);
  await (await browser.signInToIcloud()).close();
}

const below = ({ jottacloud }: Session, folder: string): string[] =>
  copiedFiles(jottacloud)
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(({ md5 }) => md5)
    .toSorted();
const wanted = (library: Library): string[] =>
  library
    .expectedOriginals()
    .map(({ md5 }) => md5)
    .toSorted();

async function expectTrees({ session, boLibrary }: { session: Session; boLibrary: Library }): Promise<void> {
  const { icloud, jottacloud } = session;
  expect(below(session, 'iCloud Photos')).toEqual(wanted(icloud.library));
  expect(below(session, 'iCloud Photos – Bo Berg')).toEqual(wanted(boLibrary));
  expect(copiedFiles(jottacloud).length).toBe(wanted(icloud.library).length + wanted(boLibrary).length);
  icloud.assertNeverWritten();
  expect([...icloud.violations, ...jottacloud.violations]).toEqual([]);
}

/** Names of the logs that are on disk. */
const readLogNames = async (page: Page): Promise<string[]> => {
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
  return names.filter((name) => /^fotoflytt(-\d+)?$/.test(name)).toSorted();
};

/** Opens the popup again. It may reload automatically at this moment, which ends our reload in Firefox. */
const openAgain = async (popup: Page): Promise<void> => {
  await popup.reload().catch(() => undefined);
};

const says = (popup: Page, text: string): Promise<void> => expect(popup.getByText(text)).toBeVisible();

/** Presses Start for a plan, and waits for the end. */
async function finish(popup: Page): Promise<void> {
  await expectState(popup, 'plan');
  await press(popup, 'Start');
  await expectState(popup, 'done');
}

test('two people copy from one browser: two trees, and each popup says whose copy it shows', async () => {
  const people = await startAtAnnas(6);
  await using session = people.session;
  const popup = await session.browser.openPopup();

  await test.step('Anna copies, and is not named while she is alone', async () => {
    await press(popup, 'Copy to Jottacloud');
    await finish(popup);
    await expect(popup.getByText('Anna Dahl')).toBeHidden();
  });

  await test.step('Bo signs in, is offered a copy of his own, and copies', async () => {
    await signInAs(session, bo);
    await openAgain(popup);
    await says(
      popup,
      'This is the copy of Anna Dahl, anna@example.no. You are signed in to iCloud as Bo Berg, bo@example.no.',
    );
    await expectState(popup, 'done');
    await press(popup, 'Copy the photos of Bo Berg too');
    await says(popup, 'Photos of Bo Berg, bo@example.no');
    await finish(popup);
    await expectTrees(people);
  });

  await test.step('Anna signs in again, and her complete copy is shown as it was', async () => {
    await signInAs(session, anna);
    await openAgain(popup);
    await says(popup, 'Photos of Anna Dahl, anna@example.no');
    await expectState(popup, 'done');
    await expectTrees(people);
  });

  await test.step('each report is certified for its own account', async () => {
    const report = await session.browser.context.newPage();
    await report.goto(`${session.browser.origin}/report.html`);
    await expect(report.getByText('Anna Dahl, anna@example.no').first()).toBeVisible();
    await expect(report.getByText('bo@example.no')).toBeHidden();
    await press(popup, 'Show the copy of Bo Berg');
    await says(popup, 'This is the copy of Bo Berg, bo@example.no.');
    await expect(report.getByText('Bo Berg, bo@example.no').first()).toBeVisible();
    await expect(report.getByText('anna@example.no')).toBeHidden();
    await report.close();
  });

  await test.step('what is kept of Bo is deleted alone', async () => {
    const options = await session.browser.context.newPage();
    await options.goto(`${session.browser.origin}/options.html`);
    await expect(options.getByLabel('Destination folder')).toHaveValue('iCloud Photos – Bo Berg');
    await press(options, 'Delete the photo list of Bo Berg');
    await press(options, 'Delete the photo list of Bo Berg');
    await expect(options.getByLabel('Destination folder')).toHaveValue('iCloud Photos');
    await expect(options.getByRole('button', { name: /^Delete the photo list/ })).toBeHidden();
    await expect.poll(() => readLogNames(options)).toEqual(['fotoflytt']);
    await openAgain(popup);
    await expectState(popup, 'done');
    await expectTrees(people);
  });
});

test('a copy in progress waits while somebody else is signed in, and continues when its account is back', async () => {
  test.slow();
  const people = await startAtAnnas(150, 60_000);
  await using session = people.session;
  session.link.set({ upBytesPerSecond: 400_000 });
  const popup = await session.browser.openPopup();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await press(popup, 'Start');
  await untilArrived(session, 0.05);

  await signInAs(session, bo);
  await openAgain(popup);
  await press(popup, 'Copy the photos of Bo Berg too');
  await says(popup, 'Photos of Bo Berg, bo@example.no');
  session.link.set({ upBytesPerSecond: Infinity });
  await finish(popup);
  expect(below(session, 'iCloud Photos – Bo Berg')).toEqual(wanted(people.boLibrary));
  const before = below(session, 'iCloud Photos').length;
  expect(before).toBeLessThan(wanted(session.icloud.library).length);

  await signInAs(session, anna);
  await openAgain(popup);
  await says(popup, 'Photos of Anna Dahl, anna@example.no');
  await expectState(popup, 'done');
  await expectTrees(people);

  const options = await session.browser.context.newPage();
  await options.goto(`${session.browser.origin}/options.html`);
  expect(await readLogNames(options)).toEqual(['fotoflytt', 'fotoflytt-2']);
  await popup.close();
  await press(options, 'Delete all data from this browser');
  await press(options, 'Delete all data');
  await expect(options.getByText('All data has been deleted from this browser.')).toBeVisible({
    timeout: 30_000,
  });
  await expect.poll(() => readLogNames(options)).not.toContain('fotoflytt-2');
  await expect(options.getByRole('button', { name: /^Delete the photo list/ })).toBeHidden();
  await expectTrees(people);
});
