// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TransferError } from '../../utils/errors.ts';
import { type LogAlbums, noLogAlbums } from '../../utils/domain/album/log-albums.ts';
import type { PhotoState } from '../../utils/domain/file/photo-state.ts';
import { epochMs } from '../../utils/units.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { createFakePage } from '../testing/fake-page.ts';
import { PicturesContext } from '../shared/picture/pictures-context.ts';
import { createFakePictures } from '../testing/fake-pictures.ts';
import { plainText } from '../testing/plain-text.ts';
import { type ButtonPosition, InPage } from './InPage.tsx';
import { TILE_PX } from './picker-window.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

function show(options: Parameters<typeof createFakePage>[0] = {}) {
  const page = createFakePage(options);
  const covers = createFakePictures({ SOMMER: { kind: 'shown', address: 'blob:sommer', durationMs: 0 } });
  render(
    <PicturesContext.Provider value={covers}>
      <InPage
        model={page.model}
        position={signal<ButtonPosition>({ edge: 'bottom', blockPx: 16, rightPx: 16 })}
      />
    </PicturesContext.Provider>,
  );
  return page;
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

const inAlbum = { sight: { addressNames: ['SOMMER'] } };

describe('the button', () => {
  test('offers no album where none is open', async () => {
    show();
    press('Send to Jottacloud');
    const items = await screen.findAllByRole('menuitem');
    expect(items.map(({ textContent }) => textContent)).toEqual(['Whole library', 'Choose photos…']);
  });

  test('says how many photos it sends', async () => {
    const { sent } = show({ sight: { selection: { count: 1_024, thumbs: ['a'], unrecognised: 0 } } });
    press('Send 1,024 to Jottacloud');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect((await screen.findByText('1 photo added to the queue')).getAttribute('aria-live')).toBe('polite');
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  });

  test('is cleared once the selection is sent, until it changes or the press is undone', async () => {
    const selection = { count: 3, thumbs: ['a', 'b', 'c'], unrecognised: 0 };
    const { sent, sight } = show({ sight: { selection } });
    press('Send 3 to Jottacloud');
    press(await screen.findByText('✓ 3 sent').then((button) => button.textContent));
    expect(sent).toHaveLength(1);
    sight.value = { ...sight.value, selection: { ...selection, count: 2, thumbs: ['a', 'b'] } };
    expect(await screen.findByRole('button', { name: 'Send 2 to Jottacloud' })).toBeTruthy();
    sight.value = { ...sight.value, selection };
    expect(await screen.findByText('✓ 3 sent')).toBeTruthy();
    press('Undo');
    expect(await screen.findByRole('button', { name: 'Send 3 to Jottacloud' })).toBeTruthy();
  });

  test('a press that failed says why, and leads to the details', async () => {
    const page = show({ sight: { selection: { count: 1, thumbs: ['a'], unrecognised: 0 } } });
    page.page.sendItems = () => Promise.reject(new TransferError('network', 'no connection'));
    press('Send 1 to Jottacloud');
    expect(await screen.findByText(/^Nothing was sent\. No connection/)).toBeTruthy();
    press('Details');
    await waitFor(() => expect(page.detailsOpened.value).toBe(1));
  });

  test('after an update of the extension it asks to reload the page', async () => {
    const page = show({ sight: { selection: { count: 1, thumbs: ['a'], unrecognised: 0 } } });
    page.page.sendItems = () => Promise.reject(new Error('Extension context invalidated.'));
    press('Send 1 to Jottacloud');
    expect(await screen.findByText(/Fotoflytt was updated\. Reload this page/)).toBeTruthy();
  });

  test('opens a menu when nothing is selected; Escape closes it and gives the focus back', async () => {
    show(inAlbum);
    press('Send to Jottacloud');
    const items = await screen.findAllByRole('menuitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'This album',
      'Whole library',
      'Choose photos…',
    ]);
    const [first] = items;
    if (first) fireEvent.keyDown(first, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(document.activeElement?.textContent).toBe('Send to Jottacloud');
  });

  test.each([
    ['ArrowDown', 'This album'],
    ['ArrowUp', 'Choose photos…'],
  ])('%s on the button opens the menu at "%s"', async (key, entry) => {
    show(inAlbum);
    fireEvent.keyDown(screen.getByRole('button', { name: 'Send to Jottacloud' }), { key });
    await screen.findByRole('menuitem', { name: entry });
    await waitFor(() => expect(document.activeElement?.textContent).toBe(entry));
  });

  test('sends the whole library from the menu', async () => {
    const { sent } = show();
    press('Send to Jottacloud');
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Whole library' }));
    await waitFor(() => expect(sent).toEqual([{ everything: true }]));
    expect(await screen.findByText(/see it and press Start/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  });

  test('before the setup says what comes first', async () => {
    show({ isSetUp: false, sight: { selection: { count: 1, thumbs: ['a'], unrecognised: 0 } } });
    press('Send 1 to Jottacloud');
    expect(await screen.findByText('Connect Jottacloud first. We’ll remember your selection.')).toBeTruthy();
  });
});

describe('during the first run', () => {
  const setup = { name: 'Jane Appleseed', isOffered: true };

  test('it names who is signed in and leads back to the setup once, and sends nothing', async () => {
    const page = show({ setup, sight: { selection: { count: 1, thumbs: ['a'], unrecognised: 0 } } });
    expect(screen.getByText('Signed in as Jane Appleseed.')).toBeTruthy();
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Continue the setup ›',
    ]);
    press('Continue the setup ›');
    await waitFor(() => expect(screen.queryByRole('button')).toBeNull());
    expect([page.followed.value, page.sent]).toEqual([1, []]);
  });

  test('the button to send comes after it', async () => {
    const page = show({ setup });
    page.setup.value = null;
    expect(await screen.findByRole('button', { name: 'Send to Jottacloud' })).toBeTruthy();
  });
});

describe('with one photo open', () => {
  test.each<[PhotoState, string, boolean]>([
    ['proved', 'In Jottacloud ✓ verified', false],
    ['queued', 'In the queue', false],
    ['problem', 'Could not be copied', true],
    ['unknown', 'Not yet in Jottacloud', true],
  ])('%s: "%s"', async (state, sentence, canSend) => {
    const { stop } = show({ state, sight: { openPhoto: 'A' } });
    expect((await screen.findByText(sentence)).closest('output')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send to Jottacloud' }) !== null).toBe(canSend);
    stop();
  });
});

test('the window says how many photos could not be identified', async () => {
  show({ sight: { selection: { count: 24, thumbs: ['a'], unrecognised: 2 } } });
  press('Send 24 to Jottacloud');
  expect(
    await screen.findByText('We could not identify 2 of the 24 photos. Please choose them here.'),
  ).toBeTruthy();
});

describe('the window to choose photos in', () => {
  async function openWindow(options: Parameters<typeof createFakePage>[0] = {}) {
    const page = show(options);
    press('Send to Jottacloud');
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Choose photos…' }));
    await screen.findByRole('button', { name: 'Show: All photos' });
    return page;
  }

  test('opens an album from the list with the search, and gives the focus back', async () => {
    await openWindow();
    press('Show: All photos');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('searchbox')));
    expect(screen.getByRole('heading', { name: 'Reiser' })).toBeTruthy();
    const album = screen.getByRole('button', { name: 'Sommer' });
    await waitFor(() =>
      expect(document.getElementById(album.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
        '1,000 photos',
      ),
    );
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'ArrowDown' });
    await waitFor(() => expect(document.activeElement).toBe(album));
    fireEvent.keyDown(album, { key: 'Home' });
    expect(document.activeElement).toBe(album);
    fireEvent.click(album);
    const opener = await screen.findByRole('button', { name: 'Show: Reiser › Sommer' });
    expect(document.activeElement).toBe(opener);
    expect(await screen.findByRole('button', { name: 'Send the whole album' })).toBeTruthy();
  });

  describe('lists the album', () => {
    const listedAt = epochMs(new Date(2026, 10, 29, 9, 12).getTime());
    const logOf = (items: number, copied: number) => ({
      listedAt,
      albums: [{ albumName: 'SOMMER', items, copied, bytes: 61_000_000_000 }],
    });
    const asOf = 'In Jottacloud: your albums as of Nov 29, 2026, 9:12 AM';

    // Apple counts 1,000 photos now
    test.each<[string, LogAlbums, string, string[]]>([
      [
        'as copied as far as it was listed',
        logOf(1_000, 1_000),
        '1,000 photos · 61 GB · 1,000 of 1,000 in Jottacloud',
        [asOf],
      ],
      [
        'that has grown since, without its size',
        logOf(998, 998),
        '1,000 photos · 998 of 1,000 in Jottacloud',
        [asOf],
      ],
      ['that has shrunk since, with Apple’s count alone', logOf(1_002, 1_002), '1,000 photos', [asOf]],
      ['that the log does not know, without a date', { listedAt, albums: [] }, '1,000 photos', []],
      ['before the setup, without a date', noLogAlbums, '1,000 photos', []],
    ])('%s', async (_, log, numbers, dates) => {
      await openWindow({ log });
      press('Show: All photos');
      const album = await screen.findByRole('button', { name: 'Sommer' });
      const described = () => document.getElementById(album.getAttribute('aria-describedby') ?? '');
      await waitFor(() => expect(plainText(described())).toBe(numbers));
      expect(screen.queryAllByText(/^In Jottacloud: /).map(plainText)).toEqual(dates);
    });

    test.each<[string, LogAlbums, string | undefined]>([
      ['with its cover', logOf(1_000, 0), 'blob:sommer'],
      ['that the log does not know, without one', noLogAlbums, undefined],
    ])('%s', async (_, log, address) => {
      await openWindow({ log });
      press('Show: All photos');
      await screen.findByText(/^1,000 photos/);
      const row = screen.getByRole('button', { name: 'Sommer' }).closest('li');
      expect(row?.querySelector('img')?.getAttribute('src')).toBe(address);
      expect(row?.style.blockSize).toBe('52px');
    });
  });

  test.each<[PhotoState, RegExp]>([
    ['proved', /, In Jottacloud$/],
    ['queued', /, In the queue$/],
    ['unknown', /M$/],
  ])('a %s photo says so', async (state, name) => {
    await openWindow({ state });
    expect((await screen.findAllByRole('option', { name })).length).toBeGreaterThan(0);
  });

  test('begins at the newest photo that is not of the future', async () => {
    await openWindow({ newestAt: Date.now() + 10 * 86_400_000 });
    // in rows of one photo each; a day of tolerance for time zones
    await waitFor(() => expect(screen.getByRole('listbox').scrollTop).toBe(9 * TILE_PX));
  });
});
