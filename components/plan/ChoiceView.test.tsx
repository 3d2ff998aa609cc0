// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AlbumChoice, AlbumFigures } from '../../utils/domain/album/album-choice.ts';
import { everything } from '../../utils/domain/album/choice.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import { samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { createFakeTransferModel } from '../testing/fake-models.ts';
import { PopupPage } from '../popup/PopupPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const album = (key: string, name: string | null, items: number): AlbumChoice => ({
  key,
  name,
  items,
  createdAt: null,
  isFolder: false,
  children: [],
});
const trips: AlbumChoice = {
  key: 'f',
  name: 'Trips',
  items: 0,
  createdAt: null,
  isFolder: true,
  children: [album('rome', 'Rome', 5), album('oslo', 'Oslo', 1_200)],
};
const albums = [trips, album('x', null, 3)];

async function openChoice(choice = everything, tree: AlbumChoice[] = albums) {
  const run = sampleRun({ status: 'planned', isConfirmed: false, plan: samplePlan(), choice });
  const model = createFakeTransferModel({
    state: 'plan',
    snapshot: { run },
    albums: tree,
    unfiledItems: 40_000,
  });
  render(<PopupPage model={model} />);
  fireEvent.click(screen.getByRole('button', { name: 'Choose what to copy…' }));
  await screen.findByRole('radiogroup', { name: 'What to copy from' });
  return model;
}
const tick = (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name });
const use = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Use this selection' });
async function openAlbums(choice = everything) {
  const model = await openChoice(choice);
  fireEvent.click(screen.getByRole('radio', { name: 'Only some albums' }));
  await tick('Trips');
  return model;
}

test('begins with everything, and goes back to the plan without a change', async () => {
  const model = await openChoice();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Everything' }).checked).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(await screen.findByRole('button', { name: 'Start' })).toBeTruthy();
  expect(model.chosen).toEqual([]);
});

test('photos in no album are counted once the numbers of the albums in view are there', async () => {
  const model = await openChoice();
  const figures = Promise.withResolvers<Map<string, AlbumFigures>>();
  model.plan.readAlbumFigures = () => figures.promise;
  const count = vi.fn<() => Promise<number>>(() => Promise.resolve(40_000));
  model.plan.countUnfiled = count;
  const asked = vi.spyOn(model.plan, 'readAlbumFigures');
  fireEvent.click(screen.getByRole('radio', { name: 'Only some albums' }));
  await waitFor(() => expect(asked).toHaveBeenCalled());
  expect(count).not.toHaveBeenCalled();
  figures.resolve(new Map());
  await waitFor(() => expect(count).toHaveBeenCalledTimes(1));
});

test('they are also counted where there is no album, only empty folders', async () => {
  await openChoice(everything, [{ ...trips, children: [] }]);
  fireEvent.click(screen.getByRole('radio', { name: 'Only some albums' }));
  expect(await screen.findByText(/40,000/)).toBeTruthy();
});

test('a folder ticks its albums; one of them taken out makes it half ticked', async () => {
  const model = await openAlbums();
  fireEvent.click(await tick('Trips'));
  await waitFor(async () => expect((await tick('Oslo')).checked).toBe(true));
  fireEvent.click(await tick('Rome'));
  await waitFor(async () => expect((await tick('Trips')).indeterminate).toBe(true));
  fireEvent.click(use());
  await waitFor(() => expect(model.chosen).toEqual([{ ...everything, albums: ['oslo'], unfiled: false }]));
});

test('every album shows its count, as do untitled albums and photos in no album', async () => {
  await openAlbums();
  const shownValue = (name: string) =>
    document.getElementById(screen.getByRole('checkbox', { name }).getAttribute('aria-describedby') ?? '')
      ?.textContent;
  await waitFor(() =>
    expect(['Trips', 'Rome', 'Oslo', 'Untitled album', 'Not in any album'].map(shownValue)).toEqual([
      '1,205 photos',
      '5 photos',
      '1,200 photos',
      '3 photos',
      '40,000 photos',
    ]),
  );
});

test('without any album it is not used, and says why only once it is pressed', async () => {
  const model = await openAlbums();
  const reason = () => screen.queryByText('Select at least one album.');
  expect(reason()).toBeNull();
  expect(use().disabled).toBe(false);
  fireEvent.click(use());
  await waitFor(() => expect(reason()).toBeTruthy());
  expect(model.chosen).toEqual([]);
  fireEvent.click(await tick('Not in any album'));
  await waitFor(() => expect(reason()).toBeNull());
  fireEvent.click(use());
  await waitFor(() => expect(model.chosen).toEqual([{ ...everything, albums: [], unfiled: true }]));
});

test('dates and kinds narrow it further', async () => {
  const model = await openChoice();
  fireEvent.input(screen.getByLabelText('From'), { target: { value: '2024-06-01' } });
  fireEvent.input(screen.getByLabelText('To'), { target: { value: '2023-06-01' } });
  await screen.findByText('“From” is later than “To”.');
  fireEvent.input(screen.getByLabelText('To'), { target: { value: '' } });
  for (const name of ['Photos', 'Screenshots']) fireEvent.click(await tick(name));
  await waitFor(() => expect(use().disabled).toBe(false));
  fireEvent.click(use());
  await waitFor(() => expect(model.chosen).toMatchObject([{ albums: null, from: '2024-06-01', to: null }]));
  expect(model.chosen[0]?.kinds).not.toContain('screenshot');
  expect(model.chosen[0]?.kinds).toContain('raw');
});

test('what was chosen before is ticked when it is opened again', async () => {
  await openChoice({ ...everything, albums: ['rome'], unfiled: true, kinds: ['video'] });
  expect((await tick('Rome')).checked).toBe(true);
  expect((await tick('Not in any album')).checked).toBe(true);
  expect((await tick('Photos')).checked).toBe(false);
});
