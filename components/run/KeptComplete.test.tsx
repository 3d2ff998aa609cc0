// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { everything } from '../../utils/domain/album/choice.ts';
import type { TransferSnapshot } from '../../utils/domain/run/snapshot.ts';
import { epochMs } from '../../utils/units.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import {
  activeRun,
  allTotals,
  createFakeTransferModel,
  finishedRun,
  someTotals,
} from '../testing/fake-models.ts';
import { PopupPage } from '../popup/PopupPage.tsx';

const DAY = 86_400_000;
const completeAt = epochMs(new Date(2026, 10, 29, 12).getTime());

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

/** Shows the popup some days after the copy; Apple was last asked some days before that. */
function show(
  days: number,
  unchecked = days,
  snapshot: Partial<TransferSnapshot> = {},
  offersTopUps = false,
) {
  const checkedAt = epochMs(completeAt + (days - unchecked) * DAY);
  const model = createFakeTransferModel({
    state: 'done',
    offersTopUps,
    openedAt: epochMs(completeAt + days * DAY),
    snapshot: {
      run: finishedRun,
      totals: allTotals,
      completeness: { completeAt, checkedAt, newPhotos: 0 },
      ...snapshot,
    },
  });
  render(<PopupPage model={model} />);
  return model;
}
const card = () => screen.getByRole('main').textContent ?? '';

test('a complete copy says as of when', () => {
  show(3);
  expect(card()).toContain('Complete as of Nov 29, 2026.');
  expect(card()).not.toContain('Last check');
});

test('a later look without news says so', () => {
  show(15, 0);
  expect(card()).toContain('Complete as of Nov 29, 2026. Last check on Dec 14, 2026: no new photos.');
});

test('a later look does not say so after a copy of a part that left new photos', () => {
  show(15, 0, {
    completeness: { completeAt, checkedAt: epochMs(completeAt + 15 * DAY), newPhotos: 0, hasLeftover: true },
  });
  expect(card()).toContain('Complete as of Nov 29, 2026.');
  expect(card()).not.toContain('Last check');
});

test('after 45 days without a check the popup warns, and leads to a new one', () => {
  const model = show(46);
  expect(card()).toContain('Last checked 46 days ago.');
  fireEvent.click(screen.getByRole('button', { name: 'Look for new photos' }));
  expect(model.pressed).toEqual(['start']);
});

test('44 days are no reason to warn', () => {
  show(44);
  expect(card()).not.toContain('Last checked');
});

test('without a complete copy nothing is said', () => {
  show(3, 3, { completeness: null });
  expect(card()).not.toContain('Complete as of');
});

test('the offer is one line, and can be accepted or declined', async () => {
  const model = show(0, 0, {}, true);
  expect(card()).toContain('Keep this copy complete from now on?');
  fireEvent.click(screen.getByRole('button', { name: 'Choose how' }));
  fireEvent.click(screen.getByRole('button', { name: 'No, thanks' }));
  expect(model.pressed).toEqual(['chooseTopUps', 'declineTopUps']);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Show report'));
});

test('nothing is offered after a selection', () => {
  show(0, 0, { run: { ...finishedRun, choice: { ...everything, albums: ['a'] } } }, true);
  expect(card()).not.toContain('Keep this copy complete');
});

test('a copy that began automatically says so', () => {
  render(
    <PopupPage
      model={createFakeTransferModel({
        state: 'running',
        snapshot: { run: { ...activeRun, isAutomatic: true }, totals: someTotals },
      })}
    />,
  );
  expect(card()).toContain('Started automatically, because iCloud has new photos.');
});
