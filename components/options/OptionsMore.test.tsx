// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WhoseCopy } from '../../utils/domain/account/logs.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { createFakeSettingsModel } from '../testing/fake-settings-model.ts';
import { OptionsPage } from './OptionsPage.tsx';

beforeEach(() => {
  useBrowserTexts('en');
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:diagnosis');
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show(change: { isDeleted?: boolean; whose?: WhoseCopy } = {}) {
  const model = createFakeSettingsModel({ connection: { status: 'disconnected', error: null }, ...change });
  render(<OptionsPage model={model} />);
  return model;
}
const section = (name: string) => within(screen.getByRole('region', { name }));

test('the speed is chosen of three, and saved at once', async () => {
  const model = show();
  fireEvent.click(section('Speed').getByRole('radio', { name: 'Polite' }));
  expect(model.speed.value).toBe('polite');
  await waitFor(() => expect(section('Speed').getByRole('status').textContent).toBe('Saved'));
});

test('the list at Jottacloud says where its names lie, and can do without them', async () => {
  const model = show();
  const list = section('List of the copy');
  const radio = (name: string) => list.getByRole<HTMLInputElement>('radio', { name });
  expect(radio('On').checked).toBe(true);
  expect(list.getByText('The names of your albums and files then lie in your own Jottacloud.')).toBeTruthy();
  fireEvent.click(radio('Without names'));
  expect(model.manifest.value).toBe('hashes');
  fireEvent.click(radio('Off'));
  expect(model.manifest.value).toBe('off');
  await waitFor(() => expect(list.getByRole('status').textContent).toBe('Saved'));
});

test('edit data are copied only when they are ticked, and “Undo” takes that back', async () => {
  const model = show();
  const copied = section('What to include');
  expect(model.arrangement.value.editData).toBe(false);
  fireEvent.click(copied.getByRole('checkbox', { name: 'Also edit data' }));
  expect(model.arrangement.value.editData).toBe(true);
  fireEvent.click(await copied.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(model.arrangement.value.editData).toBe(false));
});

test('copies that open everywhere are made only when they are ticked, and are never called originals', async () => {
  const model = show();
  expect(model.arrangement.value.compatible).toBe(false);
  const box = section('What to include').getByRole('checkbox', { name: 'Also copies that open everywhere' });
  const hint = document.getElementById(box.getAttribute('aria-describedby') ?? '')?.textContent;
  expect(hint).toContain('Most are smaller than the originals');
  fireEvent.click(box);
  await waitFor(() => expect(model.arrangement.value.compatible).toBe(true));
});

test('new shared albums are copied only when they are ticked', async () => {
  const model = show();
  expect(model.arrangement.value.sharedAlbums).toBe(false);
  fireEvent.click(section('What to include').getByRole('checkbox', { name: 'New shared albums' }));
  await waitFor(() => expect(model.arrangement.value.sharedAlbums).toBe(true));
});

test('of bursts only the chosen photo is copied unless all photos are wanted', async () => {
  const model = show();
  const choice = (name: string) =>
    within(screen.getByRole('radiogroup', { name: 'Bursts' })).getByRole<HTMLInputElement>('radio', { name });
  expect(choice('Only the chosen photo').checked).toBe(true);
  fireEvent.click(choice('All photos'));
  await waitFor(() => expect(choice('All photos').checked).toBe(true));
  expect(model.arrangement.value.bursts).toBe('all');
});

test('marks and mainland China are switched with a tick, and back', async () => {
  const model = show();
  const tick = (name: string) => section('iCloud Photos').getByRole('checkbox', { name });
  fireEvent.click(tick('Buttons and marks on icloud.com'));
  fireEvent.click(tick('Mainland China account'));
  expect([model.marks.value, model.china.value]).toEqual([false, true]);
  const link = await section('iCloud Photos').findByRole('link', { name: /^icloud\.com\.cn/ });
  expect(link.getAttribute('href')).toBe('https://www.icloud.com.cn/photos/');
  fireEvent.click(tick('Buttons and marks on icloud.com'));
  expect(model.marks.value).toBe(true);
});

test('data are deleted only after a question, which can be answered with no', () => {
  const model = show();
  const press = (name: string) => fireEvent.click(section('Privacy').getByRole('button', { name }));
  press('Delete all data from this browser');
  press('Keep everything');
  expect(model.deletions.value).toBe(0);
  press('Delete all data from this browser');
  press('Delete all data');
  expect(model.deletions.value).toBe(1);
});

test('after the deletion it says so', () => {
  show({ isDeleted: true });
  expect(section('Privacy').getByRole('status').textContent).toContain('All data has been deleted');
});

test('the diagnosis log is shown before it can be saved', async () => {
  show();
  expect(section('Troubleshooting').queryByRole('link', { name: 'Save it as a file' })).toBeNull();
  fireEvent.click(section('Troubleshooting').getByRole('button', { name: 'Show the diagnosis log' }));
  const preview: HTMLTextAreaElement = await section('Troubleshooting').findByRole('textbox');
  expect(preview.value).toBe('{"versions": "1"}');
  expect(
    section('Troubleshooting').getByRole('link', { name: 'Save it as a file' }).getAttribute('download'),
  ).toBe('fotoflytt-diagnosis.json');
});

test('what few people need is folded, and less than 300 words are left', () => {
  const model = createFakeSettingsModel({ connection: { status: 'connected', account: null, error: null } });
  render(<OptionsPage model={model} />);
  const main = screen.getByRole('main');
  expect(within(main).getByRole('region', { name: 'Troubleshooting' }).closest('details')?.open).toBe(false);
  for (const content of main.querySelectorAll('details > div')) content.remove();
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (texts.nextNode()) words += texts.currentNode.nodeValue?.match(/\S+/g)?.length ?? 0;
  expect(words).toBeGreaterThan(100);
  expect(words).toBeLessThan(300);
});

test('an error that leads to the diagnosis opens the folded part', () => {
  const model = createFakeSettingsModel({ connection: { status: 'disconnected', error: null } });
  render(<OptionsPage model={model} opensMore />);
  expect(screen.getByRole('region', { name: 'Troubleshooting' }).closest('details')?.open).toBe(true);
});

test('the version is named, with the way to a newer one', () => {
  show();
  expect(section('About').getByText('Fotoflytt 1.2.3')).toBeTruthy();
  expect(section('About').getByText(/put the files of a newer version in it/)).toBeTruthy();
});

test('each of several copies can be deleted alone, after a question that names its owner', async () => {
  const owner = (accountNumber: string, name: string) => ({ accountNumber, account: null, name });
  const others = [{ log: 'fotoflytt-2', owner: owner('2', 'Bo') }];
  const model = show({ whose: { log: 'fotoflytt', shown: owner('1', 'Anna'), signedIn: null, others } });
  expect(section('Destination').getByText('Photos of Anna')).toBeTruthy();
  const privacy = section('Privacy');
  fireEvent.click(privacy.getByRole('button', { name: 'Delete the photo list of Bo' }));
  expect(privacy.getByText(/^Delete the photo list of Bo from this browser\?/)).toBeTruthy();
  expect(model.deletedCopies).toEqual([]);
  fireEvent.click(privacy.getByRole('button', { name: 'Keep everything' }));
  fireEvent.click(privacy.getByRole('button', { name: 'Delete the photo list of Anna' }));
  const yes = privacy.getByRole('button', { name: 'Delete the photo list of Anna' });
  await waitFor(() => expect(yes.getAttribute('aria-disabled')).toBe('false'));
  fireEvent.click(yes);
  await waitFor(() => expect(model.deletedCopies).toEqual(['fotoflytt']));
  expect(model.deletions.value).toBe(0);
});
