// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FolderLevel } from '../../../utils/domain/layout/folder-level.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { createFakeFolders } from '../../testing/fake-folders.ts';
import { ChangeFolder } from './ChangeFolder.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const archive: Record<string, FolderLevel> = {
  '': { folders: ['Work', 'Photos', 'iCloud Photos', 'odd: name'], files: 2 },
  Photos: { folders: ['Italy 2022', 'Norway'], files: 1 },
  'Photos/Italy 2022': { folders: [], files: 1_312 },
  'iCloud Photos': { folders: ['Rome'], files: 0 },
};

/** Shows a destination and opens its dialog. */
async function open(
  destination = 'iCloud Photos',
  failsFirst?: Parameters<ReturnType<typeof createFakeFolders>['fails']>[0],
  levels = archive,
) {
  const folders = createFakeFolders(structuredClone(levels));
  if (failsFirst) folders.fails(failsFirst);
  const chosen: string[] = [];
  const stored = signal(destination);
  const Shown = () => (
    <ChangeFolder
      folders={folders.model}
      destination={stored.value}
      choose={async (next) => {
        chosen.push(next);
        stored.value = next;
      }}
    />
  );
  render(<Shown />);
  fireEvent.click(button('Change…'));
  await screen.findByRole('dialog', { name: 'Choose a folder in Jottacloud' });
  await waitFor(() => expect(folders.model.opened.value.status).not.toBe('reading'));
  return { ...folders, chosen };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const rows = () =>
  within(screen.getByRole('list'))
    .queryAllByRole('button')
    .map(({ textContent }) => textContent);
const focused = () => document.activeElement?.textContent;
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
const status = () => screen.getByRole('status').textContent;
const focusIs = (text: string) => waitFor(() => expect(focused()).toBe(text));

test('opens where photos go now, with its folders, its number of files, and one tab stop', async () => {
  const { asked } = await open('Photos');
  await waitFor(() => expect(rows()).toEqual(['Back to Archive', 'Italy 2022', 'Norway']));
  expect(asked).toEqual(['list Photos']);
  expect(status()).toBe('1 file in this folder');
  expect(screen.getByText(/Nothing there is ever overwritten/)).toBeTruthy();
  const stops = within(screen.getByRole('list'))
    .getAllByRole('button')
    .map(({ tabIndex }) => tabIndex);
  expect(stops).toEqual([-1, 0, -1]);
  await focusIs('Italy 2022');
});

test('of 1,000 folders only those in view have elements, and the last one is one key away', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `Folder ${index + 1}`);
  await open('Photos', undefined, { Photos: { folders: many, files: 0 } });
  await focusIs('Folder 1');
  expect(rows().length).toBeLessThan(40);
  key('End');
  await focusIs('Folder 1000');
  expect(rows().length).toBeLessThan(40);
  expect(document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('1001');
  key('Home');
  await focusIs('Back to Archive');
});

test('is worked with the keyboard alone: into a folder, back, to a letter, and used', async () => {
  const { chosen } = await open('Photos');
  await focusIs('Italy 2022');
  key('ArrowRight');
  await waitFor(() => expect(status()).toBe('1,312 files in this folder'));
  await focusIs('Back to Photos');
  key('ArrowLeft');
  await focusIs('Italy 2022');
  key('ArrowDown');
  await focusIs('Norway');
  key('Home');
  await focusIs('Back to Archive');
  key('ArrowLeft');
  await focusIs('Photos');
  key('w');
  await focusIs('Work');
  key('i');
  await focusIs('iCloud Photos');
  key('ArrowRight');
  await focusIs('Rome');
  fireEvent.click(button('Use this folder'));
  await waitFor(() => expect(chosen).toEqual(['iCloud Photos']));
  expect(screen.queryByRole('dialog')).toBeNull();
  await focusIs('Change…');
});

