// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleSample } from '../../utils/domain/layout/layout-sample.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { createFakeSettingsModel } from '../testing/fake-settings-model.ts';
import { OptionsPage } from './OptionsPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

type Start = Partial<Parameters<typeof createFakeSettingsModel>[0]>;
function show(start: Start = {}) {
  const model = createFakeSettingsModel({ connection: { status: 'disconnected', error: null }, ...start });
  render(<OptionsPage model={model} />);
  return model;
}
const group = (name: string) => within(screen.getByRole('radiogroup', { name }));
const labels = (name: string) =>
  group(name)
    .getAllByRole<HTMLInputElement>('radio')
    .map((radio) => radio.labels?.[0]?.textContent);
const preview = () =>
  [...screen.getByRole('figure').querySelectorAll('li')].map((li) => li.firstChild?.textContent);

test('the groups offer what can be chosen, the usual first', () => {
  show();
  expect(labels('Folder layout')).toEqual(['Albums', 'Year and month', 'One folder']);
  expect(labels('Shared Library')).toEqual(['In its own folder', 'Together with my photos']);
  expect(labels('Details files')).toEqual(['Off', 'JSON', 'XMP']);
  for (const name of ['Albums', 'In its own folder'])
    expect(screen.getByRole<HTMLInputElement>('radio', { name }).checked).toBe(true);
  const details = within(screen.getByRole('radiogroup', { name: 'Details files' }));
  expect(details.getByRole<HTMLInputElement>('radio', { name: 'Off' }).checked).toBe(true);
});

test('a layout is stored at once, and the preview shows it', async () => {
  const model = show();
  expect(preview()).toContain('Summer 2019');
  fireEvent.click(screen.getByRole('radio', { name: 'Year and month' }));
  await waitFor(() => expect(preview()).toContain('2019-07'));
  expect(preview()).not.toContain('Summer 2019');
  expect(model.arrangement.value.layout).toBe('year-month');
  expect(screen.getByRole('region', { name: 'Folders' }).textContent).toContain('Saved');
});

test('the preview is made of the user’s own albums once they are known, below their own folder', () => {
  const own = exampleSample({ album: 'Hytta', folder: 'Reiser', inFolder: 'Lofoten' });
  show({ layoutSample: { ...own, isOwn: true } });
  expect(preview()).toEqual(expect.arrayContaining(['iCloud Photos', 'Hytta', 'Reiser', 'Lofoten']));
  expect(screen.getByRole('figure').textContent).toContain('your own photos');
});

test.each([
  ['Hidden photos', { hidden: true }],
  ['Recently deleted photos', { recentlyDeleted: true }],
] as const)('“%s” is stored and seen in the preview', async (name, change) => {
  const model = show();
  fireEvent.click(screen.getByRole('checkbox', { name }));
  expect(model.arrangement.value).toMatchObject(change);
  await waitFor(() => expect(preview()).toContain(name === 'Hidden photos' ? 'Hidden' : 'Recently Deleted'));
});

test('places can be left out only of details files that there are', async () => {
  const model = show();
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Without places' });
  expect(box.disabled).toBe(true);
  fireEvent.click(screen.getByRole('radio', { name: 'XMP' }));
  await waitFor(() => expect(box.disabled).toBe(false));
  fireEvent.click(box);
  expect(model.arrangement.value).toMatchObject({ details: 'xmp', places: false });
});

test('a page in each folder is off by default, and possible only with details files', async () => {
  const model = show();
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'A page in each folder' });
  expect([box.checked, box.disabled]).toEqual([false, true]);
  fireEvent.click(screen.getByRole('radio', { name: 'JSON' }));
  await waitFor(() => expect(box.disabled).toBe(false));
  fireEvent.click(box);
  expect(model.arrangement.value).toMatchObject({ details: 'json', gallery: true });
  await waitFor(() => expect(box.checked).toBe(true));
});

test('the plan can be switched off and on', () => {
  const model = show();
  fireEvent.click(screen.getByRole('checkbox', { name: 'Show the plan before copying' }));
  expect(model.showPlan.value).toBe(false);
});

test.each([
  ['begun', 'Your changes apply from the next copy.'],
  ['planned', 'We’re counting your plan again with this change.'],
] as const)(
  'while a copy is %s, a change says what it is good for, and only after the change',
  async (openRun, text) => {
    show({ openRun });
    const folders = screen.getByRole('region', { name: 'Folders' });
    expect(folders.textContent).not.toContain(text);
    fireEvent.click(screen.getByRole('radio', { name: 'One folder' }));
    await waitFor(() => expect(folders.textContent).toContain(text));
  },
);
