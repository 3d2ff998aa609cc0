// @vitest-environment happy-dom
import { changedRun } from '../../utils/domain/testing/sample-run.ts';
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noTotals } from '../../utils/domain/run/run.ts';
import { amount, samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { activeRun, createFakeTransferModel, someLive, someTotals } from '../testing/fake-models.ts';
import { PopupPage } from '../popup/PopupPage.tsx';
import { plainText } from '../testing/plain-text.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const midway = { run: activeRun, totals: someTotals };
const card = () => plainText(screen.getByRole('main'));
function show(start: Parameters<typeof createFakeTransferModel>[0]) {
  const model = createFakeTransferModel(start);
  render(<PopupPage model={model} />);
  return model;
}

test('a line without a byte for ten seconds says so, and shows neither speed nor time left', () => {
  const model = show({ state: 'running', snapshot: midway, live: { ...someLive, quietMs: 20_400 } });
  expect(card()).toContain('No data for 20 seconds: waiting for the connection');
  expect(card()).not.toMatch(/left|\/s/);
  model.live.value = { ...someLive, quietMs: 9_900 };
  return waitFor(() => expect(card()).toMatch(/hours left.*5\.2 MB\/s/));
});

test('the bar of a copy that adds to earlier ones counts what it adds, and all of it once it has ended', async () => {
  const plan = samplePlan({ all: amount(443, 443, 443e6), inPlace: { items: 406, bytes: 406e6 } });
  const run = { ...activeRun, appleCount: 443, plan };
  const totals = { ...noTotals, itemsFound: 443, itemsDone: 418, bytesDone: 418e6 };
  const model = show({ state: 'running', snapshot: { run, totals } });
  const bar = () => screen.getByRole('progressbar', { name: 'Items copied' });
  expect([bar().getAttribute('aria-valuenow'), bar().getAttribute('aria-valuemax')]).toEqual(['12', '37']);
  expect(card()).toContain('12 of 37new photos and videos12 MB of 37 MB');
  model.state.value = 'done';
  model.snapshot.value = {
    ...model.snapshot.value,
    run: changedRun(run, { status: 'finished' }),
    totals: { ...totals, itemsDone: 443, bytesDone: 443e6 },
  };
  await waitFor(() => expect(card()).toContain('443 of 443photos and videos443 MB of 443 MB'));
});
