// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { createFakeSettingsModel } from '../../testing/fake-settings-model.ts';
import { OptionsPage } from '../OptionsPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

function show() {
  const model = createFakeSettingsModel({ connection: { status: 'disconnected', error: null } });
  render(<OptionsPage model={model} />);
  return model;
}
const section = (name: string) => within(screen.getByRole('region', { name }));
const undo = (name: string): Promise<HTMLElement> => section(name).findByRole('button', { name: 'Undo' });

test.each([
  ['Destination', 'textbox', 'Destination folder', 'Pictures'],
  ['Folders', 'radio', 'Year and month', null],
  ['What to include', 'checkbox', 'Hidden photos', null],
  ['What to include', 'checkbox', /plan/, null],
  ['Captions and places', 'radio', 'JSON', null],
  ['Speed', 'radio', 'Fast', null],
  ['Stay complete', 'radio', /Copy automatically/, null],
  ['Notifications', 'checkbox', /when copying finishes/, null],
  ['iCloud Photos', 'checkbox', /Buttons and marks/, null],
  ['iCloud Photos', 'checkbox', /China/, null],
] as const)(
  'a change of %s (%s %s) is saved at once, and can be taken back',
  async (part, role, name, text) => {
    const model = show();
    model.mayNotify = true;
    const settings = (): string =>
      JSON.stringify([
        model.destinationFolder.value,
        model.arrangement.value,
        model.showPlan.value,
        model.speed.value,
        model.topUps.value,
        model.notifications.value,
        model.marks.value,
        model.china.value,
      ]);
    const before = settings();
    const field = section(part).getByRole(role, { name });
    if (text === null) fireEvent.click(field);
    else {
      fireEvent.input(field, { target: { value: text } });
      fireEvent.blur(field);
    }
    const button = await undo(part);
    expect(settings()).not.toBe(before);
    expect(section(part).getByText('Saved')).toBeTruthy();
    fireEvent.click(button);
    await waitFor(() => expect(settings()).toBe(before));
    const said = await section(part).findByText('Undone');
    expect(section(part).queryByRole('button', { name: 'Undo' })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(said));
  },
);

test('several changes are taken back one after the other, and others in the meantime stay', async () => {
  const model = show();
  fireEvent.click(section('Folders').getByRole('radio', { name: 'Year and month' }));
  await undo('Folders');
  fireEvent.click(section('Folders').getByRole('radio', { name: 'One folder' }));
  await waitFor(() => expect(model.arrangement.value.layout).toBe('one-folder'));
  fireEvent.click(section('What to include').getByRole('checkbox', { name: 'Hidden photos' }));
  fireEvent.click(await undo('Folders'));
  await waitFor(() => expect(model.arrangement.value.layout).toBe('year-month'));
  fireEvent.click(await undo('Folders'));
  await waitFor(() => expect(model.arrangement.value).toMatchObject({ layout: 'albums', hidden: true }));
});

test('what was refused can neither be saved nor taken back', async () => {
  show();
  const field = screen.getByRole('textbox', { name: 'Destination folder' });
  fireEvent.input(field, { target: { value: 'a:b' } });
  fireEvent.blur(field);
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(section('Destination').queryByRole('button', { name: 'Undo' })).toBeNull();
});
