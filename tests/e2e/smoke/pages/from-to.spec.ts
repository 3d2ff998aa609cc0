import { expect, type Page, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import { createLibrary, type Library } from '../../../fakes/icloud/library/library.ts';
import { expectEverythingCopied } from '../../far-end.ts';
import { expectState, itemsCopied, openPlan, press } from '../../popup.ts';
import { type Session, startReadySession, startSession } from '../../../support/session.ts';
import { setUp } from '../../../support/set-up.ts';

/** Seven photos of 40 KB take some seconds, in which the task list can be looked at. */
const SLOW_BYTES_PER_SECOND = 25_000;

/** Four photos in "Summer", three in "Rome", two in no album, one hidden. */
function albums(): Library {
  const library = createLibrary(3);
  const all = Array.from({ length: 9 }, () => library.addPhoto({ bytes: 40_000 }));
  library.albums.addTo(library.albums.addAlbum('Summer'), ...all.slice(0, 4));
  library.albums.addTo(library.albums.addAlbum('Rome'), ...all.slice(4, 7));
  library.setHidden(library.addPhoto({ bytes: 40_000 }), true);
  return library;
}

const foldersAt = ({ jottacloud }: Session): string[] => [
  ...new Set(copiedFiles(jottacloud).map(({ path }) => path.split('/').slice(0, 3).join('/'))),
];

/** Presses "Open plan" in the popup. */
async function openSheet({ browser }: Session, popup: Page): Promise<Page> {
  const opened = browser.context.waitForEvent('page');
  await press(popup, 'Open plan');
  const sheet = await opened;
  await expectState(sheet, 'plan');
  return sheet;
}

const use = async (sheet: Page): Promise<void> => {
  await press(sheet, 'Use this folder');
  await expect(sheet.getByRole('dialog')).toHaveCount(0);
};

test(
  'connect, make a folder, one album as a test, then everything, the task list and the summary',
  { tag: '@firefox' },
  async () => {
    await using session = await startSession(albums());
    session.jottacloud.tree.put('Photos/Norway/a.jpg', new TextEncoder().encode('theirs'));
    await setUp(session.browser, session);
    const popup = await openPlan(session.browser);
    const sheet = await openSheet(session, popup);
    const from = sheet.getByRole('region', { name: 'From' });
    const to = sheet.getByRole('region', { name: 'To' });
    await expect(from.getByText('Jane Appleseed')).toBeVisible();
    await expect(from.getByText('jane@example.com')).toBeVisible();
    await expect(from.locator('.photo-picture img')).toHaveCount(3);

    await test.step('a folder is chosen and a new one made in it', async () => {
      await press(sheet, 'Change…');
      await press(sheet, 'Back to Archive');
      await press(sheet, 'Photos');
      await expect(sheet.getByRole('button', { name: 'Norway' })).toBeFocused();
      await press(sheet, 'New folder');
      await sheet.getByRole('textbox', { name: 'Name of the new folder' }).fill('Italy 2022');
      await sheet.keyboard.press('Enter');
      await expect(sheet.getByText('0 files in this folder')).toBeVisible();
      await use(sheet);
      await expect(to.getByText('Jottacloud › Archive › Photos › Italy 2022')).toBeVisible();
      await expect(sheet.getByRole('button', { name: 'Change…' })).toBeFocused();
    });

    await test.step('one album is copied as a test', async () => {
      await press(sheet, 'Choose what to copy…');
      await sheet.getByRole('radio', { name: 'Only some albums' }).check();
      await sheet.getByRole('checkbox', { name: 'Rome' }).check();
      await press(sheet, 'Use this selection');
      await expect(from.getByText('Rome', { exact: true })).toBeVisible();
      await expect(sheet.getByText('3 photos and videos')).toBeVisible();
      await press(sheet, 'Start');
      await expectState(sheet, 'done');
      await expect(itemsCopied(sheet)).toHaveAttribute('aria-valuenow', '3');
      expect(foldersAt(session)).toEqual(['Photos/Norway/a.jpg', 'Photos/Italy 2022/Rome']);
    });

    await test.step('everything follows into the same folder', async () => {
      await press(sheet, 'Copy to Jottacloud');
      await expectState(sheet, 'plan');
      await expect(from.getByText('Everything')).toBeVisible();
      await expect(to.getByText('Jottacloud › Archive › Photos › Italy 2022')).toBeVisible();
      await expect(sheet.getByText(/^3 are already in Jottacloud/)).toBeVisible();
      await sheet.getByRole('checkbox', { name: 'Hidden photos (1)' }).check();
      await expect(sheet.getByText('10 photos and videos')).toBeVisible();
      session.link.set({ upBytesPerSecond: SLOW_BYTES_PER_SECOND });
      await press(sheet, 'Start');
      await expectState(sheet, 'running');
    });

    const details = await session.browser.context.newPage();
    const finished = details.getByRole('group', { name: 'Finished' }).getByRole('listitem');
    await test.step('the task list shows both copies, the running one with its count', async () => {
      await details.goto(`${session.browser.origin}/transfer.html#tasks`);
      const open = details.getByRole('region', { name: 'Now and next' }).getByRole('listitem');
      await expect(open).toHaveCount(1);
      await expect(open).toContainText(/Whole library.*\d of 10/);
      await expect(open.getByRole('progressbar', { name: 'Whole library' })).toHaveAttribute(
        'aria-valuemax',
        '10',
      );
      await expect(finished).toHaveCount(1);
      await expect(finished).toContainText(/Album Rome.*Selection copied.*3 of 3 photos and videos/);
    });

    await test.step('it ends among the finished tasks, and everything is in the folder', async () => {
      session.link.set({ upBytesPerSecond: Infinity });
      await expectState(details, 'done');
      await expect(finished).toHaveCount(2);
      await expect(finished.first()).toContainText(/Whole library.*Complete.*10 of 10 photos and videos/);
      await expect(finished.first()).toContainText('in the folder Photos/Italy 2022');
      await expect(finished.last()).toContainText('Album Rome');
      session.jottacloud.tree.trash('Photos/Norway/a.jpg');
      expectEverythingCopied(session);
      expect(foldersAt(session).every((path) => path.startsWith('Photos/Italy 2022/'))).toBe(true);
    });

    await test.step('the summary says that everything is there', async () => {
      await expect(finished.first().getByRole('link', { name: /^Show report/ })).toBeVisible();
      await sheet.bringToFront();
      const opened = session.browser.context.waitForEvent('page');
      await press(sheet, 'Show report');
      const report = await opened;
      await expect(report.getByText(/^Complete and verified.* 10 /)).toBeVisible();
      await expect(report.getByText('Jottacloud › Archive › Photos › Italy 2022').first()).toBeAttached();
    });
  },
);

test('a change of the settings reaches an open plan, and one in the plan the settings', async () => {
  await using session = await startReadySession(albums());
  const sheet = await openSheet(session, await openPlan(session.browser));
  const options = await session.browser.openOptions();
  await options.getByRole('textbox', { name: 'Destination folder' }).fill('Bilder/2026');
  await options.keyboard.press('Enter');
  await expect(sheet.getByText('Jottacloud › Archive › Bilder › 2026')).toBeVisible();

  await sheet.getByRole('checkbox', { name: 'Hidden photos (1)' }).check();
  await expect(sheet.getByText('10 photos and videos')).toBeVisible();
  await sheet.getByRole('radio', { name: 'One folder' }).check();
  await expect(sheet.getByRole('button', { name: 'Start' })).toBeEnabled();
  await options.reload();
  await expect(options.getByRole('checkbox', { name: 'Hidden photos' })).toBeChecked();
  await expect(options.getByRole('radio', { name: 'One folder' })).toBeChecked();
  await press(sheet, 'Start');
  await expectState(sheet, 'done');
  expect(
    new Set(copiedFiles(session.jottacloud).map(({ path }) => path.split('/').slice(0, -1).join('/'))),
  ).toEqual(new Set(['Bilder/2026', 'Bilder/2026/Hidden']));
});

test('the folders are worked with the keyboard alone, and each trouble says what to do', async () => {
  await using session = await startReadySession(albums());
  const { jottacloud } = session;
  for (const path of ['Photos/Italy/a.jpg', 'Work/b.txt', 'iCloud Photos/mine.jpg'])
    jottacloud.tree.put(path, new TextEncoder().encode(path));
  const options = await session.browser.openOptions();
  const change = options.getByRole('button', { name: 'Change…' });
  const { keyboard } = options;
  await change.focus();
  await keyboard.press('Enter');
  await expect(options.getByText('1 file in this folder')).toBeVisible();
  await expect(options.getByRole('button', { name: 'Back to Archive' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(options.getByRole('button', { name: 'iCloud Photos' })).toBeFocused();
  await keyboard.press('p');
  await keyboard.press('ArrowRight');
  await expect(options.getByRole('button', { name: 'Italy' })).toBeFocused();
  await keyboard.press('Tab');
  await expect(options.getByRole('button', { name: 'New folder' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(change).toBeFocused();
  await expect(options.getByText('Jottacloud › Archive › iCloud Photos')).toBeVisible();

  await test.step('an account that allows nothing', async () => {
    jottacloud.faults.add({ path: /mkDir=true/, action: { kind: 'answer', status: 403 } });
    await change.click();
    await press(options, 'New folder');
    await options.getByRole('textbox', { name: 'Name of the new folder' }).fill('New');
    await press(options, 'Create');
    await expect(options.getByText('Your account does not allow this')).toBeVisible();
    await keyboard.press('Escape');
  });
  await test.step('no answer, and then one', async () => {
    jottacloud.faults.add({ path: /Archive\/iCloud%20Photos$/, action: { kind: 'answer', status: 503 } });
    await change.click();
    await expect(options.getByText('Jottacloud is busy or down')).toBeVisible();
    await press(options, 'Try again');
    await expect(options.getByText('1 file in this folder')).toBeVisible();
    await keyboard.press('Escape');
  });
  await test.step('a sign-in that has ended', async () => {
    jottacloud.tokens.killFamilies();
    jottacloud.tokens.expireAccessTokens();
    await change.click();
    await expect(options.getByText('Connect again in the settings')).toBeVisible();
    await expect(options.getByRole('link', { name: 'Connect again' })).toBeVisible();
  });
});
