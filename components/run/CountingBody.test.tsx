// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { activeRun, createFakeTransferModel } from '../testing/fake-models.ts';
import { PopupPage } from '../popup/PopupPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

function show(start: Parameters<typeof createFakeTransferModel>[0]) {
  const model = createFakeTransferModel(start);
  render(<PopupPage model={model} />);
  return model;
}
const card = () => screen.getByRole('main').textContent ?? '';

test('counting has no bar before Apple has told a number', () => {
  show({ state: 'counting', snapshot: { run: { ...activeRun, listedItems: 0, appleCount: null } } });
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(card()).toContain('This can take a few minutes');
});

test('counting shows how many were found so far, and of how many', () => {
  const run = { ...activeRun, listedItems: 18_400, appleCount: null };
  const model = show({ state: 'counting', snapshot: { run } });
  expect(screen.getByText('18,400 photos and videos found so far')).toBeTruthy();
  model.snapshot.value = { ...model.snapshot.value, run: { ...run, appleCount: 44_319 } };
  return waitFor(() => {
    expect(screen.getByText('18,400 of 44,319 photos and videos found')).toBeTruthy();
    const bar = screen.getByRole('progressbar', { name: 'Items found' });
    expect([bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuemax')]).toEqual([
      '18400',
      '44319',
    ]);
  });
});
