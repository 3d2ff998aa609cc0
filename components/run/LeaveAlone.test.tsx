// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PopupPage } from '../popup/PopupPage.tsx';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { activeRun, createFakeTransferModel, someLive, someTotals } from '../testing/fake-models.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

function show(change: Partial<Parameters<typeof createFakeTransferModel>[0]> = {}) {
  const snapshot = { run: activeRun, totals: someTotals };
  const model = createFakeTransferModel({ state: 'running', snapshot, live: someLive, ...change });
  render(<PopupPage model={model} />);
  return model;
}
const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });

test('a running copy offers to keep the computer awake and to notify, and says what happens otherwise', () => {
  const model = show();
  fireEvent.click(box(/^Keep this computer awake/));
  fireEvent.click(box(/^Notify me when/));
  expect([model.unattended.keepAwake.value, model.unattended.notifications.value]).toEqual([true, true]);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent?.split(':')[0])).toEqual([
    'Lid closed',
    'Browser closed or power cut',
    'Signed out by Apple',
  ]);
});

test('where the browser says no, the tick goes away and a word says so', async () => {
  show({ mayAsk: false });
  fireEvent.click(box(/^Keep this computer awake/));
  expect(await screen.findByText('Your browser did not allow this, so it stays off.')).toBeTruthy();
  expect(box(/^Keep this computer awake/).checked).toBe(false);
});

test('where only a page can keep the screen on, it says which', () => {
  show({ awakeBy: 'page' });
  expect(screen.getByText('Works while Details is open in front. The screen stays on.')).toBeTruthy();
});

test.each(['paused', 'done', 'plan', 'ready'] as const)(
  'while %s there is nothing to leave alone',
  (state) => {
    show({ state });
    expect(screen.queryByRole('checkbox', { name: /^Keep this computer awake/ })).toBeNull();
  },
);