test('a click opens a folder, and two levels are used as one destination', async () => {
  const { chosen } = await open();
  fireEvent.click(button('Back to Archive'));
  fireEvent.click(await screen.findByRole('button', { name: 'Photos' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Italy 2022' }));
  await waitFor(() => expect(status()).toBe('1,312 files in this folder'));
  fireEvent.click(button('Use this folder'));
  await waitFor(() => expect(chosen).toEqual(['Photos/Italy 2022']));
  expect(screen.getByText('Jottacloud › Archive › Photos › Italy 2022')).toBeTruthy();
});

test('the Archive itself cannot be used, and says why', async () => {
  await open();
  fireEvent.click(button('Back to Archive'));
  await screen.findByRole('button', { name: 'Work' });
  expect(button('Use this folder').disabled).toBe(true);
  expect(
    document.getElementById(button('Use this folder').getAttribute('aria-describedby') ?? '')?.textContent,
  ).toBe('Open a folder or create one. Photos never go directly into the Archive.');
});

test('a folder whose name Fotoflytt cannot use is shown and stays closed', async () => {
  const { asked } = await open();
  fireEvent.click(button('Back to Archive'));
  const odd = await screen.findByRole('button', { name: /^odd: name/ });
  expect(odd.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(odd);
  expect(asked).toEqual(['list iCloud Photos', 'list ']);
});

test('a destination that is not there yet can be used', async () => {
  const { chosen } = await open('Bilder');
  await waitFor(() =>
    expect(status()).toBe('This folder does not exist yet. It is created with the first photo.'),
  );
  fireEvent.click(button('Use this folder'));
  await waitFor(() => expect(chosen).toEqual(['Bilder']));
});

test('Escape and Cancel change nothing, and the focus returns', async () => {
  const { chosen } = await open();
  fireEvent(screen.getByRole('dialog'), new Event('close'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await focusIs('Change…');
  fireEvent.click(button('Change…'));
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(chosen).toEqual([]);
});

describe('a new folder', () => {
  const name = async (text: string) => {
    fireEvent.click(button('New folder'));
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of the new folder' });
    expect(document.activeElement).toBe(field);
    fireEvent.input(field, { target: { value: text } });
    field.form?.requestSubmit();
    return field;
  };

  test('is made in the opened one, opened, and used', async () => {
    const { asked, chosen } = await open('Photos');
    await name('Greece/Crete');
    await waitFor(() => expect(status()).toBe('0 files in this folder'));
    expect(asked.slice(1)).toEqual(['make Photos/Greece/Crete', 'list Photos/Greece/Crete']);
    await focusIs('Back to Greece');
    fireEvent.click(button('Use this folder'));
    await waitFor(() => expect(chosen).toEqual(['Photos/Greece/Crete']));
  });

  test('with a name that Jottacloud would refuse is refused beside the field', async () => {
    const { asked } = await open('Photos');
    const field = await name('100 %');
    expect((await screen.findByRole('alert')).textContent).toContain('does not allow these characters');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(asked).toEqual(['list Photos']);
  });

  test.each([
    ['name-refused', 'Jottacloud refused the name', 'Choose another name.', 'Create'],
    ['name-taken', 'A file has this name', 'Choose another name for the folder.', 'Create'],
    [
      'jottacloud-locked',
      'Your account does not allow this',
      'Sign in at jottacloud.com to see why, then press Try again.',
      'Try again',
    ],
    [
      'jottacloud-full',
      'Jottacloud is full',
      'Free up space or upgrade your plan, then press Try again.',
      'Try again',
    ],
    [
      'offline',
      'No internet connection',
      'Check the internet connection, then press Try again.',
      'Try again',
    ],
  ] as const)(
    'that Jottacloud does not make (%s) says why and what to do',
    async (code, title, body, next) => {
      const { fails } = await open('Photos');
      fails(code);
      const field = await name('Greece');
      expect((await screen.findByRole('alert')).textContent).toBe(`${title}${body}`);
      expect(field.value).toBe('Greece');
      expect(document.activeElement).toBe(field);
      expect(button(next)).toBeDefined();
    },
  );

  test('that cannot be made without a sign-in leads to the settings', async () => {
    const { fails } = await open('Photos');
    fails('jottacloud-signed-out');
    await name('Greece');
    await screen.findByRole('alert');
    expect(screen.getByRole('link', { name: 'Connect again' }).getAttribute('href')).toBe('/options.html');
  });
});

test.each([
  ['offline', 'No internet connection'],
  ['network', 'Jottacloud could not be reached'],
  ['service-down', 'Jottacloud is busy or down'],
  ['jottacloud-locked', 'Your account does not allow this'],
  ['bad-response', 'An unexpected answer'],
] as const)('a folder that cannot be read (%s) says why, and “Try again” reads it', async (code, title) => {
  await open('Photos', code);
  expect((await screen.findByRole('alert')).textContent).toContain(title);
  expect(button('Use this folder').disabled).toBe(true);
  fireEvent.click(button('Try again'));
  await focusIs('Italy 2022');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('without a sign-in the next step leads to the settings', async () => {
  await open('Photos', 'jottacloud-signed-out');
  expect((await screen.findByRole('alert')).textContent).toContain('Connect again in the settings');
  expect(screen.getByRole('link', { name: 'Connect again' }).getAttribute('href')).toBe('/options.html');
});
