// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything } from '../../../utils/domain/album/choice.ts';
import type { SessionState } from '../../../utils/domain/run/snapshot.ts';
import type { RunRow } from '../../../utils/domain/run/run-row.ts';
import { changedRun } from '../../../utils/domain/testing/sample-run.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { createFakeTransferModel, plannedRun } from '../../testing/fake-models.ts';
import { createFakeSheet } from '../../testing/fake-sheet.ts';
import { PlanPage } from '../../plan-page/PlanPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

type SheetStart = Parameters<typeof createFakeSheet>[1];

function show(
  run: Partial<Omit<RunRow, 'status'>> = {},
  start: SheetStart = {},
  { session = 'signed-in', ...more }: { session?: SessionState; [field: string]: unknown } = {},
) {
  const transfer = createFakeTransferModel({
    state: 'plan',
    snapshot: { run: changedRun(plannedRun, run), session },
    ...more,
  });
  const sheet = createFakeSheet(transfer, start);
  render(<PlanPage transfer={transfer} sheet={sheet.model} />);
  return { transfer, ...sheet };
}
const side = (name: string) => within(screen.getByRole('region', { name }));
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const tick = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const explanation = (element: HTMLElement) =>
  document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent;

test('says whose photos go where, in full, with size, time and space', async () => {
  show({}, { facts: { hidden: 12, recentlyDeleted: 3 } });
  expect(await side('From').findByText('Jane Appleseed')).toBeTruthy();
  expect(side('From').getByText('jane@example.com')).toBeTruthy();
  expect(side('From').getByText('The latest three photos of this account')).toBeTruthy();
  expect(side('From').getByText('Everything')).toBeTruthy();
  expect(
    (await side('From').findByRole<HTMLInputElement>('checkbox', { name: 'Hidden photos (12)' })).checked,
  ).toBe(false);
  expect(tick('Recently deleted photos (3)').checked).toBe(false);
  const to = side('To');
  expect(to.getByText('Jottacloud › Archive › iCloud Photos')).toBeTruthy();
  expect(to.getByText(/you find them under Files › Archive/)).toBeTruthy();
  expect(to.getByRole('radiogroup', { name: 'Folder layout' })).toBeTruthy();
  expect(to.getByRole('figure').textContent).toContain('iCloud Photos');
  const figures = side('Size, time and space');
  expect(figures.getByText('44,319 photos and videos')).toBeTruthy();
  expect(figures.getByText(/home connection/)).toBeTruthy();
});

test('while nobody is signed in, the address of the log stands for the owner', async () => {
  const owner = { session: 'signed-out', account: null, name: null } as const;
  show({}, { owner, facts: { account: 'kari@example.no' } });
  expect(await side('From').findByText('kari@example.no')).toBeTruthy();
});

test.each(['approval', 'locked'] as const)('an owner whose photos wait (%s) is named', async (session) => {
  show({}, { owner: { session, account: 'bo@example.no', name: 'Bo Berg' } }, { session });
  expect(await side('From').findByText('Bo Berg')).toBeTruthy();
});

test.each([
  [['a'], ['Rome'], 'Rome'],
  [['a', 'b'], ['Rome', null], 'Rome, Untitled album'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], ['Rome', 'Oslo', 'Paris'], 'Rome, Oslo, Paris and 4 more'],
])('%j chosen albums are named', async (albums, albumNames, text) => {
  show({ choice: { ...everything, albums } }, {}, { albumNames });
  expect(await side('From').findByText(text)).toBeTruthy();
});

test('albums, photos in no album and dates are named together', async () => {
  const choice = { ...everything, albums: ['a'], unfiled: true, from: '2024-06-01' };
  show({ choice }, {}, { albumNames: ['Rome'] });
  expect(await side('From').findByText(/^Rome · Not in any album · .*2024/)).toBeTruthy();
});

