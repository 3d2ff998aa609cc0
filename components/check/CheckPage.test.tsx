// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { checkIds, type CheckRow } from '../../utils/domain/check/check-row.ts';
import type { CheckModel, CheckStage } from '../../utils/models/check-model.ts';
import { CheckPage } from './CheckPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const rows: CheckRow[] = [
  ['signedIn', { verdict: 'expected', answer: 'dsInfo with dsid' }],
  ['lookup', { verdict: 'other-way', answer: '100: refused' }],
  ['zones', { verdict: 'not-understood', answer: 'bad-response' }],
  ['token', { verdict: 'not-asked', answer: 'jottacloud-disconnected', why: 'unreached' }],
  ['albums', { verdict: 'not-asked', answer: '', why: 'nothing' }],
].map(([id, result]) => ({ id, side: 'icloud', asked: 'a call', result }) as CheckRow);

function show(stage: CheckStage, shown: CheckRow[] = []) {
  const model: CheckModel = {
    stage: signal(stage),
    rows: signal(shown),
    check: vi.fn<() => Promise<void>>(async () => undefined),
    text: () => 'the text',
    copyText: vi.fn<() => Promise<void>>(async () => undefined),
  };
  render(<CheckPage model={model} />);
  return model;
}

test('says what it touches before anything is pressed, and begins at a press', () => {
  const model = show('idle');
  expect(screen.getByText(/one small folder, “Fotoflytt check”/)).toBeTruthy();
  expect(screen.queryByRole('list')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Check now' }));
  expect(model.check).toHaveBeenCalledOnce();
});

test('each row has its question, its verdict and why it was not asked', () => {
  show('running', rows);
  const items = screen.getAllByRole('listitem').map((item) => item.textContent);
  expect(items[0]).toMatch(/Who is signed in at iCloud\?As expected/);
  expect(items[1]).toMatch(/at once\?Different, but supported.*100: refused/);
  expect(items[2]).toMatch(/Not understood/);
  expect(items[3]).toMatch(/Not askedYou disconnected Jottacloud/);
  expect(items[4]).toMatch(/Not askedYour account has nothing to try this with\./);
  expect(screen.getByText(`Checking: 5 of ${checkIds.length} done`, { selector: 'p' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Copy text' })).toBeNull();
});

test('at the end it sums up, and hands out the text', async () => {
  const model = show('done', rows);
  const result = within(screen.getByRole('region', { name: 'Result' }));
  expect(result.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
    '1',
    '1',
    '1',
    '2',
  ]);
  expect(result.getByText(/does not understand some of the answers/)).toBeTruthy();
  expect(result.getByRole('link', { name: 'Save text' }).getAttribute('download')).toBe(
    'fotoflytt-check.txt',
  );
  fireEvent.click(result.getByRole('button', { name: 'Copy text' }));
  await waitFor(() => expect(result.getByText('The text is on the clipboard.')).toBeTruthy());
  expect(model.copyText).toHaveBeenCalledOnce();
});

test('while a copy is running it says so, and stays there to be pressed later', () => {
  show('busy');
  expect(screen.getByRole('alert').textContent).toContain('A copy is in progress');
  expect(screen.getByRole('button', { name: 'Check now' })).toBeTruthy();
});
