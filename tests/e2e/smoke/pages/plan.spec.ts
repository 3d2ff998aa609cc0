import { expect, type Page, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import { createLibrary, type Library } from '../../../fakes/icloud/library/library.ts';
import { expectEverythingCopied } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { expectState, itemsCopied, openPlan, press } from '../../popup.ts';
import { type Session, startReadySession } from '../../../support/session.ts';

/** Five photos in "Summer", three in "Rome" in the folder "Trips", two in no album, one of "Summer" in "Rome" too, one hidden. */
function albums(): Library {
  const library = createLibrary(3);
  const all = Array.from({ length: 10 }, () => library.addPhoto({ bytes: 40_000 }));
  const [summer, trips] = [library.albums.addAlbum('Summer'), library.albums.addFolder('Trips')];
  const rome = library.albums.addAlbum('Rome', { parent: trips });
  library.albums.addTo(summer, ...all.slice(0, 5));
  library.albums.addTo(rome, ...all.slice(5, 8), ...all.slice(0, 1));
  library.setHidden(library.addPhoto({ bytes: 40_000 }), true);
  return library;
}

const pathsAt = ({ jottacloud }: Session): string[] =>
  copiedFiles(jottacloud)
    .map(({ path }) => path.replace(/[^/]+$/, ''))
    .toSorted();

/** Expects no request for a photo's bytes, no allocation and no upload. */
function expectNothingMoved({ icloud, jottacloud }: Session): void {
  // the page at icloud.com shows small pictures of its own
  const bytes = icloud.requests.to(/icloud-content/).filter(({ path }) => !path.includes('/preview.jpg'));
  expect(bytes).toEqual([]);
  expect([jottacloud.allocations, jottacloud.uploads]).toEqual([[], []]);
  expect(copiedFiles(jottacloud)).toEqual([]);
}

const done = async (popup: Page, count: number): Promise<void> => {
  await expectState(popup, 'done');
  await expect(itemsCopied(popup)).toHaveAttribute('aria-valuenow', String(count));
  await expect(itemsCopied(popup)).toHaveAttribute('aria-valuemax', String(count));
};

test('the plan is shown before the first byte, also in a popup opened later, and “Start” carries it out', async () => {
  await using session = await startReadySession(albums());
  const popup = await openPlan(session.browser);
  for (const text of ['10 photos and videos', '10 files, 400 kB', 'Space in Jottacloud: unlimited.'])
    await expect(popup.getByText(text)).toBeVisible();
  await popup.getByText('Not included').click();
  await expect(popup.getByText('Hidden photos')).toBeVisible();
  await popup.reload();
  await expectState(popup, 'plan');
  await expect(popup.getByRole('button', { name: 'Start' })).toBeEnabled();
  expectNothingMoved(session);

  await press(popup, 'Start');
  await done(popup, 10);
  expect(pathsAt(session)).toEqual(
    [
      ...Array.from({ length: 2 }, () => 'iCloud Photos/Not in any album/'),
      ...Array.from({ length: 5 }, () => 'iCloud Photos/Summer/'),
      ...Array.from({ length: 4 }, () => 'iCloud Photos/Trips/Rome/'),
    ].map((path) => expect.stringContaining(path)),
  );
});

test('too little space blocks “Start” with the numbers; fewer photos may fit', async () => {
  await using session = await startReadySession(albums());
  session.jottacloud.user.capacityBytes = 250_000;
  const popup = await openPlan(session.browser);
  await expect(popup.getByText('You need 400 kB; 250 kB is free.')).toBeVisible();
  await expect(popup.getByRole('button', { name: 'Start' })).toBeDisabled();
  expectNothingMoved(session);

  await press(popup, 'Choose what to copy…');
  await popup.getByRole('radio', { name: 'Only some albums' }).check();
  await popup.getByRole('checkbox', { name: 'Summer' }).check();
  await press(popup, 'Use this selection');
  await expect(popup.getByText('5 photos and videos')).toBeVisible();
  await press(popup, 'Start');
  await done(popup, 5);
});

test(
  'one chosen folder is counted, copied and named; choosing everything later copies the rest',
  { tag: '@firefox' },
  async () => {
    await using session = await startReadySession(albums());
    const popup = await openPlan(session.browser);
    await press(popup, 'Choose what to copy…');
    await popup.getByRole('radio', { name: 'Only some albums' }).check();
    await expect(popup.getByRole('checkbox', { name: 'Not in any album' })).toHaveAccessibleDescription(
      '2 photos',
    );
    await popup.getByRole('checkbox', { name: 'Trips' }).check();
    await expect(popup.getByRole('checkbox', { name: 'Rome' })).toBeChecked();
    await press(popup, 'Use this selection');
    await expect(popup.getByText('Your selection: Rome')).toBeVisible();
    await expect(popup.getByText('4 photos and videos')).toBeVisible();
    expectNothingMoved(session);
    await press(popup, 'Start');
    await done(popup, 4);
    await expect(popup.getByRole('heading', { name: 'Your selection is in Jottacloud' })).toBeVisible();
    expect(pathsAt(session)).toEqual(Array.from({ length: 4 }, () => 'iCloud Photos/Trips/Rome/'));

    await press(popup, 'Copy to Jottacloud');
    await expectState(popup, 'plan');
    await expect(popup.getByText(/^4 are already in Jottacloud/)).toBeVisible();
    await press(popup, 'Start');
    await done(popup, 10);
  },
);

test('one of 500 albums is chosen with six keys', { tag: '@firefox' }, async () => {
  const library = createLibrary(5);
  const all = Array.from({ length: 4 }, () => library.addPhoto({ bytes: 40_000 }));
  for (let number = 1; number < 500; number += 1) library.albums.addAlbum(`Tour ${number}`);
  library.albums.addTo(library.albums.addAlbum('Italia 2012'), ...all.slice(0, 3));
  await using session = await startReadySession(library);
  const popup = await openPlan(session.browser);
  await press(popup, 'Choose what to copy…');
  await popup.getByRole('radio', { name: 'Only some albums' }).check();
  await expect(popup.getByRole('searchbox', { name: 'Search albums' })).toBeFocused();
  await expect(popup.getByText('500 albums · 0 selected')).toBeVisible();
  expect(await popup.getByRole('checkbox', { name: /^Tour/ }).count()).toBeLessThan(40);
  for (const key of ['i', 't', 'a', 'l', 'ArrowDown', 'Space']) await popup.keyboard.press(key);
  await expect(popup.getByRole('checkbox', { name: 'Italia 2012' })).toBeChecked();
  await expect(popup.getByRole('checkbox', { name: 'Italia 2012' })).toHaveAccessibleDescription(/^3 photos/);
  await expect(popup.getByText('1 album · 1 selected')).toBeVisible();
  await press(popup, 'Use this selection');
  await expect(popup.getByText('3 photos and videos')).toBeVisible();
  await press(popup, 'Start');
  await done(popup, 3);
  expect(pathsAt(session)).toEqual(Array.from({ length: 3 }, () => 'iCloud Photos/Italia 2012/'));
});

test('“Not now” leaves everything as it was', async () => {
  await using session = await startReadySession(photos(3, 5_000));
  const popup = await openPlan(session.browser);
  await press(popup, 'Not now');
  await expectState(popup, 'ready');
  expectNothingMoved(session);
});

test('a plan that is switched off is not shown the next time', async () => {
  await using session = await startReadySession(photos(3, 5_000));
  const popup = await openPlan(session.browser);
  await popup.getByRole('checkbox', { name: 'Show this plan every time' }).uncheck();
  await press(popup, 'Not now');
  await expectState(popup, 'ready');
  await popup.reload();
  await press(popup, 'Copy to Jottacloud');
  await done(popup, 3);
  expectEverythingCopied(session);
});

test('hidden photos and another layout are used when they are set, and the preview shows the user’s own album', async () => {
  await using session = await startReadySession(albums());
  const options = await session.browser.openOptions();
  const layout = options.getByRole('radiogroup', { name: 'Folder layout' });
  await expect(layout.getByRole('radio', { name: 'Albums' })).toBeChecked();
  await layout.getByRole('radio', { name: 'One folder' }).check();
  await options.getByRole('checkbox', { name: 'Hidden photos' }).check();
  await options.reload();
  await expect(layout.getByRole('radio', { name: 'One folder' })).toBeChecked();

  const popup = await openPlan(session.browser);
  await expect(popup.getByText('11 photos and videos')).toBeVisible();
  await press(popup, 'Start');
  await done(popup, 11);
  expectEverythingCopied(session);
  expect([...new Set(pathsAt(session))]).toEqual(['iCloud Photos/', 'iCloud Photos/Hidden/']);

  await options.reload();
  await layout.getByRole('radio', { name: 'Albums' }).check();
  await expect(options.getByRole('figure').getByText('Summer')).toBeVisible();
});