describe('a change', () => {
  test('is stored, counted in place, and nothing can begin before the new figures are there', async () => {
    const { transfer, saved, counted } = show({}, { facts: { hidden: 12 } });
    expect(button('Start').disabled).toBe(false);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Hidden photos (12)' }));
    await screen.findByText('Counting again…');
    expect(tick('Hidden photos (12)').checked).toBe(true);
    expect(saved).toMatchObject([{ hidden: true }]);
    expect(button('Start').disabled).toBe(true);
    expect(explanation(button('Start'))).toBe('Counting again…');
    expect(screen.getByText('44,319 photos and videos')).toBeTruthy();
    counted();
    await waitFor(() => expect(button('Start').disabled).toBe(false));
    expect(screen.queryByText('Counting again…')).toBeNull();
    fireEvent.click(button('Start'));
    await waitFor(() => expect(transfer.pressed).toContain('confirm'));
    expect(transfer.snapshot.value.run?.arrangement.hidden).toBe(true);
  });

  test('to copies that open everywhere is stored and counted like the others', async () => {
    const { saved } = show();
    const box = tick('Also copies that open everywhere');
    expect(box.checked).toBe(false);
    expect(explanation(box)).toContain('your list at Apple is read once more');
    fireEvent.click(box);
    await screen.findByText('Counting again…');
    expect(saved).toMatchObject([{ compatible: true }]);
  });

  test('of the layout shows in the preview at once', async () => {
    const { saved } = show();
    expect(screen.getByRole('figure').textContent).toContain('Summer 2019');
    fireEvent.click(screen.getByRole('radio', { name: 'Year and month' }));
    await waitFor(() => expect(screen.getByRole('figure').textContent).not.toContain('Summer 2019'));
    expect(saved).toMatchObject([{ layout: 'year-month' }]);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Year and month' }).checked).toBe(true);
  });

  test('of the destination goes through Jottacloud’s folders, and the plan never keeps the old one', async () => {
    const folders = {
      'iCloud Photos': { folders: [], files: 0 },
      '': { folders: ['Photos'], files: 0 },
      Photos: { folders: ['Italy 2022'], files: 7 },
      'Photos/Italy 2022': { folders: [], files: 1 },
    };
    const { saved, transfer } = show({}, { folders });
    fireEvent.click(button('Change…'));
    for (const name of ['Back to Archive', 'Photos', 'Italy 2022'])
      fireEvent.click(await screen.findByRole('button', { name }));
    await screen.findByText('1 file in this folder');
    fireEvent.click(button('Use this folder'));
    await waitFor(() => expect(saved).toEqual(['Photos/Italy 2022']));
    expect(await side('To').findByText('Jottacloud › Archive › Photos › Italy 2022')).toBeTruthy();
    expect(transfer.snapshot.value.run?.destinationFolder).toBe('Photos/Italy 2022');
  });

  test('of the choice takes the place of the sheet, with the focus, and gives it back', async () => {
    const { transfer } = show();
    fireEvent.click(button('Choose what to copy…'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('What to copy'));
    fireEvent.click(button('Back'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('From'));
    expect(transfer.chosen).toEqual([]);
  });
});

test('too little space blocks “Start” with the reason', () => {
  const account = {
    name: 'Kari',
    usedBytes: 99e9,
    totalBytes: 100e9,
    writeLocked: false,
    service: 'id.jottacloud.com',
  };
  show({}, {}, { account });
  expect(button('Start').disabled).toBe(true);
  expect(explanation(button('Start'))).toContain('is free');
});

test('“Not now” drops the plan', async () => {
  const { transfer } = show();
  fireEvent.click(button('Not now'));
  await waitFor(() => expect(transfer.pressed).toContain('drop'));
});

test('without a plan the page shows the state and its buttons', () => {
  const transfer = createFakeTransferModel({ state: 'ready' });
  render(<PlanPage transfer={transfer} sheet={createFakeSheet(transfer).model} />);
  expect(screen.getByRole('main').dataset['state']).toBe('ready');
  expect(button('Copy to Jottacloud')).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'From' })).toBeNull();
});
